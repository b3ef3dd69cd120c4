package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.cli.Timeseries.Row;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.reference.MixtureEquilibrium;
import io.github.stosszahl.scenario.Overrides;
import io.github.stosszahl.scenario.Scenario;
import io.github.stosszahl.scenario.ScenarioReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Scenarios of Fermi and Bose gases; see {@link ScenariosTest}. */
class QuantumScenariosTest extends ShippedScenario {
    /** The occupation of a Fermi species never passes one particle per state, and its cells are fine enough. */
    private static void assertBlocked(Timeseries series, String species, int times) throws IOException {
        List<Row> largest = series.of(species, "occupation_max");
        assertThat(largest).hasSize(times);
        for (Row row : largest) {
            assertThat(row.value())
                    .as("largest q f at t = %s", row.time())
                    .isGreaterThan(0)
                    .isLessThanOrEqualTo(1);
        }
        JsonNode cells = series.manifest().get("occupation").get(0);
        assertThat(cells.get("species").asString()).isEqualTo(species);
        assertThat(cells.get("bias").asDouble()).isBetween(0.0, 2e-3);
        JsonNode pair = series.manifest().get("collisions").get(0);
        assertThat(pair.get("clipped").asLong()).isZero();
        assertThat(pair.get("acceptance").asDouble()).isBetween(1e-3, 0.999);
    }

    /** &lt;v^4&gt;/&lt;v^2&gt;^2 of a species without drift. */
    private static double kurtosis(Timeseries series, String species, double time) {
        double square = at(series, species, "moment2", time).value();
        return at(series, species, "moment4", time).value() / (square * square);
    }

    /**
     * A Fermi gas that starts in equilibrium stays there, with the moments of the Fermi-Dirac distribution of the file (MixtureEquilibrium; its integrals are tested against
     * other programs in MixtureEquilibriumTest and OccupationIntegralTest).
     *
     * <p>temperature, moment4 and moment6 at 41 times: 123 comparisons, 4.5 standard errors, false alarm below 0.001: the errors are those of independent particles, which
     * are larger than those of fermions. &lt;v^4&gt;/&lt;v^2&gt;^2 at the end: 4.5 standard errors, those of a Maxwellian sample, relative sqrt(0.533/N); false alarm below 7e-6. The Maxwellian
     * is farther away than 20 of them.
     */
    private static void assertStaysInEquilibrium(Timeseries series, String name, int particles) throws Exception {
        Scenario scenario = ScenarioReader.read(file(name), Overrides.NONE);
        EquilibriumDistribution f =
                (EquilibriumDistribution) scenario.species().get(0).distribution();
        Scores scores = new Scores(4.5);
        for (Row row : series.of("electrons", "temperature")) {
            scores.add("temperature", row, f.moment(2) / 3);
            scores.add("moment4", at(series, "electrons", "moment4", row.time()), f.moment(4));
            scores.add("moment6", at(series, "electrons", "moment6", row.time()), f.moment(6));
        }
        scores.assertWithinBound(123);
        double exact = f.moment(4) / (f.moment(2) * f.moment(2));
        double error = exact * Math.sqrt(0.533 / particles);
        assertThat(5.0 / 3 - exact).isGreaterThan(20 * error);
        assertThat(kurtosis(series, "electrons", scenario.endTime())).isCloseTo(exact, within(4.5 * error));
        assertConserved(series, 3);
        assertBlocked(series, "electrons", 41);
    }

    @Nested
    class FermiBox {
        static final String SCENARIO = "fermi-box";

        @Test
        void staysInEquilibrium() throws Exception {
            assertStaysInEquilibrium(run(SCENARIO), SCENARIO, 100000);
        }
    }

    @Nested
    class FermiDegenerate {
        static final String SCENARIO = "fermi-degenerate";

        @Test
        void staysInEquilibrium() throws Exception {
            assertStaysInEquilibrium(run(SCENARIO), SCENARIO, 400000);
        }
    }

    @Nested
    class QuantumRelaxation {
        static final String SCENARIO = "quantum-relaxation";

        /**
         * From the twentieth collision on the beams have become the Fermi-Dirac distribution of the density and energy that the run has (MixtureEquilibrium):
         * &lt;v^4&gt;/&lt;v^2&gt;^2, and the temperatures of the axes over their mean, at the last time. 4 comparisons, 4.5 standard errors, those of a Maxwellian sample: relative sqrt(0.533/N), and
         * sqrt(4/(3 N)) of the variance of a component over the mean of the three; false alarm below 3e-5.
         */
        @Test
        void relaxesToFermiDirac() throws Exception {
            Timeseries series = run(SCENARIO);
            Scenario scenario = ScenarioReader.read(file(SCENARIO), Overrides.NONE);
            double energy = series.first("fermions", "energy").value();
            EquilibriumDistribution f = MixtureEquilibrium.of(
                            scenario.mixture(), new double[] {20}, new double[3], energy)
                    .orElseThrow()
                    .species()
                    .get(0);
            double exact = f.moment(4) / (f.moment(2) * f.moment(2));
            int particles = 100000;
            double error = exact * Math.sqrt(0.533 / particles);
            // the beams: 1 + 1.5^2 along x, 1 across
            assertThat(series.first("fermions", "temperature_xx").value()).isCloseTo(3.25, within(0.1));
            assertThat(5.0 / 3 - exact).isGreaterThan(10 * error);
            assertThat(kurtosis(series, "fermions", scenario.endTime())).isCloseTo(exact, within(4.5 * error));
            double mean = series.last("fermions", "temperature").value();
            for (String axis : List.of("xx", "yy", "zz")) {
                assertThat(series.last("fermions", "temperature_" + axis).value())
                        .isCloseTo(mean, within(4.5 * mean * Math.sqrt(4.0 / 3 / particles)));
            }
            assertConserved(series, 3);
            assertBlocked(series, "fermions", 41);
        }
    }

