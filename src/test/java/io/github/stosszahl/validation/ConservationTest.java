package io.github.stosszahl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.VssAngle;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.simulation.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Collisions between equal weights conserve momentum and energy to rounding.
 *
 * <p>Quantity: the relative drift of the energy, and the drift of the momentum relative to (sum of m_i n_i) times the root-mean-square speed, of 1e6 particles
 * of two species (masses 1 and 7, temperatures 1 and 3, drifts) after at least 100 collisions per particle. Sums over particles are compensated, so that they
 * add nothing to the drift. Exact value: 0. Bound: 1e-12 at every one of 10 times; a collision's own rounding is about 1e-16 of its energy, so that even
 * 100 of one sign per particle give 1e-14. There is no false alarm to speak of: rounding is no chance event.
 */
@Tag("validation")
class ConservationTest {
    private static final int PER_SPECIES = 500_000;
    private static final long SEED = 7001;
    private static final double BOUND = 1e-12;
    private static final double COLLISIONS_PER_PARTICLE = 100;
    private static final double[] MASS = {1, 7};

    /** Rates are chosen so that a run to time 1 has a little more than 100 collisions per particle. */
    private record Case(String name, int dimension, Mixture mixture) {}

    /** Momentum (d components) and energy per volume. */
    private record Totals(double[] momentum, double energy, double massDensity) {}

    private record Drift(double momentum, double energy, double collisions) {}

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int d : new int[] {3, 2}) {
            cases.add(new Case(
                    "hard spheres, isotropic",
                    d,
                    Runs.sameKernel(d, MASS, PowerLaw.of(d == 3 ? 23 : 30, 1), new IsotropicAngle(d))));
            cases.add(new Case(
                    "Maxwell molecules, VSS angles, alpha = 1.6",
                    d,
                    Runs.sameKernel(d, MASS, PowerLaw.of(51, 0), VssAngle.of(d, 1.6))));
        }
        return cases;
    }

    @Test
    void driftOfMomentumAndEnergy() throws IOException {
        MeasuredTable table = new MeasuredTable(
                "conservation",
                "Largest drift over 10 times, 2 x 5e5 particles, seed " + SEED,
                "collisions",
                "d",
                "collisions per particle",
                "energy",
                "momentum");
        List<Case> cases = cases();
        List<Drift> drifts = IntStream.range(0, cases.size())
                .parallel()
                .mapToObj(c -> drift(cases.get(c)))
                .toList();
        for (int c = 0; c < cases.size(); c++) {
            Drift drift = drifts.get(c);
            table.row(cases.get(c).name, cases.get(c).dimension, drift.collisions, drift.energy, drift.momentum);
        }
        table.write();
        assertThat(drifts).allSatisfy(drift -> {
            assertThat(drift.collisions).isGreaterThan(COLLISIONS_PER_PARTICLE);
            assertThat(drift.energy).isLessThan(BOUND);
            assertThat(drift.momentum).isLessThan(BOUND);
        });
    }

    private static Drift drift(Case c) {
        int d = c.dimension;
        double[] slow = new double[d];
        double[] fast = new double[d];
        double[] one = new double[d];
        double[] three = new double[d];
        for (int a = 0; a < d; a++) {
            slow[a] = 0.3 - 0.2 * a;
            fast[a] = 0.5 * a - 0.4;
            one[a] = 1 / MASS[0];
            three[a] = 3 / MASS[1];
        }
        List<InitialState> states = List.of(
                new InitialState(new Maxwellian(1, slow, one), PER_SPECIES),
                new InitialState(new Maxwellian(1, fast, three), PER_SPECIES));
        List<Totals> start = new ArrayList<>();
        double[] largest = new double[3];
        Runs.run(c.mixture, states, SEED, 1, Runs.times(1, 11), snapshot -> {
            Totals now = totals(snapshot.ensembles().get(0));
            if (start.isEmpty()) {
                start.add(now);
            }
            Totals first = start.get(0);
            double scale = Math.sqrt(2 * first.energy * first.massDensity);
            for (int a = 0; a < d; a++) {
                largest[0] = Math.max(largest[0], Math.abs(now.momentum[a] - first.momentum[a]) / scale);
            }
            largest[1] = Math.max(largest[1], Math.abs(now.energy / first.energy - 1));
            largest[2] = collisionsPerParticle(snapshot);
        });
        return new Drift(largest[0], largest[1], largest[2]);
    }

    private static double collisionsPerParticle(Snapshot snapshot) {
        double accepted = snapshot.tallies().get(0).stream()
                .mapToLong(PairTally::accepted)
                .sum();
        return 2 * accepted / snapshot.ensembles().get(0).size();
    }

    private static Totals totals(Ensemble ensemble) {
        int d = ensemble.populations().get(0).dimension();
        double[] momentum = new double[d];
        double energy = 0;
        double massDensity = 0;
        for (Population p : ensemble.populations()) {
            double unit = p.mass() * p.weight();
            for (int a = 0; a < d; a++) {
                double[] v = p.velocity(a);
                momentum[a] += unit * sum(v, false);
                energy += unit / 2 * sum(v, true);
            }
            massDensity += unit * p.size();
        }
        return new Totals(momentum, energy, massDensity);
    }

    /** Neumaier's compensated sum. */
    private static double sum(double[] values, boolean squared) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double x = squared ? value * value : value;
            double next = sum + x;
            lost += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
            sum = next;
        }
        return sum + lost;
    }
}
