package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.stosszahl.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the commands print, write and return. Wording of problems in scenario files is ScenarioProblemsTest's. */
class CommandLineTest {
    private static final Path SHIPPED = Path.of("scenarios").toAbsolutePath();

    private static final String SCENARIO = """
            {
              "velocityDimension": 3,
              "species": [
                {"name": "light", "mass": 1.0, "particles": 3000,
                 "initial": {"type": "bkw", "density": 1.0, "temperature": 1.0, "R": 0.2}},
                {"name": "heavy", "mass": 4.0, "particles": 2000,
                 "initial": {"type": "maxwellian", "density": 0.5, "temperature": 2.0}}
              ],
              "collisions": [
                {"pair": ["*", "*"], "rate": {"type": "power-law", "coefficient": 1.0, "exponent": 0.0}},
                {"pair": ["light", "heavy"], "rate": {"type": "hard-sphere", "diameter": 0.6}}
              ],
              "time": {"end": 1.0, "outputs": 5},
              "output": {"particles": [0.0, 1.0], "density": {"times": [1.0], "bins": 6}},
              "replicas": 3
            }
            """;

    @TempDir
    Path directory;

    private Path scenario;
    private Path folder;

    @BeforeEach
    void writeScenario() throws IOException {
        scenario = Files.writeString(directory.resolve("case.json"), SCENARIO);
        folder = directory.resolve("out/run");
    }

    /** Runs the scenario into the folder. */
    private CommandRun run(Object... more) {
        return CommandRun.of(line(more));
    }

