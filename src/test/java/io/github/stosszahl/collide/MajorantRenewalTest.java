package io.github.stosszahl.collide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The process is exact in time for any rate law, also when a few particles outgrow their majorant again and again. */
class MajorantRenewalTest {
    private static final long SEED = 8080;
    private static final int RUNS = 10_000;
    private static final double SMALLEST_P = 1e-6;
    private static final double MEAN = 3;
    private static final int CELLS = 16;
    private static final double DURATION = 2;

    /**
     * Two particles keep their relative speed r, so the number of collisions in time t is Poisson with mean w alpha(r) t.
     * Chi-square over 10000 runs, 4 cases, p &lt; 1e-6 each: 4e-6. The time is walked in unequal pieces with majorants tightened
     * between.
     */
    @ParameterizedTest
    @CsvSource({"2, 1, 1", "3, 1, 1", "3, 4, 1", "3, 1, 2"})
    void twoParticlesCollideByAPoissonProcess(int d, double secondMass, double exponent) {
        RateLaw rate = PowerLaw.of(0.7, exponent);
        boolean one = secondMass == 1;
        Mixture mixture = one
                ? Gases.mixture(d, rate, new IsotropicAngle(d), 1)
                : Gases.mixture(d, rate, new IsotropicAngle(d), 1, secondMass);
        UniformRandomProvider rng = Gases.rng(SEED);
        double weight = 0.5;
        double r = 1.9;
        double[] fast = new double[d];
        fast[d - 1] = r + 0.3;
        double[] slow = new double[d];
        slow[d - 1] = 0.3;
        double duration = MEAN / (weight * 0.7 * Math.pow(r, exponent));
        long[] counts = new long[10];
        for (int run = 0; run < RUNS; run++) {
            List<Population> populations = one
                    ? List.of(Gases.particles(mixture.species().get(0), weight, fast, slow))
                    : List.of(
                            Gases.particles(mixture.species().get(0), weight, fast),
                            Gases.particles(mixture.species().get(1), weight, slow));
            CollisionProcess process = new CollisionProcess(mixture, new Ensemble(populations));
            process.advance(0.1 * duration, rng, () -> false);
            process.advance(0.9 * duration, rng, () -> false);
            long collisions =
                    process.tallies().stream().mapToLong(PairTally::accepted).sum();
            counts[(int) Math.min(counts.length - 1, collisions)]++;
        }
        assertPoisson(counts);
    }

    private static void assertPoisson(long[] counts) {
        PoissonDistribution poisson = PoissonDistribution.of(MEAN);
        double[] expected = new double[counts.length];
        for (int k = 0; k < counts.length; k++) {
            expected[k] = RUNS * (k + 1 < counts.length ? poisson.probability(k) : poisson.survivalProbability(k - 1));
        }
        assertThat(ChiSquareTest.withDefaults().test(expected, counts).getPValue())
                .isGreaterThan(SMALLEST_P);
    }

    /**
     * The same of one pair in each of 16 cells that are worked on together in rounds, 3/16 of a collision each in the mean: the number of all cells is Poisson with mean 3. The bound that one of the cells
     * outgrows must be raised there only, and what the others have left of their time stays. Chi-square over 10000 runs, 4 cases, p &lt; 1e-6 each: 4e-6.
     */
    @ParameterizedTest
    @CsvSource({"2, 1, 1", "3, 1, 1", "3, 4, 1", "3, 1, 2"})
    void pairsInCellsCollideByAPoissonProcess(int d, double secondMass, double exponent) {
        RateLaw rate = PowerLaw.of(0.7, exponent);
        double[] mass = secondMass == 1 ? new double[] {1} : new double[] {1, secondMass};
        Mixture mixture = Gases.mixture(d, rate, new IsotropicAngle(d), mass);
        double r = 1.9;
        double duration = MEAN / CELLS / (0.5 * 0.7 * Math.pow(r, exponent));
        double[] fast = new double[d];
        fast[d - 1] = r + 0.3;
        double[] slow = new double[d];
        slow[d - 1] = 0.3;
        UniformRandomProvider rng = Gases.rng(SEED + 2);
        long[] counts = new long[10];
        for (int run = 0; run < RUNS; run++) {
            Population[] pair = mass.length == 1
                    ? new Population[] {Gases.particles(mixture.species().get(0), 0.5, fast, slow)}
                    : new Population[] {
                        Gases.particles(mixture.species().get(0), 0.5, fast),
                        Gases.particles(mixture.species().get(1), 0.5, slow)
                    };
            Rounds rounds = new Rounds(mixture, pair);
            rounds.advance(0.1 * duration, rng.nextLong());
            rounds.advance(0.9 * duration, rng.nextLong());
            counts[(int) Math.min(counts.length - 1, rounds.collisions())]++;
        }
        assertPoisson(counts);
    }

