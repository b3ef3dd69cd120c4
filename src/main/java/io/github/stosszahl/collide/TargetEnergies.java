package io.github.stosszahl.collide;

/**
 * How the energy of a pair, measured from the origin of speeds, falls to the partners of an isotropic collision. With W the speed of the centre of mass and rho that of the first partner relative to it,
 * the first gets e between m (W - rho)^2/2 and m (W + rho)^2/2, uniformly in space; in the plane e is the cosine of a uniform angle. The interval is cut into pieces that belong to one speed class of either
 * partner, each with a bound P of the enhancement, so that directions can be drawn with a probability proportional to P.
 */
final class TargetEnergies {
    private static final int CLASSES = SpeedClasses.COUNT;

    private final boolean spatial;
    private final double[] from = new double[2 * CLASSES];
    private final double[] to = new double[2 * CLASSES];
    private final double[] bound = new double[2 * CLASSES];
    /** P times the probability of the piece, cumulated. */
    private final double[] cumulated = new double[2 * CLASSES];

    private int pieces;
    private double lowest;
    private double length;
    private double drawnBound;

    /** Scratch memory of {@link #largestMean}. */
    private final double[] bounds = new double[CLASSES * CLASSES];

    private final double[] shares = new double[CLASSES * CLASSES];

    TargetEnergies(boolean spatial) {
        this.spatial = spatial;
    }

    /** Probability of a part of the interval, from one end. */
    private double share(double part) {
        double x = Math.min(1, Math.max(0, part));
        return spatial ? x : Math.acos(1 - 2 * x) / Math.PI;
    }

    private double part(double share) {
        return spatial ? share : 0.5 * (1 - Math.cos(Math.PI * share));
    }

    /**
     * The mean of P over all directions of a pair.
     *
     * @param energy of both partners
     * @param centre W
     * @param relative rho
     */
    double mean(SpeedClasses a, SpeedClasses b, double energy, double centre, double relative) {
        double mass = a.mass();
        lowest = 0.5 * mass * (centre - relative) * (centre - relative);
        length = 2 * mass * centre * relative;
        double end = lowest + length;
        pieces = 0;
        int m = a.classOfEnergy(lowest);
        int n = b.classOfEnergy(energy - lowest);
        double e = lowest;
        double sum = 0;
        double below = 0;
        while (true) {
            double next = Math.min(
                    m == CLASSES - 1 ? end : Math.min(end, a.largestEnergy(m)),
                    n == 0 ? end : energy - b.leastEnergy(n));
            next = Math.max(next, e);
            double upTo = next >= end ? 1 : share((next - lowest) / length);
            from[pieces] = below;
            to[pieces] = upTo;
            bound[pieces] = a.factor(m) * b.factor(n);
            sum += (upTo - below) * bound[pieces];
            cumulated[pieces++] = sum;
            if (next >= end) {
                return sum;
            }
            below = upTo;
            e = next;
            if (m < CLASSES - 1 && next >= a.largestEnergy(m)) {
                m++;
            } else {
                n--;
            }
        }
    }

    /**
     * The cosine of the angle between W and the first partner's new velocity relative to the centre of mass, with the density P of the last {@link #mean}.
     *
     * @param u uniform in (0, 1)
     */
    double cosine(double u) {
        double target = u * cumulated[pieces - 1];
        int k = 0;
        while (k < pieces - 1 && target >= cumulated[k]) {
            k++;
        }
        drawnBound = bound[k];
        double before = k == 0 ? 0 : cumulated[k - 1];
        double width = cumulated[k] - before;
        double share = width > 0 ? from[k] + (to[k] - from[k]) * (target - before) / width : from[k];
        return Math.min(1, Math.max(-1, 2 * part(share) - 1));
    }

    /** P of the last {@link #cosine}. */
    double drawnBound() {
        return drawnBound;
    }

    /**
     * A bound of {@link #mean} for all pairs of two classes: P is at most phi plus what it exceeds phi by in some pieces, and a piece has at most a certain share of the
     * directions. To get as little as p or less, W and rho must differ by sqrt(2 p/m) at most, which bounds their product, the length of the interval, from below.
     */
    double largestMean(SpeedClasses a, SpeedClasses b, int k, int l) {
        double least = a.leastEnergy(k) + b.leastEnergy(l);
        double most = a.largestEnergy(k) + b.largestEnergy(l);
        int count = 0;
        for (int m = 0; m < CLASSES && a.leastEnergy(m) <= most; m++) {
            double largest = m == CLASSES - 1 ? Double.POSITIVE_INFINITY : a.largestEnergy(m);
            for (int n = 0; n < CLASSES && a.leastEnergy(m) + b.leastEnergy(n) <= most; n++) {
                double largestOfSecond = n == CLASSES - 1 ? Double.POSITIVE_INFINITY : b.largestEnergy(n);
                if (largest + largestOfSecond < least) {
                    continue;
                }
                double width = Math.min(
                        Math.min(largest, most) - a.leastEnergy(m), Math.min(largestOfSecond, most) - b.leastEnergy(n));
                double shortest = Math.max(
                        shortest(a.mass(), b.mass(), least, largest),
                        shortest(b.mass(), a.mass(), least, largestOfSecond));
                bounds[count] = a.factor(m) * b.factor(n);
                shares[count++] = shortest > 0 ? share(width / shortest) : 1;
            }
        }
        double smallest = Double.POSITIVE_INFINITY;
        for (int level = 0; level < count; level++) {
            double phi = bounds[level];
            double sum = phi;
            for (int c = 0; c < count && sum < smallest; c++) {
                sum += Math.max(0, bounds[c] - phi) * shares[c];
            }
            smallest = Math.min(smallest, sum);
        }
        return smallest;
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
