package io.github.stosszahl.model;

/**
 * An unordered pair of species that collide.
 *
 * @param first index of a species in its mixture
 * @param second index of a species, not less than {@code first}
 * @param kernel B of the pair
 */
public record CollidingPair(int first, int second, CollisionKernel kernel) {
    /** @throws IllegalArgumentException if the indices are not ordered */
    public CollidingPair {
        if (first < 0 || second < first) {
            throw new IllegalArgumentException("expected 0 <= first <= second, got " + first + " and " + second);
        }
    }
}
