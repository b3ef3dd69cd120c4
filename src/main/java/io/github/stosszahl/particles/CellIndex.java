package io.github.stosszahl.particles;

/**
 * How the cell of a velocity is found, in operations that the scalar and the vector kernel do in the same order. The place of a component along its axis, in cells, is v/h + shift; less one half and
 * rounded to the nearest integer by adding 1.5 2^52, the lowest bits of the sum number the cell.
 */
public final class CellIndex {
    /** Adding it rounds to an integer, which the lowest bits of the sum then are. */
    public static final double TO_INTEGER = 0x1.8p52;

    /** All velocities are in cell 0. */
    public static final CellIndex ONE_CELL = new CellIndex(0, 0, new double[3], 0, 0, Double.POSITIVE_INFINITY, 0);

    /** 1/h, and the same for the third axis, 0 in the plane. */
    public final double inverse;

    public final double thirdInverse;
    public final double shiftX;
    public final double shiftY;
    public final double shiftZ;
    /** Of the index along an axis, and along the third one. */
    public final int bits;

    public final int thirdBits;
    public final long mask;
    public final long thirdMask;
    /** Places from minus to plus this are inside. */
    public final double reach;
    /** The cell of the velocities that are not. */
    public final long outside;

    CellIndex(
            double inverse, double thirdInverse, double[] shift, int bits, int thirdBits, double reach, long outside) {
        this.inverse = inverse;
        this.thirdInverse = thirdInverse;
        this.shiftX = shift[0];
        this.shiftY = shift[1];
        this.shiftZ = shift[2];
        this.bits = bits;
        this.thirdBits = thirdBits;
        this.mask = (1L << bits) - 1;
        this.thirdMask = (1L << thirdBits) - 1;
        this.reach = reach;
        this.outside = outside;
    }

    /** The cell of a velocity. */
    public int of(double vx, double vy, double vz) {
        double x = Math.fma(vx, inverse, shiftX);
        double y = Math.fma(vy, inverse, shiftY);
        double z = Math.fma(vz, thirdInverse, shiftZ);
        long cell = ((index(x) & mask) << bits | index(y) & mask) << thirdBits | index(z) & thirdMask;
        return (int) (isInside(x, y, z) ? cell : outside);
    }

    /** The index of a place along an axis, counted from the centre. */
    static long index(double place) {
        return Double.doubleToRawLongBits(place - 0.5 + TO_INTEGER);
    }

    private boolean isInside(double x, double y, double z) {
        return Math.max(Math.max(Math.abs(x), Math.abs(y)), Math.abs(z)) <= reach;
    }
}
