package io.github.stosszahl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class LargestIncreaseTest {
    private static Estimate[][] single(double... valuesAndErrors) {
        Estimate[][] values = new Estimate[valuesAndErrors.length / 2][1];
        for (int k = 0; k < values.length; k++) {
            values[k][0] = new Estimate(valuesAndErrors[2 * k], valuesAndErrors[2 * k + 1]);
        }
        return values;
    }

    /** Changes -1 +- 0.5, +0.6 +- 0.5 (hypot of 0.3 and 0.4), -0.3 +- 0.5: the second is 1.2 standard errors, one of three. */
    @Test
    void oneReplicaAddsErrorsInSquares() {
        double[] times = {0, 1, 3, 4};
        LargestIncrease found = LargestIncrease.of(times, single(5, 0.4, 4, 0.3, 4.6, 0.4, 4.3, 0.3))
                .orElseThrow();
        assertThat(found.from()).isEqualTo(1);
        assertThat(found.to()).isEqualTo(3);
        assertThat(found.change().value()).isCloseTo(0.6, within(1e-14));
        assertThat(found.change().standardError()).isCloseTo(0.5, within(1e-14));
        assertThat(found.standardErrors()).isCloseTo(1.2, within(1e-13));
        assertThat(found.probability())
                .isCloseTo(3 * NormalDistribution.of(0, 1).survivalProbability(1.2), within(1e-12));
        assertThat(found.isSignificant()).isFalse();
    }

    /** Values that move together: every replica rises by 1, 2 or 3, so the mean 2 has the error 1/sqrt(3) whatever the scatter of the values. */
    @Test
    void replicasKnowTheCorrelationOfTimes() {
        Estimate[][] values = {
            {Estimate.exact(10), Estimate.exact(-300), Estimate.exact(77)},
            {Estimate.exact(11), Estimate.exact(-298), Estimate.exact(80)}
        };
        LargestIncrease found = LargestIncrease.of(new double[] {0, 1}, values).orElseThrow();
        assertThat(found.change().value()).isCloseTo(2, within(1e-12));
        assertThat(found.change().standardError()).isCloseTo(1 / Math.sqrt(3), within(1e-12));
        assertThat(found.probability())
                .isCloseTo(TDistribution.of(2).survivalProbability(2 * Math.sqrt(3)), within(1e-12));
    }

    @Test
    void aDecreaseIsNoIncrease() {
        LargestIncrease found = LargestIncrease.of(new double[] {0, 1, 2}, single(3, 0.1, 2, 0.1, 1.9, 0.1))
                .orElseThrow();
        assertThat(found.from()).isEqualTo(1);
        assertThat(found.standardErrors()).isNegative();
        assertThat(found.probability()).isEqualTo(1);
    }

    /** 6 standard errors of 20 changes: 20 times 1e-9. */
    @Test
    void aClearRiseIsSignificant() {
        double[] times = new double[21];
        double[] values = new double[42];
        for (int k = 0; k < 21; k++) {
            times[k] = k;
            values[2 * k] = k < 10 ? 1 : 1 + 6 * Math.sqrt(2);
            values[2 * k + 1] = 1;
        }
        LargestIncrease found = LargestIncrease.of(times, single(values)).orElseThrow();
        assertThat(found.from()).isEqualTo(9);
        assertThat(found.isSignificant()).isTrue();
        assertThat(found.probability()).isCloseTo(20 * 9.865876e-10, within(1e-12));
    }

    @Test
    void missingValuesAreLeftOut() {
        double nan = Double.NaN;
        double[] times = {0, 1, 2, 3};
        LargestIncrease found = LargestIncrease.of(times, single(1, 0.1, nan, nan, 3, 0.1, 2.9, 0.1))
                .orElseThrow();
        assertThat(found.from()).isEqualTo(2);
        assertThat(LargestIncrease.of(times, single(1, 0.1, nan, nan, 3, 0.1, nan, nan)))
                .isEmpty();
        assertThat(LargestIncrease.of(new double[] {0}, single(1, 0.1))).isEmpty();
        assertThat(LargestIncrease.of(new double[] {0, 1}, single(1, 0, 1, 0))).isEmpty();
    }
}
