package io.github.stosszahl.collide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.TabulatedRate;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.reference.EquilibriumRates;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Numbers of candidates and of collisions. Independent Maxwellian particles of one temperature are an invariant law of the
 * jump process at every N, so the mean number of collisions of a pair of species in time t is exactly t w N_1 N_2 &lt;alpha&gt;, with N
 * (N - 1)/2 pairs for like particles.
 */
class CollisionRateTest {
    private static final long SEED = 555;
    private static final int REPLICAS = 400;
    private static final int LIGHT = 60;
    private static final int HEAVY = 40;
    private static final double WEIGHT = 0.02;

    static Stream<Arguments> rates() {
        return Stream.of(
                Arguments.of("hard spheres", 3, PowerLaw.hardSphere(3, 0.5)),
                Arguments.of("hard disks", 2, PowerLaw.hardSphere(2, 0.5)),
                Arguments.of("variable hard spheres", 3, PowerLaw.variableHardSphere(0.6, 0.81, 1, 0.75, 0)),
                Arguments.of("Maxwell molecules", 3, PowerLaw.of(0.8, 0)),
                Arguments.of("soft potential", 3, new PowerLaw(1, -1, 0.5)),
                Arguments.of("very soft disks", 2, new PowerLaw(0.7, -1.5, 0.4)),
                Arguments.of("table", 3, new TabulatedRate(new double[] {0.5, 1, 3}, new double[] {0.1, 2, 0.5})));
    }

    /**
     * Accepted collisions, their density w per volume, and candidates where the law is continued, of the pairs 1-1, 1-2 and
     * 2-2. Exact values: {@link EquilibriumRates}, and for a cutoff c the probability P(|u| &lt; c) of a chi distribution. 5
     * standard errors of the mean over 400 replicas, 7 x 3 + 2 x 3 comparisons: 1.6e-5.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rates")
    void collisionsInEquilibrium(String name, int d, RateLaw rate) {
        double temperature = 1.3;
        Mixture mixture = Gases.mixture(d, rate, new IsotropicAngle(d), 1, 3);
        UniformRandomProvider rng = Gases.rng(SEED);
        double duration = 2;
        double[][] accepted = new double[3][REPLICAS];
        double[][] continued = new double[3][REPLICAS];
        for (int replica = 0; replica < REPLICAS; replica++) {
            Ensemble ensemble = new Ensemble(List.of(
                    Gases.maxwellian(mixture.species().get(0), LIGHT, WEIGHT, temperature, new double[d], rng),
                    Gases.maxwellian(mixture.species().get(1), HEAVY, WEIGHT, temperature, new double[d], rng)));
            CollisionProcess process = new CollisionProcess(mixture, ensemble);
            process.advance(duration / 2, rng, () -> false);
            process.advance(duration / 2, rng, () -> false);
            for (int p = 0; p < 3; p++) {
                PairTally tally = process.tallies().get(p);
                accepted[p][replica] = tally.accepted();
                continued[p][replica] = tally.candidates() == 0 ? 0 : tally.continued() / (double) tally.candidates();
                assertThat(tally.collisions()).isCloseTo(tally.accepted() * WEIGHT, within(1e-9));
                assertThat(tally.candidates()).isGreaterThanOrEqualTo(tally.accepted());
            }
        }
        double[] pairs = {LIGHT * (LIGHT - 1) / 2.0, LIGHT * HEAVY, HEAVY * (HEAVY - 1) / 2.0};
        for (int p = 0; p < 3; p++) {
            CollidingPair pair = mixture.pairs().get(p);
            double mean = EquilibriumRates.meanRate(mixture, pair.first(), pair.second(), temperature);
            double[] estimate = Gases.mean(accepted[p]);
            assertThat(estimate[0])
                    .as("pair %s", p)
                    .isCloseTo(duration * WEIGHT * pairs[p] * mean, within(5 * estimate[1]));
            // the noise must be able to tell a factor 2
            assertThat(estimate[1]).isLessThan(0.02 * estimate[0]);
            if (rate instanceof PowerLaw law && law.exponent() < 0) {
                double variance = temperature
                        * (1 / mixture.species().get(pair.first()).mass()
                                + 1 / mixture.species().get(pair.second()).mass());
                double below =
                        ChiSquaredDistribution.of(d).cumulativeProbability(law.cutoff() * law.cutoff() / variance);
                double[] share = Gases.mean(continued[p]);
                assertThat(share[0]).as("below the cutoff").isCloseTo(below, within(5 * share[1]));
                assertThat(share[1]).isLessThan(0.1 * share[0]);
            }
        }
    }

    /**
     * Twenty species: each visit has 210 or 400 legs with few candidates, of which a rising majorant adds some more in most visits. Collisions of unlike species, in one
     * block and in several, per pair of particles, weight and time; hard spheres of exponent 1 in {@link EquilibriumRates}. 5 standard errors of the mean over 300 replicas, two comparisons: 1.2e-6. An
     * engine that gave each leg a clock of its own had 0.9 % too many, 8 standard errors.
     */
    @Test
    void manySpeciesWithFewCandidatesEach() {
        double[] mass = IntStream.range(0, 20).mapToDouble(i -> 1 + 0.3 * i).toArray();
        int size = 500;
        double weight = 1e-4;
        Mixture mixture = Gases.mixture(3, PowerLaw.of(1, 1), new IsotropicAngle(3), mass);
        double exact = 0;
        for (CollidingPair pair : mixture.pairs()) {
            if (pair.first() != pair.second()) {
                exact += weight * size * size * EquilibriumRates.meanRate(mixture, pair.first(), pair.second(), 1);
            }
        }
        for (Tuning tuning : List.of(Tuning.DEFAULT, new Tuning(2500, 16, 256, 1))) {
            double[] collisions = new double[300];
            IntStream.range(0, collisions.length).parallel().forEach(replica -> {
                UniformRandomProvider rng = Gases.rng(SEED + replica);
                Ensemble ensemble = new Ensemble(mixture.species().stream()
                        .map(species -> Gases.maxwellian(species, size, weight, 1, new double[3], rng))
                        .toList());
                CollisionProcess process = new CollisionProcess(mixture, ensemble, KernelChoice.AUTO, tuning);
                process.advance(1, rng, () -> false);
                for (int p = 0; p < mixture.pairs().size(); p++) {
                    CollidingPair pair = mixture.pairs().get(p);
                    if (pair.first() != pair.second()) {
                        collisions[replica] += process.tallies().get(p).accepted();
                    }
                }
            });
            double[] estimate = Gases.mean(collisions);
            assertThat(estimate[0]).as("%s", tuning).isCloseTo(exact, within(5 * estimate[1]));
            assertThat(estimate[1]).isLessThan(0.0015 * exact);
        }
    }

