package io.github.stosszahl.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of bad input gives exactly one line with file, line, column, pointer, value and what was expected. */
class ScenarioProblemsTest {
    /** Stands before the spot that a problem is expected at, in place of a hand-counted line and column. */
    private static final String MARK = "§";

    private static final String TYPES = "\"maxwellian\", \"bkw\", \"mixture\", \"shell\", \"ball\","
            + " \"fermi-dirac\", \"bose-einstein\", \"isotropic\", \"particles\", \"density\"";
    private static final String POWER_LAW = "{\"type\": \"power-law\", \"coefficient\": 1.0, \"exponent\": 0.0}";
    private static final String BKW = "{\"type\": \"bkw\", \"density\": 1.0, \"temperature\": 2.0, \"R\": 0.2}";

    @TempDir
    Path directory;

    private ScenarioFolder folder;

    @BeforeEach
    void createFolder() {
        folder = new ScenarioFolder(directory);
    }

    @ParameterizedTest
    @MethodSource
    void isOneLine(String find, String replacement, String expected) {
        String text = ScenarioFolder.changed(find, replacement);
        int mark = text.indexOf(MARK);
        String position = mark < 0 ? "" : position(text.substring(0, mark)) + ": ";
        assertThat(folder.problems(text.replace(MARK, ""))).containsExactly("case.json:" + position + expected);
    }

    /** What the statistics of a species make of its initial data; the figures by hand. */
    @ParameterizedTest
    @MethodSource
    void initialDataMustSuitTheStatistics(String initial, String species, String expected) {
        String text = ScenarioFolder.changed(BKW, initial + ", " + species);
        assertThat(folder.problems(text))
                .singleElement()
                .asString()
                .contains("/species/1/initial")
                .contains(expected);
    }

    static Stream<Arguments> initialDataMustSuitTheStatistics() {
        String bose = "\"statistics\": \"bose\"";
        String fermi = "\"statistics\": \"fermi\", \"quantumParameter\": 0.5";
        return Stream.of(
                // n q = zeta(3/2): T_c = m/(2 pi) = 8/(2 pi)
                arguments(
                        "{\"type\": \"bose-einstein\", \"density\": 2.612375348685488, \"temperature\": 1.27}",
                        bose,
                        "temperature: 1.27 is not allowed; expected a temperature above the critical temperature 1.27323954"),
                arguments(
                        "{\"type\": \"bose-einstein\", \"density\": 1, \"temperature\": 9, \"fugacity\": 0.5}",
                        bose,
                        "fugacity: 0.5 is not allowed; expected exactly one of temperature and fugacity"),
                arguments(
                        "{\"type\": \"fermi-dirac\", \"density\": 1}",
                        fermi,
                        "temperature: missing; expected exactly one of temperature and fugacity"),
                // q f(0) = q n (m/(2 pi T))^(3/2) = 0.5 * 4 with T = 8/(2 pi)
                arguments(
                        "{\"type\": \"maxwellian\", \"density\": 4, \"temperature\": 1.2732395447351628}",
                        fermi,
                        "expected at most one fermion in a state, q f <= 1; q f is 2"),
                // together at 0: q f = 0.5 (1.5 + 1.5)
                arguments(
                        "{\"type\": \"mixture\", \"components\": ["
                                + "{\"type\": \"maxwellian\", \"density\": 1.5, \"temperature\": 1.2732395447351628},"
                                + "{\"type\": \"maxwellian\", \"density\": 1.5, \"temperature\": 1.2732395447351628}]}",
                        fermi,
                        "q f is 1.5 at v = (0, 0, 0)"));
    }

    /** Line and column of what follows the text. */
    private static String position(String before) {
        int line = before.split("\n", -1).length;
        return line + ":" + (before.length() - before.lastIndexOf('\n'));
    }

