package io.github.stosszahl.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.compare.SolverDensity.Values;
import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.random.RandomStreams.Purpose;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;

/**
 * Independent particles with a standard normal density against that density, right and wrong. The wrong one is normal(x) normal(y) (1 + e sin(x) c): orthogonal in shape to nothing special, of
 * integral 1, and with the relative L2 error e computed by summation.
 */
class DensityComparisonTest {
    private static final double[] NODES = SolverDensityTest.equalNodes(-5, 5, 40);

    private static double normal(double x) {
        return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    }

    private static SolverDensity solver(double error) {
        return SolverDensityTest.density(
                NODES, NODES, (x, y) -> normal(x) * normal(y) * (1 + error * Math.sin(x)), Values.POINT);
    }

    /** The relative L2 distance of two densities on the nodes: the sum over equal cells. */
    private static double distance(DoubleBinaryOperator wrong) {
        double difference = 0;
        double size = 0;
        for (double x : NODES) {
            for (double y : NODES) {
                double g = wrong.applyAsDouble(x, y);
                difference += Math.pow(g - normal(x) * normal(y), 2);
                size += g * g;
            }
        }
        return Math.sqrt(difference / size);
    }

    static EmpiricalDistribution particles(int dimension, int count, int seed) {
        UniformRandomProvider random = new RandomStreams(seed).stream(Purpose.ESTIMATES, 0, 0, 0);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[][] velocity = new double[dimension][count];
        for (int k = 0; k < count; k++) {
            for (int a = 0; a < dimension; a++) {
                velocity[a][k] = normal.sample();
            }
        }
        double[] weight = new double[count];
        Arrays.fill(weight, 1.0 / count);
        return new EmpiricalDistribution(velocity, weight);
    }

    private static DensityComparison compare(SolverDensity density, int count, int seed) {
        return new DensityComparison(density, CellCounts.of(particles(2, count, seed), density), Occupation.NONE);
    }

    /**
     * p &lt; 0.05 in at most 5 % of the samples, and p &lt; 0.5 in at most half: 200 samples allow 20 and 121 (probability of more by a right test 1e-3 each). The single tests are not
     * conservative: of each of them p &lt; 0.5 in 100 +- 28 samples (four standard deviations, 6e-5 for each of 5). N is small on purpose, so that most cells are pooled.
     */
    @Test
    void probabilitiesOfTheRightDensity() {
        SolverDensity density = solver(0);
        int samples = 200;
        int rejected = 0;
        int belowHalf = 0;
        int[] single = new int[5];
        for (int seed = 1; seed <= samples; seed++) {
            DensityComparison comparison = compare(density, 4000, seed);
            rejected += comparison.pValue() < 0.05 ? 1 : 0;
            belowHalf += comparison.pValue() < 0.5 ? 1 : 0;
            assertThat(comparison.tests()).hasSize(single.length);
            for (int k = 0; k < single.length; k++) {
                single[k] += comparison.tests().get(k).pValue() < 0.5 ? 1 : 0;
            }
        }
        assertThat(rejected).isLessThanOrEqualTo(20);
        assertThat(belowHalf).isLessThanOrEqualTo(121);
        for (int count : single) {
            assertThat(count).isBetween(72, 128);
        }
    }

    /** A relative L2 error of 7 %, N = 20,000: the mean of the separated square over 60 samples within four standard errors of its mean; the reported error is the spread within 30 % (3 sigma). */
    @Test
    void noiseIsSeparatedWithoutBias() {
        double amplitude = 0.1;
        double exact = distance((x, y) -> normal(x) * normal(y) * (1 + amplitude * Math.sin(x)));
        assertThat(exact).isBetween(0.05, 0.08);
        SolverDensity density = solver(amplitude);
        int samples = 60;
        double sum = 0;
        double squares = 0;
        double reported = 0;
        for (int seed = 1; seed <= samples; seed++) {
            DensityComparison comparison = compare(density, 20_000, seed);
            sum += comparison.squaredL2();
            squares += comparison.squaredL2() * comparison.squaredL2();
            reported += comparison.squaredL2Error() / samples;
            DensityComparison.Norm l2 = comparison.norms().get(0);
            assertThat(l2.observed() * l2.observed())
                    .isCloseTo(comparison.squaredL2() + l2.noise() * l2.noise(), within(1e-9));
        }
        double mean = sum / samples;
        double spread = Math.sqrt((squares / samples - mean * mean) * samples / (samples - 1.0));
        assertThat(mean).isCloseTo(exact * exact, within(4 * spread / Math.sqrt(samples)));
        assertThat(reported / spread).isBetween(0.7, 1.3);
    }

