package io.github.stosszahl.cli;

import static io.github.stosszahl.cli.Timeseries.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.cli.Timeseries.Row;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functionals of a run of fermions and a classical gas, d = 2, in equilibrium: T = 1, T_F = 2. */
class FunctionalSeriesTest {
    private static final double FERMIONS = 4 * Math.PI;
    private static final String SCENARIO = """
            {"seed": 5, "velocityDimension": 2,
             "species": [
              {"name": "fermions", "mass": 1, "statistics": "fermi", "particles": 10000,
               "initial": {"type": "fermi-dirac", "density": 12.566370614359172, "temperature": 1}},
              {"name": "gas", "mass": 2, "particles": 10000, "initial": {"type": "maxwellian", "density": 1, "temperature": 1}}],
             "collisions": [{"pair": ["*", "*"], "rate": {"type": "power-law", "coefficient": 0.03, "exponent": 0}}],
             "estimators": {"entropy": true, "fisher": true, "dissipation": true},
             "time": {"end": 0.2, "outputs": 2}}
            """;

    @TempDir
    Path directory;

    /**
     * H of the fermions is {@link EquilibriumDistribution#entropy}, -17.08 (int f log f - f dv would be near -22), that of the gas log(1/pi) - 2, a Maxwellian of variance 1/2.
     * D is 0. Nine values, 4.5 standard errors: false alarms below 6.2e-5.
     */
    @Test
    void fermionsHaveTheirOwnEntropyAndDissipation() throws IOException {
        Path scenario = Files.writeString(directory.resolve("mixed.json"), SCENARIO);
        Path run = directory.resolve("run");
        CommandRun.of("run", scenario, "-o", run).succeeded();
        Timeseries series = Timeseries.read(run);

        double fermions = EquilibriumDistribution.ofDensity(
                        new Species("fermions", 1, Statistics.FERMI, 1), FERMIONS, new double[2], 1)
                .orElseThrow()
                .entropy();
        double gas = -Math.log(Math.PI) - 2;
        assertNear(series.of("fermions", "entropy"), fermions);
        assertNear(series.of("gas", "entropy"), gas);
        assertNear(series.of(SYSTEM, "entropy"), fermions + gas);
        for (int k = 0; k < 2; k++) {
            assertThat(series.of(SYSTEM, "entropy").get(k).stderr())
                    .isCloseTo(
                            Math.hypot(
                                    series.of("fermions", "entropy").get(k).stderr(),
                                    series.of("gas", "entropy").get(k).stderr()),
                            within(1e-12));
        }
        assertNear(series.of(SYSTEM, "entropy_dissipation"), 0);
        assertThat(series.of(SYSTEM, "entropy_dissipation_collisions"))
                .singleElement()
                .satisfies(row -> assertThat(row.value()).isCloseTo(0, within(4.5 * row.stderr())));
        assertThat(series.manifest().at("/monotonicity/theorem/holds").isNull()).isTrue();
        assertThat(series.manifest().at("/monotonicity/theorem/pairs"))
                .extracting(pair -> pair.path("reason").isNull())
                .containsExactly(false, false, true);
        CommandRun.of("report", run).succeeded();
        assertThat(Files.readString(run.resolve("report.html")))
                .contains("Theorem 3.1 is about Maxwell statistics, not about Fermi and Bose")
                .contains("data-balance");
    }

    private static void assertNear(List<Row> rows, double exact) {
        assertThat(rows)
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.value()).isCloseTo(exact, within(4.5 * row.stderr())));
    }
}
