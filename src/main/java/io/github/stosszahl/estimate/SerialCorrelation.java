package io.github.stosszahl.estimate;

/**
 * What correlations in time make of the variance of a mean, from series of successive values in many places: autocorrelations, averaged over the places, are summed over a window that the sum itself determines
 * (Madras and Sokal 1988, J. Stat. Phys. 50, 109, appendix C).
 */
final class SerialCorrelation {
    /** The integrated correlation time of independent values. */
    private static final double INDEPENDENT = 0.5;
    /** The window is this many times the integrated correlation time long, or that of independent values. */
    private static final double WINDOW = 5;
    /** Lags that are looked at, of a series. */
    private static final int LONGEST = 4;
    /** Where correlations are mostly negative, as of the mean velocity towards a wall, what is left of the variance is too uncertain to count on. */
    private static final double LEAST = 0.25;

    private final int series;
    private final double[] sums;
    private long places;

    /** @param series number of values of a series; different series are independent */
    SerialCorrelation(int series) {
        this.series = series;
        sums = new double[series / LONGEST + 1];
    }

    /**
     * Adds the values of a place.
     *
     * @param values [time][q], of one series after the other
     */
    void add(double[][] values, int q) {
        double mean = 0;
        for (double[] value : values) {
            mean += value[q] / values.length;
        }
        double variance = product(values, q, mean, 0);
        if (!(variance > 0)) {
            return;
        }
        for (int lag = 1; lag < sums.length; lag++) {
            sums[lag] += product(values, q, mean, lag) / variance;
        }
        places++;
    }

    /** The mean product of the deviations of values of the same series that a lag lies between. */
    private double product(double[][] values, int q, double mean, int lag) {
        double sum = 0;
        int terms = 0;
        for (int t = 0; t < values.length; t++) {
            if (t % series >= lag) {
                sum += (values[t][q] - mean) * (values[t - lag][q] - mean);
                terms++;
            }
        }
        return sum / terms;
    }

    /**
     * What the variance of the mean is to be multiplied by that was found as if values were independent. The deviations are from the mean of the values themselves, which takes the variance
     * of that mean from every product: hence the denominator.
     *
     * @param count number of values of all series, larger than half the length of a series
     */
    double inflation(int count) {
        if (places == 0) {
            return 1;
        }
        double time = INDEPENDENT;
        int lag = 0;
        while (lag < sums.length - 1 && lag < WINDOW * Math.max(INDEPENDENT, time)) {
            lag++;
            time += sums[lag] / places;
        }
        return Math.max(LEAST, 2 * time * (count - 1) / (count - 1 - 2 * lag));
    }
}
