package io.github.stosszahl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Entropy and Fisher information of exact samples. The exact values are closed forms: for normal densities H = -log det(2 pi e C)/2 - 1 and I = trace C^-1; for BKW
 * those of physics.md section 5; the core in a halo by quadrature. Samples have N = 50000 and fixed seeds; bound 4 standard errors each (6e-5 if the estimators are unbiased), and errors
 * must be below 4 % of I and 0.03, so that a factor 2 anywhere fails.
 */
class DensityFunctionalsTest {
    private static final int PARTICLES = 50_000;

    @ParameterizedTest
    @CsvSource({
        "gaussian_T1, 2, -3.837877066409345, 2",
        "gaussian_T0.3_drift, 3, -3.450856393132, 10",
        "aniso_gaussian, 3, -5.459548153668, 3.333333333333333",
        "bkw_K0.6, 2, -3.810390, 2.307877",
        "bkw_K0.75, 3, -5.251575, 3.049074",
        "core_halo, 2, -3.697130754, 2.840065324"
    })
    void exactSamples(String name, int d, double entropy, double fisher) {
        DensityFunctionals found = DensityFunctionals.of(TestDensity.sample(name, d, PARTICLES, 71));
        assertWithin(found.entropy().orElseThrow(), entropy, 0.03);
        assertWithin(found.fisher().orElseThrow(), fisher, 0.04 * fisher);
        assertThat(found.kernelFisher().orElseThrow().value()).isCloseTo(fisher, within(0.3 * fisher));
        assertThat(found.kernelEntropy().orElseThrow().value()).isCloseTo(entropy, within(0.04));
        assertThat(found.histogramEntropy().orElseThrow().value()).isCloseTo(entropy, within(0.1));
    }

    private static void assertWithin(Estimate estimate, double exact, double largestError) {
        assertThat(estimate.standardError()).isPositive().isLessThan(largestError);
        assertThat(estimate.value()).isCloseTo(exact, within(4 * estimate.standardError()));
    }

    /**
     * The entropy less the mean of the exact log f over the same particles: estimating f adds little to the noise that a known f leaves, 0.0038. Over 12 other seeds the difference had the mean 0 and the
     * standard deviation 1e-4; bound 5 of them (6e-7).
     */
    @Test
    void entropyFollowsTheParticles() {
        double k = 0.6;
        Population p = TestDensity.sample("bkw_K0.6", 2, PARTICLES, 71);
        double mean = IntStream.range(0, PARTICLES)
                        .mapToDouble(i -> Math.pow(p.velocity(0)[i], 2) + Math.pow(p.velocity(1)[i], 2))
                        .map(square -> -square / (2 * k)
                                - Math.log(2 * Math.PI * k)
                                + Math.log(2 - 1 / k + (1 - k) / (2 * k * k) * square))
                        .sum()
                / PARTICLES;
        assertThat(DensityFunctionals.of(p).entropy().orElseThrow().value()).isCloseTo(mean - 1, within(5e-4));
    }

    /**
     * Two normal densities of variance 0.2, six apart, N = 10,000, whose kernels cannot follow them: log densities alone are 0.1 too low. Exact up to an overlap of exp(-22): that of one, and the
     * logarithm of its share. Over 16 other seeds, with twelve of which the rule was chosen, two had no value, and the errors of the others the mean -0.007 and the root mean square 0.034, 0.7 standard errors; bound 4 of them (6e-5 if normal), and 0.1.
     */
    @Test
    void separateClusters() {
        double variance = 0.2;
        Population p = new Population(new Species("clusters", 1), 3, 10_000, 1e-4);
        Random random = new Random(1);
        for (int k = 0; k < p.size(); k++) {
            for (int a = 0; a < 3; a++) {
                p.velocity(a)[k] = Math.sqrt(variance) * random.nextGaussian();
            }
            p.velocity(0)[k] += random.nextBoolean() ? 3 : -3;
        }
        double exact = Math.log(0.5) - 1.5 * Math.log(2 * Math.PI * Math.E * variance) - 1;
        Estimate found = DensityFunctionals.of(p).entropy().orElseThrow();
        assertThat(found.value()).isCloseTo(exact, within(Math.min(0.1, 4 * found.standardError())));
    }

    /** With n and v scaled, f_new(v) = n s^-d f(v/s): H_new = n (H + 1 - d log s + log n) - n and I_new = n I/s^2. No statistics. */
    @Test
    void densityAndUnitOfVelocity() {
        int d = 2;
        double n = 3;
        double s = 500;
        Population unit = TestDensity.sample("two_gauss_asym", d, 2000, 5);
        Population scaled = new Population(new Species("s", 1), d, unit.size(), n / unit.size());
        for (int a = 0; a < d; a++) {
            for (int k = 0; k < unit.size(); k++) {
                scaled.velocity(a)[k] = s * unit.velocity(a)[k];
            }
        }
        DensityFunctionals first = DensityFunctionals.of(unit);
        DensityFunctionals second = DensityFunctionals.of(scaled);
        double entropy = first.entropy().orElseThrow().value();
        assertThat(second.entropy().orElseThrow().value())
                .isCloseTo(n * (entropy + 1 - d * Math.log(s) + Math.log(n)) - n, within(1e-6));
        assertThat(second.fisher().orElseThrow().value() * s * s / n)
                .isCloseTo(first.fisher().orElseThrow().value(), within(1e-6));
    }

