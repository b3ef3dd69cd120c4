package io.github.stosszahl.initial;

import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.random.RandomStreams.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/** Fermi particles in space: in every cell of space the cells of velocity space are filled so that none gets more than it holds. */
final class CellFilling {
    private static final double ROUNDING = 1e-9;

    /** The share of one region in one cell of space: the whole cell. */
    private record Part(Region region, double[] lower, double[] upper, double factor, double content) {}

    private final List<Part> parts = new ArrayList<>();
    private final Species species;
    private final OccupationCells cells;

    private CellFilling(Species species, OccupationCells cells) {
        this.species = species;
        this.cells = cells;
    }

    /**
     * @param regions do not overlap
     * @throws IllegalArgumentException if a face of a region is not one of cells
     */
    static CellFilling of(Grid grid, List<Region> regions, Species species, OccupationCells cells) {
        CellFilling filling = new CellFilling(species, cells);
        for (int cell = 0; cell < grid.count(); cell++) {
            for (Region region : regions) {
                filling.add(grid, cell, region);
            }
        }
        return filling;
    }

    private void add(Grid grid, int cell, Region region) {
        double[] lower = new double[grid.dimension()];
        double[] upper = new double[grid.dimension()];
        double volume = 1;
        for (int a = 0; a < lower.length; a++) {
            lower[a] = grid.centre(cell, a) - 0.5 * grid.edge(a);
            upper[a] = grid.centre(cell, a) + 0.5 * grid.edge(a);
            double inside =
                    (Math.min(upper[a], region.upper()[a]) - Math.max(lower[a], region.lower()[a])) / grid.edge(a);
            if (inside > ROUNDING && inside < 1 - ROUNDING) {
                throw new IllegalArgumentException("the faces of a region of Fermi particles are not those of cells");
            }
            if (inside <= ROUNDING) {
                return;
            }
            volume *= grid.edge(a);
        }
        double factor = region.factor(lower, upper);
        parts.add(new Part(
                region, lower, upper, factor, factor * region.distribution().density() * volume));
    }

    void fill(Population population, RandomStreams streams, int replica, int index) {
        int[] ends = new int[parts.size()];
        double total = parts.stream().mapToDouble(Part::content).sum();
        double sum = 0;
        for (int k = 0; k < ends.length; k++) {
            sum += parts.get(k).content;
            ends[k] = k == ends.length - 1
                    ? population.size()
                    : (int) Math.min(population.size(), Math.rint(population.size() * (sum / total)));
        }
        IntStream.range(0, ends.length).parallel().forEach(k -> {
            Part part = parts.get(k);
            int start = k == 0 ? 0 : ends[k - 1];
            UniformRandomProvider rng = streams.stream(Purpose.INITIAL, replica, index, k);
            new FermiFilling(part.region.distribution(), part.factor * species.quantumParameter(), cells)
                    .fill(population, start, ends[k] - start, VelocitySampler.of(part.region.distribution(), rng), rng);
            double[] x = new double[population.spaceDimension()];
            for (int p = start; p < ends[k]; p++) {
                part.region.sample(rng, part.lower, part.upper, x);
                for (int a = 0; a < x.length; a++) {
                    population.position(a)[p] = x[a];
                }
            }
        });
    }
}
