package io.github.stosszahl.collide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.model.TabulatedRate;
import io.github.stosszahl.model.VssAngle;
import io.github.stosszahl.particles.CellSort;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounds on the vector unit leave the bits that the scalar kernel does, and keep momentum and energy. {@link MajorantRenewalTest} tests that they are exact in time. */
class CellRoundsTest {
    private static final int CELLS = 300;

    static Stream<Arguments> gases() {
        TabulatedRate table = new TabulatedRate(new double[] {0.3, 1, 2}, new double[] {0.2, 2, 1});
        return Stream.of(
                Arguments.of("maxwell", 3, PowerLaw.of(1, 0), new IsotropicAngle(3), new double[] {1}),
                Arguments.of("hard spheres", 3, PowerLaw.of(1, 1), new IsotropicAngle(3), new double[] {1, 1}),
                Arguments.of("hard disks", 2, PowerLaw.of(1, 1), new IsotropicAngle(2), new double[] {1, 1, 2}),
                Arguments.of("vss", 3, PowerLaw.of(1, 0.38), VssAngle.of(3, 1.4), new double[] {1}),
                Arguments.of("vss in the plane", 2, PowerLaw.of(1, 0.38), VssAngle.of(2, 1.4), new double[] {1, 3}),
                Arguments.of("soft", 3, new PowerLaw(1, -1.5, 0.2), new IsotropicAngle(3), new double[] {1}),
                Arguments.of("table", 3, table, new IsotropicAngle(3), new double[] {1, 2}));
    }

    /** Species of masses 1, 1/3, 3; of 4000, 2000 and 1000 particles in cells of unequal numbers, some of which are empty. */
    private static Ensemble gas(Mixture mixture, double[] weight) {
        UniformRandomProvider rng = Gases.rng(3);
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        Grid grid = new Grid(new double[1], new double[] {1}, new int[] {CELLS});
        List<Population> populations = Stream.iterate(0, i -> i < weight.length, i -> i + 1)
                .map(i -> {
                    int size = 4000 >> i;
                    Population p =
                            new Population(mixture.species().get(i), 1, mixture.dimension(), size, weight[i], null);
                    CellSort sort = new CellSort(p);
                    for (int k = 0; k < size; k++) {
                        double x = rng.nextDouble();
                        sort.cells()[k] = (int) (CELLS * x * x);
                        for (int a = 0; a < p.dimension(); a++) {
                            p.velocity(a)[k] = 0.3 + gaussian.sample() / Math.sqrt(p.mass());
                        }
                    }
                    Gases.order(sort, grid);
                    return p;
                })
                .toList();
        return new Ensemble(populations);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gases")
    void kernelsAgreeBitByBit(String name, int d, RateLaw rate, AngleLaw angle, double[] weight) {
        double[] masses = {1, 1.0 / 3, 3};
        Mixture mixture = Gases.mixture(d, rate, angle, Arrays.copyOf(masses, weight.length));
        Ensemble one = gas(mixture, weight);
        Ensemble other = gas(mixture, weight);
        CellCollisions scalar = new CellCollisions(mixture, one, KernelChoice.SCALAR);
        CellCollisions vector = new CellCollisions(mixture, other, KernelChoice.VECTOR);
        double[] before = Gases.invariants(one);
        // few candidates, then many
        for (double time : new double[] {0.001, 0.1}) {
            for (int[] range : new int[][] {{0, 17}, {17, 300}}) {
                scalar.advance(range[0], range[1], 1, time, 5);
                vector.advance(range[0], range[1], 1, time, 5);
            }
        }
        List<PairTally> tallies = CellCollisions.tallies(List.of(scalar));
        assertThat(CellCollisions.tallies(List.of(vector))).isEqualTo(tallies);
        assertThat(tallies).allSatisfy(t -> assertThat(t.accepted()).isGreaterThan(100));
        for (int i = 0; i < weight.length; i++) {
            for (int a = 0; a < d; a++) {
                assertThat(other.populations().get(i).velocity(a))
                        .containsExactly(one.populations().get(i).velocity(a));
            }
        }
        if (Arrays.stream(weight).allMatch(w -> w == 1)) {
            double[] after = Gases.invariants(one);
            for (int a = 0; a <= d; a++) {
                assertThat(after[a]).isCloseTo(before[a], within(1e-11 * before[d]));
            }
        }
    }

    /** Of any number of pairs, more than fit a batch among them: the length of g, and its change, are those of a turned vector. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 1024, 2051})
    void kernelsTurnAlike(int n) {
        UniformRandomProvider rng = Gases.rng(n);
        for (int d = 2; d <= 3; d++) {
            for (boolean turned : new boolean[] {false, true}) {
                double[][] g = new double[3][n + Batch.LANES];
                double[] cosine = new double[n + Batch.LANES];
                for (int k = 0; k < n; k++) {
                    for (int a = 0; a < d; a++) {
                        g[a][k] = 2 * rng.nextDouble() - 1;
                    }
                    cosine[k] = 2 * rng.nextDouble() - 1;
                }
                double[][] scalar = turn(new ScalarKernel(), d, turned, cosine, g, n);
                double[][] vector = turn(new VectorKernel(), d, turned, cosine, g, n);
                for (int k = 0; k < n; k++) {
                    double before = 0;
                    double after = 0;
                    double product = 0;
                    for (int a = 0; a < 3; a++) {
                        assertThat(vector[a][k]).isEqualTo(scalar[a][k]);
                        // the change of w - v is minus that which is given to v with the share 1
                        double turnedTo = g[a][k] - scalar[a][k];
                        before += g[a][k] * g[a][k];
                        after += turnedTo * turnedTo;
                        product += turnedTo * g[a][k];
                    }
                    assertThat(Math.sqrt(after / before)).isBetween(1 - 1e-12, 1 + 1e-12);
                    if (turned) {
                        assertThat(product / before).isBetween(cosine[k] - 1e-12, cosine[k] + 1e-12);
                    }
                }
            }
        }
    }

    private static double[][] turn(PairKernel kernel, int d, boolean turned, double[] cosine, double[][] g, int n) {
        double[][] turning = {g[0].clone(), g[1].clone(), g[2].clone()};
        kernel.turn(d == 3, turned, 11, 5, cosine, turning[0], turning[1], turning[2], n);
        return turning;
    }

    /** The way of a gas in few cells is another one than that in many, but nothing depends on how cells are divided into pieces that both are large. */
    @Test
    void aPieceIsAProcessOfItsOwn() {
        Mixture mixture = Gases.mixture(3, PowerLaw.of(1, 1), new IsotropicAngle(3), 1);
        Ensemble one = gas(mixture, new double[] {1});
        Ensemble other = gas(mixture, new double[] {1});
        CellCollisions forwards = new CellCollisions(mixture, one, KernelChoice.SCALAR);
        CellCollisions backwards = new CellCollisions(mixture, other, KernelChoice.SCALAR);
        forwards.advance(0, 100, 1, 0.1, 5);
        forwards.advance(100, 300, 1, 0.1, 5);
        backwards.advance(100, 300, 1, 0.1, 5);
        backwards.advance(0, 100, 1, 0.1, 5);
        for (int a = 0; a < 3; a++) {
            assertThat(other.populations().get(0).velocity(a))
                    .containsExactly(one.populations().get(0).velocity(a));
        }
    }
}
