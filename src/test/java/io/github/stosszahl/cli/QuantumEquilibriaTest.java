package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.reference.ReferenceTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Fermi and Bose gases of 1e6 particles over a thousand collisions per particle (bosons near condensation: see the cases), run as a user runs them, against the equilibria of tables D: means over 81 late times of
 * &lt;v^4&gt;/&lt;v^2&gt;^2 within 0.2 % and of &lt;v^6&gt;/&lt;v^2&gt;^3 within 0.5 %, and no drift: the means over the first and the last 40 of these times differ by less than 4.5 standard errors, from the
 * scatter of the 40 values each, which are at least a collision per particle apart (Student, 78 degrees of freedom: 2.4e-5 each).
 */
@Tag("validation")
class QuantumEquilibriaTest {
    private static final int OUTPUTS = 101;
    private static final int LATE = 20;

    @TempDir
    Path folder;

    /** The means of the ratios of one species over late times. */
    private static final class Ratios {
        private final double[] fourth;
        private final double[] sixth;

        Ratios(Timeseries series, String species) {
            List<Timeseries.Row> m2 = series.of(species, "moment2");
            List<Timeseries.Row> m4 = series.of(species, "moment4");
            List<Timeseries.Row> m6 = series.of(species, "moment6");
            assertThat(m2).hasSize(OUTPUTS);
            fourth = new double[OUTPUTS - LATE];
            sixth = new double[OUTPUTS - LATE];
            for (int k = 0; k < fourth.length; k++) {
                double square = m2.get(k + LATE).value();
                fourth[k] = m4.get(k + LATE).value() / (square * square);
                sixth[k] = m6.get(k + LATE).value() / (square * square * square);
            }
        }

        private static double mean(double[] values, int from, int count) {
            double sum = 0;
            for (int k = from; k < from + count; k++) {
                sum += values[k];
            }
            return sum / count;
        }

        private static double variance(double[] values, int from, int count) {
            double mean = mean(values, from, count);
            double sum = 0;
            for (int k = from; k < from + count; k++) {
                sum += (values[k] - mean) * (values[k] - mean);
            }
            return sum / (count - 1);
        }

        /** (mean of the last half - mean of the first)/(its standard error). */
        private static double drift(double[] values) {
            int half = values.length / 2;
            int second = values.length - half;
            double error = Math.sqrt((variance(values, 0, half) + variance(values, second, half)) / half);
            return (mean(values, second, half) - mean(values, 0, half)) / error;
        }

