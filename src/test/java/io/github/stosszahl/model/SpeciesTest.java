package io.github.stosszahl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpeciesTest {
    @Test
    void occupiedStatesBlockFermionsEnhanceBosonsAndDoNotMatterToClassicalParticles() {
        assertThat(new Species("e", 1, Statistics.FERMI, 0.5).tau(2)).isZero();
        assertThat(new Species("b", 1, Statistics.BOSE, 0.5).tau(6)).isEqualTo(4);
        assertThat(new Species("c", 1).tau(1e9)).isEqualTo(1);
    }

    @Test
    void refusesAQuantumParameterThatIsNotPositiveAndFinite() {
        for (double q : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Species("e", 1, Statistics.FERMI, q))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("quantum parameter");
        }
    }
}
