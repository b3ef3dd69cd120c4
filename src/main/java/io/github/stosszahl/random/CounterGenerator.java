package io.github.stosszahl.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The sequence of {@link CounterWords} as a generator that can be set to another key. The samplers here do what those of Commons RNG do, which are built anew
 * for every parameter, without allocation.
 */
public final class CounterGenerator implements UniformRandomProvider {
    /** Below this mean the product of uniform numbers is compared with e^-mean (Knuth). */
    private static final double SMALL_MEAN = 10;

    private static final int STIRLING_FROM = 16;
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final NormalizedGaussianSampler gaussian = ZigguratSampler.NormalizedGaussian.of(this);
    private long key;
    private long counter;

    /** Goes to the start of the sequence of a key. */
    public void restart(long newKey) {
        key = newKey;
        counter = 0;
    }

    @Override
    public long nextLong() {
        return CounterWords.word(key, counter++);
    }

    /**
     * A Poisson number.
     *
     * @param mean not negative, at most 1e9
     */
    public int nextPoisson(double mean) {
        return mean < SMALL_MEAN ? multiplied(mean) : transformed(mean);
    }

    private int multiplied(double mean) {
        double limit = Math.exp(-mean);
        int count = -1;
        double product = 1;
        do {
            product *= 1 - nextDouble();
            count++;
        } while (product > limit);
        return count;
    }

    /** Hörmann 1993, The transformed rejection method for generating Poisson random variables, algorithm PTRS. */
    private int transformed(double mean) {
        double logMean = Math.log(mean);
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double vr = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = nextDouble() - 0.5;
            double v = 1 - nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= vr) {
                return (int) k;
            }
            if (k >= 0
                    && (us >= 0.013 || v <= us)
                    && Math.log(v * inverseAlpha / (a / (us * us) + b)) <= k * logMean - mean - logFactorial(k)) {
                return (int) k;
            }
        }
    }

    /** log k! by Stirling's series, below 16 shifted by 16, with a rest below 1e-12. */
    private static double logFactorial(double k) {
        double x = k + 1;
        double product = 1;
        if (x < STIRLING_FROM) {
            for (int step = 0; step < STIRLING_FROM; step++) {
                product *= x + step;
            }
            x += STIRLING_FROM;
        }
        double r = 1 / (x * x);
        double series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r / 1680))) / x;
        return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + series - Math.log(product);
    }

    /**
     * The c-th smallest of n independent uniform numbers: Beta(c, n - c + 1), as a ratio of gamma variates.
     *
     * @param c from 1 to n
     */
    public double nextOrderStatistic(long c, long n) {
        double below = nextGamma(c);
        double above = nextGamma(n - c + 1.0);
        return below / (below + above);
    }

    /** Marsaglia and Tsang 2000, A simple method for generating gamma variables, for shapes of at least 1. */
    private double nextGamma(double shape) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = gaussian.sample();
            double root = 1 + c * x;
            double v = root * root * root;
            if (v > 0 && Math.log(1 - nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
