package io.github.stosszahl.collide;

import java.util.Arrays;

/**
 * The enhancement of isotropic collisions of pairs of two speed classes: a bound of its mean over all directions, and directions drawn with the density of a bound. Where directions are not uniform, only the largest enhancement.
 *
 * <p>With W the speed of the centre of mass from the origin of speeds and rho that of the first partner relative to it, the first partner gets an energy between m (W - rho)^2/2 and m (W + rho)^2/2, uniformly in space; in the plane it is the cosine of a
 * uniform angle. The interval is cut into pieces that belong to one speed class of either partner, each with a bound P of the enhancement, the product of the ceilings of its classes. P is at most phi plus what it exceeds phi by in some pieces, and
 * the energies of two classes tell which pieces a pair can reach, and the largest share of the directions that each can have. These are kept as long as the classes stay.
 */
final class MeanEnhancements {
    /** Of a search: the rest would lower a bound by nothing that matters. */
    private static final int HALVINGS = 6;

    private static final double ROUNDING = 1e-9;
    private static final int NOT_FOUND = -1;
    /** By which phi follows the bounds. */
    private static final double STEP = 1.03;

    private final boolean spatial;
    private final boolean uniform;
    private final int classes;
    /** Bounds, [second class][first class]. */
    private final double[] mean;
    /** P of pieces, [second class][first class]. */
    private final double[] bound;
    /** The same where both partners may arrive in one cell, the first before the second. */
    private final double[] crowdedBound;
    /** Pairs of classes that may have so small a relative velocity. */
    private final boolean[] near;
    /** Pieces that a pair of classes can reach; found when it has particles for the first time. */
    private final int[] firstPiece;

    private final int[] endOfPieces;
    private int pieces;

    private final double[] phi;
    /** The phi that is tried next; 0 before one was searched for in this visit. */
    private final double[] next;
    /** Whether a larger one is looked at then. */
    private final boolean[] rising;

    private short[] piece = new short[1024];
    private double[] share = new double[1024];
    /** Sums of (P - phi)+ times the share up to and with a piece. */
    private double[] upTo = new double[1024];

    private boolean within;
    private double drawnCosine;
    private double drawnBound;
    private double drawnLargest;
    private boolean exceeded;

    /** Largest energies of the classes that the pieces were found for. */
    private final double[] firstEnergies;

    private final double[] secondEnergies;

    /**
     * @param uniform whether all directions are equally probable
     * @param classes of either partner
     */
    MeanEnhancements(boolean spatial, boolean uniform, int classes) {
        this.spatial = spatial;
        this.uniform = uniform;
        this.classes = classes;
        mean = new double[classes * classes];
        bound = new double[classes * classes];
        crowdedBound = new double[classes * classes];
        near = new boolean[classes * classes];
        firstPiece = new int[classes * classes];
        endOfPieces = new int[classes * classes];
        phi = new double[classes * classes];
        next = new double[classes * classes];
        rising = new boolean[classes * classes];
        firstEnergies = new double[classes];
        secondEnergies = new double[classes];
        Arrays.fill(firstPiece, NOT_FOUND);
    }

    /** The bound for a first and a second class: of the mean, or the largest one; 0 if there were no particles. */
    double of(int k, int l) {
        return mean[l * classes + k];
    }

    /** Takes the bounds of all classes that have particles, whatever was before. */
    void visit(SpeedClasses a, SpeedClasses b) {
        boolean differ = take(a, firstEnergies);
        differ |= take(b, secondEnergies);
        if (differ) {
            pieces = 0;
            Arrays.fill(firstPiece, NOT_FOUND);
        }
        within = a == b;
        Arrays.fill(next, 0);
        renew(a, b);
    }

    /** Takes them from the present ceilings. */
    void renew(SpeedClasses a, SpeedClasses b) {
        Arrays.fill(mean, 0);
        multiply(a, b);
        complete(a, b);
    }

    /** Takes the bounds of classes that had no particles. */
    void complete(SpeedClasses a, SpeedClasses b) {
        for (int l = 0; l < classes; l++) {
            for (int k = 0; k < (within ? l + 1 : classes); k++) {
                int c = l * classes + k;
                if (mean[c] == 0 && a.size(k) > 0 && b.size(l) > 0) {
                    mean[c] = bound(a, b, k, l);
                    if (within) {
                        mean[k * classes + l] = mean[c];
                    }
                }
            }
        }
    }

