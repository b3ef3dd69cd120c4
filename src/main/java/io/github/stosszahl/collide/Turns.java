package io.github.stosszahl.collide;

/** The arithmetic of relative velocities that turn on their sphere or circle, one run of pairs at a time, in plain Java. */
class Turns {
    /** Cosines and sines of angles uniform on the circle, from consecutive words. */
    void azimuths(long key, long counter, double[] cosines, double[] sines, int n) {
        ScalarKernel.azimuths(key, counter, cosines, sines, n);
    }

    /** |u|^2, a tiny bit larger, so that it can divide. */
    void squares(Leg leg, Batch batch, int r, double[] out, int n) {
        squares(leg, batch, r, out, 0, n);
    }

    /** The same of pairs from..n-1 of a run. */
    static void squares(Leg leg, Batch batch, int r, double[] out, int from, int n) {
        double[] ax = leg.ax;
        double[] ay = leg.ay;
        double[] az = leg.az;
        double[] bx = leg.bx;
        double[] by = leg.by;
        double[] bz = leg.bz;
        int i = batch.first[r];
        int j = batch.second[r];
        int iz = i & leg.thirdMask;
        int jz = j & leg.thirdMask;
        for (int l = from; l < n; l++) {
            double gx = bx[j + l] - ax[i + l];
            double gy = by[j + l] - ay[i + l];
            double gz = bz[jz + l] - az[iz + l];
            out[l] = Math.fma(gz, gz, Math.fma(gy, gy, Math.fma(gx, gx, Double.MIN_NORMAL)));
        }
    }

    /**
     * Turns the relative velocities of a run in space by angles chi about their direction.
     *
     * @param haversines sin^2(chi/2)
     * @param cosines of the azimuths
     * @param sines of the azimuths
     */
    void turnInSpace(Leg leg, Batch batch, int r, int n, double[] haversines, double[] cosines, double[] sines) {
        turnInSpace(leg, batch, r, 0, n, haversines, cosines, sines);
    }

    /** The same for pairs from..n-1 of a run. */
    static void turnInSpace(
            Leg leg, Batch batch, int r, int from, int n, double[] haversines, double[] cosines, double[] sines) {
        double[] ax = leg.ax;
        double[] ay = leg.ay;
        double[] az = leg.az;
        double[] bx = leg.bx;
        double[] by = leg.by;
        double[] bz = leg.bz;
        double[] firstShare = batch.firstShare;
        double[] secondShare = batch.secondShare;
        int i = batch.first[r];
        int j = batch.second[r];
        int slot = batch.run * r;
        for (int l = from; l < n; l++) {
            double gx = bx[j + l] - ax[i + l];
            double gy = by[j + l] - ay[i + l];
            double gz = bz[j + l] - az[i + l];
            double square = Math.fma(gz, gz, Math.fma(gy, gy, Math.fma(gx, gx, Double.MIN_NORMAL)));
            double speed = Math.sqrt(square);
            double inverse = 1 / speed;
            double nx = gx * inverse;
            double ny = gy * inverse;
            double nz = gz * inverse;
            double x = haversines[l];
            double less = x + x;
            double radius = speed * Math.sqrt(less * (2 - less));
            double p = cosines[l] * radius;
            double q = sines[l] * radius;
            // n = g/|g| completed to a basis without a branch (Duff et al. 2017, JCGT 6(1))
            double sign = Math.copySign(1, nz);
            double a = -1 / (sign + nz);
            double b = nx * ny * a;
            double sp = sign * p;
            double dx = Math.fma(less, gx, Math.fma(q, b, Math.fma(sp * nx, nx * a, p)));
            double dy = Math.fma(less, gy, Math.fma(sp, b, Math.fma(q * ny, ny * a, sign * q)));
            double dz = Math.fma(less, gz, -Math.fma(sp, nx, q * ny));
            double first = firstShare[slot + l];
            double second = secondShare[slot + l];
            ax[i + l] = Math.fma(dx, first, ax[i + l]);
            ay[i + l] = Math.fma(dy, first, ay[i + l]);
            az[i + l] = Math.fma(dz, first, az[i + l]);
            bx[j + l] = Math.fma(dx, second, bx[j + l]);
            by[j + l] = Math.fma(dy, second, by[j + l]);
            bz[j + l] = Math.fma(dz, second, bz[j + l]);
        }
    }

    /**
     * Turns the relative velocities of a run in the plane by angles chi.
     *
     * @param haversines sin^2(chi/2)
     * @param sines sin(chi)
     */
    void turnInThePlane(Leg leg, Batch batch, int r, int n, double[] haversines, double[] sines) {
        turnInThePlane(leg, batch, r, 0, n, haversines, sines);
    }

    /** The same for pairs from..n-1 of a run. */
    static void turnInThePlane(Leg leg, Batch batch, int r, int from, int n, double[] haversines, double[] sines) {
        double[] ax = leg.ax;
        double[] ay = leg.ay;
        double[] bx = leg.bx;
        double[] by = leg.by;
        int i = batch.first[r];
        int j = batch.second[r];
        int slot = batch.run * r;
        for (int l = from; l < n; l++) {
            double gx = bx[j + l] - ax[i + l];
            double gy = by[j + l] - ay[i + l];
            double less = 2 * haversines[l];
            double dx = Math.fma(less, gx, -(sines[l] * gy));
            double dy = Math.fma(less, gy, sines[l] * gx);
            double first = batch.firstShare[slot + l];
            double second = batch.secondShare[slot + l];
            ax[i + l] = Math.fma(dx, first, ax[i + l]);
            ay[i + l] = Math.fma(dy, first, ay[i + l]);
            bx[j + l] = Math.fma(dx, second, bx[j + l]);
            by[j + l] = Math.fma(dy, second, by[j + l]);
        }
    }
}
