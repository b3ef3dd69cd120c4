package io.github.stosszahl.estimate;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.Deflection;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Random pairs of particles of two species and a collision of each. Both partners are of one fold, particle k being of fold k modulo {@link #FOLDS}; every particle of the larger species occurs {@link #ROUNDS} times on its side.
 * Angles are multiples of the powers of the plastic number with random offsets, which cover the square of two uniform numbers evenly.
 */
final class RandomPairs {
    static final int FOLDS = DensityLadder.FOLDS;
    static final int ROUNDS = 4;
    /** Powers of the plastic number's inverse: their multiples fill the unit square evenly. */
    private static final double FIRST_STEP = 0.7548776662466927;

    private static final double SECOND_STEP = 0.5698402909980532;
    /** Diffusion is dissipation by jumps of this angle up to its square: of spherical harmonics of degree l in the plane, a share of (l^2 - 1)/1200. */
    private static final double SMALL_ANGLE = 0.1;

    private final int d;
    private final double[][] a;
    private final double[][] b;
    private final RateLaw rate;
    private final Jump jump;
    private final double firstShare;
    private final double secondShare;
    private final double factor;
    private final int[] firstSize = new int[FOLDS];
    private final int[] secondSize = new int[FOLDS];
    private final int[] start = new int[FOLDS + 1];
    private final int[][] shift = new int[ROUNDS][FOLDS];
    private final double[][] firstOffset = new double[ROUNDS][FOLDS];
    private final double[][] secondOffset = new double[ROUNDS][FOLDS];

    /**
     * How pairs collide.
     *
     * @param cosine of the deviation angle that belongs to a uniform number
     * @param share of these collisions, times the rate law
     * @param directions of one deviation that lie opposite each other, 1 or 2: with two of them what is of first order in it cancels
     */
    record Jump(DoubleUnaryOperator cosine, double share, int directions) {
        Jump times(double factor) {
            return new Jump(cosine, factor * share, directions);
        }
    }

    /** What the pairs of a kernel do: collisions, and in place of diffusion jumps by one small angle at the rate that does the same to the mean of u. */
    static List<Jump> jumps(CollisionKernel kernel, int dimension) {
        List<Jump> jumps = new ArrayList<>();
        kernel.angle().ifPresent(angle -> jumps.add(new Jump(angle::cosTheta, 1, 1)));
        if (kernel.diffuses()) {
            double cos = Math.cos(SMALL_ANGLE);
            jumps.add(new Jump(uniform -> cos, (dimension - 1) * kernel.diffusivity() / (1 - cos), 2));
        }
        return jumps;
    }

    /** @param rng chooses pairs and angles */
    RandomPairs(CollidingPair pair, Jump jump, Ensemble ensemble, UniformRandomProvider rng) {
        this.jump = jump;
        Population first = ensemble.populations().get(pair.first());
        Population second = ensemble.populations().get(pair.second());
        d = first.dimension();
        a = components(first);
        b = components(second);
        rate = pair.kernel().rate();
        firstShare = second.mass() / (first.mass() + second.mass());
        secondShare = first.mass() / (first.mass() + second.mass());
        boolean like = pair.first() == pair.second();
        for (int fold = 0; fold < FOLDS; fold++) {
            firstSize[fold] = sizeOfFold(first, fold);
            secondSize[fold] = sizeOfFold(second, fold);
            start[fold + 1] = start[fold] + Math.max(firstSize[fold], secondSize[fold]);
        }
        // pairs of like particles are counted once
        factor = jump.share * first.density() * second.density() * (like ? 0.5 : 1) / ((double) ROUNDS * start[FOLDS]);
        for (int round = 0; round < ROUNDS; round++) {
            for (int fold = 0; fold < FOLDS; fold++) {
                shift[round][fold] = like ? 1 + rng.nextInt(secondSize[fold] - 1) : rng.nextInt(secondSize[fold]);
                firstOffset[round][fold] = rng.nextDouble();
                secondOffset[round][fold] = rng.nextDouble();
            }
        }
    }

    private double[][] components(Population population) {
        return IntStream.range(0, d).mapToObj(population::velocity).toArray(double[][]::new);
    }

    private static int sizeOfFold(Population population, int fold) {
        return (population.size() - fold + FOLDS - 1) / FOLDS;
    }

    /** Number of pairs of a round in the folds before this one. */
    int start(int fold) {
        return start[fold];
    }

    /** Number of pairs of a round. */
    int size() {
        return start[FOLDS];
    }

    /** Directions in which every pair is to collide; the mean counts. */
    int directions() {
        return jump.directions;
    }

    /** The first partner of the t-th pair of a fold, in every round. */
    int first(int fold, int t) {
        return fold + FOLDS * (t % firstSize[fold]);
    }

    /** The second partner of the t-th pair of a fold. */
    int second(int round, int fold, int t) {
        return fold + FOLDS * ((t + shift[round][fold]) % secondSize[fold]);
    }

    /** The velocities of a pair, the relative one and its new direction; all have three components. */
    static final class Collision {
        /** The velocity of the first partner, after the collision. */
        final double[] v = new double[3];

        final double[] w = new double[3];
        /** The direction of the relative velocity after the collision. */
        final double[] omega = new double[3];

        private final double[] u = new double[3];
    }

    /**
     * Lets a pair collide.
     *
     * @param direction from 0 to {@link #directions} - 1
     * @param collision gets the velocities after it
     * @return what the pair stands for: the sum over all pairs of this is the number of classical collisions per unit time and volume
     */
    double collide(int round, int fold, int t, int direction, Collision collision) {
        int k = first(fold, t);
        int l = second(round, fold, t);
        double square = 0;
        for (int x = 0; x < d; x++) {
            collision.v[x] = a[x][k];
            collision.w[x] = b[x][l];
            collision.u[x] = collision.v[x] - collision.w[x];
            square += collision.u[x] * collision.u[x];
        }
        double speed = Math.sqrt(square);
        double cos = jump.cosine.applyAsDouble(fraction(firstOffset[round][fold] + t * FIRST_STEP));
        double azimuth = fraction(secondOffset[round][fold] + t * SECOND_STEP + 0.5 * direction);
        Deflection.turn(collision.u, d, speed, cos, azimuth, collision.omega);
        for (int x = 0; x < d; x++) {
            double change = speed * collision.omega[x] - collision.u[x];
            collision.v[x] += firstShare * change;
            collision.w[x] -= secondShare * change;
        }
        return factor * rate.alpha(speed);
    }

    private static double fraction(double x) {
        return x - Math.floor(x);
    }
}