    private double bound(SpeedClasses a, SpeedClasses b, int k, int l) {
        int c = l * classes + k;
        if (firstPiece[c] == NOT_FOUND) {
            find(a, b, k, l);
        }
        if (!uniform) {
            return largest(c);
        }
        if (next[c] == 0) {
            next[c] = search(c);
            rising[c] = false;
        }
        return sum(c);
    }

    /**
     * Draws a direction of a pair, or none: any direction with the probability density, relative to the uniform one, of {@link #bound} over {@link #of}.
     *
     * @param k class of the first partner; not larger than l where both have the same classes
     * @param l class of the second
     * @param u uniform in (0, 1)
     * @param energy of both partners
     * @param centre W
     * @param relative rho
     * @return whether there is a direction
     */
    boolean draw(
            SpeedClasses a, SpeedClasses b, int k, int l, double u, double energy, double centre, double relative) {
        int c = l * classes + k;
        double lowest = 0.5 * a.mass() * (centre - relative) * (centre - relative);
        double length = 2 * a.mass() * centre * relative;
        double target = u * mean[c];
        double base = phi[c];
        exceeded = false;
        if (target < base) {
            double part = part(target / base);
            double e = lowest + part * length;
            drawnLargest = bounds(c)[b.classOfEnergy(energy - e) * classes + a.classOfEnergy(e)];
            drawnBound = Math.max(base, drawnLargest);
            drawnCosine = 2 * part - 1;
            return true;
        }
        target -= base;
        int p = pieceAt(target, firstPiece[c], endOfPieces[c] - 1);
        int m = piece[p] % classes;
        int n = piece[p] / classes;
        drawnBound = bounds(c)[piece[p]];
        drawnLargest = drawnBound;
        double from = share((Math.max(a.bottoms()[m], energy - b.tops()[n]) - lowest) / length);
        double to = share((Math.min(a.tops()[m], energy - b.bottoms()[n]) - lowest) / length);
        exceeded = to - from > share[p] * (1 + ROUNDING);
        double before = p > firstPiece[c] ? upTo[p - 1] : 0;
        double x = from + (target - before) / (drawnBound - base);
        drawnCosine = 2 * part(x) - 1;
        return x < to;
    }

