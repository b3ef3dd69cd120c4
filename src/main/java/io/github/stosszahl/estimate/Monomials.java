package io.github.stosszahl.estimate;

import io.github.stosszahl.particles.Population;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Means over a population of monomials in the components of c = v - u, in |c|^2 and in |v|^2, where u is the mean velocity.
 *
 * <p>A monomial is a hexadecimal number whose digits are the exponents of |v|^2, |c|^2, c_x, c_y and c_z, so that a product of monomials is the sum of their
 * numbers: 0x1210 is |c|^2 c_x^2 c_y. Only those of {@link #LOW} and {@link #HIGH} are summed over the particles, one by one in straight-line code, as time
 * goes by the number of multiplications. The others follow from |c|^2 = sum_a c_a^2 and |v|^2 = |c|^2 + 2 u.c + |u|^2; nothing cancels in the latter, since
 * the mean of |v|^n is of the size of the larger of |u|^n and the mean of |c|^n.
 *
 * <p>Sums run over blocks of fixed size, so that they do not depend on the number of threads; the sums of the blocks are compensated (Neumaier). Within a
 * block they are made of short runs, which keeps the rounding of 16384 additions to that of some hundred.
 */
final class Monomials {
    /** |c|^2. */
    static final int SQUARE = 0x1000;
    /** |v|^2. */
    static final int SPEED_SQUARE = 0x10000;

    private static final int BLOCK = 1 << 14;
    private static final int RUN = 1 << 8;
    private static final int BITS_OF_EXPONENT = 4;

    /** What {@link #lowSums} sums. */
    private static final int[] LOW = {
        0x100, 0x010, 0x001, 0x200, 0x110, 0x101, 0x020, 0x011, 0x002, 0x300, 0x210, 0x201, 0x120, 0x111, 0x102, 0x030,
        0x021, 0x012, 0x003, 0x400, 0x220, 0x202, 0x040, 0x022, 0x004, 0x1110, 0x1101, 0x1011
    };

    /** What {@link #highSums} sums. */
    private static final int[] HIGH = {
        0x2100, 0x2010, 0x2001, 0x2200, 0x2020, 0x2002, 0x30100, 0x30010, 0x30001, 0x31000, 0x40000, 0x60000
    };

    /** The third component of particles in the plane. */
    private static final double[] FLAT = new double[RUN];

    private final int size;
    private final boolean spatial;
    private final double[] vx;
    private final double[] vy;
    private final double[] vz;
    private final double[] meanVelocity = new double[3];
    private final Map<Integer, Double> means = new HashMap<>();

    Monomials(Population population) {
        size = population.size();
        spatial = population.dimension() == 3;
        vx = population.velocity(0);
        vy = population.velocity(1);
        vz = spatial ? population.velocity(2) : FLAT;
        double[] velocity = sums(this::velocitySums);
        for (int a = 0; a < meanVelocity.length; a++) {
            meanVelocity[a] = velocity[a] / size;
        }
        means.put(0, 1.0);
        keepMeans(LOW, sums(this::lowSums));
        keepMeans(HIGH, sums(this::highSums));
    }

    private void keepMeans(int[] monomials, double[] sums) {
        for (int q = 0; q < monomials.length; q++) {
            means.put(monomials[q], sums[q] / size);
        }
    }

    /** c_a. */
    static int centred(int axis) {
        return 1 << BITS_OF_EXPONENT * (2 - axis);
    }

    /** u along an axis. */
    double velocity(int axis) {
        return meanVelocity[axis];
    }

    /** The mean of a monomial that LOW and HIGH suffice for. */
    double mean(int monomial) {
        Double known = means.get(monomial);
        if (known != null) {
            return known;
        }
        double mean = 0;
        if (monomial >= SPEED_SQUARE) {
            int rest = monomial - SPEED_SQUARE;
            mean = mean(rest + SQUARE);
            for (int a = 0; a < meanVelocity.length; a++) {
                mean += meanVelocity[a] * (2 * mean(rest + centred(a)) + meanVelocity[a] * mean(rest));
            }
        } else {
            for (int a = 0; a < meanVelocity.length; a++) {
                mean += mean(monomial - SQUARE + 2 * centred(a));
            }
        }
        means.put(monomial, mean);
        return mean;
    }

    private double[] velocitySums(int from, int n) {
        int fromZ = spatial ? from : 0;
        double x = 0;
        double y = 0;
        double z = 0;
        for (int k = 0; k < n; k++) {
            x += vx[from + k];
            y += vy[from + k];
            z += vz[fromZ + k];
        }
        return new double[] {x, y, z};
    }

    /** mijk is the sum of c_x^i c_y^j c_z^k, sijk that of |c|^2 times it. */
    private double[] lowSums(int from, int n) {
        int fromZ = spatial ? from : 0;
        double ux = meanVelocity[0];
        double uy = meanVelocity[1];
        double uz = meanVelocity[2];
        double m100 = 0, m010 = 0, m001 = 0;
        double m200 = 0, m110 = 0, m101 = 0, m020 = 0, m011 = 0, m002 = 0;
        double m300 = 0, m210 = 0, m201 = 0, m120 = 0, m111 = 0, m102 = 0, m030 = 0, m021 = 0, m012 = 0, m003 = 0;
        double m400 = 0, m220 = 0, m202 = 0, m040 = 0, m022 = 0, m004 = 0;
        double s110 = 0, s101 = 0, s011 = 0;
        for (int k = 0; k < n; k++) {
            double x = vx[from + k] - ux;
            double y = vy[from + k] - uy;
            double z = vz[fromZ + k] - uz;
            double xx = x * x;
            double xy = x * y;
            double xz = x * z;
            double yy = y * y;
            double yz = y * z;
            double zz = z * z;
            double s = xx + yy + zz;
            m100 += x;
            m010 += y;
            m001 += z;
            m200 += xx;
            m110 += xy;
            m101 += xz;
            m020 += yy;
            m011 += yz;
            m002 += zz;
            m300 = Math.fma(xx, x, m300);
            m210 = Math.fma(xx, y, m210);
            m201 = Math.fma(xx, z, m201);
            m120 = Math.fma(xy, y, m120);
            m111 = Math.fma(xy, z, m111);
            m102 = Math.fma(xz, z, m102);
            m030 = Math.fma(yy, y, m030);
            m021 = Math.fma(yy, z, m021);
            m012 = Math.fma(yz, z, m012);
            m003 = Math.fma(zz, z, m003);
            m400 = Math.fma(xx, xx, m400);
            m220 = Math.fma(xx, yy, m220);
            m202 = Math.fma(xx, zz, m202);
            m040 = Math.fma(yy, yy, m040);
            m022 = Math.fma(yy, zz, m022);
            m004 = Math.fma(zz, zz, m004);
            s110 = Math.fma(s, xy, s110);
            s101 = Math.fma(s, xz, s101);
            s011 = Math.fma(s, yz, s011);
        }
        return new double[] {
            m100, m010, m001, m200, m110, m101, m020, m011, m002, m300, m210, m201, m120, m111, m102, m030, m021, m012,
            m003, m400, m220, m202, m040, m022, m004, s110, s101, s011
        };
    }

    /** ssijk is the sum of |c|^4 c_x^i c_y^j c_z^k; the others are of |v|^6 c_x, |v|^6 |c|^2, |v|^8 and so on. */
    private double[] highSums(int from, int n) {
        int fromZ = spatial ? from : 0;
        double ux = meanVelocity[0];
        double uy = meanVelocity[1];
        double uz = meanVelocity[2];
        double ss100 = 0, ss010 = 0, ss001 = 0, ss200 = 0, ss020 = 0, ss002 = 0;
        double v6x = 0, v6y = 0, v6z = 0, v6s = 0, v8 = 0, v12 = 0;
        for (int k = 0; k < n; k++) {
            double wx = vx[from + k];
            double wy = vy[from + k];
            double wz = vz[fromZ + k];
            double x = wx - ux;
            double y = wy - uy;
            double z = wz - uz;
            double s = Math.fma(z, z, Math.fma(y, y, x * x));
            double sx = s * x;
            double sy = s * y;
            double sz = s * z;
            double square = Math.fma(wz, wz, Math.fma(wy, wy, wx * wx));
            double fourth = square * square;
            double sixth = fourth * square;
            ss100 = Math.fma(s, sx, ss100);
            ss010 = Math.fma(s, sy, ss010);
            ss001 = Math.fma(s, sz, ss001);
            ss200 = Math.fma(sx, sx, ss200);
            ss020 = Math.fma(sy, sy, ss020);
            ss002 = Math.fma(sz, sz, ss002);
            v6x = Math.fma(sixth, x, v6x);
            v6y = Math.fma(sixth, y, v6y);
            v6z = Math.fma(sixth, z, v6z);
            v6s = Math.fma(sixth, s, v6s);
            v8 = Math.fma(fourth, fourth, v8);
            v12 = Math.fma(sixth, sixth, v12);
        }
        return new double[] {ss100, ss010, ss001, ss200, ss020, ss002, v6x, v6y, v6z, v6s, v8, v12};
    }

    private interface RunSums {
        double[] of(int from, int n);
    }

    private double[] sums(RunSums runSums) {
        double[][] blocks = IntStream.range(0, (size - 1) / BLOCK + 1)
                .parallel()
                .mapToObj(block -> blockSums(runSums, block * BLOCK))
                .toArray(double[][]::new);
        double[] total = new double[blocks[0].length];
        for (int q = 0; q < total.length; q++) {
            double sum = 0;
            double lost = 0;
            for (double[] block : blocks) {
                double next = sum + block[q];
                lost += Math.abs(sum) >= Math.abs(block[q]) ? sum - next + block[q] : block[q] - next + sum;
                sum = next;
            }
            total[q] = sum + lost;
        }
        return total;
    }

    private double[] blockSums(RunSums runSums, int start) {
        int particles = Math.min(BLOCK, size - start);
        double[] sums = runSums.of(start, Math.min(RUN, particles));
        for (int done = RUN; done < particles; done += RUN) {
            double[] run = runSums.of(start + done, Math.min(RUN, particles - done));
            for (int q = 0; q < sums.length; q++) {
                sums[q] += run[q];
            }
        }
        return sums;
    }
}
