package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.reference.ReferenceTables;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The shipped scenarios of the Landau equation and of the grazing limit, run from the command line with fewer particles, against formulas and tables.
 *
 * <p>As in {@link ScenariosTest}, false-alarm probabilities are those of another seed than the file's.
 */
class LandauScenariosTest extends ShippedScenario {
    /** K = 1 - (1 - K0) exp(-rate t) and moments of the BKW density with R = (1 - K)/(2 K). */
    private static void assertBkw(Timeseries series, int d, double k0, double rate) throws IOException {
        Scores scores = new Scores(4.5);
        for (Timeseries.Row row : series.of("gas", "moment4")) {
            double k = 1 - (1 - k0) * Math.exp(-rate * row.time());
            scores.add("moment4", row, d * (d + 2) * k * (2 - k));
        }
        for (Timeseries.Row row : series.of("gas", "moment6")) {
            double k = 1 - (1 - k0) * Math.exp(-rate * row.time());
            scores.add("moment6", row, d * (d + 2) * (d + 4) * k * k * (3 - 2 * k));
        }
        scores.assertWithinBound(10);
        assertConserved(series, d);
    }

    /**
     * What validate says of the step. Blocks are 16 for 262,144 particles: a ring meets itself in one of 16 steps, and then twice, so that x/2 = (3/6) h 16/17 for D n = 1/6 and d = 3, 2.35 %.
     */
    @Test
    void validateTellsTheErrorOfTheStep() {
        String told = CommandRun.of(
                        "validate",
                        file("grazing-limit-landau"),
                        "--set",
                        "/time/step=0.1",
                        "--set",
                        "/species/0/particles=262144")
                .succeeded()
                .out();
        assertThat(told).contains("time.step 0.100 makes rates of relaxation too small by about 2.4 %");
    }

    /** K = 1 - exp(-t/8)/2: Landau's law of BKW for A = |u|^2/16. 10 comparisons with 4.5 standard errors: false alarm 7e-5. */
    @Nested
    class LandauBkwInThePlane {
        static final String SCENARIO = "landau-bkw-2d";

        @Test
        void momentsFollowTheExactSolution() throws IOException {
            Timeseries series =
                    run(SCENARIO, "/species/0/particles=40000", "/time/outputs=5", "/time/step=0.02", "/estimators={}");
            assertBkw(series, 2, 0.5, 0.125);
        }
    }

    /** K = 1 - 0.4 exp(-t/6). 10 comparisons with 4.5 standard errors: false alarm 7e-5. */
    @Nested
    class LandauBkwInSpace {
        static final String SCENARIO = "landau-bkw-3d";

        @Test
        void momentsFollowTheExactSolution() throws IOException {
            Timeseries series =
                    run(SCENARIO, "/species/0/particles=40000", "/time/outputs=5", "/time/step=0.02", "/estimators={}");
            assertBkw(series, 3, 0.6, 1.0 / 6);
        }
    }

    /**
     * Velocities and temperatures of three species against table F1, which solves the moment equations. Those of one time and axis go together: 60 comparisons with 4.5 standard errors, false alarm
     * 4e-4.
     */
    @Nested
    class LandauMixture {
        static final String SCENARIO = "landau-mixture";

        @Test
        void momentsFollowTheTable() throws IOException {
            Timeseries series = run(
                    SCENARIO,
                    "/species/0/particles=40000",
                    "/species/1/particles=20000",
                    "/species/2/particles=80000",
                    "/time={\"end\": 3, \"step\": 0.02, \"outputTimes\": [0.1, 0.5, 1, 2, 3]}");
            Scores scores = new Scores(4.5);
            String[] names = {"first", "heavy", "light"};
            for (NamedCsvRecord record : ReferenceTables.rows("exact/F1_d3_N3.csv")) {
                double time = ReferenceTables.number(record, "t");
                if (time == 0 || time > 3 || time == 0.25 || time == 1.5) {
                    continue;
                }
                String species = names[Integer.parseInt(record.getField("species")) - 1];
                for (String axis : List.of("x", "y", "z")) {
                    scores.add(
                            species,
                            at(series, species, "velocity_" + axis, time),
                            ReferenceTables.number(record, "u" + axis));
                }
                scores.add(species, at(series, species, "temperature", time), ReferenceTables.number(record, "T"));
            }
            scores.assertWithinBound(60);
            assertConserved(series, 3);
        }
    }

