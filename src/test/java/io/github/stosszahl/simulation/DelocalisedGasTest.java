package io.github.stosszahl.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.initial.CosineProfile;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Delocalisation;
import io.github.stosszahl.model.Delocalisation.Ball;
import io.github.stosszahl.model.Delocalisation.Gaussian;
import io.github.stosszahl.model.FreeSpace;
import io.github.stosszahl.model.Homogeneous;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Space;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.reference.EquilibriumRates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Delocalised collisions of gases that fly. Comparisons allow 4.5 standard errors (false alarm 7e-6 each); there are 33 in the class. */
class DelocalisedGasTest {
    private static final double STANDARD_ERRORS = 4.5;
    private static final Boundary PERIODIC = new Boundary.Periodic();

    private static Delocalisation kappa(String type, double range) {
        return type.equals("ball") ? new Ball(range) : new Gaussian(range);
    }

    private static Mixture delocalised(Mixture local, Delocalisation kappa, Predicate<CollidingPair> which) {
        return new Mixture(
                local.dimension(),
                1,
                local.species(),
                local.pairs().stream()
                        .map(p -> which.test(p)
                                ? new CollidingPair(p.first(), p.second(), p.kernel(), Optional.of(kappa))
                                : p)
                        .toList());
    }

    /** A uniform gas in equilibrium collides at the rate of the local equation, for any kappa: it has the integral 1. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, ball, 0.13",
        "1, 1, gaussian, 0.6",
        "2, 0, gaussian, 0.07",
        "2, 1, ball, 0.2",
        "3, 0, ball, 0.3",
        "3, 1, gaussian, 0.06"
    })
    void aUniformGasCollidesAtTheLocalRate(int axes, double exponent, String type, double range) {
        Box box = SpatialGases.box(axes, 1, new int[] {100, 12, 6}[axes - 1], PERIODIC, PERIODIC);
        Mixture mixture = delocalised(SpatialGases.mixture(3, 1, exponent, 1, 4), kappa(type, range), pair -> true);
        List<InitialState> initial = List.of(
                SpatialGases.filled(box, SpatialGases.maxwellian(3, 1, 1), 4000, Optional.empty()),
                SpatialGases.filled(box, SpatialGases.maxwellian(3, 1, 0.25), 2000, Optional.empty()));
        double end = 3;
        SpatialGases.run(mixture, box, initial, 17, 0.2, new double[] {0, end}, snapshot -> {
            for (int pair = 0; pair < 3 && snapshot.time() > 0; pair++) {
                int i = mixture.pairs().get(pair).first();
                int j = mixture.pairs().get(pair).second();
                double expected = end * EquilibriumRates.meanRate(mixture, i, j, 1) * (i == j ? 0.5 : 1);
                PairTally tally = snapshot.tallies().get(0).get(pair);
                // Poisson; in addition temperature and number of pairs within reach of each other fluctuate
                double error = tally.collisions() * Math.sqrt(1.0 / tally.accepted() + 5e-5);
                assertThat(tally.collisions()).as("pair %d", pair).isCloseTo(expected, within(STANDARD_ERRORS * error));
            }
        });
    }

    /**
     * The number of collisions of a gas at rest of the density n (1 + a cos k x) is (C/2) n^2 (1 + K(k) a^2/2) per volume and time, K the Fourier transform of kappa: sin(k l)/(k l) for the ball and exp(-k^2 l^2/2) for the
     * Gaussian in one dimension. For a small range it is that of the local equation, whose cells of edge h have (sin(k h/2)/(k h/2))^2.
     */
    @ParameterizedTest
    @CsvSource({"ball, 0.2", "gaussian, 0.1", "ball, 0.01", "gaussian, 0.005", "local, 0"})
    void aDensityWaveCollidesByTheTransformOfKappa(String type, double range) {
        int particles = 40_000;
        Box box = SpatialGases.box(1, 1, 50, PERIODIC, PERIODIC);
        Mixture local = SpatialGases.mixture(2, 1, 0, 1);
        Mixture mixture = type.equals("local") ? local : delocalised(local, kappa(type, range), pair -> true);
        double a = 0.9;
        InitialState wave = SpatialGases.filled(
                box, SpatialGases.maxwellian(2, 1, 1e-12), particles, Optional.of(new CosineProfile(a, new int[] {1})));
        double k = 2 * Math.PI;
        double transform = switch (type) {
            case "ball" -> Math.sin(k * range) / (k * range);
            case "gaussian" -> Math.exp(-k * k * range * range / 2);
            default -> Math.pow(Math.sin(k / 100) / (k / 100), 2);
        };
        double end = 2;
        double expected = 0.5 * end * (1 + transform * a * a / 2);
        SpatialGases.run(mixture, box, List.of(wave), 29, end, new double[] {0, end}, snapshot -> {
            if (snapshot.time() > 0) {
                PairTally tally = snapshot.tallies().get(0).get(0);
                // Poisson, and the places of the particles: the density at them varies by less than 0.5, twice in a
                // pair
                double error = expected * Math.sqrt(1.0 / tally.accepted() + 4 * 0.12 / particles);
                assertThat(tally.collisions()).isCloseTo(expected, within(STANDARD_ERRORS * error));
            }
        });
    }

