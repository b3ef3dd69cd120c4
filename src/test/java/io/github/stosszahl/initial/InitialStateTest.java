package io.github.stosszahl.initial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.Bkw;
import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.GridDistribution;
import io.github.stosszahl.model.IsotropicDistribution;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.MixtureDistribution;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.model.UniformShell;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Samples at t = 0 against the exact law. Every comparison is a Kolmogorov-Smirnov or chi-square test that fails for p
 * &lt; 1e-6; there are about 130 in the class, so 1.3e-4 is the probability that a right sampler fails with a fresh seed.
 */
class InitialStateTest {
    private static final long SEED = 4711;
    private static final int PARTICLES = 20_000;
    private static final double SMALLEST_P = 1e-6;
    private static final GaussIntegratorFactory LEGENDRE = new GaussIntegratorFactory();
    private static final Species GAS = new Species("gas", 1);

    private static Population draw(VelocityDistribution f, int particles) {
        return new InitialState(f, particles).draw(GAS, new RandomStreams(SEED), 0, 0);
    }

    private static void assertDistributed(String what, double[] sample, DoubleUnaryOperator cdf) {
        assertThat(KolmogorovSmirnovTest.withDefaults().test(sample, cdf).getPValue())
                .as(what)
                .isGreaterThan(SMALLEST_P);
    }

    private static void assertCounts(String what, double[] expected, long[] observed) {
        assertThat(ChiSquareTest.withDefaults().test(expected, observed).getPValue())
                .as(what)
                .isGreaterThan(SMALLEST_P);
    }

    private static double[] speeds(Population p, double... u) {
        return IntStream.range(0, p.size())
                .mapToDouble(k -> {
                    double square = 0;
                    for (int a = 0; a < u.length; a++) {
                        square += Math.pow(p.velocity(a)[k] - u[a], 2);
                    }
                    return Math.sqrt(square);
                })
                .toArray();
    }

    /** Uniform direction: azimuth uniform; in space the cosine with each axis too (Archimedes). */
    private static void assertIsotropic(Population p, double... u) {
        double[] speed = speeds(p, u);
        double[] azimuth = IntStream.range(0, p.size())
                .mapToDouble(k -> Math.atan2(p.velocity(1)[k] - u[1], p.velocity(0)[k] - u[0]))
                .toArray();
        assertDistributed("azimuth", azimuth, x -> (x + Math.PI) / (2 * Math.PI));
        for (int a = 0; u.length == 3 && a < 3; a++) {
            int axis = a;
            double[] cosine = IntStream.range(0, p.size())
                    .mapToDouble(k -> (p.velocity(axis)[k] - u[axis]) / speed[k])
                    .toArray();
            assertDistributed("cosine with axis " + a, cosine, x -> (x + 1) / 2);
        }
    }

    /** |c|^2/s is chi-square_d with probability 1 - d R and chi-square_(d+2) with d R; direction uniform. */
    @ParameterizedTest
    @CsvSource({"2, 0", "2, 0.2", "2, 0.5", "3, 0", "3, 0.1", "3, 0.25", "3, 0.33333333333333333"})
    void bkw(int d, double excess) {
        double[] u = Arrays.copyOf(new double[] {0.5, -1, 2}, d);
        double s = 0.6;
        Population p = draw(new Bkw(2, u, s, excess), PARTICLES);
        ChiSquaredDistribution lower = ChiSquaredDistribution.of(d);
        ChiSquaredDistribution upper = ChiSquaredDistribution.of(d + 2);
        assertDistributed("speed", speeds(p, u), x -> {
            double square = x * x / s;
            return (1 - d * excess) * lower.cumulativeProbability(square)
                    + d * excess * upper.cumulativeProbability(square);
        });
        assertIsotropic(p, u);
        assertThat(p.density()).isCloseTo(2, within(1e-12));
    }

