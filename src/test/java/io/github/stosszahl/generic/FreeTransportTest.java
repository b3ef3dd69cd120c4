package io.github.stosszahl.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.estimate.DensityFunctionals;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;

/**
 * L of (2.9) on functionals of particles in space, {A, B} = sum_i int (f_i/m_i) (grad_x a . grad_v b - grad_v a . grad_x b). Functions are polynomials of (x, y, v_x, v_y), whose derivatives are exact.
 */
class FreeTransportTest {
    private static final int SIZE = 500;
    private static final double[] MASS = {1, 3};
    private static final double[] WEIGHT = {0.01, 0.02};

    /** A polynomial, by the exponents of its four variables. */
    private record Polynomial(Map<String, Double> terms) {
        static Polynomial random(int degree, UniformRandomProvider rng) {
            Map<String, Double> terms = new TreeMap<>();
            for (int k = 0; k < 6; k++) {
                int[] power = new int[4];
                for (int q = 0; q < degree; q++) {
                    power[rng.nextInt(4)]++;
                }
                terms.merge(Arrays.toString(power), rng.nextDouble() - 0.5, Double::sum);
            }
            return new Polynomial(terms);
        }

        static Polynomial of(double coefficient, int... power) {
            return new Polynomial(Map.of(Arrays.toString(power), coefficient));
        }

        private static int[] power(String key) {
            return Arrays.stream(key.substring(1, key.length() - 1).split(", "))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        }

        Polynomial plus(Polynomial other, double factor) {
            Map<String, Double> sum = new TreeMap<>(terms);
            other.terms.forEach((key, value) -> sum.merge(key, factor * value, Double::sum));
            return new Polynomial(sum);
        }

        Polynomial times(Polynomial other) {
            Map<String, Double> product = new TreeMap<>();
            terms.forEach((p, a) -> other.terms.forEach((q, b) -> {
                int[] power = power(p);
                int[] more = power(q);
                Arrays.setAll(power, k -> power[k] + more[k]);
                product.merge(Arrays.toString(power), a * b, Double::sum);
            }));
            return new Polynomial(product);
        }

        Polynomial derivative(int variable) {
            Map<String, Double> result = new TreeMap<>();
            terms.forEach((key, a) -> {
                int[] power = power(key);
                if (power[variable] > 0) {
                    double factor = a * power[variable]--;
                    result.merge(Arrays.toString(power), factor, Double::sum);
                }
            });
            return new Polynomial(result);
        }

        /** (grad_x a . grad_v b - grad_v a . grad_x b)/m. */
        Polynomial bracket(Polynomial b, double mass) {
            Polynomial sum = new Polynomial(Map.of());
            for (int axis = 0; axis < 2; axis++) {
                sum = sum.plus(derivative(axis).times(b.derivative(2 + axis)), 1 / mass);
                sum = sum.plus(derivative(2 + axis).times(b.derivative(axis)), -1 / mass);
            }
            return sum;
        }

        double at(double[] z) {
            double sum = 0;
            for (Map.Entry<String, Double> term : terms.entrySet()) {
                int[] power = power(term.getKey());
                double product = term.getValue();
                for (int k = 0; k < 4; k++) {
                    product *= Math.pow(z[k], power[k]);
                }
                sum += product;
            }
            return sum;
        }
    }

    /** One function per species: the functional is F -> sum_i int a_i f_i. */
    private record Functional(Polynomial[] of) {
        static Functional random(int degree, UniformRandomProvider rng) {
            return new Functional(new Polynomial[] {Polynomial.random(degree, rng), Polynomial.random(degree, rng)});
        }

        static Functional energy() {
            Polynomial square = Polynomial.of(0.5, 0, 0, 2, 0).plus(Polynomial.of(0.5, 0, 0, 0, 2), 1);
            return new Functional(Arrays.stream(MASS)
                    .mapToObj(m -> square.times(Polynomial.of(m, 0, 0, 0, 0)))
                    .toArray(Polynomial[]::new));
        }

        /** {A, B}, which is linear in F again: (dF of it)_i = {a_i, b_i}/m_i. */
        Functional bracket(Functional other) {
            return new Functional(
                    new Polynomial[] {of[0].bracket(other.of[0], MASS[0]), of[1].bracket(other.of[1], MASS[1])});
        }

        double at(double[][][] gas) {
            double sum = 0;
            for (int i = 0; i < 2; i++) {
                for (double[] z : gas[i]) {
                    sum += WEIGHT[i] * of[i].at(z);
                }
            }
            return sum;
        }
    }

    private final UniformRandomProvider rng = Gases.rng(40);

    /** gas[species][particle] = (x, y, v_x, v_y). */
    private double[][][] gas() {
        var gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        double[][][] gas = new double[2][SIZE][4];
        for (double[][] species : gas) {
            for (double[] z : species) {
                for (int k = 0; k < 4; k++) {
                    z[k] = 0.3 + gaussian.sample();
                }
            }
        }
        return gas;
    }

