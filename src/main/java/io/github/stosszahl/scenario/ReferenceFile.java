package io.github.stosszahl.scenario;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.node.StringNode;

/**
 * The solution of another code as a CSV file: densities on a velocity grid, time series or profiles, whichever its columns tell.
 *
 * <ul>
 *   <li>densities: {@code [time,][species,]vx,vy[,vz],f}; instead of {@code f}, columns that are named like species
 *   <li>time series: {@code time,[species,]quantity,value[,stderr]}; instead of {@code quantity,value}, columns that are named like quantities
 *   <li>profiles: the same with {@code x[,y][,z]}
 * </ul>
 *
 * <p>Names of columns are taken leniently: without regard to case, underscores and punctuation, and with the usual other names. Other columns are not looked at.
 */
public final class ReferenceFile {
    private static final int MOST_BAD_ROWS = 10;
    private static final List<String> VELOCITY = List.of("vx", "vy", "vz");
    private static final List<String> PLACE = List.of("x", "y", "z");

    /** Other names of columns, plain. */
    private static final Map<String, String> SYNONYMS = synonyms(
            "time t",
            "species sp specie gas component",
            "vx v1 velocityx cx c1 xi1 xix",
            "vy v2 velocityy cy c2 xi2 xiy",
            "vz v3 velocityz cz c3 xi3 xiz",
            "f density fvalue pdf distribution distributionfunction vdf",
            "x xposition positionx",
            "y yposition positiony",
            "z zposition positionz",
            "quantity variable moment name observable",
            "value val mean result",
            "stderr standarderror error sigma uncertainty");

    private static Map<String, String> synonyms(String... lines) {
        Map<String, String> map = new HashMap<>();
        for (String line : lines) {
            String[] names = line.split(" ");
            for (String name : names) {
                map.put(name, names[0]);
            }
        }
        return map;
    }

    /**
     * What is known beforehand about the columns of a file.
     *
     * @param columns the user's mapping of a name (of a column above, a species or a quantity) to a column of the file or to a number that holds for all rows
     * @param species names of the species of the run
     * @param quantities names that a quantity may have
     * @param dimension d
     * @param time of all rows, if the file has no column for it
     * @param only species of all rows, if the file has no column for it
     */
    public record Layout(
            Map<String, String> columns,
            List<String> species,
            Collection<String> quantities,
            int dimension,
            OptionalDouble time,
            Optional<String> only) {
        /** Copies the collections. */
        public Layout {
            columns = Map.copyOf(columns);
            species = List.copyOf(species);
            quantities = List.copyOf(quantities);
        }
    }

    /**
     * The density of a species at one time.
     *
     * @param nodes nodes[a]: the distinct coordinates of axis a, increasing; one only where the file is a slice
     * @param edges edges[a]: halfway between the nodes, the outermost cells symmetric about theirs; empty where there is one node only
     * @param f in the order of the grid, last axis fastest
     */
    public record Density(double time, String species, double[][] nodes, double[][] edges, double[] f) {}

    /**
     * A number of a time series or profile.
     *
     * @param place x or x, y or x, y, z; empty in a time series
     * @param stderr its standard error, 0 if the file has none
     */
    public record Value(double time, String species, double[] place, String quantity, double value, double stderr) {}

    private final Path path;
    private final Layout layout;
    private final Problems problems;
    private List<String> header = List.of();
    private final Map<String, Rows> rowsBySpeciesAndTime = new LinkedHashMap<>();
    private Optional<Source> time = Optional.empty();
    private OptionalInt speciesField = OptionalInt.empty();
    private OptionalInt quantityField = OptionalInt.empty();
    private Optional<Source> stderr = Optional.empty();
    private final List<Source> coordinates = new ArrayList<>();
    /** The columns that hold numbers: f, value, or named like species or quantities. */
    private final Map<String, Source> columns = new LinkedHashMap<>();

    private boolean areDensities;
    private int badRows;
    private final List<Density> densities = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();

    private ReferenceFile(Path path, Layout layout) {
        this.path = path;
        this.layout = layout;
        this.problems = new Problems(path.toString());
    }

    /**
     * Reads a file.
     *
     * @throws ScenarioException with everything that is wrong with it
     */
    public static ReferenceFile read(Path path, Layout layout) throws ScenarioException {
        ReferenceFile file = new ReferenceFile(path, layout);
        file.read();
        file.problems.throwIfAny();
        return file;
    }

    /** The densities, in the order in which they begin in the file. */
    public List<Density> densities() {
        return List.copyOf(densities);
    }

    /** The values of time series or profiles, in the order of the file. */
    public List<Value> values() {
        return List.copyOf(values);
    }

    /** A column of the file, or a number that stands for one. */
    private record Source(int field, double constant) {
        double number(CsvRecord row) {
            return field < 0 ? constant : ReferenceFile.number(row.getField(field));
        }
    }

