package io.github.stosszahl.estimate;

import java.util.Arrays;
import java.util.Optional;

/**
 * int f log f of one particle from histograms in principal axes, less the (occupied cells - 1)/(2 N) that the noise of counts adds (Miller 1955), extrapolated
 * to cells of width zero from three widths, the finest by Scott's rule (Biometrika 66 (1979) 605).
 */
final class HistogramEntropy {
    private static final double SCOTT = 3.49;
    /** Bits of a cell's index along an axis; what is farther out than half as many cells is counted in the last one. */
    private static final int BITS = 20;

    private HistogramEntropy() {}

    /**
     * Estimates int f log f dv, with an error that also has half the noise and the step from two to three widths.
     *
     * @param sampling standard error that even a known density would leave
     */
    static Optional<Estimate> of(PrincipalAxes axes, double sampling) {
        int d = axes.dimension();
        double finest = SCOTT * Math.pow(axes.size(), -1.0 / (d + 2));
        double[] width = {2 * finest, Math.sqrt(2) * finest, finest};
        double[] entropy = new double[width.length];
        double noise = 0;
        for (int j = 0; j < width.length; j++) {
            int[] counts = counts(axes, width[j]);
            noise = (counts.length - 1) / (2.0 * axes.size());
            double sum = 0;
            for (int c : counts) {
                sum += (double) c / axes.size() * Math.log((double) c / axes.size());
            }
            entropy[j] = sum - noise - d * Math.log(width[j]) - axes.logVolume();
        }
        return KernelFunctionals.entropyAtZero(d, width, entropy, width.length - 1, sampling, noise);
    }

    /** The counts of occupied cells. */
    private static int[] counts(PrincipalAxes axes, double width) {
        long[] cell = new long[axes.size()];
        long half = 1L << (BITS - 1);
        for (double[] z : axes.coordinates()) {
            for (int k = 0; k < cell.length; k++) {
                long index = Math.max(-half, Math.min(half - 1, (long) Math.floor(z[k] / width)));
                cell[k] = (cell[k] << BITS) + index + half;
            }
        }
        Arrays.parallelSort(cell);
        int[] counts = new int[cell.length];
        int cells = 0;
        for (int k = 0; k < cell.length; k++) {
            cells += k > 0 && cell[k] == cell[k - 1] ? 0 : 1;
            counts[cells - 1]++;
        }
        return Arrays.copyOf(counts, cells);
    }
}
