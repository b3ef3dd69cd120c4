package io.github.stosszahl.collide;

import io.github.stosszahl.math.ArrayMath;
import io.github.stosszahl.math.ScalarMath;
import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How far rates of relaxation fall short of those of the equation because directions diffuse for a whole step at once; from pairs of particles as they are now.
 *
 * <p>Stress: an anisotropy of the gas, relative to equilibrium v v without its trace, is u u in pairs, by a half, the other half being in the motion of their centres. A step leaves the share
 * exp(-2 d tau) of u u, so of the anisotropy
 *
 * <pre>  1 - y,   y = (1/2) &lt;|u|^4 (1 - exp(-2 d tau))&gt;/&lt;|u|^4&gt;,   where the equation has exp(-x),   x = &lt;|u|^4 d tau&gt;/&lt;|u|^4&gt;.</pre>
 *
 * <p>Momentum and energy, which unlike species exchange by V.u, V the centre of mass: the same with |u|^2, y = &lt;|u|^2 (1 - exp(-(d - 1) tau))&gt;/&lt;|u|^2&gt; and x = &lt;|u|^2 (d - 1) tau&gt;/&lt;|u|^2&gt;.
 *
 * <p>The rate is -log(1 - y) instead of x: too small by the relative amount 1 + log(1 - y)/x. It is of first order for the stress, x/2 for Maxwell molecules, where momentum has none; and of the order
 * 2/3 for momentum and energy in Coulomb collisions in space, of which those with small |u| saturate.
 */
final class StepError {
    /** Pairs of one channel that are looked at. */
    static final int PAIRS = 4096;

    private static final int HALVINGS = 60;
    private static final int BISECTIONS = 10;
    private static final double[] NONE = {};
    private static final ArrayMath MATH = new ScalarMath();

    private final int dimension;
    private final List<Sample> samples;

    /**
     * Pairs of one channel.
     *
     * @param like whether they are of one species
     * @param square |u|^2
     * @param time tau per unit of the time step
     * @param enhancement how much longer directions diffuse, to stand as much more seldom
     */
    record Sample(boolean like, double[] square, double[] time, double[] enhancement) {
        /** Of a channel that does not diffuse. */
        static final Sample NOTHING = new Sample(true, NONE, NONE, NONE);

        /**
         * Turns |u|^2 into tau.
         *
         * @param scale by pair: tau per unit of the time step over alpha
         */
        static Sample of(PairChannel channel, double[] square, double[] scale, double[] enhancement) {
            double[] time = Arrays.stream(square)
                    .map(s -> Math.max(s, Double.MIN_NORMAL))
                    .toArray();
            channel.rate.alphas(MATH, time, time.length);
            for (int k = 0; k < time.length; k++) {
                // two particles of one velocity have nothing to turn, however large the rate
                time[k] = square[k] > 0 ? time[k] * scale[k] : 0;
            }
            return new Sample(channel.isLike(), square, time, enhancement);
        }
    }

    /** @param samples of each channel */
    StepError(int dimension, List<Sample> samples) {
        this.dimension = dimension;
        this.samples = List.copyOf(samples);
    }

    /** Of a homogeneous gas. */
    static StepError of(Gas gas) {
        return new StepError(
                gas.dimension,
                gas.channels.stream()
                        .map(channel -> channel.diffusivity > 0 ? sample(gas, channel) : Sample.NOTHING)
                        .toList());
    }

    private static Sample sample(Gas gas, PairChannel channel) {
        Population a = gas.populations.get(channel.first);
        Population b = gas.populations.get(channel.second);
        double[] square = new double[PAIRS];
        double[] enhancement = new double[PAIRS];
        Optional<EnhancementBounds> bounds = bounds(gas, channel);
        // particles are in random order; half the gas away is a partner that a like particle has not met more often
        // than others
        long shift = channel.isLike() ? b.size() / 2 : 0;
        for (int k = 0; k < PAIRS; k++) {
            int i = (int) ((long) k * a.size() / PAIRS);
            int j = (int) (((long) k * b.size() / PAIRS + shift) % b.size());
            double sum = 0;
            for (int axis = 0; axis < gas.dimension; axis++) {
                double u = b.velocity(axis)[j] - a.velocity(axis)[i];
                sum += u * u;
            }
            square[k] = sum;
            enhancement[k] = bounds.map(bound -> bound.of(a, i, b, j)).orElse(1.0);
        }
        // a block that meets itself is gone round twice, in halves of the time
        double meetings = channel.isLike() ? 1 + 1.0 / gas.blocks.count() : 1;
        double[] scale = new double[PAIRS];
        Arrays.fill(scale, channel.diffusivity * channel.heavierWeight * Math.min(a.size(), b.size()) / meetings);
        return Sample.of(channel, square, scale, enhancement);
    }

    /** Those of the first block stand for all. */
    private static Optional<EnhancementBounds> bounds(Gas gas, PairChannel channel) {
        if (!gas.isEnhanced(channel)) {
            return Optional.empty();
        }
        EnhancementBounds bounds = new EnhancementBounds(gas.origin);
        bounds.take(classes(gas, channel.first), classes(gas, channel.second));
        return Optional.of(bounds);
    }

    private static SpeedClasses classes(Gas gas, int species) {
        SpeedClasses classes = new SpeedClasses(gas, species, EnhancementBounds.CLASSES);
        classes.visit(0, 0, gas.blocks.start(species, 1), gas.bounds.overall(species));
        return classes;
    }

    /** The relative error of each channel; 0 if it does not diffuse. */
    double[] of(double step) {
        return samples.stream().mapToDouble(sample -> error(sample, step)).toArray();
    }

    private double error(Sample sample, double step) {
        if (sample.square.length == 0) {
            return 0;
        }
        double stress = shortfall(sample, step, 0.5, 2.0 * dimension, 2);
        return sample.like ? stress : Math.max(stress, shortfall(sample, step, 1, dimension - 1.0, 1));
    }

    /**
     * @param share of the quantity that is in the relative motion
     * @param rate at which it decays there, in units of tau
     * @param power of |u|^2 that pairs count by
     */
    private static double shortfall(Sample sample, double step, double share, double rate, int power) {
        double weights = 0;
        double exact = 0;
        double done = 0;
        for (int k = 0; k < sample.square.length; k++) {
            double weight = power == 1 ? sample.square[k] : sample.square[k] * sample.square[k];
            double decay = rate * sample.time[k] * step;
            double enhancement = sample.enhancement[k];
            weights += weight;
            exact += weight * decay;
            done += weight * -Math.expm1(-decay * enhancement) / enhancement;
        }
        return exact > 0 ? 1 + Math.log1p(-share * done / weights) * weights / (share * exact) : 0;
    }

    private double largest(double step) {
        return Arrays.stream(of(step)).max().orElse(0);
    }

    /**
     * The longest step whose errors are at most some bound, to a thousandth or so.
     *
     * @param longest the answer is not longer than this
     */
    double stepFor(double bound, double longest) {
        double low = longest;
        for (int k = 0; k < HALVINGS && largest(low) > bound; k++) {
            low /= 2;
        }
        double factor = 2;
        for (int k = 0; k < BISECTIONS && low < longest; k++) {
            factor = Math.sqrt(factor);
            if (largest(low * factor) <= bound) {
                low *= factor;
            }
        }
        return low;
    }
}
