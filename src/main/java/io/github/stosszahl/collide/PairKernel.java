package io.github.stosszahl.collide;

import io.github.stosszahl.math.ArrayMath;

/**
 * The arithmetic of candidates. There is a scalar and a vector kernel; both do the same IEEE 754 operations in the same order on every candidate, so the
 * particles they leave agree bit by bit.
 *
 * <p>Arrays are filled in whole groups of {@link Batch#GROUP} lanes: what is in lanes that hold no candidate has no meaning.
 */
interface PairKernel {
    /** Elementary functions at the same speed. */
    ArrayMath math();

    /**
     * Uniform numbers from + (to - from) (k + 1/2)/2^52.
     *
     * @param key of the words
     * @param counter of the first word
     * @param n how many
     */
    void uniforms(long key, long counter, double from, double to, double[] out, int n);

    /**
     * Unit vectors (x, y) of the plane, uniform; their angles are those of 2^32 equal sectors.
     *
     * @param key of the words, of which the upper half is used
     */
    void circle(long key, long counter, double[] x, double[] y, int n);

    /** Unit vectors uniform on the sphere, from words of which the upper half gives the azimuth and the lower half z. */
    void sphere(long key, long counter, double[] x, double[] y, double[] z, int n);

    /**
     * Turns cosines of the deviation angle, in x, and unit vectors of the azimuth, in (y, z), into (cos theta, sin theta cos phi, sin theta sin phi). In the
     * plane z is zero and y the sign of the angle's sine.
     */
    void deviations(double[] x, double[] y, double[] z, int n);

    /**
     * The largest |v - origin|^2 of the particles from..to-1.
     *
     * @param v one array per component
     */
    double largestSquare(double[][] v, double[] origin, int from, int to);

    /**
     * Lets the candidates of the groups from..to-1 of a batch collide, one group after the other, by (1.5): accepted are those whose signed squared relative
     * speed exceeds their limit. Stops after a group in which a speed outgrew its bound.
     *
     * @return the first group that was not done
     */
    int collide(Leg leg, Batch batch, int from, int to);
}
