package io.github.stosszahl.math;

import static io.github.stosszahl.math.Series.*;

/** {@link ArrayMath} in plain Java. */
public final class ScalarMath implements ArrayMath {
    @Override
    public void log2(double[] x, int n) {
        for (int k = 0; k < n; k++) {
            long bits = Double.doubleToRawLongBits(x[k]);
            long exponent = (bits - ROOT_HALF_BITS) >> MANTISSA_BITS;
            double mantissa = Double.longBitsToDouble(bits - (exponent << MANTISSA_BITS));
            double e = Double.longBitsToDouble(exponent + INTEGER_SHIFT_BITS) - INTEGER_SHIFT;
            double f = (mantissa - 1) / (mantissa + 1);
            double s = f * f;
            double p = Math.fma(A10, s, A9);
            p = Math.fma(p, s, A8);
            p = Math.fma(p, s, A7);
            p = Math.fma(p, s, A6);
            p = Math.fma(p, s, A5);
            p = Math.fma(p, s, A4);
            p = Math.fma(p, s, A3);
            p = Math.fma(p, s, A2);
            p = Math.fma(p, s, A1);
            double series = Math.fma(p * s, f, f);
            x[k] = Math.fma(series, TWO_OVER_LN2, e);
        }
    }

    @Override
    public void exp2(double[] x, int n) {
        for (int k = 0; k < n; k++) {
            double t = Math.min(Math.max(x[k], LOWEST_EXPONENT), HIGHEST_EXPONENT);
            double shifted = t + INTEGER_SHIFT;
            long exponent = Double.doubleToRawLongBits(shifted) - INTEGER_SHIFT_BITS;
            double r = (t - (shifted - INTEGER_SHIFT)) * LN2;
            double p = Math.fma(E13, r, E12);
            p = Math.fma(p, r, E11);
            p = Math.fma(p, r, E10);
            p = Math.fma(p, r, E9);
            p = Math.fma(p, r, E8);
            p = Math.fma(p, r, E7);
            p = Math.fma(p, r, E6);
            p = Math.fma(p, r, E5);
            p = Math.fma(p, r, E4);
            p = Math.fma(p, r, E3);
            p = Math.fma(p, r, E2);
            p = Math.fma(p, r, 1);
            p = Math.fma(p, r, 1);
            x[k] = p * Double.longBitsToDouble((exponent << MANTISSA_BITS) + ONE_BITS);
        }
    }

    @Override
    public void cos(double[] x, int n) {
        for (int k = 0; k < n; k++) {
            double t = 0.25 * x[k];
            double q = t * t;
            double qq = q * q;
            double s = Math.fma(
                    Math.fma(Math.fma(Math.fma(S6, q, S5), qq, Math.fma(S4, q, S3)), qq, Math.fma(S2, q, S1)),
                    q * t,
                    t);
            double c = Math.fma(
                    Math.fma(Math.fma(Math.fma(C6, q, C5), qq, Math.fma(C4, q, C3)), qq, Math.fma(C2, q, C1)),
                    qq,
                    Math.fma(-0.5, q, 1));
            // two doublings of the angle
            double d = s + s;
            s = d * c;
            d = s + s;
            x[k] = Math.fma(d * d, -0.5, 1);
        }
    }
}