    /**
     * The speed against the integral of its density (Gauss-Legendre), for any fugacity, and the direction: z from 1e-3 to e^50 for fermions, up to 1 - 1e-6 for bosons.
     */
    @ParameterizedTest
    @CsvSource({
        "FERMI, 2, -7",
        "FERMI, 2, 1",
        "FERMI, 2, 1.01",
        "FERMI, 2, 50",
        "FERMI, 3, -7",
        "FERMI, 3, 1",
        "FERMI, 3, 1.01",
        "FERMI, 3, 6",
        "FERMI, 3, 50",
        "BOSE, 2, -3",
        "BOSE, 2, -0.001",
        "BOSE, 2, -0.000001",
        "BOSE, 3, -3",
        "BOSE, 3, -0.001",
        "BOSE, 3, -0.000001",
    })
    void quantumEquilibrium(Statistics statistics, int d, double eta) {
        double[] u = Arrays.copyOf(new double[] {0.5, -1, 2}, d);
        double q = 0.3;
        double s = 0.6;
        EquilibriumDistribution f = new EquilibriumDistribution(statistics, q, u, s, eta);
        Population p = draw(f, PARTICLES);
        assertDistributed("speed", speeds(p, u), f.density(), d, s, speed -> f.f(speed));
        assertIsotropic(p, u);
    }

    /** Fermions in cells of a cube that many particles are outside of. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void fermionsOutsideTheCube(int d) {
        double[] u = Arrays.copyOf(new double[] {0.5, -1, 2}, d);
        double q = 0.3;
        double s = 0.6;
        EquilibriumDistribution f = new EquilibriumDistribution(Statistics.FERMI, q, u, s, -2);
        InitialState state = new InitialState(f, PARTICLES);
        Species species = new Species("fermions", 1, Statistics.FERMI, q);
        OccupationCells cells = OccupationCells.of(
                species, state.weight(), 1, 0.2 * Math.sqrt(s), u, 1.5 * Math.sqrt(s), Long.MAX_VALUE);
        Population p = state.draw(species, Optional.of(cells), new RandomStreams(SEED), 0, 0);
        long outside = IntStream.range(0, p.size())
                .filter(k -> !cells.covers(p.velocity(0)[k], p.velocity(1)[k], p.velocity(d - 1)[k]))
                .count();
        assertThat(outside).isGreaterThan(PARTICLES / 20);
        assertDistributed("speed", speeds(p, u), f.density(), d, s, speed -> f.f(speed));
        assertIsotropic(p, u);
    }

    /** A profile that is linear in the speed: the speed against the integral of its density. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void isotropic(int d) {
        double[] u = Arrays.copyOf(new double[] {0.5, -1, 2}, d);
        IsotropicDistribution f =
                new IsotropicDistribution(u, new double[] {0.5, 1, 2, 4}, new double[] {0.2, 1, 0, 0.3});
        Population p = draw(f, PARTICLES);
        double[] speed = {0.5, 1, 2, 4};
        double[] value = {0.2, 1, 0, 0.3};
        DoubleUnaryOperator below = c -> {
            double sum = 0;
            for (int k = 0; k < 3 && c > speed[k]; k++) {
                double end = Math.min(c, speed[k + 1]);
                double slope = (value[k + 1] - value[k]) / (speed[k + 1] - speed[k]);
                double atZero = value[k] - slope * speed[k];
                sum += atZero * (Math.pow(end, d) - Math.pow(speed[k], d)) / d
                        + slope * (Math.pow(end, d + 1.0) - Math.pow(speed[k], d + 1.0)) / (d + 1);
            }
            return sum;
        };
        assertDistributed("speed", speeds(p, u), c -> below.applyAsDouble(c) / below.applyAsDouble(4));
        assertThat(f.density()).isCloseTo((d == 2 ? 2 : 4) * Math.PI * below.applyAsDouble(4), within(1e-12));
        assertIsotropic(p, u);
    }

    /** Speeds of the density f(|c|): the cumulated probability is integrated from 0 on a grid that is fine towards 0, panel by panel. */
    private static void assertDistributed(
            String what, double[] sample, double density, int d, double s, DoubleUnaryOperator f) {
        int panels = 4000;
        double first = 1e-8;
        double last = 30 * Math.sqrt(s);
        double[] edge = new double[panels + 1];
        double[] cumulated = new double[panels + 1];
        for (int k = 1; k <= panels; k++) {
            edge[k] = first * Math.pow(last / first, (k - 1.0) / (panels - 1));
            cumulated[k] = cumulated[k - 1] + mass(edge[k - 1], edge[k], d, f) / density;
        }
        assertThat(cumulated[panels]).as(what).isCloseTo(1, within(1e-9));
        assertDistributed(what, sample, speed -> {
            int at = Arrays.binarySearch(edge, speed);
            int k = at >= 0 ? at : -at - 2;
            return Math.min(1, cumulated[k] + mass(edge[k], speed, d, f) / density);
        });
    }