    /**
     * The relative standard error of &lt;v^4&gt;/&lt;v^2&gt;^2 of N independent particles without drift: with M_p the moments, the square root of (M_8/M_4^2 + 4 M_4/M_2^2 - 4 M_6/(M_4 M_2) - 1)/N.
     */
    private static double kurtosisError(EquilibriumDistribution f, int particles) {
        double square = f.moment(2);
        double fourth = f.moment(4);
        return Math.sqrt((f.moment(8) / (fourth * fourth)
                        + 4 * fourth / (square * square)
                        - 4 * f.moment(6) / (fourth * square)
                        - 1)
                / particles);
    }

    /**
     * A Bose gas that starts in equilibrium stays there: &lt;v^4&gt;/&lt;v^2&gt;^2 at every output time, and nothing is clipped. 4.5 standard errors of independent particles (the peak, where bosons
     * fluctuate more, hardly counts in v^4) and the expected error of the cells; false alarm below 7e-6 per time. The Maxwellian is farther away than 20 standard errors.
     */
    private static void assertStaysBose(Timeseries series, String name, int times) throws Exception {
        Scenario scenario = ScenarioReader.read(file(name), Overrides.NONE);
        EquilibriumDistribution f =
                (EquilibriumDistribution) scenario.species().get(0).distribution();
        double exact = f.moment(4) / (f.moment(2) * f.moment(2));
        double error = kurtosisError(f, 100000);
        double bias = series.manifest().get("occupation").get(0).get("bias").asDouble();
        assertThat(Math.abs(bias)).isLessThan(1.1e-3);
        assertThat(exact / (5.0 / 3) - 1).isGreaterThan(20 * error);
        List<Row> rows = series.of("bosons", "moment4");
        assertThat(rows).hasSize(times);
        for (Row row : rows) {
            assertThat(kurtosis(series, "bosons", row.time()) / exact - 1)
                    .as("t = %s", row.time())
                    .isCloseTo(bias, within(4.5 * error));
        }
        assertThat(series.first("bosons", "occupation_max").value()).isGreaterThan(1);
        JsonNode pair = series.manifest().get("collisions").get(0);
        assertThat(pair.get("clipped").asLong()).isZero();
        assertThat(pair.get("accepted").asLong()).isGreaterThan(200_000);
        assertConserved(series, 3);
    }

    @Nested
    class BoseBox {
        static final String SCENARIO = "bose-box";

        @Test
        void staysInEquilibrium() throws Exception {
            assertStaysBose(run(SCENARIO, "/time/end=0.75"), SCENARIO, 16);
        }
    }

    @Nested
    class BoseNearCondensation {
        static final String SCENARIO = "bose-near-condensation";

        @Test
        void staysInEquilibrium() throws Exception {
            assertStaysBose(run(SCENARIO, "/time/end=0.2"), SCENARIO, 9);
        }
    }

    @Nested
    class BoseFermiMixture {
        static final String SCENARIO = "bose-fermi-mixture";
        private static final int PARTICLES = 50000;

        /**
         * The quantum equilibrium of the run's own energy (MixtureEquilibrium, which agrees with table D): &lt;v^4&gt;/&lt;v^2&gt;^2 of each species and its share of the energy at the end, 6
         * comparisons at 4.5 standard errors of independent particles, false alarm below 5e-5. Without the enhancement and the blocking all temperatures would be 4/3.
         */
        @Test
        void reachesTheCommonTemperature() throws Exception {
            Timeseries series = run(
                    SCENARIO,
                    "/species/0/particles=" + PARTICLES,
                    "/species/1/particles=" + PARTICLES,
                    "/species/2/particles=" + PARTICLES);
            Scenario scenario = ScenarioReader.read(file(SCENARIO), Overrides.NONE);
            MixtureEquilibrium equilibrium = MixtureEquilibrium.of(
                            scenario.mixture(),
                            new double[] {10, 10, 10},
                            new double[3],
                            series.first("*", "energy").value())
                    .orElseThrow();
            assertThat(equilibrium.temperature()).isCloseTo(1.39341, within(0.02));
            for (int i = 0; i < 3; i++) {
                String species = scenario.mixture().species().get(i).name();
                EquilibriumDistribution f = equilibrium.species().get(i);
                double exact = f.moment(4) / (f.moment(2) * f.moment(2));
                double error = kurtosisError(f, PARTICLES);
                assertThat(kurtosis(series, species, scenario.endTime()) / exact - 1)
                        .as(species)
                        .isCloseTo(0, within(4.5 * error + 1e-3));
                double spread = Math.sqrt((exact - 1) / PARTICLES);
                assertThat(series.last(species, "moment2").value() / f.moment(2) - 1)
                        .as(species)
                        .isCloseTo(0, within(4.5 * spread + 1e-3));
            }
            assertThat(series.of("fermions", "occupation_max"))
                    .allSatisfy(row -> assertThat(row.value()).isLessThanOrEqualTo(1));
            assertConserved(series, 3);
        }
    }
}
