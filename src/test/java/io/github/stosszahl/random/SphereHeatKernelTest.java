package io.github.stosszahl.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SphereHeatKernelTest {
    private static final int SAMPLES = 1 << 20;

    /** P(angle &gt; chi) = (1 + c)/2 + sum_l exp(-l (l + 1) tau)(P_(l+1)(c) - P_(l-1)(c))/2, the integral of the heat kernel's series, all terms down to exp(-700). */
    private static double series(double c, double tau) {
        double before = 1;
        double legendre = c;
        double sum = 0.5 * (1 + c);
        for (int l = 1; l * (l + 1) * tau < 700; l++) {
            double after = ((2 * l + 1) * c * legendre - l * before) / (l + 1);
            sum += 0.5 * Math.exp(-l * (l + 1) * tau) * (after - before);
            before = legendre;
            legendre = after;
        }
        return sum;
    }

    /** The claim of the class, at quantiles from 1e-4 to 1 - 1e-10: for short times, for those of every row of the table, and for the longest. */
    @ParameterizedTest
    @ValueSource(
            doubles = {
                1e-4, 1e-3, 0.004, 0.011, 0.02, 0.033, 0.06, 0.1, 0.15, 0.2, 0.27, 0.34, 0.4, 0.45, 0.6, 0.8, 1.1, 1.5,
                2.1, 3, 4.5, 6.4, 10, 20, 47.5, 64
            })
    void distributionFunctionIsRightToOneInTenMillion(double tau) {
        int n = 2000;
        double[] e = new double[n];
        double[] products = new double[n];
        for (int k = 0; k < n; k++) {
            e[k] = Math.exp(Math.log(1e-4) + k * Math.log(23e4) / (n - 1));
            products[k] = tau * e[k];
        }
        double[] times = new double[n];
        Arrays.fill(times, tau);
        double[] x = new double[n];
        SphereHeatKernel.get().haversines(times, products, x, n);
        for (int k = 0; k < n; k++) {
            assertThat(series(1 - 2 * x[k], tau)).isCloseTo(Math.exp(-e[k]), within(1e-7));
        }
    }

    /** For short times the sphere is flat: x = tau e (1 + O(tau e)), and the relative accuracy is that of the table. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-15, 1e-12, 1e-9, 1e-7})
    void shortTimesAreThoseOfThePlane(double tau) {
        for (double e : new double[] {1e-6, 0.01, 0.5, 1, 3, 10, 30}) {
            double[] x = new double[1];
            SphereHeatKernel.get().haversines(new double[] {tau}, new double[] {tau * e}, x, 1);
            assertThat(x[0] / (tau * e)).isCloseTo(1, within(1e-6 + tau * e));
        }
    }

    /**
     * E P_l(cos chi) = exp(-l (l + 1) tau) for l = 1 and 2, over a million quantiles in equal steps, of which the sum over the middles of the steps has an error of
     * about the largest slope of P_l over 24 steps squared.
     */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-4, 0.01, 0.1, 0.3, 0.5, 1, 3, 64})
    void momentsAreThoseOfTheLegendrePolynomials(double tau) {
        double[] products = new double[SAMPLES];
        double[] x = new double[SAMPLES];
        double[] times = new double[SAMPLES];
        Arrays.fill(times, tau);
        for (int k = 0; k < SAMPLES; k++) {
            products[k] = -tau * Math.log((k + 0.5) / SAMPLES);
        }
        SphereHeatKernel.get().haversines(times, products, x, SAMPLES);
        double first = 0;
        double second = 0;
        for (double value : x) {
            first += 2 * value / SAMPLES;
            second += 6 * value * (1 - value) / SAMPLES;
        }
        // 1 - P_1 = 2 x and 1 - P_2 = 6 x (1 - x)
        assertThat(first / -Math.expm1(-2 * tau)).isCloseTo(1, within(2e-6));
        assertThat(second / -Math.expm1(-6 * tau)).isCloseTo(1, within(2e-6));
    }
}
