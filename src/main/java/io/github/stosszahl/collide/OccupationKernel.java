package io.github.stosszahl.collide;

import io.github.stosszahl.math.ArrayMath;
import io.github.stosszahl.random.CounterWords;
import org.jspecify.annotations.Nullable;

/**
 * A kernel with the acceptance of Fermi and Bose statistics. It lets a run collide as classical particles do, and then takes back, one after the other, collisions that
 * occupied cells block, or those for which the majorant of the enhancement was too large.
 *
 * <p>For a pair both particles are taken out of their cells; with m1 and m2 particles then in the cells of the new velocities (the first arrival counted if both are the same) the
 * collision stands with probability (1 + alpha m1/g)(1 + alpha m2/g) over the majorant. docs/methods.md proves detailed balance.
 */
final class OccupationKernel implements PairKernel {
    private static final double UNIT = 0x1p-53;
    private static final int BELOW_FRACTION = 11;
    private static final double ROUNDING = 1e-12;
    private static final int[] NOBODY = {};

    private final PairKernel kernel;
    private final Gas gas;
    private final Partner first = new Partner();
    private final Partner second = new Partner();

    /** One side of the pairs of a run. */
    private static final class Partner {
        /** Before the collision, [slot of the run]. */
        private final double[] x = new double[Batch.SIZE];

        private final double[] y = new double[Batch.SIZE];
        private final double[] z = new double[Batch.SIZE];
        private @Nullable OccupationNumbers numbers;
        private int[] counts = NOBODY;
        private double newX;
        private double newY;
        private double newZ;
        private boolean moves;
        private int oldCell;
        private int newCell;

        void serve(@Nullable OccupationNumbers occupation, int block) {
            numbers = occupation;
            counts = occupation == null ? NOBODY : occupation.counts[block];
        }

        /** Finds what became of the particle at an index. */
        void look(int l, double vx, double vy, double vz) {
            newX = vx;
            newY = vy;
            newZ = vz;
            moves = vx != x[l] || vy != y[l] || vz != z[l];
        }

        /** Where a heavier weight, which took no part, would have gone: momentum is conserved. */
        void recoil(int l, Partner other, double share) {
            newX = x[l] - share * (other.newX - other.x[l]);
            newY = y[l] - share * (other.newY - other.y[l]);
            newZ = z[l] - share * (other.newZ - other.z[l]);
        }

        /** Takes the particle out of its cell. */
        void leave(int l) {
            if (numbers != null) {
                oldCell = numbers.cell(x[l], y[l], z[l]);
                newCell = numbers.cell(newX, newY, newZ);
                counts[oldCell]--;
            }
        }

        /** 1 + alpha m/g. */
        double factor(int arrivals) {
            return numbers == null ? 1 : numbers.factor(newCell, counts[newCell] + arrivals);
        }

        /** Puts the particle where it belongs. */
        void enter(boolean stands) {
            if (numbers != null) {
                counts[stands && moves ? newCell : oldCell]++;
            }
        }

        boolean sharesTargetWith(Partner other) {
            return counts == other.counts && newCell == other.newCell;
        }
    }

    /** @param kernel moves the particles */
    OccupationKernel(PairKernel kernel, Gas gas) {
        this.kernel = kernel;
        this.gas = gas;
    }

    @Override
    public ArrayMath math() {
        return kernel.math();
    }

    @Override
    public void uniforms(long key, long counter, double from, double to, double[] out, int n) {
        kernel.uniforms(key, counter, from, to, out, n);
    }

    @Override
    public double largestSquare(double[][] v, double[] origin, int from, int to) {
        return kernel.largestSquare(v, origin, from, to);
    }

    @Override
    public int collide(Leg leg, Batch batch, int from, int to) {
        PairChannel channel = leg.channel;
        if (!channel.blocked) {
            return kernel.collide(leg, batch, from, to);
        }
        first.serve(gas.occupation.get(channel.first), leg.firstBlock);
        second.serve(gas.occupation.get(channel.second), leg.secondBlock);
        int r = from;
        while (r < to && !batch.outgrown) {
            copy(leg, batch, r);
            kernel.collide(leg, batch, r, r + 1);
            int length = batch.length(r);
            for (int l = 0; l < length; l++) {
                judge(leg, batch, r, l);
            }
            r++;
        }
        return r;
    }

    private void copy(Leg leg, Batch batch, int r) {
        int n = batch.length(r);
        int i = batch.first[r];
        int straight = Math.min(n, leg.firstLeft(i));
        copy(leg.ax, i, straight, leg.firstStart, first.x, n);
        copy(leg.ay, i, straight, leg.firstStart, first.y, n);
        int j = batch.second[r];
        int straightToo = Math.min(n, leg.secondLeft(j));
        copy(leg.bx, j, straightToo, leg.secondStart, second.x, n);
        copy(leg.by, j, straightToo, leg.secondStart, second.y, n);
        if (leg.spatial) {
            copy(leg.az, i, straight, leg.firstStart, first.z, n);
            copy(leg.bz, j, straightToo, leg.secondStart, second.z, n);
        }
    }

    private static void copy(double[] v, int from, int straight, int start, double[] into, int n) {
        System.arraycopy(v, from, into, 0, straight);
        System.arraycopy(v, start, into, straight, n - straight);
    }

    private void judge(Leg leg, Batch batch, int r, int l) {
        int i = leg.first(batch.first[r] + l);
        int j = leg.second(batch.second[r] + l);
        int iz = i & leg.thirdMask;
        int jz = j & leg.thirdMask;
        first.look(l, leg.ax[i], leg.ay[i], leg.az[iz]);
        second.look(l, leg.bx[j], leg.by[j], leg.bz[jz]);
        if (!first.moves && !second.moves) {
            return;
        }
        if (!first.moves) {
            first.recoil(l, second, leg.channel.firstShare / leg.channel.secondShare);
        } else if (!second.moves) {
            second.recoil(l, first, leg.channel.secondShare / leg.channel.firstShare);
        }
        first.leave(l);
        second.leave(l);
        double enhancement = first.factor(0) * second.factor(first.sharesTargetWith(second) ? 1 : 0);
        long word = CounterWords.word(batch.occupationKey, batch.counter + (long) batch.run * r + l);
        boolean stands = (word >>> BELOW_FRACTION) * UNIT * batch.enhancement < enhancement;
        if (enhancement > batch.enhancement * (1 + ROUNDING)) {
            batch.clipped++;
        }
        first.enter(stands);
        second.enter(stands);
        if (!stands) {
            batch.accepted--;
            leg.ax[i] = first.x[l];
            leg.ay[i] = first.y[l];
            leg.bx[j] = second.x[l];
            leg.by[j] = second.y[l];
            if (leg.spatial) {
                leg.az[i] = first.z[l];
                leg.bz[j] = second.z[l];
            }
        }
    }
}
