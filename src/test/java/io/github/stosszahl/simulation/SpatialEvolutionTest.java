package io.github.stosszahl.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.initial.CosineProfile;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.initial.Region;
import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.FreeSpace;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.CellOrder;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.reference.EquilibriumRates;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Gases in boxes. Statistical comparisons allow 4.5 standard errors (false alarm 7e-6 each), Kolmogorov-Smirnov tests fail for p &lt; 1e-6; there are about 60 in the class.
 */
class SpatialEvolutionTest {
    private static final double SMALLEST_P = 1e-6;
    private static final double STANDARD_ERRORS = 4.5;
    private static final Boundary SPECULAR = new Boundary.Specular();
    private static final Boundary PERIODIC = new Boundary.Periodic();

    private static double[] copy(double[] array, Population p) {
        return Arrays.copyOf(array, p.size());
    }

    /** Every particle lies in the cell that the order says. */
    private static void assertSorted(Population p) {
        CellOrder order = p.order().orElseThrow();
        for (int c = 0; c < order.grid().count(); c++) {
            for (int k = order.start(c); k < order.start(c) + order.size(c); k++) {
                for (int a = 0; a < p.spaceDimension(); a++) {
                    assertThat(p.position(a)[k])
                            .isCloseTo(
                                    order.grid().centre(c, a),
                                    within(order.grid().edge(a) * (0.5 + 1e-9)));
                }
            }
        }
        assertThat(order.start(order.grid().count())).isEqualTo(p.size());
    }

    @ParameterizedTest
    @CsvSource({"1, 2, true", "1, 3, true", "2, 2, false", "2, 3, true", "3, 3, true", "3, 3, false"})
    void aSealedBoxKeepsMassAndEnergy(int axes, int d, boolean reflecting) {
        Boundary boundary = reflecting ? SPECULAR : PERIODIC;
        Box box = SpatialGases.box(axes, 2, 6, boundary, boundary);
        Mixture mixture = SpatialGases.mixture(d, 3, 1, 1, 10);
        List<InitialState> initial = List.of(
                SpatialGases.filled(box, SpatialGases.maxwellian(d, 1, 1), 3000, Optional.empty()),
                SpatialGases.filled(box, SpatialGases.maxwellian(d, 1, 3), 3000, Optional.empty()));
        List<double[]> invariants = new ArrayList<>();
        List<Long> collisions = new ArrayList<>();
        SpatialGases.run(mixture, box, initial, 7, 0.13, new double[] {0, 3.1, 10}, snapshot -> {
            Ensemble ensemble = snapshot.ensembles().get(0);
            double[] sums = new double[1 + d];
            for (Population p : ensemble.populations()) {
                assertThat(p.size()).isEqualTo(3000);
                assertSorted(p);
                for (int a = 0; a < d; a++) {
                    for (int k = 0; k < p.size(); k++) {
                        sums[0] += p.mass() * p.velocity(a)[k] * p.velocity(a)[k];
                        sums[1 + a] += p.mass() * p.velocity(a)[k];
                    }
                }
            }
            invariants.add(sums);
            collisions.add(snapshot.tallies().get(0).stream()
                    .mapToLong(PairTally::accepted)
                    .sum());
        });
        assertThat(collisions.get(2)).isGreaterThan(10_000);
        double energy = invariants.get(0)[0];
        assertThat(invariants.get(2)[0]).isCloseTo(energy, within(1e-12 * energy));
        for (int a = 1; a <= d && !reflecting; a++) {
            assertThat(invariants.get(2)[a]).isCloseTo(invariants.get(0)[a], within(1e-12 * energy));
        }
    }

