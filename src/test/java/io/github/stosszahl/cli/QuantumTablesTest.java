package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.reference.ReferenceTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Whole relaxations of Fermi and Bose gases, run as a user runs them from profiles f(speed), against the deterministic solutions of kind E: &lt;|v|^2&gt;, &lt;|v|^4&gt; and &lt;|v|^6&gt; of every species at
 * every time of the table.
 *
 * <p>Bound: 4 standard errors of the run, and 0.3 % for the cells. 165 comparisons, of which those of one species and moment at successive times go together: false-alarm probability at most 1 %. Without tau the fourth
 * moments are 8 to 20 % away from 4 time units on.
 */
@Tag("validation")
class QuantumTablesTest {
    private static final double CELLS = 3e-3;
    private static final int ROWS = 2001;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"E1_fermi_d3", "E2_bose_d3", "E5_bosefermi_d3", "E6_fermi_d2"})
    void momentsFollowTheTable(String key) throws IOException {
        JsonNode parameters = ReferenceTables.json("exact/" + key + "_maxwell.json");
        List<NamedCsvRecord> rows = ReferenceTables.rows("exact/" + key + "_maxwell.csv");
        Files.writeString(folder.resolve("relaxation.json"), scenario(parameters, rows));
        Path run = folder.resolve("run");
        CommandRun.of("run", folder.resolve("relaxation.json"), "-o", run, "--quiet")
                .succeeded();
        Timeseries series = Timeseries.read(run);
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

    /** The initial data of the tables, in e = m v^2/2. */
    private static DoubleUnaryOperator profile(String formula) {
        return switch (formula) {
            case "0.6 exp(-2e)+0.9 exp(-(e-3)^2)" -> e -> 0.6 * Math.exp(-2 * e) + 0.9 * Math.exp(-(e - 3) * (e - 3));
            case "1.2 exp(-2e)+1.0 exp(-(e-2.5)^2)" -> e -> 1.2 * Math.exp(-2 * e) + Math.exp(-(e - 2.5) * (e - 2.5));
            case "0.8 exp(-(e-1.5)^2)" -> e -> 0.8 * Math.exp(-(e - 1.5) * (e - 1.5));
            default -> throw new IllegalArgumentException(formula);
        };
    }

    private String scenario(JsonNode parameters, List<NamedCsvRecord> rows) throws IOException {
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
                    "{\"name\": \"s%d\", \"mass\": %s, \"statistics\": \"%s\", \"particles\": 200000, \"initial\": {\"type\": \"isotropic\", \"file\": \"f%d.csv\"}}",
                    i + 1, mass, statistics, i));
            for (int j = i; j < parameters.get("m").size(); j++) {
                double coefficient = ReferenceTables.sphere(d)
                        * parameters.get("b").get(i).get(j).asDouble();
                pairs.add(String.format(
                        "{\"pair\": [\"s%d\", \"s%d\"], \"rate\": {\"type\": \"power-law\", \"coefficient\": %s, \"exponent\": 0}}",
                        i + 1, j + 1, coefficient));
            }
        }
        List<String> times = rows.stream().map(row -> row.getField("t")).toList();
        return String.format(
                "{\"seed\": 1, \"velocityDimension\": %d, \"species\": %s, \"collisions\": %s, \"time\": {\"end\": %s, \"outputTimes\": %s}}",
                d, species, pairs, times.get(times.size() - 1), times);
    }
}
