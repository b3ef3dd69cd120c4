package io.github.stosszahl.collide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerAngle;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.model.TabulatedAngle;
import io.github.stosszahl.model.TabulatedRate;
import io.github.stosszahl.model.VssAngle;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** (1.6): every collision keeps momentum and energy, to rounding, whatever the kernel. No statistics: a fault of any size shows. */
class ConservationTest {
    private static final long SEED = 99;

    static Stream<Arguments> kernels() {
        List<Arguments> cases = new ArrayList<>();
        for (int d = 2; d <= 3; d++) {
            AngleLaw table = new TabulatedAngle(d, new double[] {-1, 0.2, 1}, new double[] {1, 0.3, 2});
            AngleLaw[] angles = {new IsotropicAngle(d), VssAngle.of(d, 1.6), new PowerAngle(1.5, 0.1), table};
            RateLaw[] rates = {
                PowerLaw.hardSphere(d, 0.5),
                PowerLaw.of(1, 0),
                new PowerLaw(1, -1, 0.1),
                new TabulatedRate(new double[] {0, 1, 3}, new double[] {0, 2, 1})
            };
            for (AngleLaw angle : angles) {
                for (RateLaw rate : rates) {
                    cases.add(Arguments.of(d, rate, angle));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void momentumAndEnergyAreKeptToRounding(int d, RateLaw rate, AngleLaw angle) {
        UniformRandomProvider rng = Gases.rng(SEED);
        Mixture mixture = Gases.mixture(d, rate, angle, 1, 7.3, 0.02);
        List<Population> populations = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            double[] u = new double[d];
            u[i % d] = 0.7 * i;
            populations.add(Gases.maxwellian(mixture.species().get(i), 100 + 50 * i, 0.01, 1 + i, u, rng));
        }
        Ensemble ensemble = new Ensemble(populations);
        double[] before = Gases.invariants(ensemble);
        double first = populations.get(0).velocity(0)[0];
        CollisionProcess process = new CollisionProcess(mixture, ensemble);
        process.advance(20_000 / process.candidateRate(), rng, () -> false);
        long collisions =
                process.tallies().stream().mapToLong(PairTally::accepted).sum();
        assertThat(collisions).isGreaterThan(500);
        assertThat(populations.get(0).velocity(0)[0]).isNotEqualTo(first);
        double[] after = Gases.invariants(ensemble);
        double energy = before[d];
        for (int a = 0; a < d; a++) {
            // the scale of momentum: sqrt(2 energy times mass), about 10 here
            assertThat(after[a]).isCloseTo(before[a], within(1e-12 * Math.sqrt(energy)));
        }
        assertThat(after[d] / energy).isCloseTo(1, within(1e-12));
    }
}
