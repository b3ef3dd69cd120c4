package io.github.stosszahl.linearised;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Lets particles of opposite sign in the same cell of velocity space cancel. In a cell of a particles of one sign and b &lt; a of the other, k of each go, k at most a quarter of a, and the a - k
 * that are left are shifted together and scaled about their mean such that momentum and energy of the cell stay: mass, momentum and energy are conserved to rounding, and what changes in other
 * moments is of fourth order in the edge. This is repeated until only one sign is left, or fewer than four of the other. Cells lie anew each time.
 */
final class Cancellation {
    private static final int FEWEST = 4;
    /** A change of the spread beyond this and its inverse is refused: the cell keeps its particles. */
    private static final double LARGEST_SCALE = 2;

    private final Background background;
    private final double edge;
    private final int side;
    private final int[] start;
    private int[] order = {};
    private int[] cellOf = {};
    private boolean[] gone = {};
    private final double[] mean;
    private final double[] newMean;
    private final double[] moved;

    Cancellation(Background background, double edge) {
        this.background = background;
        this.edge = edge;
        int d = background.centre.length;
        side = 1 + (int) Math.ceil(2 * background.radius / edge);
        int cells = side * side * (d == 3 ? side : 1);
        start = new int[cells + 1];
        mean = new double[d];
        newMean = new double[d];
        moved = new double[d];
    }

    /** Cancels what can be cancelled. */
    void cancel(SignedParticles particles, UniformRandomProvider rng) {
        sort(particles, rng);
        for (int cell = 0; cell + 1 < start.length; cell++) {
            int from = start[cell];
            int to = start[cell + 1];
            if (to - from > FEWEST) {
                int positive = gatherPositive(particles, from, to);
                int left = reduce(particles, from, positive, to, rng);
                for (int k = left; k < to; k++) {
                    gone[order[k]] = true;
                }
            }
        }
        int kept = 0;
        for (int k = 0; k < particles.size; k++) {
            if (!gone[k]) {
                for (double[] component : particles.v) {
                    component[kept] = component[k];
                }
                particles.sign[kept] = particles.sign[k];
                kept++;
            }
        }
        particles.size = kept;
    }

    /** By cells of a grid that is put down at random. */
    private void sort(SignedParticles particles, UniformRandomProvider rng) {
        int n = particles.size;
        if (order.length < n) {
            order = new int[n + n / 4];
            cellOf = new int[n + n / 4];
            gone = new boolean[n + n / 4];
        }
        Arrays.fill(gone, 0, n, false);
        Arrays.fill(start, 0);
        int d = particles.v.length;
        Arrays.fill(cellOf, 0, n, 0);
        for (int a = 0; a < d; a++) {
            double lower = background.centre[a] - background.radius - edge * rng.nextDouble();
            double[] component = particles.v[a];
            for (int k = 0; k < n; k++) {
                int index = Math.min(side - 1, Math.max(0, (int) ((component[k] - lower) / edge)));
                cellOf[k] = cellOf[k] * side + index;
            }
        }
        for (int k = 0; k < n; k++) {
            start[cellOf[k] + 1]++;
        }
        for (int cell = 0; cell + 1 < start.length; cell++) {
            start[cell + 1] += start[cell];
        }
        for (int k = n - 1; k >= 0; k--) {
            int place = --start[cellOf[k] + 1];
            order[place] = k;
        }
        // every end has become a start, one place too high
        System.arraycopy(start, 1, start, 0, start.length - 1);
        start[start.length - 1] = n;
    }

    /** Puts the positive particles of a cell first; returns where they end. */
    private int gatherPositive(SignedParticles particles, int from, int to) {
        int positive = from;
        for (int k = from; k < to; k++) {
            if (particles.sign[order[k]] > 0) {
                swap(k, positive);
                positive++;
            }
        }
        return positive;
    }

    private void swap(int k, int l) {
        int swapped = order[k];
        order[k] = order[l];
        order[l] = swapped;
    }

    /** Cancels in a cell whose positive particles are from..positive-1; those that are left stand first, up to the place returned. */
    private int reduce(SignedParticles particles, int from, int positive, int to, UniformRandomProvider rng) {
        int more = positive - from;
        int fewer = to - positive;
        if (more < fewer) {
            for (int k = 0; k < more; k++) {
                swap(from + k, to - 1 - k);
            }
            int swapped = more;
            more = fewer;
            fewer = swapped;
        }
        while (fewer > 0 && more >= FEWEST) {
            int pairs = Math.min(fewer, more / FEWEST);
            // the ones to go are chosen at random and put last on their side
            choose(from, more, pairs, rng);
            choose(from + more, fewer, pairs, rng);
            if (!merge(particles, from, more, fewer, pairs)) {
                break;
            }
            // those of the other sign follow those that are left
            for (int k = 0; k < fewer - pairs; k++) {
                swap(from + more - pairs + k, from + more + k);
            }
            more -= pairs;
            fewer -= pairs;
        }
        return from + more + fewer;
    }

    private void choose(int from, int count, int chosen, UniformRandomProvider rng) {
        for (int k = 0; k < chosen; k++) {
            swap(from + count - 1 - k, from + rng.nextInt(count - k));
        }
    }

    /** Gives those that stay what momentum and energy the others leave; false, and nothing changed, if they cannot have it. */
    private boolean merge(SignedParticles particles, int from, int more, int fewer, int pairs) {
        int left = more - pairs;
        double spread = 0;
        double gain = 0;
        for (int a = 0; a < mean.length; a++) {
            double[] component = particles.v[a];
            double origin = component[order[from]];
            double sum = 0;
            double square = 0;
            for (int k = from; k < from + left; k++) {
                double c = component[order[k]] - origin;
                sum += c;
                square += c * c;
            }
            double sumOfGone = 0;
            for (int k = 0; k < pairs; k++) {
                double c = component[order[from + left + k]] - origin;
                double b = component[order[from + more + fewer - 1 - k]] - origin;
                sumOfGone += c - b;
                gain += c * c - b * b;
            }
            mean[a] = origin + sum / left;
            newMean[a] = origin + (sum + sumOfGone) / left;
            spread += square - sum * sum / left;
            gain += (sum * sum - (sum + sumOfGone) * (sum + sumOfGone)) / left;
        }
        double scale = Math.sqrt((spread + gain) / spread);
        if (!(scale <= LARGEST_SCALE && scale >= 1 / LARGEST_SCALE)) {
            return false;
        }
        for (int k = from; k < from + left; k++) {
            move(particles, order[k], scale);
            if (!background.contains(moved)) {
                return false;
            }
        }
        for (int k = from; k < from + left; k++) {
            move(particles, order[k], scale);
            particles.set(order[k], moved);
        }
        return true;
    }

    private void move(SignedParticles particles, int k, double scale) {
        for (int a = 0; a < moved.length; a++) {
            moved[a] = Math.fma(scale, particles.v[a][k] - mean[a], newMean[a]);
        }
    }
}
