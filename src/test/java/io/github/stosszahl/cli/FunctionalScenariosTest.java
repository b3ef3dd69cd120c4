package io.github.stosszahl.cli;

import static io.github.stosszahl.cli.Timeseries.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.cli.Timeseries.Row;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Scenarios about entropy and Fisher information; see {@link ScenariosTest}. */
class FunctionalScenariosTest extends ShippedScenario {
    /** H of a Maxwellian, n (log n - (d/2) log(2 pi e T/m) - 1). */
    private static double maxwellianEntropy(int d, double n, double variance) {
        return n * (Math.log(n) - 0.5 * d * Math.log(2 * Math.PI * Math.E * variance) - 1);
    }

    private static JsonNode increase(Timeseries series, String functional) throws IOException {
        return series.manifest()
                .get("monotonicity")
                .get("functionals")
                .valueStream()
                .filter(f -> f.get("quantity").asString().equals(functional))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class FisherUnequalMasses {
        static final String SCENARIO = "fisher-unequal-masses";

        /**
         * Maxwellians have I = d n m/T: 2 and 8 at t = 0, and 4/3 and 32/3 at T = 1.5 in the end, where T_1 = 1.5 - 0.5 exp(-32 t/81) is 2e-4 from it. So sum_i I(f_i) goes from 10 to 12 and
         * sum_i I(f_i)/m_i from 3 to 8/3. In between I >= d n m/T (Cramer and Rao), and the rise goes on where the Maxwellian sum would rise. I of two species and both sums at two times,
         * H of three at two times: 14 comparisons, 4.5 standard errors, false alarm 1e-4 (the sums are not independent of their terms).
         *
         * <p>The estimated error of I is below 0.5 % of I, and its bias has room in the noise.
         */
        @Test
        void theUnweightedSumRisesAndTheWeightedOneFalls() throws IOException {
            Timeseries series = run(SCENARIO);
            Scores scores = new Scores(4.5);
            double[] mass = {1, 8};
            for (boolean start : new boolean[] {true, false}) {
                double[] sums = new double[3];
                for (int i = 0; i < 2; i++) {
                    String species = List.of("light", "heavy").get(i);
                    double temperature = start ? i + 1 : 1.5 - (0.5 - i) * Math.exp(-20 * 32 / 81.0);
                    double fisher = 2 * mass[i] / temperature;
                    double entropy = maxwellianEntropy(2, 1, temperature / mass[i]);
                    Row row = start ? series.first(species, "fisher") : series.last(species, "fisher");
                    assertThat(row.stderr()).isLessThan(0.005 * fisher);
                    scores.add(species + " fisher", row, fisher);
                    scores.add(
                            species + " entropy",
                            start ? series.first(species, "entropy") : series.last(species, "entropy"),
                            entropy);
                    sums[0] += fisher;
                    sums[1] += fisher / mass[i];
                    sums[2] += entropy;
                }
                for (int q = 0; q < 3; q++) {
                    String name =
                            List.of("fisher", "fisher_mass_weighted", "entropy").get(q);
                    scores.add(name, start ? series.first(SYSTEM, name) : series.last(SYSTEM, name), sums[q]);
                }
            }
            scores.assertWithinBound(14);
            for (Row row : series.of(SYSTEM, "fisher")) {
                double rest = 0.5 * Math.exp(-row.time() * 32 / 81);
                double bound = 2 / (1.5 - rest) + 16 / (1.5 + rest);
                assertThat(row.value()).as("Cramer-Rao").isGreaterThan(bound - 4.5 * row.stderr());
            }
            JsonNode rise = increase(series, "fisher");
            assertThat(rise.get("standardErrors").asDouble()).isGreaterThan(5);
            assertThat(rise.get("verdict").asString()).isEqualTo("increases");
            for (String name : List.of("entropy", "fisher_mass_weighted")) {
                assertThat(increase(series, name).get("verdict").asString()).isEqualTo("no significant increase");
                Row first = series.first(SYSTEM, name);
                Row last = series.last(SYSTEM, name);
                assertThat(first.value() - last.value()).isGreaterThan(5 * Math.hypot(first.stderr(), last.stderr()));
            }
            JsonNode theorem = series.manifest().get("monotonicity").get("theorem");
            assertThat(theorem.get("holds").asBoolean()).isTrue();
            assertThat(theorem.get("pairs")).hasSize(3);
        }
    }

    @Nested
    class FisherSoftAndHard {
        static final String SCENARIO = "fisher-soft-and-hard";

        /**
         * The BKW density of d = 2 at K = 0.6 has H = -3.810390 and I = 2.307877 (physics.md section 5), whatever the exponent; the equilibrium has H = -log(2 pi) - 2 and I = 2, below which neither
         * can fall. Maxwell molecules follow the exact solution with K = 1 - 0.4 exp(-t/8), by a quadrature in this test. H and I of five species at t = 0 and of one at ten times more:
         * 30 comparisons, 4.5 standard errors, false alarm 2e-4, for errors below 1 % of I.
         */
        @Test
        void everyExponentLosesFisherInformation() throws IOException {
            Timeseries series = run(SCENARIO);
            Scores scores = new Scores(4.5);
            List<String> species = List.of("soft-2", "soft-1", "maxwell", "hard-1", "hard-2");
            for (String name : species) {
                scores.add(name + " entropy", series.first(name, "entropy"), -3.810390);
                scores.add(name + " fisher", series.first(name, "fisher"), 2.307877);
                Row first = series.first(name, "fisher");
                Row last = series.last(name, "fisher");
                assertThat(first.stderr()).isLessThan(0.01 * first.value());
                assertThat(first.value() - last.value()).isGreaterThan(5 * Math.hypot(first.stderr(), last.stderr()));
                assertThat(last.value()).isGreaterThan(2 - 4.5 * last.stderr());
                assertThat(series.last(name, "entropy").value())
                        .isGreaterThan(-Math.log(2 * Math.PI)
                                - 2
                                - 4.5 * series.last(name, "entropy").stderr());
            }
            for (Row row : series.of("maxwell", "fisher")) {
                if (row.time() > 0) {
                    double[] exact = bkwFunctionals(1 - 0.4 * Math.exp(-row.time() / 8));
                    scores.add("maxwell entropy", at(series, "maxwell", "entropy", row.time()), exact[0]);
                    scores.add("maxwell fisher", row, exact[1]);
                }
            }
            scores.assertWithinBound(30);
            for (String name : List.of("entropy", "fisher", "fisher_mass_weighted")) {
                assertThat(increase(series, name).get("verdict").asString()).isEqualTo("no significant increase");
            }
            JsonNode theorem = series.manifest().get("monotonicity").get("theorem");
            assertThat(theorem.get("holds").asBoolean()).isTrue();
            assertThat(theorem.get("pairs")
                            .valueStream()
                            .map(pair -> pair.get("steepness").asDouble()))
                    .containsExactly(2.0, 1.0, 0.0, 1.0, 2.0);
        }

        /** H and I for d = 2 and T = 1, by the midpoint rule over |v|. */
        private static double[] bkwFunctionals(double k) {
            double excess = (1 - k) / (2 * k);
            double entropy = -1;
            double fisher = 0;
            double step = 1e-3;
            for (double v = step / 2; v < 12; v += step) {
                double bracket = 1 - 2 * excess + excess * v * v / k;
                double f = Math.exp(-v * v / (2 * k)) / (2 * Math.PI * k) * bracket;
                double slope = v / k * (2 * excess / bracket - 1);
                entropy += 2 * Math.PI * v * step * f * Math.log(f);
                fisher += 2 * Math.PI * v * step * f * slope * slope;
            }
            return new double[] {entropy, fisher};
        }
    }

    @Nested
    class TwoBeam {
        static final String SCENARIO = "two-beam";

        /**
         * Maxwell molecules with isotropic b lose their traceless stress at the rate (1/2)(d/(d - 1))&lt;sin^2 theta&gt; = 1/2: T_xx = 1.25 + 1.5 exp(-t/2), T_yy = 1.25 - 0.75 exp(-t/2). At t = 0
         * the beams are the density two_gauss_symm of the reference tables of kind I, H and I being those of a sum of two normal densities in x (a quadrature here) and of normal ones in y and z. At t = 10 the
         * anisotropy exp(-5) and the fourth cumulant exp(-10/3), 0.5 % of the fourth moment, leave H and I within 3e-4 of those of the Maxwellian at T = 1.25, since both are even in them.
         *
         * <p>Two temperatures at 11 times, H and I at two: 26 comparisons, 4.5 standard errors, false alarm 1.8e-4.
         */
        @Test
        void becomesOneMaxwellian() throws IOException {
            // the dissipation, tested elsewhere, would take most of the time
            Timeseries series = run(SCENARIO, "/estimators/dissipation=false");
            Scores scores = new Scores(4.5);
            for (Row row : series.of("gas", "temperature_xx")) {
                double decay = Math.exp(-row.time() / 2);
                scores.add("temperature_xx", row, 1.25 + 1.5 * decay);
                scores.add("temperature_yy", at(series, "gas", "temperature_yy", row.time()), 1.25 - 0.75 * decay);
            }
            double entropy = -1 - Math.log(2 * Math.PI * Math.E * 0.5);
            double fisher = 2 / 0.5;
            double step = 1e-3;
            for (double x = -10; x < 10; x += step) {
                double left = 0.5 * Math.exp(-Math.pow(x + 1.5, 2)) / Math.sqrt(Math.PI);
                double right = 0.5 * Math.exp(-Math.pow(x - 1.5, 2)) / Math.sqrt(Math.PI);
                double slope = -2 * (x + 1.5) * left - 2 * (x - 1.5) * right;
                entropy += step * (left + right) * Math.log(left + right);
                fisher += step * slope * slope / (left + right);
            }
            scores.add("entropy", series.first("gas", "entropy"), entropy);
            scores.add("fisher", series.first("gas", "fisher"), fisher);
            scores.add("entropy", series.last("gas", "entropy"), maxwellianEntropy(3, 1, 1.25));
            scores.add("fisher", series.last("gas", "fisher"), 3 / 1.25);
            scores.assertWithinBound(26);
            assertThat(series.first("gas", "fisher").stderr()).isLessThan(0.01 * fisher);
            for (String name : List.of("entropy", "fisher", "fisher_mass_weighted")) {
                assertThat(increase(series, name).get("verdict").asString()).isEqualTo("no significant increase");
            }
            assertConserved(series, 3);
        }
    }
}
