package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wall time of work that threads share, and of work that keeps one thread of a replica busy; what functionals are timed with, and what is made of that. */
class CostEstimateTest {
    /** Work of 12 s that is shared and of 6 s that is not, of all replicas together. */
    @ParameterizedTest
    @CsvSource({"1, 1, 18", "4, 1, 9", "4, 2, 6", "4, 4, 4.5", "4, 8, 4.5", "2, 8, 9"})
    void onlySharedWorkIsDividedBetweenTheThreadsOfAReplica(int threads, int replicas, double expected) {
        assertThat(CostEstimate.wallTime(12, threads, 6, threads, replicas)).isEqualTo(expected);
    }

    /** Functionals of a million particles are timed with 16,384 and 131,072; a minority of 2000 keeps 1024 of them. The density of every species stays. */
    @ParameterizedTest
    @CsvSource({"16384", "131072"})
    void functionalsAreTimedWithFewParticles(int wanted) {
        assertThat(List.of(CostEstimate.FEW, CostEstimate.MANY)).contains(wanted);
        Ensemble all = new Ensemble(List.of(population(1_000_000), population(2_000)));
        Ensemble few = CostEstimate.thinned(all, wanted);
        Population many = few.populations().get(0);
        assertThat((double) many.size()).isCloseTo(wanted, within(0.003 * wanted));
        assertThat(few.populations().get(1).size()).isEqualTo(1024);
        for (int i = 0; i < 2; i++) {
            assertThat(few.populations().get(i).density())
                    .isCloseTo(all.populations().get(i).density(), within(1e-6));
        }
        // the particles are numbered: equal distances, at all places of the sample
        assertThat(many.velocity(0)[0]).isZero();
        assertThat(many.velocity(0)[many.size() / 2]).isCloseTo(500_000, within(200.0));
        assertThat(many.velocity(1)[many.size() - 1]).isCloseTo(999_900, within(150.0));
        assertThat(many.position(0)[many.size() / 4]).isCloseTo(250_000, within(200.0));
    }

    private static Population population(int size) {
        Population population = new Population(new Species("gas", 1), 1, 2, size, 1.0 / size, null);
        for (double[] component : List.of(population.velocity(0), population.velocity(1), population.position(0))) {
            Arrays.setAll(component, k -> k);
        }
        return population;
    }

    @Test
    void aSmallSampleIsTimedAsItIs() {
        Ensemble all = new Ensemble(List.of(population(1500)));
        assertThat(CostEstimate.thinned(all, CostEstimate.FEW).size()).isEqualTo(1500);
        assertThat(CostEstimate.extrapolated(1500, 0.3, 1500, 0.3, 1500)).isEqualTo(0.3);
    }

    /** A fixed part of 1 s and 1 ms per particle; noise that makes less of more particles, or a fixed part negative. */
    @ParameterizedTest
    @CsvSource({"2, 5, 1001", "5, 5, 5", "6, 5, 5", "0.5, 5, 1250"})
    void theFixedPartOfTheTimeDoesNotGrow(double few, double many, double expected) {
        assertThat(CostEstimate.extrapolated(1000, few, 4000, many, 1_000_000)).isCloseTo(expected, within(1e-9));
    }
}