    /** Copies of some particles in 16 cells. */
    private static final class Rounds {
        final Ensemble ensemble;
        final double[] bounds;
        private final CellChannel[] channels;
        private final CellRounds process;

        Rounds(Mixture mixture, Population... cell) {
            List<Population> populations = Stream.of(cell).map(Rounds::copies).toList();
            ensemble = new Ensemble(populations);
            int species = populations.size();
            int d = mixture.dimension();
            KernelChoice kernel = KernelChoice.SCALAR;
            PairKernel arithmetic = kernel.collisionKernel();
            channels = new CellChannel[mixture.pairs().size()];
            for (int c = 0; c < channels.length; c++) {
                PairChannel channel = new PairChannel(c, mixture.pairs().get(c), ensemble);
                channels[c] = new CellChannel(channel, arithmetic);
            }
            double[][][] velocity = new double[species][d][];
            int[][] starts = new int[species][CELLS + 1];
            bounds = new double[species];
            for (int i = 0; i < species; i++) {
                for (int a = 0; a < d; a++) {
                    velocity[i][a] = populations.get(i).velocity(a);
                }
                for (int s = 0; s <= CELLS; s++) {
                    starts[i][s] = s * cell[i].size();
                }
            }
            process = new CellRounds(channels, arithmetic, velocity, starts, true);
            findBounds();
        }

        private static Population copies(Population p) {
            int n = p.size();
            Population copies = new Population(p.species(), p.dimension(), CELLS * n, p.weight());
            for (int a = 0; a < p.dimension(); a++) {
                for (int k = 0; k < CELLS * n; k++) {
                    copies.velocity(a)[k] = p.velocity(a)[k % n];
                }
            }
            return copies;
        }

        /** Those that hold now and not much longer. */
        private void findBounds() {
            for (int i = 0; i < bounds.length; i++) {
                Population p = ensemble.populations().get(i);
                double[][] v = new double[p.dimension()][];
                for (int a = 0; a < v.length; a++) {
                    v[a] = p.velocity(a);
                }
                bounds[i] = ScalarKernel.largest(v, new double[v.length], 0, p.size());
            }
        }

        void advance(double duration, long key) {
            findBounds();
            double[] rest = new double[ensemble.populations().get(0).dimension()];
            process.advance(0, CELLS, 1, duration, key, rest, bounds);
        }

        long collisions() {
            return Stream.of(channels).mapToLong(c -> c.accepted).sum();
        }

