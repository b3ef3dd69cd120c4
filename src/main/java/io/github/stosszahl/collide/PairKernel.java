package io.github.stosszahl.collide;

import io.github.stosszahl.math.ArrayMath;

/**
 * The arithmetic of candidates. There is a scalar and a vector kernel; both do the same IEEE 754 operations in the same order on every candidate, so the
 * particles they leave agree bit by bit.
 *
 * <p>Arrays are filled in multiples of {@link Batch#LANES}: what is in slots that hold no candidate has no meaning.
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
     * The largest |v - origin|^2 of the particles from..to-1.
     *
     * @param v one array per component
     */
    double largestSquare(double[][] v, double[] origin, int from, int to);

    /**
     * Lets the candidates of the runs from..to-1 of a batch collide, one run after the other, by (1.5): accepted are those whose signed squared relative speed
     * exceeds their limit. Stops after a run in which a speed outgrew its bound.
     *
     * <p>Isotropic directions are uniform on the sphere: the lower half of a word gives the height, at the middle of one of 2^32 equal steps, the word the azimuth. Others
     * have the cosine of the deviation angle from one word and the azimuth, or in the plane the sign of the angle, from another.
     *
     * @return the first run that was not done
     */
    int collide(Leg leg, Batch batch, int from, int to);

    /**
     * Replaces the relative velocities g = w - v of pairs by the change that a collision makes of them.
     *
     * @param spatial whether there are three components; in the plane the third is zero
     * @param turned whether the cosines of the deviation angles are given, else the new directions are uniform
     * @param key of the words of directions
     * @param counter of the first word
     * @param gx one array per component
     * @param n how many
     */
    void turn(
            boolean spatial,
            boolean turned,
            long key,
            long counter,
            double[] cosines,
            double[] gx,
            double[] gy,
            double[] gz,
            int n);

    /** Keeps the velocities of the particles of the runs from..to-1, and finds their occupation cells. */
    void depart(Leg leg, Batch batch, int from, int to, Departures first, Departures second);

    /** Finds the cells of their new velocities. */
    void arrive(Leg leg, Batch batch, int from, int to, Departures first, Departures second);

    /**
     * Gives the particles of candidates whose level is not below their room, both by slot after the first, their old velocities back.
     *
     * @return how many of these had collided
     */
    long settle(
            Leg leg, Batch batch, int from, int to, Departures first, Departures second, double[] level, double[] room);
}
