package io.github.stosszahl.simulation;

import io.github.stosszahl.collide.CollisionProcess;
import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.collide.Tuning;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Mixture;
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
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Independent replicas of a homogeneous mixture, carried through the output times together. Replicas, and the blocks of a replica, run in parallel on the pool of the calling thread; each
 * draws from streams of its own, so the result does not depend on the number of threads.
 */
public final class Simulation {
    /** Share of the particles that collide while collisions are recorded: densities hardly change meanwhile. */
    private static final double MOST_COLLIDING = 0.02;

    /** In numbers of steps. */
    private static final double ROUNDING = 1e-9;

    private final Mixture mixture;
    private final List<InitialState> initial;
    private final List<Optional<OccupationCells>> cells;
    private final RandomStreams streams;
    private final OptionalDouble step;
    private final KernelChoice kernel;

    /**
     * A simulation of classical species.
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
        this(mixture, initial, Collections.nCopies(initial.size(), Optional.empty()), streams, step, kernel);
    }

    /**
     * A simulation of species of any statistics.
     *
     * @param mixture the equation
     * @param initial one state per species of the mixture
     * @param cells where the occupation of each species is counted, with one number of sheets; empty for Maxwell statistics
     * @param streams the streams of the run
     * @param step longest interval between two changes of the partners of blocks and of their majorants, which is the time step where directions diffuse (Landau); empty: the time in
     *     which a replica meets as many candidates as it has particles, and the time step that {@link CollisionProcess#timeStep} chooses for the first replica after every output time
     * @param kernel the kernel; it does not change the result
     * @throws IllegalArgumentException if the number of states or of cells is not that of the species
     */
    public Simulation(
            Mixture mixture,
            List<InitialState> initial,
            List<Optional<OccupationCells>> cells,
            RandomStreams streams,
            OptionalDouble step,
            KernelChoice kernel) {
        if (initial.size() != mixture.species().size() || cells.size() != initial.size()) {
            throw new IllegalArgumentException(
                    mixture.species().size() + " species but " + initial.size() + " initial states");
        }
        this.mixture = mixture;
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
        List<CollisionProcess> processes = ensembles.stream()
                .map(ensemble -> new CollisionProcess(mixture, ensemble, kernel, Tuning.DEFAULT))
                .toList();
        for (int output = 0; output < outputTimes.length; output++) {
            List<CollisionSample> collisions = List.of();
            if (output > 0) {
                int interval = output - 1;
                double duration = outputTimes[output] - outputTimes[interval];
                int wanted = observer.collisionsWanted();
                double longest = longestStep(processes.get(0), duration, observer);
                collisions = IntStream.range(0, replicas)
                        .parallel()
                        .mapToObj(r -> advance(
                                processes.get(r),
                                ensembles.get(r).size(),
                                duration,
                                longest,
                                wanted,
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
                    processes.stream().map(CollisionProcess::tallies).toList();
            observer.snapshot(new Snapshot(output, outputTimes[output], ensembles, tallies, collisions));
        }
        return true;
    }

    /** The time step of an interval, a part of it; infinite if the process has none. */
    private double longestStep(CollisionProcess process, double duration, SimulationObserver observer) {
        if (!process.hasTimeStep()) {
            return Double.POSITIVE_INFINITY;
        }
        double wanted = step.orElseGet(() -> process.timeStep(duration));
        double taken = duration / Math.max(1, Math.ceil(duration / wanted - ROUNDING));
        observer.stepping(taken, process.timeStepErrors(taken));
        return taken;
    }

    private Ensemble draw(int replica) {
        List<Population> populations = new ArrayList<>();
        for (int i = 0; i < initial.size(); i++) {
            populations.add(initial.get(i).draw(mixture.species().get(i), cells.get(i), streams, replica, i));
        }
        return new Ensemble(populations);
    }

    /** Advances a replica; the last bit of the time is recorded if collisions are wanted. */
    private Optional<CollisionSample> advance(
            CollisionProcess process,
            long particles,
            double duration,
            double longest,
            int wanted,
            UniformRandomProvider rng,
            SimulationObserver observer,
            BooleanSupplier interrupted) {
        double rate = process.candidateRate();
        double recorded = Math.min(wanted, MOST_COLLIDING * particles / 2);
        double last = wanted > 0 && rate > 0 ? Math.min(duration, recorded / rate) : 0;
        double substep = Math.min(longest, step.orElse(particles / rate));
        long substeps = Math.max(1, (long) Math.ceil((duration - last) / substep - ROUNDING));
        for (long s = 0; s < substeps && !interrupted.getAsBoolean(); s++) {
            process.advance((duration - last) / substeps, rng, interrupted);
            observer.advanced((duration - last) / substeps);
        }
        if (last == 0 || interrupted.getAsBoolean()) {
            return Optional.empty();
        }
        CollisionSample sample = process.record(last, rng, interrupted);
        observer.advanced(last);
        return Optional.of(sample);
    }
}
