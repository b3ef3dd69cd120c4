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

    private static final double DEVIATIONS = 3;
    /** Bias of the mean of a log density of any shape: that of normal densities and of mixtures is half of it. */
    private static final double UNSURE = 1e-4;

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

    /**
     * Whether the fit of a classical population is as good as a log density that follows any shape: the mean of their difference over the particles, which neither rests on, is the relative entropy
     * of the fit. It must not exceed what the noise of the fit makes of it by more than {@link #DEVIATIONS} standard errors and {@link #UNSURE}. Not to be called if there is no fit.
     *
     * @param log of the same population
     */
    public boolean isAsGoodAs(LogDensity log, Population population) {
        double shift = Math.log(population.density()) - log.axes().logVolume();
        double[][] sums = new double[FOLDS][2];
        IntStream.range(0, FOLDS).parallel().forEach(fold -> {
            double[] velocity = new double[3];
            double[] z = new double[3];
            double[] phi = new double[2];
            double norm = (Math.log(fits[(fold + 1) % FOLDS].fit().integral())
                            + Math.log(fits[(fold + 2) % FOLDS].fit().integral()))
                    / 2;
            for (int k = fold; k < population.size(); k += FOLDS) {
                for (int a = 0; a < population.dimension(); a++) {
                    velocity[a] = population.velocity(a)[k];
                }
                at(fold, velocity, phi);
                log.place(velocity, z);
                double excess = log.at(fold, z) + shift - (phi[0] - norm) - phi[1] * phi[1] / 2;
                sums[fold][0] += excess;
                sums[fold][1] += excess * excess;
            }
        });
        double n = population.size();
        double mean = (sums[0][0] + sums[1][0] + sums[2][0]) / n;
        double square = (sums[0][1] + sums[1][1] + sums[2][1]) / n;
        return mean < DEVIATIONS * Math.sqrt((square - mean * mean) / n) + UNSURE;
    }

    private static double at(FittedLogit logit, double[] velocity) {
        double[] z = new double[logit.axes().dimension()];
        double r = logit.axes().place(velocity, z);
        return logit.fit().at(z, r, new LogitFamily.Scratch());
    }
}