    private static double mass(double from, double to, int d, DoubleUnaryOperator f) {
        return from == to
                ? 0
                : LEGENDRE.legendre(5, from, to)
                        .integrate(c -> (d == 2 ? 2 * c : 4 * c * c) * Math.PI * f.applyAsDouble(c));
    }

    /** Every axis is normal with its own variance, and axes are independent: the normalised vector is isotropic. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void anisotropicMaxwellian(int d) {
        double[] u = Arrays.copyOf(new double[] {3, -1, 0.5}, d);
        double[] variance = Arrays.copyOf(new double[] {0.25, 1, 4}, d);
        Population p = draw(new Maxwellian(1, u, variance), PARTICLES);
        Population normalised = new Population(GAS, d, PARTICLES, 1);
        for (int a = 0; a < d; a++) {
            NormalDistribution normal = NormalDistribution.of(u[a], Math.sqrt(variance[a]));
            assertDistributed("axis " + a, p.velocity(a), normal::cumulativeProbability);
            for (int k = 0; k < PARTICLES; k++) {
                normalised.velocity(a)[k] = (p.velocity(a)[k] - u[a]) / Math.sqrt(variance[a]);
            }
        }
        assertIsotropic(normalised, new double[d]);
    }

    /** P(|c| &lt; r) = (r^d - r0^d)/(r1^d - r0^d). */
    @ParameterizedTest
    @CsvSource({"2, 0", "2, 1.5", "3, 0", "3, 1.5", "3, 1.999"})
    void shell(int d, double inner) {
        double[] u = Arrays.copyOf(new double[] {0.5, -1, 2}, d);
        Population p = draw(new UniformShell(1, u, inner, 2), PARTICLES);
        double[] speeds = speeds(p, u);
        assertThat(Arrays.stream(speeds).min().getAsDouble()).isGreaterThan(inner - 1e-12);
        assertThat(Arrays.stream(speeds).max().getAsDouble()).isLessThan(2 + 1e-12);
        assertDistributed("speed", speeds, r -> {
            double from = Math.pow(inner, d);
            return Math.min(1, Math.max(0, (Math.pow(r, d) - from) / (Math.pow(2, d) - from)));
        });
        assertIsotropic(p, u);
    }

    /** Marginals are the density-weighted sums of the parts' normal laws. */
    @Test
    void mixtureOfMaxwellians() {
        VelocityDistribution f = new MixtureDistribution(List.of(
                new Maxwellian(1, new double[] {-2, 0}, new double[] {0.25, 1}),
                new Maxwellian(3, new double[] {1, 1}, new double[] {1, 4})));
        Population p = draw(f, PARTICLES);
        NormalDistribution[][] parts = {
            {NormalDistribution.of(-2, 0.5), NormalDistribution.of(1, 1)},
            {NormalDistribution.of(0, 1), NormalDistribution.of(1, 2)}
        };
        for (int a = 0; a < 2; a++) {
            NormalDistribution[] axis = parts[a];
            assertDistributed(
                    "axis " + a,
                    p.velocity(a),
                    x -> 0.25 * axis[0].cumulativeProbability(x) + 0.75 * axis[1].cumulativeProbability(x));
        }
        assertThat(p.weight() * PARTICLES).isCloseTo(4, within(1e-12));
    }