    /** Without collisions a particle is where folding the straight line puts it, after many walls in one step; it is known by its third velocity component. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void flightsAreStraightLinesFolded(boolean reflecting) {
        Boundary boundary = reflecting ? SPECULAR : PERIODIC;
        Box box = SpatialGases.box(2, 1.5, 4, boundary, boundary);
        List<InitialState> initial =
                List.of(SpatialGases.filled(box, SpatialGases.maxwellian(3, 1, 1), 2000, Optional.empty()));
        List<double[][]> seen = new ArrayList<>();
        double time = 7;
        SpatialGases.run(SpatialGases.mixture(3, 0, 0, 1), box, initial, 11, time, new double[] {0, time}, snapshot -> {
            Population p = snapshot.ensembles().get(0).populations().get(0);
            Integer[] by = new Integer[p.size()];
            Arrays.setAll(by, k -> k);
            Arrays.sort(by, (k, l) -> Double.compare(p.velocity(2)[k], p.velocity(2)[l]));
            double[][] sorted = new double[4][p.size()];
            for (int k = 0; k < by.length; k++) {
                for (int a = 0; a < 2; a++) {
                    sorted[a][k] = p.position(a)[by[k]];
                    sorted[2 + a][k] = p.velocity(a)[by[k]];
                }
            }
            seen.add(sorted);
        });
        double length = 1.5;
        for (int a = 0; a < 2; a++) {
            for (int k = 0; k < 2000; k++) {
                double x = seen.get(0)[a][k] + time * seen.get(0)[2 + a][k];
                double turns = Math.floor(x / length);
                boolean back = reflecting && Math.floorMod((long) turns, 2L) == 1;
                double expected = back ? length - (x - turns * length) : x - turns * length;
                assertThat(seen.get(1)[a][k]).isCloseTo(expected, within(1e-12));
                assertThat(seen.get(1)[2 + a][k]).isEqualTo(back ? -seen.get(0)[2 + a][k] : seen.get(0)[2 + a][k]);
            }
        }
    }

    /** n(x, t) = n (1 + a exp(-k^2 t^2 T/(2m)) cos kx): the mode of free streaming. */
    @Test
    void aCosineMixesAsExpected() {
        Box box = SpatialGases.box(1, 2 * Math.PI, 10, PERIODIC, PERIODIC);
        int particles = 200_000;
        double variance = 2;
        List<InitialState> initial = List.of(SpatialGases.filled(
                box, SpatialGases.maxwellian(2, 3, variance), particles, Optional.of(new CosineProfile(0.8, new int[] {2
                }))));
        double[] times = {0, 0.1, 0.3, 0.6, 1.0};
        SpatialGases.run(SpatialGases.mixture(2, 0, 0, 1), box, initial, 5, 0.1, times, snapshot -> {
            Population p = snapshot.ensembles().get(0).populations().get(0);
            double cosine = 0;
            double sine = 0;
            for (int k = 0; k < p.size(); k++) {
                cosine += 2 * Math.cos(2 * p.position(0)[k]) / p.size();
                sine += 2 * Math.sin(2 * p.position(0)[k]) / p.size();
            }
            double t = snapshot.time();
            double expected = 0.8 * Math.exp(-4 * t * t * variance / 2);
            // a mean of 2 cos has the variance 2/N, or less
            double error = Math.sqrt(2.0 / particles);
            assertThat(cosine).isCloseTo(expected, within(STANDARD_ERRORS * error));
            assertThat(sine).isCloseTo(0, within(STANDARD_ERRORS * error));
        });
    }

    private static void assertEquilibrium(Population p, double variance, double[] drift, double length) {
        for (int a = 0; a < p.dimension(); a++) {
            assertThat(KolmogorovSmirnovTest.withDefaults()
                            .test(
                                    copy(p.velocity(a), p),
                                    NormalDistribution.of(drift[a], Math.sqrt(variance))::cumulativeProbability)
                            .getPValue())
                    .as("velocity %d", a)
                    .isGreaterThan(SMALLEST_P);
        }
        for (int a = 0; a < p.spaceDimension(); a++) {
            assertThat(KolmogorovSmirnovTest.withDefaults()
                            .test(copy(p.position(a), p), x -> x / length)
                            .getPValue())
                    .as("position %d", a)
                    .isGreaterThan(SMALLEST_P);
        }
    }

