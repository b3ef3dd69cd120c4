package io.github.stosszahl.reference;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The tables of ../shared/reference. Where that folder is absent, the tests that need it are skipped; the system
 * property {@code stosszahl.reference} names another place for it.
 */
public final class ReferenceTables {
    private static final Path FOLDER = Path.of(System.getProperty("stosszahl.reference", "../shared/reference"));

    private ReferenceTables() {}

    /** A CSV file with a header line, after comment lines that start with #. */
    public static List<NamedCsvRecord> rows(String file) throws IOException {
        List<NamedCsvRecord> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(existing(file))) {
            reader.forEach(rows::add);
        }
        return rows;
    }

    /** One entry of a JSON file. */
    public static JsonNode json(String file, String key) throws IOException {
        return json(file).get(key);
    }

    /** A JSON file. */
    public static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(existing(file)));
    }

    /** A field of a row. */
    public static double number(NamedCsvRecord row, String column) {
        return Double.parseDouble(row.getField(column));
    }

    /** A JSON array. */
    public static double[] vector(JsonNode node) {
        double[] values = new double[node.size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = node.get(k).asDouble();
        }
        return values;
    }

    /** A JSON array of arrays, times a factor. */
    public static double[][] matrix(JsonNode node, double factor) {
        double[][] values = new double[node.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = vector(node.get(i));
            for (int j = 0; j < values[i].length; j++) {
                values[i][j] *= factor;
            }
        }
        return values;
    }

    /** The area |S^(d-1)|, by which the constant kernel values of the tables become total rates. */
    public static double sphere(int dimension) {
        return dimension == 2 ? 2 * Math.PI : 4 * Math.PI;
    }

    private static Path existing(String file) {
        Path path = FOLDER.resolve(file);
        assumeTrue(
                Files.isReadable(path),
                () -> "no reference table " + path + " (set -Dstosszahl.reference=DIR): skipped");
        return path;
    }
}
