package io.github.stosszahl.output;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.estimate.Estimate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run folder read back: what ran, which files there are, and the estimates. */
public final class FinishedRun {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Times closer than this share of the run are the same: they differ by the rounding of a text. */
    private static final double SAME_TIME = 1e-9;

    /**
     * A species as the run had it.
     *
     * @param particles of one replica
     * @param weight w of a particle of one replica
     * @param density n
     * @param statistics alpha: -1 Fermi, 0 Maxwell, 1 Bose
     * @param quantumParameter q
     * @param occupationCell edge of its occupation cells; empty for Maxwell
     */
    public record Species(
            String name,
            double mass,
            double particles,
            double weight,
            double density,
            int statistics,
            double quantumParameter,
            Optional<Double> occupationCell) {}

    /** A file that holds the particles or the density of a species at a time. */
    public record FileOfTime(Path path, String species, int timeIndex, double time) {}

    /** A density file, with the grid it is on. */
    public record DensityFile(FileOfTime file, double[] lower, double[] upper, int bins) {}

    /** An estimate at a cell centre x, or x, y, or x, y, z. */
    public record ProfilePoint(double[] place, Estimate estimate) {}

    private record Key(double time, String species, String quantity) {}

    private final Path folder;
    private final JsonNode root;
    private final List<Species> species = new ArrayList<>();
    private final Map<Key, Estimate> series = new HashMap<>();
    private final Map<Key, List<ProfilePoint>> profiles = new HashMap<>();
    private final List<String> quantities;

    private FinishedRun(Path folder, JsonNode root) throws IOException {
        this.folder = folder;
        this.root = root;
        readSpecies();
        this.quantities = readSeries();
    }