    private void read() {
        if (!Files.isRegularFile(path)) {
            refuse(0, "not allowed; expected a CSV file; there is no such file");
            return;
        }
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .detectBomHeader(true)
                .ofCsvRecord(path)) {
            CsvRecord first = null;
            for (CsvRecord row : reader) {
                if (first == null) {
                    first = row;
                    header = row.getFields().stream().map(String::strip).toList();
                    if (!begin()) {
                        return;
                    }
                } else if (row.getFieldCount() != header.size()) {
                    refuse(
                            row,
                            "the row has " + row.getFieldCount() + " fields; expected " + header.size()
                                    + " as in the header");
                } else {
                    take(row);
                }
                if (badRows == MOST_BAD_ROWS) {
                    return;
                }
            }
            if (first == null) {
                refuse(1, "the file is empty; expected a header line and rows");
            } else if (badRows == 0) {
                finish();
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            refuse(0, "not readable as a CSV file in UTF-8: " + cause.getMessage());
        }
    }

    /** Finds the columns; false if that failed. */
    private boolean begin() {
        for (Map.Entry<String, String> entry : layout.columns().entrySet()) {
            if (source(entry.getKey()).isEmpty()) {
                refuse(
                        1,
                        "there is no column \"" + entry.getValue() + "\" for " + entry.getKey()
                                + " of --map; expected a number or one of " + String.join(",", header));
                return false;
            }
        }
        time = source("time");
        speciesField = field("species");
        quantityField = field("quantity");
        stderr = source("stderr");
        if (time.isEmpty() && layout.time().isPresent()) {
            time = Optional.of(new Source(-1, layout.time().getAsDouble()));
        }
        areDensities = source("vx").isPresent();
        if (areDensities) {
            for (String axis : VELOCITY.subList(0, layout.dimension())) {
                source(axis)
                        .ifPresentOrElse(
                                coordinates::add,
                                () -> refuse(
                                        1,
                                        "missing column " + axis
                                                + "; expected vx,...; of a slice its constant is given by --map " + axis
                                                + "=NUMBER"));
            }
            columnsLike(layout.species());
            if (columns.isEmpty()) {
                source("f").ifPresent(f -> columns.put("f", f));
            }
            requireColumns("f, or columns named like species");
        } else {
            for (String axis : PLACE) {
                source(axis).ifPresent(coordinates::add);
            }
            if (quantityField.isPresent()) {
                source("value").ifPresent(value -> columns.put("value", value));
                requireColumns("value");
            } else {
                columnsLike(layout.quantities());
                requireColumns("vx,...,f of densities, or quantity and value, or columns named like quantities");
            }
        }
        if (time.isEmpty()) {
            refuse(1, "missing column time; expected it, or --time");
        }
        boolean speciesKnown = speciesField.isPresent()
                || layout.only().isPresent()
                || layout.species().size() == 1
                || areDensities && !columns.containsKey("f");
        if (!speciesKnown) {
            refuse(1, "missing column species; expected it, or --species");
        }
        return problems.isSound("");
    }

    private void requireColumns(String expected) {
        if (columns.isEmpty()) {
            refuse(
                    1,
                    "no column to compare in " + String.join(",", header) + "; expected " + expected
                            + "; --map NAME=COLUMN says which column is what");
        }
    }

    private void columnsLike(Collection<String> names) {
        for (String name : names) {
            source(name).ifPresent(column -> columns.put(name, column));
        }
    }

    private OptionalInt field(String name) {
        return source(name)
                .filter(s -> s.field() >= 0)
                .map(s -> OptionalInt.of(s.field()))
                .orElse(OptionalInt.empty());
    }

    /** The column for a name: that of the mapping, of this name, of this name but for case and punctuation, or of another name for it. */
    private Optional<Source> source(String name) {
        String wanted = layout.columns().get(name);
        if (wanted != null) {
            int at = header.indexOf(wanted.strip());
            double constant = number(wanted);
            return at >= 0
                    ? Optional.of(new Source(at, 0))
                    : Double.isFinite(constant) ? Optional.of(new Source(-1, constant)) : Optional.empty();
        }
        int at = header.indexOf(name);
        for (int k = 0; at < 0 && k < header.size(); k++) {
            at = plain(header.get(k)).equals(plain(name)) ? k : -1;
        }
        for (int k = 0; at < 0 && k < header.size(); k++) {
            at = name.equals(SYNONYMS.get(plain(header.get(k)))) && !isTaken(header.get(k)) ? k : -1;
        }
        return at < 0 || layout.columns().containsValue(header.get(at))
                ? Optional.empty()
                : Optional.of(new Source(at, 0));
    }