    /** The bandwidth changes the values by kernels, which stay within their errors, and no other. */
    @Test
    void bandwidthOfTheUsersOwn() {
        Population p = TestDensity.sample("gaussian_T0.3_drift", 2, PARTICLES, 8);
        DensityFunctionals automatic = DensityFunctionals.of(p);
        DensityFunctionals chosen = DensityFunctionals.of(p, OptionalDouble.of(0.4));
        assertThat(chosen.kernelEntropy()).isNotEqualTo(automatic.kernelEntropy());
        assertWithin(chosen.kernelEntropy().orElseThrow(), -2.633904262080, 0.04);
        assertWithin(chosen.kernelFisher().orElseThrow(), 20 / 3.0, 1);
        assertThat(chosen.entropy()).isEqualTo(automatic.entropy());
        assertThat(chosen.fisher()).isEqualTo(automatic.fisher());
        assertThat(chosen.histogramEntropy()).isEqualTo(automatic.histogramEntropy());
        assertThat(chosen.reason()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.001", "0", "-1", "NaN", "5"})
    void bandwidthOutOfReach(double bandwidth) {
        DensityFunctionals found =
                DensityFunctionals.of(TestDensity.sample("gaussian_T1", 2, PARTICLES, 8), OptionalDouble.of(bandwidth));
        assertThat(found.kernelEntropy()).isEmpty();
        assertThat(found.kernelFisher()).isEmpty();
        assertThat(found.reason().orElseThrow()).contains("bandwidth");
        assertThat(found.entropy()).isPresent();
        assertThat(found.fisher()).isPresent();
    }

    /** Resampled rows: the density of the sample is that of points. */
    @ParameterizedTest
    @CsvSource({"2", "20"})
    void repeatedVelocities(int times) {
        Population p = TestDensity.sample("gaussian_T1", 3, 10_000, 1);
        for (int a = 0; a < 3; a++) {
            for (int k = 0; k < p.size(); k++) {
                p.velocity(a)[k] = p.velocity(a)[k - k % times];
            }
        }
        assertNone(p, "have the velocity of another one");
    }

    @Test
    void threadsDoNotMatter() throws Exception {
        Population p = TestDensity.sample("two_gauss_symm", 3, 3000, 6);
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            assertThat(one.submit(() -> DensityFunctionals.of(p)).get()).isEqualTo(DensityFunctionals.of(p));
        } finally {
            one.shutdown();
        }
    }

    @Test
    void tooFewParticles() {
        assertNone(TestDensity.sample("gaussian_T1", 3, 99, 1), "fewer than 100");
    }

    @Test
    void equalVelocities() {
        Population p = TestDensity.sample("gaussian_T1", 3, 1000, 1);
        for (int a = 0; a < 3; a++) {
            Arrays.fill(p.velocity(a), 0.1);
        }
        assertNone(p, "do not spread");
    }

    @Test
    void collinearVelocities() {
        Population p = TestDensity.sample("gaussian_T1", 3, 1000, 1);
        for (int k = 0; k < p.size(); k++) {
            p.velocity(2)[k] = 0.7 * p.velocity(0)[k] - 2 * p.velocity(1)[k];
        }
        assertNone(p, "do not spread");
    }

    @ParameterizedTest
    @CsvSource({"100", "1000", "100000"})
    void outliers(int n) {
        Population p = TestDensity.sample("gaussian_T1", 3, n, 1);
        p.velocity(0)[n / 2] = 1e6;
        assertNone(p, "cannot be resolved");
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "1e300"})
    void velocitiesWithoutSquares(double v) {
        Population p = TestDensity.sample("gaussian_T1", 2, 1000, 1);
        p.velocity(1)[17] = v;
        assertThat(DensityFunctionals.of(p).reason()).isPresent();
        assertThat(DensityFunctionals.of(p).entropy()).isEmpty();
    }

    private static void assertNone(Population p, String reason) {
        DensityFunctionals found = DensityFunctionals.of(p);
        assertThat(found.entropy()).isEmpty();
        assertThat(found.fisher()).isEmpty();
        assertThat(found.kernelFisher()).isEmpty();
        assertThat(found.kernelEntropy()).isEmpty();
        assertThat(found.histogramEntropy()).isEmpty();
        assertThat(found.reason().orElseThrow()).contains(reason);
    }
}
