package io.github.stosszahl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.MomentEstimator;
import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.estimate.ReplicaMean;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Bkw;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.reference.ReferenceTables;
import io.github.stosszahl.simulation.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Mixtures of Maxwell molecules against the exact tables of kinds B (moment laws, with drifts) and C (BKW mixtures).
 *
 * <p>Quantities, of every species at every time of the table: B: velocity u, temperature T, the components of P = &lt;(v-u)(v-u)&gt; that the table has, c4 =
 * &lt;|v-u|^4&gt; (taken from the particles here, since runs do not report it) and v4 = &lt;|v|^4&gt;; C: T, &lt;|v|^2&gt;, &lt;|v|^4&gt;, &lt;|v|^6&gt;. Exact values: the
 * tables, which solve the moment equations. Standard errors: from {@value #REPLICAS} replicas, as runs report them; the energy and momentum that a sample
 * happens to have are shared by all its times and species, so the comparisons go together, but each single error is right. (T, P and c4 are about the mean
 * velocity of each replica, by which they are 1/N too small, N at least 1e4: at most 0.1 standard errors.)
 *
 * <p>Bound: 4 standard errors, which Student's t with 99 degrees of freedom exceeds with probability 1.2e-4. Comparisons: 200 (B1), 320 (B2), 120 (C, three
 * species), 80 (C, two species): 720, false-alarm probability at most 9 % for a choice of the seed.
 */
@Tag("validation")
class ExactTablesTest {
    private static final int REPLICAS = 100;
    private static final int PER_UNIT_DENSITY = 40_000;
    private static final double BOUND = 4;
    private static final long SEED = 5001;

    @ParameterizedTest
    @CsvSource({"B1_d3_N2, 3", "B2_d2_N4, 2"})
    void momentLaws(String key, int d) throws IOException {
        JsonNode parameters = ReferenceTables.json("exact/B_cases.json", key);
        double[] m = ReferenceTables.vector(parameters.get("m"));
        double[] n = ReferenceTables.vector(parameters.get("n"));
        double[] temperature = ReferenceTables.vector(parameters.get("T"));
        double[][] u = ReferenceTables.matrix(parameters.get("u"), 1);
        List<VelocityDistribution> initial = new ArrayList<>();
        for (int i = 0; i < m.length; i++) {
            double[] variance = new double[d];
            Arrays.fill(variance, temperature[i] / m[i]);
            initial.add(new Maxwellian(n[i], u[i], variance));
        }
        Mixture mixture =
                Runs.maxwellMolecules(d, m, ReferenceTables.matrix(parameters.get("b"), ReferenceTables.sphere(d)));
        compare("exact-" + key, key, mixture, initial, (row, i) -> {
            Map<String, Double> exact = new LinkedHashMap<>();
            for (int a = 0; a < d; a++) {
                String axis = "xyz".substring(a, a + 1);
                exact.put("velocity_" + axis, ReferenceTables.number(row, "u" + axis));
                exact.put("temperature_" + axis + axis, m[i] * ReferenceTables.number(row, "P" + axis + axis));
            }
            exact.put("temperature", ReferenceTables.number(row, "T"));
            exact.put("stress_xy", n[i] * m[i] * ReferenceTables.number(row, "Pxy"));
            exact.put("c4", ReferenceTables.number(row, "c4=<|v-u_i|^4>"));
            exact.put("moment4", ReferenceTables.number(row, "v4=<|v|^4>"));
            return exact;
        });
    }

    @ParameterizedTest
    @CsvSource({"C_mixbkw_d3_a3, C_d3_a3", "C_mixbkw_d2_b2, C_d2_b2"})
    void mixtureBkw(String file, String key) throws IOException {
        JsonNode parameters = ReferenceTables.json("exact/AC_params.json", key);
        int d = parameters.get("d").asInt();
        double[] m = ReferenceTables.vector(parameters.get("m"));
        double[] n = ReferenceTables.vector(parameters.get("n"));
        double[] p = ReferenceTables.vector(parameters.get("p"));
        double q0 = parameters.get("Q0").asDouble();
        double energy = 0;
        for (int i = 0; i < m.length; i++) {
            energy += n[i] * (1 + 2 * p[i] * q0);
        }
        double k0 = parameters.get("T").asDouble() * Arrays.stream(n).sum() / energy;
        List<VelocityDistribution> initial = new ArrayList<>();
        for (int i = 0; i < m.length; i++) {
            initial.add(new Bkw(n[i], new double[d], k0 / m[i], p[i] * q0));
        }
        Mixture mixture =
                Runs.maxwellMolecules(d, m, ReferenceTables.matrix(parameters.get("b"), ReferenceTables.sphere(d)));
        compare("exact-" + file, file, mixture, initial, (row, i) -> {
            Map<String, Double> exact = new LinkedHashMap<>();
            exact.put("temperature", ReferenceTables.number(row, "T_i"));
            exact.put("moment2", ReferenceTables.number(row, "m2"));
            exact.put("moment4", ReferenceTables.number(row, "m4"));
            exact.put("moment6", ReferenceTables.number(row, "m6"));
            return exact;
        });
    }

