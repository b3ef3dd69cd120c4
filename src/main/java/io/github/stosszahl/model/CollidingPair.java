package io.github.stosszahl.model;

import java.util.Optional;

/**
 * An unordered pair of species that collide.
 *
 * @param first index of a species in its mixture
 * @param second index of a species, not less than {@code first}
 * @param kernel B of the pair
 * @param delocalisation kappa, if particles at different positions collide; empty: partners are at the same position
 */
public record CollidingPair(int first, int second, CollisionKernel kernel, Optional<Delocalisation> delocalisation) {
    /** @throws IllegalArgumentException if the indices are not ordered, or if directions of a delocalised pair diffuse */
    public CollidingPair {
        if (first < 0 || second < first) {
            throw new IllegalArgumentException("expected 0 <= first <= second, got " + first + " and " + second);
        }
        if (delocalisation.isPresent() && kernel.diffuses()) {
            throw new IllegalArgumentException("directions of a delocalised pair only jump");
        }
    }

    /** A pair whose partners are at the same position. */
    public CollidingPair(int first, int second, CollisionKernel kernel) {
        this(first, second, kernel, Optional.empty());
    }
}
