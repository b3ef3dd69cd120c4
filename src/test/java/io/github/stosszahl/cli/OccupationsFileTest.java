package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** occupations.csv of gases that start in equilibrium: q f against 1/(exp(v^2/(2 T))/z -+ 1), and what the columns say about each other. */
class OccupationsFileTest extends ShippedScenario {
    private static final int SHELLS = 80;
    private static final int PARTICLES = 20_000;

    /** 1/(exp(v^2/(2 T) - log z) - alpha). */
    private static DoubleUnaryOperator law(double temperature, double logFugacity, int alpha) {
        return v -> 1 / (Math.exp(v * v / (2 * temperature) - logFugacity) - alpha);
    }

    /** The mean of a function of the speed over a shell, by the midpoint rule. */
    private static double mean(DoubleUnaryOperator f, double low, double high) {
        int steps = 200;
        double sum = 0;
        double total = 0;
        for (int k = 0; k < steps; k++) {
            double v = low + (k + 0.5) * (high - low) / steps;
            sum += v * v * f.applyAsDouble(v);
            total += v * v;
        }
        return sum / total;
    }

    /**
     * Log z is that of table D at T/T_F = 0.5 and T/T_c = 1.2, where T = 1. Two times, 160 shells: each within 4.5 standard errors of the law, or of the Poisson number that the law makes expect where that has more (an empty shell does not
     * know how many there should be); a false alarm of 1.1e-3. The root mean square in standard errors of the file: 10 other seeds gave 0.82 +- 0.07 for fermions and 9 gave 0.89 +- 0.06 for bosons (below 1, as the outermost shells are
     * empty); allowed 0.55 to 1.2, which is 3.9 of these deviations away at least.
     */
    @ParameterizedTest
    @CsvSource({
        "fermi-box, electrons, -1, 33.510321638291124, 1.48622416852, 0.5",
        "bose-box, bosons, 1, 31.299219688449785, -0.0366260242822, 0.03"
    })
    void agreesWithTheLaw(String scenario, String species, int alpha, double density, double logFugacity, double end)
            throws IOException {
        Timeseries series = run(scenario, "/species/0/particles=" + PARTICLES, "/time/end=" + end, "/time/outputs=2");
        assertThat(Files.readAllLines(folder(scenario).resolve("occupations.csv"))
                        .get(0))
                .isEqualTo("time,species,speed,occupation,stderr,equilibrium");
        List<NamedCsvRecord> rows = series.table("occupations.csv");
        assertThat(rows).hasSize(2 * SHELLS);
        JsonNode reached = series.manifest().get("equilibrium");
        JsonNode of = reached.get("species").get(0);
        assertThat(reached.get("temperature").asDouble()).isCloseTo(1, within(0.05));
        DoubleUnaryOperator own =
                law(reached.get("temperature").asDouble(), of.get("logFugacity").asDouble(), alpha);
        DoubleUnaryOperator exact = law(1, logFugacity, alpha);
        assertThat(of.get("largestOccupation").asDouble()).isCloseTo(own.applyAsDouble(0), within(1e-9));
        double width = 2 * Timeseries.number(rows.get(0), "speed");
        double squares = 0;
        for (int row = 0; row < rows.size(); row++) {
            NamedCsvRecord shell = rows.get(row);
            int k = row % SHELLS;
            assertThat(Timeseries.number(shell, "time")).isEqualTo(row < SHELLS ? 0 : end);
            assertThat(shell.getField("species")).isEqualTo(species);
            assertThat(Timeseries.number(shell, "speed")).isCloseTo((k + 0.5) * width, within(1e-12));
            // Simpson's rule
            double equilibrium = mean(own, k * width, (k + 1) * width);
            assertThat(Timeseries.number(shell, "equilibrium")).isCloseTo(equilibrium, within(1e-3 * equilibrium));

            double occupation = Timeseries.number(shell, "occupation");
            double error = Timeseries.number(shell, "stderr");
            double states =
                    4 * Math.PI / 3 * (Math.pow(k + 1, 3) - Math.pow(k, 3)) * Math.pow(width, 3) * PARTICLES / density;
            double particles = occupation * states;
            assertThat(particles).isCloseTo(Math.rint(particles), within(1e-6));
            // between the errors of independent particles and of one cell that holds the shell
            double independent = Math.sqrt(particles + 2) / states;
            double together = independent
                    * Math.sqrt(
                            alpha < 0 ? 1 - Math.min(particles, states) / (states + 2) : 1 + occupation + 2 / states);
            if (alpha < 0) {
                double farthest = Math.max(occupation, 1 - occupation);
                independent = Math.min(independent, farthest);
                together = Math.min(together, farthest);
            }
            assertThat(error)
                    .isBetween(
                            Math.min(independent, together) * (1 - 1e-9), Math.max(independent, together) * (1 + 1e-9));
            double expected = mean(exact, k * width, (k + 1) * width);
            assertThat(Math.abs(occupation - expected))
                    .as("shell %d at t = %s", k, shell.getField("time"))
                    .isLessThan(4.5 * Math.max(error, Math.sqrt(expected / states)));
            double z = (occupation - expected) / error;
            squares += z * z / rows.size();
        }
        assertThat(Math.sqrt(squares)).isBetween(0.55, 1.2);
    }
}