    /** Points drawn from weighted rows: the share of a row is its weight. */
    @Test
    void mixtureWithRows() {
        EmpiricalDistribution rows =
                new EmpiricalDistribution(new double[][] {{1, 2, 3}, {0, 0, 0}}, new double[] {1, 2, 5});
        VelocityDistribution f =
                new MixtureDistribution(List.of(rows, new UniformShell(8, new double[] {100, 0}, 0, 1)));
        double[] x = draw(f, PARTICLES).velocity(0);
        long[] counts = new long[4];
        for (double v : x) {
            counts[v > 50 ? 3 : (int) v - 1]++;
        }
        assertCounts(
                "rows",
                new double[] {PARTICLES / 16.0, PARTICLES / 8.0, PARTICLES * 5 / 16.0, PARTICLES / 2.0},
                counts);
    }

    /** Counts per cell against n f V, and where a cell lies inside a slope its profile: cdf x + s (x^2 - x)/2. */
    @Test
    void gridCellsAndProfiles() {
        double[][] edges = {{-1, 0, 1, 3, 4}, {0, 1, 2, 4}};
        double[] f = {0.5, 0.4, 0, 1, 2, 1.5, 1.6, 3, 0.5, 0.2, 0.3, 0.4};
        GridDistribution grid = new GridDistribution(edges, f);
        Population p = draw(grid, PARTICLES);
        long[] counts = new long[f.length];
        int[] cellOf = new int[PARTICLES];
        for (int k = 0; k < PARTICLES; k++) {
            for (int cell = 0; cell < f.length; cell++) {
                boolean inside = true;
                for (int a = 0; a < 2; a++) {
                    double xi = (p.velocity(a)[k] - grid.lower(cell, a)) / grid.width(cell, a);
                    inside &= xi >= 0 && xi < 1;
                }
                if (inside) {
                    counts[cell]++;
                    cellOf[k] = cell;
                }
            }
        }
        assertThat(counts[2]).isZero();
        int[] filled = IntStream.range(0, f.length).filter(c -> f[c] > 0).toArray();
        assertCounts(
                "cells",
                Arrays.stream(filled)
                        .mapToDouble(c -> PARTICLES * grid.mass(c) / grid.density())
                        .toArray(),
                Arrays.stream(filled).mapToLong(c -> counts[c]).toArray());
        // cell 4 lies inside on both axes, cell 7 as well
        for (int cell : new int[] {4, 7}) {
            for (int a = 0; a < 2; a++) {
                int axis = a;
                double slope = grid.slope(cell, a);
                assertThat(Math.abs(slope)).isGreaterThan(0.05);
                double[] within = IntStream.range(0, PARTICLES)
                        .filter(k -> cellOf[k] == cell)
                        .mapToDouble(k -> (p.velocity(axis)[k] - grid.lower(cell, axis)) / grid.width(cell, axis))
                        .toArray();
                assertDistributed("profile of cell " + cell, within, x -> x + slope * (x * x - x) / 2);
            }
        }
    }

    /** The steepest profile that is allowed, f = 0 at one face: cdf x^2. */
    @Test
    void gridProfileThatReachesZero() {
        GridDistribution grid = new GridDistribution(new double[][] {{0, 1, 2, 3}, {0, 1}}, new double[] {0, 0.01, 40});
        assertThat(grid.slope(1, 0)).isCloseTo(2, within(1e-12));
        double[] inCell = Arrays.stream(draw(grid, 2_000_000).velocity(0))
                .filter(x -> x < 2)
                .map(x -> x - 1)
                .toArray();
        assertThat(inCell.length).isGreaterThan(300);
        assertDistributed("profile", inCell, x -> x * x);
    }