    /** Walls that move in y and z with the gas, at its temperature: the gas stays in equilibrium with them, whatever the accommodation and with or without collisions. */
    @ParameterizedTest
    @CsvSource({"1, 1, 0", "1, 1, 4", "2, 0.4, 4", "3, 1, 4"})
    void betweenEqualDiffuseWallsAGasStaysInEquilibrium(int axes, double accommodation, double coefficient) {
        double temperature = 1.5;
        double mass = 2;
        double[] u = {0, axes == 1 ? 0.7 : 0, axes < 3 ? -0.4 : 0};
        Boundary wall = new Boundary.Diffuse(temperature, u, accommodation);
        Box box = SpatialGases.box(axes, 1, 5, wall, wall);
        double variance = temperature / mass;
        Maxwellian f = new Maxwellian(1, u, new double[] {variance, variance, variance});
        List<InitialState> initial = List.of(SpatialGases.filled(box, f, 30_000, Optional.empty()));
        SpatialGases.run(
                SpatialGases.mixture(3, coefficient, 1, mass), box, initial, 23, 0.4, new double[] {0, 12}, s -> {
                    Population p = s.ensembles().get(0).populations().get(0);
                    assertThat(p.size()).isEqualTo(30_000);
                    assertEquilibrium(p, variance, u, 1);
                });
    }

    /** A cold gas takes the temperature and the velocity of the walls: the time it needs is a few flights. */
    @Test
    void diffuseWallsHeatAndDragAGas() {
        double[] u = {0, 0.5, 0};
        Boundary wall = new Boundary.Diffuse(2, u, 1);
        Box box = SpatialGases.box(1, 1, 2, wall, wall);
        List<InitialState> initial =
                List.of(SpatialGases.filled(box, SpatialGases.maxwellian(3, 1, 0.1), 20_000, Optional.empty()));
        SpatialGases.run(SpatialGases.mixture(3, 1, 1, 1), box, initial, 31, 0.2, new double[] {0, 60}, snapshot -> {
            if (snapshot.time() > 0) {
                assertEquilibrium(snapshot.ensembles().get(0).populations().get(0), 2, u, 1);
            }
        });
    }

    /** A gas that streams between two reservoirs of its own kind stays what it is; N is Poisson. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 2.5})
    void betweenReservoirsAGasStreamsUnchanged(double speed) {
        double variance = 0.8;
        Maxwellian f = new Maxwellian(2, new double[] {speed, 0.2, 0}, new double[] {variance, variance, variance});
        Boundary reservoir = new Boundary.Reservoir(List.of(Optional.of(f)));
        Box box = SpatialGases.box(2, 1, 4, reservoir, reservoir);
        int particles = 20_000;
        List<InitialState> initial = List.of(SpatialGases.filled(box, f, particles, Optional.empty()));
        SpatialGases.run(SpatialGases.mixture(3, 1, 0, 1), box, initial, 43, 0.3, new double[] {0, 9}, snapshot -> {
            Population p = snapshot.ensembles().get(0).populations().get(0);
            assertSorted(p);
            assertThat((double) p.size()).isCloseTo(particles, within(STANDARD_ERRORS * Math.sqrt(particles)));
            assertEquilibrium(p, variance, f.velocity(), 1);
        });
    }

    /** Into a vacuum the particles of one step that reach the face are lost: free flight leaves those with 0 &lt;= x + v t &lt; 1. */
    @Test
    void aVacuumTakesWhatReachesIt() {
        Boundary vacuum = new Boundary.Vacuum();
        Box box = SpatialGases.box(1, 1, 3, vacuum, vacuum);
        int particles = 40_000;
        List<InitialState> initial =
                List.of(SpatialGases.filled(box, SpatialGases.maxwellian(2, 1, 1), particles, Optional.empty()));
        SpatialGases.run(SpatialGases.mixture(2, 0, 0, 1), box, initial, 3, 0.1, new double[] {0, 0.5}, snapshot -> {
            if (snapshot.time() > 0) {
                // P(0 < x + v t < 1), x uniform, v normal, s = t: 2 Phi(1/s) - 1 - 2 s (phi(0) - phi(1/s))
                double s = 0.5;
                double phi0 = 1 / Math.sqrt(2 * Math.PI);
                double stays = 2 * NormalDistribution.of(0, 1).cumulativeProbability(1 / s)
                        - 1
                        - 2 * s * (phi0 - phi0 * Math.exp(-0.5 / (s * s)));
                Population p = snapshot.ensembles().get(0).populations().get(0);
                double error = Math.sqrt(particles * stays * (1 - stays));
                assertThat((double) p.size()).isCloseTo(particles * stays, within(STANDARD_ERRORS * error));
            }
        });
    }

