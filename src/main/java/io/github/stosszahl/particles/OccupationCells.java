package io.github.stosszahl.particles;

import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;

/**
 * Cells of velocity space in which the particles of a Fermi or Bose species are counted. The particles of the species are divided into sheets, which have occupation
 * numbers of their own, as spin states have: a cell of one sheet holds g = h^d/(q w B) particles at q f = 1, where h is the edge of a cell, w the weight of a particle and
 * B the number of sheets. g is a whole number, so that a Fermi cell can be full.
 *
 * <p>The cells cover a cube. It is repeated periodically: a particle outside is counted together with those at the same place of the cube, as if both boxes were one cell.
 */
public final class OccupationCells {
    /** More cells would not be addressed by an int. */
    private static final int MOST_BITS = 30;

    private final int dimension;
    private final double edge;
    private final double[] centre;
    private final int bits;
    private final CellIndex index;
    private final CellIndex boundedIndex;
    private final int capacity;
    private final int sheets;

    private OccupationCells(int dimension, double edge, double[] centre, int bits, int capacity, int sheets) {
        this.dimension = dimension;
        this.edge = edge;
        this.centre = new double[3];
        System.arraycopy(centre, 0, this.centre, 0, dimension);
        this.bits = bits;
        this.index = index(Double.POSITIVE_INFINITY);
        this.boundedIndex = index(1 << bits - 1);
        this.capacity = capacity;
        this.sheets = sheets;
    }

    private CellIndex index(double reach) {
        double inverse = 1 / edge;
        double[] shift = new double[3];
        for (int axis = 0; axis < dimension; axis++) {
            shift[axis] = -centre[axis] * inverse;
        }
        boolean spatial = dimension == 3;
        return new CellIndex(inverse, spatial ? inverse : 0, shift, bits, spatial ? bits : 0, reach, count());
    }

    /**
     * Cells whose edge is as near to a wanted one as a whole capacity allows.
     *
     * @param species gives q
     * @param weight of a particle
     * @param sheets B, at least 1
     * @param wantedEdge positive; cells that would hold less than one particle at q f = 1 are made larger
     * @param centre of the cube, one velocity component per dimension
     * @param reach largest speed from the centre that the cube should cover, positive; a smaller one is taken if the number of cells would pass {@code mostCells}
     * @param mostCells largest number of cells of a sheet
     */
    public static OccupationCells of(
            Species species,
            double weight,
            int sheets,
            double wantedEdge,
            double[] centre,
            double reach,
            long mostCells) {
        int dimension = centre.length;
        double unit = species.quantumParameter() * weight * sheets;
        int capacity = (int) Math.max(1, Math.rint(Math.pow(wantedEdge, dimension) / unit));
        double edge = Math.pow(capacity * unit, 1.0 / dimension);
        int bits = 1;
        while (edge * (1L << bits) < 2 * reach
                && (long) dimension * (bits + 1) <= MOST_BITS
                && 1L << (long) dimension * (bits + 1) <= mostCells) {
            bits++;
        }
        return new OccupationCells(dimension, edge, centre, bits, capacity, sheets);
    }

    /**
     * Of a place in an interval and the places of its cell, the share of those that lie in the interval too: along one axis, on the average over the places and the positions of the cells.
     *
     * @param width of the interval over the edge of a cell
     */
    public static double sharedWithin(double width) {
        return width < 1 ? width * (1 - width / 3) : 1 - 1 / (3 * width);
    }

    /** h, a velocity. */
    public double edge() {
        return edge;
    }

    /** g, the particles of a cell of one sheet at q f = 1. */
    public int capacity() {
        return capacity;
    }

    /** B. */
    public int sheets() {
        return sheets;
    }

    /** Number of cells of a sheet. */
    public int count() {
        return 1 << dimension * bits;
    }

    /**
     * The cell of a velocity, from 0 to {@link #count} - 1.
     *
     * @param z not used in the plane
     */
    public int cell(double x, double y, double z) {
        return index.of(x, y, z);
    }

    /**
     * Finds the cells of a species. Fermions outside the cube are counted with those at the same place of it. Bosons there are classical, lest the tail meet the counts of the peak: they have a cell of their own, number {@link #count}.
     */
    public CellIndex index(Statistics statistics) {
        return statistics == Statistics.BOSE ? boundedIndex : index;
    }

    /** Whether a velocity lies in the cube. */
    public boolean covers(double x, double y, double z) {
        return boundedIndex.of(x, y, z) < count();
    }

    /**
     * The cell of a velocity.
     *
     * @param v of length d
     */
    public int cell(double[] v) {
        return cell(v[0], v[1], v[v.length - 1]);
    }

    /**
     * A velocity in a cell of the cube.
     *
     * @param cell from 0 to {@link #count} - 1
     * @param x place in the cell along the first axis, from 0 to 1
     * @param y along the second
     * @param z along the third; not used in the plane
     * @param v gets the velocity, of length d
     */
    public void place(int cell, double x, double y, double z, double[] v) {
        double[] place = {x, y, z};
        for (int axis = 0; axis < dimension; axis++) {
            v[axis] = centre[axis] + (place(cell, axis) + place[axis]) * edge;
        }
    }

    /** The middle of a cell of the cube, along an axis. */
    public double middle(int cell, int axis) {
        return centre[axis] + (place(cell, axis) + 0.5) * edge;
    }

    /** The place of a cell along an axis, from that of the centre: the cube reaches from minus to plus one half of its cells. */
    private int place(int cell, int axis) {
        int shift = 32 - bits;
        return cell >>> bits * (dimension - 1 - axis) << shift >> shift;
    }

    /**
     * Index of the first particle of a sheet; that of sheet B is the number of particles.
     *
     * @param particles number of particles of the species
     */
    public int start(int particles, int sheet) {
        return (int) ((long) particles * sheet / sheets);
    }
}
