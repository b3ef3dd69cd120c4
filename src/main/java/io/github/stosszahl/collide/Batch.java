package io.github.stosszahl.collide;

/**
 * Candidates of one leg that are worked on together, in groups whose particles are all different: group g pairs particle first[g] + l of the one side
 * with second[g] + l of the other, for l below lanes[g]. Its arrays are scratch memory of one thread.
 */
final class Batch {
    /** Lanes of a group. */
    static final int GROUP = 8;

    /** Groups that fit. */
    static final int GROUPS = 32;

    static final int SIZE = GROUP * GROUPS;

    final int[] first = new int[GROUPS];
    final int[] second = new int[GROUPS];
    final int[] lanes = new int[GROUPS];
    /** Whether a group has all lanes and does not pass the end of a ring. */
    final boolean[] whole = new boolean[GROUPS];

    /** The post-collision direction, or what it is made from (see {@link PairKernel#deviations}). */
    final double[] x = new double[SIZE];

    final double[] y = new double[SIZE];
    final double[] z = new double[SIZE];
    /** A candidate is accepted if its signed squared relative speed is above this. */
    final double[] limit = new double[SIZE];
    /** What of the change of the relative velocity each partner gets; that of the second is negative. */
    final double[] firstShare = new double[SIZE];

    final double[] secondShare = new double[SIZE];
    /** The third component of particles in the plane. */
    final double[] flat = new double[2 * GROUP];

    int groups;
    int candidates;
    /** Set by the kernel when a speed outgrew its bound. */
    boolean outgrown;

    long accepted;
    long continued;
}
