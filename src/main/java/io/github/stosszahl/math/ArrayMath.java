package io.github.stosszahl.math;

/** Elementary functions of the first n elements of an array, in place. Every implementation returns the same bits. */
public interface ArrayMath {
    /** Arrays handed to an implementation have a length divisible by this; elements past n up to the next multiple are overwritten too. */
    int LANES = 8;

    /**
     * The binary logarithm, to 2 units in the last place of max(1, |log2 x|).
     *
     * @param x positive normal numbers; anything else gives a value without meaning
     */
    void log2(double[] x, int n);

    /**
     * 2 to the power x, to 2e-16 relative. Below -1022 and above 1023 the result is that at these ends.
     *
     * @param x finite
     */
    void exp2(double[] x, int n);

    /**
     * The cosine, to 2e-15 absolute: two doublings of the angle quadruple the rounding of its quarter.
     *
     * @param x in [-pi, pi]
     */
    void cos(double[] x, int n);

    /** x^exponent for positive normal x, to about 1e-15 (1 + |log2 of the result|) relative. */
    default void power(double[] x, int n, double exponent) {
        log2(x, n);
        for (int k = 0; k < n; k++) {
            x[k] *= exponent;
        }
        exp2(x, n);
    }
}
