package io.github.stosszahl.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The curves of timeseries.csv or reference.csv, by quantity and species. */
final class TimeSeries {
    /** The name of the whole system in the species column. */
    static final String SYSTEM = "*";

    /**
     * One curve, by increasing time; NaN where a value could not be estimated or where it has no standard error.
     *
     * @param time output times
     * @param value the estimates
     * @param error their standard errors
     */
    record Curve(double[] time, double[] value, double[] error) {}

    private final Map<String, Map<String, Curve>> curves;

    private TimeSeries(Map<String, Map<String, Curve>> curves) {
        this.curves = curves;
    }

    static TimeSeries none() {
        return new TimeSeries(Map.of());
    }

    /** Reads timeseries.csv, or reference.csv whose exact values have no standard error. */
    static TimeSeries read(Path file, boolean exact) throws IOException {
        Map<String, Map<String, Columns>> read = new LinkedHashMap<>();
        List<String> columns = exact
                ? List.of("time", "species", "quantity", "value")
                : List.of("time", "species", "quantity", "value", "stderr");
        CsvTable.read(file, columns, row -> {
            Columns c = read.computeIfAbsent(row.text("quantity"), q -> new LinkedHashMap<>())
                    .computeIfAbsent(row.text("species"), s -> new Columns());
            c.time.add(row.number("time"));
            c.value.add(row.numberOrNaN("value"));
            c.error.add(exact ? Double.NaN : row.numberOrNaN("stderr"));
        });
        Map<String, Map<String, Curve>> curves = new LinkedHashMap<>();
        read.forEach((quantity, bySpecies) -> {
            Map<String, Curve> sorted = new LinkedHashMap<>();
            bySpecies.forEach((species, c) -> sorted.put(species, c.sorted()));
            curves.put(quantity, sorted);
        });
        return new TimeSeries(curves);
    }

    private static final class Columns {
        final Doubles time = new Doubles();
        final Doubles value = new Doubles();
        final Doubles error = new Doubles();

        Curve sorted() {
            double[] t = time.toArray();
            double[] v = value.toArray();
            double[] e = error.toArray();
            int[] order = IntStream.range(0, t.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> t[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            return new Curve(pick(t, order), pick(v, order), pick(e, order));
        }

        private static double[] pick(double[] values, int[] order) {
            return IntStream.of(order).mapToDouble(i -> values[i]).toArray();
        }
    }

    Set<String> quantities() {
        return curves.keySet();
    }

    /** The curves of one quantity by species, empty if there are none. */
    Map<String, Curve> of(String quantity) {
        return curves.getOrDefault(quantity, Map.of());
    }

    Optional<Curve> of(String quantity, String species) {
        return Optional.ofNullable(of(quantity).get(species));
    }

    Set<String> species() {
        Set<String> species = new LinkedHashSet<>();
        curves.values().forEach(bySpecies -> species.addAll(bySpecies.keySet()));
        return species;
    }
}
