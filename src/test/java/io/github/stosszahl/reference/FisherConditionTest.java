package io.github.stosszahl.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.VssAngle;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The constants of physics.md section 3. Like species: 2 sqrt(4) = 4, for d = 2 sharp, for d = 3 a lower bound. Unlike species: 2 sqrt(d - 1), which is 2 and 2.828, for isotropic
 * b sharp and for other laws an upper bound.
 */
class FisherConditionTest {
    @ParameterizedTest
    @CsvSource({
        "2, like, 4, true",
        "2, like, -4, true",
        "2, like, 4.001, false",
        "2, unlike, 2, true",
        "2, unlike, -2.001, false",
        "3, like, 4, true",
        "3, like, -4.001, unknown",
        "3, unlike, -2.828, true",
        "3, unlike, 2.829, false",
        "3, unlike, -3, false"
    })
    void isotropic(int d, String species, double exponent, String holds) {
        assertThat(holds(d, species, exponent, new IsotropicAngle(d))).isEqualTo(holds);
    }

    /** Lambda_b is not known, but not negative, and at most d - 1 for unlike species. */
    @ParameterizedTest
    @CsvSource({
        "like, 0, true",
        "unlike, 0, true",
        "like, 0.1, unknown",
        "like, 9, unknown",
        "unlike, 2.8, unknown",
        "unlike, 2.829, false"
    })
    void otherAngleLaws(String species, double exponent, String holds) {
        assertThat(holds(3, species, exponent, new VssAngle(1.4))).isEqualTo(holds);
    }

    private static String holds(int d, String species, double exponent, AngleLaw angle) {
        PowerLaw rate = exponent < 0 ? new PowerLaw(2, exponent, 0.1) : PowerLaw.of(2, exponent);
        CollidingPair pair = new CollidingPair(0, species.equals("like") ? 0 : 1, new CollisionKernel(rate, angle));
        Mixture mixture = new Mixture(d, 1, List.of(new Species("a", 1), new Species("b", 8)), List.of(pair));
        Optional<Boolean> holds = FisherCondition.of(mixture, pair).holds();
        return holds.map(Object::toString).orElse("unknown");
    }
}
