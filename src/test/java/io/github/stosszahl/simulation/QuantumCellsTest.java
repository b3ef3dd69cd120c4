package io.github.stosszahl.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.estimate.LargestOccupation;
import io.github.stosszahl.initial.CosineProfile;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.model.UniformShell;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.reference.MixtureEquilibrium;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Fermi and Bose gases in the cells of a box. */
class QuantumCellsTest {
    private static final Boundary PERIODIC = new Boundary.Periodic();
    private static final CollisionKernel JUMPS = new CollisionKernel(PowerLaw.of(8, 0), new IsotropicAngle(2));

    private record Result(double kurtosis, double expected, double largest, double clipped) {}

    /** &lt;v^4&gt;/&lt;v^2&gt;^2 of a plane gas, averaged over late times, and that of the equilibrium which density and energy prescribe. */
    private static Result relax(
            CollisionKernel kernel,
            Statistics statistics,
            VelocityDistribution start,
            Optional<CosineProfile> profile,
            double edge,
            int particles) {
        Species species = new Species("gas", 1, statistics, 1);
        Box box = SpatialGases.box(1, 1, 4, PERIODIC, PERIODIC);
        Mixture mixture = new Mixture(2, 1, List.of(species), List.of(new CollidingPair(0, 0, kernel)));
        InitialState state = SpatialGases.filled(box, start, particles, profile);
        OccupationCells cells =
                OccupationCells.of(species, state.weight() * box.grid().count(), 1, edge, new double[2], 8, 1 << 16);
        EquilibriumDistribution end = MixtureEquilibrium.of(mixture, List.of(start))
                .orElseThrow()
                .species()
                .get(0);
        double[] moments = new double[2];
        double[] largest = {0};
        List<PairTally> tallies = new ArrayList<>();
        new Simulation(
                        mixture,
                        box,
                        List.of(state),
                        List.of(Optional.of(cells)),
                        new RandomStreams(3),
                        OptionalDouble.of(0.05),
                        KernelChoice.SCALAR)
                .run(
                        1,
                        new double[] {0, 1.5, 2, 2.5, 3},
                        snapshot -> {
                            Population p =
                                    snapshot.ensembles().get(0).populations().get(0);
                            double occupation = LargestOccupation.of(List.of(p)).orElseThrow();
                            if (snapshot.time() == 0) {
                                largest[0] = occupation;
                                return;
                            }
                            tallies.add(snapshot.tallies().get(0).get(0));
                            for (int k = 0; k < p.size(); k++) {
                                double square =
                                        p.velocity(0)[k] * p.velocity(0)[k] + p.velocity(1)[k] * p.velocity(1)[k];
                                moments[0] += square / p.size() / 4;
                                moments[1] += square * square / p.size() / 4;
                            }
                        },
                        () -> false);
        PairTally last = tallies.get(tallies.size() - 1);
        // by quadrature of the equilibrium, in w = v^2/2
        double[] exact = new double[3];
        int steps = 200_000;
        for (int k = 0; k < steps; k++) {
            double w = (k + 0.5) * 40 / steps;
            double f = end.f(Math.sqrt(2 * w));
            exact[0] += f;
            exact[1] += f * 2 * w;
            exact[2] += f * 4 * w * w;
        }
        return new Result(
                moments[1] / (moments[0] * moments[0]),
                exact[2] * exact[0] / (exact[1] * exact[1]),
                largest[0],
                (double) last.clipped() / (last.candidates() + last.diffusion().pairs()));
    }

    /** The same shell under the Landau equation; the stationary law does not depend on the step. */
    @Test
    void diffusingFermionsReachFermiDirac() {
        Result result = relax(
                CollisionKernel.landau(PowerLaw.of(1, 0), 1, 1),
                Statistics.FERMI,
                new UniformShell(Math.PI * (2 - 0.5) * 0.8, new double[2], Math.sqrt(0.5), Math.sqrt(2)),
                Optional.empty(),
                0.15,
                60_000);
        assertThat(result.largest).isLessThanOrEqualTo(1);
        assertThat(result.expected).isLessThan(1.9);
        assertThat(result.kurtosis).isCloseTo(result.expected, within(0.005 * result.expected));
    }

    /** Bosons whose directions diffuse, alone or below the cutoff of jumps, from an anisotropic start; the classical equilibrium has 2. The error of the cells is 0.3 %, see the bias that their edge is expected to have. */
    @Test
    void diffusingBosonsReachBoseEinstein() {
        CollisionKernel both = new CollisionKernel(PowerLaw.of(4, 0), Optional.of(new IsotropicAngle(2)), 0.5);
        for (CollisionKernel kernel : List.of(CollisionKernel.landau(PowerLaw.of(1, 0), 1, 1), both)) {
            assertThat(relaxBosons(kernel).clipped).isLessThan(1e-4);
        }
    }

    /** A shell of fermions: the classical equilibrium has 2, this one 1.74. The error of the cells is 0.18 %, the standard deviation between seeds 0.06 %. */
    @Test
    void fermionsReachFermiDirac() {
        Result result = relax(
                JUMPS,
                Statistics.FERMI,
                new UniformShell(Math.PI * (2 - 0.5) * 0.8, new double[2], Math.sqrt(0.5), Math.sqrt(2)),
                Optional.empty(),
                0.15,
                60_000);
        assertThat(result.largest).isLessThanOrEqualTo(1);
        assertThat(result.expected).isLessThan(1.9);
        assertThat(result.kurtosis).isCloseTo(result.expected, within(0.005 * result.expected));
        assertThat(result.clipped).isLessThan(0.01);
    }

    @Test
    void aCosineOfFermionsDoesNotOverfillItsCells() {
        Result result = relax(
                JUMPS,
                Statistics.FERMI,
                new UniformShell(Math.PI * 2 * 0.5, new double[2], 0, Math.sqrt(2)),
                Optional.of(new CosineProfile(0.9, new int[] {1})),
                0.15,
                60_000);
        assertThat(result.largest).isLessThanOrEqualTo(1).isGreaterThan(0.75);
        assertThat(result.kurtosis).isCloseTo(result.expected, within(0.005 * result.expected));
    }

    @Test
    void bosonsReachBoseEinstein() {
        assertThat(relaxBosons(JUMPS).clipped).isZero();
    }

    /** From an anisotropic start to the kurtosis of the equilibrium. */
    private static Result relaxBosons(CollisionKernel kernel) {
        Result result = relax(
                kernel,
                Statistics.BOSE,
                new Maxwellian(6, new double[2], new double[] {2, 0.5}),
                Optional.empty(),
                0.3,
                60_000);
        assertThat(result.expected).isGreaterThan(2.1);
        assertThat(result.kurtosis).isCloseTo(result.expected, within(0.01 * result.expected));
        return result;
    }
}
