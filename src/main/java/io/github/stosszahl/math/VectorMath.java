package io.github.stosszahl.math;

import static io.github.stosszahl.math.Series.*;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link ArrayMath} on the vector unit; needs the module jdk.incubator.vector. */
public final class VectorMath implements ArrayMath {
    /** Vectors of at most {@link #LANES} doubles. */
    private static final VectorSpecies<Double> D =
            DoubleVector.SPECIES_PREFERRED.length() > LANES ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;

    private static final int W = D.length();

    @Override
    public void log2(double[] x, int n) {
        for (int k = 0; k < n; k += W) {
            LongVector bits = DoubleVector.fromArray(D, x, k).reinterpretAsLongs();
            LongVector exponent = bits.sub(ROOT_HALF_BITS).lanewise(ASHR, MANTISSA_BITS);
            DoubleVector mantissa =
                    bits.sub(exponent.lanewise(LSHL, MANTISSA_BITS)).reinterpretAsDoubles();
            DoubleVector e =
                    exponent.add(INTEGER_SHIFT_BITS).reinterpretAsDoubles().sub(INTEGER_SHIFT);
            DoubleVector f = mantissa.sub(1).div(mantissa.add(1));
            DoubleVector s = f.mul(f);
            DoubleVector p = DoubleVector.broadcast(D, A10)
                    .fma(s, DoubleVector.broadcast(D, A9))
                    .fma(s, DoubleVector.broadcast(D, A8))
                    .fma(s, DoubleVector.broadcast(D, A7))
                    .fma(s, DoubleVector.broadcast(D, A6))
                    .fma(s, DoubleVector.broadcast(D, A5))
                    .fma(s, DoubleVector.broadcast(D, A4))
                    .fma(s, DoubleVector.broadcast(D, A3))
                    .fma(s, DoubleVector.broadcast(D, A2))
                    .fma(s, DoubleVector.broadcast(D, A1));
            DoubleVector series = p.mul(s).fma(f, f);
            series.fma(DoubleVector.broadcast(D, TWO_OVER_LN2), e).intoArray(x, k);
        }
    }

    @Override
    public void exp2(double[] x, int n) {
        DoubleVector one = DoubleVector.broadcast(D, 1);
        for (int k = 0; k < n; k += W) {
            DoubleVector t =
                    DoubleVector.fromArray(D, x, k).max(LOWEST_EXPONENT).min(HIGHEST_EXPONENT);
            DoubleVector shifted = t.add(INTEGER_SHIFT);
            LongVector exponent = shifted.reinterpretAsLongs().sub(INTEGER_SHIFT_BITS);
            DoubleVector r = t.sub(shifted.sub(INTEGER_SHIFT)).mul(LN2);
            DoubleVector p = DoubleVector.broadcast(D, E13)
                    .fma(r, DoubleVector.broadcast(D, E12))
                    .fma(r, DoubleVector.broadcast(D, E11))
                    .fma(r, DoubleVector.broadcast(D, E10))
                    .fma(r, DoubleVector.broadcast(D, E9))
                    .fma(r, DoubleVector.broadcast(D, E8))
                    .fma(r, DoubleVector.broadcast(D, E7))
                    .fma(r, DoubleVector.broadcast(D, E6))
                    .fma(r, DoubleVector.broadcast(D, E5))
                    .fma(r, DoubleVector.broadcast(D, E4))
                    .fma(r, DoubleVector.broadcast(D, E3))
                    .fma(r, DoubleVector.broadcast(D, E2))
                    .fma(r, one)
                    .fma(r, one);
            p.mul(exponent.lanewise(LSHL, MANTISSA_BITS).add(ONE_BITS).reinterpretAsDoubles())
                    .intoArray(x, k);
        }
    }

    @Override
    public void cos(double[] x, int n) {
        DoubleVector minusHalf = DoubleVector.broadcast(D, -0.5);
        DoubleVector one = DoubleVector.broadcast(D, 1);
        for (int k = 0; k < n; k += W) {
            DoubleVector t = DoubleVector.fromArray(D, x, k).mul(0.25);
            DoubleVector q = t.mul(t);
            DoubleVector qq = q.mul(q);
            DoubleVector s = DoubleVector.broadcast(D, S6)
                    .fma(q, DoubleVector.broadcast(D, S5))
                    .fma(qq, DoubleVector.broadcast(D, S4).fma(q, DoubleVector.broadcast(D, S3)))
                    .fma(qq, DoubleVector.broadcast(D, S2).fma(q, DoubleVector.broadcast(D, S1)))
                    .fma(q.mul(t), t);
            DoubleVector c = DoubleVector.broadcast(D, C6)
                    .fma(q, DoubleVector.broadcast(D, C5))
                    .fma(qq, DoubleVector.broadcast(D, C4).fma(q, DoubleVector.broadcast(D, C3)))
                    .fma(qq, DoubleVector.broadcast(D, C2).fma(q, DoubleVector.broadcast(D, C1)))
                    .fma(qq, minusHalf.fma(q, one));
            DoubleVector d = s.add(s);
            s = d.mul(c);
            d = s.add(s);
            d.mul(d).fma(minusHalf, one).intoArray(x, k);
        }
    }
}
