package io.github.stosszahl.estimate;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Kernel densities of the three thirds (folds) of a sample at a ladder of bandwidths h_0 &gt; h_1 &gt; ..., each sqrt(2) times the next, in principal axes.
 *
 * <p>A level corrects the one before it where there are particles enough to do so: with k the Gaussian kernel density of a fold of n particles, f_(-1) the
 * standard normal density phi, and c = n f_(j-1) (2 sqrt(pi) h_j)^d, the number of particles expected under the kernel,
 *
 * <pre>  f_j = (c q + f_(j-1))/(c + 1),   q = k phi/phi_(1 + h_j^2),</pre>
 *
 * where phi_s has variance s. The factor phi/phi_(1 + h^2) makes a normal density free of bias (Hjort and Glad, Annals of Statistics 23 (1995) 882); the
 * mean with the coarser level keeps log f_j finite in the far tails. Kept are the corrections log(f_j/f_(j-1)).
 */
final class DensityLadder {
    static final int FOLDS = 3;

    /** Points along the longest axis for d = 2 and 3: memory is bounded by (levels + 3) * 3 arrays of their d-th power, and so is the time. */
    private static final int[] MOST_POINTS = {0, 0, 320, 84};

    private static final int MOST_LEVELS = 8;
    private static final double COARSEST = 0.9;
    /** A Gaussian of this many spacings is smooth on the lattice. */
    private static final double SPACINGS_PER_BANDWIDTH = 1.6;
    /** Variance |noise|^2 of a score of one third with n particles is about this over n h^(d + 2), for d = 2 and 3. */
    private static final double[] SCORE_NOISE = {0, 0, 2.9, 5};
    /** The finest level has this mean square noise of its score. */
    private static final double MOST_NOISE = 0.25;

    /** Kernels count for I down to this part of their maximum: where they are cut off, differences mean nothing. */
    private static final double TAIL = 1e-3;
    /** The finest kernel density that I is taken of has this share of noise. */
    private static final double MOST_KERNEL_NOISE = 0.05;

    private final Lattice lattice;
    private final double[] bandwidth;
    private final int[] foldSize = new int[FOLDS];
    private final double[][] count = new double[FOLDS][];
    /** correction[fold][level][point]. */
    private final double[][][] correction;

    private final double[] kernelFisher;
    /** What noise adds to I of the kernel density of the whole sample. */
    private final double[] kernelNoise;

    /**
     * Builds all levels that the number of particles and the lattice allow.
     *
     * @throws NoEstimateException if the finest bandwidth would be wider than twice the range of the middle half of the particles
     */
    DensityLadder(PrincipalAxes axes) throws NoEstimateException {
        int d = axes.dimension();
        double[][] z = axes.coordinates();
        double extent = 0;
        double bulk = Double.POSITIVE_INFINITY;
        for (double[] component : z) {
            double[] sorted = component.clone();
            Arrays.parallelSort(sorted);
            extent = Math.max(extent, sorted[sorted.length - 1] - sorted[0]);
            bulk = Math.min(bulk, sorted[3 * sorted.length / 4] - sorted[sorted.length / 4]);
        }
        double noiseLimit = Math.pow(SCORE_NOISE[d] * FOLDS / (MOST_NOISE * axes.size()), 1.0 / (d + 2));
        double spacing = Math.max(
                extent / (MOST_POINTS[d] - 2 * Lattice.MARGIN - 1),
                Math.min(COARSEST, noiseLimit) / SPACINGS_PER_BANDWIDTH);
        double finest = SPACINGS_PER_BANDWIDTH * spacing;
        if (!(finest < 2 * bulk)) {
            throw new NoEstimateException(
                    "half of the particles lie within " + bulk
                            + " standard deviations, which outliers or far clusters determine: their density cannot be resolved");
        }
        int levels = Math.min(
                MOST_LEVELS, 1 + Math.max(0, (int) Math.ceil(2 * Math.log(COARSEST / finest) / Math.log(2) - 1e-9)));
        bandwidth = new double[levels];
        for (int j = 0; j < levels; j++) {
            bandwidth[j] = finest * Math.pow(2, (levels - 1 - j) / 2.0);
        }
        lattice = new Lattice(z, spacing);
        for (int fold = 0; fold < FOLDS; fold++) {
            foldSize[fold] = (axes.size() - fold + FOLDS - 1) / FOLDS;
        }
        IntStream.range(0, FOLDS).parallel().forEach(fold -> count[fold] = lattice.count(z, fold, FOLDS));
        correction = new double[FOLDS][levels][];
        kernelFisher = new double[levels];
        kernelNoise = new double[levels];
        for (int j = levels - 1; j >= 0; j--) {
            for (int fold = 0; fold < FOLDS; fold++) {
                correction[fold][j] = j == levels - 1
                        ? lattice.smooth(count[fold], finest * finest - spacing * spacing / 6)
                        : lattice.smooth(correction[fold][j + 1], bandwidth[j + 1] * bandwidth[j + 1]);
            }
            kernelFisher[j] = kernelFisher(axes, j);
        }
        IntStream.range(0, lattice.blocks()).parallel().forEach(this::correct);
    }

