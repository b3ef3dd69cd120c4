package io.github.stosszahl.cli;

import static io.github.stosszahl.cli.Timeseries.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.cli.Timeseries.Row;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Scenarios of gases in space; see {@link ScenariosTest}. Published flows are compared more closely, with longer averages, by {@link PublishedFlowsTest}. */
class SpaceScenariosTest extends ShippedScenario {
    /** A cell of a profile. */
    private record Cell(double x, double value, double stderr) {}

    /** The cells of one quantity at one time, in the order of x. */
    private static List<Cell> profile(Map<String, List<Cell>> profiles, double time, String species, String quantity) {
        List<Cell> cells = profiles.get(time + " " + species + " " + quantity);
        assertThat(cells).as("%s of %s at %s", quantity, species, time).isNotNull();
        return cells;
    }

    private static Map<String, List<Cell>> profiles(Timeseries series) throws IOException {
        Map<String, List<Cell>> profiles = new LinkedHashMap<>();
        for (NamedCsvRecord row : series.table("profiles.csv")) {
            String key = Double.parseDouble(row.getField("time")) + " " + row.getField("species") + " "
                    + row.getField("quantity");
            String value = row.getField("value");
            String error = row.getField("stderr");
            profiles.computeIfAbsent(key, k -> new ArrayList<>())
                    .add(new Cell(
                            Double.parseDouble(row.getField("x")),
                            value.isEmpty() ? Double.NaN : Double.parseDouble(value),
                            error.isEmpty() ? 0 : Double.parseDouble(error)));
        }
        return profiles;
    }

    /** Mass and energy of a closed box with insulating walls; momentum is not conserved by walls. */
    private static void assertSealed(Timeseries series) throws IOException {
        double density = series.first(SYSTEM, "number_density").value();
        double energy = series.first(SYSTEM, "energy").value();
        for (Row row : series.of(SYSTEM, "number_density")) {
            assertThat(row.value()).isEqualTo(density);
        }
        for (Row row : series.of(SYSTEM, "energy")) {
            assertThat(row.value()).isCloseTo(energy, within(ROUNDING * energy));
        }
        assertThat(series.manifest().get("conservation").get("energyDrift").asDouble())
                .isLessThan(ROUNDING);
    }

    @Nested
    class LandauDampingFree {
        static final String SCENARIO = "landau-damping-free";

        /**
         * The mode cos(x) of the density, 0.5 exp(-t^2/2) with k = T = m = 1: every particle flies straight. Its error is that of N independent particles, sqrt(2/N), or less.
         * 21 comparisons, 4 standard errors: false alarm below 0.002. At t = 1 the mode is a hundred of them.
         */
        @Test
        void mixes() throws IOException {
            int particles = 200000;
            Timeseries series = run(SCENARIO, "/species/0/particles=" + particles);
            Map<String, List<Cell>> profiles = profiles(series);
            double error = Math.sqrt(2.0 / particles);
            List<Row> rows = series.of(SYSTEM, "energy");
            assertThat(rows).hasSize(21);
            for (Row row : rows) {
                List<Cell> cells = profile(profiles, row.time(), "gas", "number_density");
                double half = Math.PI / cells.size();
                double mode = 0;
                for (Cell cell : cells) {
                    mode += 2.0 / cells.size() * cell.value * Math.cos(cell.x);
                }
                // a cell holds the mean of the cosine over it
                mode *= half / Math.sin(half);
                assertThat(mode)
                        .as("mode at t = %s", row.time())
                        .isCloseTo(0.5 * Math.exp(-row.time() * row.time() / 2), within(4 * error));
            }
            assertSealed(series);
        }
    }

    @Nested
    class FreeExpansion {
        static final String SCENARIO = "free-expansion";

        /** An integral of erf: z erf(z) + exp(-z^2)/sqrt(pi). */
        private static double primitive(double z) {
            return z * Erf.erf(z) + Math.exp(-z * z) / Math.sqrt(Math.PI);
        }

        /** The mean of the density over a cell, of a slab of density 1 that reached from -1 to 1. */
        private static double density(double from, double to, double time) {
            double s = Math.sqrt(2) * time;
            double sum = primitive((to + 1) / s)
                    - primitive((from + 1) / s)
                    - primitive((to - 1) / s)
                    + primitive((from - 1) / s);
            return s * sum / 2 / (to - from);
        }

