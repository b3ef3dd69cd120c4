package io.github.stosszahl.report;

import io.github.stosszahl.report.TimeSeries.Curve;
import java.util.Arrays;

/**
 * The integral of a curve from its first time to each of its times. Between two times the curve is the cubic through the four nearest points (fewer if there are
 * no four), so the integral is a sum of weights times values; its error is the sum of |weight| times standard error, a bound however the errors of different
 * times are correlated.
 */
final class CumulativeIntegral {
    private static final int POINTS = 4;
    /** Gauss' rule of two points, exact for cubics. */
    private static final double[] NODES = {0.5 - Math.sqrt(3) / 6, 0.5 + Math.sqrt(3) / 6};

    private CumulativeIntegral() {}

    /** The integral and its error at the times of the curve, up to the first value that is missing. */
    static Curve of(Curve curve) {
        double[] t = curve.time();
        int n = 0;
        while (n < t.length && Double.isFinite(curve.value()[n])) {
            n++;
        }
        double[] weight = new double[n];
        double[] value = new double[n];
        double[] error = new double[n];
        for (int k = 1; k < n; k++) {
            addInterval(t, n, k, weight);
            for (int i = 0; i < n; i++) {
                value[k] += weight[i] * curve.value()[i];
                error[k] += curve.error()[i] > 0 ? Math.abs(weight[i]) * curve.error()[i] : 0;
            }
        }
        return new Curve(Arrays.copyOf(t, n), value, error);
    }

    /** Adds the weights of the integral from t[k - 1] to t[k]. */
    private static void addInterval(double[] t, int n, int k, double[] weight) {
        int points = Math.min(POINTS, n);
        int from = Math.max(0, Math.min(k - 2, n - points));
        double step = t[k] - t[k - 1];
        for (double node : NODES) {
            double at = t[k - 1] + node * step;
            for (int i = from; i < from + points; i++) {
                double lagrange = 1;
                for (int j = from; j < from + points; j++) {
                    lagrange *= j == i ? 1 : (at - t[j]) / (t[i] - t[j]);
                }
                weight[i] += step / 2 * lagrange;
            }
        }
    }
}
