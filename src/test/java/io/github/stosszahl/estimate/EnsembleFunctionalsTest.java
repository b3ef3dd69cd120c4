package io.github.stosszahl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sums over species; the estimates themselves are DensityFunctionalsTest's. */
class EnsembleFunctionalsTest {
    private static DensityFunctionals of(double entropy, double entropyError, double fisher, double fisherError) {
        return new DensityFunctionals(
                Optional.of(new Estimate(entropy, entropyError)),
                Optional.of(new Estimate(fisher, fisherError)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void sumsWithAndWithoutTheMasses() {
        EnsembleFunctionals both = new EnsembleFunctionals(
                List.of(of(-1, 0.3, 10, 3), of(-2, 0.4, 80, 32)), Optional.empty(), Optional.empty(), new double[] {1, 8
                });
        assertThat(both.entropy())
                .extracting(Quantity::species, Quantity::name)
                .containsExactly(tuple(0, "entropy"), tuple(1, "entropy"), tuple(Quantity.WHOLE_SYSTEM, "entropy"));
        assertClose(both.entropy().get(2).estimate(), -3, 0.5);
        assertThat(both.fisher())
                .extracting(Quantity::name)
                .containsExactly("fisher", "fisher", "fisher", "fisher_mass_weighted");
        assertClose(both.fisher().get(2).estimate(), 90, Math.hypot(3, 32));
        assertClose(both.fisher().get(3).estimate(), 20, 5);
        assertThat(both.fisher().get(3).species()).isEqualTo(Quantity.WHOLE_SYSTEM);
        assertThat(both.entropyDissipation()).isEmpty();
    }

    private static void assertClose(Estimate estimate, double value, double error) {
        assertThat(estimate.value()).isCloseTo(value, within(1e-13));
        assertThat(estimate.standardError()).isCloseTo(error, within(1e-13));
    }

    @Test
    void whatOneSpeciesMissesTheSumMissesToo() {
        Population few = TestDensity.sample("gaussian_T1", 2, 50, 1);
        Population many = TestDensity.sample("gaussian_T1", 2, 2000, 1);
        EnsembleFunctionals found = EnsembleFunctionals.of(new Ensemble(List.of(few, many)), () -> false)
                .orElseThrow();
        assertThat(found.entropy().get(0).estimate().value()).isNaN();
        assertThat(found.entropy().get(1).estimate().value()).isFinite();
        assertThat(found.entropy().get(2).estimate().value()).isNaN();
        assertThat(found.fisher().get(3).estimate().value()).isNaN();
    }

    @Test
    void anInterruptionLeavesNothing() {
        Population population = TestDensity.sample("gaussian_T1", 2, 200, 1);
        assertThat(EnsembleFunctionals.of(new Ensemble(List.of(population)), () -> true))
                .isEmpty();
    }
}
