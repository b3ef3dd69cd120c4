package io.github.stosszahl.initial;

/**
 * The factor 1 + a cos(2 pi k.s) of a density that varies in a region, s running from 0 to 1 along each axis.
 *
 * @param amplitude a, from -1 to 1
 * @param mode k, the number of periods along each axis
 */
public record CosineProfile(double amplitude, int[] mode) {
    /** @throws IllegalArgumentException if the amplitude is out of range, or no k differs from 0: a density must keep its mean */
    public CosineProfile {
        if (!(amplitude >= -1 && amplitude <= 1)) {
            throw new IllegalArgumentException("amplitude must be from -1 to 1, got " + amplitude);
        }
        mode = mode.clone();
        boolean varies = false;
        for (int k : mode) {
            varies |= k != 0;
        }
        if (!varies) {
            throw new IllegalArgumentException("a mode must not be zero on every axis");
        }
    }

    @Override
    public int[] mode() {
        return mode.clone();
    }

    /** The largest value of the factor. */
    public double largest() {
        return 1 + Math.abs(amplitude);
    }

    /**
     * The factor.
     *
     * @param s of length dx
     */
    public double at(double[] s) {
        double phase = 0;
        for (int a = 0; a < mode.length; a++) {
            phase += mode[a] * s[a];
        }
        return 1 + amplitude * Math.cos(2 * Math.PI * phase);
    }

    /**
     * The mean of the factor over a box.
     *
     * @param s its lower corner
     * @param t its upper corner
     */
    public double mean(double[] s, double[] t) {
        double phase = 0;
        double damping = 1;
        for (int a = 0; a < mode.length; a++) {
            phase += mode[a] * 0.5 * (s[a] + t[a]);
            double half = Math.PI * mode[a] * (t[a] - s[a]);
            damping *= half == 0 ? 1 : Math.sin(half) / half;
        }
        return 1 + amplitude * damping * Math.cos(2 * Math.PI * phase);
    }
}