    private interface ExactValues {
        /** The values of a row by the names of quantities. */
        Map<String, Double> of(NamedCsvRecord row, int species);
    }

    private static void compare(
            String file, String key, Mixture mixture, List<VelocityDistribution> initial, ExactValues values)
            throws IOException {
        List<NamedCsvRecord> rows = ReferenceTables.rows("exact/" + key + ".csv");
        double[] times = rows.stream()
                .mapToDouble(row -> ReferenceTables.number(row, "t"))
                .distinct()
                .toArray();
        List<InitialState> states = initial.stream()
                .map(f -> new InitialState(f, (int) Math.round(f.density() * PER_UNIT_DENSITY)))
                .toList();
        int particles = states.stream().mapToInt(InitialState::particles).sum() * REPLICAS;
        MeasuredTable table = new MeasuredTable(
                file,
                key + ", " + REPLICAS + " replicas of " + particles / REPLICAS + " particles, seed " + SEED,
                "species",
                "quantity",
                "comparisons",
                "max abs z",
                "at",
                "rms z",
                "largest standard error");
        Map<String, StandardScores> scores = new LinkedHashMap<>();
        Map<String, Double> precision = new LinkedHashMap<>();
        List<MomentEstimator> estimators = new ArrayList<>();
        Runs.run(mixture, states, SEED, REPLICAS, times, snapshot -> {
            List<Quantity> now = estimate(mixture, snapshot, estimators);
            for (NamedCsvRecord row : rows) {
                int i = (int) ReferenceTables.number(row, "species") - 1;
                if (ReferenceTables.number(row, "t") == snapshot.time()) {
                    values.of(row, i).forEach((name, exact) -> {
                        String line = (i + 1) + " | " + name;
                        Estimate estimate = Runs.find(now, i, name);
                        scores.computeIfAbsent(line, l -> new StandardScores())
                                .add("t = " + snapshot.time(), estimate, exact);
                        precision.merge(line, estimate.standardError(), Math::max);
                    });
                }
            }
        });
        StandardScores all = new StandardScores();
        scores.forEach((line, z) -> {
            all.addAll(z);
            table.row(line, z.count(), z.largest(), z.worstPlace(), z.rms(), precision.get(line));
        });
        table.row("all | all", all.count(), all.largest(), all.worstPlace(), all.rms(), "");
        table.write();
        assertThat(all.count()).isGreaterThan(rows.size() * 3);
        assertThat(all.largest()).isLessThan(BOUND);
    }

    private static List<Quantity> estimate(Mixture mixture, Snapshot snapshot, List<MomentEstimator> estimators) {
        if (estimators.isEmpty()) {
            snapshot.ensembles().forEach(ensemble -> estimators.add(new MomentEstimator(mixture, ensemble)));
        }
        List<List<Quantity>> replicas = IntStream.range(0, REPLICAS)
                .parallel()
                .mapToObj(r -> {
                    Ensemble ensemble = snapshot.ensembles().get(r);
                    List<Quantity> quantities =
                            new ArrayList<>(estimators.get(r).estimate(ensemble));
                    for (int i = 0; i < ensemble.populations().size(); i++) {
                        double c4 = centralFourth(ensemble.populations().get(i));
                        quantities.add(new Quantity(i, "c4", new Estimate(c4, Double.NaN)));
                    }
                    return quantities;
                })
                .toList();
        return ReplicaMean.of(replicas);
    }

    private static double centralFourth(Population population) {
        double[] u = new double[population.dimension()];
        for (int a = 0; a < u.length; a++) {
            u[a] = Arrays.stream(population.velocity(a)).average().orElseThrow();
        }
        double sum = 0;
        for (int k = 0; k < population.size(); k++) {
            double square = 0;
            for (int a = 0; a < u.length; a++) {
                double c = population.velocity(a)[k] - u[a];
                square += c * c;
            }
            sum += square * square;
        }
        return sum / population.size();
    }
}
