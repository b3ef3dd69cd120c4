package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run folder as a user reads it: timeseries.csv, run.json and the other tables. */
final class Timeseries {
    /** The species of the whole system. */
    static final String SYSTEM = "*";

    private final Path folder;
    private final Map<String, List<Row>> rows = new LinkedHashMap<>();

    /**
     * One row.
     *
     * @param value NaN where the field is empty
     * @param stderr 0 where the field is empty
     */
    record Row(double time, double value, double stderr) {}

    private Timeseries(Path folder) {
        this.folder = folder;
    }

    static Timeseries read(Path folder) throws IOException {
        Timeseries series = new Timeseries(folder);
        for (NamedCsvRecord row : series.table("timeseries.csv")) {
            String value = row.getField("value");
            String error = row.getField("stderr");
            series.rows
                    .computeIfAbsent(key(row.getField("species"), row.getField("quantity")), k -> new ArrayList<>())
                    .add(new Row(
                            Double.parseDouble(row.getField("time")),
                            value.isEmpty() ? Double.NaN : Double.parseDouble(value),
                            error.isEmpty() ? 0 : Double.parseDouble(error)));
        }
        return series;
    }

    private static String key(String species, String quantity) {
        return species + "/" + quantity;
    }

    /** The rows of a quantity in the order of the file. */
    List<Row> of(String species, String quantity) {
        assertThat(rows).containsKey(key(species, quantity));
        return rows.get(key(species, quantity));
    }

    Row first(String species, String quantity) {
        return of(species, quantity).get(0);
    }

    Row last(String species, String quantity) {
        List<Row> all = of(species, quantity);
        return all.get(all.size() - 1);
    }

    /** How many times there are. */
    int times() {
        return of(SYSTEM, "energy").size();
    }

    JsonNode manifest() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve("run.json")));
    }

    /** A CSV file of the folder. */
    List<NamedCsvRecord> table(String file) throws IOException {
        return records(folder.resolve(file));
    }

    static List<NamedCsvRecord> records(Path file) throws IOException {
        List<NamedCsvRecord> records = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            reader.forEach(records::add);
        }
        return records;
    }

    static double number(NamedCsvRecord row, String column) {
        return Double.parseDouble(row.getField(column));
    }
}