    /** The number of collisions of an equilibrium gas with ten particles per cell, from the mean rate; exponents of both signs and unequal weights. In short steps the bounds of speeds are those of many cells. */
    @ParameterizedTest
    @CsvSource({
        "3, 1, 0.2",
        "3, 1, 0.02",
        "3, 0, 0.2",
        "3, 0.38, 0.2",
        "2, 1, 0.2",
        "2, 1, 0.02",
        "3, -0.5, 0.2",
        "2, -0.5, 0.2"
    })
    void cellsCollideAtTheRateOfTheGas(int d, double exponent, double step) {
        Box box = SpatialGases.box(2, 1, 20, PERIODIC, PERIODIC);
        Mixture mixture = SpatialGases.mixture(d, 1, exponent, 1, 4);
        List<InitialState> initial = List.of(
                SpatialGases.filled(box, SpatialGases.maxwellian(d, 1, 1), 4000, Optional.empty()),
                SpatialGases.filled(box, SpatialGases.maxwellian(d, 1, 0.25), 2000, Optional.empty()));
        double end = 6;
        SpatialGases.run(mixture, box, initial, 17, step, new double[] {0, end}, snapshot -> {
            for (int pair = 0; pair < 3 && snapshot.time() > 0; pair++) {
                int i = mixture.pairs().get(pair).first();
                int j = mixture.pairs().get(pair).second();
                double expected = end * EquilibriumRates.meanRate(mixture, i, j, 1) * (i == j ? 0.5 : 1);
                PairTally tally = snapshot.tallies().get(0).get(pair);
                // Poisson; the number of pairs in cells fluctuates by 1 % in addition, as 2/(N per cell) per sqrt(400
                // cells) and ten times that the gas has changed cells
                double error = tally.collisions() * Math.sqrt(1.0 / tally.accepted() + 1e-5);
                assertThat(tally.collisions()).as("pair %d", pair).isCloseTo(expected, within(STANDARD_ERRORS * error));
            }
        });
    }

    private static void assertSameBits(
            int threads, KernelChoice kernel, Box box, Mixture mixture, List<InitialState> initial) throws Exception {
        List<Double> alone = history(1, KernelChoice.SCALAR, box, mixture, initial);
        assertThat(history(threads, kernel, box, mixture, initial)).isEqualTo(alone);
    }

