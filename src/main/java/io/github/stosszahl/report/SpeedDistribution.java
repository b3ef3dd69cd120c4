package io.github.stosszahl.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The probability density of |v| of one species at one time, on bins.
 *
 * @param species name
 * @param time output time
 * @param speed bin centres
 * @param density estimates
 * @param error their standard errors, NaN where there is none
 * @param exact the exact density, NaN where it is not known
 */
record SpeedDistribution(
        String species, double time, double[] speed, double[] density, double[] error, double[] exact) {
    /** Reads speeds.csv: distributions by species in the order of the file, each list by increasing time. */
    static Map<String, List<SpeedDistribution>> read(Path file) throws IOException {
        return read(file, "density", "exact");
    }

    /** Reads occupations.csv in the same way: the density is the occupation q f, and what is exact is the equilibrium. */
    static Map<String, List<SpeedDistribution>> readOccupations(Path file) throws IOException {
        return read(file, "occupation", "equilibrium");
    }

    private static Map<String, List<SpeedDistribution>> read(Path file, String density, String exact)
            throws IOException {
        Map<String, TreeMap<Double, Columns>> read = new LinkedHashMap<>();
        CsvTable.read(file, List.of("time", "species", "speed", density, "stderr", exact), row -> {
            Columns c = read.computeIfAbsent(row.text("species"), s -> new TreeMap<>())
                    .computeIfAbsent(row.number("time"), t -> new Columns());
            c.speed.add(row.number("speed"));
            c.density.add(row.numberOrNaN(density));
            c.error.add(row.numberOrNaN("stderr"));
            c.exact.add(row.numberOrNaN(exact));
        });
        Map<String, List<SpeedDistribution>> result = new LinkedHashMap<>();
        read.forEach((species, byTime) -> {
            List<SpeedDistribution> list = new ArrayList<>();
            byTime.forEach((time, c) -> list.add(new SpeedDistribution(
                    species, time, c.speed.toArray(), c.density.toArray(), c.error.toArray(), c.exact.toArray())));
            result.put(species, list);
        });
        return result;
    }

    private static final class Columns {
        final Doubles speed = new Doubles();
        final Doubles density = new Doubles();
        final Doubles error = new Doubles();
        final Doubles exact = new Doubles();
    }
}
