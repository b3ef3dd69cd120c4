package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.reference.ReferenceTables;
import io.github.stosszahl.validation.MeasuredTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whole relaxations of Fermi and Bose gases, run as a user runs them from profiles f(speed), against the deterministic solutions of kind E. */
@Tag("validation")
class QuantumTablesTest {
    private static final double CELLS = 3e-3;
    private static final long SEED = 1;
    private static final int PARTICLES = 200_000;
    private static final int ROWS = 2001;
    /** Ends of the intervals of Simpson's rule; among them are the times of the tables up to 8. */
    private static final double[] NODES = {0, 0.0625, 0.125, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8};

    @TempDir
    Path folder;

    /**
     * &lt;|v|^2&gt;, &lt;|v|^4&gt; and &lt;|v|^6&gt; of every species at every time of the table.
     *
     * <p>Bound: 4 standard errors of the run, and 0.3 % for the cells. 165 comparisons, of which those of one species and moment at successive times go together: false-alarm probability at most 1 %. Without tau the fourth
     * moments are 8 to 20 % away from 4 time units on.
     */
    @ParameterizedTest
    @ValueSource(strings = {"E1_fermi_d3", "E2_bose_d3", "E5_bosefermi_d3", "E6_fermi_d2"})
    void momentsFollowTheTable(String key) throws IOException {
        JsonNode parameters = ReferenceTables.json("exact/" + key + "_maxwell.json");
        List<NamedCsvRecord> rows = ReferenceTables.rows("exact/" + key + "_maxwell.csv");
        List<String> times = rows.stream().map(row -> row.getField("t")).toList();
        Timeseries series = relax(parameters, times, "{}");
        for (int i = 1; i <= parameters.get("m").size(); i++) {
            for (int order = 2; order <= 6; order += 2) {
                List<Timeseries.Row> moments = series.of("s" + i, "moment" + order);
                assertThat(moments).hasSameSizeAs(rows);
                for (int t = 0; t < rows.size(); t++) {
                    double exact = ReferenceTables.number(rows.get(t), "m" + order + "_" + i);
                    assertThat(Math.abs(moments.get(t).value() - exact))
                            .as(
                                    "m%d of species %d at t = %s: %s",
                                    order, i, moments.get(t).time(), exact)
                            .isLessThan(4 * moments.get(t).stderr() + CELLS * exact);
                }
            }
        }
        for (JsonNode pair : series.manifest().get("collisions")) {
            assertThat(pair.get("clipped").asLong()).isZero();
        }
    }

    /**
     * The entropy at the times of the table up to 8, that it does not increase, and its balance (2.8): H(0) - H(8) against the integral of the printed dissipation. That is Simpson's rule over intervals that begin and end at {@link #NODES}, with an
     * output in the middle of each.
     *
     * <p>Bounds: H within 4 standard errors or 0.3 % of the table (9 comparisons that go together, false alarm at most 6e-4 per table); no increase of more than 4 standard errors of the difference; the balance within 2 % of H(0) - H(8). The error that is
     * stated for the balance takes those of D as of one sign.
     */
    @ParameterizedTest
    @ValueSource(strings = {"E1_fermi_d3", "E2_bose_d3", "E5_bosefermi_d3", "E6_fermi_d2"})
    void entropyFollowsTheTableAndItsBalance(String key) throws IOException {
        JsonNode parameters = ReferenceTables.json("exact/" + key + "_maxwell.json");
        List<NamedCsvRecord> rows = ReferenceTables.rows("exact/" + key + "_maxwell.csv");
        List<String> times = new ArrayList<>();
        for (int k = 0; k < 2 * NODES.length - 1; k++) {
            times.add(Double.toString((NODES[k / 2] + NODES[(k + 1) / 2]) / 2));
        }
        Timeseries series = relax(parameters, times, "{\"entropy\": true, \"dissipation\": true}");
        List<Timeseries.Row> entropy = series.of("*", "entropy");
        List<Timeseries.Row> dissipation = series.of("*", "entropy_dissipation");
        MeasuredTable table = new MeasuredTable(
                "quantum-balance-" + key.substring(0, 2),
                "Entropy and its dissipation along table " + key.substring(0, 2)
                        + ", 200,000 particles of each species",
                "t",
                "H of the table",
                "error of H",
                "stderr",
                "D",
                "stderr",
                "H(0) - H",
                "integral of D",
                "its error");
        double integral = 0;
        double error = 0;
        List<String> failures = new ArrayList<>();
        for (int k = 0; k < NODES.length; k++) {
            Timeseries.Row h = entropy.get(2 * k);
            integral += k > 0 ? simpson(k, dissipation, Timeseries.Row::value) : 0;
            error += k > 0 ? simpson(k, dissipation, Timeseries.Row::stderr) : 0;
            double fall = entropy.get(0).value() - h.value();
            double exact = exactEntropy(rows, NODES[k]);
            table.row(
                    NODES[k],
                    Double.isNaN(exact) ? "" : exact,
                    Double.isNaN(exact) ? "" : h.value() - exact,
                    h.stderr(),
                    dissipation.get(2 * k).value(),
                    dissipation.get(2 * k).stderr(),
                    fall,
                    integral,
                    error);
            if (Math.abs(h.value() - exact) > Math.max(4 * h.stderr(), 3e-3 * Math.abs(exact))) {
                failures.add("H at t = " + NODES[k]);
            }
        }
        table.write();
        for (int k = 1; k < entropy.size(); k++) {
            Timeseries.Row h = entropy.get(k);
            Timeseries.Row before = entropy.get(k - 1);
            if (h.value() - before.value() > 4 * Math.hypot(h.stderr(), before.stderr())) {
                failures.add("H increases at t = " + h.time());
            }
        }
        assertThat(failures).isEmpty();
        double fall = entropy.get(0).value() - entropy.get(entropy.size() - 1).value();
        assertThat(integral).isCloseTo(fall, within(0.02 * fall));
    }

