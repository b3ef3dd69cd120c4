package io.github.stosszahl.estimate;

import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Homogeneous;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.simulation.Simulation;
import io.github.stosszahl.simulation.Snapshot;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Many independent runs of one gas: how far the estimates of the runs scatter, and what standard errors they report. */
final class Calibration {
    /** Sums of one quantity at one output time over the runs. */
    private static final class Sums {
        private double value;
        private double square;
        private double reported;
    }

    private final int runs;
    private final Map<String, Sums> sums = new LinkedHashMap<>();
    private final Map<String, Double> shift = new LinkedHashMap<>();

    Calibration(Mixture mixture, List<InitialState> initial, double[] times, int runs, long seed) {
        this(mixture, initial, Collections.nCopies(initial.size(), Optional.empty()), times, runs, seed);
    }

    Calibration(
            Mixture mixture,
            List<InitialState> initial,
            List<Optional<OccupationCells>> cells,
            double[] times,
            int runs,
            long seed) {
        this.runs = runs;
        IdentityHashMap<Ensemble, MomentEstimator> estimators = new IdentityHashMap<>();
        Simulation simulation = new Simulation(
                mixture,
                new Homogeneous(),
                initial,
                cells,
                new RandomStreams(seed),
                OptionalDouble.empty(),
                KernelChoice.AUTO);
        simulation.run(runs, times, snapshot -> add(mixture, snapshot, estimators), () -> false);
    }

    private void add(Mixture mixture, Snapshot snapshot, IdentityHashMap<Ensemble, MomentEstimator> estimators) {
        for (int r = 0; r < snapshot.ensembles().size(); r++) {
            Ensemble ensemble = snapshot.ensembles().get(r);
            MomentEstimator estimator =
                    estimators.computeIfAbsent(ensemble, start -> new MomentEstimator(mixture, start));
            for (Quantity quantity : estimator.estimate(ensemble, snapshot.collisionsPerParticle(mixture, r))) {
                String key = key(snapshot.index(), quantity.species(), quantity.name());
                Sums s = sums.computeIfAbsent(key, k -> new Sums());
                double origin =
                        shift.computeIfAbsent(key, k -> quantity.estimate().value());
                double x = quantity.estimate().value() - origin;
                s.value += x;
                s.square += x * x;
                s.reported += quantity.estimate().standardError();
            }
        }
    }

    private static String key(int output, int species, String name) {
        return output + "/" + species + "/" + name;
    }

    /** Standard deviation between runs over the mean reported standard error. */
    double ratio(int output, int species, String name) {
        return spread(output, species, name) / reported(output, species, name);
    }

    /** Standard deviation of an estimate between runs. */
    double spread(int output, int species, String name) {
        Sums s = sums.get(key(output, species, name));
        double mean = s.value / runs;
        return Math.sqrt((s.square - runs * mean * mean) / (runs - 1.0));
    }

    /** Mean of the reported standard errors. */
    double reported(int output, int species, String name) {
        return sums.get(key(output, species, name)).reported / runs;
    }
}