    /**
     * Reads {@code run.json} and {@code timeseries.csv}.
     *
     * @throws IOException if one is missing or broken, with one line that names it
     */
    public static FinishedRun read(Path folder) throws IOException {
        Path file = folder.resolve("run.json");
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + ": no such file; expected the folder of a run");
        }
        try {
            JsonNode root = JSON.readTree(file.toFile());
            if (!"stosszahl-run".equals(root.path("format").asString(""))) {
                throw new IOException(file + ": /format: expected \"stosszahl-run\"");
            }
            return new FinishedRun(folder, root);
        } catch (JacksonException e) {
            throw new IOException(
                    file + ": " + e.getOriginalMessage().lines().findFirst().orElse("broken"), e);
        }
    }

    private void readSpecies() throws IOException {
        JsonNode scenario = root.path("scenario").path("species");
        for (int i = 0; i < root.path("species").size(); i++) {
            JsonNode node = root.path("species").path(i);
            JsonNode given = scenario.path(i);
            String name = node.path("name").asString("");
            String statistics = given.path("statistics").asString("maxwell");
            Optional<Double> edge = Optional.empty();
            for (JsonNode cells : root.path("occupation")) {
                if (name.equals(cells.path("species").asString(""))) {
                    edge = Optional.of(cells.path("cellSize").asDouble(Double.NaN));
                }
            }
            species.add(new Species(
                    name,
                    node.path("mass").asDouble(Double.NaN),
                    node.path("particles").asDouble(Double.NaN),
                    node.path("weight").asDouble(Double.NaN),
                    node.path("density").asDouble(Double.NaN),
                    statistics.equals("fermi") ? -1 : statistics.equals("bose") ? 1 : 0,
                    given.path("quantumParameter").asDouble(1),
                    edge));
        }
        if (species.isEmpty()) {
            throw new IOException(folder.resolve("run.json") + ": /species: expected the species of the run");
        }
    }

    private List<String> readSeries() throws IOException {
        readRows("timeseries.csv", (key, row, estimate) -> series.put(key, estimate));
        if (Files.exists(folder.resolve("profiles.csv"))) {
            readRows(
                    "profiles.csv",
                    (key, row, estimate) -> profiles.computeIfAbsent(key, k -> new ArrayList<>())
                            .add(new ProfilePoint(
                                    Stream.of("x", "y", "z")
                                            .filter(row.getHeader()::contains)
                                            .mapToDouble(axis -> Double.parseDouble(row.getField(axis)))
                                            .toArray(),
                                    estimate)));
        }
        return series.keySet().stream().map(Key::quantity).distinct().sorted().toList();
    }

    private interface RowTaker {
        void take(Key key, NamedCsvRecord row, Estimate estimate);
    }

    /** Hands over the rows that have a value. */
    private void readRows(String name, RowTaker taker) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + ": no such file; expected the folder of a run");
        }
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : csv) {
                String error = row.getField("stderr");
                String value = row.getField("value");
                if (!value.isEmpty()) {
                    taker.take(
                            new Key(
                                    Double.parseDouble(row.getField("time")),
                                    row.getField("species"),
                                    row.getField("quantity")),
                            row,
                            new Estimate(Double.parseDouble(value), error.isEmpty() ? 0 : Double.parseDouble(error)));
                }
            }
        } catch (CsvParseException | UncheckedIOException | IllegalArgumentException | NoSuchElementException e) {
            throw new IOException(file + ": broken: " + e.getMessage(), e);
        }
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** The species, in the order of the mixture. */
    public List<Species> species() {
        return List.copyOf(species);
    }

    /** The species of a name. */
    public Optional<Species> species(String name) {
        return species.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** d. */
    public int dimension() {
        return root.path("scenario").path("velocityDimension").asInt(0);
    }

    /** Number of replicas. */
    public int replicas() {
        return root.path("replicas").asInt(1);
    }

    /** k_B in the units of the run. */
    public double boltzmannConstant() {
        return root.path("scenario").path("units").asString("").equals("SI") ? 1.380649e-23 : 1;
    }

    /** The resolved scenario as JSON, which gives the same run from any folder. */
    public String scenarioJson() {
        return root.path("scenario").toString();
    }

    /** All output times. */
    public double[] times() {
        JsonNode times = root.path("outputs").path("times");
        return IntStream.range(0, times.size())
                .mapToDouble(k -> times.path(k).asDouble(Double.NaN))
                .toArray();
    }

    /** The output time that a time given elsewhere means: the same up to the rounding of a text. */
    public Optional<Double> timeNear(double time) {
        double[] times = times();
        double same = SAME_TIME * times[times.length - 1];
        for (double t : times) {
            if (Math.abs(t - time) <= Math.max(same, SAME_TIME * Math.abs(t))) {
                return Optional.of(t);
            }
        }
        return Optional.empty();
    }

    /** Names of the quantities of the time series. */
    public List<String> quantities() {
        return quantities;
    }

    /** The estimate of a quantity at an output time, with error 0 if it is exact; empty if there is none. */
    public Optional<Estimate> estimate(double time, String species, String quantity) {
        return Optional.ofNullable(series.get(new Key(time, species, quantity)));
    }

    /** The profile of a quantity at an output time; no points if there is none. */
    public List<ProfilePoint> profile(double time, String species, String quantity) {
        return List.copyOf(profiles.getOrDefault(new Key(time, species, quantity), List.of()));
    }

    /** The particle files. */
    public List<FileOfTime> particles() {
        return files("particles");
    }

    /** The density files. */
    public List<DensityFile> densities() {
        List<DensityFile> list = new ArrayList<>();
        List<FileOfTime> files = files("density");
        for (int k = 0; k < files.size(); k++) {
            JsonNode entry = root.path("outputs").path("density").path(k);
            list.add(new DensityFile(
                    files.get(k),
                    numbers(entry.path("lower")),
                    numbers(entry.path("upper")),
                    entry.path("bins").asInt(0)));
        }
        return list;
    }

    private static double[] numbers(JsonNode list) {
        return IntStream.range(0, list.size())
                .mapToDouble(k -> list.path(k).asDouble(Double.NaN))
                .toArray();
    }

    private List<FileOfTime> files(String kind) {
        List<FileOfTime> files = new ArrayList<>();
        for (JsonNode entry : root.path("outputs").path(kind)) {
            files.add(new FileOfTime(
                    folder.resolve(entry.path("file").asString("")),
                    entry.path("species").asString(""),
                    entry.path("timeIndex").asInt(-1),
                    entry.path("time").asDouble(Double.NaN)));
        }
        return files;
    }
}
