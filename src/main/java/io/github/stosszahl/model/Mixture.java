package io.github.stosszahl.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The collisions of a mixture, by the Boltzmann or Landau equation: its species and the kernels of the pairs that collide.
 *
 * @param dimension velocity dimension d, 2 or 3
 * @param boltzmannConstant k_B in the units of the scenario (1, or 1.380649e-23 J/K)
 * @param species the species, in the order of the scenario; names are unique
 * @param pairs pairs that collide, each at most once; a pair that is missing does not collide
 */
public record Mixture(int dimension, double boltzmannConstant, List<Species> species, List<CollidingPair> pairs) {
    /**
     * @throws IllegalArgumentException if there is no species, a name or pair occurs twice, a pair names a species that is not there, or a delocalised pair one that has not Maxwell statistics
     */
    public Mixture {
        Require.dimension(dimension);
        Require.positive("k_B", boltzmannConstant);
        species = List.copyOf(species);
        pairs = List.copyOf(pairs);
        if (species.isEmpty()) {
            throw new IllegalArgumentException("a mixture needs at least one species");
        }
        Set<String> names = new HashSet<>();
        for (Species s : species) {
            if (!names.add(s.name())) {
                throw new IllegalArgumentException("species name occurs twice: " + s.name());
            }
        }
        Set<List<Integer>> seen = new HashSet<>();
        for (CollidingPair pair : pairs) {
            if (pair.second() >= species.size()) {
                throw new IllegalArgumentException("pair names species " + pair.second() + " of " + species.size());
            }
            if (!seen.add(List.of(pair.first(), pair.second()))) {
                throw new IllegalArgumentException("pair occurs twice: " + pair.first() + ", " + pair.second());
            }
            if (pair.delocalisation().isPresent() && !isClassical(species, pair)) {
                throw new IllegalArgumentException("delocalised collisions need Maxwell statistics");
            }
        }
    }

    /** The kernel of species i and j in either order; empty if they do not collide. */
    public Optional<CollisionKernel> kernel(int i, int j) {
        int first = Math.min(i, j);
        int second = Math.max(i, j);
        return pairs.stream()
                .filter(p -> p.first() == first && p.second() == second)
                .map(CollidingPair::kernel)
                .findFirst();
    }

    /** Whether the direction of the relative velocity of some pair diffuses, as in the Landau equation. */
    public boolean diffuses() {
        return pairs.stream().anyMatch(pair -> pair.kernel().diffuses());
    }

    /** Whether particles at different positions collide. */
    public boolean isDelocalised() {
        return pairs.stream().anyMatch(pair -> pair.delocalisation().isPresent());
    }

    /** Whether both species of a pair have Maxwell statistics. */
    public boolean isClassical(CollidingPair pair) {
        return isClassical(species, pair);
    }

    private static boolean isClassical(List<Species> species, CollidingPair pair) {
        return species.get(pair.first()).statistics() == Statistics.MAXWELL
                && species.get(pair.second()).statistics() == Statistics.MAXWELL;
    }
}
