package io.github.stosszahl.collide;

/** Bounds of the speeds of every species, measured from a mean velocity: of all cells of space that are worked on in one go, or sharper ones of the cell at hand. It is scratch memory of one thread. */
final class CellSpeeds {
    /** What a speed that outgrows its bound is multiplied by to become the new one. */
    static final double HEAD_ROOM = 1.02;
    /** One of so many particles counts for the mean velocity where there are many. */
    private static final int SAMPLED = 16;

    private final double[][][] velocity;
    /** The last axis; in the plane its component must not count twice. */
    private final int third;

    private final double thirdCounts;
    /** Squares of the bounds: for the cell at hand, and for all. */
    private final double[] fastest;

    private final double[] fastestOfAll;
    private final double[] origin;
    private final double[] originOfAll;
    /** Whether the bounds are those of all cells. */
    private boolean common;

    /**
     * @param velocity velocity[species][axis]; live
     */
    CellSpeeds(double[][][] velocity) {
        this.velocity = velocity;
        third = velocity[0].length - 1;
        thirdCounts = velocity[0].length == 3 ? 1 : 0;
        fastest = new double[velocity.length];
        fastestOfAll = new double[velocity.length];
        origin = new double[velocity[0].length];
        originOfAll = new double[velocity[0].length];
    }

    /** The velocity that the speeds of all cells are measured from. */
    double[] originOfAll() {
        return originOfAll;
    }

    /** Squares of the bounds of all cells, one per species. */
    double[] fastestOfAll() {
        return fastestOfAll;
    }

    /** Finds the bounds of all cells: of particles start[i]..start[i] + size[i] - 1 of each species i. */
    void findCommon(int[] start, int[] size, PairKernel kernel) {
        findOrigin(originOfAll, start, size, SAMPLED);
        for (int i = 0; i < size.length; i++) {
            fastestOfAll[i] = kernel.largestSquare(velocity[i], originOfAll, start[i], start[i] + size[i]);
        }
        common = false;
    }

    /** Takes the bounds of all cells; says whether they were those already, though raised where a speed outgrew them. */
    boolean takeCommon() {
        if (common) {
            return true;
        }
        System.arraycopy(originOfAll, 0, origin, 0, origin.length);
        System.arraycopy(fastestOfAll, 0, fastest, 0, fastest.length);
        common = true;
        return false;
    }

    /** Finds the mean velocity of the particles start[i]..start[i] + size[i] - 1 of each species i, those of a cell, and the fastest particle of every species as seen from it. */
    void find(int[] start, int[] size) {
        common = false;
        findOrigin(origin, start, size, 1);
        double originX = origin[0];
        double originY = origin[1];
        double originZ = origin[third];
        for (int i = 0; i < size.length; i++) {
            double[] x = velocity[i][0];
            double[] y = velocity[i][1];
            double[] z = velocity[i][third];
            int end = start[i] + size[i];
            // numbers that are not negative have the order of their bits, of which the larger is found without a branch
            long largest = 0;
            for (int k = start[i]; k < end; k++) {
                double cx = x[k] - originX;
                double cy = y[k] - originY;
                double cz = (z[k] - originZ) * thirdCounts;
                double square = Math.fma(cz, cz, Math.fma(cy, cy, cx * cx));
                largest = Math.max(largest, Double.doubleToRawLongBits(square));
            }
            fastest[i] = Double.longBitsToDouble(largest);
        }
    }

    /** Sets the origin to the mean velocity of every so many particles. */
    private void findOrigin(double[] origin, int[] start, int[] size, int every) {
        double sumX = 0;
        double sumY = 0;
        double sumZ = 0;
        int n = 0;
        for (int i = 0; i < size.length; i++) {
            double[] x = velocity[i][0];
            double[] y = velocity[i][1];
            double[] z = velocity[i][third];
            int end = start[i] + size[i];
            for (int k = start[i]; k < end; k += every) {
                sumX += x[k];
                sumY += y[k];
                sumZ += z[k];
                n++;
            }
        }
        origin[0] = sumX / n;
        origin[1] = sumY / n;
        origin[third] = sumZ / n;
    }

    private double squaredSpeed(double x, double y, double z) {
        double cx = x - origin[0];
        double cy = y - origin[1];
        double cz = (z - origin[third]) * thirdCounts;
        return Math.fma(cz, cz, Math.fma(cy, cy, cx * cx));
    }

    /** Square of a bound of the relative speed of two species. */
    double squareOfSum(int first, int second) {
        return squareOfSum(fastest[first], fastest[second]);
    }

    static double squareOfSum(double a, double b) {
        return a == b ? 4 * a : a + b + 2 * Math.sqrt(a * b);
    }

    /** Whether a particle has outgrown the bound of its species, which is raised then. */
    boolean outgrows(int species, int k) {
        double[][] v = velocity[species];
        double square = squaredSpeed(v[0][k], v[1][k], v[third][k]);
        if (square <= fastest[species]) {
            return false;
        }
        fastest[species] = square * HEAD_ROOM * HEAD_ROOM;
        return true;
    }
}
