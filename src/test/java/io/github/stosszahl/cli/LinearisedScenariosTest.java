package io.github.stosszahl.cli;

import static io.github.stosszahl.cli.Timeseries.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The shipped scenarios of linearised equations, run from the command line with fewer particles, long enough to come to rest, where the state is the projection to the invariants.
 *
 * <p>Standard errors come from 16 replicas: 4.5 of them are exceeded by noise with probability 4.2e-4 (Student's law of 15 degrees of freedom).
 */
class LinearisedScenariosTest extends ShippedScenario {
    private static final double ERRORS = 4.5;

    private static void assertWithin(Timeseries.Row row, double exact) {
        assertThat(row.value()).isCloseTo(exact, within(ERRORS * row.stderr()));
    }

    private static void assertConserved(Timeseries series, List<String> quantities) throws IOException {
        for (String quantity : quantities) {
            double start = series.first(SYSTEM, quantity).value();
            for (Timeseries.Row row : series.of(SYSTEM, quantity)) {
                assertThat(row.value()).isCloseTo(start, within(1e-11));
            }
        }
    }

    /**
     * f is the bump (2 pi 0.3)^-1 exp(-|v - u|^2/0.6), so that H_lin(0) = 1/(8 pi 0.3). In the end it is a + b v + c |v|^2 on the disc of radius R = 3: with orthogonal functions 1, v_x and |v|^2 - R^2/2
     * of square norms pi R^2, pi R^4/4 and pi R^6/12, and their means 1, 0.5 and 0.85 - 4.5 under f, H_lin is half the sum of their squares over the norms. Four comparisons: false alarm 2e-3.
     */
    @Nested
    class AboutAConstant {
        static final String SCENARIO = "linearised-boltzmann";

        @Test
        void comesToTheProjectionOnTheInvariants() throws IOException {
            Timeseries series = run(SCENARIO, "/species/0/particles=10000", "/time/end=0.5", "/time/outputs=2");
            assertWithin(series.first(SYSTEM, "entropy"), 1 / (8 * Math.PI * 0.3));
            assertWithin(series.first(SYSTEM, "momentum_x"), 0.5);
            assertConserved(series, List.of("momentum_x", "momentum_y", "energy"));
            double square = 9;
            double end = 0.5
                    * (1 / (Math.PI * square)
                            + 0.25 / (Math.PI * square * square / 4)
                            + 3.65 * 3.65 / (Math.PI * square * square * square / 12));
            assertWithin(series.of(SYSTEM, "entropy").get(1), end);
            assertWithin(series.of(SYSTEM, "entropy_dissipation").get(1), 0);
        }
    }

    /**
     * The momentum 4 0.05 is shared by masses 1 and 4, and the heavy species, whose linearised temperature starts with m u^2/3 in it, gives half of it to the light one. Four comparisons: false alarm
     * 2e-3.
     */
    @Nested
    class AboutAMaxwellian {
        static final String SCENARIO = "linearised-maxwellian";

        @Test
        void comesToACommonVelocityAndTemperature() throws IOException {
            Timeseries series = run(
                    SCENARIO,
                    "/species/0/particles=4000",
                    "/species/1/particles=4000",
                    "/time/end=8",
                    "/time/outputs=2");
            assertConserved(series, List.of("momentum_x", "momentum_y", "momentum_z", "energy"));
            for (String species : List.of("light", "heavy")) {
                assertWithin(series.of(species, "velocity_x").get(1), 0.04);
                assertWithin(series.of(species, "temperature").get(1), 1 + 0.5 * 4 * 0.0025 / 3);
            }
        }
    }
}
