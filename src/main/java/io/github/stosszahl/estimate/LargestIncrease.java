package io.github.stosszahl.estimate;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Erf;

/**
 * Of the changes of a functional from one output time to the next, the one that is most of an increase: largest in standard errors of the difference.
 *
 * <p>With replicas that error is the spread of the differences between them, so that it knows how values of different times are correlated, and the ratio is
 * Student's t with R - 1 degrees of freedom. With a single one the errors of both values are added in squares, as if they were independent: since values of one
 * run share its sample this is an upper bound, and the ratio a lower one.
 *
 * @param from the earlier time
 * @param to the later time
 * @param change value at the later time minus value at the earlier one; negative if the functional never increased
 * @param probability that one of the changes comes out so many standard errors up if none is an increase, by the sum over all changes
 */
public record LargestIncrease(double from, double to, Estimate change, double probability) {
    /** A change less probable than this is an increase. */
    private static final double SIGNIFICANT = 1e-3;

    /**
     * @param times output times
     * @param values values[k][r] at times[k] in replica r; changes from or to a value that is NaN are left out
     * @return empty if no change has a standard error
     */
    public static Optional<LargestIncrease> of(double[] times, Estimate[][] values) {
        Optional<LargestIncrease> largest = Optional.empty();
        int changes = 0;
        for (int k = 1; k < times.length; k++) {
            Estimate change = change(values[k - 1], values[k]);
            if (!(change.standardError() > 0 && change.standardError() < Double.POSITIVE_INFINITY)) {
                continue;
            }
            changes++;
            double z = change.value() / change.standardError();
            if (largest.isEmpty() || z > largest.get().standardErrors()) {
                largest = Optional.of(
                        new LargestIncrease(times[k - 1], times[k], change, upperTail(z, values[k].length)));
            }
        }
        int count = changes;
        return largest.map(l -> new LargestIncrease(l.from, l.to, l.change, Math.min(1, count * l.probability)));
    }

    private static Estimate change(Estimate[] before, Estimate[] after) {
        int r = before.length;
        if (r == 1) {
            return new Estimate(
                    after[0].value() - before[0].value(),
                    Math.hypot(before[0].standardError(), after[0].standardError()));
        }
        double[] difference = new double[r];
        Arrays.setAll(difference, k -> after[k].value() - before[k].value());
        double mean = Arrays.stream(difference).sum() / r;
        double squares =
                Arrays.stream(difference).map(x -> (x - mean) * (x - mean)).sum();
        return new Estimate(mean, Math.sqrt(squares / (r - 1.0) / r));
    }

    /** P(Z &gt; z) of the standard normal distribution for one replica, of Student's t with R - 1 degrees of freedom for more. */
    private static double upperTail(double z, int replicas) {
        double freedom = replicas - 1.0;
        double both = replicas == 1
                ? Erf.erfc(Math.abs(z) / Math.sqrt(2))
                : Beta.regularizedBeta(freedom / (freedom + z * z), freedom / 2, 0.5);
        return z > 0 ? both / 2 : 1 - both / 2;
    }

    /** The change in its standard errors. */
    public double standardErrors() {
        return change.value() / change.standardError();
    }

    /** Whether noise explains the change with a probability below 0.001 only. */
    public boolean isSignificant() {
        return probability < SIGNIFICANT;
    }
}
