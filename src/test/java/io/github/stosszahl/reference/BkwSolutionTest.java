package io.github.stosszahl.reference;

import static io.github.stosszahl.reference.Scenarios.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.Bkw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.TabulatedAngle;
import io.github.stosszahl.model.TabulatedRate;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.model.VssAngle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BkwSolutionTest {
    private static final double[] MASS = {1, 2, 5};
    private static final double[] DENSITY = {1, 0.5, 0.75};

    /**
     * lambda with equal R: all cross rates 0.6, and lambda_ii such that every sum_j lambda_ij X_ij is 1; then K = 1 -
     * (1 - K0) e^(-t/2).
     */
    private static double[][] balancedAlpha(int d, double g) {
        double[][] alpha = new double[3][3];
        for (int i = 0; i < 3; i++) {
            double rest = 1;
            for (int j = 0; j < 3; j++) {
                if (j != i) {
                    alpha[i][j] = 0.3;
                    rest -= DENSITY[j] * alpha[i][j] * cooling(d, g, MASS[i], MASS[j]);
                }
            }
            alpha[i][i] = rest / (DENSITY[i] * cooling(d, g, 1, 1));
        }
        return alpha;
    }

    /** X of the package description for b proportional to 1 + g cos(theta): c1 = g/d, c2 = 1/d. */
    private static double cooling(int d, double g, double mi, double mj) {
        double mu = 4 * mi * mj / ((mi + mj) * (mi + mj));
        return mu * (1 - g / d) - 0.5 * mu * mu * (1 - 2 * g / d + 1.0 / d);
    }

    private static AngleLaw linearAngle(int d, double g) {
        return g == 0
                ? new IsotropicAngle(d)
                : new TabulatedAngle(d, new double[] {-1, 1}, new double[] {1 - g, 1 + g});
    }

    private static List<VelocityDistribution> initial(int d, double temperature, double... excess) {
        List<VelocityDistribution> distributions = new ArrayList<>();
        for (int i = 0; i < excess.length; i++) {
            double k = temperature / (1 + 2 * excess[0]);
            distributions.add(new Bkw(DENSITY[i], new double[d], k / MASS[i], excess[i]));
        }
        return distributions;
    }

    private static double value(ExactSolution exact, int species, String quantity, double time) {
        return exact.value(species, quantity, time).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"3, 6", "2, 8"})
    void oneSpeciesFollowsTheClosedFormOfKrookAndWu(int d, double divisor) {
        double lambda = 2 * 0.7;
        double k0 = 0.75;
        Mixture mixture = Scenarios.maxwellMolecules(d, new double[] {1}, new double[][] {{0.7}});
        ExactSolution exact = ExactSolutions.of(mixture, List.of(new Bkw(2, new double[d], k0, (1 - k0) / (2 * k0))))
                .get(0);
        for (double t : new double[] {0, 0.1, 1, 5, 30}) {
            double k = 1 - (1 - k0) * Math.exp(-lambda * t / divisor);
            double r = (1 - k) / (2 * k);
            assertClose("temperature", value(exact, 0, "temperature", t), 1, 1e-13);
            assertClose("moment4", value(exact, 0, "moment4", t), d * (d + 2) * k * k * (1 + 4 * r), 1e-13);
            double sixth = d * (d + 2) * (d + 4) * k * k * k * (1 + 6 * r);
            assertClose("moment6", value(exact, 0, "moment6", t), sixth, 1e-13);
        }
    }

    /** Bobylev 1975: one species of any angle law relaxes as 1 - K ~ exp(-lambda <sin^2 theta> t/4). */
    @ParameterizedTest
    @ValueSource(doubles = {0.7, 1, 1.5, 3})
    void oneSpeciesWithAnyAngleLaw(double vss) {
        VssAngle angle = new VssAngle(vss);
        Mixture mixture = Scenarios.maxwellMolecules(3, new double[] {1}, new double[][] {{1}}, angle);
        ExactSolution exact = ExactSolutions.of(mixture, List.of(new Bkw(1, new double[3], 0.6, 1.0 / 3)))
                .get(0);
        // <sin^2 theta> of VSS, Koura and Matsumoto 1991
        double meanSquaredSine = 4 * vss / ((vss + 1) * (vss + 2));
        double k = 1 - 0.4 * Math.exp(-meanSquaredSine * 2.5 / 4);
        assertClose("moment4", value(exact, 0, "moment4", 2.5), 15 * k * (2 - k), 1e-13);
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "3, 0", "3, 0.6", "2, -0.8"})
    void mixtureWithEqualExcessFollowsTheClosedForm(int d, double g) {
        Mixture mixture = Scenarios.maxwellMolecules(d, MASS, balancedAlpha(d, g), linearAngle(d, g));
        double k0 = 0.8;
        double r0 = (1 - k0) / (2 * k0);
        ExactSolution exact =
                ExactSolutions.of(mixture, initial(d, 1, r0, r0, r0)).get(0);
        assertThat(exact.title()).isEqualTo("BKW mixture (3 species)");
        for (double t : new double[] {0, 0.3, 2, 9}) {
            double k = 1 - (1 - k0) * Math.exp(-t / 2);
            for (int i = 0; i < 3; i++) {
                double kOverM = k / MASS[i];
                double fourth = d * (d + 2) * kOverM * kOverM * (1 + 2 * (1 - k) / k);
                assertClose("moment4", value(exact, i, "moment4", t), fourth, 1e-12);
                assertClose("temperature", value(exact, i, "temperature", t), 1, 1e-12);
            }
        }
    }

    /** The time derivatives at t = 0 against the collision operator itself, for phi = |v|^2, |v|^4, |v|^6. */
    @ParameterizedTest
    @CsvSource({"2, 0", "3, 0.6"})
    void momentsChangeAsTheCollisionOperatorSays(int d, double g) {
        double[][] alpha = balancedAlpha(d, g);
        Mixture mixture = Scenarios.maxwellMolecules(d, MASS, alpha, linearAngle(d, g));
        List<VelocityDistribution> initial = initial(d, 1, 0.3, 0.3, 0.3);
        ExactSolution exact = ExactSolutions.of(mixture, initial).get(0);
        for (int order = 2; order <= 6; order += 2) {
            int power = order;
            for (int i = 0; i < 3; i++) {
                double rate = 0;
                for (int j = 0; j < 3; j++) {
                    rate += DENSITY[j]
                            * alpha[i][j]
                            * CollisionQuadrature.meanChange(
                                    MASS[i], initial.get(i), MASS[j], initial.get(j), g, power, v -> power(v, power));
                }
                String quantity = "moment" + order;
                int species = i;
                assertThat(derivative(t -> value(exact, species, quantity, t)))
                        .as("%s of species %d", quantity, i)
                        .isCloseTo(rate, within(1e-7 * value(exact, i, quantity, 0)));
            }
        }
    }

    private static double power(double[] v, int order) {
        double square = 0;
        for (double component : v) {
            square += component * component;
        }
        return Math.pow(square, order / 2.0);
    }

    /** f'(0) with an error of order h^4 from times t >= 0. */
    private static double derivative(DoubleUnaryOperator f) {
        double h = 1e-3;
        return (-25 * f.applyAsDouble(0)
                        + 48 * f.applyAsDouble(h)
                        - 36 * f.applyAsDouble(2 * h)
                        + 16 * f.applyAsDouble(3 * h)
                        - 3 * f.applyAsDouble(4 * h))
                / (12 * h);
    }

    /**
     * A Maxwellian species that a BKW species heats: in the family although R_1 = 0 for all times, if alpha_12 n_2 mu =
     * alpha_22 n_2 X_22.
     */
    @Test
    void aMaxwellianSpeciesMayStayMaxwellian() {
        double mu = 4 * 1 * 2 / 9.0;
        double alpha22 = 1.3;
        double alpha12 = alpha22 / (3 * mu);
        double[][] alpha = {{0.9, alpha12}, {alpha12, alpha22}};
        Mixture mixture = Scenarios.maxwellMolecules(3, new double[] {1, 2}, alpha);
        Bkw light = new Bkw(1, new double[3], 1, 0);
        Bkw heavy = new Bkw(0.5, new double[3], 0.5, 0.2);
        List<ExactSolution> solutions = ExactSolutions.of(mixture, List.of(light, heavy));
        assertThat(solutions).hasSize(2);
        assertSameTemperatures(solutions, 2);
        double t = 3;
        double second = value(solutions.get(0), 0, "moment2", t);
        assertClose(
                "fourth moment of a Maxwellian",
                value(solutions.get(0), 0, "moment4", t),
                second * second * 5 / 3,
                1e-12);
    }

    /**
     * Two labels of one gas with different R: K'/K is the same for both whatever the R, and the R_i approach each
     * other.
     */
    @Test
    void labelsOfOneGasMayHaveDifferentExcess() {
        double[][] alpha = {{1, 1}, {1, 1}};
        Mixture mixture = Scenarios.maxwellMolecules(3, new double[] {1, 1}, alpha);
        Bkw first = new Bkw(1, new double[3], 1, 0.3);
        Bkw second = new Bkw(3, new double[3], 1, 0.05);
        List<ExactSolution> solutions = ExactSolutions.of(mixture, List.of(first, second));
        assertThat(solutions).hasSize(2);
        assertSameTemperatures(solutions, 2);
        assertAgainstOde(solutions.get(0), new double[] {1, 1}, new double[] {1, 3}, alpha, 3, 1, 0.3, 0.05);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void agreesWithTheNonlinearEquations(int d) {
        double[][] alpha = balancedAlpha(d, 0);
        List<VelocityDistribution> initial = initial(d, 1, 0.3, 0.3, 0.3);
        ExactSolution exact = ExactSolutions.of(Scenarios.maxwellMolecules(d, MASS, alpha), initial)
                .get(0);
        assertAgainstOde(exact, MASS, DENSITY, alpha, d, 1 / 1.6, 0.3, 0.3, 0.3);
    }

    /**
     * R_i' = -(K'/K)(1/2 + R_i) - sum_j lambda_ij (mu_ij/2)(R_i - R_j) and K'/K = sum_j lambda_ij X_ij R_j, integrated.
     */
    private static void assertAgainstOde(
            ExactSolution exact, double[] m, double[] n, double[][] alpha, int d, double k0, double... excess) {
        OrdinaryDifferentialEquation equations = new OrdinaryDifferentialEquation() {
            @Override
            public int getDimension() {
                return m.length + 1;
            }

            @Override
            public double[] computeDerivatives(double t, double[] y) {
                double[] rate = new double[y.length];
                for (int j = 0; j < m.length; j++) {
                    rate[0] += n[j] * alpha[0][j] * cooling(d, 0, m[0], m[j]) * y[j + 1];
                }
                for (int i = 0; i < m.length; i++) {
                    rate[i + 1] = -rate[0] * (0.5 + y[i + 1]);
                    for (int j = 0; j < m.length; j++) {
                        double mu = 4 * m[i] * m[j] / ((m[i] + m[j]) * (m[i] + m[j]));
                        rate[i + 1] -= n[j] * alpha[i][j] * mu / 2 * (y[i + 1] - y[j + 1]);
                    }
                }
                return rate;
            }
        };
        double[] y = new double[m.length + 1];
        y[0] = Math.log(k0);
        System.arraycopy(excess, 0, y, 1, excess.length);
        double t = 2.5;
        double[] end = new DormandPrince853Integrator(1e-9, 1, 1e-14, 1e-13)
                .integrate(equations, new ODEState(0, y), t)
                .getPrimaryState();
        for (int i = 0; i < m.length; i++) {
            double k = Math.exp(end[0]);
            assertClose("T", value(exact, i, "temperature", t), k * (1 + 2 * end[i + 1]), 1e-11);
            double fourth = d * (d + 2) * k * k / (m[i] * m[i]) * (1 + 4 * end[i + 1]);
            assertClose("moment4", value(exact, i, "moment4", t), fourth, 1e-11);
        }
    }

    /** What BKW and the moment laws both know, they know alike, though they come from different equations. */
    private static void assertSameTemperatures(List<ExactSolution> solutions, int species) {
        for (double t : new double[] {0, 0.2, 1, 4, 20}) {
            for (int i = 0; i < species; i++) {
                for (String quantity :
                        List.of("temperature", "moment2", "energy", "temperature_xx", "number_density")) {
                    double expected = value(solutions.get(1), i, quantity, t);
                    assertClose(quantity, value(solutions.get(0), i, quantity, t), expected, 1e-12);
                }
            }
        }
    }

    @Test
    void aCommonDriftShiftsTheMoments() {
        double[] u = {0.5, -1, 0.25};
        Mixture mixture = Scenarios.maxwellMolecules(3, new double[] {1}, new double[][] {{1}});
        Bkw drifting = new Bkw(1, u, 0.6, 1.0 / 3);
        ExactSolution exact = ExactSolutions.of(mixture, List.of(drifting)).get(0);
        for (int order = 2; order <= 6; order += 2) {
            int power = order;
            double mean = CollisionQuadrature.mean(drifting, power, v -> power(v, power));
            assertClose("moment" + order, value(exact, 0, "moment" + order, 0), mean, 1e-13);
        }
        assertClose("velocity", value(exact, 0, "velocity_y", 1), -1, 1e-15);
        assertThat(exact.speedDensity(0, 1, 1)).isEmpty();
        assertThat(exact.density(0, 0, u).orElseThrow()).isCloseTo(0, within(1e-15));
    }

    @Test
    void notRecognisedForUnequalScales() {
        Mixture mixture = Scenarios.maxwellMolecules(3, MASS, balancedAlpha(3, 0));
        List<VelocityDistribution> initial = new ArrayList<>(initial(3, 1, 0.2, 0.2, 0.2));
        Bkw third = (Bkw) initial.get(2);
        initial.set(2, new Bkw(third.density(), third.velocity(), third.variance() * 1.001, third.excess()));
        assertMomentLawsOnly(mixture, initial);
    }

    @Test
    void notRecognisedForDifferentDrifts() {
        Mixture mixture = Scenarios.maxwellMolecules(3, MASS, balancedAlpha(3, 0));
        List<VelocityDistribution> initial = new ArrayList<>(initial(3, 1, 0.2, 0.2, 0.2));
        Bkw third = (Bkw) initial.get(2);
        initial.set(2, new Bkw(third.density(), new double[] {0.01, 0, 0}, third.variance(), third.excess()));
        assertMomentLawsOnly(mixture, initial);
    }

    @Test
    void notRecognisedForRatesThatViolateTheCondition() {
        double[][] alpha = balancedAlpha(3, 0);
        alpha[1][1] *= 1.0001;
        Mixture mixture = Scenarios.maxwellMolecules(3, MASS, alpha);
        assertMomentLawsOnly(mixture, initial(3, 1, 0.2, 0.2, 0.2));
    }

    /**
     * The condition holds at t = 0 but not afterwards: R is chosen in proportion to the inverse of lambda X applied to
     * (1, 1).
     */
    @Test
    void notRecognisedIfTheConditionHoldsOnlyAtFirst() {
        double[] mass = {1, 1};
        double[][] alpha = {{0.5, 0.2}, {0.2, 0.3}};
        double[] p = {0.1, 0.3};
        Mixture mixture = Scenarios.maxwellMolecules(3, mass, alpha);
        Bkw first = new Bkw(1, new double[3], 1, p[0]);
        Bkw second = new Bkw(1, new double[3], 1, p[1]);
        double ownCooling = alpha[0][0] * p[0] + alpha[0][1] * p[1];
        assertThat(alpha[1][0] * p[0] + alpha[1][1] * p[1]).isCloseTo(ownCooling, within(1e-15));
        assertMomentLawsOnly(mixture, List.of(first, second));
    }

    @Test
    void notRecognisedForOneAnisotropicPair() {
        Mixture isotropic = Scenarios.maxwellMolecules(3, MASS, balancedAlpha(3, 0));
        List<CollidingPair> pairs = new ArrayList<>(isotropic.pairs());
        pairs.set(
                1,
                new CollidingPair(
                        0, 1, new CollisionKernel(pairs.get(1).kernel().rate(), new VssAngle(1.4))));
        Mixture mixture = new Mixture(3, 1, isotropic.species(), pairs);
        assertMomentLawsOnly(mixture, initial(3, 1, 0.2, 0.2, 0.2));
    }

    @Test
    void notRecognisedForAMissingPair() {
        Mixture whole = Scenarios.maxwellMolecules(3, MASS, balancedAlpha(3, 0));
        Mixture mixture = new Mixture(3, 1, whole.species(), whole.pairs().subList(0, 5));
        assertMomentLawsOnly(mixture, initial(3, 1, 0.2, 0.2, 0.2));
    }

    @Test
    void notRecognisedForAnisotropicMaxwellians() {
        Mixture mixture = Scenarios.maxwellMolecules(2, new double[] {1}, new double[][] {{1}});
        assertMomentLawsOnly(mixture, List.of(new Maxwellian(1, new double[2], new double[] {1, 1.1})));
    }

    private static void assertMomentLawsOnly(Mixture mixture, List<VelocityDistribution> initial) {
        assertThat(ExactSolutions.of(mixture, initial))
                .extracting(ExactSolution::title)
                .containsExactly("moment laws of Maxwell molecules");
    }

    @Test
    void nothingIsKnownForHardSpheresOrATableThatIsNotConstant() {
        Bkw initial = new Bkw(1, new double[3], 0.6, 0.2);
        TabulatedRate step = new TabulatedRate(new double[] {1, 2, 3}, new double[] {1, 1, 1.01});
        for (RateLaw rate : List.of(PowerLaw.hardSphere(3, 1), new PowerLaw(1, -1, 0.1), step)) {
            assertThat(ExactSolutions.of(oneSpecies(rate), List.of(initial))).isEmpty();
        }
    }

    @Test
    void aConstantTableIsARateOfMaxwellMolecules() {
        TabulatedRate constant = new TabulatedRate(new double[] {1, 2}, new double[] {0.7, 0.7});
        Bkw initial = new Bkw(1, new double[3], 0.6, 0.2);
        ExactSolution exact =
                ExactSolutions.of(oneSpecies(constant), List.of(initial)).get(0);
        assertThat(exact.title()).isEqualTo("BKW (one species)");
    }

    @Test
    void theEquilibriumIsKnownForAnyKernel() {
        double[] u = {1, 2, 3};
        Maxwellian initial = new Maxwellian(1, u, new double[] {2, 2, 2});
        List<ExactSolution> solutions = ExactSolutions.of(oneSpecies(PowerLaw.hardSphere(3, 1)), List.of(initial));
        assertThat(solutions).extracting(ExactSolution::title).containsExactly("Maxwellian equilibrium");
        ExactSolution exact = solutions.get(0);
        assertClose("T", value(exact, 0, "temperature", 7), 2, 1e-15);
        // <|c + u|^4> = <c^4> + (2 + 4/3) u^2 <c^2> + u^4 = 60 + 10/3 14 6 + 196
        assertClose("moment4", value(exact, 0, "moment4", 7), 60 + 280 + 196, 1e-14);
        // 105 s^3 + (3 + 12/3)(14 60 + 196 6) + 14^3
        assertClose("moment6", value(exact, 0, "moment6", 7), 840 + 7 * (840 + 1176) + 2744, 1e-14);
    }

    private static Mixture oneSpecies(RateLaw rate) {
        CollisionKernel kernel = new CollisionKernel(rate, new IsotropicAngle(3));
        return new Mixture(3, 1, List.of(new Species("gas", 1)), List.of(new CollidingPair(0, 0, kernel)));
    }

    @Test
    void withoutCollisionsNothingChanges() {
        Mixture mixture = new Mixture(3, 1, List.of(new Species("gas", 1)), List.of());
        Bkw initial = new Bkw(1, new double[3], 0.6, 0.2);
        ExactSolution exact = ExactSolutions.of(mixture, List.of(initial)).get(0);
        assertClose("moment4", value(exact, 0, "moment4", 50), 15 * 0.36 * 1.8, 1e-14);
    }

    @Test
    void siUnitsAreScaledLikeAnyOther() {
        double kB = 1.380649e-23;
        double m = 6.63e-26;
        double n = 2.5e25;
        double k0 = 0.7 * kB * 300;
        CollisionKernel kernel = new CollisionKernel(PowerLaw.of(3e-16, 0), new IsotropicAngle(3));
        Mixture mixture = new Mixture(3, kB, List.of(new Species("Ar", m)), List.of(new CollidingPair(0, 0, kernel)));
        ExactSolution exact = ExactSolutions.of(mixture, List.of(new Bkw(n, new double[3], k0 / m, 3.0 / 14)))
                .get(0);
        double t = 4e-10;
        double k = 1 - 0.3 * Math.exp(-n * 3e-16 * t / 6);
        double thermal = kB * 300 / m;
        assertClose("T", value(exact, 0, "temperature", t), 300, 1e-12);
        assertClose("moment4", value(exact, 0, "moment4", t), 15 * thermal * thermal * k * (2 - k), 1e-12);
        assertClose("energy", value(exact, ExactSolution.SYSTEM, "energy", t), 1.5 * n * kB * 300, 1e-12);
    }

    @Test
    void speedDensityIntegratesToOneAndToTheMoments() {
        BkwDensity f = new BkwDensity(3, 2, 0.4, 0.25);
        double[] sums = new double[4];
        double step = 1e-3;
        for (int k = 1; k < 10_000; k++) {
            double r = k * step;
            for (int p = 0; p < 4; p++) {
                sums[p] += step * Math.pow(r, 2 * p) * f.speedDensity(r);
            }
        }
        for (int p = 0; p < 4; p++) {
            assertClose("moment " + 2 * p, f.moment(2 * p), sums[p], 1e-11);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> f.moment(3));
    }

    @Test
    void refusesWhatIsNotThere() {
        Mixture mixture = Scenarios.maxwellMolecules(2, new double[] {1}, new double[][] {{1}});
        Bkw initial = new Bkw(1, new double[2], 0.6, 0.2);
        for (ExactSolution exact : ExactSolutions.of(mixture, List.of(initial))) {
            assertThat(exact.value(0, "velocity_z", 1)).isEmpty();
            assertThat(exact.value(0, "fisher_mass_weighted", 1)).isEmpty();
            assertThat(exact.value(0, "entropy_dissipation", 1)).isEmpty();
            assertThat(exact.value(0, "stress_yx", 1)).isEmpty();
            assertThat(exact.value(ExactSolution.SYSTEM, "moment4", 1)).isEmpty();
            assertThatIllegalArgumentException().isThrownBy(() -> exact.value(1, "temperature", 1));
            assertThatIllegalArgumentException().isThrownBy(() -> exact.value(0, "temperature", -1));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> ExactSolutions.of(mixture, List.of()));
        Bkw wrong = new Bkw(1, new double[3], 0.6, 0.2);
        assertThatIllegalArgumentException().isThrownBy(() -> ExactSolutions.of(mixture, List.of(wrong)));
    }
}
