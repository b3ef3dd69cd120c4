package io.github.stosszahl.bench;

import java.util.Arrays;

/** Of few numbers. */
final class Statistics {
    private Statistics() {}

    static double median(double... sample) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