    private static double meanSquare(Population p) {
        double sum = 0;
        for (int a = 0; a < p.dimension(); a++) {
            for (int k = 0; k < p.size(); k++) {
                sum += p.velocity(a)[k] * p.velocity(a)[k];
            }
        }
        return sum / (p.dimension() * p.size());
    }

    /** Maxwell molecules, unlike pairs delocalised and like ones not: of a uniform gas T_1 - T_2 decays with the rate 4 m_1 m_2 C n/(m_1 + m_2)^2, n = 1 each, by the moment law of a homogeneous gas. */
    @Test
    void localAndDelocalisedPairsTakeTurns() {
        int particles = 20_000;
        Box box = SpatialGases.box(2, 1, 20, PERIODIC, PERIODIC);
        Mixture mixture = delocalised(
                SpatialGases.mixture(3, 1.5, 0, 1, 4), new Ball(0.1), pair -> pair.first() != pair.second());
        List<InitialState> initial = List.of(
                SpatialGases.filled(box, SpatialGases.maxwellian(3, 1, 1), particles, Optional.empty()),
                SpatialGases.filled(box, SpatialGases.maxwellian(3, 1, 0.75), particles, Optional.empty()));
        SpatialGases.run(mixture, box, initial, 3, 0.25, new double[] {0, 0.5, 1, 2}, snapshot -> {
            List<Population> populations = snapshot.ensembles().get(0).populations();
            double difference = meanSquare(populations.get(0)) - 4 * meanSquare(populations.get(1));
            double expected = -2 * Math.exp(-4 * 4 * 1.5 / 25 * snapshot.time());
            // each temperature has the variance 2 T^2/(d N) at t = 0, T = 1 and 3, and less later
            double error = Math.sqrt(2.0 / (3 * particles) * (1 + 9));
            assertThat(difference).isCloseTo(expected, within(STANDARD_ERRORS * error));
            if (snapshot.time() == 2) {
                // each species has n^2 C t/2 = 1.5 collisions with itself per volume, half as many as with the other
                List<PairTally> tallies = snapshot.tallies().get(0);
                for (int pair = 0; pair < 3; pair++) {
                    double collisions = pair == 1 ? 3 : 1.5;
                    double noise =
                            collisions * Math.sqrt(1.0 / tallies.get(pair).accepted());
                    assertThat(tallies.get(pair).collisions())
                            .as("pair %d", pair)
                            .isCloseTo(collisions, within(STANDARD_ERRORS * noise));
                }
            }
        });
    }