        void assertEquilibrium(String name, double exactFourth, double exactSixth, double collisions) {
            double fourthError = mean(fourth, 0, fourth.length) / exactFourth - 1;
            double sixthError = mean(sixth, 0, sixth.length) / exactSixth - 1;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %+.3f %% | %+.3f %% | %+.1f | %+.1f |%n",
                    name,
                    collisions,
                    100 * fourthError,
                    100 * sixthError,
                    drift(fourth),
                    drift(sixth));
            assertThat(fourthError).as("v^4 of " + name).isCloseTo(0, within(0.002));
            assertThat(sixthError).as("v^6 of " + name).isCloseTo(0, within(0.005));
            assertThat(drift(fourth)).as("drift of v^4 of " + name).isCloseTo(0, within(4.5));
            assertThat(drift(sixth)).as("drift of v^6 of " + name).isCloseTo(0, within(4.5));
        }
    }

    private Timeseries run(String scenario) throws IOException {
        Files.writeString(folder.resolve("gas.json"), scenario);
        Path run = folder.resolve("run");
        CommandRun.of("run", folder.resolve("gas.json"), "-o", run, "--quiet").succeeded();
        Timeseries series = Timeseries.read(run);
        for (JsonNode pair : series.manifest().get("collisions")) {
            assertThat(pair.get("clipped").asLong()).isZero();
        }
        return series;
    }

    /** Collisions per particle of a gas of one species, or the mean of a mixture. */
    private static double collisions(Timeseries series, double particles) throws IOException {
        double sum = 0;
        for (JsonNode pair : series.manifest().get("collisions")) {
            sum += 2 * pair.get("accepted").asDouble() / particles;
        }
        return sum;
    }

    /** Maxwell molecules with n = m = 1 start in the equilibrium of a row of the table, d = 3; end is a number of candidates per particle. */
    @ParameterizedTest
    @CsvSource({
        "fermi T/TF=0.1, 1000000, 93000, 1000",
        "fermi T/TF=0.5, 1000000, 3100, 1000",
        "fermi T/TF=1.0, 1000000, 1650, 1000",
        "bose T/Tc=1.2, 1000000, 300, 1000",
        "bose T/Tc=1.05, 1000000, 100, 1000"
    })
    void oneSpecies(String key, int particles, double end, double wanted) throws IOException {
        NamedCsvRecord row = ReferenceTables.rows("exact/D_single_equilibria.csv").stream()
                .filter(r -> r.getField("case").equals(key)
                        && ReferenceTables.number(r, "d") == 3
                        && ReferenceTables.number(r, "m") == 1)
                .findFirst()
                .orElseThrow();
        boolean fermi = ReferenceTables.number(row, "alpha") < 0;
        Timeseries series = run(String.format(
                Locale.ROOT,
                "{\"seed\": 5, \"velocityDimension\": 3, \"species\": [{\"name\": \"a\", \"mass\": 1, \"statistics\": \"%s\","
                        + " \"particles\": %d, \"initial\": {\"type\": \"%s\", \"density\": 1, \"temperature\": %s}}], \"collisions\":"
                        + " [{\"pair\": [\"a\", \"a\"], \"rate\": {\"type\": \"power-law\", \"coefficient\": 1, \"exponent\": 0}}],"
                        + " \"time\": {\"end\": %s, \"outputs\": %d}}",
                fermi ? "fermi" : "bose",
                particles,
                fermi ? "fermi-dirac" : "bose-einstein",
                row.getField("T"),
                end,
                OUTPUTS));
        double square = ReferenceTables.number(row, "<v^2>");
        double collisions = collisions(series, particles);
        new Ratios(series, "a")
                .assertEquilibrium(
                        key + ", N = " + particles,
                        ReferenceTables.number(row, "<v^4>") / (square * square),
                        ReferenceTables.number(row, "<v^6>") / (square * square * square),
                        collisions);
        assertThat(collisions).isGreaterThan(wanted);
    }

    /** The first mixture of the table: fermions, bosons and classical particles of masses 1, 2 and 4 with n = 10 each. It starts from Maxwellians of the energy of the table. */
    @Test
    void mixture() throws IOException {
        int particles = 333_333;
        JsonNode exact = ReferenceTables.json("exact/D_mixture_equilibria.json").get(0);
        List<String> species = new ArrayList<>();
        String[] statistics = {"fermi", "bose", "maxwell"};
        double[] temperature = {1.8, 1.2, 1.0};
        for (int i = 0; i < 3; i++) {
            species.add(String.format(
                    Locale.ROOT,
                    "{\"name\": \"s%d\", \"mass\": %s, \"statistics\": \"%s\", \"particles\": %d, \"initial\": {\"type\":"
                            + " \"maxwellian\", \"density\": 10, \"temperature\": %s}}",
                    i,
                    exact.get("m").get(i).asDouble(),
                    statistics[i],
                    particles,
                    temperature[i]));
        }
        Timeseries series = run(String.format(
                Locale.ROOT,
                "{\"seed\": 5, \"velocityDimension\": 3, \"species\": %s, \"collisions\": [{\"pair\": [\"*\", \"*\"], \"rate\":"
                        + " {\"type\": \"power-law\", \"coefficient\": 0.05, \"exponent\": 0}}], \"time\": {\"end\": 700, \"outputs\": %d}}",
                species,
                OUTPUTS));
        double collisions = collisions(series, 3.0 * particles);
        for (int i = 0; i < 3; i++) {
            EquilibriumDistribution f = new EquilibriumDistribution(
                    Statistics.valueOf(statistics[i].toUpperCase(Locale.ROOT)),
                    1,
                    new double[3],
                    exact.get("T").asDouble() / exact.get("m").get(i).asDouble(),
                    Math.log(exact.get("z").get(i).asDouble()));
            double square = exact.get("m2").get(i).asDouble();
            new Ratios(series, "s" + i)
                    .assertEquilibrium(
                            "mixture, " + statistics[i],
                            exact.get("m4").get(i).asDouble() / (square * square),
                            f.moment(6) / (f.moment(2) * f.moment(2) * f.moment(2)),
                            collisions);
        }
        assertThat(collisions).isGreaterThan(1000);
    }
}
