package io.github.stosszahl.reference;

import static io.github.stosszahl.reference.Scenarios.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.MixtureDistribution;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.TabulatedAngle;
import io.github.stosszahl.model.UniformShell;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.model.VssAngle;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentLawsTest {
    private static final double[] MASS = {1, 3};
    private static final double[][] ALPHA = {{0.9, 0.4}, {0.4, 1.1}};

    private static double value(ExactSolution exact, int species, String quantity, double time) {
        return exact.value(species, quantity, time).orElseThrow();
    }

    private static ExactSolution momentLaws(Mixture mixture, List<VelocityDistribution> initial) {
        List<ExactSolution> solutions = ExactSolutions.of(mixture, initial);
        return solutions.get(solutions.size() - 1);
    }

    private static List<VelocityDistribution> drifting(int d) {
        double[] u1 = d == 3 ? new double[] {1, -0.5, 0.2} : new double[] {1, -0.5};
        double[] u2 = d == 3 ? new double[] {-0.3, 0.4, 0.1} : new double[] {-0.3, 0.4};
        double[] s1 = d == 3 ? new double[] {1, 2, 0.5} : new double[] {1, 2};
        double[] s2 = d == 3 ? new double[] {0.4, 0.3, 0.7} : new double[] {0.4, 0.3};
        return List.of(new Maxwellian(1, u1, s1), new Maxwellian(0.6, u2, s2));
    }

    /** Two species, isotropic b: u_1 - u_2 decays at the rate alpha (n_1 m_1 + n_2 m_2)/(m_1 + m_2). */
    @Test
    void relativeDriftDecaysExponentially() {
        ExactSolution exact = momentLaws(Scenarios.maxwellMolecules(3, MASS, ALPHA), drifting(3));
        double rate = 0.4 * (1 * 3 * 0.6 + 1 * 1) / 4;
        for (double t : new double[] {0, 0.5, 3, 10}) {
            double difference = value(exact, 0, "velocity_x", t) - value(exact, 1, "velocity_x", t);
            assertThat(difference).isCloseTo(1.3 * Math.exp(-rate * t), within(1e-14));
        }
    }

    /** Two species at rest, isotropic b: T_1 - T_2 decays at the rate alpha (n_1 + n_2) 2 m_1 m_2/(m_1 + m_2)^2. */
    @Test
    void temperaturesApproachEachOtherExponentially() {
        List<VelocityDistribution> initial = List.of(
                new Maxwellian(1, new double[3], new double[] {1, 1, 1}),
                new UniformShell(0.6, new double[3], 0, Math.sqrt(5 * 2 / 3.0)));
        ExactSolution exact = momentLaws(Scenarios.maxwellMolecules(3, MASS, ALPHA), initial);
        assertClose("T_2(0)", value(exact, 1, "temperature", 0), 2, 1e-14);
        double rate = 0.4 * 1.6 * 2 * 3 / 16;
        for (double t : new double[] {0.5, 3, 10}) {
            double difference = value(exact, 1, "temperature", t) - value(exact, 0, "temperature", t);
            assertThat(difference).isCloseTo(Math.exp(-rate * t), within(1e-14));
        }
    }

    /** One species: the traceless stress decays at the rate (lambda/2) d/(d-1) <sin^2 theta>. */
    @ParameterizedTest
    @CsvSource({"2, 1", "3, 1", "3, 0.6", "3, 2.5"})
    void anisotropyOfOneSpeciesDecaysExponentially(int d, double vss) {
        AngleLaw angle = d == 2 ? new IsotropicAngle(2) : new VssAngle(vss);
        Mixture mixture = Scenarios.maxwellMolecules(d, new double[] {2}, new double[][] {{0.7}}, angle);
        double[] s = d == 2 ? new double[] {1, 3} : new double[] {1, 3, 2};
        ExactSolution exact = momentLaws(mixture, List.of(new Maxwellian(1.5, new double[d], s)));
        double meanSquaredSine = d == 2 ? 0.5 : 4 * vss / ((vss + 1) * (vss + 2));
        double rate = 0.5 * 0.7 * 1.5 * d / (d - 1.0) * meanSquaredSine;
        for (double t : new double[] {0.5, 3, 10}) {
            double expected = 2 * (2 - Math.exp(-rate * t));
            assertClose("T_xx", value(exact, 0, "temperature_xx", t), expected, 1e-13);
            assertClose("T", value(exact, 0, "temperature", t), 4, 1e-13);
        }
    }

    /**
     * Time derivatives at t = 0 against the collision operator itself, all components, drift and anisotropy and an
     * anisotropic b.
     */
    @ParameterizedTest
    @CsvSource({"2, 0", "3, 0", "2, 0.9", "3, -0.7"})
    void momentsChangeAsTheCollisionOperatorSays(int d, double g) {
        AngleLaw angle = g == 0
                ? new IsotropicAngle(d)
                : new TabulatedAngle(d, new double[] {-1, 1}, new double[] {1 - g, 1 + g});
        List<VelocityDistribution> initial = drifting(d);
        ExactSolution exact = momentLaws(Scenarios.maxwellMolecules(d, MASS, ALPHA, angle), initial);
        for (int i = 0; i < 2; i++) {
            for (int a = 0; a < d; a++) {
                int axis = a;
                assertRate(exact, i, "velocity_" + "xyz".charAt(a), change(initial, i, g, v -> v[axis]));
                for (int b = a; b < d; b++) {
                    int other = b;
                    double ua = initial.get(i).meanVelocity()[a];
                    double ub = initial.get(i).meanVelocity()[b];
                    // d/dt of the central moment, about the velocity at t = 0
                    double rate = change(initial, i, g, v -> (v[axis] - ua) * (v[other] - ub));
                    String axes = "" + "xyz".charAt(a) + "xyz".charAt(b);
                    assertRate(exact, i, "stress_" + axes, initial.get(i).density() * MASS[i] * rate);
                }
            }
        }
    }

    private static double change(List<VelocityDistribution> initial, int i, double g, ToDoubleFunction<double[]> phi) {
        double rate = 0;
        for (int j = 0; j < 2; j++) {
            rate += initial.get(j).density()
                    * ALPHA[i][j]
                    * CollisionQuadrature.meanChange(MASS[i], initial.get(i), MASS[j], initial.get(j), g, 2, phi);
        }
        return rate;
    }

    /** f'(0) by one-sided differences with an error of order h^4. */
    private static void assertRate(ExactSolution exact, int species, String quantity, double rate) {
        double h = 1e-3;
        double derivative = (-25 * value(exact, species, quantity, 0)
                        + 48 * value(exact, species, quantity, h)
                        - 36 * value(exact, species, quantity, 2 * h)
                        + 16 * value(exact, species, quantity, 3 * h)
                        - 3 * value(exact, species, quantity, 4 * h))
                / (12 * h);
        assertThat(derivative).as("%s of species %d", quantity, species).isCloseTo(rate, within(1e-9));
    }

    /** Conservation, and the equilibrium that it prescribes, after 0, 1, and 1e5 collision times. */
    @Test
    void conservesMomentumAndEnergyAndEndsInEquilibrium() {
        double[] mass = {1, 2, 5, 0.01};
        double[][] alpha = {{1, 0.2, 0.3, 2}, {0.2, 3, 0.1, 0.4}, {0.3, 0.1, 0.5, 1}, {2, 0.4, 1, 0.8}};
        AngleLaw forward = new TabulatedAngle(2, new double[] {-1, 0.5, 1}, new double[] {0.1, 0.2, 3});
        Mixture mixture = Scenarios.maxwellMolecules(2, mass, alpha, forward);
        Maxwellian beam = new Maxwellian(0.5, new double[] {103, 1}, new double[] {0.1, 0.2});
        List<VelocityDistribution> initial = List.of(
                new Maxwellian(1, new double[] {100, 0}, new double[] {1, 2}),
                new MixtureDistribution(List.of(beam, new Maxwellian(0.5, new double[] {99, 0}, new double[] {1, 1}))),
                new UniformShell(0.3, new double[] {101, 2}, 0.5, 2),
                new Maxwellian(2, new double[] {100, 5}, new double[] {50, 30}));
        ExactSolution exact = momentLaws(mixture, initial);
        MixtureEquilibrium equilibrium = MixtureEquilibrium.of(mixture, initial).orElseThrow();
        for (double t : new double[] {0, 1, 1e5}) {
            for (String quantity : List.of("momentum_x", "momentum_y", "energy")) {
                double sum = 0;
                double sum0 = 0;
                for (int i = 0; i < 4; i++) {
                    sum += value(exact, i, quantity, t);
                    sum0 += value(exact, i, quantity, 0);
                }
                assertClose(quantity, sum, sum0, 1e-11);
                assertClose(quantity, value(exact, ExactSolution.SYSTEM, quantity, t), sum0, 1e-11);
            }
            assertClose("T", value(exact, ExactSolution.SYSTEM, "temperature", t), equilibrium.temperature(), 1e-9);
            assertClose(
                    "u",
                    value(exact, ExactSolution.SYSTEM, "velocity_x", t),
                    equilibrium.velocity()[0],
                    1e-12);
            assertClose("n", value(exact, ExactSolution.SYSTEM, "number_density", t), 4.3, 1e-15);
        }
        for (int i = 0; i < 4; i++) {
            assertClose("T_i", value(exact, i, "temperature", 1e5), equilibrium.temperature(), 1e-9);
            assertClose("T_yy", value(exact, i, "temperature_yy", 1e5), equilibrium.temperature(), 1e-9);
            assertClose("u_y", value(exact, i, "velocity_y", 1e5), equilibrium.velocity()[1], 1e-9);
        }
    }

    @Test
    void equilibriumOfTwoBeams() {
        Mixture mixture = new Mixture(2, 0.5, List.of(new Species("a", 1), new Species("b", 3)), List.of());
        MixtureEquilibrium equilibrium = MixtureEquilibrium.of(
                        mixture,
                        List.of(
                                new Maxwellian(3, new double[] {1, 0}, new double[] {1, 2}),
                                new Maxwellian(1, new double[] {-1, 2}, new double[] {1, 1})))
                .orElseThrow();
        // momentum 3 - 3 = 0 and 6 over the mass 6; sum n m |v - u|^2 = 3 (3 + 1 + 1) + 3 (2 + 1 + 1) = 27 over d k_B n
        // = 4
        assertThat(equilibrium.velocity()).containsExactly(new double[] {0, 1}, within(1e-15));
        assertClose("T", equilibrium.temperature(), 6.75, 1e-14);
    }

    /** A species that collides with nobody keeps what it has; the others do not feel it. */
    @Test
    void aMissingPairDoesNotCollide() {
        CollisionKernel kernel = new CollisionKernel(PowerLaw.of(1, 0), new IsotropicAngle(3));
        List<Species> species = List.of(new Species("a", 1), new Species("b", 3));
        Mixture mixture = new Mixture(3, 1, species, List.of(new CollidingPair(0, 0, kernel)));
        ExactSolution exact = momentLaws(mixture, drifting(3));
        assertClose("T_xx", value(exact, 1, "temperature_xx", 9), 1.2, 1e-14);
        assertClose("u_x", value(exact, 0, "velocity_x", 9), 1, 1e-14);
        assertClose("T", value(exact, 0, "temperature", 9), 3.5 / 3, 1e-14);
    }
}
