package io.github.stosszahl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedMomentsTest {
    private static final double MASS = 2.5;

    private static double[][] velocities(int d, int particles, long seed) {
        Random random = new Random(seed);
        double[][] v = new double[d][particles];
        for (int k = 0; k < particles; k++) {
            double spread = 1 + random.nextDouble();
            for (int a = 0; a < d; a++) {
                v[a][k] = 0.7 * a - 0.3 + spread * random.nextGaussian() + 0.4 * (a > 0 ? v[0][k] * v[0][k] : 0);
            }
        }
        return v;
    }

    private static List<Quantity> ofRun(double[][] v, double weight) {
        Population population = new Population(new Species("gas", MASS), v.length, v[0].length, weight);
        for (int a = 0; a < v.length; a++) {
            System.arraycopy(v[a], 0, population.velocity(a), 0, v[a].length);
        }
        Ensemble ensemble = new Ensemble(List.of(population));
        Mixture mixture = new Mixture(v.length, 1, List.of(population.species()), List.of());
        return new MomentEstimator(mixture, ensemble)
                .estimate(ensemble).stream().filter(q -> q.species() == 0).toList();
    }

    /** For equal weights and at t = 0 the moments of a run are the same numbers, names and order by other code. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void equalWeightsAsInARun(int d) {
        double[][] v = velocities(d, 500, 3);
        double[] weight = new double[500];
        Arrays.fill(weight, 0.02);
        List<Quantity> found = WeightedMoments.of(new EmpiricalDistribution(v, weight), MASS);
        List<Quantity> expected = ofRun(v, 0.02);
        assertThat(found)
                .extracting(Quantity::name)
                .containsExactlyElementsOf(expected.stream().map(Quantity::name).toList());
        for (int q = 0; q < found.size(); q++) {
            Estimate one = found.get(q).estimate();
            Estimate other = expected.get(q).estimate();
            assertThat(one.value()).as(found.get(q).name()).isCloseTo(other.value(), within(1e-12 * scale(other)));
            assertThat(one.standardError())
                    .as(found.get(q).name())
                    .isCloseTo(other.standardError(), within(1e-10 * other.standardError()));
        }
    }

    private static double scale(Estimate estimate) {
        return Math.max(Math.abs(estimate.value()), 100 * estimate.standardError());
    }

    /** A particle of weight 3 counts as three in every mean. */
    @Test
    void aWeightIsANumberOfParticles() {
        double[][] few = velocities(3, 60, 4);
        double[] weight = new double[60];
        double[][] many = new double[3][120];
        int next = 0;
        for (int k = 0; k < 60; k++) {
            weight[k] = 1 + k % 3;
            for (int copy = 0; copy < weight[k]; copy++) {
                for (int a = 0; a < 3; a++) {
                    many[a][next] = few[a][k];
                }
                next++;
            }
        }
        List<Quantity> found = WeightedMoments.of(new EmpiricalDistribution(few, weight), MASS);
        List<Quantity> expected = ofRun(many, 1);
        for (int q = 0; q < found.size(); q++) {
            Estimate other = expected.get(q).estimate();
            assertThat(found.get(q).estimate().value())
                    .as(found.get(q).name())
                    .isCloseTo(other.value(), within(1e-12 * scale(other)));
        }
    }

    /**
     * Over 400 samples of 2000 particles of weight 1 or 9 the spread of every moment is its stated error: the ratio of variances has a standard deviation of about sqrt(2/400) = 7 % for
     * nearly normal moments (moment6: sqrt((kurtosis 4)/400) = 10 %); bound 5 of these, 40 % (50 %), false alarm below 1e-4 for 27 moments. A naive s/sqrt(N) would miss by a factor
     * N sum w^2/(sum w)^2 = 1.64.
     */
    @Test
    void errorsAreThoseOfUnequalWeights() {
        int samples = 400;
        int particles = 2000;
        List<List<Quantity>> all = new ArrayList<>();
        for (int s = 0; s < samples; s++) {
            Random random = new Random(100 + s);
            double[][] v = new double[3][particles];
            double[] weight = new double[particles];
            for (int k = 0; k < particles; k++) {
                weight[k] = k % 2 == 0 ? 1 : 9;
                for (int a = 0; a < 3; a++) {
                    v[a][k] = a + random.nextGaussian();
                }
            }
            all.add(WeightedMoments.of(new EmpiricalDistribution(v, weight), MASS));
        }
        for (int q = 1; q < all.get(0).size(); q++) {
            int index = q;
            String name = all.get(0).get(q).name();
            double mean = all.stream()
                    .mapToDouble(m -> m.get(index).estimate().value())
                    .average()
                    .orElseThrow();
            double spread = all.stream()
                            .mapToDouble(m -> Math.pow(m.get(index).estimate().value() - mean, 2))
                            .sum()
                    / (samples - 1);
            double stated = all.stream()
                    .mapToDouble(m -> Math.pow(m.get(index).estimate().standardError(), 2))
                    .average()
                    .orElseThrow();
            assertThat(spread / stated).as(name).isCloseTo(1, within(name.equals("moment6") ? 0.5 : 0.4));
        }
    }

    @Test
    void oneParticleHasNoError() {
        List<Quantity> found =
                WeightedMoments.of(new EmpiricalDistribution(new double[][] {{1}, {2}}, new double[] {1}), 1);
        assertThat(found.stream()
                        .collect(Collectors.toMap(Quantity::name, Function.identity()))
                        .get("velocity_y"))
                .satisfies(q -> assertThat(q.estimate().value()).isEqualTo(2))
                .satisfies(q -> assertThat(q.estimate().standardError()).isNaN());
    }
}
