package io.github.stosszahl.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.estimate.VelocityGrid;
import io.github.stosszahl.estimate.VelocityHistogram;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.Population;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunFilesTest {
    private static final String ODD_NAME = "Ar, \"hot\" α β+";

    @TempDir
    Path directory;

    private RunFolder folder;

    @BeforeEach
    void createFolder() throws IOException {
        folder = RunFolder.create(directory.resolve("run"), false);
    }

    private static String field(double value) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvTable csv = new CsvTable(new BufferedWriter(text), List.of("v", "w"))) {
            csv.add(value).add("").endRow();
        }
        return text.toString().lines().toList().get(1).replaceFirst(",$", "");
    }

    private List<NamedCsvRecord> rows(String file) throws IOException {
        List<NamedCsvRecord> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().ofNamedCsvRecord(folder.path().resolve(file))) {
            reader.forEach(rows::add);
        }
        return rows;
    }

    /** JDK 17 itself prints 2.0E23 as 1.9999999999999998E23 (JDK-4511638). */
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "1.0, 1.0",
        "-0.0, -0.0",
        "2.0E-3, 0.002",
        "2.2250738585072014E-308, 2.2250738585072014E-308",
        "4.9E-324, 4.9E-324",
        "1.7976931348623157E308, 1.7976931348623157E308",
        "2.0E23, 2.0E23",
        "6.6E-27, 6.6E-27"
    })
    void numbersHaveTheShortestText(double value, String expected) throws IOException {
        assertThat(field(value)).isEqualTo(expected);
    }

    /** 20000 doubles with uniform bits: all that are finite come back bit by bit, in 24 characters at most. */
    @Test
    void numbersComeBack() throws IOException {
        SplittableRandom random = new SplittableRandom(20261122);
        for (int k = 0; k < 20000; k++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String text = field(value);
                assertThat(Double.doubleToRawLongBits(Double.parseDouble(text)))
                        .as(text)
                        .isEqualTo(Double.doubleToRawLongBits(value));
                assertThat(text).hasSizeLessThanOrEqualTo(24);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-Infinity"})
    void whatIsNoNumberIsEmpty(double value) throws IOException {
        assertThat(field(value)).isEmpty();
    }

    @Test
    void timeseriesQuotesNamesAndLeavesOutTheErrorsOfExactValues() throws IOException {
        RunFiles files = new RunFiles(folder, List.of(ODD_NAME));
        files.timeseries(List.of(new RunFiles.Moment(
                0.5,
                List.of(
                        new Quantity(0, "temperature", new Estimate(1.25, 0.5)),
                        new Quantity(0, "number_density", Estimate.exact(2)),
                        new Quantity(0, "moment4", new Estimate(3, Double.NaN)),
                        new Quantity(Quantity.WHOLE_SYSTEM, "energy", new Estimate(Double.NaN, Double.NaN))))));
        assertThat(folder.path().resolve("timeseries.csv")).content().isEqualTo("""
                time,species,quantity,value,stderr
                0.5,"Ar, ""hot"" α β+",temperature,1.25,0.5
                0.5,"Ar, ""hot"" α β+",number_density,2.0,
                0.5,"Ar, ""hot"" α β+",moment4,3.0,
                0.5,*,energy,,
                """);
        assertThat(rows("timeseries.csv").get(0).getField("species")).isEqualTo(ODD_NAME);
        files.reference(List.of(new RunFiles.Moment(0, List.of(new Quantity(0, "temperature", Estimate.exact(1.5))))));
        assertThat(folder.path().resolve("reference.csv")).content().isEqualTo("""
                time,species,quantity,value
                0.0,"Ar, ""hot"" α β+",temperature,1.5
                """);
    }

    @ParameterizedTest
    @CsvSource({"Ar+, Ar+", "e-, e-", "Ω_2.b, Ω_2.b", "a b, a b", "x;y, x;y"})
    void filesHaveTheNameOfTheSpecies(String species, String expected) throws IOException {
        Population one = population(0.5, new double[] {1}, new double[] {-2});
        String name = new RunFiles(folder, List.of(species)).particles(0, 7, List.of(one), 1, () -> false);
        assertThat(name).isEqualTo("particles/" + expected + "-7.csv");
        assertThat(folder.path().resolve(name).normalize()).isRegularFile().startsWith(folder.path());
    }

    private static Population population(double weight, double[] vx, double[] vy) {
        Population population = new Population(new Species("gas", 1), 2, vx.length, weight);
        System.arraycopy(vx, 0, population.velocity(0), 0, vx.length);
        System.arraycopy(vy, 0, population.velocity(1), 0, vy.length);
        return population;
    }

    /** In a box of volume 4 a particle of weight 0.5 per volume stands for 2 real ones. */
    @Test
    void particlesInSpaceHavePositions() throws IOException {
        Population population = new Population(new Species("gas", 1), 1, 2, 2, 0.5, null);
        population.position(0)[1] = 7;
        population.velocity(1)[1] = -3;
        String name = new RunFiles(folder, List.of("gas")).particles(0, 1, List.of(population), 4, () -> false);
        assertThat(folder.path().resolve(name)).content().isEqualTo("""
                x,vx,vy,weight
                0.0,0.0,0.0,2.0
                7.0,0.0,-3.0,2.0
                """);
    }

    /** Two replicas of density 1.5: the file has both, and its weights sum to 1.5 too. */
    @Test
    void particlesOfAllReplicasShareTheDensity() throws IOException {
        Population first = population(0.5, new double[] {1, 2, 3}, new double[] {-1, 0.1, 1e-9});
        Population second = population(0.5, new double[] {4, 5, 6}, new double[] {0, 0, -0.0});
        RunFiles files = new RunFiles(folder, List.of("gas"));
        String name = files.particles(0, 3, List.of(first, second), 1, () -> false);
        assertThat(folder.path().resolve(name)).content().isEqualTo("""
                vx,vy,weight
                1.0,-1.0,0.25
                2.0,0.1,0.25
                3.0,1.0E-9,0.25
                4.0,0.0,0.25
                5.0,0.0,0.25
                6.0,-0.0,0.25
                """);
        assertThatIOException()
                .isThrownBy(() -> files.particles(0, 4, List.of(first), 1, () -> true))
                .withMessageContaining("interrupted");
        assertThat(folder.path().resolve("particles")).isDirectoryNotContaining("glob:**gas-4*");
    }

    /** Weight 0.5, 2 x 2 cells of area 1: f is 0.5 per particle and its error 0.5 sqrt(n + 1). */
    @Test
    void densityIsThatOfTheCells() throws IOException {
        Population gas = population(0.5, new double[] {0.5, 0.6, -0.5, 7}, new double[] {0.5, 0.4, -0.9, 0});
        VelocityGrid grid = new VelocityGrid(new double[] {-1, -1}, new double[] {1, 1}, 2);
        String name = new RunFiles(folder, List.of("gas")).density(0, 2, new VelocityHistogram(grid, List.of(gas)));
        assertThat(name).isEqualTo("density/gas-2.csv");
        assertThat(folder.path().resolve(name)).content().isEqualTo("""
                vx,vy,f,stderr
                -0.5,-0.5,0.5,%s
                -0.5,0.5,0.0,0.5
                0.5,-0.5,0.0,0.5
                0.5,0.5,1.0,%s
                """.formatted(
                        0.5 * Math.sqrt(2), 0.5 * Math.sqrt(3)));
    }

    @Test
    void manifestNamesItsFormatAndHoldsTheScenario() throws IOException {
        Manifest.write(folder, "{\"title\": \"t\"}", Map.of("other", 1.5));
        JsonNode json =
                JsonMapper.shared().readTree(Files.readString(folder.path().resolve("run.json")));
        assertThat(json.get("format").asString()).isEqualTo("stosszahl-run");
        assertThat(json.get("scenario").get("title").asString()).isEqualTo("t");
        assertThat(json.get("other").asDouble()).isEqualTo(1.5);
        assertThat(json.get("formatVersion").asInt()).isEqualTo(1);
    }
}
