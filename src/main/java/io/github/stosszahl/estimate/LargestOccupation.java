package io.github.stosszahl.estimate;

import io.github.stosszahl.particles.CellOrder;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The largest occupation q f of a Fermi or Bose species, as its {@link OccupationCells} count it. */
public final class LargestOccupation {
    private LargestOccupation() {}

    /**
     * The largest number of particles of a cell over g, of all cells of all sheets.
     *
     * @param replicas the population of one species in every replica
     * @return empty for Maxwell statistics
     */
    public static OptionalDouble of(List<Population> replicas) {
        return replicas.stream()
                .filter(population -> population.cells().isPresent())
                .mapToDouble(population -> of(population, population.cells().get()))
                .max();
    }

    private static double of(Population population, OccupationCells cells) {
        double[] x = population.velocity(0);
        double[] y = population.velocity(1);
        double[] z = population.velocity(population.dimension() - 1);
        int[] counts = new int[cells.count()];
        int largest = 0;
        Optional<CellOrder> order = population.order();
        int parts = order.map(o -> o.grid().count()).orElse(cells.sheets());
        for (int part = 0; part < parts; part++) {
            int p = part;
            int start = order.map(o -> o.start(p)).orElseGet(() -> cells.start(population.size(), p));
            int end = order.map(o -> o.start(p + 1)).orElseGet(() -> cells.start(population.size(), p + 1));
            for (int k = start; k < end; k++) {
                largest = Math.max(largest, ++counts[cells.cell(x[k], y[k], z[k])]);
            }
            for (int k = start; k < end; k++) {
                counts[cells.cell(x[k], y[k], z[k])] = 0;
            }
        }
        return (double) largest / cells.capacity();
    }
}
