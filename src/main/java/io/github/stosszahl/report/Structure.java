package io.github.stosszahl.report;

import io.github.stosszahl.report.TimeSeries.Curve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The numbers of generic.csv, each over the time. */
final class Structure {
    private static final List<String> COLUMNS =
            List.of("time", "quantity", "species", "function", "second_species", "second_function", "value", "stderr");

    /** A test function. */
    record Function(String species, String name) {}

    /** The Gram matrix at one time, scaled to a diagonal of ones; NaN where a function is conserved. */
    record Matrix(double time, List<Function> functions, double[][] elements) {}

    private record Key(String quantity, Function first, Function second) {}

    private record Value(double value, double error) {}

    private final Map<Key, TreeMap<Double, Value>> numbers = new LinkedHashMap<>();

    static Structure none() {
        return new Structure();
    }

    static Structure read(Path file) throws IOException {
        Structure structure = new Structure();
        CsvTable.read(
                file,
                COLUMNS,
                row -> structure
                        .numbers
                        .computeIfAbsent(
                                new Key(
                                        row.text("quantity"),
                                        new Function(row.text("species"), row.text("function")),
                                        new Function(row.text("second_species"), row.text("second_function"))),
                                key -> new TreeMap<>())
                        .put(row.number("time"), new Value(row.numberOrNaN("value"), row.numberOrNaN("stderr"))));
        return structure;
    }

    boolean isEmpty() {
        return numbers.isEmpty();
    }

    /** The functions of a quantity, in the order of the file. */
    List<Function> functions(String quantity) {
        List<Function> functions = new ArrayList<>();
        for (Key key : numbers.keySet()) {
            if (key.quantity.equals(quantity) && !functions.contains(key.first)) {
                functions.add(key.first);
            }
        }
        return functions;
    }

    /** A quantity of the whole system. */
    Optional<Curve> of(String quantity) {
        return of(quantity, new Function(TimeSeries.SYSTEM, ""));
    }

    Optional<Curve> of(String quantity, Function function) {
        return Optional.ofNullable(numbers.get(new Key(quantity, function, new Function("", ""))))
                .map(values -> new Curve(
                        values.keySet().stream().mapToDouble(t -> t).toArray(),
                        values.values().stream().mapToDouble(Value::value).toArray(),
                        values.values().stream().mapToDouble(Value::error).toArray()));
    }

    /** The matrix at the first time; empty if there is none. */
    Optional<Matrix> matrix() {
        List<Function> functions = functions("gram");
        if (functions.isEmpty()) {
            return Optional.empty();
        }
        int n = functions.size();
        double[][] elements = new double[n][n];
        double time = Double.NaN;
        for (int k = 0; k < n; k++) {
            for (int l = k; l < n; l++) {
                TreeMap<Double, Value> values = numbers.get(new Key("gram", functions.get(k), functions.get(l)));
                if (values != null) {
                    time = values.firstKey();
                    elements[k][l] = values.firstEntry().getValue().value;
                    elements[l][k] = elements[k][l];
                }
            }
        }
        double[][] scaled = new double[n][n];
        for (int k = 0; k < n; k++) {
            for (int l = 0; l < n; l++) {
                // what is conserved has nothing but rounding on the diagonal
                boolean moves = moves(functions.get(k)) && moves(functions.get(l));
                scaled[k][l] = moves ? elements[k][l] / Math.sqrt(elements[k][k] * elements[l][l]) : Double.NaN;
            }
        }
        return Optional.of(new Matrix(time, functions, scaled));
    }

    private boolean moves(Function function) {
        TreeMap<Double, Value> values = numbers.get(new Key("gram", function, function));
        return values != null && values.firstEntry().getValue().error > 0;
    }
}
