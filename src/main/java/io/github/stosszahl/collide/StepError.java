package io.github.stosszahl.collide;

import io.github.stosszahl.math.ArrayMath;
import io.github.stosszahl.math.ScalarMath;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.List;

/**
 * How far rates of relaxation fall short of those of the equation because directions diffuse for a whole step at once. From pairs of particles as they are now: a step turns u u by tau, so that its
 * traceless part keeps the share exp(-2 d tau) of itself and the stress of a gas of such pairs, of which half is in their relative motion, the share
 *
 * <pre>  1 - y,   y = &lt;|u|^2 (1 - exp(-2 d tau))&gt;/(2 &lt;|u|^2&gt;),</pre>
 *
 * <p>where the equation has exp(-x) with x = &lt;|u|^2 d tau&gt;/&lt;|u|^2&gt;. The rate is -log(1 - y) instead of x: too small by the relative amount 1 + log(1 - y)/x, of first order, x/2 for Maxwell
 * molecules. For other moments and unlike pairs it is a measure of the same order.
 */
final class StepError {
    private static final int PAIRS = 4096;
    private static final int HALVINGS = 60;
    private static final int BISECTIONS = 10;

    private final Gas gas;
    private final ArrayMath math = new ScalarMath();
    private final List<Sample> samples = new ArrayList<>();

    /**
     * Pairs of one channel.
     *
     * @param square |u|^2
     * @param time tau per unit of the time step
     */
    private record Sample(double[] square, double[] time) {}

    StepError(Gas gas) {
        this.gas = gas;
        for (PairChannel channel : gas.channels) {
            samples.add(channel.diffusivity > 0 ? sample(channel) : new Sample(new double[0], new double[0]));
        }
    }

    private Sample sample(PairChannel channel) {
        Population a = gas.populations.get(channel.first);
        Population b = gas.populations.get(channel.second);
        double[] square = new double[PAIRS];
        // particles are in random order; half the gas away is a partner that a like particle has not met more often
        // than others
        long shift = channel.isLike() ? b.size() / 2 : 0;
        for (int k = 0; k < PAIRS; k++) {
            int i = (int) ((long) k * a.size() / PAIRS);
            int j = (int) (((long) k * b.size() / PAIRS + shift) % b.size());
            double sum = Double.MIN_NORMAL;
            for (int axis = 0; axis < gas.dimension; axis++) {
                double u = b.velocity(axis)[j] - a.velocity(axis)[i];
                sum += u * u;
            }
            square[k] = sum;
        }
        double[] time = square.clone();
        channel.rate.alphas(math, time, PAIRS);
        // a block that meets itself is gone round twice, in halves of the time
        double meetings = channel.isLike() ? 1 + 1.0 / gas.blocks.count() : 1;
        double scale = channel.diffusivity * channel.heavierWeight * Math.min(a.size(), b.size()) / meetings;
        for (int k = 0; k < PAIRS; k++) {
            time[k] *= scale;
        }
        return new Sample(square, time);
    }

    /** The relative error of each channel; 0 if it does not diffuse. */
    double[] of(double step) {
        return samples.stream().mapToDouble(sample -> error(sample, step)).toArray();
    }

    private double error(Sample sample, double step) {
        double squares = 0;
        double exact = 0;
        double done = 0;
        for (int k = 0; k < sample.square.length; k++) {
            double turned = gas.dimension * sample.time[k] * step;
            squares += sample.square[k];
            exact += sample.square[k] * turned;
            done += sample.square[k] * -Math.expm1(-2 * turned);
        }
        return exact > 0 ? 1 + Math.log1p(-0.5 * done / squares) * squares / exact : 0;
    }

    private double largest(double step) {
        double largest = 0;
        for (Sample sample : samples) {
            largest = Math.max(largest, error(sample, step));
        }
        return largest;
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
