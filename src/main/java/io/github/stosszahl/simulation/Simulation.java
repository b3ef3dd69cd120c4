package io.github.stosszahl.simulation;

import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.Homogeneous;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Space;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.random.RandomStreams.Purpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Independent replicas of a mixture, carried through the output times together. Replicas, and the blocks of a replica, run in parallel on the pool of the calling thread; each
 * draws from streams of its own, so the result does not depend on the number of threads.
 */
public final class Simulation {
    private final Mixture mixture;
    private final Space space;
    private final List<InitialState> initial;
    private final List<Optional<OccupationCells>> cells;
    private final RandomStreams streams;
    private final OptionalDouble step;
    private final KernelChoice kernel;

    /**
     * A simulation of classical species in no space.
     *
     * @param mixture the equation
     * @param initial one state per species of the mixture
     * @param streams the streams of the run
     * @param step as for the other constructor
     * @param kernel the kernel; it does not change the result
     * @throws IllegalArgumentException if the number of states is not that of the species
     */
    public Simulation(
            Mixture mixture,
            List<InitialState> initial,
            RandomStreams streams,
            OptionalDouble step,
            KernelChoice kernel) {
        this(
                mixture,
                new Homogeneous(),
                initial,
                Collections.nCopies(initial.size(), Optional.empty()),
                streams,
                step,
                kernel);
    }

    /**
     * A simulation of species of any statistics.
     *
     * @param mixture the equation
     * @param space where particles are
     * @param initial one state per species of the mixture
     * @param cells where the occupation of each species is counted, with one number of sheets; empty for Maxwell statistics
     * @param streams the streams of the run
     * @param step longest interval between two changes of the partners of blocks and of their majorants, which is the time step where directions diffuse (Landau); empty: the time in
     *     which a replica meets as many candidates as it has particles, and the time step that {@link CollisionProcess#timeStep} chooses for the first replica after every output time.
     *     In space the time of a flight between collisions, which must be given.
     * @param kernel the kernel; it does not change the result
     * @throws IllegalArgumentException if the number of states or of cells is not that of the species, or if collisions are delocalised where space is not a box
     */
    public Simulation(
            Mixture mixture,
            Space space,
            List<InitialState> initial,
            List<Optional<OccupationCells>> cells,
            RandomStreams streams,
            OptionalDouble step,
            KernelChoice kernel) {
        if (initial.size() != mixture.species().size() || cells.size() != initial.size()) {
            throw new IllegalArgumentException(
                    mixture.species().size() + " species but " + initial.size() + " initial states");
        }
        if (space.dimension() > 0 && step.isEmpty()) {
            throw new IllegalArgumentException("flights in space need a time step");
        }
        if (mixture.isDelocalised() && !(space instanceof Box)) {
            throw new IllegalArgumentException("delocalised collisions need a box");
        }
        this.mixture = mixture;
        this.space = space;
        this.initial = List.copyOf(initial);
        this.cells = List.copyOf(cells);
        this.streams = streams;
        this.step = step;
        this.kernel = kernel;
    }

    /**
     * Runs all replicas to the last output time.
     *
     * @param replicas number of replicas, at least 1
     * @param outputTimes increasing, the first is 0
     * @param observer told of every output time
     * @param interrupted asked now and then; once it is true the run stops without a further snapshot
     * @return whether the last output time was reached
     */
    public boolean run(int replicas, double[] outputTimes, SimulationObserver observer, BooleanSupplier interrupted) {
        List<Ensemble> ensembles =
                IntStream.range(0, replicas).mapToObj(this::draw).toList();
        List<Evolution> evolutions = IntStream.range(0, replicas)
                .mapToObj(r -> evolution(ensembles.get(r), r))
                .toList();
        for (int output = 0; output < outputTimes.length; output++) {
            List<CollisionSample> collisions = List.of();
            if (output > 0) {
                int interval = output - 1;
                double duration = outputTimes[output] - outputTimes[interval];
                double time = outputTimes[interval];
                double longest = evolutions.get(0).longestStep(duration, observer);
                collisions = IntStream.range(0, replicas)
                        .parallel()
                        .mapToObj(r -> evolutions
                                .get(r)
                                .advance(
                                        time,
                                        duration,
                                        longest,
                                        streams.stream(Purpose.COLLISIONS, r, interval, 0),
                                        observer,
                                        interrupted))
                        .flatMap(Optional::stream)
                        .toList();
            }
            if (interrupted.getAsBoolean()) {
                return false;
            }
            List<List<PairTally>> tallies =
                    evolutions.stream().map(Evolution::tallies).toList();
            observer.snapshot(new Snapshot(output, outputTimes[output], ensembles, tallies, collisions));
        }
        return true;
    }

    private Evolution evolution(Ensemble ensemble, int replica) {
        return space.dimension() > 0
                ? new SpatialEvolution(mixture, space, ensemble, replica, step.orElseThrow(), kernel)
                : new HomogeneousEvolution(mixture, ensemble, step, kernel);
    }

    private Ensemble draw(int replica) {
        List<Population> populations = new ArrayList<>();
        for (int i = 0; i < initial.size(); i++) {
            populations.add(initial.get(i).draw(mixture.species().get(i), space, cells.get(i), streams, replica, i));
        }
        return new Ensemble(populations);
    }
}
