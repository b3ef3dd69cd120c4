package io.github.stosszahl.collide;

import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.Population;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The particles of the cell of space that is worked on, counted in the velocity cells of Fermi and Bose species, and what these make of collisions. It is scratch memory of one thread. */
final class CellOccupation {
    /** Products above this many times their bound are so not by rounding only. */
    private static final double ROUNDING = 1 + 1e-12;

    private final double[][][] velocity;
    /** The last axis. */
    private final int third;
    /** Of each species; null for Maxwell statistics. */
    private final @Nullable OccupationNumbers[] ofSpecies;

    private final boolean empty;
    private final boolean enhanced;
    /** Largest number of particles of a species in a velocity cell that its majorants hold for. */
    private final int[] mostInCell;

    /**
     * @param velocity velocity[species][axis]; live
     */
    CellOccupation(List<Population> populations, double[][][] velocity) {
        this.velocity = velocity;
        third = velocity[0].length - 1;
        ofSpecies = populations.stream()
                .map(population -> population
                        .cells()
                        .map(cells -> new OccupationNumbers(population.species().statistics(), cells))
                        .orElse(null))
                .toArray(OccupationNumbers[]::new);
        empty = populations.stream().allMatch(population -> population.cells().isEmpty());
        enhanced =
                populations.stream().anyMatch(population -> population.species().statistics() == Statistics.BOSE);
        mostInCell = new int[ofSpecies.length];
    }

    /** Whether all species have Maxwell statistics. */
    boolean isEmpty() {
        return empty;
    }

    /** Whether one has Bose statistics. */
    boolean isEnhanced() {
        return enhanced;
    }

    /** Of each species; null for Maxwell statistics. */
    @Nullable
    OccupationNumbers[] numbers() {
        return ofSpecies;
    }

    boolean isBose(int species) {
        OccupationNumbers numbers = ofSpecies[species];
        return numbers != null && numbers.sign > 0;
    }

    /**
     * Counts the particles of the cell of space in their velocity cells.
     *
     * @param change 1 at the start, -1 at the end, when there must be none again for the next cell
     */
    void count(int[] start, int[] size, int change) {
        for (int i = 0; !empty && i < ofSpecies.length; i++) {
            OccupationNumbers numbers = ofSpecies[i];
            if (numbers == null) {
                continue;
            }
            int[] counts = numbers.counts[0];
            int most = 0;
            for (int k = start[i]; k < start[i] + size[i]; k++) {
                int cell = numbers.cell(velocity[i][0][k], velocity[i][1][k], velocity[i][third][k]);
                counts[cell] += change;
                most = cell == numbers.cells.count() ? most : Math.max(most, counts[cell]);
            }
            mostInCell[i] = most;
        }
    }

    /** A bound of the factor by which occupied cells enhance the collision of a pair. */
    double enhancement(PairChannel channel) {
        return enhancement(channel.first) * enhancement(channel.second);
    }

    /** A bound of 1 + alpha m/g for m particles that are in a velocity cell when another one of the pair has arrived. */
    private double enhancement(int species) {
        OccupationNumbers numbers = ofSpecies[species];
        return numbers == null || numbers.sign < 0 ? 1 : 1 + (mostInCell[species] + 1) * numbers.unit;
    }

    /**
     * Whether occupied cells allow a collision, with probability (1 + alpha m1/g)(1 + alpha m2/g) over its majorant, where both particles have been taken out of their cells and, if both
     * go to the same one, the first has arrived. A heavier weight that does not take part is judged as if it did, and stays.
     *
     * @param firstAfter velocity of particle i of the first species after it
     * @param level uniform from 0 to the majorant
     */
    boolean allows(
            CellChannel c,
            int i,
            boolean firstMoves,
            double[] firstAfter,
            int j,
            boolean secondMoves,
            double[] secondAfter,
            double level,
            double majorant) {
        int a = c.channel.first;
        int b = c.channel.second;
        OccupationNumbers first = ofSpecies[a];
        OccupationNumbers second = ofSpecies[b];
        int oldFirst = cell(first, velocity[a][0][i], velocity[a][1][i], velocity[a][third][i]);
        int oldSecond = cell(second, velocity[b][0][j], velocity[b][1][j], velocity[b][third][j]);
        int newFirst = cell(first, firstAfter[0], firstAfter[1], firstAfter[third]);
        int newSecond = cell(second, secondAfter[0], secondAfter[1], secondAfter[third]);
        add(first, oldFirst, -1);
        add(second, oldSecond, -1);
        double factor = factor(first, newFirst, 0);
        double otherFactor = factor(second, newSecond, a == b && newFirst == newSecond ? 1 : 0);
        double product = Math.max(0, factor) * Math.max(0, otherFactor);
        boolean allowed = level < product;
        // an overfull cell counts if nothing else forbids the collision
        double otherwise = (factor < 0 ? 1 : factor) * (otherFactor < 0 ? 1 : otherFactor);
        if (otherwise != product ? level < otherwise : product > majorant * ROUNDING) {
            c.clipped++;
        }
        add(first, allowed && firstMoves ? newFirst : oldFirst, 1);
        add(second, allowed && secondMoves ? newSecond : oldSecond, 1);
        return allowed;
    }

    private static int cell(@Nullable OccupationNumbers numbers, double x, double y, double z) {
        return numbers == null ? 0 : numbers.cell(x, y, z);
    }

    private static void add(@Nullable OccupationNumbers numbers, int cell, int change) {
        if (numbers != null) {
            numbers.counts[0][cell] += change;
        }
    }

    private static double factor(@Nullable OccupationNumbers numbers, int cell, int arrivals) {
        return numbers == null ? 1 : numbers.factor(cell, numbers.counts[0][cell] + arrivals);
    }

    /** Whether the velocity cell of a species has more bosons than its majorants hold for, which are to be raised then. */
    boolean isCrowded(int species, double[] v) {
        OccupationNumbers numbers = ofSpecies[species];
        if (numbers == null || numbers.sign < 0) {
            return false;
        }
        int cell = numbers.cell(v[0], v[1], v[third]);
        int count = cell == numbers.cells.count() ? 0 : numbers.counts[0][cell];
        if (count <= mostInCell[species]) {
            return false;
        }
        mostInCell[species] = count + (count >> 3);
        return true;
    }
}
