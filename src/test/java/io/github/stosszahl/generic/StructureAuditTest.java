package io.github.stosszahl.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.collide.CollisionProcess;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.FisherRate;
import io.github.stosszahl.estimate.FittedDensity;
import io.github.stosszahl.estimate.TestDensity;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The structure on exact samples with fixed seeds. Bounds of 4 standard errors: a false alarm of 6e-5 for each number, if errors are right, 2e-3 for the some 30 of an audit.
 */
class StructureAuditTest {
    private static final double[] MASS = {1, 5};
    private static final double[] DENSITY = {1, 0.5};
    private static final double[] TEMPERATURE = {1, 3};

    private static Estimate find(List<Entry> entries, String quantity, int species, String name) {
        return entries.stream()
                .filter(e -> e.quantity().equals(quantity)
                        && e.first().species() == species
                        && e.first().name().equals(name))
                .findFirst()
                .orElseThrow()
                .estimate();
    }

    /** &lt;phi, M phi&gt; of the xy stress. */
    private static Estimate stress(List<Entry> entries) {
        return entries.stream()
                .filter(e -> e.quantity().equals("gram")
                        && e.first().name().equals("xy")
                        && e.second().name().equals("xy"))
                .findFirst()
                .orElseThrow()
                .estimate();
    }

    private static Estimate find(List<Entry> entries, String quantity) {
        return find(entries, quantity, Entry.WHOLE_SYSTEM, "");
    }

    private static void assertHolds(List<Entry> entries) {
        assertThat(Check.of(entries))
                .allSatisfy(check -> assertThat(check.holds())
                        .as("%s: %s of %s", check.name(), check.value(), check.bound())
                        .isTrue());
    }

    private static void assertWithin(Estimate estimate, double exact) {
        assertThat(estimate.value()).isCloseTo(exact, within(4 * estimate.standardError()));
        assertThat(estimate.value()).isNotCloseTo(2 * exact, within(4 * estimate.standardError()));
        assertThat(estimate.value()).isNotCloseTo(exact / 2, within(4 * estimate.standardError()));
    }

    /**
     * The rates of |x|^2 = m v^2/T and of the entropy.
     *
     * @param heating n_1 T_1'
     * @return D
     */
    private static double assertHeating(List<Entry> entries, int d, double heating) {
        double mean = (DENSITY[0] * TEMPERATURE[0] + DENSITY[1] * TEMPERATURE[1]) / (DENSITY[0] + DENSITY[1]);
        for (String quantity : List.of("rate", "rate_gradient")) {
            // the scale of x is the temperature of the sample
            assertWithin(find(entries, quantity, 0, "|x|^2"), d * heating / mean);
            assertWithin(find(entries, quantity, 1, "|x|^2"), -d * heating / mean);
        }
        double dissipation = d / 2.0 * heating * (1 / TEMPERATURE[0] - 1 / TEMPERATURE[1]);
        assertWithin(find(entries, "dissipation"), dissipation);
        assertWithin(find(entries, "production"), dissipation);
        return dissipation;
    }

    /**
     * Maxwell molecules of rate 1: the moment law of {@code T_1' = 2 n_2 (m_1 m_2/M^2)(T_2 - T_1)} gives the rates of |x|^2 = m v^2/T and, log f being quadratic,
     * D = (d/2) sum_i n_i |T_i'| (1/T_1 - 1/T_2) with both of one size.
     */
    @ParameterizedTest
    @CsvSource({"2", "3"})
    void maxwelliansOfKnownDensity(int d) {
        Gases gases = Gases.maxwellians(d, 60_000, MASS, DENSITY, TEMPERATURE);
        List<Entry> entries = gases.audit(new Laws());
        assertHolds(entries);
        double share = 2 * MASS[0] * MASS[1] / ((MASS[0] + MASS[1]) * (MASS[0] + MASS[1]));
        double heating = share * DENSITY[0] * DENSITY[1] * (TEMPERATURE[1] - TEMPERATURE[0]);
        double dissipation = assertHeating(entries, d, heating);
        double primal = find(entries, "primal_potential").value();
        double dual = find(entries, "dual_potential").value();
        assertThat(primal + dual).isCloseTo(dissipation, within(0.02 * dissipation));
        // both are half of it for small forces; R is the larger one, since psi(j) F > psi*(F) for F /= 0
        assertThat(primal).isGreaterThan(dual).isLessThan(2 * dual);
    }

