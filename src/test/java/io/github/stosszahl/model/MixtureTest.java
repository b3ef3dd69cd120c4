package io.github.stosszahl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MixtureTest {
    private static final CollisionKernel KERNEL = new CollisionKernel(PowerLaw.of(1, 0), new IsotropicAngle(3));
    private static final List<Species> TWO = List.of(new Species("a", 1), new Species("b", 2));

    @Test
    void kernelIsFoundInEitherOrder() {
        Mixture mixture = new Mixture(3, 1, TWO, List.of(new CollidingPair(0, 1, KERNEL)));
        assertThat(mixture.kernel(0, 1)).contains(KERNEL);
        assertThat(mixture.kernel(1, 0)).contains(KERNEL);
        assertThat(mixture.kernel(0, 0)).isEmpty();
    }

    @Test
    void contradictoryMixturesAreRefused() {
        CollidingPair pair = new CollidingPair(0, 1, KERNEL);
        List<CollidingPair> none = List.of();
        assertThatIllegalArgumentException().isThrownBy(() -> new Mixture(4, 1, TWO, none));
        assertThatIllegalArgumentException().isThrownBy(() -> new Mixture(3, 0, TWO, none));
        assertThatIllegalArgumentException().isThrownBy(() -> new Mixture(3, 1, List.of(), none));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mixture(3, 1, List.of(TWO.get(0), new Species("a", 5)), none))
                .withMessageContaining("a");
        assertThatIllegalArgumentException().isThrownBy(() -> new Mixture(3, 1, TWO, List.of(pair, pair)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mixture(3, 1, TWO, List.of(new CollidingPair(0, 2, KERNEL))))
                .withMessageContaining("2");
        assertThatIllegalArgumentException().isThrownBy(() -> new CollidingPair(1, 0, KERNEL));
        assertThatIllegalArgumentException().isThrownBy(() -> new CollidingPair(-1, 0, KERNEL));
        assertThatIllegalArgumentException().isThrownBy(() -> new Species(" ", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Species("a", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Species("a", Double.POSITIVE_INFINITY));
    }
}
