package io.github.stosszahl.cli;

import static io.github.stosszahl.cli.Timeseries.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.cli.Timeseries.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Scenarios about the GENERIC structure; see {@link ScenariosTest}. */
class GenericScenariosTest extends ShippedScenario {
    private static double number(NamedCsvRecord row, String column) {
        String text = row.getField(column);
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    private static List<NamedCsvRecord> rows(Timeseries series, String quantity) throws IOException {
        return series.table("generic.csv").stream()
                .filter(row -> row.getField("quantity").equals(quantity))
                .toList();
    }

    @Nested
    class GenericBoltzmannMixture {
        static final String SCENARIO = "generic-boltzmann-mixture";

        /**
         * All eleven checks hold. {@code dissipation} is D, which {@code entropy_dissipation} of the time series finds with other pairs and directions and {@code entropy_dissipation_collisions} with
         * the collisions of the engine: three comparisons within 4.5 standard errors, as if independent, false alarm 2e-5; R + R* is it within 2 % at t = 0, where the errors are 0.5 % each. |x|^2 is the energy of a
         * particle over k_B T/2, so its means add up to d sum_i n_i = 6.
         */
        @Test
        void everyCheckHolds() throws IOException {
            Timeseries series = run(
                    SCENARIO,
                    "/species/0/particles=40000",
                    "/species/1/particles=40000",
                    "/time={\"end\": 0.1, \"outputs\": 2}",
                    "/estimators/dissipation=true");
            assertChecksHold(series, 11);
            Scores scores = new Scores(4.5);
            List<NamedCsvRecord> dissipation = rows(series, "dissipation");
            for (int k = 0; k < 2; k++) {
                Row other = series.of(SYSTEM, "entropy_dissipation").get(k);
                double error = Math.hypot(other.stderr(), number(dissipation.get(k), "stderr"));
                scores.add(
                        "D at output " + k,
                        new Row(other.time(), number(dissipation.get(k), "value"), error),
                        other.value());
            }
            Row collisions = series.of(SYSTEM, "entropy_dissipation_collisions").get(0);
            scores.add(
                    "D by collisions",
                    new Row(
                            collisions.time(),
                            number(dissipation.get(1), "value"),
                            Math.hypot(collisions.stderr(), number(dissipation.get(1), "stderr"))),
                    collisions.value());
            scores.assertWithinBound(3);
            double potentials = number(rows(series, "primal_potential").get(0), "value")
                    + number(rows(series, "dual_potential").get(0), "value");
            double exact = series.of(SYSTEM, "entropy_dissipation").get(0).value();
            assertThat(potentials).isCloseTo(exact, within(0.02 * exact));
            assertFisherRate(series);
            double squares = rows(series, "mean").stream()
                    .filter(row -> row.getField("function").equals("|x|^2") && number(row, "time") == 0)
                    .mapToDouble(row -> number(row, "value"))
                    .sum();
            assertThat(squares).isCloseTo(6, within(1e-9));
            assertThat(rows(series, "gram")).hasSize(2 * 24 * 25 / 2);
            assertThat(Files.readString(folder(SCENARIO).resolve("report.html")))
                    .contains("GENERIC structure", "data-generic=\"production\"", "data-generic=\"matrix\"")
                    .contains("data-generic=\"light\"", "data-generic=\"heavy\"", "data-generic=\"fisher\"")
                    .doesNotContain("FAILS");
        }
    }

    /**
     * The parts of the rate of change of Fisher information at t = 0, where the densities are known: means of 24e6 pairs by another program, standard errors up to 0.06 %. Six comparisons within 4 standard errors, of at most 4 %, so that a factor of 2 would be
     * twelve of them; false alarm 4e-4 as if independent.
     */
    private static void assertFisherRate(Timeseries series) throws IOException {
        Map<String, Double> exact = Map.of(
                "fisher_rate", -16.565,
                "fisher_rate_centre", -3.061,
                "fisher_rate_radial_square", -4.961,
                "fisher_rate_radial_slope", -1.7537,
                "fisher_rate_angular", -6.790,
                "fisher_rate_weak", -16.565);
        Scores scores = new Scores(4);
        for (Map.Entry<String, Double> part : exact.entrySet()) {
            NamedCsvRecord row = rows(series, part.getKey()).get(0);
            double error = number(row, "stderr");
            assertThat(error).isLessThan(0.04 * Math.abs(part.getValue()));
            scores.add(part.getKey(), new Row(0, number(row, "value"), error), part.getValue());
        }
        scores.assertWithinBound(exact.size());
    }

    private static void assertChecksHold(Timeseries series, int count) throws IOException {
        assertThat(series.manifest().get("generic").get("checks").valueStream().toList())
                .hasSize(count)
                .allSatisfy(check -> assertThat(check.get("holds").asBoolean())
                        .as(check.toString())
                        .isTrue());
    }

    /** {@code dissipation} and {@code production} are D, which the time series finds by other fits and pairs: 4.5 standard errors, four comparisons; a factor of 2 would be ten. */
    private static void assertDissipation(Timeseries series) throws IOException {
        Row other = series.of(SYSTEM, "entropy_dissipation").get(0);
        Scores scores = new Scores(4.5);
        for (String quantity : List.of("dissipation", "production")) {
            NamedCsvRecord row = rows(series, quantity).get(0);
            double error = Math.hypot(other.stderr(), number(row, "stderr"));
            scores.add(quantity, new Row(0, number(row, "value"), error), other.value());
            assertThat(error).isLessThan(0.11 * other.value());
        }
        scores.assertWithinBound(2);
    }

    private void assertStructureOfSmallRun(String scenario, int checks) throws IOException {
        Timeseries series = run(
                scenario,
                "/species/0/particles=20000",
                "/species/1/particles=20000",
                "/time={\"end\": 0.02, \"outputTimes\": [0.02]}",
                "/estimators={\"dissipation\": true, \"generic\": true}");
        assertChecksHold(series, checks);
        assertDissipation(series);
    }

    @Nested
    class GenericBoseFermi {
        static final String SCENARIO = "generic-bose-fermi";

        /** Nine checks: those of the collisions of the run are among them, those of Fisher information are for classical gases. */
        @Test
        void everyCheckHolds() throws IOException {
            assertStructureOfSmallRun(SCENARIO, 9);
        }
    }

    @Nested
    class GenericLandau {
        static final String SCENARIO = "generic-landau";

        /** Ten checks: there are no collisions of the run. */
        @Test
        void everyCheckHolds() throws IOException {
            assertStructureOfSmallRun(SCENARIO, 10);
        }
    }
}