    private static List<Double> history(
            int threads, KernelChoice kernel, Box box, Mixture mixture, List<InitialState> initial) throws Exception {
        List<Double> numbers = new ArrayList<>();
        Consumer<Ensemble> add = ensemble -> ensemble.populations().forEach(p -> {
            for (int k = 0; k < p.size(); k++) {
                numbers.add(p.position(0)[k]);
                numbers.add(p.velocity(0)[k]);
            }
        });
        SimulationObserver observer = new SimulationObserver() {
            @Override
            public void snapshot(Snapshot snapshot) {
                add.accept(snapshot.ensembles().get(0));
                snapshot.tallies().get(0).forEach(t -> numbers.add(t.collisions()));
            }

            @Override
            public boolean samplesAt(long step, double time) {
                return step == 5;
            }

            @Override
            public void sample(int replica, double time, Ensemble ensemble) {
                assertThat(time).isCloseTo(0.5, within(1e-12));
                add.accept(ensemble);
            }
        };
        new ForkJoinPool(threads)
                .submit(() -> SpatialGases.run(
                        mixture, box, initial, 2, 0.1, new double[] {0, 0.3, 1}, observer, kernel, () -> false))
                .get();
        return numbers;
    }

    /** The same bits on any number of threads and by both kernels, with walls of all kinds, several parts of a count and many pieces of work. */
    @ParameterizedTest
    @CsvSource({"2, SCALAR", "5, SCALAR", "1, VECTOR", "5, VECTOR"})
    void threadsAndKernelsDoNotMatter(int threads, KernelChoice kernel) throws Exception {
        Maxwellian f = SpatialGases.maxwellian(3, 1, 1);
        Box cube = SpatialGases.box(3, 1, 12, SPECULAR, new Boundary.Diffuse(1, new double[3], 0.5));
        Box channel = new Box(
                cube.grid(),
                List.of(
                        new Box.Faces(
                                new Boundary.Reservoir(List.of(Optional.of(f), Optional.empty())),
                                new Boundary.Vacuum()),
                        cube.faces().get(1),
                        cube.faces().get(2)));
        List<InitialState> initial = List.of(
                SpatialGases.filled(channel, f, 200_000, Optional.empty()),
                SpatialGases.filled(channel, f, 10_000, Optional.empty()));
        assertSameBits(threads, kernel, channel, SpatialGases.mixture(3, 1, 1, 1, 2), initial);
    }

    /** Bytes that the thread allocates in a step of 40,000 particles, once compiled code runs: what tells the workers their work, nothing for each particle or cell. */
    @ParameterizedTest
    @EnumSource(names = {"SCALAR", "VECTOR"})
    void aStepAllocatesNothing(KernelChoice kernel) {
        Box box = SpatialGases.box(3, 1, 15, SPECULAR, SPECULAR);
        Maxwellian f = SpatialGases.maxwellian(3, 1, 1);
        List<InitialState> initial = List.of(
                SpatialGases.filled(box, f, 30_000, Optional.empty()),
                SpatialGases.filled(box, f, 10_000, Optional.empty()));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] last = new long[1];
        long[] least = {Long.MAX_VALUE};
        SimulationObserver observer = new SimulationObserver() {
            @Override
            public void advanced(double substep) {
                long now =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId());
                least[0] = Math.min(least[0], now - last[0]);
                last[0] = now;
            }