    /**
     * The Landau equation with alpha = 1: (d - 1)/mu^2 is the decay rate of u, mu = m_1 m_2/M, so that the energy of species 1 grows by (d - 1) n_1 n_2 &lt;V.u&gt;/mu with &lt;V.u&gt; = -d (T_1 - T_2)/M; and both potentials are half of D.
     */
    @ParameterizedTest
    @CsvSource({"2", "3"})
    void landauOfMaxwellians(int d) {
        Gases gases = Gases.maxwellians(d, 60_000, MASS, DENSITY, TEMPERATURE).landau();
        List<Entry> entries = gases.audit(new Laws());
        assertHolds(entries);
        double heating =
                2 * (d - 1) * DENSITY[0] * DENSITY[1] * (TEMPERATURE[1] - TEMPERATURE[0]) / (MASS[0] * MASS[1]);
        double dissipation = assertHeating(entries, d, heating);
        assertWithin(find(entries, "primal_potential"), dissipation / 2);
        assertWithin(find(entries, "dual_potential"), dissipation / 2);
    }

    /** One species of mass 1 in equilibrium, so that D = 4: the xy stress decays at the rate d D, half of that of u u, whose other half is in the centres of mass. */
    @ParameterizedTest
    @CsvSource({"2", "3"})
    void landauMatrixInEquilibrium(int d) {
        List<Entry> entries = Gases.maxwellians(d, 60_000, new double[] {1}, new double[] {1}, new double[] {3})
                .landau()
                .audit(new Laws());
        assertHolds(entries);
        assertWithin(stress(entries), 4.0 * d);
    }

    /** One species of Maxwell molecules of rate lambda = 1 in equilibrium: M is the linearised operator, and the xy stress has the eigenvalue (lambda/2)(d/(d - 1)) &lt;sin^2 theta&gt;, 1/2 for isotropic b. */
    @ParameterizedTest
    @CsvSource({"2", "3"})
    void matrixInEquilibrium(int d) {
        Gases gas = Gases.maxwellians(d, 100_000, new double[] {2}, new double[] {1}, new double[] {3});
        List<Entry> entries = gas.audit(new Laws());
        assertHolds(entries);
        assertWithin(stress(entries), 0.5);
        assertThat(find(entries, "smallest_eigenvalue").value()).isCloseTo(0, within(1e-12));
        Estimate gap = find(entries, "smallest_eigenvalue_off_invariants");
        assertThat(gap.value()).isGreaterThan(4 * gap.standardError());
        assertThat(find(entries, "dissipation").value())
                .isCloseTo(0, within(4 * find(entries, "dissipation").standardError()));
    }

    /** Densities that are fitted, and collisions of the engine. */
    @ParameterizedTest
    @CsvSource({"bkw_K0.6, 2, 0", "two_gauss_symm, 2, 1", "bkw_K0.65, 3, 0"})
    void fittedDensities(String name, int d, double exponent) {
        Population population = TestDensity.sample(name, d, 40_000, 5);
        Mixture mixture = Gases.mixture(d, exponent, List.of(population.species()));
        Ensemble ensemble = new Ensemble(List.of(population));
        CollisionProcess process = new CollisionProcess(mixture, ensemble);
        CollisionSample sample =
                process.record(0.01 * population.size() / process.candidateRate(), Gases.rng(1), () -> false);
        List<EntropyGradient> gradients =
                List.of(EntropyGradient.of(FittedDensity.of(population).logDensity()));
        List<Entry> entries = StructureAudit.of(mixture, ensemble, gradients, Optional.of(sample), Gases.rng(2));
        assertHolds(entries);
        assertThat(Check.of(entries)).hasSize(9);
        // what the collisions of the run do is not nothing, where there is something to do
        Estimate dissipation = find(entries, "dissipation");
        assertThat(dissipation.value()).isGreaterThan(8 * dissipation.standardError());
        Estimate production = find(entries, "production");
        double sum = find(entries, "primal_potential").value()
                + find(entries, "dual_potential").value();
        assertThat(sum).isCloseTo(production.value(), within(1e-9 * sum));
    }

