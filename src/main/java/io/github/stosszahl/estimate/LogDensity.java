package io.github.stosszahl.estimate;

import java.util.stream.IntStream;

/**
 * The log density of one population for entropy and entropy dissipation: that of a third (fold) rests on the two other thirds alone.
 *
 * <p>D is -&lt;Q, log f&gt; with Q the collision integral, so an error e of log f enters it linearly. Let u and v be log densities from the two other thirds, and
 * g/exp(u) the density of the third of v relative to exp(u), both smoothed with the same kernel. Then one Newton step each,
 *
 * <pre>  (1/2)[u + p (g_v/exp(u) - 1) + v + p (g_u/exp(v) - 1)] - p (u - v)^2/4,                        (1)</pre>
 *
 * with p = 1 has the expectation log f + e_u e_v/2: the error is the product of two independent ones, and what of e is rough on the scale of the kernel. p = c/(c + 1) with c the
 * number of particles expected under the kernel leaves u as it is in the far tails. (1) is linear in the particles of g, which gives the noise that it adds.
 *
 * <p>u is the potential of {@link ScoreMatching}, multiplied by ratios (k + 1)/(c + 1) of counted and expected particles under a kernel. Finer kernels follow whose ratios count as far as
 * they exceed their noise twice: they find holes of the density. What they change by is kept apart, since about as much is still missing.
 */
public final class LogDensity {
    /** Particle k belongs to fold k modulo this. */
    public static final int FOLDS = DensityLadder.FOLDS;

    /** Kernel of the Newton step in bandwidths of the finest level that scores use. */
    private static final double NEWTON = 0.5;
    /** Kernels of the ratios that sharpen u, likewise. */
    private static final double[] RATIOS = {0.7, 0.5, 0.35};
    /** Standard deviations of noise by which the ratios after the first are lessened. */
    private static final double THRESHOLD = 2;

    private final PrincipalAxes axes;
    private final DensityLadder ladder;
    private final Lattice lattice;
    private final int d;
    private final double width;
    /** value[fold][point]: log density plus |z|^2/2, which is smoother than the log density. */
    private final double[][] value = new double[FOLDS][];
    /** What the finer kernels have added to it. */
    private final double[][] added = new double[FOLDS][];
    /** half[fold][point]: half the difference of the log densities that come from the particles of the next third and of the one after it. */
    private final double[][] half = new double[FOLDS][];
    /** gain[fold][point]: p/exp(u), smoothed. */
    private final double[][] gain = new double[FOLDS][];
    /** rest[fold][point]: u after a Newton step with the particles of all folds; where folds differ, the step leaves noise of u. */
    private final double[][] rest = new double[FOLDS][];

    /** unresolved[fold]: mean over the particles of a fold of (1/2) r^2, r the part of u - v that the kernel of the Newton step does not see. */
    private final double[] unresolved = new double[FOLDS];

    /** Step (1) for all thirds, with the ratios of some kernels. */
    private final class Step {
        private final double[][] u = new double[FOLDS][];
        private final double[][] value = new double[FOLDS][];
        private final double[][] weight = new double[FOLDS][];
        private final double[][] gain = new double[FOLDS][];

        /** A step of u with the particles that u comes from: what of it is noise is that of these particles in (1). */
        double own(int fold, int point, double[][] counts) {
            return u[fold][point] + gain[fold][point] * counts[fold][point] - weight[fold][point];
        }

        void take(double[][] model, double[][] counts) {
            each(fold -> {
                double[] smooth = lattice.smooth(model[fold], width * width);
                double particles = ladder.foldSize(fold) * volume(width);
                weight[fold] = new double[lattice.size()];
                gain[fold] = new double[lattice.size()];
                for (int p = 0; p < smooth.length; p++) {
                    double c = particles * smooth[p];
                    weight[fold][p] = c / (1 + c);
                    gain[fold][p] = particles / (1 + c);
                }
            });
            each(fold -> {
                int b = (fold + 1) % FOLDS;
                int c = (fold + 2) % FOLDS;
                value[fold] = new double[lattice.size()];
                for (int p = 0; p < lattice.size(); p++) {
                    double difference = u[b][p] - u[c][p];
                    double square = (weight[b][p] + weight[c][p]) / 2 * difference * difference / 4;
                    double step = gain[b][p] * counts[c][p] - weight[b][p] + gain[c][p] * counts[b][p] - weight[c][p];
                    value[fold][p] = (u[b][p] + u[c][p] + lattice.square(p) + step) / 2 - square;
                }
            });
        }
    }

