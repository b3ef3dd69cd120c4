package io.github.stosszahl.scenario;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.io.NumberOutput;
import tools.jackson.databind.node.StringNode;

/**
 * The numeric columns of a CSV file (RFC 4180 with a header line; blank lines are skipped), mostly one that a scenario names. Its
 * problems are located by the line of the CSV file. Numbers are kept in primitive arrays, since ensembles of 1e7
 * particles are read this way.
 */
final class NumberTable {
    /** After so many bad rows the rest of a file is not looked at: they are likely to share one cause. */
    private static final int MOST_BAD_ROWS = 10;

    /**
     * A column that may be in the file.
     *
     * @param use what the column is for
     * @param minimum least value allowed
     * @param maximum greatest value allowed
     */
    record Column(String name, Use use, double minimum, double maximum) {
        static Column required(String name) {
            return new Column(name, Use.REQUIRED, -Double.MAX_VALUE, Double.MAX_VALUE);
        }

        static Column ignored(String name) {
            return new Column(name, Use.IGNORED, -Double.MAX_VALUE, Double.MAX_VALUE);
        }

        Column optional() {
            return new Column(name, Use.OPTIONAL, minimum, maximum);
        }

        Column within(double least, double greatest) {
            return new Column(name, use, least, greatest);
        }

        private String expected() {
            String range = minimum == -Double.MAX_VALUE
                    ? ""
                    : maximum == Double.MAX_VALUE
                            ? " at least " + text(minimum)
                            : " from " + text(minimum) + " to " + text(maximum);
            return "expected a finite number" + range;
        }
    }

    /** Whether a file must have a column, may have it, or may have it without its being read. */
    enum Use {
        REQUIRED,
        OPTIONAL,
        IGNORED
    }

    private final Path path;
    private final String pointer;
    private final Problems problems;
    /** Told what the file as a whole should have been. */
    private final Consumer<String> refuseFile;

    private final List<Column> columns;
    private final boolean othersAllowed;
    /** index[k]: field of a row that column k stands in, -1 if the file does not have it. */
    private final int[] index;

    private final double[][] values;
    private int[] lines = new int[16];
    private int rows;
    private int badRows;
    private int fields;
    private List<String> ignored = List.of();

    private NumberTable(
            Path path,
            String pointer,
            Problems problems,
            Consumer<String> refuseFile,
            List<Column> columns,
            boolean othersAllowed) {
        this.path = path;
        this.pointer = pointer;
        this.problems = problems;
        this.refuseFile = refuseFile;
        this.columns = columns;
        this.othersAllowed = othersAllowed;
        this.index = new int[columns.size()];
        this.values = new double[columns.size()][];
    }

    /**
     * Reads a file, reporting what is wrong with it.
     *
     * @param place the value of the scenario that names the file
     * @param columns the columns that the file may have; any other is an error
     * @return the table; empty if something was wrong
     */
    static Optional<NumberTable> read(Place place, List<Column> columns) {
        Path path;
        try {
            path = place.document().resolve(place.string());
        } catch (InvalidPathException e) {
            place.refuse("the name of a file");
            return Optional.empty();
        }
        if (!Files.isRegularFile(path)) {
            place.refuse("the name of a CSV file; there is no file " + path);
            return Optional.empty();
        }
        Problems problems = place.document().problems();
        return new NumberTable(path, place.pointer(), problems, place::refuse, columns, false).orNothing();
    }

    /**
     * Reads a file that no scenario names.
     *
     * @param problems where problems go
     * @param columns the columns that are of interest; others are not looked at
     * @return the table; empty if something was wrong
     */
    static Optional<NumberTable> read(Path path, Problems problems, List<Column> columns) {
        Consumer<String> refuse = expected ->
                problems.add(new Problem(path.toString(), 0, 0, "", "", "not allowed; expected " + expected));
        if (!Files.isRegularFile(path)) {
            refuse.accept("a CSV file; there is no such file");
            return Optional.empty();
        }
        return new NumberTable(path, "", problems, refuse, columns, true).orNothing();
    }

    private Optional<NumberTable> orNothing() {
        read();
        return isSound() ? Optional.of(this) : Optional.empty();
    }

    private boolean isSound() {
        return problems.isSound(pointer);
    }

    int rows() {
        return rows;
    }

    boolean has(String name) {
        return index[position(name)] >= 0;
    }

    /** The values of a column, one per row; the array of this table itself. */
    double[] column(String name) {
        return values[position(name)];
    }

    /** Reports that a row is not allowed. */
    void refuse(int row, String value, String message) {
        refuseLine(lines[row], value, message);
    }

    /** Reports that values of a column must increase from row to row, if they don't. */
    void requireIncreasing(String name) {
        double[] column = column(name);
        for (int row = 1; row < rows; row++) {
            if (!(column[row] > column[row - 1])) {
                String value = text(column[row]);
                refuse(
                        row,
                        value,
                        name + " " + value + " is not allowed; expected a number greater than that of the row before, "
                                + text(column[row - 1]));
                return;
            }
        }
    }

