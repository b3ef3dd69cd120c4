package io.github.stosszahl.estimate;

import io.github.stosszahl.particles.Population;
import java.util.stream.IntStream;

/**
 * phi = log(q f/tau) of one population of any statistics by {@link FittedLogit}, one fit to every third (fold) of the particles: that of a third is the mean of the fits to the two other ones. It does
 * not need the population any more, and may be asked by several threads.
 */
public final class CrossFittedLogit {
    /** Particle k belongs to fold k modulo this. */
    public static final int FOLDS = DensityLadder.FOLDS;

    private final FittedLogit[] fits = new FittedLogit[FOLDS];
    private final String reason;

    private CrossFittedLogit(Population population) {
        String[] problems = new String[FOLDS];
        IntStream.range(0, FOLDS).parallel().forEach(fold -> {
            try {
                fits[fold] = LogitDissipation.fitted(population, fold);
            } catch (NoEstimateException e) {
                problems[fold] = String.valueOf(e.getMessage());
            }
        });
        String first = "";
        for (String problem : problems) {
            first = first.isEmpty() && problem != null ? problem : first;
        }
        reason = first;
    }

    /**
     * Fits; never throws on account of the velocities.
     *
     * @param population its velocities are only read; particles in random order
     */
    public static CrossFittedLogit of(Population population) {
        return new CrossFittedLogit(population);
    }

    /** Why there is no fit; empty if there is one. */
    public String reason() {
        return reason;
    }

    /**
     * phi and its noise. Not to be called if there is no fit.
     *
     * @param fold the value does not rest on its particles
     * @param velocity of d components or more
     * @param out gets phi, and half the difference of the fits of which it is the mean: a number of the size and correlation of the error of phi
     */
    public void at(int fold, double[] velocity, double[] out) {
        double next = at(fits[(fold + 1) % FOLDS], velocity);
        double other = at(fits[(fold + 2) % FOLDS], velocity);
        out[0] = (next + other) / 2;
        out[1] = (next - other) / 2;
    }

    private static double at(FittedLogit logit, double[] velocity) {
        double[] z = new double[logit.axes().dimension()];
        double r = logit.axes().place(velocity, z);
        return logit.fit().at(z, r, new LogitFamily.Scratch());
    }
}
