package io.github.stosszahl.model;

/** The rate law alpha(r) of (1.7): total collision rate of a pair at relative speed r per unit partner density. */
public interface RateLaw {
    /**
     * @param r relative speed, at least 0
     * @return alpha(r), finite and not negative
     */
    double alpha(double r);

    /**
     * @param rMax largest relative speed that occurs
     * @return a bound of alpha on [0, rMax], as sharp as the law allows
     */
    double majorant(double rMax);

    /**
     * Whether alpha(r) is not the physical law but its continuation: below the cutoff of a soft potential, outside the range of a table. The engine
     * counts such candidates so that a run can report how many it met.
     *
     * @param r relative speed, at least 0
     */
    boolean isContinuedAt(double r);
}