    private int position(String name) {
        for (int k = 0; k < columns.size(); k++) {
            if (columns.get(k).name().equals(name)) {
                return k;
            }
        }
        throw new IllegalArgumentException("no column " + name);
    }

    private void read() {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .detectBomHeader(true)
                .ofCsvRecord(path)) {
            Iterator<CsvRecord> records = reader.iterator();
            if (!records.hasNext()) {
                refuseLine(1, "", "the file is empty; expected " + expectedHeader());
                return;
            }
            readHeader(records.next());
            if (!isSound()) {
                return;
            }
            while (records.hasNext() && badRows < MOST_BAD_ROWS) {
                readRow(records.next());
            }
            if (badRows == MOST_BAD_ROWS && records.hasNext()) {
                int line = line(records.next());
                refuseLine(line, "", "the rows from here on are not checked; expected fewer than 10 bad rows");
            }
            if (rows == 0 && badRows == 0) {
                refuseLine(1, "", "the file has no rows; expected at least one below the header");
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            refuseFile.accept("a readable CSV file in UTF-8: " + path + ": " + cause.getMessage());
        }
        for (int k = 0; k < values.length; k++) {
            values[k] = index[k] < 0 ? new double[0] : Arrays.copyOf(values[k], rows);
        }
        lines = Arrays.copyOf(lines, rows);
    }

    private void readHeader(CsvRecord header) {
        fields = header.getFieldCount();
        int line = line(header);
        Arrays.fill(index, -1);
        Set<String> seen = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        for (int field = 0; field < fields; field++) {
            String name = header.getField(field).strip();
            boolean known = columns.stream().anyMatch(column -> column.name().equals(name));
            if (!known && othersAllowed) {
                continue;
            }
            if (!known || !seen.add(name)) {
                wrong.add((known ? "column given twice: " : "unknown column ") + StringNode.valueOf(name));
            } else if (columns.get(position(name)).use() != Use.IGNORED) {
                index[position(name)] = field;
            }
        }
        for (int k = 0; k < index.length; k++) {
            if (columns.get(k).use() == Use.REQUIRED && index[k] < 0) {
                wrong.add("missing column \"" + columns.get(k).name() + "\"");
            }
            values[k] = new double[16];
        }
        ignored = seen.stream()
                .filter(name -> columns.get(position(name)).use() == Use.IGNORED)
                .sorted()
                .toList();
        if (!wrong.isEmpty()) {
            refuseLine(
                    line,
                    StringNode.valueOf(String.join(",", header.getFields())).toString(),
                    String.join("; ", wrong) + "; expected " + expectedHeader());
        }
    }

    /** Names of the columns that the file has and that are not read. */
    List<String> ignored() {
        return ignored;
    }

    private void readRow(CsvRecord row) {
        int line = line(row);
        if (row.getFieldCount() != fields) {
            refuseLine(
                    line,
                    "",
                    "the row has " + row.getFieldCount() + " fields; expected " + fields + " as in the header");
            badRows++;
            return;
        }
        if (rows == lines.length) {
            grow();
        }
        for (int k = 0; k < index.length; k++) {
            if (index[k] >= 0) {
                String field = row.getField(index[k]);
                double value = number(field);
                Column column = columns.get(k);
                if (!(value >= column.minimum() && value <= column.maximum())) {
                    String text = Place.text(StringNode.valueOf(field));
                    String fault = Double.isNaN(value) ? " is not a number" : " is not allowed";
                    refuseLine(line, text, column.name() + " " + text + fault + "; " + column.expected());
                    badRows++;
                    return;
                }
                values[k][rows] = value;
            }
        }
        lines[rows] = line;
        rows++;
    }

    private static int line(CsvRecord record) {
        return (int) Math.min(record.getStartingLineNumber(), Integer.MAX_VALUE);
    }

    private void grow() {
        int larger = (int) Math.min(2L * lines.length, Integer.MAX_VALUE - 8);
        for (int k = 0; k < values.length; k++) {
            if (index[k] >= 0) {
                values[k] = Arrays.copyOf(values[k], larger);
            }
        }
        lines = Arrays.copyOf(lines, larger);
    }

    /** A number as the user would write it: shortest digits, no fraction if it is an integer. */
    static String text(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : NumberOutput.toString(number, true);
    }

    private static double number(String field) {
        try {
            return JavaDoubleParser.parseDouble(field);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private String expectedHeader() {
        return "a header line with the columns "
                + columns.stream()
                        .map(c -> c.use() == Use.REQUIRED ? c.name() : "[" + c.name() + "]")
                        .collect(Collectors.joining(","));
    }

    private void refuseLine(int line, String value, String message) {
        problems.add(new Problem(path.toString(), line, 0, pointer, value, message));
    }
}