    /** The integral over the interval that ends at a node. */
    private static double simpson(int node, List<Timeseries.Row> rows, ToDoubleFunction<Timeseries.Row> of) {
        double sum = of.applyAsDouble(rows.get(2 * node - 2))
                + 4 * of.applyAsDouble(rows.get(2 * node - 1))
                + of.applyAsDouble(rows.get(2 * node));
        return (NODES[node] - NODES[node - 1]) / 6 * sum;
    }

    /** NaN at times that the table does not have. */
    private static double exactEntropy(List<NamedCsvRecord> rows, double time) {
        return rows.stream()
                .filter(row -> ReferenceTables.number(row, "t") == time)
                .mapToDouble(row -> ReferenceTables.number(row, "H_total"))
                .findFirst()
                .orElse(Double.NaN);
    }

    private Timeseries relax(JsonNode parameters, List<String> times, String estimators) throws IOException {
        Files.writeString(folder.resolve("relaxation.json"), scenario(parameters, times, estimators));
        Path run = folder.resolve("run");
        CommandRun.of("run", folder.resolve("relaxation.json"), "-o", run, "--quiet")
                .succeeded();
        return Timeseries.read(run);
    }

    /** The initial data of the tables, in e = m v^2/2. */
    private static DoubleUnaryOperator profile(String formula) {
        return switch (formula) {
            case "0.6 exp(-2e)+0.9 exp(-(e-3)^2)" -> e -> 0.6 * Math.exp(-2 * e) + 0.9 * Math.exp(-(e - 3) * (e - 3));
            case "1.2 exp(-2e)+1.0 exp(-(e-2.5)^2)" -> e -> 1.2 * Math.exp(-2 * e) + Math.exp(-(e - 2.5) * (e - 2.5));
            case "0.8 exp(-(e-1.5)^2)" -> e -> 0.8 * Math.exp(-(e - 1.5) * (e - 1.5));
            default -> throw new IllegalArgumentException(formula);
        };
    }

    private String scenario(JsonNode parameters, List<String> times, String estimators) throws IOException {
        int d = parameters.get("d").asInt();
        List<String> species = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < parameters.get("m").size(); i++) {
            double mass = parameters.get("m").get(i).asDouble();
            DoubleUnaryOperator f = profile(parameters.get("f0").get(i).asString());
            StringBuilder table = new StringBuilder("speed,f\n");
            for (int k = 0; k < ROWS; k++) {
                double speed = 6 / Math.sqrt(mass) * k / (ROWS - 1);
                table.append(speed)
                        .append(',')
                        .append(f.applyAsDouble(0.5 * mass * speed * speed))
                        .append('\n');
            }
            Files.writeString(folder.resolve("f" + i + ".csv"), table);
            String statistics = parameters.get("alpha").get(i).asInt() < 0 ? "fermi" : "bose";
            species.add(String.format(
                    "{\"name\": \"s%d\", \"mass\": %s, \"statistics\": \"%s\", \"particles\": %d, \"initial\": {\"type\": \"isotropic\", \"file\": \"f%d.csv\"}}",
                    i + 1, mass, statistics, PARTICLES, i));
            for (int j = i; j < parameters.get("m").size(); j++) {
                double coefficient = ReferenceTables.sphere(d)
                        * parameters.get("b").get(i).get(j).asDouble();
                pairs.add(String.format(
                        "{\"pair\": [\"s%d\", \"s%d\"], \"rate\": {\"type\": \"power-law\", \"coefficient\": %s, \"exponent\": 0}}",
                        i + 1, j + 1, coefficient));
            }
        }
        return String.format(
                "{\"seed\": %d, \"velocityDimension\": %d, \"species\": %s, \"collisions\": %s, \"time\": {\"end\": %s, \"outputTimes\": %s}, \"estimators\": %s}",
                SEED, d, species, pairs, times.get(times.size() - 1), times, estimators);
    }
}