        /**
         * Density in the cells that expect 25 particles or more, at the times after 0, by the free flight of a Maxwellian with T = m = 1. At most 600 comparisons, 5 standard errors of a
         * Poisson number of the expected size: false alarm below 0.001.
         */
        @Test
        void fliesFreely() throws IOException {
            int particles = 200000;
            Timeseries series = run(SCENARIO, "/species/0/particles=" + particles);
            Map<String, List<Cell>> profiles = profiles(series);
            int compared = 0;
            for (Row row : series.of(SYSTEM, "energy").subList(1, 11)) {
                List<Cell> cells = profile(profiles, row.time(), "gas", "number_density");
                double half = (cells.get(1).x - cells.get(0).x) / 2;
                double perParticle = 2.0 / particles / (2 * half);
                for (Cell cell : cells) {
                    double expected = density(cell.x - half, cell.x + half, row.time());
                    if (expected >= 25 * perParticle) {
                        compared++;
                        assertThat(cell.value)
                                .as("density at x = %s, t = %s", cell.x, row.time())
                                .isCloseTo(expected, within(5 * Math.sqrt(expected * perParticle)));
                    }
                }
            }
            assertThat(compared).isGreaterThan(400);
        }
    }

    @Nested
    class SodTube {
        static final String SCENARIO = "sod-tube";

        /**
         * Until anything of the middle has come to the ends, the walls' pressures n k T are those of t = 0, and the momentum per volume is (p_left - p_right) t/L. At 6e-6 s a particle would need 833 m/s, 3.5 thermal
         * speeds, to have come there. 6 comparisons, 4.5 standard errors: false alarm below 5e-5.
         */
        @Test
        void isPushedByThePressureDifference() throws IOException {
            Timeseries series = run(SCENARIO, "/species/0/particles=50000", "/time/end=6e-6", "/time/outputs=7");
            Scores scores = new Scores(4.5);
            for (Row row : series.of(SYSTEM, "momentum_x").subList(1, 7)) {
                scores.add("momentum", row, (1.68e22 - 2.1e21) * BOLTZMANN * 273 * row.time() / 1e-2);
            }
            scores.assertWithinBound(6);
            assertSealed(series);
        }
    }

    /** Compares the averages of the whole system over the cells: a flux that must be the same in all of them. */
    private static void assertUniform(List<Cell> cells, double bound) {
        double mean = cells.stream().mapToDouble(Cell::value).average().orElseThrow();
        for (Cell cell : cells) {
            assertThat(cell.value).as("at x = %s", cell.x).isCloseTo(mean, within(bound * cell.stderr));
        }
    }

    @Nested
    class ArgonKryptonCouette {
        static final String SCENARIO = "argon-krypton-couette";

        /**
         * Velocity and temperature at three places, SPARTA runs of Jaiswal, Alexeenko and Hu (2019), whose noise is far below ours: 12 comparisons. No flow to the walls, and the same shear stress everywhere: 300
         * comparisons. 5 standard errors (of some 30 batches, Student's t): false alarm below 0.01. u_y of the first cell is 20 of them.
         */
        @Test
        void slidesAsPublished() throws IOException {
            Timeseries series = run(SCENARIO, "/time/end=3e-4", "/average/from=3e-5");
            Map<String, List<Cell>> profiles = profiles(series);
            double end = 3e-4;
            int[] places = {0, 25, 49};
            double[][] velocity = {{-28.236, -12.425, -0.232}, {-28.758, -12.462, -0.228}};
            double[][] temperature = {{275.738, 276.612, 276.794}, {277.004, 278.066, 278.313}};
            Scores scores = new Scores(5);
            List<String> names = List.of("Ar", "Kr");
            for (int i = 0; i < 2; i++) {
                for (int k = 0; k < 3; k++) {
                    Cell u = profile(profiles, end, names.get(i), "velocity_y").get(places[k]);
                    Cell t = profile(profiles, end, names.get(i), "temperature").get(places[k]);
                    scores.add(names.get(i) + " u_y", u.value, u.stderr, velocity[i][k]);
                    scores.add(names.get(i) + " T", t.value, t.stderr, temperature[i][k]);
                }
                for (Cell cell : profile(profiles, end, names.get(i), "velocity_x")) {
                    scores.add(names.get(i) + " u_x", cell.value, cell.stderr, 0);
                }
            }
            scores.assertWithinBound(212);
            assertUniform(profile(profiles, end, SYSTEM, "stress_xy"), 5);
            assertThat(Math.abs(profile(profiles, end, "Ar", "velocity_y").get(0).value))
                    .isGreaterThan(20);
            assertThat(series.manifest().get("average").get("batchCorrelation").asDouble())
                    .isLessThan(0.2);
        }
    }