    private Object[] line(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("run", scenario, "-o", folder));
        arguments.addAll(List.of(more));
        return arguments.toArray();
    }

    private void assertNothingWritten() {
        assertThat(folder.getParent()).doesNotExist();
    }

    /** The files below a folder with their content, by relative name. */
    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                content.put(folder.relativize(path).toString(), Files.readString(path));
            }
        }
        return content;
    }

    /** The CSV files alone: run.json and report.html tell times of day. */
    private static Map<String, String> tables(Path folder) throws IOException {
        Map<String, String> content = files(folder);
        content.keySet().removeIf(name -> !name.endsWith(".csv"));
        return content;
    }

    /** Usage errors: the problem in one line, and where to find help in another. */
    @Nested
    class Usage {
        @Test
        void commandIsMissing() {
            CommandRun run = CommandRun.of().refused(2);
            assertThat(run.err()).contains("a command is missing").contains("'stosszahl --help'");
        }

        @Test
        void commandIsUnknown() {
            CommandRun run = CommandRun.of("vaildate").refused(2);
            assertThat(run.errors().get(0)).contains("vaildate");
            assertThat(run.errors().get(1)).contains("stosszahl validate");
        }

        @Test
        void optionIsUnknown() {
            CommandRun run = run("--thread=2").refused(2);
            assertThat(run.errors().get(0)).contains("'--thread=2'");
            assertThat(run.errors().get(1)).contains("--threads");
            assertNothingWritten();
        }

        @Test
        void scenarioIsMissing() {
            assertThat(CommandRun.of("run").refused(2).err())
                    .contains("SCENARIO.json")
                    .contains("'stosszahl run --help'");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "--threads 0    | --threads: 0",
                    "--threads -3   | --threads: -3",
                    "--threads two  | 'two'",
                    "--seed abc     | 'abc'",
                    "--seed 1.5     | '1.5'",
                    "--replicas x   | 'x'",
                    "--kernel x     | --kernel: x",
                    "--resume       | --resume is not supported yet"
                })
        void valueIsBad(String option, String expected) {
            CommandRun run = run((Object[]) option.split(" ", -1)).refused(2);
            assertThat(run.errors().get(0)).startsWith("stosszahl: ").contains(expected);
            assertNothingWritten();
        }

        @Test
        void helpNamesWhatThereIs() {
            assertThat(CommandRun.of("--help").succeeded().out())
                    .contains("run", "validate", "report", "scenarios", "schema", "Exit status", "130");
            assertThat(CommandRun.of("run", "--help").succeeded().out())
                    .contains(
                            "--set",
                            "--seed",
                            "--threads",
                            "--replicas",
                            "--dry-run",
                            "--force",
                            "--quiet",
                            "--kernel");
            assertThat(CommandRun.of("--help").err()).isEmpty();
        }

        @Test
        void versionIsOneLine() {
            CommandRun run = CommandRun.of("--version").succeeded();
            assertThat(run.out().strip())
                    .matches("stosszahl \\d+\\.\\d+\\.\\d+ \\(([0-9a-f]{40,64}(-dirty)?|unknown)\\)");
            assertThat(run.err()).isEmpty();
        }
    }

    /** Errors in the input: one line each, exit status 2, nothing created. */
    @Nested
    class BadInput {
        @ParameterizedTest
        @MethodSource
        void isOneLineThatLocatesIt(String find, String replacement, String... expected) throws IOException {
            assertThat(SCENARIO).contains(find);
            Files.writeString(scenario, SCENARIO.replace(find, replacement));
            CommandRun run = run().refused(1);
            assertThat(run.err()).startsWith(scenario.toString() + ":").contains(expected);
            assertNothingWritten();
            assertThat(CommandRun.of("validate", scenario).refused(1).err()).isEqualTo(run.err());
        }

        static Stream<Arguments> isOneLineThatLocatesIt() {
            return Stream.of(
                    arguments("\"time\": {", "\"time\": [", new String[] {".json:13:", "not valid JSON"}),
                    arguments("4.0, \"particles\"", "4.0 \"particles\"", new String[] {".json:6:", "not valid JSON"}),
                    arguments("\"mass\": 4.0", "\"mas\": 4.0, \"mass\": 4.0", new String[] {
                        ".json:6:23: /species/1/mas: ", "4.0", "did you mean \"mass\"?"
                    }),
                    arguments("\"mass\": 4.0", "\"mass\": -4.5", new String[] {
                        ".json:6:31: /species/1/mass: -4.5 ", "greater than 0"
                    }),
                    arguments("\"particles\": 2000", "\"particles\": 0", new String[] {
                        ".json:6:49: /species/1/particles: 0 ", "from 1"
                    }),
                    arguments("\"density\": 0.5", "\"density\": NaN", new String[] {
                        ".json:7:51: /species/1/initial/density: NaN ", "finite"
                    }),
                    arguments("[\"light\", \"heavy\"]", "[\"light\", \"haevy\"]", new String[] {
                        ".json:11:24: /collisions/1/pair/1: \"haevy\"", "did you mean \"heavy\"?"
                    }),
                    arguments("\"R\": 0.2", "\"R\": 0.334", new String[] {"/species/0/initial/R: 0.334 ", "1/d = 1/3"}),
                    arguments("\"replicas\": 3", "\"replicas\": 0", new String[] {"/replicas: 0 "}));
        }

        @Test
        void scenarioFileIsMissing() {
            CommandRun run = CommandRun.of("run", directory.resolve("nowhere.json"), "-o", folder)
                    .refused(1);
            assertThat(run.err()).contains("nowhere.json", "no such file");
            assertNothingWritten();
        }

        @Test
        void scenarioFileIsAFolder() {
            assertThat(CommandRun.of("run", directory, "-o", folder).refused(1).err())
                    .contains(directory.toString());
        }

        @Test
        void allErrorsOfAFileAreToldAtOnce() throws IOException {
            Files.writeString(
                    scenario,
                    SCENARIO.replace("4.0", "-4.0")
                            .replace("2000", "0.5")
                            .replace("\"outputs\"", "\"otputs\"")
                            .replace("hard-sphere", "soft-sphere"));
            CommandRun run = run().refused(4);
            assertThat(run.err())
                    .contains("/species/1/mass", "/species/1/particles", "/collisions/1/rate/type", "/time/otputs");
            assertNothingWritten();
        }

        @Test
        void rowOfACsvFileIsBad() throws IOException {
            Files.writeString(directory.resolve("cloud.csv"), "vx,vy,vz,weight\n0,1,2,0.5\n0,one,2,0.5\n1,2,3\n");
            Files.writeString(
                    scenario,
                    SCENARIO.replace(
                            "{\"type\": \"maxwellian\", \"density\": 0.5, \"temperature\": 2.0}",
                            "{\"type\": \"particles\", \"file\": \"cloud.csv\"}"));
            CommandRun run = run().refused(2);
            assertThat(run.errors().get(0)).contains("cloud.csv:3: ", "vy \"one\"");
            assertThat(run.errors().get(1)).contains("cloud.csv:4: ", "3 fields");
            assertNothingWritten();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "species/0/mass=2       | POINTER=VALUE",
                    "/species/0/mass        | POINTER=VALUE",
                    "/species/0/mass=-2     | /species/0/mass: -2 ",
                    "/species/0/mass=NaN    | NaN",
                    "/species/0/mss=2       | did you mean \"mass\"?",
                    "/species/2/mass=2      | /species/2",
                    "/specis/0/mass=2       | did you mean \"species\"?",
                    "/species/0/mass/x=2    | /species/0/mass",
                    "/time={\"end\":1,\"x\":2} | /time/x"
                })
        void settingIsBad(String setting, String expected) {
            assertThat(run("--set", setting).refused(1).err()).contains("--set", expected);
            assertNothingWritten();
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1"})
        void replicasAreTooFew(String replicas) {
            assertThat(run("--replicas", replicas).refused(1).err())
                    .contains("/replicas: " + replicas + " ", "(from --replicas)");
            assertNothingWritten();
        }

        /** 1e9 particles of 3 coordinates in 50 replicas are 1.2 TB, which no heap of a test has. */
        @Test
        void scenarioIsTooLargeForTheMemory() {
            Object[] size = {"--set", "/species/0/particles=1000000000", "--replicas", 50};
            long start = System.nanoTime();
            CommandRun run = run(size).refused(1);
            assertThat(run.err()).contains(scenario.toString(), "MiB of heap", "-Xmx");
            assertNothingWritten();
            assertThat(CommandRun.of("validate", scenario, size[0], size[1], size[2], size[3])
                            .refused(1)
                            .err())
                    .isEqualTo(run.err());
            assertThat((System.nanoTime() - start) * 1e-9).as("seconds").isLessThan(20);
        }

        @Test
        void outputFolderIsInUse() throws IOException {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("notes.txt"), "mine");
            Files.writeString(folder.resolve("timeseries.csv"), "older");
            CommandRun run = run().refused(1);
            assertThat(run.err()).contains(folder.toString(), "--force");
            assertThat(files(folder)).isEqualTo(Map.of("notes.txt", "mine", "timeseries.csv", "older"));
        }

        /** A path below a regular file cannot be made by anyone, not even by root. */
        @Test
        void outputFolderCannotBeMade() throws IOException {
            Path file = Files.writeString(directory.resolve("file"), "mine");
            CommandRun below =
                    CommandRun.of("run", scenario, "-o", file.resolve("run")).refused(1);
            assertThat(below.err()).contains("cannot write to " + file.resolve("run"));
            CommandRun itself =
                    CommandRun.of("run", scenario, "-o", file, "--force").refused(1);
            assertThat(itself.err()).contains(file + " exists and is not a folder");
            assertThat(file).hasContent("mine");
        }
    }

    @Nested
    class Run {
        @Test
        void namesItsFolderAndSumsUp() throws IOException {
            CommandRun run = run().succeeded();
            assertThat(run.out().strip()).isEqualTo(folder.toString());
            assertThat(run.err()).contains("case: ", " collisions in ", "light", "heavy", "temperature", "moment4");
            assertThat(run.err()).doesNotContain("\r");
            assertThat(files(folder).keySet())
                    .containsExactlyInAnyOrder(
                            "run.json",
                            "timeseries.csv",
                            "speeds.csv",
                            "maps.csv",
                            "report.html",
                            "particles/light-0.csv",
                            "particles/heavy-0.csv",
                            "particles/light-4.csv",
                            "particles/heavy-4.csv",
                            "density/light-4.csv",
                            "density/heavy-4.csv");
            JsonNode manifest = Timeseries.read(folder).manifest();
            assertThat(manifest.get("outputs").get("files").valueStream().map(JsonNode::asString))
                    .containsExactlyInAnyOrderElementsOf(files(folder).keySet());
            assertThat(manifest.get("status").asString()).isEqualTo("complete");
            assertThat(manifest.get("performance").get("candidates").asLong())
                    .isGreaterThanOrEqualTo(
                            manifest.get("performance").get("collisions").asLong());
        }

        @Test
        void isQuietIfAsked() throws IOException {
            assertThat(run("--quiet").succeeded().err()).isEmpty();
        }

        @Test
        void replacesOnlyTheFilesOfAnEarlierRun() throws IOException {
            run("--quiet").succeeded();
            Files.writeString(folder.resolve("notes.txt"), "mine");
            Files.writeString(folder.resolve("particles/notes.txt"), "mine too");
            Files.writeString(scenario, SCENARIO.replaceFirst("  \"output\":.*\n", ""));
            run("--quiet", "--force").succeeded();
            assertThat(files(folder).keySet())
                    .containsExactlyInAnyOrder(
                            "run.json",
                            "timeseries.csv",
                            "speeds.csv",
                            "maps.csv",
                            "report.html",
                            "notes.txt",
                            "particles/notes.txt");
        }

        @Test
        void settingsReachTheRun() throws IOException {
            run("--quiet", "--seed", 77, "--replicas", 2, "--set", "/species/1/mass=2.5", "--set", "/title=a=b")
                    .succeeded();
            JsonNode manifest = Timeseries.read(folder).manifest();
            assertThat(manifest.get("seed").asLong()).isEqualTo(77);
            assertThat(manifest.get("replicas").asInt()).isEqualTo(2);
            assertThat(manifest.get("species").get(1).get("mass").asDouble()).isEqualTo(2.5);
            assertThat(manifest.get("scenario").get("title").asString()).isEqualTo("a=b");
        }

        /** Three replicas of two species with particle and density files, byte by byte. */
        @Test
        void doesNotDependOnTheNumberOfThreads() throws IOException {
            run("--quiet", "--threads", 1).succeeded();
            Map<String, String> one = tables(folder);
            assertThat(one).hasSize(9);
            for (int threads : new int[] {2, 4}) {
                run("--quiet", "--force", "--threads", threads).succeeded();
                assertThat(tables(folder)).isEqualTo(one);
            }
            run("--quiet", "--force", "--seed", 2).succeeded();
            assertThat(tables(folder).get("timeseries.csv")).isNotEqualTo(one.get("timeseries.csv"));
            assertThat(tables(folder).get("particles/light-0.csv")).isNotEqualTo(one.get("particles/light-0.csv"));
        }

        @Test
        void isRepeatedByItsResolvedScenario() throws IOException {
            Files.writeString(directory.resolve("cloud.csv"), "vx,vy,vz,weight\n0,1,2,0.5\n3,1,2,0.5\n1,-2,3,1\n");
            Files.writeString(
                    scenario,
                    SCENARIO.replace(
                            "{\"type\": \"maxwellian\", \"density\": 0.5, \"temperature\": 2.0}",
                            "{\"type\": \"particles\", \"file\": \"cloud.csv\"}"));
            run("--quiet", "--seed", 5, "--set", "/time/step=0.1").succeeded();
            Path resolved =
                    Files.createDirectories(directory.resolve("elsewhere")).resolve("again.json");
            Files.writeString(
                    resolved, Timeseries.read(folder).manifest().get("scenario").toString());
            Path again = directory.resolve("again");
            CommandRun.of("run", resolved, "-o", again, "--quiet").succeeded();
            assertThat(tables(again)).isEqualTo(tables(folder));
        }

        /** 1 particle has no standard error: empty fields and a warning, not a NaN. */
        @Test
        void valuesThatCannotBeEstimatedAreEmptyAndWarnedOf() throws IOException {
            run("--quiet", "--replicas", 1, "--set", "/species/0/particles=1").succeeded();
            assertThat(tables(folder).get("timeseries.csv"))
                    .doesNotContain("NaN")
                    .contains("0.0,light,temperature,0.0,\n");
            assertThat(Timeseries.read(folder)
                            .manifest()
                            .get("warnings")
                            .valueStream()
                            .map(JsonNode::asString))
                    .isNotEmpty()
                    .first()
                    .asString()
                    .contains("light", "could not be estimated");
        }
    }

    /** The scenario has 3000 and 2000 particles, three replicas and five output times; its equations have no exact law. */
    @Nested
    class Functionals {
        private void fast(Object... more) {
            List<Object> arguments = new ArrayList<>(
                    List.of("--set", "/time/outputs=2", "--set", "/velocityDimension=2", "--set", "/output={}"));
            arguments.addAll(List.of(more));
            run(arguments.toArray()).succeeded();
        }

        @Test
        void onlyThoseAskedForAreInTheTimeSeries() throws IOException {
            fast("--set", "/estimators/fisher=true");
            String series = Files.readString(folder.resolve("timeseries.csv"));
            assertThat(series).doesNotContain(",entropy").contains("0.0,light,fisher,", "1.0,*,fisher_mass_weighted,");
            Timeseries read = Timeseries.read(folder);
            for (String name : List.of("fisher", "fisher_mass_weighted")) {
                assertThat(read.of(Timeseries.SYSTEM, name)).hasSize(2);
            }
            double sum = read.last("light", "fisher").value()
                    + read.last("heavy", "fisher").value();
            double weighted = read.last("light", "fisher").value()
                    + read.last("heavy", "fisher").value() / 4;
            assertThat(read.last(Timeseries.SYSTEM, "fisher").value()).isCloseTo(sum, within(1e-12 * sum));
            assertThat(read.last(Timeseries.SYSTEM, "fisher_mass_weighted").value())
                    .isCloseTo(weighted, within(1e-12 * sum));
            JsonNode monotonicity = read.manifest().get("monotonicity");
            assertThat(monotonicity.get("functionals")).hasSize(2);
            assertThat(monotonicity.get("description").asString()).contains("between replicas");
            JsonNode theorem = monotonicity.get("theorem");
            // hard spheres between unlike species: 1 <= 2
            assertThat(theorem.get("holds").asBoolean()).isTrue();
            assertThat(theorem.get("pairs").get(1).get("pair").valueStream().map(JsonNode::asString))
                    .containsExactly("light", "heavy");
            assertThat(theorem.get("pairs").get(1).get("steepness").asDouble()).isEqualTo(1);
            assertThat(theorem.get("pairs").get(1).get("sufficient").asDouble()).isEqualTo(2);
        }

        /** Values that cannot be had are empty fields, with one warning for each species that is to blame. */
        @Test
        void missingOnesAreEmptyWithAWarning() throws IOException {
            CommandRun run = run(
                            "--set",
                            "/time/outputs=2",
                            "--set",
                            "/species/1/particles=50",
                            "--set",
                            "/output={}",
                            "--set",
                            "/estimators={\"entropy\": true, \"fisher\": true}")
                    .succeeded();
            assertThat(Files.readString(folder.resolve("timeseries.csv")))
                    .contains("0.0,heavy,entropy,,\n", "1.0,*,entropy,,\n", "1.0,*,fisher_mass_weighted,,\n")
                    .doesNotContain("NaN");
            List<String> warnings = JsonMapper.shared()
                    .readTree(Files.readString(folder.resolve("run.json")))
                    .get("warnings")
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
            String expected =
                    "no entropy and Fisher information of heavy in 6 of 6 estimates: 50 particles, fewer than 100";
            assertThat(warnings).containsOnlyOnce(expected);
            assertThat(run.err()).containsOnlyOnce("warning: " + expected);
            assertThat(Files.readString(folder.resolve("report.html"))).contains(expected);
        }
    }

    @Nested
    class DryRun {
        /**
         * Maxwell molecules of density 1 and rate 1: 20 collisions per particle until t = 20. The figure has three
         * digits (to 0.05) and comes from a pilot run of at least 10000 collisions, or of all: 5 standard errors of 1 %
         * each; false alarm 6e-7.
         */
        @Test
        void printsWhatTheRunWillCost() {
            CommandRun run = CommandRun.of(
                            "run",
                            SHIPPED.resolve("bkw-2d.json"),
                            "-o",
                            folder,
                            "--dry-run",
                            "--set",
                            "/species/0/particles=100000",
                            "--replicas",
                            3)
                    .succeeded();
            assertNothingWritten();
            assertThat(run.err()).isEmpty();
            assertThat(run.out())
                    .contains("BKW relaxation in two dimensions", "100,000 particles", "replicas: 3", "MiB")
                    .doesNotContain("functionals");
            double perParticle = number(run.out(), "about ([0-9.e+]+) collisions per particle");
            assertThat(perParticle).isCloseTo(20, within(0.05 + 20 * 0.05));
            // each collision has two partners, and every candidate of Maxwell molecules collides
            double candidates = number(run.out(), "candidates: about ([0-9.e+]+)");
            assertThat(candidates).isCloseTo(3 * 100000 * perParticle / 2, within(0.01 * candidates));
            assertThat(number(run.out(), "wall time: about ([0-9.e+-]+) s")).isBetween(1e-3, 1000.0);
        }

        /** The functionals have a time and a need of memory of their own: at least eight bytes for two copies of the coordinates. */
        @Test
        void knowsWhatFunctionalsCost() {
            double without = number(run("--dry-run").succeeded().out(), "memory: ([0-9]+) MiB");
            String out = run("--dry-run", "--set", "/species/0/particles=1000000", "--set", "/estimators/fisher=true")
                    .succeeded()
                    .out();
            assertThat(number(out, "memory: ([0-9]+) MiB")).isBetween(without + 48 / 1.05, without + 1000);
            assertThat(number(out, "and ([0-9.e+-]+) s for the functionals")).isPositive();
        }

        private static double number(String text, String pattern) {
            Matcher matcher = Pattern.compile(pattern).matcher(text);
            assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
            return Double.parseDouble(matcher.group(1));
        }

        @Test
        void refusesBadInputToo() {
            run("--dry-run", "--set", "/species/0/mass=0").refused(1);
            assertNothingWritten();
        }
    }

    @Nested
    class Validate {
        @Test
        void tellsTheSizeOfAValidScenario() {
            CommandRun run = CommandRun.of("validate", scenario).succeeded();
            assertThat(run.err()).isEmpty();
            assertThat(run.out().lines()).hasSize(1);
            assertThat(run.out())
                    .startsWith(scenario + ": valid; ")
                    .contains("2 species", "5,000 particles", "MiB", "time");
        }

        @Test
        void judgesEachOfSeveralFiles() throws IOException {
            Path bad = Files.writeString(directory.resolve("bad.json"), SCENARIO.replace("4.0", "-4.0"));
            Path worse = Files.writeString(directory.resolve("worse.json"), "{]");
            CommandRun run = CommandRun.of("validate", bad, scenario, worse);
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.out().lines()).hasSize(1);
            assertThat(run.out()).startsWith(scenario.toString());
            assertThat(run.errors()).hasSize(2);
            assertThat(run.errors().get(0)).startsWith(bad + ":6:");
            assertThat(run.errors().get(1)).startsWith(worse + ":1:2: not valid JSON");
        }

        @Test
        void acceptsEveryShippedScenario() throws IOException {
            try (Stream<Path> files = Files.list(SHIPPED)) {
                Object[] line = Stream.concat(
                                Stream.of("validate"),
                                files.filter(file -> file.toString().endsWith(".json"))
                                        .sorted())
                        .toArray();
                CommandRun run = CommandRun.of(line).succeeded();
                assertThat(run.out().lines()).hasSize(line.length - 1).allMatch(text -> text.contains(": valid; "));
            }
        }
    }

    @Nested
    class Lists {
        @Test
        void schemaIsThatOfTheReader() {
            CommandRun run = CommandRun.of("schema").succeeded();
            assertThat(run.out().strip()).isEqualTo(ScenarioReader.schema().strip());
            assertThat(JsonMapper.shared().readTree(run.out()).get("$schema").asString())
                    .contains("2020-12");
        }

        @Test
        void scenariosAreAllThereWithTheirTitles() throws IOException {
            CommandRun run = CommandRun.of("scenarios").succeeded();
            try (Stream<Path> files = Files.list(SHIPPED)) {
                List<Path> shipped =
                        files.filter(f -> f.toString().endsWith(".json")).toList();
                assertThat(run.out().lines()).hasSameSizeAs(shipped);
                assertThat(shipped)
                        .allSatisfy(file -> assertThat(run.out())
                                .contains(file.getFileName().toString()));
            }
            assertThat(run.out()).contains("BKW relaxation in three dimensions");
        }
    }

    @Nested
    class Report {
        @Test
        void isMadeOfRunFolders() throws IOException {
            run("--quiet").succeeded();
            Path second = directory.resolve("second");
            CommandRun.of("run", scenario, "-o", second, "--quiet", "--seed", 9).succeeded();
            Files.delete(folder.resolve("report.html"));
            assertThat(CommandRun.of("report", folder).succeeded().out().strip())
                    .isEqualTo(folder.resolve("report.html").toString());
            assertThat(folder.resolve("report.html")).content().contains("<svg", "</html>");
            Path page = directory.resolve("both.html");
            CommandRun.of("report", folder, second, "-o", page).succeeded();
            assertThat(page).content().contains("</html>");
        }

        @Test
        void needsARunFolder() {
            CommandRun missing =
                    CommandRun.of("report", directory.resolve("nowhere")).refused(1);
            assertThat(missing.err()).contains("nowhere", "no such file");
            assertThat(CommandRun.of("report", directory).refused(1).err()).contains("run.json");
        }
    }
}