            @Override
            public void snapshot(Snapshot snapshot) {}
        };
        int[] steps = new int[1];
        SpatialGases.run(
                SpatialGases.mixture(3, 1, 1, 1, 2),
                box,
                initial,
                1,
                0.02,
                new double[] {0, 1000},
                observer,
                kernel,
                () -> steps[0]++ > 3000 || least[0] < 2000);
        assertThat(least[0]).isLessThan(2000);
    }

    private static InitialState ball(int axes, double variance, int particles) {
        double[] upper = new double[axes];
        Arrays.fill(upper, 1);
        Region region = new Region(new double[axes], upper, SpatialGases.maxwellian(3, 5, variance), Optional.empty());
        return InitialState.of(List.of(region), 1, particles);
    }

    /** Free streaming in free space: the variance of a coordinate is 1/12 + s t^2; an extreme of the gas has no influence on it. */
    @Test
    void aGasExpandsFreely() {
        int particles = 100_000;
        double variance = 2;
        FreeSpace space = new FreeSpace(new int[] {7, 5});
        List<InitialState> initial = List.of(ball(2, variance, particles));
        SpatialGases.run(SpatialGases.mixture(3, 0, 0, 1), space, initial, 9, 0.25, new double[] {0, 3}, snapshot -> {
            Population p = snapshot.ensembles().get(0).populations().get(0);
            assertSorted(p);
            double expected = 1.0 / 12 + variance * snapshot.time() * snapshot.time();
            for (int a = 0; a < 2; a++) {
                double sum = 0;
                double squares = 0;
                for (int k = 0; k < p.size(); k++) {
                    sum += p.position(a)[k] - 0.5;
                    squares += (p.position(a)[k] - 0.5) * (p.position(a)[k] - 0.5);
                }
                // a normal variable's square has the variance 2 s^2, a uniform one's less
                assertThat(squares / p.size())
                        .isCloseTo(expected, within(STANDARD_ERRORS * expected * Math.sqrt(2.0 / particles)));
                assertThat(sum / p.size()).isCloseTo(0, within(STANDARD_ERRORS * Math.sqrt(expected / particles)));
            }
        });
    }

    /** The first collisions of a gas of density 5 in a unit volume, that has hardly expanded, are those of a homogeneous gas: n/2 per particle and mean rate. */
    @Test
    void aGasInFreeSpaceCollidesAtItsDensity() {
        int particles = 200_000;
        Mixture mixture = SpatialGases.mixture(3, 1, 1, 1);
        FreeSpace space = new FreeSpace(new int[] {50});
        double end = 2e-3;
        SpatialGases.run(mixture, space, List.of(ball(1, 1, particles)), 9, end, new double[] {0, end}, snapshot -> {
            if (snapshot.time() > 0) {
                double expected = 0.5 * 5 * 5 * EquilibriumRates.meanRate(mixture, 0, 0, 1) * end;
                PairTally tally = snapshot.tallies().get(0).get(0);
                double error = tally.collisions() / Math.sqrt(tally.accepted());
                // the ends spread over 2e-3 of the length
                assertThat(tally.collisions()).isCloseTo(expected, within(STANDARD_ERRORS * error + 3e-3 * expected));
            }
        });
    }

    private static double temperature(Population p) {
        double sum = 0;
        for (int a = 0; a < p.dimension(); a++) {
            for (int k = 0; k < p.size(); k++) {
                sum += p.velocity(a)[k] * p.velocity(a)[k];
            }
        }
        return p.mass() * sum / (p.dimension() * p.size());
    }

    /** Maxwell molecules of a homogeneous gas in cells with eight particles of each species: T_1 - T_2 decays with the rate 4 m_1 m_2 C n/(m_1 + m_2)^2, n = 1 each. */
    @Test
    void aHomogeneousGasInCellsRelaxesByTheMomentLaw() {
        int particles = 80_000;
        Box box = SpatialGases.box(2, 1, 100, PERIODIC, PERIODIC);
        Mixture mixture = SpatialGases.mixture(3, 1.5, 0, 1, 4);
        List<InitialState> initial = List.of(
                SpatialGases.filled(box, SpatialGases.maxwellian(3, 1, 1), particles, Optional.empty()),
                SpatialGases.filled(box, SpatialGases.maxwellian(3, 1, 0.75), particles, Optional.empty()));
        SpatialGases.run(mixture, box, initial, 3, 0.25, new double[] {0, 0.5, 1, 2}, snapshot -> {
            List<Population> populations = snapshot.ensembles().get(0).populations();
            double difference = temperature(populations.get(0)) - temperature(populations.get(1));
            double expected = -2 * Math.exp(-4 * 4 * 1.5 / 25 * snapshot.time());
            // each temperature has the variance 2 T^2/(d N) at t = 0, T = 1 and 3, and less later
            double error = Math.sqrt(2.0 / (3 * particles) * (1 + 9));
            assertThat(difference).isCloseTo(expected, within(STANDARD_ERRORS * error));
        });
    }
}
