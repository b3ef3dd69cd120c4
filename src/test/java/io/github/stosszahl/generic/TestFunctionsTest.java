package io.github.stosszahl.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestFunctionsTest {
    /** Derivatives along a parabola against differences: of second order, with steps that leave 1e-7 and 1e-6. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void derivativesAreThoseOfTheFunctions(int d) {
        Gases gas = Gases.maxwellians(d, 100, new double[] {1, 3}, new double[] {1, 1}, new double[] {1, 2});
        TestFunctions functions = new TestFunctions(gas.mixture(), gas.ensemble());
        int n = functions.perSpecies();
        double[] v = {0.7, -0.4, d == 3 ? 0.9 : 0};
        double[] slope = {1.1, 0.3, d == 3 ? -0.8 : 0};
        double[] bend = {-0.5, 0.6, d == 3 ? 0.2 : 0};
        double[] first = new double[n];
        double[] second = new double[n];
        for (int species = 0; species < 2; species++) {
            functions.differentiate(species, v, slope, bend, first, second);
            double step = 1e-4;
            double[][] at = new double[3][n];
            for (int s = 0; s < 3; s++) {
                double t = (s - 1) * step;
                double[] place = new double[3];
                for (int x = 0; x < d; x++) {
                    place[x] = v[x] + t * slope[x] + 0.5 * t * t * bend[x];
                }
                functions.evaluate(species, place, at[s]);
            }
            for (int k = 0; k < n; k++) {
                assertThat(first[k]).isCloseTo((at[2][k] - at[0][k]) / (2 * step), within(1e-5));
                assertThat(second[k]).isCloseTo((at[2][k] - 2 * at[1][k] + at[0][k]) / (step * step), within(1e-4));
            }
        }
    }
}