    @Nested
    class ArgonKryptonFourier {
        static final String SCENARIO = "argon-krypton-fourier";

        /**
         * Temperature at the ends and the heat flux in the middle, from the deterministic solver of Jaiswal, Alexeenko and Hu (2019): 6 comparisons; the same heat flux everywhere: 50. 5 standard errors, as in Couette's flow:
         * false alarm below 0.002.
         */
        @Test
        void conductsAsPublished() throws IOException {
            Timeseries series = run(SCENARIO, "/time/end=3e-4", "/average/from=3e-5");
            Map<String, List<Cell>> profiles = profiles(series);
            double end = 3e-4;
            Scores scores = new Scores(5);
            double[][] temperature = {{269.210, 276.4426}, {268.9182, 276.7531}};
            double[] flux = {-34.2864, -10.7479};
            List<String> names = List.of("Ar", "Kr");
            for (int i = 0; i < 2; i++) {
                List<Cell> t = profile(profiles, end, names.get(i), "temperature");
                Cell q = profile(profiles, end, names.get(i), "heat_flux_x").get(24);
                scores.add(names.get(i) + " T", t.get(0).value, t.get(0).stderr, temperature[i][0]);
                scores.add(names.get(i) + " T", t.get(49).value, t.get(49).stderr, temperature[i][1]);
                scores.add(names.get(i) + " q", q.value, q.stderr, flux[i]);
            }
            scores.assertWithinBound(6);
            assertUniform(profile(profiles, end, SYSTEM, "heat_flux_x"), 5);
        }
    }

    @Nested
    class HeliumShock {
        static final String SCENARIO = "helium-shock";

        /**
         * A steady flow has the same flux n u of every species everywhere, that of the upstream gas, and far from the shock the states of both sides (Rankine and Hugoniot). Of n u the error is taken as if those of n and u
         * were independent. 240 fluxes and 8 states, 5 standard errors, false alarm below 0.01.
         */
        @Test
        void keepsTheFluxes() throws IOException {
            Timeseries series = run(
                    SCENARIO,
                    "/species/0/particles=12000",
                    "/species/1/particles=12000",
                    "/time/end=2e-4",
                    "/average/from=6e-5");
            Map<String, List<Cell>> profiles = profiles(series);
            double end = 2e-4;
            Scores scores = new Scores(5);
            for (String species : List.of("A", "B")) {
                List<Cell> n = profile(profiles, end, species, "number_density");
                List<Cell> u = profile(profiles, end, species, "velocity_x");
                List<Cell> t = profile(profiles, end, species, "temperature");
                for (int k = 0; k < n.size(); k++) {
                    double error = Math.hypot(n.get(k).stderr * u.get(k).value, n.get(k).value * u.get(k).stderr);
                    scores.add(
                            species + " flux at " + n.get(k).x,
                            n.get(k).value * u.get(k).value,
                            error,
                            2.89e21 * 1523.73773659);
                }
                scores.add(species + " n", n.get(2).value, n.get(2).stderr, 2.89e21);
                scores.add(species + " T", t.get(2).value, t.get(2).stderr, 223);
                scores.add(species + " n", n.get(117).value, n.get(117).stderr, 4.95428571429e21);
                scores.add(species + " T", t.get(117).value, t.get(117).stderr, 333.338541667);
            }
            scores.assertWithinBound(248);
        }
    }

    @Nested
    class FermiRelease {
        static final String SCENARIO = "fermi-release";

        /**
         * Walls and collisions keep the energy, so the gas comes to the Fermi-Dirac distribution of half the density and the same energy per particle: &lt;v^4&gt;/&lt;v^2&gt;^2 within 0.5 % at the end. With 1e5 particles the sampling error
         * of that is 0.3 % for independent particles, and fermions have less; a Maxwellian would be 13 % off. So few particles clip half of the first collisions, of which the user is warned.
         */
        @Test
        void comesToFermiDirac() throws IOException {
            Timeseries series = complete(SCENARIO, "/species/0/particles=100000");
            assertFermiDirac(series);
            JsonNode warnings = series.manifest().get("warnings");
            assertThat(warnings).hasSize(1);
            assertThat(warnings.get(0).asString()).contains("blocking is clipped");
        }

