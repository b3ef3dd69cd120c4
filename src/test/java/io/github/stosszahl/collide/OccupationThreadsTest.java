package io.github.stosszahl.collide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gases of Fermi, Bose and all statistics in three sheets leave the same bits on any number of threads. */
class OccupationThreadsTest {
    private static final int PARTICLES = 1500;
    private static final int SHEETS = 3;
    private static final double DENSITY = 8;

    @ParameterizedTest
    @CsvSource({"FERMI, FERMI, 1", "BOSE, BOSE, 0", "FERMI, BOSE, 1", "FERMI, MAXWELL, 0", "BOSE, MAXWELL, 1"})
    void threadsDoNotMatter(Statistics first, Statistics second, double exponent) throws Exception {
        List<Species> species =
                List.of(new Species("a", 1, first, 1), new Species("b", 2, second, 1), new Species("c", 4));
        double[] alone = velocities(species, exponent, 1);
        assertThat(velocities(species, exponent, 2)).isEqualTo(alone);
        assertThat(velocities(species, exponent, 3)).isEqualTo(alone);
    }

    private static double[] velocities(List<Species> species, double exponent, int threads) throws Exception {
        List<CollidingPair> pairs = new ArrayList<>();
        List<Population> populations = new ArrayList<>();
        RandomStreams streams = new RandomStreams(5);
        InitialState state =
                new InitialState(new Maxwellian(DENSITY, new double[3], new double[] {1.5, 1, 0.8}), PARTICLES);
        for (int i = 0; i < species.size(); i++) {
            Optional<OccupationCells> cells = species.get(i).statistics() == Statistics.MAXWELL
                    ? Optional.empty()
                    : Optional.of(
                            OccupationCells.of(species.get(i), state.weight(), SHEETS, 0.5, new double[3], 4, 1 << 12));
            populations.add(state.draw(species.get(i), cells, streams, 0, i));
            for (int j = i; j < species.size(); j++) {
                pairs.add(new CollidingPair(
                        i, j, new CollisionKernel(PowerLaw.of(0.1, exponent), new IsotropicAngle(3))));
            }
        }
        Ensemble ensemble = new Ensemble(populations);
        double[] before = flat(ensemble);
        CollisionProcess process = new CollisionProcess(new Mixture(3, 1, species, pairs), ensemble);
        UniformRandomProvider rng = streams.stream(RandomStreams.Purpose.COLLISIONS, 0, 0, 0);
        ForkJoinPool pool = new ForkJoinPool(threads);
        pool.submit(() -> process.advance(0.8, rng, () -> false)).get();
        pool.shutdown();
        double[] after = flat(ensemble);
        long moved = 0;
        for (int k = 0; k < after.length; k++) {
            moved += after[k] == before[k] ? 0 : 1;
        }
        // half of the particles have collided at least, so that there is something to differ
        assertThat(moved).isGreaterThan(after.length / 2);
        return after;
    }

    private static double[] flat(Ensemble ensemble) {
        return ensemble.populations().stream()
                .flatMapToDouble(p -> DoubleStream.concat(
                        DoubleStream.of(p.velocity(0)),
                        DoubleStream.concat(DoubleStream.of(p.velocity(1)), DoubleStream.of(p.velocity(2)))))
                .toArray();
    }
}
