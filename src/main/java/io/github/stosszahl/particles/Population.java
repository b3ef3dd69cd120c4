package io.github.stosszahl.particles;

import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The particles of one species in one replica: a structure of arrays that the engine changes in place. */
public final class Population {
    private static final double EQUAL_WEIGHTS = 1e-12;

    private final Species species;
    private final double weight;
    private final @Nullable OccupationCells cells;
    private final double[][] velocity;
    private final double[][] invariantVariation;

    /**
     * A population of a classical species.
     *
     * @param species what the particles are
     * @param dimension velocity dimension d, 2 or 3
     * @param size number of particles N, at least 1
     * @param weight w, real particles per unit volume that one simulated particle stands for, positive
     */
    public Population(Species species, int dimension, int size, double weight) {
        this(species, dimension, size, weight, null);
    }

    /**
     * A population of any statistics; Fermi and Bose species have occupation cells.
     *
     * @param cells in which the particles are counted; null for {@link Statistics#MAXWELL}
     */
    public Population(Species species, int dimension, int size, double weight, @Nullable OccupationCells cells) {
        if ((cells == null) != (species.statistics() == Statistics.MAXWELL)) {
            throw new IllegalArgumentException("Fermi and Bose species have occupation cells, others none");
        }
        if (size < 1 || !(weight > 0)) {
            throw new IllegalArgumentException(
                    "a population needs particles and a positive weight, got " + size + " and " + weight);
        }
        this.species = species;
        this.weight = weight;
        this.cells = cells;
        this.velocity = new double[dimension][size];
        this.invariantVariation = new double[dimension + 1][dimension + 1];
    }

    /** The species. */
    public Species species() {
        return species;
    }

    /** Where occupation is counted; empty for {@link Statistics#MAXWELL}. */
    public Optional<OccupationCells> cells() {
        return Optional.ofNullable(cells);
    }

    /** Particle mass. */
    public double mass() {
        return species.mass();
    }

    /** w, the same for all particles. */
    public double weight() {
        return weight;
    }

    /** Whether another population has the same weight, up to the rounding of n/N: collisions then conserve momentum and energy sharply. */
    public boolean hasWeightOf(Population other) {
        return areEqualWeights(weight, other.weight);
    }

    /** Whether two weights are equal up to the rounding of n/N. */
    public static boolean areEqualWeights(double a, double b) {
        return Math.abs(a - b) <= EQUAL_WEIGHTS * a;
    }

    /** Number of simulated particles. */
    public int size() {
        return velocity[0].length;
    }

    /** Velocity dimension d. */
    public int dimension() {
        return velocity.length;
    }

    /**
     * The live array of one velocity component, of length {@link #size}.
     *
     * @param axis 0 to d - 1
     */
    public double[] velocity(int axis) {
        return velocity[axis];
    }

    /**
     * The live matrix of the quadratic variation that collisions have caused in total momentum (rows 0 to d - 1) and energy (row d) per volume: the sum over
     * collisions of products of their changes, energy measured from the centre of mass of the ensemble at the start. It is zero where all weights are equal,
     * since these are conserved then; else both are martingales and this is the variance they have gathered. Of a pair of species the first one keeps it.
     */
    public double[][] invariantVariation() {
        return invariantVariation;
    }

    /** w N, the number density. */
    public double density() {
        return weight * size();
    }
}
