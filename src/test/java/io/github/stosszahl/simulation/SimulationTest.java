package io.github.stosszahl.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Bkw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The run as such: determinism, output times, substeps, interruption. No statistics. */
class SimulationTest {
    private static final long SEED = 5;
    private static final int REPLICAS = 6;

    private static Mixture mixture() {
        CollisionKernel kernel = new CollisionKernel(PowerLaw.hardSphere(3, 0.6), new IsotropicAngle(3));
        return new Mixture(
                3,
                1,
                List.of(new Species("a", 1), new Species("b", 5)),
                List.of(
                        new CollidingPair(0, 0, kernel),
                        new CollidingPair(0, 1, kernel),
                        new CollidingPair(1, 1, kernel)));
    }

    private static List<InitialState> initial() {
        return List.of(
                new InitialState(new Bkw(1, new double[3], 0.6, 0.3), 400),
                new InitialState(new Maxwellian(1, new double[] {1, 0, 0}, new double[] {0.1, 0.2, 0.3}), 200));
    }

    private static Simulation simulation(long seed, OptionalDouble step) {
        return new Simulation(mixture(), initial(), new RandomStreams(seed), step, KernelChoice.AUTO);
    }

    /** All velocities of all replicas at every output time, in one list. */
    private static List<Double> history(long seed, OptionalDouble step, double[] times) {
        List<Double> numbers = new ArrayList<>();
        simulation(seed, step)
                .run(
                        REPLICAS,
                        times,
                        snapshot -> {
                            for (Ensemble ensemble : snapshot.ensembles()) {
                                ensemble.populations().forEach(p -> {
                                    for (int a = 0; a < 3; a++) {
                                        for (double v : p.velocity(a)) {
                                            numbers.add(v);
                                        }
                                    }
                                });
                            }
                            snapshot.tallies().forEach(replica -> replica.forEach(t -> numbers.add(t.collisions())));
                        },
                        () -> false);
        return numbers;
    }

    /** The same seed gives the same bits on any number of threads. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void threadsDoNotMatter(int threads) throws Exception {
        double[] times = {0, 0.5, 1.5, 3};
        List<Double> alone = new ForkJoinPool(1)
                .submit(() -> history(SEED, OptionalDouble.empty(), times))
                .get();
        List<Double> shared = new ForkJoinPool(threads)
                .submit(() -> history(SEED, OptionalDouble.empty(), times))
                .get();
        assertThat(shared).isEqualTo(alone);
        assertThat(alone).hasSize(times.length * REPLICAS * (600 * 3 + 3));
    }

    @Test
    void seedsAndReplicasDiffer() {
        double[] times = {0, 1};
        List<Double> one = history(SEED, OptionalDouble.empty(), times);
        assertThat(history(SEED + 1, OptionalDouble.empty(), times).get(0)).isNotEqualTo(one.get(0));
        assertThat(one.get(0)).isNotEqualTo(one.get(600 * 3));
    }

    /** An output time more changes nothing before it: streams are named by the interval. */
    @Test
    void laterOutputTimesDoNotChangeEarlierOnes() {
        List<Double> shorter = history(SEED, OptionalDouble.empty(), new double[] {0, 0.5});
        List<Double> longer = history(SEED, OptionalDouble.empty(), new double[] {0, 0.5, 2});
        assertThat(longer.subList(0, shorter.size())).isEqualTo(shorter);
    }

    @Test
    void snapshotsComeAtTheOutputTimesWithGrowingTallies() {
        double[] times = {0, 0.5, 0.6, 2};
        List<Double> seen = new ArrayList<>();
        List<Double> collisions = new ArrayList<>();
        DoubleAdder advanced = new DoubleAdder();
        boolean done = simulation(SEED, OptionalDouble.of(0.13))
                .run(
                        REPLICAS,
                        times,
                        new SimulationObserver() {
                            @Override
                            public void snapshot(Snapshot snapshot) {
                                assertThat(snapshot.index()).isEqualTo(seen.size());
                                seen.add(snapshot.time());
                                assertThat(snapshot.ensembles()).hasSize(REPLICAS);
                                collisions.add(snapshot.tallies().stream()
                                        .flatMap(List::stream)
                                        .mapToDouble(PairTally::collisions)
                                        .sum());
                            }

                            @Override
                            public void advanced(double substep) {
                                assertThat(substep).isLessThanOrEqualTo(0.13 * (1 + 1e-9));
                                advanced.add(substep);
                            }
                        },
                        () -> false);
        assertThat(done).isTrue();
        assertThat(seen).containsExactly(0.0, 0.5, 0.6, 2.0);
        assertThat(collisions.get(0)).isZero();
        assertThat(collisions).isSorted();
        assertThat(collisions.get(3)).isGreaterThan(collisions.get(2));
        assertThat(advanced.sum()).isCloseTo(2.0 * REPLICAS, within(1e-9));
    }

    /** The observer's flag stops the run after the first output. */
    @Test
    void interruptionStopsTheRun() {
        AtomicInteger snapshots = new AtomicInteger();
        boolean done = simulation(SEED, OptionalDouble.empty())
                .run(2, new double[] {0, 1, 2}, snapshot -> snapshots.incrementAndGet(), () -> snapshots.get() > 0);
        assertThat(done).isFalse();
        assertThat(snapshots.get()).isEqualTo(1);
    }

    /** A gas in which nothing collides keeps every velocity. */
    @Test
    void withoutPairsNothingChanges() {
        Mixture free = new Mixture(3, 1, mixture().species(), List.of());
        List<Double> first = new ArrayList<>();
        boolean done = new Simulation(
                        free, initial(), new RandomStreams(SEED), OptionalDouble.empty(), KernelChoice.AUTO)
                .run(
                        1,
                        new double[] {0, 1e9},
                        s -> first.add(s.ensembles().get(0).populations().get(1).velocity(0)[7]),
                        () -> false);
        assertThat(done).isTrue();
        assertThat(first.get(1)).isEqualTo(first.get(0));
    }

    @Test
    void asManyInitialStatesAsSpeciesAreNeeded() {
        RandomStreams streams = new RandomStreams(SEED);
        List<InitialState> one = initial().subList(0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Simulation(mixture(), one, streams, OptionalDouble.empty(), KernelChoice.AUTO));
    }
}