    LogDensity(FittedDensity.Fit fit) {
        axes = fit.axes();
        ladder = fit.ladder();
        lattice = ladder.lattice();
        d = lattice.dimension();
        ScoreMatching.Choice choice = fit.matching().choice();
        double bandwidth = ladder.bandwidth(Math.max(0, choice.levels() - 1));
        width = NEWTON * bandwidth;
        double[][] model = new double[FOLDS][];
        double[][] counts = new double[FOLDS][];
        Step coarse = new Step();
        Step fine = new Step();
        each(fold -> {
            coarse.u[fold] = new double[lattice.size()];
            model[fold] = new double[lattice.size()];
            start(fit.matching(), choice, fold, coarse.u[fold], model[fold]);
            counts[fold] = density(fold, width);
            sharpen(fold, RATIOS[0] * bandwidth, 0, coarse.u[fold], model[fold]);
        });
        coarse.take(model, counts);
        each(fold -> {
            fine.u[fold] = coarse.u[fold].clone();
            for (int k = 1; k < RATIOS.length; k++) {
                sharpen(fold, RATIOS[k] * bandwidth, THRESHOLD, fine.u[fold], model[fold]);
            }
        });
        fine.take(model, counts);
        each(fold -> unresolved[fold] = unresolved(fold, fine, model));
        each(fold -> {
            for (int p = 0; p < lattice.size(); p++) {
                coarse.value[fold][p] = fine.value[fold][p] - coarse.value[fold][p];
            }
            value[fold] = sharpened(fine.value[fold]);
            half[fold] = new double[lattice.size()];
            int next = (fold + 1) % FOLDS;
            int other = (fold + 2) % FOLDS;
            for (int p = 0; p < lattice.size(); p++) {
                half[fold][p] = (fine.own(next, p, counts) - fine.own(other, p, counts)) / 2;
            }
            half[fold] = sharpened(half[fold]);
            added[fold] = sharpened(coarse.value[fold]);
            gain[fold] = fine.gain[fold];
            rest[fold] = new double[lattice.size()];
            for (int p = 0; p < lattice.size(); p++) {
                double mean = (counts[0][p] + counts[1][p] + counts[2][p]) / FOLDS;
                rest[fold][p] = fine.u[fold][p] + fine.gain[fold][p] * mean - fine.weight[fold][p];
            }
        });
    }

    private double unresolved(int fold, Step step, double[][] model) {
        int b = (fold + 1) % FOLDS;
        int c = (fold + 2) % FOLDS;
        double[] mean = new double[lattice.size()];
        double[] moment = new double[lattice.size()];
        for (int p = 0; p < mean.length; p++) {
            mean[p] = model[b][p] + model[c][p];
            moment[p] = mean[p] * (step.u[b][p] - step.u[c][p]);
        }
        double[] smooth = lattice.smooth(mean, width * width);
        double[] smoothMoment = lattice.smooth(moment, width * width);
        double sum = 0;
        for (int p = 0; p < mean.length; p++) {
            double count = ladder.count(fold)[p];
            if (count > 0 && smooth[p] > 0) {
                double seen = (step.weight[b][p] + step.weight[c][p]) / 2 * smoothMoment[p] / smooth[p];
                double r = step.u[b][p] - step.u[c][p] - seen;
                sum += count * r * r / 2;
            }
        }
        return sum / ladder.foldSize(fold);
    }

