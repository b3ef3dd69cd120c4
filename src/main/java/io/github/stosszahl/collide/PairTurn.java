package io.github.stosszahl.collide;

/** How a collision changes the relative velocity of one pair of particles, v_j - v_i, and what the partners get of it. It is scratch memory of one thread. */
final class PairTurn {
    /** The change of the relative velocity that {@link #draw} found. */
    double x;

    double y;
    double z;

    private final ScalarKernel directions = new ScalarKernel();
    private final boolean spatial;

    /** @param spatial whether velocities have three components, not two */
    PairTurn(boolean spatial) {
        this.spatial = spatial;
    }

    /**
     * Draws the direction after a collision.
     *
     * @param a velocities of the first partner's species, one array per component
     * @param i the first partner
     * @param turned whether the cosine of the angle is given, else the new direction is uniform
     * @param direction a random word
     */
    void draw(double[][] a, int i, double[][] b, int j, boolean turned, double cosine, long direction) {
        double gx = b[0][j] - a[0][i];
        double gy = b[1][j] - a[1][i];
        double gz = spatial ? b[2][j] - a[2][i] : 0;
        double speed = Math.sqrt(Math.fma(gz, gz, Math.fma(gy, gy, gx * gx)));
        if (turned) {
            directions.x[0] = cosine;
            directions.turn(spatial, direction, 0, gx, gy, gz, speed);
        } else {
            directions.drawDirection(spatial, direction, 0);
        }
        x = Math.fma(speed, directions.x[0], gx);
        y = Math.fma(speed, directions.y[0], gy);
        z = Math.fma(speed, directions.z[0], gz);
    }

    /** Adds a share of the change to the velocity of a particle. */
    void give(double[][] v, int k, double share) {
        v[0][k] = Math.fma(x, share, v[0][k]);
        v[1][k] = Math.fma(y, share, v[1][k]);
        if (spatial) {
            v[2][k] = Math.fma(z, share, v[2][k]);
        }
    }
}
