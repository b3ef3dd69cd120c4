package io.github.stosszahl.report;

/** The smallest and largest of the numbers it was shown; NaN is not one of them. */
final class Range {
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    Range add(double value) {
        if (Double.isFinite(value)) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return this;
    }

    Range add(double[] values) {
        for (double value : values) {
            add(value);
        }
        return this;
    }

    boolean isEmpty() {
        return min > max;
    }

    double min() {
        return isEmpty() ? 0 : min;
    }

    double max() {
        return isEmpty() ? 0 : max;
    }
}
