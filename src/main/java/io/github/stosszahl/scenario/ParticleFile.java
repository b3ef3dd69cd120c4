package io.github.stosszahl.scenario;

import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.scenario.NumberTable.Column;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Particle CSV files of any origin. */
public final class ParticleFile {
    private ParticleFile() {}

    /**
     * Reads the columns {@code vx}, {@code vy}, {@code vz} (if there: then d = 3, else 2) and {@code weight} (if there); any other column is not looked at, and the
     * order of columns is free.
     *
     * @param path the file
     * @param density n, to which the weights are scaled; empty: the sum of the weights, or 1 without weights
     * @return the particles of positive weight, in the order of the file
     * @throws ScenarioException with everything that is wrong with the file
     */
    public static EmpiricalDistribution read(Path path, OptionalDouble density) throws ScenarioException {
        Problems problems = new Problems(path.toString());
        List<Column> columns = List.of(
                Column.required("vx"),
                Column.required("vy"),
                Column.required("vz").optional(),
                Column.required("weight").optional().within(0, Double.MAX_VALUE));
        NumberTable table = NumberTable.read(path, problems, columns).orElse(null);
        problems.throwIfAny();
        if (table == null) {
            throw new IllegalStateException("a table without problems is there");
        }
        double[][] velocity = Stream.of("vx", "vy", "vz")
                .filter(table::has)
                .map(table::column)
                .toArray(double[][]::new);
        double[] weight = table.column("weight");
        if (!table.has("weight")) {
            weight = new double[table.rows()];
            Arrays.fill(weight, 1.0 / weight.length);
        }
        double total = Arrays.stream(weight).sum();
        if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
            table.refuse(
                    0, "", "the weights add up to " + NumberTable.text(total) + "; expected a positive and finite sum");
            problems.throwIfAny();
        }
        double scale = density.orElse(total) / total;
        for (int k = 0; scale != 1 && k < weight.length; k++) {
            weight[k] *= scale;
        }
        return withoutZeros(velocity, weight);
    }

    private static EmpiricalDistribution withoutZeros(double[][] velocity, double[] weight) {
        double[] kept = Arrays.stream(weight).filter(w -> w > 0).toArray();
        if (kept.length == weight.length) {
            return new EmpiricalDistribution(velocity, weight);
        }
        List<double[]> components = new ArrayList<>();
        for (double[] component : velocity) {
            double[] some = new double[kept.length];
            int next = 0;
            for (int k = 0; k < weight.length; k++) {
                if (weight[k] > 0) {
                    some[next++] = component[k];
                }
            }
            components.add(some);
        }
        return new EmpiricalDistribution(components.toArray(double[][]::new), kept);
    }
}
