package io.github.stosszahl.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * f of one species at one time on a grid of velocities (v_x, v_y), integrated over v_z.
 *
 * @param species name
 * @param time output time
 * @param vx cell centres, increasing
 * @param vy cell centres, increasing
 * @param f values by [row of vy][column of vx], NaN where the file has none
 * @param peak the largest value
 * @param peakError its standard error, NaN if not known
 */
record VelocityMap(String species, double time, double[] vx, double[] vy, double[][] f, double peak, double peakError) {
    /** Cells per side that a page can show; finer grids are averaged over blocks. */
    private static final int MAX_SIDE = 128;

    /** Reads maps.csv: maps by species in the order of the file, each list by increasing time. */
    static Map<String, List<VelocityMap>> read(Path file) throws IOException {
        Map<String, TreeMap<Double, Columns>> read = new LinkedHashMap<>();
        CsvTable.read(file, List.of("time", "species", "vx", "vy", "f", "stderr"), row -> {
            Columns c = read.computeIfAbsent(row.text("species"), s -> new TreeMap<>())
                    .computeIfAbsent(row.number("time"), t -> new Columns());
            c.vx.add(row.number("vx"));
            c.vy.add(row.number("vy"));
            c.f.add(row.numberOrNaN("f"));
            c.error.add(row.numberOrNaN("stderr"));
        });
        Map<String, List<VelocityMap>> result = new LinkedHashMap<>();
        for (Map.Entry<String, TreeMap<Double, Columns>> species : read.entrySet()) {
            List<VelocityMap> maps = new ArrayList<>();
            for (Map.Entry<Double, Columns> entry : species.getValue().entrySet()) {
                maps.add(entry.getValue().toMap(file, species.getKey(), entry.getKey()));
            }
            result.put(species.getKey(), maps);
        }
        return result;
    }

    private static final class Columns {
        final Doubles vx = new Doubles();
        final Doubles vy = new Doubles();
        final Doubles f = new Doubles();
        final Doubles error = new Doubles();

        VelocityMap toMap(Path file, String species, double time) throws IOException {
            double[] x = vx.toArray();
            double[] y = vy.toArray();
            double[] values = f.toArray();
            double[] errors = error.toArray();
            double[] columns = Arrays.stream(x).sorted().distinct().toArray();
            double[] rows = Arrays.stream(y).sorted().distinct().toArray();
            // scattered points would make a grid of their number squared
            if ((long) columns.length * rows.length > 4L * x.length + 4) {
                throw new IOException(file + ": species " + species + " at time " + time
                        + ": the points (vx, vy) are not the cell centres of a grid");
            }
            double[][] grid = new double[rows.length][columns.length];
            for (double[] row : grid) {
                Arrays.fill(row, Double.NaN);
            }
            double peak = Double.NaN;
            double peakError = Double.NaN;
            for (int i = 0; i < x.length; i++) {
                grid[Arrays.binarySearch(rows, y[i])][Arrays.binarySearch(columns, x[i])] = values[i];
                if (Double.isNaN(peak) || values[i] > peak) {
                    peak = values[i];
                    peakError = errors[i];
                }
            }
            return new VelocityMap(species, time, columns, rows, grid, peak, peakError).coarsened();
        }
    }

    private VelocityMap coarsened() {
        int block = (Math.max(vx.length, vy.length) + MAX_SIDE - 1) / MAX_SIDE;
        if (block <= 1 || vx.length % block != 0 || vy.length % block != 0) {
            return this;
        }
        double[][] coarse = new double[vy.length / block][vx.length / block];
        for (int j = 0; j < coarse.length; j++) {
            for (int i = 0; i < coarse[j].length; i++) {
                double sum = 0;
                for (int k = 0; k < block * block; k++) {
                    sum += f[j * block + k / block][i * block + k % block];
                }
                coarse[j][i] = sum / (block * block);
            }
        }
        return new VelocityMap(species, time, means(vx, block), means(vy, block), coarse, peak, peakError);
    }

    private static double[] means(double[] centres, int block) {
        double[] means = new double[centres.length / block];
        for (int i = 0; i < centres.length; i++) {
            means[i / block] += centres[i] / block;
        }
        return means;
    }

    /** The lower and upper edge of cells with these centres. */
    static double[] edges(double[] centres) {
        int n = centres.length;
        double half = n > 1 ? (centres[n - 1] - centres[0]) / (n - 1) / 2 : 0.5;
        return new double[] {centres[0] - half, centres[n - 1] + half};
    }
}
