package io.github.stosszahl.collide;

import java.util.Arrays;

/**
 * Candidates of one leg that are worked on together, in runs whose particles are all different: candidate l of run r has slot k = r run + l and pairs particle
 * first[r] + l of the one side with second[r] + l of the other. Only the last run may be shorter. Its arrays are scratch memory of one thread.
 */
final class Batch {
    /** Candidates that fit; a multiple of the lanes of every vector. */
    static final int SIZE = 1024;

    /** Lengths of runs are divisible by the lanes of every vector if they are by this. */
    static final int LANES = 8;

    final int[] first = new int[SIZE];
    final int[] second = new int[SIZE];
    /** Whether a run has its full length and does not pass the end of a ring. */
    final boolean[] whole = new boolean[SIZE];

    /** A candidate is accepted if its signed squared relative speed is above the square of this, of this sign. */
    final double[] limit = new double[SIZE];
    /** What of the change of the relative velocity each partner gets; that of the second is negative. */
    final double[] firstShare = new double[SIZE];

    final double[] secondShare = new double[SIZE];
    /** The third components of particles in the plane: zeros, as many as a run is long. */
    final double[] flat = new double[SIZE];

    /** Length of a run, a power of two. */
    int run;

    int runs;
    int candidates;
    /** Keys of the words of directions, and the counter of slot 0. */
    long directionKey;

    long angleKey;
    long occupationKey;
    long counter;
    /** Set by the kernel when a speed outgrew its bound. */
    boolean outgrown;

    long accepted;
    long continued;
    long clipped;
    /** Time of the Laplacian on the sphere over alpha. */
    double diffusionTime;
    /** Pairs whose direction became nearly uniform. */
    long saturated;
    /** What a rate is divided by to become a probability, apart from alpha: above 1 for Bose statistics. */
    final double[] enhancement = new double[SIZE];
    /** Whether the only candidate is sure to collide, in a given direction. */
    boolean directed;

    final double[] direction = new double[3];

    Batch() {
        Arrays.fill(enhancement, 1);
    }

    /** Candidates of a run. */
    int length(int r) {
        return Math.min(run, candidates - run * r);
    }
}
