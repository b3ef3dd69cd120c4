package io.github.stosszahl.particles;

import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The particles of one species in one replica: a structure of arrays that the engine changes in place. A homogeneous gas has no positions, and its arrays are always the
 * same. In space the number of particles changes and sorting replaces the arrays, which may be longer than the number of particles: ask for them anew after every step.
 */
public final class Population {
    private static final double EQUAL_WEIGHTS = 1e-12;
    /** Arrays grow by a quarter more than is needed. */
    private static final int GROWTH_SHIFT = 2;

    private final Species species;
    private final double weight;
    private final @Nullable OccupationCells cells;
    private double[][] position;
    private double[][] velocity;
    private int size;
    private @Nullable CellOrder order;
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
        this(species, 0, dimension, size, weight, cells);
    }

    /**
     * A population in space.
     *
     * @param spaceDimension dx, from 0 to d
     * @param weight w, real particles that one simulated particle stands for, per volume of the box; see {@link io.github.stosszahl.model.Space#volume}
     */
    public Population(
            Species species,
            int spaceDimension,
            int dimension,
            int size,
            double weight,
            @Nullable OccupationCells cells) {
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
        this.size = size;
        this.position = new double[spaceDimension][size];
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
        return size;
    }

    /**
     * Sets the number of particles. The arrays become longer if need be; what new particles are is up to the caller.
     *
     * @param newSize not negative
     */
    public void resize(int newSize) {
        if (newSize > velocity[0].length) {
            int room = (int) Math.min(Integer.MAX_VALUE - 8L, newSize + (newSize >> GROWTH_SHIFT) + 16L);
            for (double[][] arrays : new double[][][] {position, velocity}) {
                for (int a = 0; a < arrays.length; a++) {
                    arrays[a] = Arrays.copyOf(arrays[a], room);
                }
            }
        }
        size = newSize;
    }

    /**
     * Replaces the arrays by others, which hold the same particles in the order of cells.
     *
     * @param positions one per axis of space, of equal lengths
     * @param velocities one per axis, of the same length
     * @param newSize number of particles
     * @param newOrder the cells
     * @return the arrays that were replaced: positions, then velocities
     */
    double[][][] replace(double[][] positions, double[][] velocities, int newSize, CellOrder newOrder) {
        double[][][] old = {position, velocity};
        position = positions;
        velocity = velocities;
        size = newSize;
        order = newOrder;
        return old;
    }

    /** The cells that the particles are sorted into; empty for a homogeneous gas. */
    public Optional<CellOrder> order() {
        return Optional.ofNullable(order);
    }

    /** dx, 0 for a homogeneous gas. */
    public int spaceDimension() {
        return position.length;
    }

    /**
     * The live array of one coordinate of the positions, of which the first {@link #size} elements count.
     *
     * @param axis 0 to dx - 1
     */
    public double[] position(int axis) {
        return position[axis];
    }

    /** Velocity dimension d. */
    public int dimension() {
        return velocity.length;
    }

    /**
     * The live array of one velocity component, of which the first {@link #size} elements count: all, for a homogeneous gas.
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
