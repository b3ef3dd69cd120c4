package io.github.stosszahl.collide;

import static io.github.stosszahl.math.Series.*;

import io.github.stosszahl.math.ArrayMath;
import io.github.stosszahl.random.CounterWords;
import io.github.stosszahl.random.SphereHeatKernel;

/**
 * Moves pairs by the Landau generator, in place of collisions: a Brownian motion of the direction of u = v - w on the unit sphere for the time tau = {@link Batch#diffusionTime} alpha(|u|) of the
 * Laplacian, exact in angle; |u| and the centre of mass stay. In space the angle chi has the law of {@link SphereHeatKernel} and the azimuth is uniform; in the plane chi is normal with variance
 * 2 tau (Box and Muller 1958). A rate that is infinite at u = 0 needs no cutoff: the longer the time, the closer the new direction is to a uniform one.
 */
final class DiffusionKernel implements PairKernel {
    /** Longest run. */
    static final int LONGEST_RUN = 32;

    /** Of a direction with a longer time little is left: in space and in the plane a mean cosine of exp(-2) and exp(-1). */
    static final double SATURATED = 1;

    private static final double MINUS_LN2 = -Math.log(2);
    private static final double INVERSE_PI = 1 / Math.PI;
    /** Adding it rounds to an integer. */
    private static final double TO_INTEGER = 0x1.8p52;

    private final ScalarKernel arithmetic = new ScalarKernel();
    private final SphereHeatKernel heatKernel = SphereHeatKernel.get();
    /** alpha(|u|) of the pairs of a run, then tau. */
    private final double[] tau = new double[LONGEST_RUN];
    /** Exponential numbers, then sin^2(chi/2). */
    private final double[] haversine = new double[LONGEST_RUN];
    /** In space |u| sin(chi) cos(azimuth), in the plane sin(chi). */
    private final double[] y = new double[LONGEST_RUN];

    private final double[] z = new double[LONGEST_RUN];

    @Override
    public ArrayMath math() {
        return arithmetic.math();
    }

    @Override
    public void uniforms(long key, long counter, double from, double to, double[] out, int n) {
        arithmetic.uniforms(key, counter, from, to, out, n);
    }

    @Override
    public double largestSquare(double[][] v, double[] origin, int from, int to) {
        return arithmetic.largestSquare(v, origin, from, to);
    }

    /** Runs are whole: none is longer than {@link #LONGEST_RUN} or passes the end of a ring. */
    @Override
    public int collide(Leg leg, Batch batch, int from, int to) {
        for (int r = from; r < to; r++) {
            int n = batch.length(r);
            long counter = batch.counter + (long) batch.run * r;
            times(leg, batch, r, n);
            uniforms(batch.angleKey, counter, 0, 1, haversine, n);
            math().log2(haversine, n);
            for (int l = 0; l < n; l++) {
                haversine[l] *= MINUS_LN2;
            }
            if (leg.spatial) {
                heatKernel.haversines(tau, haversine, n);
                turnInSpace(leg, batch, r, n, counter);
            } else {
                normalAngles(batch, n, counter);
                turnInThePlane(leg, batch, r, n);
            }
            batch.accepted += n;
        }
        return to;
    }

    private void times(Leg leg, Batch batch, int r, int n) {
        double[] ax = leg.ax;
        double[] ay = leg.ay;
        double[] az = leg.az;
        double[] bx = leg.bx;
        double[] by = leg.by;
        double[] bz = leg.bz;
        int mask = leg.thirdMask;
        int i = batch.first[r];
        int j = batch.second[r];
        for (int l = 0; l < n; l++) {
            double gx = bx[j + l] - ax[i + l];
            double gy = by[j + l] - ay[i + l];
            double gz = bz[(j + l) & mask] - az[(i + l) & mask];
            tau[l] = Math.fma(gz, gz, Math.fma(gy, gy, Math.fma(gx, gx, Double.MIN_NORMAL)));
        }
        if (leg.limited) {
            countContinued(leg, batch, n);
        }
        leg.channel.rate.alphas(math(), tau, n);
        if (leg.enhancement != null) {
            prolong(leg, leg.enhancement, batch, r, n);
        }
        double time = batch.diffusionTime;
        int saturated = 0;
        for (int l = 0; l < n; l++) {
            tau[l] = Math.min(time * tau[l], SphereHeatKernel.LONGEST);
            saturated += tau[l] > SATURATED ? 1 : 0;
        }
        batch.saturated += saturated;
    }

    /** Makes times as much longer as the moves will be accepted more seldom. */
    private void prolong(Leg leg, EnhancementBounds bounds, Batch batch, int r, int n) {
        int i = batch.first[r];
        int j = batch.second[r];
        int slot = batch.run * r;
        for (int l = 0; l < n; l++) {
            int iz = (i + l) & leg.thirdMask;
            int jz = (j + l) & leg.thirdMask;
            double bound =
                    bounds.of(leg.ax[i + l], leg.ay[i + l], leg.az[iz], leg.bx[j + l], leg.by[j + l], leg.bz[jz]);
            batch.enhancement[slot + l] = bound;
            tau[l] *= bound;
        }
    }

