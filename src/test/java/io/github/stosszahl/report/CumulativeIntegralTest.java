package io.github.stosszahl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.report.TimeSeries.Curve;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CumulativeIntegralTest {
    private static final double[] TIMES = {0, 0.5, 1, 2, 3, 4.5, 7};

    private static Curve constantError(double[] time, double[] value, double error) {
        double[] errors = new double[time.length];
        Arrays.fill(errors, error);
        return new Curve(time, value, errors);
    }

    /** t^3 - 2 t + 5, whose integral is t^4/4 - t^2 + 5 t. */
    @Test
    void cubicsAreExactAtUnequalTimes() {
        double[] value = Arrays.stream(TIMES).map(t -> t * t * t - 2 * t + 5).toArray();
        Curve integral = CumulativeIntegral.of(constantError(TIMES, value, 0));
        for (int k = 0; k < TIMES.length; k++) {
            double t = TIMES[k];
            assertThat(integral.value()[k]).isCloseTo(t * t * t * t / 4 - t * t + 5 * t, within(1e-11));
        }
    }

    /** Of fourth order: halving the step divides the error of the integral of exp(-t) by 16, here at least 12: the first interval, whose error is of fifth order but has the other sign, takes from it. */
    @Test
    void converges() {
        double[] error = new double[2];
        for (int level = 0; level < 2; level++) {
            int n = 80 << level;
            double[] time = new double[n + 1];
            Arrays.setAll(time, k -> 5.0 * k / n);
            double[] value = Arrays.stream(time).map(t -> Math.exp(-t)).toArray();
            error[level] = Math.abs(
                    CumulativeIntegral.of(constantError(time, value, 0)).value()[n] - 1 + Math.exp(-5));
        }
        assertThat(error[0]).isLessThan(1e-6);
        assertThat(error[0] / error[1]).isGreaterThan(12);
    }

    /** Two points: the trapezoidal rule, and errors add up as if fully correlated. */
    @Test
    void errorsAddUp() {
        Curve integral =
                CumulativeIntegral.of(new Curve(new double[] {0, 2}, new double[] {3, 5}, new double[] {0.1, 0.3}));
        assertThat(integral.value()).containsExactly(new double[] {0, 8}, within(1e-14));
        assertThat(integral.error()).containsExactly(new double[] {0, 0.4}, within(1e-14));
    }

    @Test
    void endsAtAMissingValue() {
        double[] value = {1, 1, 1, Double.NaN, 1, 1, 1};
        Curve integral = CumulativeIntegral.of(constantError(TIMES, value, 0.1));
        assertThat(integral.time()).containsExactly(0, 0.5, 1);
        assertThat(integral.value()[2]).isCloseTo(1, within(1e-14));
    }
}
