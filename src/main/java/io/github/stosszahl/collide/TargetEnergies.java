package io.github.stosszahl.collide;

/**
 * How the energy of a pair, measured from the origin of speeds, falls to the partners of an isotropic collision. With W the speed of the centre of mass and rho that of the first partner relative to it,
 * the first gets e between m (W - rho)^2/2 and m (W + rho)^2/2, uniformly in space; in the plane e is the cosine of a uniform angle. The interval is cut into pieces that belong to one speed class of either
 * partner, each with a bound P of the enhancement, so that directions can be drawn with a probability proportional to P.
 */
final class TargetEnergies {
    private static final int CLASSES = SpeedClasses.COUNT;
    /** Of a search: the rest would lower a bound by nothing that matters. */
    private static final int HALVINGS = 12;

    private final boolean spatial;
    /** Shares of the interval up to the end of a piece, after those of none. */
    private final double[] upTo = new double[2 * CLASSES + 1];

    private final double[] bound = new double[2 * CLASSES + 1];
    /** P times the probability of the piece, cumulated; after the sum of none. */
    private final double[] cumulated = new double[2 * CLASSES + 1];

    private int pieces;
    private double drawnBound;

    /** Scratch memory of {@link #largestMean}. */
    private final double[] bounds = new double[CLASSES * CLASSES];

    private final double[] shares = new double[CLASSES * CLASSES];

    TargetEnergies(boolean spatial) {
        this.spatial = spatial;
    }

    /** Probability of a part of the interval, from one end. */
    private double share(double part) {
        double x = part < 1 ? Math.max(0, part) : 1;
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
        double lowest = 0.5 * mass * (centre - relative) * (centre - relative);
        double inverse = 1 / (2 * mass * centre * relative);
        int m = a.classOfEnergy(lowest);
        int n = b.classOfEnergy(energy - lowest);
        int k = 0;
        double sum = 0;
        double below = 0;
        while (below < 1) {
            double topOfFirst = a.topOf(m);
            double topOfSecond = energy - b.bottomOf(n);
            double next = share((Math.min(topOfFirst, topOfSecond) - lowest) * inverse);
            // not below it for want of precision, and all where the energy can take one value only
            double end = next > below ? next : inverse < Double.POSITIVE_INFINITY ? below : 1;
            bound[k] = a.factor(m) * b.factor(n);
            sum += (end - below) * bound[k];
            k++;
            upTo[k] = end;
            cumulated[k] = sum;
            below = end;
            if (topOfFirst <= topOfSecond) {
                m++;
            } else {
                n--;
            }
        }
        pieces = k;
        return sum;
    }

    /**
     * The cosine of the angle between W and the first partner's new velocity relative to the centre of mass, with the density P of the last {@link #mean}.
     *
     * @param u uniform in (0, 1)
     */
    double cosine(double u) {
        double target = u * cumulated[pieces];
        int k = 0;
        while (k < pieces - 1 && target >= cumulated[k + 1]) {
            k++;
        }
        drawnBound = bound[k];
        double width = cumulated[k + 1] - cumulated[k];
        double share = width > 0 ? upTo[k] + (upTo[k + 1] - upTo[k]) * (target - cumulated[k]) / width : upTo[k];
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
        return smallestSum(count);
    }

    /** The smallest phi + sum (P - phi)+ share over phi, nearly: it falls as long as the shares of the pieces above phi sum to more than 1. */
    private double smallestSum(int count) {
        double low = 0;
        double high = 0;
        for (int c = 0; c < count; c++) {
            high = Math.max(high, bounds[c]);
        }
        for (int halving = 0; halving < HALVINGS; halving++) {
            // P differ by orders of magnitude
            double phi = Math.sqrt(Math.max(1, low) * high);
            double above = 0;
            for (int c = 0; c < count; c++) {
                above += bounds[c] > phi ? shares[c] : 0;
            }
            if (above > 1) {
                low = phi;
            } else {
                high = phi;
            }
        }
        double sum = high;
        for (int c = 0; c < count; c++) {
            sum += Math.max(0, bounds[c] - high) * shares[c];
        }
        return sum;
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