    private void countContinued(Leg leg, Batch batch, int n) {
        for (int l = 0; l < n; l++) {
            if (tau[l] < leg.validFromSquare || tau[l] > leg.validToSquare) {
                batch.continued++;
            }
        }
    }

    private void turnInSpace(Leg leg, Batch batch, int r, int n, long counter) {
        double[] ax = leg.ax;
        double[] ay = leg.ay;
        double[] az = leg.az;
        double[] bx = leg.bx;
        double[] by = leg.by;
        double[] bz = leg.bz;
        int i = batch.first[r];
        int j = batch.second[r];
        int slot = batch.run * r;
        for (int l = 0; l < n; l++) {
            double gx = bx[j + l] - ax[i + l];
            double gy = by[j + l] - ay[i + l];
            double gz = bz[j + l] - az[i + l];
            double speed = Math.sqrt(Math.fma(gz, gz, Math.fma(gy, gy, gx * gx)));
            double x = haversine[l];
            ScalarKernel.azimuth(
                    CounterWords.word(batch.directionKey, counter + l), y, z, l, 2 * speed * Math.sqrt(x * (1 - x)));
            double p = y[l];
            double q = z[l];
            double inverse = 1 / (speed + ScalarKernel.TINY);
            double nx = gx * inverse;
            double ny = gy * inverse;
            double nz = gz * inverse;
            // n = g/|g| completed to a basis without a branch (Duff et al. 2017, JCGT 6(1))
            double sign = Math.copySign(1, nz);
            double a = -1 / (sign + nz);
            double b = nx * ny * a;
            double sp = sign * p;
            double less = 2 * x;
            double dx = Math.fma(less, gx, Math.fma(q, b, Math.fma(sp * nx, nx * a, p)));
            double dy = Math.fma(less, gy, Math.fma(sp, b, Math.fma(q * ny, ny * a, sign * q)));
            double dz = Math.fma(less, gz, -Math.fma(sp, nx, q * ny));
            double first = batch.firstShare[slot + l];
            double second = batch.secondShare[slot + l];
            ax[i + l] = Math.fma(dx, first, ax[i + l]);
            ay[i + l] = Math.fma(dy, first, ay[i + l]);
            az[i + l] = Math.fma(dz, first, az[i + l]);
            bx[j + l] = Math.fma(dx, second, bx[j + l]);
            by[j + l] = Math.fma(dy, second, by[j + l]);
            bz[j + l] = Math.fma(dz, second, bz[j + l]);
        }
    }

    /** From exponential numbers e the normal angles sqrt(4 tau e) cos(phi), of which only sine and squared sine of the half, modulo pi, are left. */
    private void normalAngles(Batch batch, int n, long counter) {
        uniforms(batch.directionKey, counter, -Math.PI, Math.PI, y, n);
        math().cos(y, n);
        for (int l = 0; l < n; l++) {
            double half = Math.sqrt(tau[l] * haversine[l]) * y[l];
            half = Math.fma(-Math.PI, Math.fma(half, INVERSE_PI, TO_INTEGER) - TO_INTEGER, half);
            double t = 0.5 * half;
            double q = t * t;
            double s = Math.fma(
                    Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(S6, q, S5), q, S4), q, S3), q, S2), q, S1), q * t, t);
            double c = Math.fma(
                    Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(C6, q, C5), q, C4), q, C3), q, C2), q, C1),
                    q * q,
                    Math.fma(-0.5, q, 1));
            double sine = 2 * s * c;
            double cosine = Math.fma(-2 * s, s, 1);
            haversine[l] = sine * sine;
            y[l] = 2 * sine * cosine;
        }
    }

    private void turnInThePlane(Leg leg, Batch batch, int r, int n) {
        double[] ax = leg.ax;
        double[] ay = leg.ay;
        double[] bx = leg.bx;
        double[] by = leg.by;
        int i = batch.first[r];
        int j = batch.second[r];
        int slot = batch.run * r;
        for (int l = 0; l < n; l++) {
            double gx = bx[j + l] - ax[i + l];
            double gy = by[j + l] - ay[i + l];
            double less = 2 * haversine[l];
            double dx = Math.fma(less, gx, -(y[l] * gy));
            double dy = Math.fma(less, gy, y[l] * gx);
            double first = batch.firstShare[slot + l];
            double second = batch.secondShare[slot + l];
            ax[i + l] = Math.fma(dx, first, ax[i + l]);
            ay[i + l] = Math.fma(dy, first, ay[i + l]);
            bx[j + l] = Math.fma(dx, second, bx[j + l]);
            by[j + l] = Math.fma(dy, second, by[j + l]);
        }
    }
}