    static Stream<Arguments> isOneLine() {
        return Stream.of(
                // wrong types and ranges
                arguments("8.0", "§-8", "/species/1/mass: -8 is not allowed; expected a number greater than 0"),
                arguments("8.0", "§\"8\"", "/species/1/mass: \"8\" is not allowed; expected a number greater than 0"),
                arguments("8.0", "§null", "/species/1/mass: null is not allowed; expected a number greater than 0"),
                arguments("8.0", "§NaN", "/species/1/mass: NaN is not allowed; expected a finite number"),
                arguments("8.0", "§-Infinity", "/species/1/mass: -Infinity is not allowed; expected a finite number"),
                arguments("8.0", "§1e400", "/species/1/mass: 1e400 is too large; expected a finite number"),
                arguments(
                        "Dimension\": 3",
                        "Dimension\": §4",
                        "/velocityDimension: 4 is not allowed; expected one of 2, 3"),
                arguments(
                        "\"mass\": 8.0, \"particles\": 1000",
                        "\"mass\": 8.0, \"particles\": §0",
                        "/species/1/particles: 0 is not allowed; expected an integer from 1 to 2147483646"),
                arguments(
                        "\"mass\": 8.0, \"particles\": 1000",
                        "\"mass\": 8.0, \"particles\": §1.5",
                        "/species/1/particles: 1.5 is not allowed; expected an integer from 1 to 2147483646"),
                arguments(
                        "\"mass\": 8.0, \"particles\": 1000",
                        "\"mass\": 8.0",
                        "6:5: /species/1/particles: missing; expected an integer from 1 to 2147483646"),
                arguments(
                        "\"time\": {",
                        "\"seed\": §9223372036854775808, \"time\": {",
                        "/seed: 9223372036854775808 is not allowed;"
                                + " expected an integer from -9223372036854775808 to 9223372036854775807"),
                arguments(
                        "\"time\": {",
                        "\"replicas\": §0, \"time\": {",
                        "/replicas: 0 is not allowed; expected an integer from 1 to 2147483647"),
                arguments("{\"end\": 10.0}", "{}", "12:11: /time/end: missing; expected a number greater than 0"),
                arguments(
                        "\"end\": 10.0",
                        "\"end\": 10.0, \"outputs\": §1",
                        "/time/outputs: 1 is not allowed; expected an integer from 2 to 1000000"),
                arguments(
                        "\"heavy\"",
                        "§\"a/b\"",
                        "/species/1/name: \"a/b\" is not allowed; expected a name that can be part of a file name:"
                                + " not empty, not starting with a dot or blank, none of / \\ : * ? \" < > |"),
                // unknown keys and words
                arguments(
                        "\"mass\": 8.0",
                        "\"mass\": 8.0, §\"particels\": 7",
                        "/species/1/particels: unknown key \"particels\" with value 7; did you mean \"particles\"?"
                                + " (known: name, mass, statistics, quantumParameter, particles, initial)"),
                arguments(
                        "\"R\": 0.2",
                        "\"R\": 0.2, §\"radius\": 1",
                        "/species/1/initial/radius: unknown key \"radius\" with value 1; did you mean \"regions\"?"
                                + " (known: type, density, velocity, temperature, R, regions, densityProfile)"),
                arguments(
                        "\"bkw\"",
                        "§\"bwk\"",
                        "/species/1/initial/type: \"bwk\" is not allowed; expected one of " + TYPES
                                + "; did you mean \"bkw\"?"),
                arguments(
                        "\"type\": \"bkw\", ", "", "7:17: /species/1/initial/type: missing; expected one of " + TYPES),
                arguments(
                        "\"power-law\"",
                        "§\"maxwell\"",
                        "/collisions/0/rate/type: \"maxwell\" is not allowed;"
                                + " expected one of \"power-law\", \"hard-sphere\", \"vhs\", \"vss\", \"table\", \"coulomb\""),
                arguments(
                        "\"*\"]",
                        "§\"hevy\"]",
                        "/collisions/0/pair/1: \"hevy\" is not allowed; expected \"*\" or the name of a species:"
                                + " light, heavy; did you mean \"heavy\"?"),
                arguments(
                        "[\"*\", \"*\"]",
                        "§[\"*\"]",
                        "/collisions/0/pair: [\"*\"] is not allowed; expected a list of 2 strings"),
                arguments(
                        "\"mass\": 8.0",
                        "\"mass\": 8.0, §\"mass\": 9",
                        "/species/1/mass: the key is given twice, first in line 6; expected it once"),
                // physics
                arguments(
                        "\"heavy\"",
                        "§\"light\"",
                        "/species/1/name: \"light\" is not allowed; expected a name that differs from /species/0/name"),
                arguments(
                        "\"R\": 0.2",
                        "\"R\": §0.4",
                        "/species/1/initial/R: 0.4 is not allowed;"
                                + " expected a number from 0 to 1/d = 1/3, beyond which f is negative"),
                arguments(
                        "\"R\": 0.2",
                        "\"R\": 0.2, \"velocity\": §[1, 2]",
                        "/species/1/initial/velocity: [1,2] is not allowed;"
                                + " expected 3 numbers, one per axis (velocityDimension)"),
                arguments(
                        "\"temperature\": 1.0",
                        "\"temperature\": §[1, 2]",
                        "/species/0/initial/temperature: [1,2] is not allowed;"
                                + " expected 3 numbers, one per axis (velocityDimension)"),
                arguments(
                        BKW,
                        "{\"type\": \"shell\", \"density\": 1, \"radius\": §[2, 1]}",
                        "/species/1/initial/radius: [2,1] is not allowed; expected two radii [r0, r1] with r0 < r1"),
                arguments(
                        BKW,
                        "{\"type\": \"mixture\", \"components\": [" + BKW.replace("0.2", "§0.4") + "]}",
                        "/species/1/initial/components/0/R: 0.4 is not allowed;"
                                + " expected a number from 0 to 1/d = 1/3, beyond which f is negative"),
                arguments(
                        "\"mass\": 8.0",
                        "\"mass\": 1e-320",
                        "7:17: /species/1/initial: {\"type\":\"bkw\",\"density\":1.0,\"temperature\":2.0,\"R\":0.2}"
                                + " is not allowed; expected values that make a distribution:"
                                + " variance must be positive and finite, got Infinity"),
                arguments(
                        "\"exponent\": 0.0",
                        "\"exponent\": 0.0, \"cutoff\": §0.1",
                        "/collisions/0/rate/cutoff: 0.1 is not allowed;"
                                + " expected no cutoff, since alpha(r) is bounded at r = 0 (gamma = 0 >= 0)"),
                arguments(
                        POWER_LAW,
                        vss(", \"cutoff\": §0.1"),
                        "/collisions/0/rate/cutoff: 0.1 is not allowed;"
                                + " expected no cutoff, since alpha(r) is bounded at r = 0 (gamma = 0.5 >= 0)"),
                arguments(
                        POWER_LAW,
                        vss("") + ", \"angle\": §{\"type\": \"isotropic\"}",
                        "/collisions/0/angle: {\"type\":\"isotropic\"} is not allowed; expected no angle,"
                                + " or {\"type\": \"vss\", \"alpha\": 1.5} as the rate of type vss implies"),
                arguments(
                        POWER_LAW,
                        POWER_LAW + ", \"angle\": {\"type\": \"power\", \"nu\": 1.5}",
                        "10:103: /collisions/0/angle/thetaMin: missing; expected a number greater than 0 and less than pi,"
                                + " since the total rate is infinite for nu = 1.5 >= 1"),
                arguments(
                        "\"end\": 10.0",
                        "\"end\": 10.0, \"outputs\": 3, \"outputTimes\": §[1]",
                        "/time/outputTimes: [1] is not allowed; expected either outputs or outputTimes, not both"),
                arguments(
                        "\"end\": 10.0",
                        "\"end\": 10.0, \"outputTimes\": [1, §11]",
                        "/time/outputTimes/1: 11 is not allowed; expected a time from 0 to the end of the run, 10"),
                arguments(
                        "\"end\": 10.0",
                        "\"end\": 10.0, \"outputTimes\": [2, §2]",
                        "/time/outputTimes/1: 2 is not allowed; expected a time greater than the one before, 2"),
                arguments(
                        "10.0}",
                        "10.0}, \"output\": {\"particles\": [0, §10.5]}",
                        "/output/particles/1: 10.5 is not allowed; expected a time from 0 to the end of the run, 10"),
                arguments(
                        "10.0}",
                        "10.0}, \"output\": {\"density\": {\"times\": [0], \"bins\": §646}}",
                        "/output/density/bins: 646 is not allowed;"
                                + " expected an integer from 2 to 645 for velocityDimension 3"),
                arguments(
                        "10.0}",
                        "10.0}, \"output\": {\"density\": {\"times\": [0], \"lower\": [0, 0, 0]}}",
                        "12:48: /output/density/upper: missing; expected both corners of the grid, lower and upper, or neither"),
                arguments(
                        "10.0}",
                        "10.0}, \"output\": {\"density\": {\"times\": [0], \"lower\": [0, 0, 0], \"upper\": [1, §0, 1]}}",
                        "/output/density/upper/1: 0 is not allowed;"
                                + " expected a number greater than 0, the lower corner on this axis"),
                arguments(
                        "\"mass\": 8.0",
                        "\"mass\": 8.0, \"statistics\": §\"fermion\"",
                        "/species/1/statistics: \"fermion\" is not allowed;"
                                + " expected one of \"maxwell\", \"fermi\", \"bose\"; did you mean \"fermi\"?"),
                arguments(
                        "\"mass\": 8.0",
                        "\"mass\": 8.0, \"quantumParameter\": §0",
                        "/species/1/quantumParameter: 0 is not allowed; expected a number greater than 0"),
                arguments(
                        "\"time\"",
                        "\"occupation\": {\"cellSize\": §-1}, \"time\"",
                        "/occupation/cellSize: -1 is not allowed; expected a number greater than 0"),
                arguments(
                        BKW,
                        "{\"type\": §\"fermi-dirac\", \"density\": 1, \"temperature\": 1}",
                        "/species/1/initial/type: \"fermi-dirac\" is not allowed;"
                                + " expected another type, since this one needs a species with statistics fermi"),
                arguments(
                        BKW,
                        "{\"type\": \"bose-einstein\", \"density\": 1, \"fugacity\": §1}",
                        "/species/1/initial/fugacity: 1 is not allowed;"
                                + " expected a number greater than 0 and less than 1"),
                arguments(
                        "\"R\": 0.2",
                        "\"R\": 0.2, \"regions\": [§3]",
                        "/species/1/initial/regions/0: 3 is not allowed; expected an object"),
                arguments(
                        "\"R\": 0.2",
                        "\"R\": 0.2, \"densityProfile\": §{\"type\": \"cosine\", \"amplitude\": 1, \"mode\": [1]}",
                        "/species/1/initial/densityProfile: {\"type\":\"cosine\",\"amplitude\":1,\"mode\":[1]} is not allowed;"
                                + " expected neither regions nor densityProfile, since space is homogeneous"),
                arguments(
                        POWER_LAW,
                        "{\"type\": §\"coulomb\", \"coefficient\": 1}",
                        "/collisions/0/rate/type: \"coulomb\" is not allowed;"
                                + " expected power-law with a cutoff, since coulomb is for \"equation\": \"landau\""),
                arguments(
                        POWER_LAW,
                        POWER_LAW
                                + ", \"angle\": {\"type\": \"grazing\", \"epsilon\": 0.1, \"nu\": 1, \"thetaMin\": §0}",
                        "/collisions/0/angle/thetaMin: 0 is not allowed; expected a number greater than 0,"
                                + " since the total rate is infinite for nu = 1 >= 1"),
                arguments(
                        POWER_LAW,
                        POWER_LAW
                                + ", \"angle\": {\"type\": \"grazing\", \"epsilon\": 0.1, \"nu\": 0, \"thetaMin\": §0.05}",
                        "/collisions/0/angle/thetaMin: 0.05 is not allowed;"
                                + " expected a number less than epsilon/2, the largest deviation"),
                arguments(
                        POWER_LAW,
                        POWER_LAW + ", \"angle\": {\"type\": \"power\", \"nu\": 0.5, \"belowCutoff\": §\"diffusion\"}",
                        "/collisions/0/angle/belowCutoff: \"diffusion\" is not allowed;"
                                + " expected nothing, since there are no deviations below thetaMin = 0"),
                arguments(
                        POWER_LAW,
                        POWER_LAW + ", \"delocalisation\": §{\"type\": \"ball\", \"range\": 1}",
                        "/collisions/0/delocalisation: {\"type\":\"ball\",\"range\":1} is not allowed;"
                                + " expected no delocalisation, since space is not a box"),
                arguments(
                        "\"time\"",
                        "\"average\": §{\"from\": 1}, \"time\"",
                        "/average: {\"from\":1} is not allowed; expected no average, since space is not a box"),
                arguments(
                        "\"time\"",
                        "\"estimators\": {\"entropy\": §1}, \"time\"",
                        "/estimators/entropy: 1 is not allowed; expected true or false"),
                // files
                arguments(
                        BKW,
                        "{\"type\": \"particles\", \"file\": §\"none.csv\"}",
                        "/species/1/initial/file: \"none.csv\" is not allowed;"
                                + " expected the name of a CSV file; there is no file none.csv"));
    }

