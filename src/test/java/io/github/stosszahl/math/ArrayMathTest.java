package io.github.stosszahl.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Elementary functions against those of {@link StrictMath}, and the vector form against the scalar one. */
class ArrayMathTest {
    private static final int N = 1 << 14;
    private final ArrayMath scalar = new ScalarMath();
    private final ArrayMath vector = new VectorMath();

    /** Numbers of all magnitudes, and some at the ends of the intervals of the polynomials. */
    private static double[] magnitudes() {
        SplittableRandom random = new SplittableRandom(1);
        double[] x = new double[N];
        for (int k = 0; k < N; k++) {
            x[k] = Math.pow(10, 300 * (2 * random.nextDouble() - 1));
        }
        double[] ends = {1, 2, 0.5, Math.sqrt(0.5), Math.nextUp(Math.sqrt(0.5)), Math.sqrt(2), 1e-300, Double.MIN_NORMAL
        };
        System.arraycopy(ends, 0, x, 0, ends.length);
        return x;
    }

    @Test
    void logarithm() {
        double[] x = magnitudes();
        double[] y = x.clone();
        scalar.log2(y, N);
        for (int k = 0; k < N; k++) {
            double exact = StrictMath.log(x[k]) / StrictMath.log(2);
            assertThat(y[k]).as("log2 %s", x[k]).isCloseTo(exact, within(5e-16 * Math.max(1, Math.abs(exact))));
        }
        double[] z = x.clone();
        vector.log2(z, N);
        assertThat(z).containsExactly(y);
    }

    @Test
    void exponential() {
        SplittableRandom random = new SplittableRandom(2);
        double[] x = random.doubles(N, -1021, 1022).toArray();
        x[0] = 0;
        x[1] = 0.5;
        x[2] = -0.5;
        x[3] = 1;
        double[] y = x.clone();
        scalar.exp2(y, N);
        for (int k = 0; k < N; k++) {
            // x ln 2 is rounded for StrictMath
            double tolerance = 4e-16 + 3e-16 * Math.abs(x[k]);
            assertThat(y[k] / StrictMath.pow(2, x[k])).as("2^%s", x[k]).isCloseTo(1, within(tolerance));
        }
        double[] z = x.clone();
        vector.exp2(z, N);
        assertThat(z).containsExactly(y);
        double[] far = {-1e9, 1e9, 0, 0, 0, 0, 0, 0};
        scalar.exp2(far, 2);
        assertThat(far[0]).isEqualTo(Double.MIN_NORMAL);
        assertThat(far[1]).isEqualTo(0x1p1023);
    }

    @Test
    void cosine() {
        SplittableRandom random = new SplittableRandom(3);
        double[] x = random.doubles(N, -Math.PI, Math.PI).toArray();
        x[0] = 0;
        x[1] = Math.PI;
        x[2] = -Math.PI;
        x[3] = Math.PI / 2;
        x[4] = 1e-9;
        double[] y = x.clone();
        scalar.cos(y, N);
        for (int k = 0; k < N; k++) {
            assertThat(y[k]).as("cos %s", x[k]).isCloseTo(StrictMath.cos(x[k]), within(2e-15));
        }
        double[] z = x.clone();
        vector.cos(z, N);
        assertThat(z).containsExactly(y);
    }

    @Test
    void powersOfUniformNumbers() {
        double[] u = new SplittableRandom(4).doubles(N, 1e-16, 1).toArray();
        for (double exponent : new double[] {0.1, 1 / 1.4, 5.26, -2, 40}) {
            double[] y = Arrays.copyOf(u, N);
            scalar.power(y, N, exponent);
            for (int k = 0; k < N; k++) {
                double exact = StrictMath.pow(u[k], exponent);
                if (exact > 1e-290) {
                    double tolerance = 1e-15 * (1 + Math.abs(StrictMath.log(exact)) / StrictMath.log(2));
                    assertThat(y[k] / exact).as("%s^%s", u[k], exponent).isCloseTo(1, within(tolerance));
                }
            }
        }
    }
}