        /** All particles leave less than 1 % of the collisions to be clipped. */
        @Test
        @Tag("validation")
        void overfillsFewCells() throws IOException {
            Timeseries series = run(SCENARIO);
            assertFermiDirac(series);
            JsonNode pair = series.manifest().get("collisions").get(0);
            double clipped = pair.get("clipped").asDouble();
            assertThat(clipped)
                    .isLessThan(0.01 * (clipped + pair.get("accepted").asDouble()));
        }

        private void assertFermiDirac(Timeseries series) throws IOException {
            assertSealed(series);
            Species species = new Species("fermions", 1, Statistics.FERMI, 1);
            double[] rest = {0, 0};
            double square = EquilibriumDistribution.ofDensity(species, 4 * Math.PI, rest, 0.5)
                    .orElseThrow()
                    .moment(2);
            double variance = new BrentSolver(1e-12)
                    .solve(
                            100,
                            s -> EquilibriumDistribution.ofDensity(species, 2 * Math.PI, rest, s)
                                            .orElseThrow()
                                            .moment(2)
                                    - square,
                            0.05,
                            5);
            EquilibriumDistribution f = EquilibriumDistribution.ofDensity(species, 2 * Math.PI, rest, variance)
                    .orElseThrow();
            double exact = f.moment(4) / (square * square);
            double fourth = series.last("fermions", "moment4").value();
            double second = series.last("fermions", "moment2").value();
            assertThat(fourth / (second * second)).isCloseTo(exact, within(0.005 * exact));
            assertThat(2.0).isGreaterThan(1.1 * exact);
        }
    }

    @Nested
    class DelocalisedRelaxation {
        static final String SCENARIO = "delocalised-relaxation";

        /** A mode sin(2 pi m x/L) of a profile. */
        private static double mode(double[] profile, int m) {
            double sum = 0;
            for (int c = 0; c < profile.length; c++) {
                sum += 2.0 / profile.length * profile[c] * Math.sin(2 * Math.PI * m * (c + 0.5) / profile.length);
            }
            // a cell holds the mean of the sine over it
            double half = Math.PI * m / profile.length;
            return sum * half / Math.sin(half);
        }

        /**
         * Modes 1 and 3 of the mean velocity and of &lt;|v|^2&gt; at 17 times. An isotropic collision of like Maxwell molecules takes the mean of both to each in the mean, so a mode of the gas at rest decays at (n C/2)(1 - K), K the
         * Fourier transform of kappa; what free flight adds is below 1e-4 of it. Steps of height 1 and 3.0 have the modes 2/(pi m) times the height. Errors are those of N independent particles: Var v_y is 1.25 at most, Var |v|^2 is 6 &lt;T^2&gt; + 4 &lt;T u^2&gt; + 9/4 = 10.75 at most. 68
         * comparisons, 4.5 standard errors: false alarm below 0.0005. Of twice the rate mode 1 would be 19 of them lower at the end.
         */
        @Test
        void relaxesByTheTransformOfKappa() throws IOException {
            int particles = 40000;
            Timeseries series = run(SCENARIO, "/species/0/particles=" + particles);
            Map<String, List<Cell>> profiles = profiles(series);
            Scores scores = new Scores(4.5);
            for (Row row : series.of(SYSTEM, "energy")) {
                double t = row.time();
                List<Cell> u = profile(profiles, t, "gas", "velocity_y");
                List<Cell> temperature = profile(profiles, t, "gas", "temperature");
                double[] velocity = new double[u.size()];
                double[] square = new double[u.size()];
                for (int c = 0; c < velocity.length; c++) {
                    velocity[c] = u.get(c).value;
                    square[c] = 3 * temperature.get(c).value + velocity[c] * velocity[c];
                }
                for (int m = 1; m <= 3; m += 2) {
                    double angle = 2 * Math.PI * m * 1250 / 10000;
                    double decay = Math.exp(-t / 2 * (1 - Math.exp(-angle * angle / 2)));
                    double step = 2 / (Math.PI * m) * decay;
                    scores.add("u_y, mode " + m, mode(velocity, m), Math.sqrt(2 * 1.25 / particles), step);
                    scores.add("|v|^2, mode " + m, mode(square, m), Math.sqrt(2 * 10.75 / particles), 3 * step);
                }
            }
            scores.assertWithinBound(68);
            assertConserved(series, 3);
            // n C t/2 per volume
            assertCollisions(series, "gas", 4, 1.0 / particles);
        }
    }
}
