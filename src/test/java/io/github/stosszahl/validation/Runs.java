package io.github.stosszahl.validation;

import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.Bkw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.simulation.Simulation;
import io.github.stosszahl.simulation.SimulationObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The mixtures of the validation, and how they are run. */
final class Runs {
    /** The kernel of two species. */
    interface Kernels {
        CollisionKernel of(int i, int j);
    }

    private Runs() {}

    static Mixture mixture(int dimension, double[] mass, Kernels kernels) {
        List<Species> species = new ArrayList<>();
        List<CollidingPair> pairs = new ArrayList<>();
        for (int i = 0; i < mass.length; i++) {
            species.add(new Species("s" + (i + 1), mass[i]));
            for (int j = i; j < mass.length; j++) {
                pairs.add(new CollidingPair(i, j, kernels.of(i, j)));
            }
        }
        return new Mixture(dimension, 1, species, pairs);
    }

    /** Maxwell molecules with isotropic scattering and total rate coefficients alpha[i][j]. */
    static Mixture maxwellMolecules(int dimension, double[] mass, double[][] alpha) {
        AngleLaw angle = new IsotropicAngle(dimension);
        return mixture(dimension, mass, (i, j) -> new CollisionKernel(PowerLaw.of(alpha[i][j], 0), angle));
    }

    static Mixture sameKernel(int dimension, double[] mass, RateLaw rate, AngleLaw angle) {
        return mixture(dimension, mass, (i, j) -> new CollisionKernel(rate, angle));
    }

    /** One species of Maxwell molecules with n = m = T = 1 and one collision per particle and unit of time. */
    static Mixture bkwGas(int dimension) {
        return maxwellMolecules(dimension, new double[] {1}, new double[][] {{1}});
    }

    /** The most extreme member of the BKW family with T = 1: R = 1/d, f = 0 at v = 0. */
    static Bkw extremeBkw(int dimension) {
        return new Bkw(1, new double[dimension], dimension / (dimension + 2.0), 1.0 / dimension);
    }

    /** count equal steps from 0 to end, both included in the count. */
    static double[] times(double end, int count) {
        return IntStream.range(0, count).mapToDouble(k -> k * end / (count - 1)).toArray();
    }

    static void run(
            Mixture mixture,
            List<InitialState> states,
            long seed,
            int replicas,
            double[] times,
            SimulationObserver observer) {
        new Simulation(mixture, states, new RandomStreams(seed), OptionalDouble.empty(), KernelChoice.AUTO)
                .run(replicas, times, observer, () -> false);
    }

    /** Computes something for seed, seed + 1, ..., as many at a time as there are processors. */
    static <T> List<T> forSeeds(int first, int count, IntFunction<T> run) {
        return IntStream.range(first, first + count).parallel().mapToObj(run).toList();
    }

    static Estimate find(List<Quantity> quantities, int species, String name) {
        return quantities.stream()
                .filter(q -> q.species() == species && q.name().equals(name))
                .findFirst()
                .orElseThrow()
                .estimate();
    }
}