    /**
     * int f log f of one particle.
     *
     * <p>The mean of the log density over the particles it does not rest on. What the Newton step does not see has no mean under exp(u), so that its mean under f is minus half of its square; with noise of variance s^2 in u and v
     * that makes -s^2/2, and -p (u - v)^2/4 as much again. s^2 is known from u - v; about as much is missing by bias, which no difference shows, since levels end where noise and bias balance. So twice
     * s^2 is added, and s^2 is an error.
     */
    Estimate entropy() {
        double[][] sums = new double[FOLDS][2];
        each(fold -> {
            double[] z = new double[3];
            for (int k = fold; k < axes.size(); k += FOLDS) {
                place(k, z);
                double log = at(fold, z);
                sums[fold][0] += log;
                sums[fold][1] += log * log;
            }
        });
        double n = axes.size();
        double mean = (sums[0][0] + sums[1][0] + sums[2][0]) / n;
        double square = (sums[0][1] + sums[1][1] + sums[2][1]) / n;
        double missing = missing();
        return new Estimate(
                mean + 2 * missing - axes.logVolume(), Math.sqrt((square - mean * mean) / n + missing * missing));
    }

    /** s^2 of {@link #entropy}: half of what it adds to the mean. */
    double missing() {
        return (unresolved[0] + unresolved[1] + unresolved[2]) / FOLDS;
    }

    private interface OfFold {
        void run(int fold);
    }

    private static void each(OfFold task) {
        IntStream.range(0, FOLDS).parallel().forEach(task::run);
    }

    /** Volume in which a kernel counts. */
    private double volume(double bandwidth) {
        return Math.pow(2 * Math.sqrt(Math.PI) * bandwidth, d);
    }

    /** The normalised potential, and its density: where it rests on no particles, that of the ladder if it is smaller, since extrapolated potentials may grow. */
    private void start(ScoreMatching matching, ScoreMatching.Choice choice, int fold, double[] u, double[] model) {
        double kernel = volume(ladder.bandwidth(Math.max(0, choice.levels() - 1)));
        double integral = 0;
        double share = 0;
        for (int p = 0; p < u.length; p++) {
            double log = Math.log(ladder.start().at(lattice.square(p), 0));
            for (int j = 0; j < choice.levels(); j++) {
                log += ladder.correction(fold, j)[p];
            }
            model[p] = Math.exp(log);
            u[p] = matching.potential(fold, choice.coefficients(), p);
            if (ladder.foldSize(fold) * model[p] * kernel > 1) {
                integral += Math.exp(u[p]) * lattice.cellVolume();
                share += ladder.count(fold)[p] / ladder.foldSize(fold);
            }
        }
        double shift = Math.log(integral / share);
        for (int p = 0; p < u.length; p++) {
            u[p] -= shift;
            double density = Math.exp(u[p]);
            boolean rests = ladder.foldSize(fold) * model[p] * kernel > 1;
            model[p] = rests ? density : Math.min(density, model[p]);
        }
    }

    /** Kernel density of a fold. */
    private double[] density(int fold, double bandwidth) {
        double[] smooth = lattice.smooth(ladder.count(fold), kernelVariance(bandwidth));
        double scale = 1 / (ladder.foldSize(fold) * lattice.cellVolume());
        for (int p = 0; p < smooth.length; p++) {
            smooth[p] *= scale;
        }
        return smooth;
    }

    /** Of the kernel for counts, which a triangle has smoothed. */
    private double kernelVariance(double bandwidth) {
        return Math.max(0.1, bandwidth * bandwidth / (lattice.spacing() * lattice.spacing()) - 1.0 / 6)
                * lattice.spacing()
                * lattice.spacing();
    }

    /** Multiplies by ratios of the particles of the same fold. */
    private void sharpen(int fold, double bandwidth, double threshold, double[] u, double[] model) {
        double variance = kernelVariance(bandwidth);
        double[] expected = lattice.smooth(model, variance + lattice.spacing() * lattice.spacing() / 6);
        double[] counted = density(fold, bandwidth);
        double particles = ladder.foldSize(fold) * volume(bandwidth);
        for (int p = 0; p < u.length; p++) {
            double c = particles * expected[p] + 1;
            double change = Math.log((particles * counted[p] + 1) / c);
            double kept = Math.max(0, Math.abs(change) - threshold / Math.sqrt(c));
            u[p] += Math.copySign(kept, change);
            model[p] *= Math.exp(Math.copySign(kept, change));
        }
    }

