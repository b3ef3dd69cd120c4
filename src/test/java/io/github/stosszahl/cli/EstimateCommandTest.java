package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command {@code estimate} on files of normal velocities, for which H = n (log n - log det(2 pi e C)/2 - 1) and I = n trace C^-1. Seeds are fixed; bound 4.5 standard errors, false alarm
 * 7e-6 for each comparison; how good the estimators are is told elsewhere.
 */
class EstimateCommandTest {
    private static final int PARTICLES = 20000;

    @TempDir
    Path directory;

    private Path file(String header, int rows, IntFunction<String> row) throws IOException {
        String text = IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n", header + "\n", "\n"));
        return Files.writeString(directory.resolve("p.csv"), text);
    }

    private static JsonNode json(Object... arguments) {
        CommandRun run = CommandRun.of(arguments).succeeded();
        assertThat(run.out().lines()).hasSize(1);
        return JsonMapper.shared().readTree(run.out());
    }

    private static JsonNode quantity(JsonNode root, String name) {
        return root.get("quantities")
                .valueStream()
                .filter(q -> q.get("quantity").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertEstimate(JsonNode root, String name, double exact, double largestError) {
        JsonNode q = quantity(root, name);
        double error = q.get("stderr").asDouble();
        assertThat(error).as(name).isPositive().isLessThan(largestError);
        assertThat(q.get("value").asDouble()).as(name).isCloseTo(exact, within(4.5 * error));
    }

    private static double entropy(double n, double... variances) {
        double log = 0;
        for (double s : variances) {
            log += 0.5 * Math.log(2 * Math.PI * Math.E * s);
        }
        return n * (Math.log(n) - log - 1);
    }

    /** Another program's file: columns in another order, spaces, further columns, a text column, sorted rows, d = 2 as there is no vz. */
    @Test
    void anyFileWithoutWeights() throws IOException {
        Random random = new Random(11);
        double[] x = new double[PARTICLES];
        for (int k = 0; k < PARTICLES; k++) {
            x[k] = 3 + 2 * random.nextGaussian();
        }
        Arrays.sort(x);
        Path file =
                file("id, vy,x,vx ,name", PARTICLES, k -> k + "," + random.nextGaussian() + ",0.5," + x[k] + ",a b");
        JsonNode root = json("estimate", file, "--json", "--mass", 2);
        assertThat(root.propertyNames()).containsExactly("particles", "dimension", "quantities");
        assertThat(root.get("particles").asInt()).isEqualTo(PARTICLES);
        assertThat(root.get("dimension").asInt()).isEqualTo(2);
        root.get("quantities")
                .forEach(q -> assertThat(q.propertyNames()).containsExactly("quantity", "value", "stderr"));
        assertEstimate(root, "entropy", entropy(1, 4, 1), 0.03);
        assertEstimate(root, "fisher", 1.25, 0.05);
        assertEstimate(root, "fisher_mass_weighted", 0.625, 0.025);
        assertThat(quantity(root, "number_density").get("value").asDouble()).isEqualTo(1);
        assertEstimate(root, "velocity_x", 3, 0.02);
        assertEstimate(root, "temperature", 5, 0.1);
        assertEstimate(root, "temperature_xx", 8, 0.2);
        assertEstimate(root, "stress_xy", 0, 0.1);
        assertEstimate(root, "moment2", 14, 0.2);
        assertEstimate(root, "heat_flux_x", 0, 0.3);
        assertEstimate(root, "energy", 14, 0.2);
    }

    /** A density of 3 by option, or by 20000 weights of 1.5e-4: the same numbers. */
    @Test
    void densityByOptionOrByWeights() throws IOException {
        Random random = new Random(12);
        String[] rows = IntStream.range(0, PARTICLES)
                .mapToObj(k -> random.nextGaussian() + "," + random.nextGaussian() + "," + random.nextGaussian())
                .toArray(String[]::new);
        JsonNode byOption = json("estimate", file("vx,vy,vz", PARTICLES, k -> rows[k]), "--density", 3, "--json");
        assertEstimate(byOption, "entropy", entropy(3, 1, 1, 1), 0.1);
        assertEstimate(byOption, "fisher", 9, 0.3);
        assertThat(byOption.get("dimension").asInt()).isEqualTo(3);
        JsonNode byWeights = json("estimate", file("vx,vy,vz,weight", PARTICLES, k -> rows[k] + ",0.00015"), "--json");
        for (String name : new String[] {"entropy", "fisher", "number_density", "stress_xx"}) {
            double value = quantity(byOption, name).get("value").asDouble();
            assertThat(quantity(byWeights, name).get("value").asDouble())
                    .as(name)
                    .isCloseTo(value, within(1e-9 * Math.abs(value)));
        }
    }

    /**
     * Two kinds of particles, T = 1 with weight 1 and T = 4 with weight 4, 40000 each: a mixture of normal densities with shares 1/5 and 4/5, for d = 2 of &lt;v^2&gt; = 6.8. H is from a quadrature in the
     * test. Unweighted the shares would be 1/2 each, &lt;v^2&gt; = 5. The errors are those of 10000 + 40000 particles: larger than those of all 80000 equal ones.
     */
    @Test
    void weightsAreRespected() throws IOException {
        Random random = new Random(13);
        Path file = file("vx,vy,weight", 80000, k -> {
            double scale = k % 2 == 0 ? 1 : 2;
            return scale * random.nextGaussian() + "," + scale * random.nextGaussian() + "," + (k % 2 == 0 ? 1 : 4);
        });
        CommandRun run =
                CommandRun.of("estimate", file, "--density", 1, "--json").succeeded();
        assertThat(run.errors()).hasSize(1).first().asString().contains("the weights differ", "kept out of 80,000");
        JsonNode root = JsonMapper.shared().readTree(run.out());
        assertThat(root.get("particles").asInt()).isEqualTo(80000);
        assertEstimate(root, "moment2", 6.8, 0.05);
        double entropy = -1;
        double fisher = 0;
        double step = 1e-3;
        for (double v = step / 2; v < 20; v += step) {
            double one = 0.2 * Math.exp(-v * v / 2) / (2 * Math.PI);
            double other = 0.8 * Math.exp(-v * v / 8) / (8 * Math.PI);
            double measure = 2 * Math.PI * v * step;
            entropy += measure * (one + other) * Math.log(one + other);
            fisher += measure * Math.pow(v * (one + other / 4), 2) / (one + other);
        }
        assertEstimate(root, "entropy", entropy, 0.03);
        assertEstimate(root, "fisher", fisher, 0.03);
    }

    @Test
    void tableForReaders() throws IOException {
        Random random = new Random(14);
        Path file = file("vx,vy", 1000, k -> random.nextGaussian() + "," + random.nextGaussian());
        CommandRun run = CommandRun.of("estimate", file).succeeded();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().toList().get(0)).isEqualTo("1,000 particles, d = 2, mass 1.00000");
        assertThat(run.out())
                .containsPattern("(?m)^quantity +value +stderr$")
                .containsPattern("(?m)^entropy +-[0-9.]+ +[0-9.e-]+$")
                .containsPattern("(?m)^number_density +1.0000000 *$")
                .doesNotContain("NaN");
    }

    /** The bandwidth is that of the values by kernel densities alone; both methods know the closed form. */
    @Test
    void bandwidthOfTheKernelDensities() throws IOException {
        Random random = new Random(17);
        Path file = file("vx,vy", PARTICLES, k -> random.nextGaussian() + "," + random.nextGaussian());
        JsonNode chosen = json("estimate", file, "--json");
        JsonNode own = json("estimate", file, "--json", "--bandwidth", 0.5);
        assertThat(quantity(own, "fisher")).isEqualTo(quantity(chosen, "fisher"));
        assertThat(quantity(own, "fisher_kernel_density")).isNotEqualTo(quantity(chosen, "fisher_kernel_density"));
        for (JsonNode root : new JsonNode[] {chosen, own}) {
            assertEstimate(root, "fisher_kernel_density", 2, 0.5);
            assertEstimate(root, "entropy_kernel_density", entropy(1, 1, 1), 0.1);
            assertEstimate(root, "entropy_histogram", entropy(1, 1, 1), 0.1);
        }
        CommandRun tooFine =
                CommandRun.of("estimate", file, "--json", "--bandwidth", 1e-6).succeeded();
        assertThat(tooFine.errors()).hasSize(1).first().asString().contains("no kernel densities: a bandwidth of");
        assertThat(tooFine.out()).contains("\"fisher\"").doesNotContain("fisher_kernel_density", "NaN");
    }

    private static Stream<Arguments> degenerate() {
        Random random = new Random(15);
        IntFunction<String> normal = k -> random.nextGaussian() + "," + random.nextGaussian();
        return Stream.of(
                arguments("fewer than 100", 99, normal),
                arguments("all equal", 1000, (IntFunction<String>) k -> "0.3,-7.1"),
                arguments("collinear", 1000, (IntFunction<String>) k -> 0.1 * k + "," + 0.3 * k),
                arguments("an outlier", 5000, (IntFunction<String>) k -> k == 7 ? "1e6,0" : normal.apply(k)));
    }

    /** Only the functionals cannot be had: they are empty, with one line that says why. */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void degenerate(String what, int rows, IntFunction<String> row) throws IOException {
        CommandRun run =
                CommandRun.of("estimate", file("vx,vy", rows, row), "--json").succeeded();
        assertThat(run.errors()).hasSize(1).first().asString().contains("p.csv: no entropy and Fisher information: ");
        JsonNode root = JsonMapper.shared().readTree(run.out());
        for (String name : new String[] {"entropy", "fisher", "fisher_mass_weighted"}) {
            assertThat(quantity(root, name).get("value").isNull()).as(name).isTrue();
            assertThat(quantity(root, name).get("stderr").isNull()).as(name).isTrue();
        }
        assertThat(quantity(root, "temperature").get("value").isNumber()).isTrue();
        assertThat(run.out()).doesNotContain("NaN");
        assertThat(CommandRun.of("estimate", directory.resolve("p.csv"))
                        .succeeded()
                        .out())
                .doesNotContain("NaN");
    }

    /** Zero weights stand for nothing; a weight beyond all others leaves one particle. */
    @Test
    void weightsThatLeaveNoSample() throws IOException {
        Random random = new Random(16);
        IntFunction<String> normal = k -> random.nextGaussian() + "," + random.nextGaussian();
        JsonNode half = json("estimate", file("vx,vy,weight", 400, k -> normal.apply(k) + "," + k % 2), "--json");
        assertThat(half.get("particles").asInt()).isEqualTo(200);
        CommandRun one = CommandRun.of(
                        "estimate", file("vx,vy,weight", 400, k -> normal.apply(k) + (k == 3 ? ",1e9" : ",1e-9")))
                .succeeded();
        assertThat(one.errors()).hasSize(2);
        assertThat(one.out()).doesNotContain("NaN");
    }

    @Test
    void oneParticle() throws IOException {
        CommandRun run = CommandRun.of("estimate", file("vx,vy,vz", 1, k -> "1,2,3"), "--json")
                .succeeded();
        assertThat(run.errors()).hasSize(2);
        assertThat(run.errors().get(1)).contains("no value or no standard error of velocity_x, velocity_y");
        assertThat(quantity(JsonMapper.shared().readTree(run.out()), "velocity_y")
                        .get("value")
                        .asDouble())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                       | :1: the file is empty",
                "vx,vy                    | :1: the file has no rows",
                "vx,vz\\n1,2              | :1: missing column \"vy\"",
                "a,b\\n1,2                | missing column \"vx\"; missing column \"vy\"",
                "vx,vx,vy\\n1,2,3         | column given twice: \"vx\"",
                "vx,vy\\n1,two            | :2: vy \"two\" is not a number",
                "vx,vy\\n1,               | :2: vy \"\" is not a number",
                "vx,vy\\n1,NaN            | :2: vy \"NaN\" is not a number",
                "vx,vy\\n1,Infinity       | :2: vy \"Infinity\" is not allowed",
                "vx,vy\\n1                | :2: the row has 1 fields; expected 2",
                "vx,vy,weight\\n1,2,-1    | :2: weight \"-1\" is not allowed; expected a finite number at least 0",
                "vx,vy,weight\\n1,2,nan   | :2: weight \"nan\" is not a number",
                "vx,vy,weight\\n1,2,0     | the weights add up to 0; expected a positive and finite sum"
            })
    void badFilesAreOneLine(String content, String expected) throws IOException {
        Path file = Files.writeString(directory.resolve("p.csv"), content.replace("\\n", "\n"));
        CommandRun run = CommandRun.of("estimate", file).refused(1);
        assertThat(run.err()).startsWith(file.toString()).contains(expected);
    }