    private static String vss(String more) {
        return "{\"type\": \"vss\", \"diameter\": 1, \"omega\": 0.75, \"referenceTemperature\": 1, \"alpha\": 1.5"
                + more + "}";
    }

    @Test
    void lawsOfBirdNeedThreeDimensions() {
        String plane = ScenarioFolder.changed(
                "Dimension\": 3",
                "Dimension\": 2",
                POWER_LAW,
                vss("").replace("vss", "vhs").replace(", \"alpha\": 1.5", ""));
        assertThat(folder.problems(plane))
                .containsExactly("case.json:10:43: /collisions/0/rate/type: \"vhs\" is not allowed; expected power-law,"
                        + " hard-sphere or table, since vhs and vss are defined for velocityDimension 3 only");
        String soft = ScenarioFolder.changed(
                "Dimension\": 3",
                "Dimension\": 2",
                POWER_LAW,
                POWER_LAW + ", \"angle\": {\"type\": \"vss\", \"alpha\": 0.5}");
        assertThat(folder.problems(soft))
                .containsExactly("case.json:10:128: /collisions/0/angle/alpha: 0.5 is not allowed;"
                        + " expected a number at least 1, since b is unbounded otherwise for velocityDimension 2");
    }

    @Test
    void allProblemsOfAFileAreReportedAtOnceInItsOrder() {
        String text = ScenarioFolder.changed(
                "\"mass\": 8.0", "\"mas\": 8.0", "\"R\": 0.2", "\"R\": 0.4", "\"*\"]", "\"x\"]", "10.0}", "-1}");
        assertThat(folder.problems(text, "/species/0/mass=0"))
                .extracting(line -> line.replaceAll("(case.json:[0-9:]* [^:]*):.*", "$1"))
                .containsExactly(
                        "case.json:6:5: /species/1/mass",
                        "case.json:6:23: /species/1/mas",
                        "case.json:7:74: /species/1/initial/R",
                        "case.json:10:20: /collisions/0/pair/1",
                        "case.json:12:19: /time/end",
                        "case.json: /species/0/mass");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/species/0/particles=0|case.json: /species/0/particles: 0 is not allowed;"
                        + " expected an integer from 1 to 2147483646 (from --set /species/0/particles)",
                "/time/end=soon|case.json: /time/end: \"soon\" is not allowed;"
                        + " expected a number greater than 0 (from --set /time/end)",
                "/time={\"end\": 1, \"outputs\": 1}|case.json: /time/outputs: 1 is not allowed;"
                        + " expected an integer from 2 to 1000000 (from --set /time)",
                "/time/stop=3|case.json: /time/stop: unknown key \"stop\" with value 3; did you mean \"step\"?"
                        + " (known: end, step, outputs, outputTimes) (from --set /time/stop)",
                "/time/outputs=1e30|case.json: /time/outputs: 1.0E30 is not allowed;"
                        + " expected an integer from 2 to 1000000 (from --set /time/outputs)",
                "/time/end=1e999|case.json: /time/end: 1e999 is too large; expected a finite number (from --set /time/end)",
                "/tme/end=3|case.json: /tme/end: --set /tme/end cannot be set to 3:"
                        + " the scenario has no /tme; did you mean \"time\"?",
                "/species/2/mass=3|case.json: /species/2/mass: --set /species/2/mass cannot be set to 3:"
                        + " the scenario has no /species/2; expected an index below 2",
                "/species/2=3|case.json: /species/2: --set /species/2 cannot be set to 3:"
                        + " /species; expected an index below 2",
                "/time/end/x=3|case.json: /time/end/x: --set /time/end/x cannot be set to 3:"
                        + " /time/end is no object or list"
            })
    void aBadOverrideNamesTheOption(String setting, String expected) {
        assertThat(folder.problems(ScenarioFolder.BASE, setting)).containsExactly(expected);
    }

    @Test
    void theSeedAndReplicaOptionsAreNamed() {
        folder.with("case.json", ScenarioFolder.BASE);
        Overrides overrides = new Overrides(List.of(), OptionalLong.of(7), OptionalInt.of(0));
        assertThatThrownBy(() -> ScenarioReader.read(directory.resolve("case.json"), overrides))
                .isInstanceOf(ScenarioException.class)
                .hasMessage(directory.resolve("case.json") + ": /replicas: 0 is not allowed;"
                        + " expected an integer from 1 to 2147483647 (from --replicas)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": 1,}|1:9: not valid JSON: Unexpected character ('}' (code 125)): was expecting double-quote to start property name",
                "{\"a\": 1} x|1:10: not valid JSON: Unrecognized token 'x'",
                "{\"a\": 1} {}|1:10: not valid JSON: unexpected text after the end of the JSON value",
                "{\"a\":|1:6: not valid JSON: Unexpected end-of-input",
                "// nothing|1: not valid JSON: there is no JSON value in it",
                "[]|1:1: [] is not allowed; expected an object"
            })
    void malformedTextIsOneLine(String text, String expected) {
        assertThat(folder.problems(text))
                .singleElement()
                .asString()
                .startsWith("case.json:" + expected)
                .doesNotContain("\n", "NaN");
    }

    @Test
    void aMissingScenarioIsOneLine() {
        assertThatThrownBy(() -> ScenarioReader.read(Path.of("nowhere.json"), Overrides.NONE))
                .isInstanceOf(ScenarioException.class)
                .hasMessage("nowhere.json: no such file; expected a scenario file");
    }

    @Test
    void aProblemHoldsItsParts() {
        folder.with("case.json", ScenarioFolder.changed("8.0", "-8"));
        assertThatThrownBy(() -> ScenarioReader.read(directory.resolve("case.json"), Overrides.NONE))
                .isInstanceOfSatisfying(
                        ScenarioException.class,
                        thrown -> assertThat(thrown.problems())
                                .containsExactly(new Problem(
                                        directory.resolve("case.json").toString(),
                                        6,
                                        31,
                                        "/species/1/mass",
                                        "-8",
                                        "-8 is not allowed; expected a number greater than 0")));
    }

    @ParameterizedTest
    @MethodSource
    void aBadCsvFileIsLocatedInItsOwnLines(String initial, String csv, List<String> expected) {
        folder.with("data.csv", csv);
        assertThat(folder.problems(ScenarioFolder.changed(BKW, initial))).containsExactlyElementsOf(expected);
    }

    static Stream<Arguments> aBadCsvFileIsLocatedInItsOwnLines() {
        String at = ": /species/1/initial/file: ";
        String particles = "{\"type\": \"particles\", \"file\": \"data.csv\"}";
        String density = "{\"type\": \"density\", \"file\": \"data.csv\"}";
        String inScenario = "case.json:7:47: /species/1/initial/file: \"data.csv\" is not allowed; expected ";
        String grid = "case.json:7:45: /species/1/initial/file: \"data.csv\" is not allowed; expected ";
        String cube = "vx,vy,vz,f\n0,0,0,1\n0,0,1,1\n0,1,0,1\n0,1,1,1\n1,0,0,1\n1,0,1,1\n1,1,0,1\n";
        return Stream.of(
                arguments(
                        particles,
                        "vx,vy,vz,weight\n1,2,3,1\n\nabc,2,3,1\n1,inf,3,1\n1,2,3\n1,2,3,-1\n1,2,1e999,1\n1,,3,1\n",
                        List.of(
                                "data.csv:4" + at + "vx \"abc\" is not a number; expected a finite number",
                                "data.csv:5" + at + "vy \"inf\" is not a number; expected a finite number",
                                "data.csv:6" + at + "the row has 3 fields; expected 4 as in the header",
                                "data.csv:7" + at + "weight \"-1\" is not allowed; expected a finite number at least 0",
                                "data.csv:8" + at + "vz \"1e999\" is not allowed; expected a finite number",
                                "data.csv:9" + at + "vy \"\" is not a number; expected a finite number")),
                arguments(
                        particles,
                        "vx,vy,vw,weight,vx\n1,2,3,4,5\n",
                        List.of("data.csv:1" + at
                                + "unknown column \"vw\"; column given twice: \"vx\"; missing column \"vz\";"
                                + " expected a header line with the columns vx,vy,vz,[weight],[x],[y],[z]")),
                arguments(
                        particles,
                        "",
                        List.of("data.csv:1" + at + "the file is empty; expected a header line with the columns"
                                + " vx,vy,vz,[weight],[x],[y],[z]")),
                arguments(
                        particles,
                        "vx,vy,vz,weight\n",
                        List.of("data.csv:1" + at + "the file has no rows; expected at least one below the header")),
                arguments(
                        particles,
                        "vx,vy,vz,weight\n1,2,3,0\n",
                        List.of(inScenario + "particles whose weights have a positive and finite sum, which is 0.0")),
                arguments(
                        particles,
                        "vx,vy,vz\n1,2,3\n",
                        List.of("case.json:7:17: /species/1/initial/density: missing;"
                                + " expected a number greater than 0, since data.csv has no column weight")),
                arguments(
                        density,
                        cube,
                        List.of(
                                grid
                                        + "the cell centres of a full grid of 2 x 2 x 2; 1 are missing, the first is (1, 1, 1)")),
                arguments(
                        density,
                        cube + "1,1,0,1\n",
                        List.of("data.csv:9" + at + "cell centre (1, 1, 0) is given twice; expected it once")),
                arguments(
                        density,
                        cube + "1,1,1,-1e-9\n",
                        List.of("data.csv:9" + at + "f \"-1e-9\" is not allowed; expected a finite number at least 0")),
                arguments(
                        density,
                        "vx,vy,vz,f\n0,0,0,1\n0,0,1,1\n",
                        List.of(grid + "a grid with at least two cell centres along each axis")),
                arguments(
                        density,
                        cube.replace(",1\n", ",0\n") + "1,1,1,0\n",
                        List.of(grid + "a density that is not zero everywhere")));
    }

    @Test
    void tablesOfLawsAreChecked() {
        folder.with("rate.csv", "r,alpha\n0,1\n2,1\n1,1\n").with("angle.csv", "cos_theta,b\n-1,1\n1.5,1\n");
        String text = ScenarioFolder.changed(
                POWER_LAW,
                "{\"type\": \"table\", \"file\": \"rate.csv\"}, \"angle\": {\"type\": \"table\", \"file\": \"angle.csv\"}");
        assertThat(folder.problems(text))
                .containsExactly(
                        "angle.csv:3: /collisions/0/angle/file: cos_theta \"1.5\" is not allowed;"
                                + " expected a finite number from -1 to 1",
                        "rate.csv:4: /collisions/0/rate/file: r 1 is not allowed;"
                                + " expected a number greater than that of the row before, 2");
    }

    @Test
    void badRowsAreListedUpToTen() {
        folder.with("data.csv", "vx,vy,vz,weight\n" + "x,0,0,1\n".repeat(1000));
        assertThat(folder.problems(ScenarioFolder.changed(BKW, "{\"type\": \"particles\", \"file\": \"data.csv\"}")))
                .hasSize(11)
                .last()
                .isEqualTo("data.csv:12: /species/1/initial/file: the rows from here on are not checked;"
                        + " expected fewer than 10 bad rows");
    }
}