    /** The first piece up to which the sum is larger than a number. */
    private int pieceAt(double target, int first, int last) {
        int low = first;
        int high = last;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] > target) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Cosine of the angle between W and the first partner's new velocity relative to the centre of mass, of the last {@link #draw}. */
    double cosine() {
        return drawnCosine;
    }

    /** The larger of P and phi in the direction of the last {@link #draw}. */
    double bound() {
        return drawnBound;
    }

    /** P, which is not larger. */
    double largest() {
        return drawnLargest;
    }

    /** Whether a piece had a larger share of the directions than it may have. */
    boolean exceeded() {
        return exceeded;
    }

    /** Probability of a part of the interval of energies, from one end. */
    private double share(double part) {
        double x = part < 1 ? Math.max(0, part) : 1;
        return spatial ? x : Math.acos(1 - 2 * x) / Math.PI;
    }

    private double part(double share) {
        return spatial ? share : 0.5 * (1 - Math.cos(Math.PI * share));
    }

    /** Takes the largest energies of classes; says whether they differ from those that were there. */
    private static boolean take(SpeedClasses classes, double[] energies) {
        boolean differ = false;
        for (int k = 0; k < energies.length; k++) {
            differ |= energies[k] != classes.largestEnergy(k);
            energies[k] = classes.largestEnergy(k);
        }
        return differ;
    }

    private void multiply(SpeedClasses a, SpeedClasses b) {
        for (int n = 0; n < classes; n++) {
            for (int m = 0; m < classes; m++) {
                bound[n * classes + m] = a.ceiling(m) * b.ceiling(n);
                crowdedBound[n * classes + m] = a.ceiling(m) * (b.ceiling(n) + b.unit());
            }
        }
    }

    private double[] bounds(int c) {
        return within && near[c] ? crowdedBound : bound;
    }

    /**
     * To get as little as p or less, W and rho must differ by sqrt(2 p/m) at most, which bounds their product, the length of the interval, from below. Nothing exceeds phi = 1 where no
     * partner has cells.
     */
    private void find(SpeedClasses a, SpeedClasses b, int k, int l) {
        int c = l * classes + k;
        near[c] = Math.max(a.lower(k) - b.upper(l), b.lower(l) - a.upper(k)) <= a.diagonal();
        firstPiece[c] = pieces;
        if (a.unit() > 0 || b.unit() > 0) {
            findPieces(a, b, k, l);
        }
        endOfPieces[c] = pieces;
    }

    private void findPieces(SpeedClasses a, SpeedClasses b, int k, int l) {
        double least = a.leastEnergy(k) + b.leastEnergy(l);
        double most = a.largestEnergy(k) + b.largestEnergy(l);
        for (int m = 0; m < classes && a.leastEnergy(m) <= most; m++) {
            double largest = a.tops()[m];
            for (int n = 0; n < classes && a.leastEnergy(m) + b.leastEnergy(n) <= most; n++) {
                double largestOfSecond = b.tops()[n];
                if (largest + largestOfSecond < least) {
                    continue;
                }
                double width = Math.min(
                        Math.min(largest, most) - a.leastEnergy(m), Math.min(largestOfSecond, most) - b.leastEnergy(n));
                double shortest = Math.max(
                        shortest(a.mass(), b.mass(), least, largest),
                        shortest(b.mass(), a.mass(), least, largestOfSecond));
                if (pieces == piece.length) {
                    piece = Arrays.copyOf(piece, 2 * pieces);
                    share = Arrays.copyOf(share, 2 * pieces);
                    upTo = Arrays.copyOf(upTo, 2 * pieces);
                }
                piece[pieces] = (short) (n * classes + m);
                share[pieces++] = shortest > 0 ? share(width / shortest) : 1;
            }
        }
    }

    /** The bound phi + sum (P - phi)+ share falls with phi as long as the shares of the pieces above phi sum to more than 1. */
    private double search(int c) {
        double[] bounds = bounds(c);
        double low = 1;
        double high = largest(c);
        for (int halving = 0; halving < HALVINGS; halving++) {
            // P differ by orders of magnitude
            double middle = Math.sqrt(low * high);
            double above = 0;
            for (int p = firstPiece[c]; p < endOfPieces[c]; p++) {
                above += bounds[piece[p]] > middle ? share[p] : 0;
            }
            if (above > 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Looks how the sum would be for another phi, too: that is taken next time if it is better. */
    private double sum(int c) {
        double[] bounds = bounds(c);
        double base = next[c];
        double other = Math.max(1, base * (rising[c] ? STEP : 1 / STEP));
        // twice the sums, without branches
        double sum = 0;
        double otherSum = 0;
        for (int p = firstPiece[c]; p < endOfPieces[c]; p++) {
            double largest = bounds[piece[p]];
            double excess = largest - base;
            double otherExcess = largest - other;
            sum += (excess + Math.abs(excess)) * share[p];
            otherSum += (otherExcess + Math.abs(otherExcess)) * share[p];
            upTo[p] = 0.5 * sum;
        }
        boolean better = other + 0.5 * otherSum < base + 0.5 * sum;
        next[c] = better ? other : base;
        rising[c] ^= !better;
        phi[c] = base;
        return base + 0.5 * sum;
    }

    private double largest(int c) {
        double[] bounds = bounds(c);
        double largest = 1;
        for (int p = firstPiece[c]; p < endOfPieces[c]; p++) {
            largest = Math.max(largest, bounds[piece[p]]);
        }
        return largest;
    }

    /** The least length 2 m W rho at which the partner of this mass can get the energy p or less, for an energy of the pair of at least {@code energy}. */
    private static double shortest(double mass, double other, double energy, double p) {
        double s = Math.sqrt(2 * p / mass);
        double total = 2 * energy / (mass + other);
        double ratio = mass / other;
        // W^2 + (m/m') rho^2 = 2 E/(m + m'), with W = rho + s or rho = W + s
        double product = Math.min(product(1, ratio, s, total), product(ratio, 1, s, total));
        return 2 * mass * product;
    }

    /** x (x + s) where c (x + s)^2 + d x^2 = total; 0 if x is not positive. */
    private static double product(double c, double d, double s, double total) {
        double rest = total - c * s * s;
        if (!(rest > 0)) {
            return 0;
        }
        double half = c * s;
        double x = rest / (half + Math.sqrt(half * half + (c + d) * rest));
        return x * (x + s);
    }
}
