package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.validation.MeasuredTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Gases that start in equilibrium, N = 1e6 in all, run as a user runs them for 1000 collisions per particle, in the cells that the program chooses: the means of &lt;v^4&gt;/&lt;v^2&gt;^2 and &lt;v^6&gt;/&lt;v^2&gt;^3 over 40 outputs, 25 collisions per particle
 * apart, and their change along the run.
 *
 * <p>Exact values: density and T of rows of table D (polylogarithm series), with the moments of their laws, which MixtureEquilibriumTest compares with the table. Bounds: means within 0.2 % and 0.5 %, for a single species 6 standard errors of the mean and more, for one of three 2.5 and more (a false alarm of 1 % if nothing else
 * were left); the change along the line of least squares
 * through all outputs within 4.5 of its standard errors, from the scatter about the line and the correlation of successive outputs (by Student's law of 39 degrees of freedom a false alarm of 6e-5 for each of 14, though the first output, a sample of the exact law, has no error of cells).
 */
@Tag("validation")
class QuantumEquilibriaTest {
    private static final int AXES = 3;
    private static final int OUTPUTS = 41;

    private static MeasuredTable table;

    @TempDir
    Path folder;

    @BeforeAll
    static void openTable() {
        table = new MeasuredTable(
                "quantum-equilibria",
                "N = 1e6 in all: deviation of the mean over the run from the exact equilibrium, and its change over the run",
                "gas",
                "species",
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

    /** A species in its equilibrium. */
    private record Gas(Statistics statistics, double mass, double density, double temperature, int particles) {
        String name() {
            return statistics.name().toLowerCase(Locale.ROOT);
        }

        String json() {
            String type = switch (statistics) {
                case FERMI -> "fermi-dirac";
                case BOSE -> "bose-einstein";
                case MAXWELL -> "maxwellian";
            };
            return String.format(
                    Locale.ROOT,
                    "{\"name\": \"%s\", \"mass\": %s, \"statistics\": \"%s\", \"particles\": %d,"
                            + " \"initial\": {\"type\": \"%s\", \"density\": %s, \"temperature\": %s}}",
                    name(),
                    mass,
                    name(),
                    particles,
                    type,
                    density,
                    temperature);
        }

        EquilibriumDistribution law() {
            return EquilibriumDistribution.ofDensity(
                            new Species(name(), mass, statistics, 1), density, new double[AXES], temperature / mass)
                    .orElseThrow();
        }
    }

    /** The sum of the densities times the rate is one candidate of a classical particle in a unit of time. */
    private Timeseries run(List<Gas> gases, double end) throws IOException {
        Path file = folder.resolve("equilibrium.json");
        double density = gases.stream().mapToDouble(Gas::density).sum();
        Files.writeString(
                file,
                String.format(
                        Locale.ROOT,
                        "{\"seed\": 1, \"velocityDimension\": %d, \"species\": [%s],"
                                + " \"collisions\": [{\"pair\": [\"*\", \"*\"], \"rate\": {\"type\": \"power-law\", \"coefficient\": %s, \"exponent\": 0}}],"
                                + " \"time\": {\"end\": %s, \"outputs\": %d}}",
                        AXES,
                        gases.stream().map(Gas::json).collect(Collectors.joining(", ")),
                        1 / density,
                        end,
                        OUTPUTS));
        Path run = folder.resolve("run");
        CommandRun.of("run", file, "-o", run, "--quiet").succeeded();
        return Timeseries.read(run);
    }

    /**
     * The change along the line of least squares through all outputs, and its standard error from the scatter about it, which knows that an output is correlated with the next: of bosons only those of the peak meet 25 others between
     * two outputs, 2 would without enhancement.
     */
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
        double neighbours = 0;
        double before = 0;
        for (int k = 0; k < n; k++) {
            double r = x[k] - mean - slope * (k - centre);
            rest += r * r;
            neighbours += r * before;
            before = r;
        }
        double correlation = Math.max(0, neighbours / rest);
        double variance = rest / (n - 2) * (1 + correlation) / (1 - correlation);
        return new double[] {slope * (n - 1), Math.sqrt(variance / squares) * (n - 1)};
    }

    private static Arguments single(String name, Statistics statistics, double temperature, double end) {
        return Arguments.of(name, List.of(new Gas(statistics, 1, 1, temperature, 1_000_000)), end);
    }

    /** The times by which a particle has collided 1000 times were found with short or small runs. */
    static Stream<Arguments> gases() {
        double common = 1.3934082444677232;
        return Stream.of(
                single("T/T_F = 0.1", Statistics.FERMI, 0.019241736578, 122_000),
                single("T/T_F = 0.5", Statistics.FERMI, 0.0962086828898, 3100),
                single("T/T_F = 1", Statistics.FERMI, 0.19241736578, 1650),
                single("T/T_c = 1.2", Statistics.BOSE, 0.100687987323, 76),
                Arguments.of(
                        "mixture",
                        List.of(
                                new Gas(Statistics.FERMI, 1, 10, common, 334_000),
                                new Gas(Statistics.BOSE, 2, 10, common, 333_000),
                                new Gas(Statistics.MAXWELL, 4, 10, common, 333_000)),
                        800));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gases")
    void staysInEquilibrium(String name, List<Gas> gases, double end) throws IOException {
        Timeseries series = run(gases, end);
        JsonNode manifest = series.manifest();
        double accepted = 0;
        for (JsonNode pair : manifest.get("collisions")) {
            accepted += pair.get("accepted").asDouble();
        }
        double collisions =
                2 * accepted / gases.stream().mapToInt(Gas::particles).sum();
        assertThat(collisions).isGreaterThan(1000);
        Map<String, JsonNode> cells = new HashMap<>();
        manifest.get("occupation").forEach(c -> cells.put(c.get("species").asString(), c));
        List<String> failures = new ArrayList<>();
        for (Gas gas : gases) {
            EquilibriumDistribution law = gas.law();
            JsonNode cell = cells.get(gas.name());
            List<Timeseries.Row> square = series.of(gas.name(), "moment2");
            for (int order = 4; order <= 6; order += 2) {
                double exact = law.moment(order) / Math.pow(law.moment(2), order / 2.0);
                List<Timeseries.Row> moment = series.of(gas.name(), "moment" + order);
                double[] x = new double[OUTPUTS];
                double mean = 0;
                for (int k = 0; k < OUTPUTS; k++) {
                    x[k] = moment.get(k).value() / Math.pow(square.get(k).value(), order / 2.0) / exact - 1;
                    mean += k > 0 ? x[k] / (OUTPUTS - 1) : 0;
                }
                double[] change = change(x);
                String quantity = order == 4 ? "<v^4>/<v^2>^2" : "<v^6>/<v^2>^3";
                table.row(
                        name,
                        gas.name(),
                        cell == null ? "" : cell.get("cellSize").asDouble() / Math.sqrt(gas.temperature / gas.mass),
                        cell == null ? "" : cell.get("bias").asDouble(),
                        collisions,
                        quantity,
                        exact,
                        mean,
                        change[0],
                        change[1],
                        manifest.get("wallSeconds").asDouble());
                if (Math.abs(mean) > (order == 4 ? 2e-3 : 5e-3)) {
                    failures.add(gas.name() + ": " + quantity + " is off by " + mean);
                }
                if (Math.abs(change[0]) > 4.5 * change[1]) {
                    failures.add(gas.name() + ": " + quantity + " changes by " + change[0] + " +- " + change[1]);
                }
            }
        }
        assertThat(failures).isEmpty();
    }
}