        /** Whether a particle of a cell is faster than the bound with which its process began. */
        boolean hasOutgrown(int cell) {
            for (int i = 0; i < bounds.length; i++) {
                Population p = ensemble.populations().get(i);
                int n = p.size() / CELLS;
                for (int k = cell * n; k < (cell + 1) * n; k++) {
                    if (2 * energy(p, k) / p.mass() > bounds[i] * (1 + 1e-12)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** As above, of cells in rounds: each is a run. Few candidates belong to bounds of all cells, many to those of each. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("fewParticles")
    void cellsInRoundsAgreeWithExponentialWaitingTimes(
            String name, int d, double exponent, double[] mass, int[] size, double renewedShare) {
        RateLaw rate = PowerLaw.of(1, exponent);
        Mixture mixture = Gases.mixture(d, rate, new IsotropicAngle(d), mass);
        UniformRandomProvider rng = Gases.rng(SEED + 3);
        double[][] thinned = new double[3][RUNS];
        double[][] direct = new double[3][RUNS];
        double[] sums = new double[RUNS / CELLS];
        int renewals = 0;
        for (int run = 0; run < RUNS; run += CELLS) {
            Population[] start = start(mixture, mass, size, d);
            Rounds rounds = new Rounds(mixture, start);
            rounds.advance(DURATION, rng.nextLong());
            sums[run / CELLS] = rounds.collisions();
            for (int s = 0; s < CELLS; s++) {
                renewals += rounds.hasOutgrown(s) ? 1 : 0;
                direct[0][run + s] = withoutMajorant(start, rate, DURATION, rng, direct, run + s);
                Population first = rounds.ensemble.populations().get(0);
                Population last = rounds.ensemble.populations().get(mass.length - 1);
                thinned[1][run + s] = energy(first, s * size[0]);
                thinned[2][run + s] = energy(last, (s + 1) * size[mass.length - 1] - 1);
            }
        }
        // fewer than outgrew their bound on the way
        assertThat(renewals).isGreaterThan((int) (renewedShare * RUNS / 2));
        double[] a = Gases.mean(sums);
        assertAgreement(new double[] {a[0] / CELLS, a[1] / CELLS}, thinned, direct);
    }

    static Stream<Arguments> fewParticles() {
        return Stream.of(
                Arguments.of("three hard disks", 2, 1.0, new double[] {1}, new int[] {3}, 0.02),
                Arguments.of("three hard spheres", 3, 1.0, new double[] {1}, new int[] {3}, 0.002),
                Arguments.of("light and heavy spheres", 3, 1.0, new double[] {0.1, 1}, new int[] {3, 2}, 0.5),
                Arguments.of("rate r^3", 3, 3.0, new double[] {0.3, 1}, new int[] {4, 3}, 0.5),
                Arguments.of("rate r^2 in the plane", 2, 2.0, new double[] {0.2, 1, 5}, new int[] {4, 3, 3}, 0.5));
    }

    /**
     * One fast heavy particle among cold ones. The same process is simulated without majorants: exponential waiting times with the sum of
     * the rates of all pairs, the colliding pair in proportion to its rate. Compared are the mean number of collisions (5
     * standard errors of the difference) and the distributions of the kinetic energy of the first and of the last particle (two-sample
     * Kolmogorov-Smirnov, p &lt; 1e-6): 5 cases x (6e-7 + 2e-6), 1.3e-5.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("fewParticles")
    void agreesWithExponentialWaitingTimesOverAllPairs(
            String name, int d, double exponent, double[] mass, int[] size, double renewedShare) {
        RateLaw rate = PowerLaw.of(1, exponent);
        Mixture mixture = Gases.mixture(d, rate, new IsotropicAngle(d), mass);
        UniformRandomProvider rng = Gases.rng(SEED + 1);
        double[][] thinned = new double[3][RUNS];
        double[][] direct = new double[3][RUNS];
        int renewals = 0;
        for (int run = 0; run < RUNS; run++) {
            Population[] start = start(mixture, mass, size, d);
            direct[0][run] = withoutMajorant(start, rate, DURATION, rng, direct, run);
            CollisionProcess process = new CollisionProcess(mixture, new Ensemble(List.of(start)));
            double rateBefore = process.candidateRate();
            process.advance(DURATION, rng, () -> false);
            renewals += process.candidateRate() > rateBefore ? 1 : 0;
            thinned[0][run] =
                    process.tallies().stream().mapToLong(PairTally::accepted).sum();
            Population last = start[mass.length - 1];
            thinned[1][run] = energy(start[0], 0);
            thinned[2][run] = energy(last, last.size() - 1);
        }
        // runs that outgrow their first majorant, without which this would test nothing
        assertThat(renewals).isGreaterThan((int) (renewedShare * RUNS));
        assertAgreement(Gases.mean(thinned[0]), thinned, direct);
    }

    private static Population[] start(Mixture mixture, double[] mass, int[] size, int d) {
        Population[] start = new Population[mass.length];
        for (int i = 0; i < mass.length; i++) {
            double[][] v = new double[size[i]][d];
            for (int k = 0; k < size[i]; k++) {
                v[k][k % d] = 0.05 * (k + 1);
            }
            if (i == mass.length - 1) {
                v[size[i] - 1][0] = 2;
            }
            start[i] = Gases.particles(mixture.species().get(i), 0.2, v);
        }
        return start;
    }

    /** @param a mean number of collisions and its standard error */
    private static void assertAgreement(double[] a, double[][] thinned, double[][] direct) {
        double[] b = Gases.mean(direct[0]);
        assertThat(a[0]).as("collisions").isCloseTo(b[0], within(5 * Math.hypot(a[1], b[1])));
        assertThat(Math.hypot(a[1], b[1])).isLessThan(0.02 * b[0]);
        for (int q = 1; q < 3; q++) {
            assertThat(KolmogorovSmirnovTest.withDefaults()
                            .test(thinned[q], direct[q])
                            .getPValue())
                    .as("energy of a particle")
                    .isGreaterThan(SMALLEST_P);
        }
    }

    private static double energy(Population p, int k) {
        double sum = 0;
        for (int a = 0; a < p.dimension(); a++) {
            sum += p.mass() * p.velocity(a)[k] * p.velocity(a)[k] / 2;
        }
        return sum;
    }

    /** The event-driven simulation, on copies of the particles; returns the number of collisions and sets energies[1 and 2][run]. */
    private static int withoutMajorant(
            Population[] start,
            RateLaw rate,
            double duration,
            UniformRandomProvider rng,
            double[][] energies,
            int run) {
        int d = start[0].dimension();
        int n = Stream.of(start).mapToInt(Population::size).sum();
        double[] mass = new double[n];
        double[][] v = new double[n][d];
        int next = 0;
        for (Population p : start) {
            for (int k = 0; k < p.size(); k++) {
                mass[next] = p.mass();
                for (int a = 0; a < d; a++) {
                    v[next][a] = p.velocity(a)[k];
                }
                next++;
            }
        }
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        double weight = start[0].weight();
        double time = 0;
        int collisions = 0;
        while (true) {
            double total = 0;
            for (int k = 0; k < n; k++) {
                for (int l = 0; l < k; l++) {
                    total += weight * rate.alpha(distance(v[k], v[l]));
                }
            }
            time -= Math.log(1 - rng.nextDouble()) / total;
            if (time > duration) {
                break;
            }
            double target = rng.nextDouble() * total;
            search:
            for (int k = 0; k < n; k++) {
                for (int l = 0; l < k; l++) {
                    target -= weight * rate.alpha(distance(v[k], v[l]));
                    if (target < 0) {
                        scatter(v[k], mass[k], v[l], mass[l], gaussian);
                        collisions++;
                        break search;
                    }
                }
            }
        }
        energies[1][run] = mass[0] * square(v[0]) / 2;
        energies[2][run] = mass[n - 1] * square(v[n - 1]) / 2;
        return collisions;
    }

    /** (1.5) with omega the direction of a Gaussian vector. */
    private static void scatter(
            double[] v, double m, double[] w, double n, ZigguratSampler.NormalizedGaussian gaussian) {
        double r = distance(v, w);
        double[] omega = new double[v.length];
        for (int a = 0; a < v.length; a++) {
            omega[a] = gaussian.sample();
        }
        double scale = r / Math.sqrt(square(omega));
        for (int a = 0; a < v.length; a++) {
            double centre = (m * v[a] + n * w[a]) / (m + n);
            v[a] = centre + n / (m + n) * scale * omega[a];
            w[a] = centre - m / (m + n) * scale * omega[a];
        }
    }

    private static double distance(double[] v, double[] w) {
        double sum = 0;
        for (int a = 0; a < v.length; a++) {
            sum += (v[a] - w[a]) * (v[a] - w[a]);
        }
        return Math.sqrt(sum);
    }

    private static double square(double[] v) {
        double sum = 0;
        for (double c : v) {
            sum += c * c;
        }
        return sum;
    }
}
