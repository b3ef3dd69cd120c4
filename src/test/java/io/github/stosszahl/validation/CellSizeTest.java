package io.github.stosszahl.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Homogeneous;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.reference.CellBias;
import io.github.stosszahl.reference.CellLaw;
import io.github.stosszahl.reference.MixtureEquilibrium;
import io.github.stosszahl.simulation.Simulation;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What occupation cells of edge h change in equilibrium is of second order in h. Fermions at T/T_F = 0.5 in space start from a sample of their equilibrium; after 20 collisions per particle the deviation of &lt;v^4&gt;/&lt;v^2&gt;^2 from the exact value is
 * averaged over outputs one collision per particle apart, in cells of g = 1024, 128 and 16 particles at f = 1, whose edges are h, h/2 and h/4.
 *
 * <p>Exact values: &lt;v^4&gt;/&lt;v^2&gt;^2 of the Fermi-Dirac distribution with the energy of the sample, and for the deviation the stationary law of the cells, summed without an expansion in h ({@link CellLaw}). Standard errors: from the scatter of means
 * over 20 outputs, of which there are so many that the deviation is known to 3 %. Bounds: each deviation within 4.5 of them (3 comparisons, false alarm 2e-5), the ratios of neighbours 4 +- 0.5. By the law they are 3.75 and 3.93, since terms of
 * fourth order are not small yet; with errors of 0.05 and 0.13 a false alarm of 6e-4. A deviation of first order has a ratio of 2.
 */
@Tag("validation")
class CellSizeTest {
    private static final Species FERMIONS = new Species("fermions", 1, Statistics.FERMI, 1);
    /** T = 1 = T_F/2; log z as in table D. */
    private static final EquilibriumDistribution EXACT =
            new EquilibriumDistribution(Statistics.FERMI, 1, new double[3], 1, 1.4861396960896067);

    private static final Mixture GAS = new Mixture(
            3,
            1,
            List.of(FERMIONS),
            List.of(new CollidingPair(0, 0, new CollisionKernel(PowerLaw.of(1, 0), new IsotropicAngle(3)))));
    private static final InitialState START = new InitialState(EXACT, 160_000);
    private static final int[] CAPACITY = {1024, 128, 16};
    private static final int[] BATCHES = {60, 120, 240};
    /** Outputs of a batch. */
    private static final int BATCH = 20;
    /** A third of the candidates of rate n = 33.5 collide. */
    private static final double COLLISION_TIME = 0.09;

    private static final long SEED = 8101;

    @Test
    void halfTheEdgeHasAQuarterOfTheBias() throws IOException {
        MeasuredTable table = new MeasuredTable(
                "cell-size",
                "Fermions, T/T_F = 0.5, d = 3, N = 160,000: deviation of <v^4>/<v^2>^2 from the exact equilibrium",
                "h/sigma",
                "g",
                "collisions per particle",
                "deviation",
                "stderr",
                "law of the cells",
                "second order in h",
                "ratio to that of h/2",
                "stderr");
        double[] edge = new double[CAPACITY.length];
        double[] law = new double[CAPACITY.length];
        Estimate[] measured = new Estimate[CAPACITY.length];
        for (int k = 0; k < CAPACITY.length; k++) {
            OccupationCells cells = cells(CAPACITY[k]);
            edge[k] = cells.edge();
            law[k] = CellLaw.biasOfFourthMoment(EXACT, edge[k]);
            measured[k] = bias(cells, BATCHES[k], SEED + k);
        }
        Estimate[] ratios = {ratio(measured[0], measured[1]), ratio(measured[1], measured[2])};
        for (int k = 0; k < CAPACITY.length; k++) {
            boolean last = k == ratios.length;
            table.row(
                    edge[k],
                    CAPACITY[k],
                    BATCHES[k] * BATCH,
                    measured[k].value(),
                    measured[k].standardError(),
                    law[k],
                    CellBias.ofFourthMoment(EXACT, edge[k]),
                    last ? "" : ratios[k].value(),
                    last ? "" : ratios[k].standardError());
        }
        table.write();
        for (int k = 0; k < CAPACITY.length; k++) {
            assertThat(measured[k].value()).isCloseTo(law[k], within(4.5 * measured[k].standardError()));
        }
        for (Estimate ratio : ratios) {
            assertThat(ratio.value()).isCloseTo(4, within(0.5));
        }
    }

    private static OccupationCells cells(int capacity) {
        double wanted = Math.cbrt(capacity * START.weight());
        OccupationCells cells = OccupationCells.of(FERMIONS, START.weight(), 1, wanted, new double[3], 8, 1 << 24);
        assertThat(cells.capacity()).isEqualTo(capacity);
        return cells;
    }

    private static Estimate ratio(Estimate a, Estimate b) {
        double ratio = a.value() / b.value();
        return new Estimate(ratio, ratio * Math.hypot(a.standardError() / a.value(), b.standardError() / b.value()));
    }

    /** The mean deviation of a run; its first batch does not count. */
    private static Estimate bias(OccupationCells cells, int batches, long seed) {
        double[] sum = new double[batches + 1];
        double[] times = Runs.times(COLLISION_TIME * BATCH * sum.length, BATCH * sum.length + 1);
        new Simulation(
                        GAS,
                        new Homogeneous(),
                        List.of(START),
                        List.of(Optional.of(cells)),
                        new RandomStreams(seed),
                        OptionalDouble.empty(),
                        KernelChoice.AUTO)
                .run(
                        1,
                        times,
                        snapshot -> {
                            if (snapshot.index() > 0) {
                                int batch = (snapshot.index() - 1) / BATCH;
                                sum[batch] += deviation(snapshot.ensembles().get(0)) / BATCH;
                            }
                        },
                        () -> false);
        double[] means = Arrays.copyOfRange(sum, 1, sum.length);
        double mean = Arrays.stream(means).average().orElseThrow();
        double squares = Arrays.stream(means).map(x -> (x - mean) * (x - mean)).sum();
        return new Estimate(mean, Math.sqrt(squares / (batches - 1.0) / batches));
    }

    /** The relative deviation of &lt;|v - u|^4&gt; from that of the Fermi-Dirac distribution of the same energy, whose &lt;|v - u|^2&gt; is the same. */
    private static double deviation(Ensemble ensemble) {
        Population p = ensemble.populations().get(0);
        double[] u = ensemble.centreOfMassVelocity();
        double second = 0;
        double fourth = 0;
        for (int k = 0; k < p.size(); k++) {
            double square = 0;
            for (int axis = 0; axis < u.length; axis++) {
                double c = p.velocity(axis)[k] - u[axis];
                square += c * c;
            }
            second += square / p.size();
            fourth += square * square / p.size();
        }
        double[] density = {p.density()};
        EquilibriumDistribution exact = MixtureEquilibrium.of(GAS, density, u, 0.5 * p.density() * second)
                .orElseThrow()
                .species()
                .get(0);
        return fourth / exact.moment(4) - 1;
    }
}
