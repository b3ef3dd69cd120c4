package io.github.stosszahl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The moments of a cell from raw sums against their definitions with peculiar velocities. */
class CellMomentsTest {
    private static final double BOLTZMANN = 0.7;
    private static final double MASS = 2.5;
    private static final double WEIGHT = 0.3;

    /** Velocities with a drift that is large beside their spread. */
    private static double[][] sample(int n, int d, long seed) {
        UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(rng);
        double[][] v = new double[n][d];
        for (double[] particle : v) {
            for (int a = 0; a < d; a++) {
                particle[a] = 5 - 3 * a + (1 + a) * normal.sample();
            }
            // a third moment
            particle[0] += particle[1] * particle[1] / 10;
        }
        return v;
    }

    private static double[] evaluate(double[][] v, int d) {
        double[] sums = new double[CellSums.count(d)];
        double[] term = new double[sums.length];
        for (double[] particle : v) {
            CellSums.terms(particle, MASS * WEIGHT, term);
            for (int s = 0; s < sums.length; s++) {
                sums[s] += term[s];
            }
        }
        CellMoments moments = new CellMoments(d, BOLTZMANN);
        double[] out = new double[moments.names().size()];
        moments.evaluate(WEIGHT * v.length, sums, v.length, out);
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void areThoseOfPeculiarVelocities(int d) {
        int n = 7;
        double[][] v = sample(n, d, 5);
        double[] out = evaluate(v, d);
        List<String> names = new CellMoments(d, BOLTZMANN).names();
        double[] u = IntStream.range(0, d)
                .mapToDouble(
                        a -> IntStream.range(0, n).mapToDouble(k -> v[k][a]).sum() / n)
                .toArray();
        double density = WEIGHT * n;
        double second = n / (n - 1.0);
        double third = (double) n * n / ((n - 1) * (n - 2));
        String axes = "xyz";
        assertThat(out[names.indexOf("number_density")]).isCloseTo(density, within(1e-12));
        double trace = 0;
        for (int a = 0; a < d; a++) {
            assertThat(out[names.indexOf("velocity_" + axes.charAt(a))]).isCloseTo(u[a], within(1e-12));
            double flux = 0;
            for (int b = 0; b < d; b++) {
                double product = 0;
                for (double[] particle : v) {
                    product += (particle[a] - u[a]) * (particle[b] - u[b]) / n;
                    flux += Math.pow(particle[b] - u[b], 2) * (particle[a] - u[a]) / n;
                }
                if (a == b) {
                    trace += product;
                    assertThat(out[names.indexOf("temperature_" + axes.charAt(a) + axes.charAt(a))])
                            .isCloseTo(second * MASS * product / BOLTZMANN, within(1e-11));
                }
                if (a <= b) {
                    assertThat(out[names.indexOf("stress_" + axes.charAt(a) + axes.charAt(b))])
                            .isCloseTo(second * density * MASS * product, within(1e-11));
                }
            }
            assertThat(out[names.indexOf("heat_flux_" + axes.charAt(a))])
                    .isCloseTo(third * density * MASS * flux / 2, within(1e-10));
        }
        assertThat(out[names.indexOf("temperature")]).isCloseTo(second * MASS * trace / (d * BOLTZMANN), within(1e-11));
        assertThat(out).hasSize(names.size()).doesNotContain(Double.NaN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aFewParticlesHaveNoMoreThanTheirNumberTells(int n) {
        double[] out = evaluate(sample(n, 3, 6), 3);
        assertThat(out[0]).isCloseTo(WEIGHT * n, within(1e-15));
        // u from one particle on, second moments from two, third from three
        assertThat(Double.isNaN(out[1])).isEqualTo(n < 1);
        assertThat(Double.isNaN(out[4])).isEqualTo(n < 2);
        assertThat(Double.isNaN(out[out.length - 1])).isTrue();
    }
}
