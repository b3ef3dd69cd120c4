package io.github.stosszahl.collide;

import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.CounterGenerator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One pair of species in one visit: the particles of a range of the first species against those of a range of the second. Each range is a ring, whose
 * last particle is followed by its first.
 *
 * <p>Particles of the plane get a third component from a short array of zeros, {@link Batch#flat}, that all of them share; an index into the third
 * component is masked. So the arithmetic is that of space throughout.
 */
final class Leg {
    private static final int MASK_OF_PLANE = 0;
    private static final double LESS_ROUNDING = 1 - 1e-12;

    final PairChannel channel;
    final double[] ax;
    final double[] ay;
    final double[] az;
    final double[] bx;
    final double[] by;
    final double[] bz;
    final int thirdMask;
    /** +1 if candidates above their limit are accepted, -1 if those below. */
    final double sign;
    /** Whether alpha must be evaluated for each candidate. */
    final boolean general;
    /** Whether directions must be turned into that of u. */
    final boolean turned;

    final boolean spatial;
    /** Whether new speeds must be compared with their bounds. */
    final boolean checked;
    /** Whether relative speeds must be compared with the range where the rate law holds. */
    final boolean limited;
    /** Whether every candidate collides in space, by a uniform direction, and no speed has a bound. */
    final boolean maxwellMolecules;

    final double validFromSquare;
    final double validToSquare;
    /** m_j/m_i. */
    final double massRatio;

    final double originX;
    final double originY;
    final double originZ;

    int firstBlock;
    int firstStart;
    int firstSize;
    int secondBlock;
    int secondStart;
    int secondSize;
    /** Candidates whose particles follow one another, a power of two. */
    int run;

    double firstBoundSquare;
    double secondBoundSquare;
    /** Two velocities of which v_i^2 + (m_j/m_i) v_j^2 is at most this are both within the bounds of their speeds. */
    double harmlessEnergy = Double.POSITIVE_INFINITY;
    /** Of directions that diffuse, if a partner has Bose statistics. */
    @Nullable
    EnhancementBounds enhancement;

    /**
     * Candidates to come, by layers: layer k has a Poisson process of the rate of pairs times high[k] - low[k], and accepts where alpha is above a number uniform
     * between the two. The first starts at 0; each rise of the majorant adds one for the rest of the time.
     */
    private double[] low = new double[4];

    private double[] high = new double[4];
    private int[] left = new int[4];
    private int layers;

    private final Gas gas;
    private final Tuning tuning;

    Leg(Gas gas, PairChannel channel, Tuning tuning, double[] flat) {
        this.gas = gas;
        this.tuning = tuning;
        this.channel = channel;
        spatial = gas.dimension == 3;
        Population a = gas.populations.get(channel.first);
        Population b = gas.populations.get(channel.second);
        ax = a.velocity(0);
        ay = a.velocity(1);
        az = spatial ? a.velocity(2) : flat;
        bx = b.velocity(0);
        by = b.velocity(1);
        bz = spatial ? b.velocity(2) : flat;
        thirdMask = spatial ? -1 : MASK_OF_PLANE;
        sign = channel.trend == RateLaw.Trend.DECREASING ? -1 : 1;
        general = channel.trend == RateLaw.Trend.GENERAL;
        turned = channel.isTurned();
        checked = gas.bounded;
        validFromSquare = channel.rate.validFrom() * channel.rate.validFrom();
        validToSquare = channel.rate.validTo() * channel.rate.validTo();
        limited = validFromSquare > 0 || validToSquare < Double.POSITIVE_INFINITY;
        maxwellMolecules =
                spatial && channel.trend == RateLaw.Trend.CONSTANT && !turned && !checked && channel.equalWeights;
        massRatio = channel.firstShare / channel.secondShare;
        originX = gas.origin[0];
        originY = gas.origin[1];
        originZ = spatial ? gas.origin[2] : 0;
    }

    /** Sets the two ranges. */
    void visit(int first, int second) {
        firstBlock = first;
        firstStart = gas.blocks.start(channel.first, first);
        firstSize = gas.blocks.start(channel.first, first + 1) - firstStart;
        secondBlock = second;
        secondStart = gas.blocks.start(channel.second, second);
        secondSize = gas.blocks.start(channel.second, second + 1) - secondStart;
        // a run within one ring takes its particles twice
        int ring = isWithinOne() ? firstSize / 2 : Math.min(firstSize, secondSize);
        int affordable = ring / tuning.particlesPerLane();
        run = Integer.highestOneBit(Math.max(1, Math.min(tuning.longestRun(), affordable)));
    }

    /** The particle at an index that may have passed the end of the first ring. */
    int first(int index) {
        return around(index, firstSize, firstStart + firstSize);
    }

    /** The same for the second ring. */
    int second(int index) {
        return around(index, secondSize, secondStart + secondSize);
    }

    /** Particles from an index to the end of the first ring. */
    int firstLeft(int index) {
        return firstStart + firstSize - index;
    }

    /** The same for the second ring. */
    int secondLeft(int index) {
        return secondStart + secondSize - index;
    }

    static int around(int index, int size, int end) {
        return index < end ? index : index - size;
    }

    /** Whether both ranges are the same particles. */
    boolean isWithinOne() {
        return channel.isLike() && firstBlock == secondBlock;
    }

    /** The number of pairs of a particle of each range. */
    double possiblePairs() {
        return isWithinOne() ? 0.5 * firstSize * (firstSize - 1.0) : (double) firstSize * secondSize;
    }

    /** Events of all pairs per unit time and unit of alpha: a block stands for all blocks. */
    double pairRate() {
        return possiblePairs() * gas.blocks.count() * channel.heavierWeight;
    }

    /** Draws the candidates of a visit that lasts some time. */
    void begin(double duration, CounterGenerator rng) {
        layers = 0;
        addLayer(0, duration, rng);
    }

    /** Takes the bounds anew and adds the candidates by which a higher majorant exceeds the old one. */
    void raiseMajorant(double duration, CounterGenerator rng) {
        addLayer(high[layers - 1], duration, rng);
    }

    private void addLayer(double from, double duration, CounterGenerator rng) {
        firstBoundSquare = gas.bounds.square(channel.first, firstBlock);
        secondBoundSquare = gas.bounds.square(channel.second, secondBlock);
        if (checked) {
            harmlessEnergy = harmlessEnergy();
        }
        double majorant = channel.rate.majorant(Math.sqrt(firstBoundSquare) + Math.sqrt(secondBoundSquare));
        if (layers > 0 && majorant <= from) {
            return;
        }
        if (layers == left.length) {
            low = Arrays.copyOf(low, 2 * layers);
            high = Arrays.copyOf(high, 2 * layers);
            left = Arrays.copyOf(left, 2 * layers);
        }
        low[layers] = from;
        high[layers] = majorant;
        left[layers] = rng.nextPoisson(pairRate() * (majorant - from) * duration);
        layers++;
    }

    /** Bounds count from the origin, by which the root of such a sum differs from one that counts from 0 at most by the sum's root for the origin itself: Minkowski's inequality. */
    private double harmlessEnergy() {
        double bound = Math.sqrt(Math.min(firstBoundSquare, massRatio * secondBoundSquare));
        double origin = Math.sqrt((1 + massRatio) * (originX * originX + originY * originY + originZ * originZ));
        double difference = Math.max(0, bound - origin);
        return LESS_ROUNDING * difference * difference;
    }

    /** Candidates that are still to be done. */
    int left() {
        int sum = 0;
        for (int k = 0; k < layers; k++) {
            sum += left[k];
        }
        return sum;
    }

    /** Batches of at most some size that are still to be done: each is of one layer. */
    int batchesLeft(int size) {
        int sum = 0;
        for (int k = 0; k < layers; k++) {
            sum += (left[k] + size - 1) / size;
        }
        return sum;
    }

    /** A layer that has candidates left, with a probability proportional to their number. */
    int chooseLayer(CounterGenerator rng) {
        if (layers == 1) {
            return 0;
        }
        int k = 0;
        int target = rng.nextInt(left());
        while (target >= left[k]) {
            target -= left[k];
            k++;
        }
        return k;
    }

    double low(int layer) {
        return low[layer];
    }

    double high(int layer) {
        return high[layer];
    }

    int left(int layer) {
        return left[layer];
    }

    /** Takes candidates of a layer as done. */
    void take(int layer, int count) {
        left[layer] -= count;
    }

    /** Raises the bounds by the particles of a run. */
    void raiseBounds(Batch batch, int r) {
        raise(channel.first, firstBlock, batch.first[r], batch.length(r), firstStart, firstSize);
        raise(channel.second, secondBlock, batch.second[r], batch.length(r), secondStart, secondSize);
    }

    private void raise(int species, int block, int from, int length, int start, int size) {
        int end = start + size;
        gas.bounds.raise(species, block, from, Math.min(from + length, end));
        if (from + length > end) {
            gas.bounds.raise(species, block, start, from + length - size);
        }
    }
}