    @Test
    void rowsOfEqualWeightAreTakenExactly() {
        double[][] v = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}};
        EmpiricalDistribution rows = new EmpiricalDistribution(v, new double[] {0.5, 0.5, 0.5, 0.5});
        Population p = draw(rows, 4);
        assertThat(p.weight()).isEqualTo(0.5);
        // whole rows, each once; their order is random
        for (int k = 0; k < 4; k++) {
            int row = (int) p.velocity(0)[k] - 1;
            assertThat(p.velocity(1)[k]).isEqualTo(v[1][row]);
            assertThat(p.velocity(2)[k]).isEqualTo(v[2][row]);
        }
        assertThat(p.velocity(0)).containsExactlyInAnyOrder(v[0]);
    }

    /**
     * Systematic resampling: row r occurs floor or ceil of N w_r/sum w times; over many offsets its mean is N w_r/sum
     * w: 400 offsets leave a standard error of at most 0.025, six of them are allowed for 5 rows, false alarm 1e-8.
     */
    @Test
    void resampledRowsOccurAsOftenAsTheirWeight() {
        double[] weight = {0.5, 1.25, 3, 0, 0.7};
        double[][] v = {{0, 1, 2, 3, 4}, {0, 0, 0, 0, 0}};
        EmpiricalDistribution rows = new EmpiricalDistribution(v, weight);
        int particles = 37;
        double[] mean = new double[weight.length];
        int offsets = 400;
        for (int replica = 0; replica < offsets; replica++) {
            Population p = new InitialState(rows, particles).draw(GAS, new RandomStreams(SEED), replica, 0);
            int[] count = new int[weight.length];
            for (double x : p.velocity(0)) {
                count[(int) x]++;
            }
            for (int row = 0; row < weight.length; row++) {
                double expected = particles * weight[row] / rows.density();
                assertThat((double) count[row]).isBetween(Math.floor(expected), Math.ceil(expected));
                mean[row] += (double) count[row] / offsets;
            }
        }
        for (int row = 0; row < weight.length; row++) {
            assertThat(mean[row]).isCloseTo(particles * weight[row] / rows.density(), within(6 * 0.025));
        }
    }

    /** More than one block of particles, so that threads have something to share; bits, not closeness. */
    @Test
    void threadsDoNotMatter() throws Exception {
        VelocityDistribution f = new MixtureDistribution(List.of(
                new Bkw(1, new double[3], 0.7, 0.2),
                new Maxwellian(1, new double[3], new double[] {1, 2, 3}),
                new GridDistribution(new double[][] {{0, 1, 2}, {0, 1}, {0, 1}}, new double[] {1, 2})));
        int particles = 200_000;
        Population alone = new ForkJoinPool(1).submit(() -> draw(f, particles)).get();
        Population three = new ForkJoinPool(3).submit(() -> draw(f, particles)).get();
        for (int a = 0; a < 3; a++) {
            assertThat(three.velocity(a)).isEqualTo(alone.velocity(a));
        }
    }

    /** Blocks, replicas and species draw from streams of their own. */
    @Test
    void blocksReplicasAndSpeciesDiffer() {
        VelocityDistribution f = new Maxwellian(1, new double[2], new double[] {1, 1});
        RandomStreams streams = new RandomStreams(SEED);
        InitialState state = new InitialState(f, 140_000);
        double[] x = state.draw(GAS, streams, 0, 0).velocity(0);
        assertThat(Arrays.stream(x).distinct().count()).isGreaterThan(139_990);
        assertThat(state.draw(GAS, streams, 1, 0).velocity(0)[0]).isNotEqualTo(x[0]);
        assertThat(state.draw(GAS, streams, 0, 1).velocity(0)[0]).isNotEqualTo(x[0]);
        assertThat(state.draw(GAS, streams, 0, 0).velocity(0)).isEqualTo(x);
    }

    @Test
    void noParticlesAreRefused() {
        VelocityDistribution f = new Maxwellian(1, new double[2], new double[] {1, 1});
        assertThatIllegalArgumentException().isThrownBy(() -> new InitialState(f, 0));
    }
}