    /**
     * With a constant rate every candidate is accepted, and their number is Poisson with the mean candidateRate() t = t alpha w
     * (N_1 (N_1 - 1)/2 + N_1 N_2 + N_2 (N_2 - 1)/2), split between the pairs in proportion. Chi-square of the total over 20000 runs, p &lt;
     * 1e-6; 5 standard errors of the mean of 3 pairs, 2e-6: 3e-6 in all.
     */
    @Test
    void candidatesOfMaxwellMoleculesArePoisson() {
        Mixture mixture = Gases.mixture(3, PowerLaw.of(0.8, 0), new IsotropicAngle(3), 1, 3);
        UniformRandomProvider rng = Gases.rng(SEED + 1);
        Ensemble ensemble = new Ensemble(List.of(
                Gases.maxwellian(mixture.species().get(0), 5, 0.1, 1, new double[3], rng),
                Gases.maxwellian(mixture.species().get(1), 3, 0.1, 1, new double[3], rng)));
        double rate = 0.8 * 0.1 * (10 + 15 + 3);
        double duration = 4 / rate;
        int runs = 20_000;
        long[] counts = new long[12];
        CollisionProcess process = new CollisionProcess(mixture, ensemble);
        assertThat(process.candidateRate()).isCloseTo(rate, within(1e-12));
        long before = 0;
        for (int run = 0; run < runs; run++) {
            process.advance(duration, rng, () -> false);
            long now =
                    process.tallies().stream().mapToLong(PairTally::candidates).sum();
            counts[(int) Math.min(counts.length - 1, now - before)]++;
            before = now;
        }
        PoissonDistribution poisson = PoissonDistribution.of(4);
        double[] expected = new double[counts.length];
        for (int k = 0; k < counts.length; k++) {
            expected[k] = runs * (k + 1 < counts.length ? poisson.probability(k) : poisson.survivalProbability(k - 1));
        }
        assertThat(ChiSquareTest.withDefaults().test(expected, counts).getPValue())
                .isGreaterThan(1e-6);
        double[] share = {10 / 28.0, 15 / 28.0, 3 / 28.0};
        for (int p = 0; p < 3; p++) {
            PairTally tally = process.tallies().get(p);
            assertThat(tally.accepted()).isEqualTo(tally.candidates());
            double mean = 4.0 * runs * share[p];
            assertThat((double) tally.candidates()).isCloseTo(mean, within(5 * Math.sqrt(mean)));
        }
    }

    /** A single particle has no partner, a pair that is not listed does not collide, and no time is no collisions. */
    @Test
    void nothingHappensWithoutPartnersOrTime() {
        Species one = new Species("a", 1);
        Species two = new Species("b", 2);
        CollisionKernel kernel = new CollisionKernel(PowerLaw.of(1, 1), new IsotropicAngle(3));
        UniformRandomProvider rng = Gases.rng(SEED);
        Mixture selfOnly = new Mixture(3, 1, List.of(one, two), List.of(new CollidingPair(0, 0, kernel)));
        Ensemble ensemble = new Ensemble(List.of(
                Gases.maxwellian(one, 1, 1, 1, new double[3], rng),
                Gases.maxwellian(two, 9, 1, 1, new double[3], rng)));
        CollisionProcess alone = new CollisionProcess(selfOnly, ensemble);
        assertThat(alone.candidateRate()).isZero();
        alone.advance(1000, rng, () -> false);
        assertThat(alone.tallies()).containsExactly(new PairTally(0, 0, 0, 0, 0));
        CollisionProcess none = new CollisionProcess(new Mixture(3, 1, List.of(one, two), List.of()), ensemble);
        none.advance(1000, rng, () -> false);
        assertThat(none.tallies()).isEmpty();
        Mixture cross = new Mixture(3, 1, List.of(one, two), List.of(new CollidingPair(0, 1, kernel)));
        CollisionProcess process = new CollisionProcess(cross, ensemble);
        process.advance(0, rng, () -> false);
        process.advance(1000, rng, () -> true);
        assertThat(process.tallies()).containsExactly(new PairTally(0, 0, 0, 0, 0));
    }

    @Test
    void talliesAdd() {
        assertThat(new PairTally(5, 3, 1, 2, 0.3).plus(new PairTally(50, 30, 10, 20, 3)))
                .isEqualTo(new PairTally(55, 33, 11, 22, 3.3));
    }
}