    /**
     * The growth of T_x in the first half unit of time, from the temperatures that the particles have at t = 0: if the gas stays bi-Maxwellian, T_x' is the integral of the reference,
     * 2 C n &lt;(|u|^2 - 3 u_x^2)/|u|^3&gt; with independent normal u of variances 2 T/m, integrated over the angle here, and the anisotropy decays at three half times this. The noise of the
     * growth is 7 % of it: 4.5 standard errors, false alarm 7e-6.
     */
    @Nested
    class CoulombAnisotropy {
        static final String SCENARIO = "coulomb-anisotropy";

        @Test
        void temperaturesApproachAtTheirRate() throws IOException {
            Timeseries series =
                    run(SCENARIO, "/species/0/particles=60000", "/time={\"end\": 0.5, \"step\": 0.01, \"outputs\": 2}");
            double parallel = series.first("electrons", "temperature_xx").value();
            double energy = 3 * series.first("electrons", "temperature").value();
            double x = parallel;
            for (int step = 0; step < 1000; step++) {
                x += 0.5 / 1000 * slope(x, (energy - x) / 2);
            }
            double growth = series.last("electrons", "temperature_xx").value() - parallel;
            assertThat(growth).isCloseTo(x - parallel, withinPercentage(32));
        }

        /** 2 &lt;(1 - 3 c^2)/|u|&gt; with c = u_x/|u|: of the density of u, exp(-|u|^2 w(c)/2)/sqrt((2 pi)^3 2 T_x (2 T_y)^2), the integral over |u| of |u| exp(-|u|^2 w/2) is 1/w. */
        private static double slope(double tx, double ty) {
            double sum = 0;
            int n = 2000;
            for (int k = 0; k < n; k++) {
                double c = (k + 0.5) / n;
                double inverse = c * c / (2 * tx) + (1 - c * c) / (2 * ty);
                sum += (1 - 3 * c * c) / inverse / n;
            }
            return 2 * 2 * Math.PI * 2 * sum / (Math.pow(2 * Math.PI, 1.5) * Math.sqrt(2 * tx) * 2 * ty);
        }

        /** The formula of this test against the table. */
        @Test
        void slopeIsThatOfTheTable() throws IOException {
            for (JsonNode row : ReferenceTables.json("exact/F_cases.json", "coulomb_aniso_m1_n1_Gam1")) {
                assertThat(slope(row.get("Tpar").asDouble(), row.get("Tperp").asDouble()))
                        .isCloseTo(row.get("dTpar_dt").asDouble(), withinPercentage(1e-3));
            }
        }
    }

    /**
     * Ion heating until t = 10 against Spitzer's rate, integrated with T_e + T_i constant. Noise of the mean energy of N ions that began at T_0 and were heated by h: sqrt((4/3)(T_0/h + 1/2)/N) h,
     * 1.2 % for N = 20000. A step of 0.02 makes it 6 to 7 % too small (docs/validation.md): between -7 % - 4.5 standard errors and +4.5, false alarm 7e-6.
     */
    @Nested
    class CoulombElectronIon {
        static final String SCENARIO = "coulomb-electron-ion";

        @Test
        void ionsAreHeatedAtSpitzersRate() throws IOException {
            Timeseries series = run(
                    SCENARIO,
                    "/species/0/particles=20000",
                    "/species/1/particles=20000",
                    "/time/step=0.02",
                    "/time/outputs=2");
            double electrons = series.first("electrons", "temperature").value();
            double start = series.first("ions", "temperature").value();
            double ions = start;
            for (int step = 0; step < 1000; step++) {
                double spread = electrons + ions / 1836;
                double rate = 4.0 / 3 * Math.sqrt(2 / Math.PI) / 1836 * Math.pow(spread, -1.5) * (electrons - ions);
                ions += 0.01 * rate;
                electrons -= 0.01 * rate;
            }
            double heated = series.last("ions", "temperature").value() - start;
            assertThat(heated / (ions - start)).isBetween(0.87, 1.05);
        }
    }

