package io.github.stosszahl.initial;

import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.model.Homogeneous;
import io.github.stosszahl.model.MixtureDistribution;
import io.github.stosszahl.model.Space;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.random.RandomStreams.Purpose;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One species at t = 0.
 *
 * @param distribution f_i(0, v); in space its mean over the box, see {@link io.github.stosszahl.model.Space#volume}. Particles that the user brings have their positions with
 *     them.
 * @param particles number of simulated particles N_i, at least 1
 * @param regions in space the parts of it that are not empty, which do not overlap; none for a homogeneous gas and for particles that the user brings
 */
public record InitialState(VelocityDistribution distribution, int particles, List<Region> regions) {
    /** Particles that draw from one stream: a fixed partition, so that the threads do not matter. */
    private static final int BLOCK = 1 << 16;

    /** The block index of the stream that is drawn from once per species; no block of particles has it. */
    private static final int WHOLE_SPECIES = -1;

    /** @throws IllegalArgumentException if there are no particles */
    public InitialState {
        if (particles < 1) {
            throw new IllegalArgumentException("particles must be at least 1, got " + particles);
        }
        regions = List.copyOf(regions);
    }

    /** A state without regions. */
    public InitialState(VelocityDistribution distribution, int particles) {
        this(distribution, particles, List.of());
    }

    /**
     * A state in space.
     *
     * @param regions at least one
     * @param volume that mean densities are per
     */
    public static InitialState of(List<Region> regions, double volume, int particles) {
        Region first = regions.get(0);
        boolean whole = regions.size() == 1 && first.volume() == volume;
        VelocityDistribution mean = whole
                ? first.distribution()
                : new MixtureDistribution(
                        regions.stream().map(Region::distribution).toList(),
                        regions.stream().map(r -> r.volume() / volume).toList());
        return new InitialState(mean, particles, regions);
    }

    /** dx, 0 for a homogeneous gas. */
    public int spaceDimension() {
        if (distribution instanceof EmpiricalDistribution rows) {
            return rows.spaceDimension();
        }
        return regions.isEmpty() ? 0 : regions.get(0).lower().length;
    }

    /** A state of a classical species. */
    public Population draw(Species species, RandomStreams streams, int replica, int index) {
        return draw(species, Optional.empty(), streams, replica, index);
    }

    /** w = n/N. */
    public double weight() {
        return distribution.density() / particles;
    }

    /**
     * Draws the particles. An ensemble that the user brings is taken as it is if the weights are equal and the number of particles is its own, and else
     * resampled systematically (Carpenter, Clifford and Fearnhead 1999) to equal weights, and shuffled; everything else is drawn independently. So the particles are exchangeable.
     *
     * @param species what the particles are
     * @param cells where occupation is counted; empty for Maxwell statistics
     * @param streams the streams of the run
     * @param replica index of the replica
     * @param index index of the species in the mixture
     * @return a fresh population of {@link #particles} particles of weight {@link #weight}
     */
    public Population draw(
            Species species, Optional<OccupationCells> cells, RandomStreams streams, int replica, int index) {
        return draw(species, new Homogeneous(), cells, streams, replica, index);
    }

    /**
     * Draws the particles, see the other method. Fermi particles in regions fill the occupation cells of each cell of space, of which the regions consist.
     *
     * @param space where the particles are
     */
    public Population draw(
            Species species,
            Space space,
            Optional<OccupationCells> cells,
            RandomStreams streams,
            int replica,
            int index) {
        Population population = new Population(
                species, spaceDimension(), distribution.dimension(), particles, weight(), cells.orElse(null));
        if (distribution instanceof EmpiricalDistribution rows) {
            UniformRandomProvider rng = streams.stream(Purpose.INITIAL, replica, index, WHOLE_SPECIES);
            takeRows(rows, population, rng.nextDouble());
            shuffle(population, rng);
            return population;
        }
        if (!regions.isEmpty()) {
            if (species.statistics() == Statistics.FERMI && space instanceof Box box) {
                CellFilling.of(box.grid(), regions, species, cells.orElseThrow())
                        .fill(population, streams, replica, index);
            } else {
                drawRegions(population, streams, replica, index);
            }
            return population;
        }
        VelocitySampler shared =
                VelocitySampler.of(distribution, streams.stream(Purpose.INITIAL, replica, index, WHOLE_SPECIES));
        if (species.statistics() == Statistics.FERMI) {
            OccupationCells filled = cells.orElseThrow();
            FermiFilling filling = new FermiFilling(distribution, species.quantumParameter(), filled);
            IntStream.range(0, filled.sheets()).parallel().forEach(sheet -> {
                UniformRandomProvider rng = streams.stream(Purpose.INITIAL, replica, index, sheet);
                filling.fill(population, sheet, shared.withGenerator(rng), rng);
            });
            return population;
        }
        int blocks = (particles + BLOCK - 1) / BLOCK;
        IntStream.range(0, blocks).parallel().forEach(block -> {
            VelocitySampler sampler = shared.withGenerator(streams.stream(Purpose.INITIAL, replica, index, block));
            double[] v = new double[distribution.dimension()];
            int end = (int) Math.min(particles, (block + 1L) * BLOCK);
            for (int k = block * BLOCK; k < end; k++) {
                sampler.sample(v);
                for (int a = 0; a < v.length; a++) {
                    population.velocity(a)[k] = v[a];
                }
            }
        });
        return population;
    }

    /** A region has its share of the particles, up to rounding; they are independent within it. */
    private void drawRegions(Population population, RandomStreams streams, int replica, int index) {
        UniformRandomProvider tables = streams.stream(Purpose.INITIAL, replica, index, WHOLE_SPECIES);
        List<VelocitySampler> samplers = regions.stream()
                .map(region -> VelocitySampler.of(region.distribution(), tables))
                .toList();
        int[] ends = ends();
        int blocks = (particles + BLOCK - 1) / BLOCK;
        IntStream.range(0, blocks).parallel().forEach(block -> {
            UniformRandomProvider rng = streams.stream(Purpose.INITIAL, replica, index, block);
            double[] x = new double[population.spaceDimension()];
            double[] v = new double[population.dimension()];
            int end = (int) Math.min(particles, (block + 1L) * BLOCK);
            int k = block * BLOCK;
            for (int r = 0; r < ends.length; r++) {
                VelocitySampler sampler = samplers.get(r).withGenerator(rng);
                for (; k < Math.min(end, ends[r]); k++) {
                    sampler.sample(v);
                    regions.get(r).sample(rng, x);
                    for (int a = 0; a < v.length; a++) {
                        population.velocity(a)[k] = v[a];
                    }
                    for (int a = 0; a < x.length; a++) {
                        population.position(a)[k] = x[a];
                    }
                }
            }
        });
    }

    /** Where the particles of each region end. */
    private int[] ends() {
        double total = regions.stream().mapToDouble(Region::content).sum();
        int[] ends = new int[regions.size()];
        double sum = 0;
        for (int r = 0; r < ends.length; r++) {
            sum += regions.get(r).content();
            ends[r] = r == ends.length - 1 ? particles : (int) Math.rint(particles * (sum / total));
        }
        return ends;
    }

    private static void takeRows(EmpiricalDistribution rows, Population population, double offset) {
        if (rows.hasEqualWeights() && rows.size() == population.size()) {
            for (int k = 0; k < population.size(); k++) {
                copy(rows, k, population, k);
            }
            return;
        }
        // particle k is the row in which the cumulated weight passes (k + offset) w
        int row = 0;
        double cumulated = rows.weight(0);
        for (int k = 0; k < population.size(); k++) {
            double target = (k + offset) * population.weight();
            while (cumulated < target && row + 1 < rows.size()) {
                row++;
                cumulated += rows.weight(row);
            }
            copy(rows, row, population, k);
        }
    }

    /** Rows of a file may be sorted, but the engine collides neighbours at the same time: it needs particles in random order. */
    private static void shuffle(Population population, UniformRandomProvider rng) {
        for (int k = population.size() - 1; k > 0; k--) {
            int l = rng.nextInt(k + 1);
            for (int a = 0; a < population.dimension(); a++) {
                swap(population.velocity(a), k, l);
            }
            for (int a = 0; a < population.spaceDimension(); a++) {
                swap(population.position(a), k, l);
            }
        }
    }

    private static void swap(double[] array, int k, int l) {
        double swapped = array[k];
        array[k] = array[l];
        array[l] = swapped;
    }

    private static void copy(EmpiricalDistribution rows, int row, Population population, int k) {
        for (int a = 0; a < population.dimension(); a++) {
            population.velocity(a)[k] = rows.velocity(a, row);
        }
        for (int a = 0; a < population.spaceDimension(); a++) {
            population.position(a)[k] = rows.position(a, row);
        }
    }
}
