package io.github.stosszahl.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One quantity of one species along x at one time.
 *
 * @param species name
 * @param quantity as in the file
 * @param time output time
 * @param x cell centres, increasing
 * @param value estimates, NaN where none could be made
 * @param error their standard errors, NaN where there is none
 */
record ProfileCurve(String species, String quantity, double time, double[] x, double[] value, double[] error) {
    private record Key(String quantity, String species) {}

    /** Reads profiles.csv of a run along one axis: curves by quantity, in the order of the file, then of time. */
    static Map<String, List<ProfileCurve>> read(Path file) throws IOException {
        Map<Key, TreeMap<Double, Columns>> read = new LinkedHashMap<>();
        CsvTable.read(file, List.of("time", "species", "x", "quantity", "value", "stderr"), row -> {
            Columns c = read.computeIfAbsent(new Key(row.text("quantity"), row.text("species")), key -> new TreeMap<>())
                    .computeIfAbsent(row.number("time"), t -> new Columns());
            c.x.add(row.number("x"));
            c.value.add(row.numberOrNaN("value"));
            c.error.add(row.numberOrNaN("stderr"));
        });
        Map<String, List<ProfileCurve>> result = new LinkedHashMap<>();
        read.forEach((key, byTime) -> {
            List<ProfileCurve> curves = result.computeIfAbsent(key.quantity, quantity -> new ArrayList<>());
            byTime.forEach((time, c) -> curves.add(new ProfileCurve(
                    key.species, key.quantity, time, c.x.toArray(), c.value.toArray(), c.error.toArray())));
        });
        return result;
    }

    private static final class Columns {
        final Doubles x = new Doubles();
        final Doubles value = new Doubles();
        final Doubles error = new Doubles();
    }
}