    /** Whether a column has a use by its very name, as {@code velocity_x} may be a quantity. */
    private boolean isTaken(String column) {
        return layout.quantities().contains(column) || layout.species().contains(column);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static double number(String text) {
        try {
            return JavaDoubleParser.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private void take(CsvRecord row) {
        double t = required(row, "time", time.orElseThrow());
        String species = layout.only().orElse(layout.species().get(0));
        if (speciesField.isPresent()) {
            species = row.getField(speciesField.getAsInt()).strip();
        } else if (layout.only().isEmpty() && !areDensities && layout.species().size() > 1) {
            species = "*";
        }
        String quantity = quantityField.isPresent()
                ? row.getField(quantityField.getAsInt()).strip()
                : "";
        double[] place = new double[coordinates.size()];
        for (int a = 0; a < place.length; a++) {
            place[a] = required(row, (areDensities ? VELOCITY : PLACE).get(a), coordinates.get(a));
        }
        double error = stderr.isPresent() ? stderr.get().number(row) : 0;
        for (Map.Entry<String, Source> column : columns.entrySet()) {
            String name = column.getKey();
            String text = column.getValue().field() < 0
                    ? "x"
                    : row.getField(column.getValue().field());
            // a value that the other code does not have
            if (!areDensities && text.isBlank()) {
                continue;
            }
            double value = required(row, name, column.getValue());
            if (areDensities) {
                String of = name.equals("f") ? species : name;
                rows(t, of).add(row, place, value);
            } else {
                String of = name.equals("value") && quantityField.isPresent() ? quantity : name;
                values.add(new Value(t, species, place, of, value, Double.isFinite(error) ? Math.abs(error) : 0));
            }
        }
    }

    private double required(CsvRecord row, String name, Source source) {
        double value = source.number(row);
        if (!Double.isFinite(value)) {
            String text = Place.text(StringNode.valueOf(row.getField(source.field())));
            refuse(row, name + " " + text + " is not a number; expected a finite number");
        }
        return value;
    }

    private Rows rows(double t, String species) {
        return rowsBySpeciesAndTime.computeIfAbsent(t + " " + species, key -> new Rows(t, species));
    }

    private void finish() {
        for (Rows rows : rowsBySpeciesAndTime.values()) {
            rows.density().ifPresent(densities::add);
        }
        if (problems.isSound("") && densities.isEmpty() && values.isEmpty()) {
            refuse(1, "the file has no rows; expected at least one below the header");
        }
    }

    /** The rows of one density as they come. */
    private final class Rows {
        private final double time;
        private final String species;
        private double[][] coordinate = new double[layout.dimension()][16];
        private double[] f = new double[16];
        private int[] line = new int[16];
        private int size;

        Rows(double time, String species) {
            this.time = time;
            this.species = species;
        }

        void add(CsvRecord row, double[] place, double value) {
            if (size == f.length) {
                int larger = (int) Math.min(2L * size, Integer.MAX_VALUE - 8);
                f = Arrays.copyOf(f, larger);
                line = Arrays.copyOf(line, larger);
                for (int a = 0; a < coordinate.length; a++) {
                    coordinate[a] = Arrays.copyOf(coordinate[a], larger);
                }
            }
            for (int a = 0; a < coordinate.length; a++) {
                coordinate[a][size] = place[a];
            }
            f[size] = value;
            line[size] = (int) Math.min(row.getStartingLineNumber(), Integer.MAX_VALUE);
            size++;
        }

        /** The rows in the order of their grid; reports points that are missing or given twice. */
        Optional<Density> density() {
            int d = coordinate.length;
            double[][] nodes = new double[d][];
            double[][] edges = new double[d][];
            double cells = 1;
            int axesInside = 0;
            for (int a = 0; a < d; a++) {
                nodes[a] = GridFile.distinct(Arrays.copyOf(coordinate[a], size));
                edges[a] = nodes[a].length > 1 ? GridFile.edges(nodes[a]) : new double[0];
                cells *= nodes[a].length;
                axesInside += nodes[a].length > 1 ? 1 : 0;
            }
            String which = "the density of " + species + " at t = " + NumberTable.text(time);
            if (axesInside == 0) {
                refuse(line[0], which + " has one point only; expected a grid, or a row of one");
                return Optional.empty();
            }
            int[] rowOf = new int[size == cells ? size : 0];
            Arrays.fill(rowOf, -1);
            double[] sorted = new double[rowOf.length];
            for (int row = 0; row < rowOf.length; row++) {
                int cell = 0;
                for (int a = 0; a < d; a++) {
                    cell = cell * nodes[a].length + GridFile.nearest(nodes[a], coordinate[a][row]);
                }
                if (rowOf[cell] >= 0) {
                    refuse(line[row], which + ": the point is given twice, also in line " + line[rowOf[cell]]);
                    return Optional.empty();
                }
                rowOf[cell] = row;
                sorted[cell] = f[row];
            }
            if (size != cells) {
                StringBuilder shape = new StringBuilder();
                for (double[] axis : nodes) {
                    shape.append(shape.isEmpty() ? "" : " x ").append(axis.length);
                }
                refuse(
                        line[0],
                        which + " has " + size + " rows, but its coordinates span " + shape
                                + " points; expected every point of a grid once");
                return Optional.empty();
            }
            return Optional.of(new Density(time, species, nodes, edges, sorted));
        }
    }

    private void refuse(CsvRecord row, String message) {
        badRows++;
        refuse((int) Math.min(row.getStartingLineNumber(), Integer.MAX_VALUE), message);
    }

    private void refuse(int line, String message) {
        problems.add(new Problem(path.toString(), line, 0, "", "", message));
    }
}
