package io.github.stosszahl.model;

import java.util.Arrays;

/** alpha(r) by linear interpolation of a table, held constant beyond both ends. */
public final class TabulatedRate implements RateLaw {
    private final double[] r;
    private final double[] alpha;
    /** maxUpTo[k] is the largest of alpha[0..k]. */
    private final double[] maxUpTo;

    private final GuideTable speeds;

    /**
     * @param r relative speeds, not negative and strictly increasing; at least one
     * @param alpha rates at those speeds, not negative, same length, at least one positive
     * @throws IllegalArgumentException if the table is not of that kind
     */
    public TabulatedRate(double[] r, double[] alpha) {
        if (r.length == 0 || r.length != alpha.length) {
            throw new IllegalArgumentException("a rate table needs as many rates as speeds, and at least one");
        }
        this.r = r.clone();
        this.alpha = alpha.clone();
        this.maxUpTo = new double[r.length];
        double largest = 0;
        for (int k = 0; k < r.length; k++) {
            if (!(alpha[k] >= 0 && alpha[k] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("rate " + alpha[k] + " at r = " + r[k] + " is not finite and >= 0");
            }
            if (!(r[k] >= 0 && r[k] < Double.POSITIVE_INFINITY) || (k > 0 && !(r[k] > r[k - 1]))) {
                throw new IllegalArgumentException("relative speeds must be >= 0 and increase, got " + r[k]);
            }
            largest = Math.max(largest, alpha[k]);
            maxUpTo[k] = largest;
        }
        Require.positive("largest rate of the table", largest);
        this.speeds = new GuideTable(this.r);
    }

    @Override
    public double alpha(double speed) {
        int last = r.length - 1;
        if (speed <= r[0]) {
            return alpha[0];
        }
        if (speed >= r[last]) {
            return alpha[last];
        }
        int k = speeds.lastNotAbove(speed);
        double fraction = (speed - r[k]) / (r[k + 1] - r[k]);
        return alpha[k] + fraction * (alpha[k + 1] - alpha[k]);
    }

    @Override
    public double slope(double speed) {
        if (speed < r[0] || speed >= r[r.length - 1]) {
            return 0;
        }
        int k = speeds.lastNotAbove(speed);
        return (alpha[k + 1] - alpha[k]) / (r[k + 1] - r[k]);
    }

    @Override
    public TabulatedRate scaled(double factor) {
        return new TabulatedRate(
                r, Arrays.stream(alpha).map(rate -> factor * rate).toArray());
    }

    @Override
    public double majorant(double rMax) {
        return rMax < r[0] ? alpha[0] : Math.max(maxUpTo[speeds.lastNotAbove(rMax)], alpha(rMax));
    }

    @Override
    public Trend trend() {
        return Trend.GENERAL;
    }

    @Override
    public double validFrom() {
        return r[0];
    }

    @Override
    public double validTo() {
        return r[r.length - 1];
    }

    /** Between two rows r alpha'/alpha is monotone, so its extremes are at the rows. */
    @Override
    public double steepness() {
        double largest = 0;
        for (int k = 1; k < r.length; k++) {
            double slope = Math.abs(alpha[k] - alpha[k - 1]) / (r[k] - r[k - 1]);
            for (int end = k - 1; slope > 0 && end <= k; end++) {
                largest = Math.max(largest, r[end] == 0 ? 0 : r[end] * slope / alpha[end]);
            }
        }
        return largest;
    }
}