    private double[] sharpened(double[] u) {
        double[] result = u.clone();
        for (int p = 0; p < u.length; p++) {
            if (lattice.isInner(p)) {
                result[p] = lattice.sharpened(u, p);
            }
        }
        return result;
    }

    PrincipalAxes axes() {
        return axes;
    }

    /** A measure on the lattice that is zero. */
    double[] measure() {
        return new double[lattice.size()];
    }

    /**
     * Log density of a fold at z, per unit volume of z. Beyond the lattice, which reaches a few cells beyond the fastest particle, it goes on from the nearest face
     * like a normal density.
     */
    public double at(int fold, double[] z) {
        double square = z[0] * z[0] + z[1] * z[1] + z[2] * z[2];
        return lattice.interpolated(value[fold], z) - square / 2;
    }

    /**
     * Half the difference of the log densities of a fold at z that rest on the particles of the next fold and of the one after it: the noise of their mean, which is {@link #at}, and as large
     * on average.
     */
    public double noise(int fold, double[] z) {
        return lattice.interpolated(half[fold], z);
    }

    /** Adds an amount at z to a measure. */
    void add(double[] measure, double[] z, double amount) {
        lattice.share(measure, z, amount);
    }

    /** What the finer kernels have added to the integral of the log density of a fold over a measure. */
    double added(int fold, double[] measure) {
        double sum = 0;
        for (int p = 0; p < measure.length; p++) {
            sum += measure[p] * added[fold][p];
        }
        return sum;
    }

    /**
     * Variance of the integral of the log density over measures on account of the noise of u that the Newton steps leave: from the differences of the three folds, with two degrees of freedom.
     *
     * @param measures one per fold
     */
    double restVariance(double[][] measures) {
        double[] x = new double[FOLDS];
        double mean = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            for (int p = 0; p < rest[fold].length; p++) {
                double measure = 0;
                for (int other = 0; other < FOLDS; other++) {
                    measure += measures[other][p];
                }
                x[fold] += measure * rest[fold][p];
            }
            mean += x[fold] / FOLDS;
        }
        double sum = 0;
        for (double value : x) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (FOLDS - 1) / FOLDS;
    }

    /**
     * What every particle of a fold contributes, by the Newton steps, to the integral of the log density of another fold.
     *
     * @param other of the next fold (1) or the one after it (2)
     * @param measures one per fold
     * @param out out[k]: gets the contribution of particle k; only those of the fold
     */
    void influence(int fold, int other, double[][] measures, double[] out) {
        double[] field = sharpened(measures[(fold + other) % FOLDS]);
        double[] base = gain[(fold + FOLDS - other) % FOLDS];
        for (int p = 0; p < field.length; p++) {
            field[p] *= base[p] / (2 * ladder.foldSize(fold) * lattice.cellVolume());
        }
        double[] smooth = lattice.smooth(field, kernelVariance(width));
        double[] z = new double[3];
        double mean = 0;
        for (int k = fold; k < axes.size(); k += FOLDS) {
            place(k, z);
            out[k] = lattice.interpolated(smooth, z);
            mean += out[k] / ladder.foldSize(fold);
        }
        for (int k = fold; k < axes.size(); k += FOLDS) {
            out[k] -= mean;
        }
    }

    /** z of a particle, with a third component 0 in the plane. */
    void place(int particle, double[] z) {
        for (int a = 0; a < d; a++) {
            z[a] = axes.coordinates()[a][particle];
        }
    }

    /** z of a velocity; both have three components. */
    public void place(double[] velocity, double[] z) {
        for (int a = 0; a < d; a++) {
            z[a] = axes.coordinate(a, velocity);
        }
    }
}
