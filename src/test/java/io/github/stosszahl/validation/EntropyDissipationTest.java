package io.github.stosszahl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.estimate.EntropyDissipation;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.FittedDensity;
import io.github.stosszahl.estimate.TestDensity;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Entropy dissipation of exact BKW samples, Maxwell molecules of rate 1, isotropic. The exact values are -dH/dt of the closed-form density by quadrature.
 */
@Tag("validation")
class EntropyDissipationTest {
    private static final long FIRST_SEED = 9001;

    private record Case(String name, int d, double exact) {}

    private static Estimate estimate(Case c, int particles, int run) {
        Population p = TestDensity.sample(c.name, c.d, particles, FIRST_SEED + run);
        CollisionKernel kernel = new CollisionKernel(PowerLaw.of(1, 0), new IsotropicAngle(c.d));
        Mixture mixture = new Mixture(c.d, 1, List.of(new Species("s", 1)), List.of(new CollidingPair(0, 0, kernel)));
        return EntropyDissipation.ofPairs(
                        mixture,
                        new Ensemble(List.of(p)),
                        List.of(FittedDensity.of(p)),
                        new RandomStreams(run).stream(RandomStreams.Purpose.COLLISIONS, 0, 0, 0))
                .value()
                .orElseThrow();
    }

    /** One sample each; bound 4 standard errors (6e-5 each if these are right), which are at most 4 % of D. */
    @Test
    void largeSamples() throws IOException {
        MeasuredTable table = new MeasuredTable(
                "dissipation-1000000", "Entropy dissipation, N = 1e6", "d", "density", "exact", "z", "stderr/D");
        List<Double> scores = new ArrayList<>();
        for (Case c : List.of(
                new Case("bkw_K0.6", 2, 0.0192423172504),
                new Case("bkw_K0.65", 2, 0.00865059237129),
                new Case("bkw_K0.7", 2, 0.00376432243012),
                new Case("bkw_K0.6", 3, 2.0 / 27),
                new Case("bkw_K0.65", 3, 0.0263880710569),
                new Case("bkw_K0.7", 3, 0.0106021427483))) {
            Estimate found = estimate(c, 1_000_000, 0);
            double z = (found.value() - c.exact) / found.standardError();
            table.row(c.d, c.name, c.exact, z, found.standardError() / c.exact);
            scores.add(z);
            assertThat(found.standardError()).isLessThan(0.04 * c.exact);
        }
        table.write();
        assertThat(scores).allSatisfy(z -> assertThat(Math.abs(z)).isLessThan(4));
    }
}