    private static List<Double> history(int threads) throws Exception {
        Box cube = SpatialGases.box(2, 1, 30, PERIODIC, PERIODIC);
        Boundary wall = new Boundary.Diffuse(1, new double[3], 0.5);
        Boundary reservoir =
                new Boundary.Reservoir(List.of(Optional.of(SpatialGases.maxwellian(3, 1, 1)), Optional.empty()));
        Box box = new Box(
                cube.grid(),
                List.of(new Box.Faces(wall, reservoir), cube.faces().get(1)));
        Maxwellian f = SpatialGases.maxwellian(3, 1, 1);
        List<InitialState> initial = List.of(
                SpatialGases.filled(box, f, 20_000, Optional.empty()),
                SpatialGases.filled(box, f, 5000, Optional.empty()));
        Mixture mixture =
                delocalised(SpatialGases.mixture(3, 1, 1, 1, 2), new Gaussian(0.03), pair -> pair.second() == 1);
        List<Double> numbers = new ArrayList<>();
        ForkJoinPool pool = new ForkJoinPool(threads);
        pool.submit(() -> SpatialGases.run(mixture, box, initial, 2, 0.1, new double[] {0, 0.3, 0.5}, snapshot -> {
                    for (PairTally tally : snapshot.tallies().get(0)) {
                        assertThat(tally.accepted() > 0).isEqualTo(snapshot.time() > 0);
                        numbers.add(tally.collisions());
                    }
                    for (Population p : snapshot.ensembles().get(0).populations()) {
                        for (int k = 0; k < p.size(); k++) {
                            numbers.add(p.position(0)[k]);
                            numbers.add(p.velocity(0)[k]);
                        }
                    }
                }))
                .get();
        pool.shutdown();
        return numbers;
    }

    @Test
    void resultsDoNotDependOnThreads() throws Exception {
        List<Double> alone = history(1);
        assertThat(history(2)).isEqualTo(alone);
    }

    /** The threads of a replica wait for delocalised collisions, and only for these: observers learn it, by a clock that ticks once when it is read. */
    @Test
    void observersTellWorkOfOneThreadFromWorkOfAll() {
        Box box = SpatialGases.box(1, 1, 10, PERIODIC, PERIODIC);
        Mixture local = SpatialGases.mixture(3, 1, 0, 1);
        List<InitialState> initial =
                List.of(SpatialGases.filled(box, SpatialGases.maxwellian(3, 1, 1), 100, Optional.empty()));
        for (Mixture mixture : List.of(local, delocalised(local, new Ball(0.1), pair -> true))) {
            AtomicLong clock = new AtomicLong();
            AtomicLong shared = new AtomicLong();
            AtomicLong alone = new AtomicLong();
            SpatialGases.run(mixture, box, initial, 1, 0.1, new double[] {0, 0.3}, new SimulationObserver() {
                @Override
                public void snapshot(Snapshot snapshot) {
                    assertThat(snapshot.ensembles()).hasSize(1);
                }

                @Override
                public long nanoTime() {
                    return clock.getAndIncrement();
                }

                @Override
                public void collided(long nanos) {
                    shared.addAndGet(nanos);
                }

                @Override
                public void collidedAlone(long nanos) {
                    alone.addAndGet(nanos);
                }
            });
            // three steps of one piece of work, in halves before and after what one thread does
            assertThat(alone.get()).isEqualTo(mixture.isDelocalised() ? 3 : 0);
            assertThat(shared.get()).isEqualTo(mixture.isDelocalised() ? 6 : 3);
        }
    }

    @Test
    void onlyABoxHasThem() {
        Box box = SpatialGases.box(1, 1, 2, PERIODIC, PERIODIC);
        Mixture mixture = delocalised(SpatialGases.mixture(3, 1, 0, 1), new Ball(0.1), pair -> true);
        List<InitialState> initial =
                List.of(SpatialGases.filled(box, SpatialGases.maxwellian(3, 1, 1), 10, Optional.empty()));
        for (Space space : List.<Space>of(new Homogeneous(), new FreeSpace(new int[] {2}))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SpatialGases.run(mixture, space, initial, 1, 1, new double[] {0, 1}, s -> {}))
                    .withMessageContaining("box");
        }
    }
}
