package io.github.stosszahl.scenario;

import io.github.stosszahl.model.GridDistribution;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Turns a density CSV, the cell centres of a full velocity grid in any order with the value of f, into a distribution.
 */
final class GridFile {
    /**
     * Coordinates closer than this share of an axis' extent are taken for the same: they differ by the rounding of a
     * text.
     */
    private static final double SAME = 1e-9;

    private final NumberTable table;
    private final Place place;
    private final double[][] coordinates;
    /** centres[a]: the cell centres of axis a, increasing. */
    private final double[][] centres;

    private GridFile(NumberTable table, Place place, double[][] coordinates) {
        this.table = table;
        this.place = place;
        this.coordinates = coordinates;
        this.centres = new double[coordinates.length][];
        for (int a = 0; a < coordinates.length; a++) {
            centres[a] = distinct(coordinates[a]);
        }
    }

    /**
     * The distribution of a table whose columns hold coordinates and f; reports rows that are missing or repeated.
     *
     * @param place the value of the scenario that names the file
     * @param coordinates coordinates[a]: the column of axis a
     * @param averages whether f is the average over the cell and not the value at its centre
     * @param density number density to which f is scaled
     */
    static Optional<GridDistribution> read(
            NumberTable table, Place place, double[][] coordinates, boolean averages, OptionalDouble density) {
        GridFile file = new GridFile(table, place, coordinates);
        Optional<double[]> f = file.sortedValues();
        if (f.isEmpty()) {
            return Optional.empty();
        }
        double[][] edges = new double[coordinates.length][];
        for (int a = 0; a < edges.length; a++) {
            edges[a] = edges(file.centres[a]);
        }
        double factor =
                density.isPresent() ? density.getAsDouble() / new GridDistribution(edges, f.get()).density() : 1;
        double[] scaled = Arrays.stream(f.get()).map(value -> value * factor).toArray();
        return Optional.of(
                averages ? new GridDistribution(edges, scaled) : GridDistribution.ofPointValues(edges, scaled));
    }

    /** f in the order of the grid, last axis fastest. */
    private Optional<double[]> sortedValues() {
        double cells = 1;
        for (double[] axis : centres) {
            if (axis.length < 2) {
                place.refuse("a grid with at least two cell centres along each axis");
                return Optional.empty();
            }
            cells *= axis.length;
        }
        double[] column = table.column("f");
        // a full grid has as many rows as cells; with fewer the first empty cell is still named, unless there are far
        // more cells
        if (cells > Math.min(Integer.MAX_VALUE - 8, Math.max(1 << 20, 2.0 * table.rows()))) {
            place.refuse("the cell centres of a full grid; the " + table.rows() + " rows have " + shape()
                    + " different coordinates");
            return Optional.empty();
        }
        double[] f = new double[(int) cells];
        int[] rowOf = new int[f.length];
        Arrays.fill(rowOf, -1);
        for (int row = 0; row < table.rows(); row++) {
            int cell = 0;
            for (int a = 0; a < centres.length; a++) {
                cell = cell * centres[a].length + nearest(centres[a], coordinates[a][row]);
            }
            if (rowOf[cell] >= 0) {
                table.refuse(row, centre(cell), "cell centre " + centre(cell) + " is given twice; expected it once");
                return Optional.empty();
            }
            rowOf[cell] = row;
            f[cell] = column[row];
        }
        for (int cell = 0; cell < rowOf.length; cell++) {
            if (rowOf[cell] < 0) {
                place.refuse("the cell centres of a full grid of " + shape() + "; " + (f.length - table.rows())
                        + " are missing, the first is " + centre(cell));
                return Optional.empty();
            }
        }
        if (Arrays.stream(f).allMatch(value -> value == 0)) {
            place.refuse("a density that is not zero everywhere");
            return Optional.empty();
        }
        return Optional.of(f);
    }

    private String shape() {
        StringBuilder shape = new StringBuilder();
        for (double[] axis : centres) {
            shape.append(shape.isEmpty() ? "" : " x ").append(axis.length);
        }
        return shape.toString();
    }

    private String centre(int cell) {
        StringBuilder text = new StringBuilder();
        int rest = cell;
        for (int a = centres.length - 1; a >= 0; a--) {
            text.insert(0, (a == 0 ? "" : ", ") + NumberTable.text(centres[a][rest % centres[a].length]));
            rest /= centres[a].length;
        }
        return "(" + text + ")";
    }

    /** The different coordinates, increasing. */
    static double[] distinct(double[] coordinates) {
        double[] sorted = coordinates.clone();
        Arrays.sort(sorted);
        double same = SAME * (sorted[sorted.length - 1] - sorted[0]);
        int count = 1;
        for (int k = 1; k < sorted.length; k++) {
            if (sorted[k] - sorted[count - 1] > same) {
                sorted[count++] = sorted[k];
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    /** The index of a coordinate among those of {@link #distinct}. */
    static int nearest(double[] axis, double coordinate) {
        int at = Arrays.binarySearch(axis, coordinate);
        // a group of coordinates is represented by its least one
        return at >= 0 ? at : -at - 2;
    }

    /** Edges halfway between the centres; the outermost cells are symmetric about theirs. */
    static double[] edges(double[] centre) {
        int n = centre.length;
        double[] edges = new double[n + 1];
        for (int k = 1; k < n; k++) {
            edges[k] = 0.5 * (centre[k - 1] + centre[k]);
        }
        edges[0] = centre[0] - (edges[1] - centre[0]);
        edges[n] = centre[n - 1] + (centre[n - 1] - edges[n - 1]);
        return edges;
    }
}
