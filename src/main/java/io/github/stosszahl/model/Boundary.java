package io.github.stosszahl.model;

import java.util.List;
import java.util.Optional;

/** What becomes of a particle that meets a face of the box. */
public sealed interface Boundary {
    /** Whether no particle passes through it. */
    default boolean isClosed() {
        return true;
    }

    /** Whether a particle keeps its energy. */
    default boolean isInsulating() {
        return true;
    }

    /** The particle enters again at the opposite face. */
    record Periodic() implements Boundary {}

    /** The normal velocity changes its sign. */
    record Specular() implements Boundary {}

    /** The particle is lost and none comes in. */
    record Vacuum() implements Boundary {
        @Override
        public boolean isClosed() {
            return false;
        }
    }

    /**
     * Maxwell's wall: with the probability of accommodation the particle leaves with the flux of a Maxwellian of the wall's temperature and velocity, else it is reflected specularly.
     *
     * @param temperature T, positive, in the units of the scenario
     * @param velocity of the wall, of length d; zero along the normal
     * @param accommodation from 0 to 1
     */
    record Diffuse(double temperature, double[] velocity, double accommodation) implements Boundary {
        /** @throws IllegalArgumentException if a value is out of range */
        public Diffuse {
            Require.positive("temperature", temperature);
            velocity = Require.velocity(velocity);
            if (!(accommodation >= 0 && accommodation <= 1)) {
                throw new IllegalArgumentException("accommodation must be from 0 to 1, got " + accommodation);
            }
        }

        @Override
        public double[] velocity() {
            return velocity.clone();
        }

        @Override
        public boolean isInsulating() {
            return accommodation == 0;
        }
    }

    /**
     * An infinite gas in equilibrium beyond the face: what meets the face leaves, and the flux of the gas comes in.
     *
     * @param species what comes in, one per species of the mixture in its order; empty for a species that the gas does not have
     */
    record Reservoir(List<Optional<Maxwellian>> species) implements Boundary {
        /** Copies the list. */
        public Reservoir {
            species = List.copyOf(species);
        }

        @Override
        public boolean isClosed() {
            return false;
        }
    }
}
