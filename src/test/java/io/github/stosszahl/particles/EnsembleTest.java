package io.github.stosszahl.particles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.Species;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnsembleTest {
    /** By hand: masses 1 and 4, weights 2 and 0.5: p = 2 (1 + 3) + 2 (2) = 12, rho = 4 + 2, u_x = 2. */
    @Test
    void centreOfMassWeighsByMassAndWeight() {
        Population light = new Population(new Species("a", 1), 2, 2, 2);
        Population heavy = new Population(new Species("b", 4), 2, 1, 0.5);
        light.velocity(0)[0] = 1;
        light.velocity(0)[1] = 3;
        light.velocity(1)[1] = -3;
        heavy.velocity(0)[0] = 2;
        Ensemble ensemble = new Ensemble(List.of(light, heavy));
        assertThat(ensemble.centreOfMassVelocity()).containsExactly(new double[] {2, -1}, within(1e-15));
        assertThat(ensemble.size()).isEqualTo(3);
        assertThat(light.density()).isEqualTo(4);
    }

    /** n/N of one density and one N may differ in the last digits; 1e-12 is within, 1e-9 is not. */
    @Test
    void weightsAreEqualUpToRounding() {
        Species species = new Species("a", 1);
        Population a = new Population(species, 3, 1, 0.1);
        assertThat(a.hasWeightOf(new Population(species, 3, 1, 0.1 * (1 + 1e-14))))
                .isTrue();
        assertThat(a.hasWeightOf(new Population(species, 3, 1, 0.1 * (1 + 1e-9))))
                .isFalse();
    }

    @Test
    void emptyOrWeightlessPopulationsAreRefused() {
        Species species = new Species("a", 1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Population(species, 3, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Population(species, 3, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Population(species, 3, 1, Double.NaN));
    }
}