    @Test
    void noSuchFile() {
        assertThat(CommandRun.of("estimate", directory.resolve("none.csv"))
                        .refused(1)
                        .err())
                .contains("none.csv: not allowed; expected a CSV file; there is no such file");
        CommandRun.of("estimate", directory).refused(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--mass 0",
                "--mass NaN",
                "--density -1",
                "--bandwidth 0",
                "--quantum-parameter 2",
                "--quantum-parameter 0",
                "--statistics boltzmann"
            })
    void badOptions(String option) throws IOException {
        String[] words = option.split(" ");
        CommandRun run = CommandRun.of("estimate", file("vx,vy", 1, k -> "1,2"), words[0], words[1])
                .refused(2);
        assertThat(run.errors().get(0)).startsWith("stosszahl: " + words[0] + ": ");
    }

    /** What a run wrote about its particles is what estimate finds in its particle file. */
    @Test
    void agreesWithTheRunThatWroteTheFile() throws IOException {
        Path folder = directory.resolve("run");
        CommandRun.of(
                        "run",
                        Path.of("scenarios", "two-beam.json"),
                        "-o",
                        folder,
                        "--quiet",
                        "--set",
                        "/species/0/particles=3000",
                        "--set",
                        "/time={\"end\": 1, \"outputs\": 2}",
                        "--set",
                        "/estimators={}",
                        "--set",
                        "/output={\"particles\": [1]}")
                .succeeded();
        JsonNode root = json("estimate", folder.resolve("particles/gas-1.csv"), "--json");
        Timeseries series = Timeseries.read(folder);
        for (String name :
                new String[] {"velocity_y", "temperature", "stress_xz", "heat_flux_x", "moment6", "energy"}) {
            double value = series.last("gas", name).value();
            assertThat(quantity(root, name).get("value").asDouble())
                    .as(name)
                    .isCloseTo(value, within(1e-11 * Math.max(1, Math.abs(value))));
        }
        assertThat(String.format(
                        Locale.ROOT,
                        "%.9f",
                        quantity(root, "number_density").get("value").asDouble()))
                .isEqualTo("1.000000000");
    }
}
