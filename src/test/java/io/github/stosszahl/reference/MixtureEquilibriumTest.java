package io.github.stosszahl.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MixtureEquilibriumTest {
    private static final double PERCENT = 1e-8;

    private static Statistics statistics(int sign) {
        return switch (sign) {
            case -1 -> Statistics.FERMI;
            case 1 -> Statistics.BOSE;
            default -> Statistics.MAXWELL;
        };
    }

    private static Mixture mixture(int d, Species... species) {
        return new Mixture(d, 1, List.of(species), List.of());
    }

    /** The tables of kind D, from polylogarithm series. */
    @Test
    void singleSpeciesOfTheTable() throws IOException {
        for (NamedCsvRecord row : ReferenceTables.rows("exact/D_single_equilibria.csv")) {
            int d = Integer.parseInt(row.getField("d"));
            double m = ReferenceTables.number(row, "m");
            double n = ReferenceTables.number(row, "n");
            double temperature = ReferenceTables.number(row, "T");
            Species gas = new Species("gas", m, statistics(Integer.parseInt(row.getField("alpha"))), 1);
            double energy = ReferenceTables.number(row, "E");
            MixtureEquilibrium equilibrium = MixtureEquilibrium.of(
                            mixture(d, gas), new double[] {n}, new double[d], energy)
                    .orElseThrow();
            EquilibriumDistribution f = equilibrium.species().get(0);
            String name = row.getField("case");
            // the energy of the table has 12 digits, of which T and eta of a degenerate gas keep fewer
            assertThat(equilibrium.temperature()).as(name).isCloseTo(temperature, withinPercentage(1e-6));
            EquilibriumDistribution exact = EquilibriumDistribution.ofDensity(gas, n, new double[d], temperature / m)
                    .orElseThrow();
            assertThat(exact.logFugacity()).as(name).isCloseTo(ReferenceTables.number(row, "log z"), within(1e-9));
            for (EquilibriumDistribution g : List.of(f, exact)) {
                double percent = g == exact ? PERCENT : 1e-5;
                assertThat(g.moment(2))
                        .as(name)
                        .isCloseTo(ReferenceTables.number(row, "<v^2>"), withinPercentage(percent));
                assertThat(g.moment(4))
                        .as(name)
                        .isCloseTo(ReferenceTables.number(row, "<v^4>"), withinPercentage(percent));
                assertThat(g.moment(6))
                        .as(name)
                        .isCloseTo(ReferenceTables.number(row, "<v^6>"), withinPercentage(percent));
                assertThat(g.entropy()).as(name).isCloseTo(ReferenceTables.number(row, "H"), withinPercentage(percent));
            }
            assertThat(exact.f(0)).as(name).isCloseTo(ReferenceTables.number(row, "f(v=0)"), withinPercentage(PERCENT));
            assertThat(exact.fisher())
                    .as(name)
                    .isCloseTo(ReferenceTables.number(row, "I=int|grad f|^2/f"), withinPercentage(PERCENT));
        }
    }

    @Test
    void mixturesOfTheTable() throws IOException {
        for (JsonNode entry : ReferenceTables.json("exact/D_mixture_equilibria.json")) {
            int d = entry.get("d").asInt();
            double[] n = ReferenceTables.vector(entry.get("n"));
            List<Species> species = new ArrayList<>();
            for (int i = 0; i < n.length; i++) {
                species.add(new Species(
                        "s" + i,
                        entry.get("m").get(i).asDouble(),
                        statistics(entry.get("alpha").get(i).asInt()),
                        1));
            }
            MixtureEquilibrium equilibrium = MixtureEquilibrium.of(
                            mixture(d, species.toArray(Species[]::new)),
                            n,
                            new double[d],
                            entry.get("E").asDouble())
                    .orElseThrow();
            assertThat(equilibrium.temperature()).isCloseTo(entry.get("T").asDouble(), withinPercentage(PERCENT));
            for (int i = 0; i < n.length; i++) {
                EquilibriumDistribution f = equilibrium.species().get(i);
                assertThat(f.density()).isCloseTo(n[i], withinPercentage(PERCENT));
                assertThat(f.logFugacity())
                        .isCloseTo(Math.log(entry.get("z").get(i).asDouble()), within(1e-9));
                assertThat(f.moment(2)).isCloseTo(entry.get("m2").get(i).asDouble(), withinPercentage(PERCENT));
                assertThat(f.moment(4)).isCloseTo(entry.get("m4").get(i).asDouble(), withinPercentage(PERCENT));
                assertThat(f.entropy()).isCloseTo(entry.get("H_i").get(i).asDouble(), withinPercentage(PERCENT));
                assertThat(equilibrium.fermiTemperature(mixture(d, species.toArray(Species[]::new)), i))
                        .isCloseTo(
                                equilibrium.temperature()
                                        / entry.get("T_over_TF").get(i).asDouble(),
                                withinPercentage(PERCENT));
            }
        }
    }

    /** In the plane z = 1 - exp(-n q/(2 pi s)) for bosons and exp(n q/(2 pi s)) - 1 for fermions. */
    @ParameterizedTest
    @CsvSource({"FERMI, 0.01", "FERMI, 30", "BOSE, 0.01", "BOSE, 3", "BOSE, 20"})
    void fugacityInThePlane(Statistics statistics, double degeneracy) {
        double q = 0.2;
        double s = 0.7;
        double n = 2 * Math.PI * s * degeneracy / q;
        EquilibriumDistribution f = EquilibriumDistribution.ofDensity(
                        new Species("gas", 1, statistics, q), n, new double[2], s)
                .orElseThrow();
        double alpha = statistics.sign();
        double z = alpha * -Math.expm1(-alpha * degeneracy);
        assertThat(Math.exp(f.logFugacity())).isCloseTo(z, withinPercentage(1e-10));
        assertThat(f.density()).isCloseTo(n, withinPercentage(1e-10));
    }

    /** n and the moments, H and I of their definitions, with f = (1/q)/(exp(v^2/(2 s) - log z) - alpha), by Gauss-Legendre quadrature in the speed. */
    @ParameterizedTest
    @CsvSource({"FERMI, 2, 3", "FERMI, 3, -2", "FERMI, 3, 12", "BOSE, 2, -0.5", "BOSE, 3, -0.1"})
    void functionalsByQuadrature(Statistics statistics, int d, double eta) {
        double q = 0.4;
        double s = 1.3;
        Species gas = new Species("gas", 1, statistics, q);
        EquilibriumDistribution f = new EquilibriumDistribution(statistics, q, new double[d], s, eta);
        double entropy = 0;
        double fisher = 0;
        double[] moments = new double[4];
        double end = Math.sqrt(2 * s * (Math.max(eta, 0) + 45));
        int panels = 200;
        for (int k = 0; k < panels; k++) {
            var rule = new GaussIntegratorFactory().legendre(20, k * end / panels, (k + 1) * end / panels);
            entropy += rule.integrate(c -> {
                double tau = gas.tau(f.f(c));
                double h = f.f(c) * Math.log(q * f.f(c)) - tau * Math.log(tau) / (statistics.sign() * q);
                return (d == 2 ? 2 * c : 4 * c * c) * Math.PI * h;
            });
            fisher += rule.integrate(c -> {
                double gradient = c / s * f.f(c) * gas.tau(f.f(c));
                return (d == 2 ? 2 * c : 4 * c * c) * Math.PI * gradient * gradient / f.f(c);
            });
            for (int power = 0; power < moments.length; power++) {
                int order = 2 * power;
                moments[power] += rule.integrate(c -> (d == 2 ? 2 * c : 4 * c * c)
                        * Math.PI
                        * Math.pow(c, order)
                        / (Math.exp(c * c / (2 * s) - eta) - statistics.sign())
                        / q);
            }
        }
        assertThat(f.entropy()).isCloseTo(entropy, withinPercentage(1e-9));
        assertThat(f.fisher()).isCloseTo(fisher, withinPercentage(1e-9));
        assertThat(f.density()).isCloseTo(moments[0], withinPercentage(1e-9));
        for (int power = 1; power < moments.length; power++) {
            assertThat(f.moment(2 * power)).isCloseTo(moments[power] / moments[0], withinPercentage(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"FERMI", "BOSE"})
    void classicalLimit(Statistics statistics) {
        Species gas = new Species("gas", 2, statistics, 1e-9);
        MixtureEquilibrium equilibrium = MixtureEquilibrium.of(mixture(3, gas), new double[] {1}, new double[3], 1.5)
                .orElseThrow();
        assertThat(equilibrium.temperature()).isCloseTo(1, within(1e-8));
        EquilibriumDistribution f = equilibrium.species().get(0);
        assertThat(f.entropy()).isCloseTo(Math.log(1e-9 * Math.pow(Math.PI, -1.5)) - 2.5, within(1e-7));
        assertThat(f.moment(4)).isCloseTo(15 * 0.25, within(1e-7));
    }

    /** E = (3/5) n k_B T_F (1 + (5 pi^2/12)(T/T_F)^2 - (pi^4/16)(T/T_F)^4 + ...), Sommerfeld. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.02, 0.05})
    void energyOfDegenerateFermions(double ratio) {
        Species gas = new Species("gas", 3, Statistics.FERMI, 0.5);
        double fermi = 3 * EquilibriumDistribution.fermiVariance(0.5, 7, 3);
        double square = Math.pow(Math.PI * ratio, 2);
        double energy = 0.6 * 7 * fermi * (1 + 5 * square / 12 - square * square / 16);
        MixtureEquilibrium equilibrium = MixtureEquilibrium.of(mixture(3, gas), new double[] {7}, new double[3], energy)
                .orElseThrow();
        // the next term is about (247/1008) square^3, against d log E = (5/6) square d log T
        assertThat(equilibrium.temperature() / fermi / ratio).isCloseTo(1, within(square * square + 1e-9));
        assertThat(equilibrium.fermiTemperature(mixture(3, gas), 0)).isCloseTo(fermi, withinPercentage(1e-9));
    }

    /** At T_c the energy is (3/2) n k_B T_c zeta(5/2)/zeta(3/2) = 0.7701 n k_B T_c. */
    @Test
    void bosonsBelowTheCriticalEnergyHaveNoEquilibrium() {
        Species gas = new Species("gas", 2, Statistics.BOSE, 0.3);
        double[] density = {4};
        double critical = MixtureEquilibrium.criticalTemperature(mixture(3, gas), density);
        assertThat(critical)
                .isCloseTo(2 / (2 * Math.PI) * Math.pow(4 * 0.3 / 2.612375348685488, 2.0 / 3), within(1e-12));
        double energy = 1.5 * 4 * critical * 1.341487257250917 / 2.612375348685488;
        assertThat(MixtureEquilibrium.of(mixture(3, gas), density, new double[3], 0.999 * energy))
                .isEmpty();
        MixtureEquilibrium above = MixtureEquilibrium.of(mixture(3, gas), density, new double[3], 1.0001 * energy)
                .orElseThrow();
        assertThat(above.temperature()).isBetween(critical, 1.0001 * critical);
        assertThat(MixtureEquilibrium.criticalTemperature(mixture(2, gas), density))
                .isZero();
    }

    @Test
    void fermionsBelowTheEnergyOfTheFilledBallHaveNoEquilibrium() {
        Species gas = new Species("gas", 1, Statistics.FERMI, 1);
        double ground = 0.6 * EquilibriumDistribution.fermiVariance(1, 1, 3);
        assertThat(MixtureEquilibrium.of(mixture(3, gas), new double[] {1}, new double[3], 0.99 * ground))
                .isEmpty();
    }

    @Test
    void initialDataOfClassicalSpeciesGiveTheirMeanTemperature() {
        Mixture mixture = mixture(2, new Species("a", 1), new Species("b", 3));
        Maxwellian a = new Maxwellian(1, new double[] {1, 0}, new double[] {1, 1});
        Maxwellian b = new Maxwellian(2, new double[] {0, 0}, new double[] {0.5, 0.5});
        MixtureEquilibrium equilibrium =
                MixtureEquilibrium.of(mixture, List.of(a, b)).orElseThrow();
        // u = 1/7; k_B T = [1 (2 + 36/49) + 6 (1 + 1/49)]/(2 * 3)
        assertThat(equilibrium.velocity()).containsExactly(1.0 / 7, 0);
        assertThat(equilibrium.temperature()).isCloseTo((2 + 36.0 / 49 + 6 + 6.0 / 49) / 6, within(1e-12));
        assertThat(equilibrium.species().get(1).variance()).isCloseTo(equilibrium.temperature() / 3, within(1e-12));
    }
}
