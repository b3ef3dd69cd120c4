package io.github.stosszahl.collide;

import io.github.stosszahl.random.CounterWords;
import io.github.stosszahl.random.SphereHeatKernel;
import org.jspecify.annotations.Nullable;

/**
 * Who meets whom in a cell of space where directions diffuse (the Landau equation), and by which angles they turn. The particles of each species of a pair are put into random order, then every particle of
 * the larger species meets one of the other, and among like particles each meets two, so that an odd number leaves nobody out. The time of each is the step times the rate of all pairs over the number of
 * those that meet, as in a homogeneous gas. It is scratch memory of one thread.
 */
final class CellDiffusion {
    private static final double MINUS_LN2 = -Math.log(2);

    private final PairKernel kernel;
    private final SphereHeatKernel heatKernel = SphereHeatKernel.get();
    private final double[] times = new double[Batch.SIZE];
    /** Exponential numbers, then sin^2(chi/2), then cos(chi). */
    private final double[] haversines = new double[Batch.SIZE];

    private final double[] cosines = new double[Batch.SIZE];
    /** By how much longer pairs diffuse, to move as much more seldom. */
    private final double[] majorants = new double[Batch.SIZE];

    private int[] firstOrder = {};
    private int[] secondOrder = {};
    private int[] partners = {};
    private int n;
    private int m;
    private int offset;
    private int from;
    private long key;
    private long counter;

    CellDiffusion(PairKernel kernel) {
        this.kernel = kernel;
    }

    /** Takes the key of the random words of a cell. */
    void restart(long cellKey) {
        key = VisitKeys.ofDiffusion(cellKey);
        counter = 0;
    }

    /** Puts the particles of a pair of species of a cell into order, of which there are n and m from two indices on. */
    void pairUp(PairChannel channel, int firstStart, int firstSize, int secondStart, int secondSize) {
        n = firstSize;
        m = secondSize;
        firstOrder = shuffled(firstOrder, firstStart, n);
        if (channel.isLike()) {
            partners = firstOrder;
            offset = Math.max(1, (n - 1) / 2);
        } else {
            secondOrder = shuffled(secondOrder, secondStart, m);
            partners = secondOrder;
            offset = 0;
        }
    }

    /** How many pairs meet. */
    int meetings() {
        return Math.max(n, m);
    }

    /** How many of them, one after the other, share no particles and fit the scratch memory. */
    int apart() {
        return Math.min(Batch.SIZE, offset > 0 ? offset : Math.min(n, m));
    }

    /** The first partner of a pair of those that {@link #draw} was called for. */
    int first(int l) {
        return firstOrder[(from + l) % n];
    }

    /** The second partner. */
    int second(int l) {
        return partners[(from + l + offset) % m];
    }

    /** cos(chi) of a pair of those that {@link #draw} was called for. */
    double cosine(int l) {
        return cosines[l];
    }

    /** The bound of the factor by which occupied cells enhance the move of a pair of those that {@link #draw} was called for. */
    double majorant(int l) {
        return majorants[l];
    }

    /** A random number in 0..k-1. */
    int below(int k) {
        return CellCollisions.share(CounterWords.word(key, counter++) >>> Integer.SIZE, k);
    }

    private double uniform() {
        return ScalarKernel.uniform(CounterWords.word(key, counter++));
    }

    /**
     * Draws the angles of pairs that meet.
     *
     * @param start the first of them
     * @param count how many, at most {@link #apart}
     * @param timePerRate the time of the Laplacian on the sphere over alpha
     * @param enhancement the bounds, null for pairs without bosons
     */
    void draw(
            CellChannel c,
            double[][] a,
            double[][] b,
            int start,
            int count,
            double timePerRate,
            @Nullable CellEnhancement enhancement) {
        from = start;
        for (int l = 0; l < count; l++) {
            double square = Double.MIN_NORMAL;
            for (int axis = 0; axis < a.length; axis++) {
                double u = b[axis][second(l)] - a[axis][first(l)];
                square = Math.fma(u, u, square);
            }
            if (c.limited && (square < c.validFromSquare || square > c.validToSquare)) {
                c.continued++;
            }
            times[l] = square;
        }
        c.channel.rate.alphas(kernel.math(), times, count);
        for (int l = 0; l < count; l++) {
            majorants[l] =
                    enhancement == null ? 1 : enhancement.of(c.channel.first, first(l), c.channel.second, second(l));
        }
        for (int l = 0; l < count; l++) {
            times[l] = Math.min(timePerRate * majorants[l] * times[l], SphereHeatKernel.LONGEST);
            c.saturated += times[l] > DiffusionKernel.SATURATED ? 1 : 0;
            cosines[l] = uniform();
        }
        kernel.math().log2(cosines, count);
        for (int l = 0; l < count; l++) {
            cosines[l] *= MINUS_LN2 * times[l];
        }
        if (a.length == 3) {
            heatKernel.haversines(times, cosines, haversines, count);
            for (int l = 0; l < count; l++) {
                cosines[l] = 1 - 2 * haversines[l];
            }
        } else {
            drawPlaneCosines(count);
        }
    }

    /** Turns exponential numbers times tau into cosines of normal angles with variance 2 tau (Box and Muller 1958). */
    private void drawPlaneCosines(int count) {
        for (int l = 0; l < count; l++) {
            times[l] = 2 * Math.sqrt(cosines[l]);
            cosines[l] = Math.PI * (2 * uniform() - 1);
        }
        kernel.math().cos(cosines, count);
        for (int l = 0; l < count; l++) {
            // the cosine is made for -pi..pi
            cosines[l] = Math.IEEEremainder(cosines[l] * times[l], 2 * Math.PI);
        }
        kernel.math().cos(cosines, count);
    }

    /** The indices start..start+size-1 in random order, in an array that is as long at least. */
    private int[] shuffled(int[] array, int start, int size) {
        int[] order = array.length < size ? new int[Math.max(size, 2 * array.length)] : array;
        for (int k = 0; k < size; k++) {
            int l = below(k + 1);
            order[k] = order[l];
            order[l] = start + k;
        }
        return order;
    }
}
