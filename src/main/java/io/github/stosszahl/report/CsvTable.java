package io.github.stosszahl.report;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads a CSV file row by row; every failure is an IOException of one line that names the file and the line. */
final class CsvTable {
    private CsvTable() {}

    /** Takes one row. */
    interface RowReader {
        void read(Row row) throws IOException;
    }

    /** One row with typed access to its fields. */
    record Row(Path file, NamedCsvRecord fields) {
        String text(String column) {
            return fields.getField(column);
        }

        /** A number that must be there. */
        double number(String column) throws IOException {
            double value = numberOrNaN(column);
            if (Double.isNaN(value)) {
                throw broken("column " + column + ": a number expected, the field is empty");
            }
            return value;
        }

        /** A number, or NaN where the field is empty: the quantity is exact, or could not be estimated. */
        double numberOrNaN(String column) throws IOException {
            String text = text(column);
            if (text.isEmpty()) {
                return Double.NaN;
            }
            double value;
            try {
                value = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                value = Double.NaN;
            }
            if (!Double.isFinite(value)) {
                throw broken("column " + column + ": a finite number expected, got " + quoted(text));
            }
            return value;
        }

        private IOException broken(String what) {
            return new IOException(file + ": line " + fields.getStartingLineNumber() + ": " + what);
        }

        private static String quoted(String text) {
            String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
            return "\"" + shown.replaceAll("\\s+", " ") + "\"";
        }
    }

    /**
     * Reads all rows of a file.
     *
     * @throws IOException if the file is missing, a column is missing, or a row is broken
     */
    static void read(Path file, List<String> columns, RowReader reader) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + ": no such file");
        }
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofNamedCsvRecord(file)) {
            boolean first = true;
            for (NamedCsvRecord fields : csv) {
                if (first) {
                    requireColumns(file, fields.getHeader(), columns);
                    first = false;
                }
                Row row = new Row(file, fields);
                if (fields.getFieldCount() != fields.getHeader().size()) {
                    throw row.broken(fields.getHeader().size() + " fields expected, got " + fields.getFieldCount());
                }
                reader.read(row);
            }
        } catch (CsvParseException | UncheckedIOException | IllegalStateException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("cannot be read");
            String where = e.getMessage() == null || e.getMessage().equals(cause.getMessage())
                    ? ""
                    : e.getMessage().lines().findFirst().orElse("") + ": ";
            throw new IOException(file + ": " + where + why, e);
        }
    }

    private static void requireColumns(Path file, List<String> header, List<String> columns) throws IOException {
        for (String column : columns) {
            if (!header.contains(column)) {
                throw new IOException(file + ": line 1: column " + column + " is missing, found "
                        + String.join(",", header).replaceAll("\\s+", " "));
            }
        }
    }
}