    /** The noise of L1 and Linf: 60 samples of the right density, means within four standard errors. */
    @Test
    void noiseOfTheOtherNorms() {
        SolverDensity density = solver(0);
        int samples = 60;
        double[] sum = new double[2];
        double[] squares = new double[2];
        DensityComparison comparison = compare(density, 20_000, 1);
        for (int seed = 1; seed <= samples; seed++) {
            comparison = compare(density, 20_000, seed);
            for (int k = 0; k < 2; k++) {
                double observed = comparison.norms().get(k + 1).observed();
                sum[k] += observed / samples;
                squares[k] += observed * observed / samples;
            }
        }
        DensityComparison.Norm l1 = comparison.norms().get(1);
        DensityComparison.Norm linf = comparison.norms().get(2);
        double deviation1 = Math.sqrt(squares[0] - sum[0] * sum[0]);
        assertThat(sum[0]).isCloseTo(l1.noise(), within(4 * deviation1 / Math.sqrt(samples)));
        assertThat(l1.standardError()).isCloseTo(deviation1, within(0.4 * deviation1));
        // the mean of the largest lies above its median by 0.1 to 0.2 of its spread
        double deviation2 = Math.sqrt(squares[1] - sum[1] * sum[1]);
        assertThat(sum[1]).isBetween(linf.noise() - 0.5 * deviation2, linf.noise() + 0.8 * deviation2);
    }

    /** 7 % at N = 20,000 is far beyond noise: chi-squared of N e^2 = 100 above. The place is where sin is large and the sign is that of run - solver. */
    @Test
    void wrongDensityIsSeenAndPlaced() {
        DensityComparison comparison = compare(solver(0.1), 20_000, 3);
        assertThat(comparison.pValue()).isLessThan(1e-6);
        DensityComparison.Place place = comparison.largest().orElseThrow();
        double middle = (place.lower()[0] + place.upper()[0]) / 2;
        assertThat(Math.signum(place.standardScores())).isEqualTo(-Math.signum(middle));
        assertThat(comparison.exceeds("L2", 0.03, 0.05)).isTrue();
        assertThat(comparison.exceeds("L2", 0.07, 0.05)).isFalse();
        assertThat(comparison.upperL2()).isGreaterThan(0.06);
    }

    /** f (1 - 0.02 He_4(x)), negative in the tails as the f of spectral codes may be: an error of 0.02 sqrt(24) in the mean square, so chi-squared is N e^2 = 190 above, and a number. */
    @Test
    void negativeTailsAreSeen() {
        SolverDensity density = SolverDensityTest.density(
                NODES,
                NODES,
                (x, y) -> normal(x) * normal(y) * (1 - 0.02 * (Math.pow(x, 4) - 6 * x * x + 3)),
                Values.POINT);
        DensityComparison comparison = compare(density, 20_000, 4);
        assertThat(comparison.pValue()).isLessThan(1e-6);
        assertThat(comparison.tests())
                .allSatisfy(test -> assertThat(test.pValue()).isBetween(0.0, 1.0));
    }

    /** The promise of {@link DensityComparison#particlesToSee}: at that N, 95 % of the samples show the error by the L2 test alone; of 60 at least 51 (probability of fewer 0.2 %). */
    @Test
    void particlesToSeeAnError() {
        double amplitude = 0.2;
        double exact = distance((x, y) -> normal(x) * normal(y) * (1 + amplitude * Math.sin(x)));
        SolverDensity density = solver(amplitude);
        int needed = (int) compare(density, 10_000, 1).particlesToSee(exact);
        int seen = 0;
        for (int seed = 1; seed <= 60; seed++) {
            seen += compare(density, needed, seed).tests().stream()
                            .filter(test -> test.name().startsWith("L2"))
                            .anyMatch(test -> test.pValue() < 0.05)
                    ? 1
                    : 0;
        }
        assertThat(seen).isBetween(51, 60);
    }

    /** A slice of point values at y = 0.1 in windows of width 0.5, whose average is 1.0 % off: the parabola takes that into account. About 400,000 particles are counted, so that 1 % is 6 standard errors of their number. */
    @Test
    void sliceOfPointValues() {
        double y = 0.1;
        double h = 0.5;
        double[] values = new double[NODES.length];
        Arrays.setAll(values, k -> normal(NODES[k]) * normal(y));
        double[] edges = new double[NODES.length + 1];
        Arrays.setAll(edges, k -> -5 + 0.25 * k);
        double[][] nodes = {NODES, {y}};
        double[][] cells = {edges, {y - h / 2, y + h / 2}};
        SolverDensity points = new SolverDensity(nodes, cells, values, Values.POINT);
        SolverDensity averages = new SolverDensity(nodes, cells, values, Values.AVERAGE);
        EmpiricalDistribution particles = particles(2, 2_000_000, 11);
        assertThat(points.isSlice()).isTrue();
        assertThat(new DensityComparison(points, CellCounts.of(particles, points), Occupation.NONE).pValue())
                .isGreaterThan(0.01);
        // the same numbers as averages are wrong by h^2/24 (y^2 - 1) = -1.0 %
        assertThat(new DensityComparison(averages, CellCounts.of(particles, averages), Occupation.NONE).pValue())
                .isLessThan(1e-4);
    }
}
