package io.github.stosszahl.reference;

import static io.github.stosszahl.reference.ReferenceTables.number;
import static io.github.stosszahl.reference.Scenarios.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.model.Bkw;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.VelocityDistribution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Against tables made by other methods, which print 12 significant digits. */
class ExactTablesTest {
    private static final double PRINTED = 1e-11;
    private static final String AXES = "xyz";

    @ParameterizedTest
    @CsvSource({"A_bkw_d2_unit, A_d2_unit, 0.5", "A_bkw_d3_unit, A_d3_unit, 0.6"})
    void oneSpeciesBkw(String file, String key, double k0) throws IOException {
        JsonNode parameters = ReferenceTables.json("exact/AC_params.json", key);
        int d = parameters.get("d").asInt();
        double alpha = parameters.get("b0").asDouble() * ReferenceTables.sphere(d);
        Mixture mixture = Scenarios.maxwellMolecules(d, new double[] {1}, new double[][] {{alpha}});
        Bkw initial = new Bkw(1, new double[d], k0, (1 - k0) / (2 * k0));
        ExactSolution exact = ExactSolutions.of(mixture, List.of(initial)).get(0);
        assertThat(exact.title()).isEqualTo("BKW (one species)");
        for (NamedCsvRecord row : ReferenceTables.rows("exact/" + file + ".csv")) {
            double t = number(row, "t");
            // the tables' K is T/(1 + 2 R), which the moments m2 = d K (1 + 2 R) and m4 = d (d+2) K^2 (1 + 4 R) give
            // back
            double m2 = value(exact, 0, "moment2", t);
            double m4 = value(exact, 0, "moment4", t);
            double k = 1 - Math.sqrt(1 - m4 / (d * (d + 2)));
            assertThat(k).as("K at t = %s", t).isCloseTo(number(row, "K"), within(PRINTED));
            assertClose("m2", m2, number(row, "m2=<|v|^2>"), PRINTED);
            assertClose("m4", m4, number(row, "m4"), PRINTED);
            assertClose("m6", value(exact, 0, "moment6", t), number(row, "m6"), PRINTED);
            assertClose("T", value(exact, 0, "temperature", t), 1, PRINTED);
            for (int species : new int[] {0, ExactSolution.SYSTEM}) {
                assertClose("H", value(exact, species, "entropy", t), number(row, "H"), PRINTED);
                assertClose("I", value(exact, species, "fisher", t), number(row, "I=int|grad f|^2/f"), PRINTED);
            }
            double fisher = value(exact, ExactSolution.SYSTEM, "fisher_mass_weighted", t);
            assertClose("I/m", fisher, number(row, "I=int|grad f|^2/f"), PRINTED);
            double dissipation = value(exact, ExactSolution.SYSTEM, "entropy_dissipation", t);
            assertThat(dissipation).as("D at t = %s", t).isCloseTo(number(row, "D=-dH/dt"), within(PRINTED));
            for (int speed = 0; speed <= 2; speed++) {
                double[] v = new double[d];
                v[d - 1] = speed;
                double printed = number(
                        row, List.of("f(v=0)", "f(|v|=vth)", "f(|v|=2vth)").get(speed));
                double f = exact.density(0, t, v).orElseThrow();
                assertThat(Math.abs(f - printed)).isLessThan(PRINTED * Math.max(printed, 1e-3));
                double measure = speed == 0 ? 0 : ReferenceTables.sphere(d) * Math.pow(speed, d - 1.0);
                assertClose("speed density", exact.speedDensity(0, t, speed).orElseThrow(), measure * f, 1e-14);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"C_mixbkw_d2_b2, C_d2_b2", "C_mixbkw_d3_a3, C_d3_a3"})
    void mixtureBkw(String file, String key) throws IOException {
        JsonNode parameters = ReferenceTables.json("exact/AC_params.json", key);
        int d = parameters.get("d").asInt();
        double[] m = ReferenceTables.vector(parameters.get("m"));
        double[] n = ReferenceTables.vector(parameters.get("n"));
        double[] p = ReferenceTables.vector(parameters.get("p"));
        double temperature = parameters.get("T").asDouble();
        double q0 = parameters.get("Q0").asDouble();
        double[][] alpha = ReferenceTables.matrix(parameters.get("b"), ReferenceTables.sphere(d));
        double energy = 0;
        for (int i = 0; i < m.length; i++) {
            energy += n[i] * (1 + 2 * p[i] * q0);
        }
        double k0 = temperature * Arrays.stream(n).sum() / energy;
        List<VelocityDistribution> initial = new ArrayList<>();
        for (int i = 0; i < m.length; i++) {
            initial.add(new Bkw(n[i], new double[d], k0 / m[i], p[i] * q0));
        }
        ExactSolution exact = ExactSolutions.of(Scenarios.maxwellMolecules(d, m, alpha), initial)
                .get(0);
        assertThat(exact.title()).isEqualTo("BKW mixture (" + m.length + " species)");
        for (NamedCsvRecord row : ReferenceTables.rows("exact/" + file + ".csv")) {
            int i = (int) number(row, "species") - 1;
            double t = number(row, "t");
            // the tables' K is in units of T
            double k = temperature * number(row, "K");
            assertClose("T_i", value(exact, i, "temperature", t), number(row, "T_i"), PRINTED);
            assertClose("m2", value(exact, i, "moment2", t), number(row, "m2"), PRINTED);
            assertClose("m4", value(exact, i, "moment4", t), number(row, "m4"), PRINTED);
            assertClose("m6", value(exact, i, "moment6", t), number(row, "m6"), PRINTED);
            double atRest = n[i] * Math.pow(m[i] / (2 * Math.PI * k), 0.5 * d) * (1 - d * number(row, "q_i"));
            assertThat(Math.abs(exact.density(i, t, new double[d]).orElseThrow() - atRest))
                    .isLessThan(1e-11);
        }
    }

    @ParameterizedTest
    @CsvSource({"B1_d3_N2, 3", "B2_d2_N4, 2"})
    void momentLaws(String key, int d) throws IOException {
        JsonNode parameters = ReferenceTables.json("exact/B_cases.json", key);
        double[] m = ReferenceTables.vector(parameters.get("m"));
        double[] n = ReferenceTables.vector(parameters.get("n"));
        double[] temperature = ReferenceTables.vector(parameters.get("T"));
        double[][] u = ReferenceTables.matrix(parameters.get("u"), 1);
        double[][] alpha = ReferenceTables.matrix(parameters.get("b"), ReferenceTables.sphere(d));
        List<VelocityDistribution> initial = new ArrayList<>();
        for (int i = 0; i < m.length; i++) {
            double[] variance = new double[d];
            Arrays.fill(variance, temperature[i] / m[i]);
            initial.add(new Maxwellian(n[i], u[i], variance));
        }
        List<ExactSolution> solutions = ExactSolutions.of(Scenarios.maxwellMolecules(d, m, alpha), initial);
        assertThat(solutions).extracting(ExactSolution::title).containsExactly("moment laws of Maxwell molecules");
        ExactSolution exact = solutions.get(0);
        for (NamedCsvRecord row : ReferenceTables.rows("exact/" + key + ".csv")) {
            int i = (int) number(row, "species") - 1;
            double t = number(row, "t");
            assertClose("T", value(exact, i, "temperature", t), number(row, "T"), PRINTED);
            for (int a = 0; a < d; a++) {
                char axis = AXES.charAt(a);
                double velocity = value(exact, i, "velocity_" + axis, t);
                assertThat(Math.abs(velocity - number(row, "u" + axis))).isLessThan(1e-11);
                // the tables' P is per particle and mass: the central second moment
                String pair = "" + axis + axis;
                assertClose(pair, value(exact, i, "temperature_" + pair, t), m[i] * number(row, "P" + pair), PRINTED);
            }
            double stress = value(exact, i, "stress_xy", t);
            assertThat(Math.abs(stress - n[i] * m[i] * number(row, "Pxy"))).isLessThan(1e-11);
        }
    }

    private static double value(ExactSolution exact, int species, String quantity, double time) {
        return exact.value(species, quantity, time).orElseThrow();
    }
}