    @Test
    void antisymmetryAndJacobiIdentity() {
        double[][][] gas = gas();
        for (int k = 0; k < 5; k++) {
            Functional a = Functional.random(2, rng);
            Functional b = Functional.random(3, rng);
            Functional c = Functional.random(3, rng);
            double ab = a.bracket(b).at(gas);
            assertThat(b.bracket(a).at(gas)).isCloseTo(-ab, within(1e-12 * Math.abs(ab)));
            double first = a.bracket(b.bracket(c)).at(gas);
            double second = b.bracket(c.bracket(a)).at(gas);
            double third = c.bracket(a.bracket(b)).at(gas);
            double size = Math.abs(first) + Math.abs(second) + Math.abs(third);
            assertThat(first + second + third).isCloseTo(0, within(1e-12 * size));
            assertThat(size).isGreaterThan(0.01);
        }
    }

    /**
     * The same for A^2, B and C, which are not linear in F, by Leibniz's rule: {A^2, G} = 2 A {A, G}. The three terms are {A^2, {B, C}} = 2 A {A, {B, C}},
     * {B, {C, A^2}} = 2 {B, A} {C, A} + 2 A {B, {C, A}}, and {C, {A^2, B}} = 2 {C, A} {A, B} + 2 A {C, {A, B}}.
     */
    @Test
    void jacobiIdentityOfAQuadraticFunctional() {
        double[][][] gas = gas();
        Functional a = Functional.random(2, rng);
        Functional b = Functional.random(3, rng);
        Functional c = Functional.random(2, rng);
        double first = 2 * a.at(gas) * a.bracket(b.bracket(c)).at(gas);
        double second = 2 * b.bracket(a).at(gas) * c.bracket(a).at(gas)
                + 2 * a.at(gas) * b.bracket(c.bracket(a)).at(gas);
        double third = 2 * c.bracket(a).at(gas) * a.bracket(b).at(gas)
                + 2 * a.at(gas) * c.bracket(a.bracket(b)).at(gas);
        assertThat(first + second + third)
                .isCloseTo(0, within(1e-12 * (Math.abs(first) + Math.abs(second) + Math.abs(third))));
    }

    /** {A, E} is the rate of change of A in free flight x + v t, for unequal masses: polynomials of degree 3 have central differences exact but for h^2 of the third derivative. */
    @Test
    void energyGeneratesFreeFlight() {
        double[][][] gas = gas();
        for (int k = 0; k < 5; k++) {
            Functional a = Functional.random(2, rng);
            double h = 1e-3;
            double difference = (a.at(flown(gas, h)) - a.at(flown(gas, -h))) / (2 * h);
            double bracket = a.bracket(Functional.energy()).at(gas);
            assertThat(bracket).isCloseTo(difference, within(1e-9 * Math.max(1, Math.abs(difference))));
            assertThat(Math.abs(bracket)).isGreaterThan(1e-3);
        }
    }

    private static double[][][] flown(double[][][] gas, double time) {
        double[][][] moved = new double[2][SIZE][];
        for (int i = 0; i < 2; i++) {
            for (int k = 0; k < SIZE; k++) {
                double[] z = gas[i][k];
                moved[i][k] = new double[] {z[0] + z[2] * time, z[1] + z[3] * time, z[2], z[3]};
            }
        }
        return moved;
    }

    /**
     * L dS = 0: free flight keeps the entropy of f(x, v). One space and one velocity dimension: two Gaussians in x, a cold and a hot one in v, N = 50,000. H before and after differ by less than 4 errors of
     * the two estimates, as if independent; a map that stretches v by 1 + 0.1 changes H by -n log 1.1 = -0.095 and fails.
     */
    @Test
    void freeFlightKeepsTheEntropy() {
        var gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        int size = 50_000;
        Population start = new Population(new Species("phase space", 1), 2, size, 1.0 / size);
        Population end = new Population(new Species("phase space", 1), 2, size, 1.0 / size);
        Population stretched = new Population(new Species("phase space", 1), 2, size, 1.0 / size);
        for (int k = 0; k < size; k++) {
            boolean left = rng.nextBoolean();
            double x = gaussian.sample() + (left ? -1.5 : 1.5);
            double v = (left ? 0.7 : 1.4) * gaussian.sample();
            start.velocity(0)[k] = x;
            start.velocity(1)[k] = v;
            end.velocity(0)[k] = x + v;
            end.velocity(1)[k] = v;
            stretched.velocity(0)[k] = x;
            stretched.velocity(1)[k] = 1.1 * v;
        }
        Estimate before = DensityFunctionals.of(start).entropy().orElseThrow();
        Estimate after = DensityFunctionals.of(end).entropy().orElseThrow();
        Estimate wrong = DensityFunctionals.of(stretched).entropy().orElseThrow();
        double error = Math.hypot(before.standardError(), after.standardError());
        assertThat(after.value()).isCloseTo(before.value(), within(4 * error));
        assertThat(wrong.value()).isCloseTo(before.value() - Math.log(1.1), within(4 * error));
        assertThat(wrong.value()).isNotCloseTo(before.value(), within(4 * error));
    }
}
