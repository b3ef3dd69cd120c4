package io.github.stosszahl.particles;

import java.util.List;

/**
 * All collisions of one replica in a short time.
 *
 * @param duration the time, positive
 * @param pairs one element per colliding pair of the mixture, in its order
 */
public record CollisionSample(double duration, List<OfPair> pairs) {
    /** Copies the list. */
    public CollisionSample {
        pairs = List.copyOf(pairs);
    }

    /**
     * The collisions of one pair of species, c = 0..count-1. Each stands for min(w_i, w_j) real collisions per unit volume; where weights differ, velocities after it are those
     * that both partners would have if both took part.
     *
     * @param first first[c]: the particle of the first species
     * @param second second[c]: the particle of the second species
     * @param before before[a][c]: component a of the first partner before the collision; before[d + a][c]: of the second
     * @param after the same after the collision
     */
    public record OfPair(int[] first, int[] second, double[][] before, double[][] after) {
        /** Number of collisions. */
        public int count() {
            return first.length;
        }
    }
}