    /** A part that rises by more than 4 standard errors, and parts that miss the sum by more than 4 standard errors and 5 %, are found; a slope of the rate law may have any sign. */
    @Test
    void checksOfFisherInformation() {
        assertThat(fisherFailures(-1, 1, 0.3)).isEmpty();
        assertThat(fisherFailures(0.3, 1, 0.3)).isEmpty();
        assertThat(fisherFailures(0.5, 1, 0.3)).containsExactly("no part of Fisher information that falls rises");
        assertThat(fisherFailures(-1, 1, 0.7)).containsExactly("parts of Fisher information add up");
        assertThat(fisherFailures(Double.NaN, 1, 0.3)).isNotEmpty();
        assertThat(fisherFailures(-1, 1, Double.NaN)).isNotEmpty();
    }

    private static List<String> fisherFailures(double angular, double slope, double residual) {
        Estimate falls = new Estimate(-1, 0.1);
        Estimate total = new Estimate(-2, 0.1);
        FisherRate rate = new FisherRate(
                falls,
                falls,
                new Estimate(slope, 0.1),
                total,
                new Estimate(angular, 0.1),
                total,
                total,
                total,
                new Estimate(residual, 0.1));
        List<Entry> entries = FisherSplitting.of(rate);
        assertThat(entries).hasSize(9);
        return Check.of(entries).stream()
                .filter(check -> check.name().contains("Fisher") && !check.holds())
                .map(Check::name)
                .toList();
    }

    /** Fermions, bosons and classical particles of unequal masses and temperatures. */
    @Test
    void quantumStatisticsOfKnownDensity() {
        Gases gases = Gases.quantum(
                40_000,
                new Statistics[] {Statistics.FERMI, Statistics.BOSE, Statistics.MAXWELL},
                new double[] {1, 2, 4},
                new double[] {1, 2, 3},
                new double[] {4, 0.7, 1});
        for (Gases each : List.of(gases, gases.landau())) {
            List<Entry> entries = each.audit(new Laws());
            assertHolds(entries);
            Estimate dissipation = find(entries, "dissipation");
            assertThat(dissipation.value()).isGreaterThan(20 * dissipation.standardError());
        }
    }

    private static List<String> failures(Gases gases, Laws laws) {
        return Check.of(gases.audit(laws)).stream()
                .filter(check -> !check.holds())
                .map(Check::name)
                .toList();
    }

    /** Lambda is the logarithmic mean: with the arithmetic one, M dS is not what collisions do. */
    @Test
    void anArithmeticMeanIsFound() {
        Gases gases = Gases.maxwellians(2, 60_000, MASS, DENSITY, new double[] {1, 6});
        assertThat(failures(gases, new Laws())).isEmpty();
        assertThat(failures(gases, new Laws() {
                    @Override
                    double meanOverSum(double logRatio) {
                        return 0.5;
                    }
                }))
                .contains("the gas changes by M dS", "dS/dt is <dS, M dS>");
    }

    /** dH/df = log(f/(1 + f)) of bosons in place of log(f/(1 - f)) for fermions. */
    @Test
    void anEntropyOfTheWrongSignIsFound() {
        Gases gases = Gases.quantum(
                40_000,
                new Statistics[] {Statistics.FERMI, Statistics.FERMI},
                new double[] {1, 2},
                new double[] {1, 2},
                new double[] {3, 2});
        assertThat(failures(gases, new Laws())).isEmpty();
        assertThat(failures(gases, new Laws() {
                    @Override
                    double entropyDerivative(Statistics statistics, double phi) {
                        // f = 1/(1 + exp(-phi))
                        return Math.log(2 + Math.exp(-phi));
                    }
                }))
                .contains("the gas changes by M dS", "dS/dt is R + R*");
        assertThat(failures(gases.landau(), new Laws() {
                    @Override
                    double entropyDerivative(Statistics statistics, double phi) {
                        return Math.log(2 + Math.exp(-phi));
                    }
                }))
                .contains("the gas changes by M dS", "dS/dt is R + R*");
    }

    /** (1.5) without masses. */
    @Test
    void aCollisionRuleWithoutMassesIsFound() {
        Gases gases = Gases.maxwellians(2, 30_000, MASS, DENSITY, TEMPERATURE);
        assertThat(failures(gases, new Laws() {
                    @Override
                    double share(double mass, double other) {
                        return 0.5;
                    }
                }))
                .contains("M annihilates masses, momentum and energy", "collisions keep masses, momentum and energy");
    }
}
