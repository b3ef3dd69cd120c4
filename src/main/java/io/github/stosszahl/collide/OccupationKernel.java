package io.github.stosszahl.collide;

import io.github.stosszahl.math.ArrayMath;
import io.github.stosszahl.random.CounterWords;
import org.jspecify.annotations.Nullable;

/**
 * A kernel with the acceptance of Fermi and Bose statistics. It lets a run collide as classical particles do, and then takes back, one after the other, collisions that
 * occupied cells block, or those for which the majorant of the enhancement was too large. A candidate with a given direction has been decided about before: it stands.
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

    /** One side of the pairs of a run, by slot. */
    private static final class Partner {
        /** Velocities before the collision. */
        private final double[] x = new double[Batch.SIZE];

        private final double[] y = new double[Batch.SIZE];
        private final double[] z = new double[Batch.SIZE];
        private final boolean[] moves = new boolean[Batch.SIZE];
        private final int[] oldCell = new int[Batch.SIZE];
        private final int[] newCell = new int[Batch.SIZE];
        private @Nullable OccupationNumbers numbers;
        private int[] counts = NOBODY;

        void serve(@Nullable OccupationNumbers occupation, int block) {
            numbers = occupation;
            counts = occupation == null ? NOBODY : occupation.counts[block];
        }

        void remember(int l, double vx, double vy, double vz) {
            x[l] = vx;
            y[l] = vy;
            z[l] = vz;
        }

        /** Finds what became of the particle. */
        void look(int l, double vx, double vy, double vz) {
            moves[l] = vx != x[l] || vy != y[l] || vz != z[l];
            if (numbers != null && moves[l]) {
                oldCell[l] = numbers.cell(x[l], y[l], z[l]);
                newCell[l] = numbers.cell(vx, vy, vz);
            }
        }

        /** Where a heavier weight, which took no part, would have gone: momentum is conserved. */
        void recoil(int l, double dx, double dy, double dz, double share) {
            if (numbers != null) {
                oldCell[l] = numbers.cell(x[l], y[l], z[l]);
                newCell[l] = numbers.cell(x[l] - share * dx, y[l] - share * dy, z[l] - share * dz);
            }
        }

        /** Reads the numbers of the cells: the processor then waits for many of them at a time, instead of for one after the other. */
        int fetch(int n) {
            int sum = 0;
            for (int l = 0; l < n && numbers != null; l++) {
                sum += counts[oldCell[l]] + counts[newCell[l]];
            }
            return sum;
        }

        /** Takes the particle out of its cell. */
        void leave(int l) {
            if (numbers != null) {
                counts[oldCell[l]]--;
            }
        }

        /** 1 + alpha m/g. */
        double factor(int l, int arrivals) {
            return numbers == null ? 1 : numbers.factor(newCell[l], counts[newCell[l]] + arrivals);
        }

        /** Puts the particle where it belongs. */
        void enter(int l, boolean stands) {
            if (numbers != null) {
                counts[stands && moves[l] ? newCell[l] : oldCell[l]]++;
            }
        }

        boolean sharesTargetWith(Partner other, int l) {
            return counts == other.counts && newCell[l] == other.newCell[l];
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
            remember(leg, batch, r);
            kernel.collide(leg, batch, r, r + 1);
            look(leg, batch, r);
            int length = batch.length(r);
            if (first.fetch(length) + second.fetch(length) < 0) {
                throw new IllegalStateException("negative occupation numbers");
            }
            for (int l = 0; l < length; l++) {
                if (!first.moves[l] && !second.moves[l]) {
                    continue;
                }
                first.leave(l);
                second.leave(l);
                boolean stands = batch.directed || judge(batch, r, l);
                first.enter(l, stands);
                second.enter(l, stands);
                if (!stands) {
                    takeBack(leg, batch, r, l);
                }
            }
            r++;
        }
        return r;
    }

    private void remember(Leg leg, Batch batch, int r) {
        for (int l = 0; l < batch.length(r); l++) {
            int i = leg.first(batch.first[r] + l);
            int j = leg.second(batch.second[r] + l);
            first.remember(l, leg.ax[i], leg.ay[i], leg.az[i & leg.thirdMask]);
            second.remember(l, leg.bx[j], leg.by[j], leg.bz[j & leg.thirdMask]);
        }
    }

    private void look(Leg leg, Batch batch, int r) {
        for (int l = 0; l < batch.length(r); l++) {
            int i = leg.first(batch.first[r] + l);
            int j = leg.second(batch.second[r] + l);
            int iz = i & leg.thirdMask;
            int jz = j & leg.thirdMask;
            first.look(l, leg.ax[i], leg.ay[i], leg.az[iz]);
            second.look(l, leg.bx[j], leg.by[j], leg.bz[jz]);
            if (first.moves[l] == second.moves[l]) {
                continue;
            }
            PairChannel channel = leg.channel;
            if (first.moves[l]) {
                second.recoil(
                        l,
                        leg.ax[i] - first.x[l],
                        leg.ay[i] - first.y[l],
                        leg.az[iz] - first.z[l],
                        channel.secondShare / channel.firstShare);
            } else {
                first.recoil(
                        l,
                        leg.bx[j] - second.x[l],
                        leg.by[j] - second.y[l],
                        leg.bz[jz] - second.z[l],
                        channel.firstShare / channel.secondShare);
            }
        }
    }

    /** Whether a collision stands, both particles of which have been taken out. */
    private boolean judge(Batch batch, int r, int l) {
        double enhancement = first.factor(l, 0) * second.factor(l, first.sharesTargetWith(second, l) ? 1 : 0);
        int slot = batch.run * r + l;
        long word = CounterWords.word(batch.occupationKey, batch.counter + slot);
        double majorant = batch.enhancement[slot];
        if (enhancement > majorant * (1 + ROUNDING)) {
            batch.clipped++;
        }
        return (word >>> BELOW_FRACTION) * UNIT * majorant < enhancement;
    }

    private void takeBack(Leg leg, Batch batch, int r, int l) {
        batch.accepted--;
        int i = leg.first(batch.first[r] + l);
        int j = leg.second(batch.second[r] + l);
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
