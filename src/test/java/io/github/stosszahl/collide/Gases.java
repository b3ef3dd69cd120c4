package io.github.stosszahl.collide;

import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.CellSort;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/** Small gases that the tests of this room share. */
final class Gases {
    private Gases() {}

    static UniformRandomProvider rng(long seed) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    }

    /** Species of the given masses, every pair colliding by the same kernel; k_B = 1. */
    static Mixture mixture(int d, RateLaw rate, AngleLaw angle, double... mass) {
        List<Species> species = new ArrayList<>();
        List<CollidingPair> pairs = new ArrayList<>();
        for (int i = 0; i < mass.length; i++) {
            species.add(new Species("s" + i, mass[i]));
            for (int j = i; j < mass.length; j++) {
                pairs.add(new CollidingPair(i, j, new CollisionKernel(rate, angle)));
            }
        }
        return new Mixture(d, 1, species, pairs);
    }

    /** Particles with the given velocities, velocity[k][a]. */
    static Population particles(Species species, double weight, double[]... velocity) {
        Population population = new Population(species, velocity[0].length, velocity.length, weight);
        for (int k = 0; k < velocity.length; k++) {
            for (int a = 0; a < velocity[k].length; a++) {
                population.velocity(a)[k] = velocity[k][a];
            }
        }
        return population;
    }

    /** Independent particles of a Maxwellian of temperature T and velocity u. */
    static Population maxwellian(
            Species species, int size, double weight, double temperature, double[] u, UniformRandomProvider rng) {
        Population population = new Population(species, u.length, size, weight);
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        double deviation = Math.sqrt(temperature / species.mass());
        for (int a = 0; a < u.length; a++) {
            for (int k = 0; k < size; k++) {
                population.velocity(a)[k] = u[a] + deviation * gaussian.sample();
            }
        }
        return population;
    }

    /** Brings particles whose cells have been told into the order of cells. */
    static void order(CellSort sort, Grid grid) {
        sort.prepare(grid, 1);
        sort.count(0, 1);
        sort.sum(1);
        sort.place(0, 1);
        sort.begin(grid);
        sort.gather(0, grid.count());
    }

    /** Momentum along every axis and, last, energy, per volume. */
    static double[] invariants(Ensemble ensemble) {
        int d = ensemble.populations().get(0).dimension();
        double[] sum = new double[d + 1];
        for (Population p : ensemble.populations()) {
            for (int a = 0; a < d; a++) {
                for (double v : p.velocity(a)) {
                    sum[a] += p.weight() * p.mass() * v;
                    sum[d] += p.weight() * p.mass() * v * v / 2;
                }
            }
        }
        return sum;
    }

    /** Mean of a sample and its standard error. */
    static double[] mean(double[] sample) {
        double sum = 0;
        for (double x : sample) {
            sum += x;
        }
        double mean = sum / sample.length;
        double squares = 0;
        for (double x : sample) {
            squares += (x - mean) * (x - mean);
        }
        return new double[] {mean, Math.sqrt(squares / (sample.length - 1.0) / sample.length)};
    }
}
