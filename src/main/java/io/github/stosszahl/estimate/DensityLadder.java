package io.github.stosszahl.estimate;

import java.util.Arrays;
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
 * mean with the coarser level keeps log f_j finite in the far tails. Samples of heavy tails have another density in place of phi ({@link StartDensity}). Kept are the corrections log(f_j/f_(j-1)).
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

    private final Lattice lattice;
    private final double[] bandwidth;
    private final int[] foldSize = new int[FOLDS];
    private final double[][] count = new double[FOLDS][];
    /** correction[fold][level][point]. */
    private final double[][][] correction;

    private final KernelFunctionals kernels;
    private final StartDensity start;

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
        start = StartDensity.of(axes);
        for (int fold = 0; fold < FOLDS; fold++) {
            foldSize[fold] = (axes.size() - fold + FOLDS - 1) / FOLDS;
        }
        IntStream.range(0, FOLDS).parallel().forEach(fold -> count[fold] = lattice.count(z, fold, FOLDS));
        correction = new double[FOLDS][levels][];
        kernels = new KernelFunctionals(axes, lattice, bandwidth);
        for (int j = levels - 1; j >= 0; j--) {
            double[][] kernel = new double[FOLDS][];
            for (int fold = 0; fold < FOLDS; fold++) {
                correction[fold][j] = j == levels - 1
                        ? lattice.smooth(count[fold], finest * finest - spacing * spacing / 6)
                        : lattice.smooth(correction[fold][j + 1], bandwidth[j + 1] * bandwidth[j + 1]);
                kernel[fold] = correction[fold][j];
            }
            kernels.measure(j, kernel, foldSize);
        }
        IntStream.range(0, lattice.blocks()).parallel().forEach(this::correct);
    }

    /** From kernel densities times n and the cell's volume to corrections. */
    private void correct(int block) {
        int d = lattice.dimension();
        double[] kernelVolume = new double[bandwidth.length];
        for (int j = 0; j < bandwidth.length; j++) {
            kernelVolume[j] = Math.pow(2 * Math.sqrt(Math.PI) * bandwidth[j], d);
        }
        for (int point = lattice.blockStart(block); point < lattice.blockEnd(block); point++) {
            double square = lattice.square(point);
            double first = start.at(square, 0);
            double[] density = {first, first, first};
            for (int j = 0; j < bandwidth.length; j++) {
                double unbiased = first / start.at(square, bandwidth[j] * bandwidth[j]) / lattice.cellVolume();
                for (int fold = 0; fold < FOLDS; fold++) {
                    double expected = foldSize[fold] * density[fold] * kernelVolume[j];
                    double q = correction[fold][j][point] * unbiased / foldSize[fold];
                    double ratio = (expected * (q / density[fold]) + 1) / (expected + 1);
                    correction[fold][j][point] = Math.log(ratio);
                    density[fold] *= ratio;
                }
            }
        }
    }

    Lattice lattice() {
        return lattice;
    }

    /** The density that the first correction applies to. */
    StartDensity start() {
        return start;
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

    /** Functionals of the kernel densities at the bandwidths of all levels. */
    KernelFunctionals kernels() {
        return kernels;
    }

    /**
     * Functionals of kernel densities at a bandwidth and, for the extrapolation, sqrt(2) and 2 times it.
     *
     * @throws NoEstimateException if the lattice does not resolve the bandwidth, or it is wider than the sample
     */
    KernelFunctionals kernels(PrincipalAxes axes, double finest) throws NoEstimateException {
        double spacing = lattice.spacing();
        if (!(finest >= SPACINGS_PER_BANDWIDTH * spacing && finest <= 1)) {
            throw new NoEstimateException(
                    "a bandwidth of " + finest + " standard deviations: kernel densities of these " + axes.size()
                            + " particles can have " + SPACINGS_PER_BANDWIDTH * spacing + " to 1");
        }
        double[] wider = {2 * finest, Math.sqrt(2) * finest, finest};
        KernelFunctionals functionals = new KernelFunctionals(axes, lattice, wider);
        for (int j = 0; j < wider.length; j++) {
            double variance = wider[j] * wider[j] - spacing * spacing / 6;
            double[][] kernel = new double[FOLDS][];
            for (int fold = 0; fold < FOLDS; fold++) {
                kernel[fold] = lattice.smooth(count[fold], variance);
            }
            functionals.measure(j, kernel, foldSize);
        }
        return functionals;
    }
}