    /** From kernel densities times n and the cell's volume to corrections. */
    private void correct(int block) {
        int d = lattice.dimension();
        double normal = Math.pow(2 * Math.PI, -d / 2.0);
        double[] kernelVolume = new double[bandwidth.length];
        for (int j = 0; j < bandwidth.length; j++) {
            kernelVolume[j] = Math.pow(2 * Math.sqrt(Math.PI) * bandwidth[j], d);
        }
        for (int point = lattice.blockStart(block); point < lattice.blockEnd(block); point++) {
            double square = 0;
            for (int a = 0; a < d; a++) {
                double z = lattice.coordinate(a, point);
                square += z * z;
            }
            double phi = normal * Math.exp(-square / 2);
            double[] density = {phi, phi, phi};
            for (int j = 0; j < bandwidth.length; j++) {
                double widened = 1 + bandwidth[j] * bandwidth[j];
                double start =
                        Math.pow(widened, d / 2.0) * Math.exp(-square / 2 * (1 - 1 / widened)) / lattice.cellVolume();
                for (int fold = 0; fold < FOLDS; fold++) {
                    double expected = foldSize[fold] * density[fold] * kernelVolume[j];
                    double q = correction[fold][j][point] * start / foldSize[fold];
                    double ratio = (expected * (q / density[fold]) + 1) / (expected + 1);
                    correction[fold][j][point] = Math.log(ratio);
                    density[fold] *= ratio;
                }
            }
        }
    }

    /**
     * I of the kernel density at a level, per particle and without its noise, which is proportional to 1/n: from that of the folds and of the whole sample.
     */
    private double kernelFisher(PrincipalAxes axes, int level) {
        int d = lattice.dimension();
        double least = TAIL * Math.pow(lattice.spacing() / (Math.sqrt(2 * Math.PI) * bandwidth[level]), d);
        double[][] blocks = IntStream.range(0, lattice.blocks())
                .parallel()
                .mapToObj(block -> {
                    double[] sums = new double[FOLDS + 1];
                    for (int point = lattice.blockStart(block); point < lattice.blockEnd(block); point++) {
                        if (!lattice.isInner(point)) {
                            continue;
                        }
                        double density = 0;
                        double[] gradient = new double[d];
                        for (int fold = 0; fold < FOLDS; fold++) {
                            double[] k = correction[fold][level];
                            double square = 0;
                            for (int a = 0; a < d; a++) {
                                double slope = lattice.slope(k, point, a);
                                gradient[a] += slope;
                                square += slope * slope / axes.variance(a);
                            }
                            density += k[point];
                            sums[fold] += k[point] > least ? square / (k[point] * foldSize[fold]) : 0;
                        }
                        for (int a = 0; density > least && a < d; a++) {
                            sums[FOLDS] += gradient[a] * gradient[a] / (axes.variance(a) * density * axes.size());
                        }
                    }
                    return sums;
                })
                .toArray(double[][]::new);
        double whole = 0;
        double third = 0;
        for (double[] sums : blocks) {
            whole += sums[FOLDS];
            for (int fold = 0; fold < FOLDS; fold++) {
                third += sums[fold] / FOLDS;
            }
        }
        kernelNoise[level] = (third - whole) / (FOLDS - 1);
        return whole - kernelNoise[level];
    }

    Lattice lattice() {
        return lattice;
    }

    int levels() {
        return bandwidth.length;
    }

    double bandwidth(int level) {
        return bandwidth[level];
    }

    int foldSize(int fold) {
        return foldSize[fold];
    }

    /** Particles of a fold, shared among the points. */
    double[] count(int fold) {
        return count[fold];
    }

    /** log(f_j/f_(j-1)) of a fold at all points. */
    double[] correction(int fold, int level) {
        return correction[fold][level];
    }

    /**
     * I per particle from the kernel densities of the whole sample: 1/I, which is linear in h^2 for a normal density, extrapolated to h = 0. The error is the sum
     * in squares of half the noise that was removed, of the step from two to three bandwidths, and of a mean over the particles.
     *
     * @param sampling standard error that even a known density would leave
     * @return empty if there are fewer than three levels
     */
    Optional<Estimate> kernelFisher(double sampling) {
        int finest = levels() - 1;
        while (finest > 2 && kernelNoise[finest] > MOST_KERNEL_NOISE * kernelFisher[finest]) {
            finest--;
        }
        if (finest < 2) {
            return Optional.empty();
        }
        double value = extrapolated(finest, 3);
        double error = Math.hypot(kernelNoise[finest] / 2, value - extrapolated(finest, 2));
        Estimate estimate = new Estimate(value, Math.hypot(sampling, error));
        return Double.isFinite(value) && Double.isFinite(error) && value > 0 ? Optional.of(estimate) : Optional.empty();
    }

    /** Lagrange's polynomial through the finest levels at h = 0. */
    private double extrapolated(int finest, int number) {
        double inverse = 0;
        for (int i = finest; i > finest - number; i--) {
            double weight = 1;
            for (int j = finest; j > finest - number; j--) {
                double other = bandwidth[j] * bandwidth[j];
                weight *= i == j ? 1 : other / (other - bandwidth[i] * bandwidth[i]);
            }
            inverse += weight / kernelFisher[i];
        }
        return 1 / inverse;
    }
}
