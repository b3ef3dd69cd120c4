package io.github.stosszahl.initial;

import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

/**
 * Draws Fermi particles so that no cell gets more than it holds. Each of the g places of a cell is taken independently with probability q f, as in equilibrium; where q f is
 * small this is hardly different from independent particles, which then are drawn instead. The number of particles of a sheet comes out right by the removal or addition of some with
 * a probability proportional to q f (1 - q f), which is what fixing the number does to independent places, up to the order of one over their number.
 */
final class FermiFilling {
    /** Occupation q f below which particles are drawn independently. */
    private static final double DILUTE = 0.02;

    private final VelocityDistribution distribution;
    private final OccupationCells cells;
    /** q n: q f is its product with the probability density. */
    private final double scale;
    /** Cells filled place by place. */
    private final BitSet dense = new BitSet();

    /**
     * @param distribution with a density, of at most one particle per state
     * @param quantumParameter q, times what the density is to be multiplied by
     */
    FermiFilling(VelocityDistribution distribution, double quantumParameter, OccupationCells cells) {
        this.distribution = distribution;
        this.cells = cells;
        scale = quantumParameter * distribution.density();
        double[] v = new double[distribution.dimension()];
        for (int cell = 0; cell < cells.count(); cell++) {
            cells.place(cell, 0.5, 0.5, 0.5, v);
            dense.set(cell, occupation(v) > DILUTE);
        }
    }

    private double occupation(double[] v) {
        return scale * distribution.probabilityDensity(v).orElseThrow();
    }

    /** Draws the particles of a sheet. */
    void fill(Population population, int sheet, VelocitySampler sampler, UniformRandomProvider rng) {
        int start = cells.start(population.size(), sheet);
        fill(population, start, cells.start(population.size(), sheet + 1) - start, sampler, rng);
    }

    /** Draws particles start..start + size - 1, which have places in the same sheet. */
    void fill(Population population, int start, int size, VelocitySampler sampler, UniformRandomProvider rng) {
        Sheet drawn = new Sheet(size + size / 8 + 1024);
        double[] v = new double[distribution.dimension()];
        for (int k = 0; k < size; k++) {
            sampler.sample(v);
            // a cell is filled only in the cube, though particles from outside are counted in it
            boolean filled = cells.covers(v[0], v[1], v[v.length - 1]) && dense.get(cells.cell(v));
            if (!filled && drawn.hasRoom(v)) {
                drawn.add(v);
            }
        }
        for (int cell = dense.nextSetBit(0); cell >= 0; cell = dense.nextSetBit(cell + 1)) {
            for (int place = 0; place < cells.capacity(); place++) {
                cells.place(cell, rng.nextDouble(), rng.nextDouble(), rng.nextDouble(), v);
                if (rng.nextDouble() < occupation(v) && drawn.hasRoom(v)) {
                    drawn.add(v);
                }
            }
        }
        while (drawn.size > size) {
            int k = rng.nextInt(drawn.size);
            drawn.get(k, v);
            if (rng.nextDouble() >= occupation(v)) {
                drawn.remove(k);
            }
        }
        while (drawn.size < size) {
            sampler.sample(v);
            if (rng.nextInt(cells.capacity()) >= drawn.counts[cells.cell(v)]) {
                drawn.add(v);
            }
        }
        drawn.copy(population, start, rng);
    }

    /** Particles of one sheet and their occupation numbers. */
    private final class Sheet {
        private final int[] counts = new int[cells.count()];
        private double[][] velocity;
        private int size;

        Sheet(int room) {
            velocity = new double[distribution.dimension()][room];
        }

        boolean hasRoom(double[] v) {
            return counts[cells.cell(v)] < cells.capacity();
        }

        void add(double[] v) {
            if (size == velocity[0].length) {
                for (int axis = 0; axis < v.length; axis++) {
                    velocity[axis] = Arrays.copyOf(velocity[axis], 2 * size);
                }
            }
            for (int axis = 0; axis < v.length; axis++) {
                velocity[axis][size] = v[axis];
            }
            counts[cells.cell(v)]++;
            size++;
        }

        void get(int k, double[] v) {
            for (int axis = 0; axis < v.length; axis++) {
                v[axis] = velocity[axis][k];
            }
        }

        void remove(int k) {
            double[] v = new double[velocity.length];
            get(k, v);
            counts[cells.cell(v)]--;
            size--;
            for (double[] component : velocity) {
                component[k] = component[size];
            }
        }

        /** Copies the particles in random order: the engine collides neighbours at the same time. */
        void copy(Population population, int start, UniformRandomProvider rng) {
            int[] order = PermutationSampler.natural(size);
            PermutationSampler.shuffle(rng, order);
            for (int axis = 0; axis < velocity.length; axis++) {
                double[] into = population.velocity(axis);
                for (int k = 0; k < size; k++) {
                    into[start + k] = velocity[axis][order[k]];
                }
            }
        }
    }
}
