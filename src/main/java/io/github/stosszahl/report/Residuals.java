package io.github.stosszahl.report;

import java.util.Arrays;

/**
 * Normalised residuals z = (value - exact) / standard error at the output times that the exact curve also holds; nothing
 * is interpolated.
 *
 * @param x abscissae (times or speeds) of the residuals
 * @param z the residuals, none NaN
 * @param max largest |z|, 0 if there are none
 * @param maxAt where it is
 * @param rms root mean square of z
 * @param difference largest |value - exact|, also of values without a standard error; NaN if no value has an exact one
 */
record Residuals(double[] x, double[] z, double max, double maxAt, double rms, double difference) {
    /** A standard error this small beside its value is rounding: the quantity is conserved, z would be noise over noise. */
    private static final double ROUNDING = 1e-13;

    /** Times written by one program agree to the bit; this forgives another program's last digits. */
    private static final double SAME_TIME = 1e-12;

    static Residuals of(TimeSeries.Curve estimate, TimeSeries.Curve exact) {
        double[] time = exact.time();
        double tolerance = time.length == 0 ? 0 : SAME_TIME * Math.abs(time[time.length - 1]);
        double[] matched = new double[estimate.time().length];
        for (int i = 0; i < matched.length; i++) {
            int at = nearest(time, estimate.time()[i]);
            boolean same = at >= 0 && Math.abs(time[at] - estimate.time()[i]) <= tolerance;
            matched[i] = same ? exact.value()[at] : Double.NaN;
        }
        return of(estimate.time(), estimate.value(), estimate.error(), matched);
    }

    /** Residuals of columns of equal length; rows with a missing number or without a standard error are left out. */
    static Residuals of(double[] x, double[] value, double[] error, double[] exact) {
        Doubles at = new Doubles();
        Doubles z = new Doubles();
        double max = 0;
        double maxAt = 0;
        double sum = 0;
        double difference = Double.NaN;
        for (int i = 0; i < x.length; i++) {
            double residual = error[i] > ROUNDING * Math.abs(value[i]) ? (value[i] - exact[i]) / error[i] : Double.NaN;
            difference = larger(difference, Math.abs(value[i] - exact[i]));
            if (Double.isFinite(residual)) {
                at.add(x[i]);
                z.add(residual);
                sum += residual * residual;
                if (Math.abs(residual) > max) {
                    max = Math.abs(residual);
                    maxAt = x[i];
                }
            }
        }
        double[] all = z.toArray();
        double rms = all.length == 0 ? 0 : Math.sqrt(sum / all.length);
        return new Residuals(at.toArray(), all, max, maxAt, rms, difference);
    }

    private static double larger(double a, double b) {
        return Double.isNaN(a) || b > a ? b : a;
    }

    int count() {
        return z.length;
    }

    private static int nearest(double[] sorted, double value) {
        int found = Arrays.binarySearch(sorted, value);
        if (found >= 0 || sorted.length == 0) {
            return found;
        }
        int above = Math.min(-found - 1, sorted.length - 1);
        int below = Math.max(above - 1, 0);
        return value - sorted[below] < sorted[above] - value ? below : above;
    }
}
