package io.github.stosszahl.estimate;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * int f log f and I of one particle from Gaussian kernel densities at several bandwidths, as plug-ins. The part of noise, which is proportional to 1/n, is known
 * from the difference between the folds and the whole sample; the bias by the bandwidth is extrapolated to h = 0 in quantities that are linear in h^2 for a
 * normal density, exp(-(2/d) int f log f) and 1/I.
 */
final class KernelFunctionals {
    /** Kernels count for I down to this part of their maximum: where they are cut off, differences mean nothing. */
    private static final double TAIL = 1e-3;
    /** Smoothed counts below this add nothing to an entropy. */
    private static final double NOTHING = 1e-9;
    /** The finest kernel density that I is taken of has this share of noise. */
    private static final double MOST_FISHER_NOISE = 0.05;
    /** The finest kernel density that the entropy is taken of has this much noise in it. */
    private static final double MOST_ENTROPY_NOISE = 0.01;

    private final PrincipalAxes axes;
    private final Lattice lattice;
    private final double[] bandwidth;
    private final double[] fisher;
    private final double[] fisherNoise;
    private final double[] entropy;
    private final double[] entropyNoise;

    /**
     * Functionals still to be measured at every bandwidth.
     *
     * @param bandwidth the bandwidths, descending
     */
    KernelFunctionals(PrincipalAxes axes, Lattice lattice, double[] bandwidth) {
        this.axes = axes;
        this.lattice = lattice;
        this.bandwidth = bandwidth;
        fisher = new double[bandwidth.length];
        fisherNoise = new double[bandwidth.length];
        entropy = new double[bandwidth.length];
        entropyNoise = new double[bandwidth.length];
    }

    /**
     * Measures the functionals at a bandwidth.
     *
     * @param kernel kernel[fold][point], the fold's counts smoothed with this bandwidth
     * @param foldSize numbers of particles
     */
    void measure(int level, double[][] kernel, int[] foldSize) {
        int d = lattice.dimension();
        int folds = kernel.length;
        double n = axes.size();
        double least = TAIL * Math.pow(lattice.spacing() / (Math.sqrt(2 * Math.PI) * bandwidth[level]), d);
        double[][] blocks = IntStream.range(0, lattice.blocks())
                .parallel()
                .mapToObj(block -> {
                    double[] sums = new double[4];
                    for (int point = lattice.blockStart(block); point < lattice.blockEnd(block); point++) {
                        if (!lattice.isInner(point)) {
                            continue;
                        }
                        double whole = 0;
                        double[] gradient = new double[d];
                        for (int fold = 0; fold < folds; fold++) {
                            double k = kernel[fold][point];
                            whole += k;
                            if (k > NOTHING) {
                                sums[1] += k / foldSize[fold] * Math.log(k / foldSize[fold]);
                            }
                            double square = 0;
                            for (int a = 0; a < d; a++) {
                                double slope = lattice.slope(kernel[fold], point, a);
                                gradient[a] += slope;
                                square += slope * slope / axes.variance(a);
                            }
                            sums[3] += k > least ? square / (k * foldSize[fold]) : 0;
                        }
                        if (whole > NOTHING) {
                            sums[0] += whole / n * Math.log(whole / n);
                        }
                        for (int a = 0; whole > least && a < d; a++) {
                            sums[2] += gradient[a] * gradient[a] / (axes.variance(a) * whole * n);
                        }
                    }
                    return sums;
                })
                .toArray(double[][]::new);
        double[] total = new double[4];
        for (double[] sums : blocks) {
            for (int q = 0; q < total.length; q++) {
                total[q] += q % 2 == 0 ? sums[q] : sums[q] / folds;
            }
        }
        entropyNoise[level] = (total[1] - total[0]) / (folds - 1);
        entropy[level] = total[0] - entropyNoise[level] - Math.log(lattice.cellVolume()) - axes.logVolume();
        fisherNoise[level] = (total[3] - total[2]) / (folds - 1);
        fisher[level] = total[2] - fisherNoise[level];
    }

    /**
     * I. The error is the sum in squares of half the noise that was removed, of the step from two to three bandwidths, and of a mean over the particles.
     *
     * @param sampling standard error that even a known density would leave
     * @return empty if there are fewer than three bandwidths
     */
    Optional<Estimate> fisher(double sampling) {
        int finest = bandwidth.length - 1;
        while (finest > 2 && fisherNoise[finest] > MOST_FISHER_NOISE * fisher[finest]) {
            finest--;
        }
        if (finest < 2) {
            return Optional.empty();
        }
        double[] inverse = new double[bandwidth.length];
        for (int j = 0; j < inverse.length; j++) {
            inverse[j] = 1 / fisher[j];
        }
        double value = 1 / atZero(bandwidth, inverse, finest, 3);
        double step = value - 1 / atZero(bandwidth, inverse, finest, 2);
        return estimate(value, sampling, fisherNoise[finest], step).filter(e -> e.value() > 0);
    }

    /**
     * int f log f, with the error as for I.
     *
     * @param sampling standard error that even a known density would leave
     * @return empty if there are fewer than three bandwidths
     */
    Optional<Estimate> entropy(double sampling) {
        int finest = bandwidth.length - 1;
        while (finest > 2 && entropyNoise[finest] > MOST_ENTROPY_NOISE) {
            finest--;
        }
        return finest < 2
                ? Optional.empty()
                : entropyAtZero(lattice.dimension(), bandwidth, entropy, finest, sampling, entropyNoise[finest]);
    }

    /** Extrapolates entropies, those of the finest three bandwidths up to a given one. */
    static Optional<Estimate> entropyAtZero(
            int d, double[] bandwidth, double[] entropy, int finest, double sampling, double noise) {
        // relative to the finest one, lest exponentials of large entropies overflow
        double[] power = new double[bandwidth.length];
        for (int j = 0; j < power.length; j++) {
            power[j] = Math.exp(-2.0 / d * (entropy[j] - entropy[finest]));
        }
        double value = entropy[finest] - d / 2.0 * Math.log(atZero(bandwidth, power, finest, 3));
        double step = entropy[finest] - d / 2.0 * Math.log(atZero(bandwidth, power, finest, 2)) - value;
        return estimate(value, sampling, noise, step);
    }

    private static Optional<Estimate> estimate(double value, double sampling, double noise, double step) {
        double error = Math.hypot(sampling, Math.hypot(noise / 2, step));
        return Double.isFinite(value) && Double.isFinite(error)
                ? Optional.of(new Estimate(value, error))
                : Optional.empty();
    }

    /** Lagrange's polynomial in h^2 through so many values up to the finest one, at h = 0. */
    private static double atZero(double[] bandwidth, double[] value, int finest, int number) {
        double sum = 0;
        for (int i = finest; i > finest - number; i--) {
            double weight = 1;
            for (int j = finest; j > finest - number; j--) {
                double other = bandwidth[j] * bandwidth[j];
                weight *= i == j ? 1 : other / (other - bandwidth[i] * bandwidth[i]);
            }
            sum += weight * value[i];
        }
        return sum;
    }
}
