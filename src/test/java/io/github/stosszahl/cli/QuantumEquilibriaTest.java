package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.validation.MeasuredTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Fermi gases that start in equilibrium, N = 1e6, run as a user runs them for 1000 collisions per particle, in the cells that the program chooses: the means of &lt;v^4&gt;/&lt;v^2&gt;^2 and &lt;v^6&gt;/&lt;v^2&gt;^3 over 40 outputs, 25 collisions per particle
 * apart, and their change along the run.
 *
 * <p>Exact values: T and log z of rows of table D (polylogarithm series), whose moments MixtureEquilibriumTest compares with the table. Bounds: means within 0.2 % and 0.5 %, 8 standard errors of the mean and more; the change along the line of least squares
 * through all outputs within 4.5 of its standard errors, from the scatter about the line (by Student's law of 39 degrees of freedom a false alarm of 6e-5 for each of 4, though the first output, a sample of the exact law, has no error of cells).
 */
@Tag("validation")
class QuantumEquilibriaTest {
    private static final int PARTICLES = 1_000_000;
    private static final int OUTPUTS = 41;

    private static MeasuredTable table;

    @TempDir
    Path folder;

    @BeforeAll
    static void openTable() {
        table = new MeasuredTable(
                "quantum-equilibria",
                "Fermions, N = 1e6: deviation of the mean over the run from the exact equilibrium, and its change over the run",
                "T/T_F",
                "h/sigma",
                "bias expected",
                "collisions per particle",
                "quantity",
                "exact",
                "deviation",
                "change",
                "stderr of the change",
                "wall time (s)");
    }

    @AfterAll
    static void writeTable() throws IOException {
        table.write();
    }

    /** A particle has one candidate for a collision in a unit of time. */
    private Timeseries run(double temperature, double end) throws IOException {
        Path file = folder.resolve("equilibrium.json");
        Files.writeString(
                file,
                String.format(
                        Locale.ROOT,
                        "{\"seed\": 1, \"velocityDimension\": 3,"
                                + " \"species\": [{\"name\": \"gas\", \"mass\": 1, \"statistics\": \"fermi\", \"particles\": %d,"
                                + " \"initial\": {\"type\": \"fermi-dirac\", \"density\": 1, \"temperature\": %s}}],"
                                + " \"collisions\": [{\"pair\": [\"*\", \"*\"], \"rate\": {\"type\": \"power-law\", \"coefficient\": 1, \"exponent\": 0}}],"
                                + " \"time\": {\"end\": %s, \"outputs\": %d}}",
                        PARTICLES,
                        temperature,
                        end,
                        OUTPUTS));
        Path run = folder.resolve("run");
        CommandRun.of("run", file, "-o", run, "--quiet").succeeded();
        return Timeseries.read(run);
    }

    /** The change along the line of least squares through all outputs, and its standard error from the scatter about it. */
    private static double[] change(double[] x) {
        int n = x.length;
        double centre = (n - 1) / 2.0;
        double mean = 0;
        double slope = 0;
        double squares = 0;
        for (int k = 0; k < n; k++) {
            mean += x[k] / n;
            slope += (k - centre) * x[k];
            squares += (k - centre) * (k - centre);
        }
        slope /= squares;
        double rest = 0;
        for (int k = 0; k < n; k++) {
            double r = x[k] - mean - slope * (k - centre);
            rest += r * r / (n - 2);
        }
        return new double[] {slope * (n - 1), Math.sqrt(rest / squares) * (n - 1)};
    }

    /** @param end time by which a particle has collided 1000 times, found with 10,000 particles */
    @ParameterizedTest
    @CsvSource({"0.5, 0.0962086828898, 1.48622416852, 3100", "1, 0.19241736578, -0.0214607549869, 1650"})
    void staysInEquilibrium(double degeneracy, double temperature, double logFugacity, double end) throws IOException {
        EquilibriumDistribution law =
                new EquilibriumDistribution(Statistics.FERMI, 1, new double[3], temperature, logFugacity);
        Timeseries series = run(temperature, end);
        JsonNode manifest = series.manifest();
        JsonNode cells = manifest.get("occupation").get(0);
        double collisions =
                2 * manifest.get("collisions").get(0).get("accepted").asDouble() / PARTICLES;
        assertThat(collisions).isGreaterThan(1000);
        List<Timeseries.Row> square = series.of("gas", "moment2");
        List<String> failures = new ArrayList<>();
        for (int order = 4; order <= 6; order += 2) {
            double exact = law.moment(order) / Math.pow(law.moment(2), order / 2.0);
            List<Timeseries.Row> moment = series.of("gas", "moment" + order);
            double[] x = new double[OUTPUTS];
            double mean = 0;
            for (int k = 0; k < OUTPUTS; k++) {
                x[k] = moment.get(k).value() / Math.pow(square.get(k).value(), order / 2.0) / exact - 1;
                mean += k > 0 ? x[k] / (OUTPUTS - 1) : 0;
            }
            double[] change = change(x);
            String quantity = order == 4 ? "<v^4>/<v^2>^2" : "<v^6>/<v^2>^3";
            table.row(
                    degeneracy,
                    cells.get("cellSize").asDouble() / Math.sqrt(temperature),
                    cells.get("bias").asDouble(),
                    collisions,
                    quantity,
                    exact,
                    mean,
                    change[0],
                    change[1],
                    manifest.get("wallSeconds").asDouble());
            if (Math.abs(mean) > (order == 4 ? 2e-3 : 5e-3)) {
                failures.add(quantity + " is off by " + mean);
            }
            if (Math.abs(change[0]) > 4.5 * change[1]) {
                failures.add(quantity + " changes by " + change[0] + " +- " + change[1]);
            }
        }
        assertThat(failures).isEmpty();
    }
}