    /** T_x - T_y = 1.5 exp(-rate t), the rate that of Landau, d D n = 1/2 with D = 4/24, times 1 + L2 of table G for epsilon = 1, nu = 1/2. 10 comparisons with 4.5 standard errors: false alarm 7e-5; without the factor some are 5 away. */
    @Nested
    class GrazingLimit {
        static final String SCENARIO = "grazing-limit";

        @Test
        void stressRelaxesMoreSlowlyThanInTheLimit() throws IOException {
            assertStress(run(SCENARIO, "/species/0/particles=100000", "/time/outputs=5"), 0.5 * (1 - 4.524238e-02));
        }
    }

    /** As for finite epsilon. */
    @Nested
    class GrazingLimitLandau {
        static final String SCENARIO = "grazing-limit-landau";

        @Test
        void stressRelaxesAtTheRateOfTheEquation() throws IOException {
            assertStress(run(SCENARIO, "/species/0/particles=100000", "/time/outputs=5", "/time/step=0.02"), 0.5);
        }
    }

    private static void assertStress(Timeseries series, double rate) throws IOException {
        Scores scores = new Scores(4.5);
        for (Timeseries.Row row : series.of("gas", "temperature_xx")) {
            double decay = Math.exp(-rate * row.time());
            scores.add("temperature_xx", row, 1 + decay);
        }
        for (Timeseries.Row row : series.of("gas", "temperature_yy")) {
            scores.add("temperature_yy", row, 1 - 0.5 * Math.exp(-rate * row.time()));
        }
        scores.assertWithinBound(10);
        assertConserved(series, 3);
    }

    /**
     * &lt;|v - u|^4&gt;/&lt;|v - u|^2&gt;^2 of the Fermi-Dirac distribution of density 0.7 (4 pi/3) 8 and &lt;v^2&gt; = 2.4. The standard error is 0.5 % for 40,000 particles: 4.5 of them and
     * 0.5 % for the cells. A Maxwellian has 5/3, the initial ball 25/21.
     */
    @Nested
    class LandauFermi {
        static final String SCENARIO = "landau-fermi";

        @Test
        void relaxesToFermiDirac() throws IOException {
            Timeseries series =
                    run(SCENARIO, "/species/0/particles=40000", "/time={\"end\": 12, \"step\": 0.05, \"outputs\": 2}");
            Timeseries.Row fourth = series.last("electrons", "moment4");
            double second = series.last("electrons", "moment2").value();
            double exact = fermiRatio(0.7 * 4 * Math.PI / 3 * 8, second);
            assertThat(exact).isBetween(1.25, 1.55);
            assertThat(fourth.value() / (second * second))
                    .isCloseTo(exact, within(exact * 0.005 + 4.5 * fourth.stderr() / (second * second)));
        }
    }

    private static double fermiRatio(double density, double square) {
        return equilibriumRatio(new Species("f", 1, Statistics.FERMI, 1), density, square, 0.01, 1);
    }

    /** Of the Fermi-Dirac or Bose-Einstein distribution of a density and a mean square, found by bisection between two variances. */
    static double equilibriumRatio(Species species, double density, double square, double from, double to) {
        double low = from;
        double high = to;
        for (int step = 0; step < 50; step++) {
            double variance = 0.5 * (low + high);
            boolean above = EquilibriumDistribution.ofDensity(species, density, new double[3], variance)
                            .orElseThrow()
                            .moment(2)
                    > square;
            low = above ? low : variance;
            high = above ? variance : high;
        }
        EquilibriumDistribution f = EquilibriumDistribution.ofDensity(species, density, new double[3], low)
                .orElseThrow();
        return f.moment(4) / (f.moment(2) * f.moment(2));
    }
}
