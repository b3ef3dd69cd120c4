package io.github.stosszahl.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OccupationIntegralTest {
    private static final double PERCENT = 1e-11;

    /** F_s(0) is zeta(s) for bosons (OEIS A078434, A247719, and pi^2/6) and (1 - 2^(1 - s)) zeta(s) for fermions. */
    @Test
    void zetaValues() {
        double[] order = {1.5, 2, 2.5};
        double[] zeta = {2.612375348685488343, Math.PI * Math.PI / 6, 1.341487257250917180};
        for (int k = 0; k < order.length; k++) {
            assertThat(OccupationIntegral.of(order[k], 0, 1)).isCloseTo(zeta[k], withinPercentage(PERCENT));
            assertThat(OccupationIntegral.of(order[k], 0, -1))
                    .isCloseTo((1 - Math.pow(2, 1 - order[k])) * zeta[k], withinPercentage(PERCENT));
        }
    }

    /** F_s = sum_k alpha^(k+1) z^k/k^s. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4.5})
    void series(double order) {
        for (double z : new double[] {1e-12, 0.1, 0.5, 0.9}) {
            for (int alpha : new int[] {-1, 1}) {
                double sum = 0;
                for (int k = 400; k >= 1; k--) {
                    sum += Math.pow(alpha, k + 1.0) * Math.pow(z, k) / Math.pow(k, order);
                }
                assertThat(OccupationIntegral.of(order, Math.log(z), alpha)).isCloseTo(sum, withinPercentage(PERCENT));
            }
        }
    }

    /** Reflection, for whole orders: F_2(eta) + F_2(-eta) = eta^2/2 + pi^2/6 for fermions. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 5, 20, 39.9, 40.1, 80, 1000})
    void reflection(double eta) {
        assertThat(OccupationIntegral.of(2, eta, -1) + OccupationIntegral.of(2, -eta, -1))
                .isCloseTo(eta * eta / 2 + Math.PI * Math.PI / 6, withinPercentage(PERCENT));
    }

    /** Sommerfeld's expansion to fourth order, whose remainder is of order eta^-6. */
    @ParameterizedTest
    @ValueSource(doubles = {38, 100, 1e4})
    void sommerfeld(double eta) {
        for (double s : new double[] {0.5, 1.5, 2.5, 4.5}) {
            double x = Math.pow(Math.PI / eta, 2);
            double sum = 1 + s * (s - 1) * x / 6 + 7 * s * (s - 1) * (s - 2) * (s - 3) * x * x / 360;
            assertThat(OccupationIntegral.of(s, eta, -1) * Gamma.gamma(s + 1) / Math.pow(eta, s))
                    .isCloseTo(sum, within(1e-13 + 0.1 * x * x * x));
        }
    }

    /** F_(1/2) = sqrt(pi/eps) + zeta(1/2) - zeta(-1/2) eps + ... close to condensation, eps = -eta (Robinson 1951). */
    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 1e-8, 1e-12})
    void closeToCondensation(double eps) {
        double expected = Math.sqrt(Math.PI / eps) - 1.4603545088095868 + 0.2078862249773546 * eps;
        assertThat(OccupationIntegral.of(0.5, -eps, 1)).isCloseTo(expected, withinPercentage(1e-7));
        double next = 2.612375348685488343 - 2 * Math.sqrt(Math.PI * eps) + 1.4603545088095868 * eps;
        assertThat(OccupationIntegral.of(1.5, -eps, 1)).isCloseTo(next, within(0.2 * eps * eps + 1e-13));
    }

    @Test
    void bosonsHaveNoFugacityAboveOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> OccupationIntegral.of(1.5, 1e-9, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> OccupationIntegral.of(1, 0, 1));
    }
}
