package io.github.stosszahl.particles;

import io.github.stosszahl.model.Grid;
import java.util.Arrays;

/**
 * Brings the particles of a population into the order of the cells they are in, by counting. Those of a cell keep their order, so that the result does not depend on the parts
 * that the work is divided into. First every particle is told its cell ({@link #cells}), then come, each in parts that may run at the same time, {@link #count} and
 * {@link #place} with {@link #sum} between them; {@link #begin} puts new arrays into the population, which {@link #gather} fills.
 */
public final class CellSort {
    private static final int THREE = 3;

    private final Population population;
    private int[] cell = {};
    private int[] source = {};
    private int[][] counts = {};
    private int[] starts = {};
    /** The arrays that the population had before the last {@link #begin}, and gets back with the next. */
    private double[][] positions;

    private double[][] velocities;
    /** Those that it has since then. */
    private double[][] newPositions = {};

    private double[][] newVelocities = {};
    /** Where their cells start. */
    private int[] newStarts = {};

    /** @param population with positions */
    public CellSort(Population population) {
        this.population = population;
        positions = new double[population.spaceDimension()][0];
        velocities = new double[population.dimension()][0];
    }

    /**
     * The cell of every particle, to be set by the caller; the number of cells stands for a particle that is lost. It may be longer than the number of particles, and what it
     * held is kept when it grows.
     */
    public int[] cells() {
        if (cell.length < population.size()) {
            cell = Arrays.copyOf(cell, population.velocity(0).length);
        }
        return cell;
    }

    /** Makes room for the counts of some parts. */
    public void prepare(Grid grid, int parts) {
        int cellCount = grid.count();
        if (counts.length < parts || counts[0].length != cellCount + 1) {
            counts = new int[parts][cellCount + 1];
            starts = new int[cellCount + 1];
        }
        if (source.length < population.size()) {
            source = new int[population.velocity(0).length];
        }
    }

    /** Counts the particles of a part. */
    public void count(int part, int parts) {
        int[] count = counts[part];
        Arrays.fill(count, 0);
        int end = end(part, parts);
        for (int k = end(part - 1, parts); k < end; k++) {
            count[cell[k]]++;
        }
    }

    private int end(int part, int parts) {
        return (int) ((long) population.size() * (part + 1) / parts);
    }

    /** Finds where cells, and the particles of each part in them, start. */
    public void sum(int parts) {
        int sum = 0;
        for (int c = 0; c < starts.length; c++) {
            starts[c] = sum;
            for (int part = 0; part < parts; part++) {
                int n = counts[part][c];
                counts[part][c] = sum;
                sum += n;
            }
        }
    }

    /** Finds which particles belong where, for those of a part. */
    public void place(int part, int parts) {
        int[] next = counts[part];
        int end = end(part, parts);
        for (int k = end(part - 1, parts); k < end; k++) {
            source[next[cell[k]]++] = k;
        }
    }

    /** Gives the population new arrays and its order; lost particles are no longer part of it. */
    public void begin(Grid grid) {
        int kept = starts[starts.length - 1];
        if (velocities[0].length < kept) {
            int room = Math.max(kept, population.velocity(0).length);
            Arrays.setAll(positions, a -> new double[room]);
            Arrays.setAll(velocities, a -> new double[room]);
        }
        CellOrder old = population.order().orElse(null);
        CellOrder order = new CellOrder(grid, starts);
        newStarts = starts;
        starts = old != null && old.starts().length == starts.length ? old.starts() : new int[starts.length];
        newPositions = positions;
        newVelocities = velocities;
        double[][][] replaced = population.replace(positions, velocities, kept, order);
        positions = replaced[0];
        velocities = replaced[1];
    }

    /** Fills in the particles of cells fromCell..toCell-1 of the new order. */
    public void gather(int fromCell, int toCell) {
        int from = newStarts[fromCell];
        int to = newStarts[toCell];
        gather(positions, newPositions, from, to);
        gather(velocities, newVelocities, from, to);
    }

    private void gather(double[][] old, double[][] into, int from, int to) {
        if (into.length == THREE) {
            gather(old[0], old[1], old[2], into[0], into[1], into[2], from, to);
            return;
        }
        for (int a = 0; a < into.length; a++) {
            gather(old[a], into[a], from, to);
        }
    }

    /** Three arrays at once: more of the misses of the cache at the same time. */
    private void gather(
            double[] oldX, double[] oldY, double[] oldZ, double[] x, double[] y, double[] z, int from, int to) {
        int[] index = source;
        for (int k = from; k < to; k++) {
            int old = index[k];
            x[k] = oldX[old];
            y[k] = oldY[old];
            z[k] = oldZ[old];
        }
    }

    private void gather(double[] old, double[] into, int from, int to) {
        int[] index = source;
        for (int k = from; k < to; k++) {
            into[k] = old[index[k]];
        }
    }
}
