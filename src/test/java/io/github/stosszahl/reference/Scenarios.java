package io.github.stosszahl.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import java.util.ArrayList;
import java.util.List;

/** Mixtures and checks that several tests share. */
final class Scenarios {
    private Scenarios() {}

    /** Maxwell molecules with total rate coefficients alpha[i][j] and one angle law. */
    static Mixture maxwellMolecules(int dimension, double[] mass, double[][] alpha, AngleLaw angle) {
        List<Species> species = new ArrayList<>();
        List<CollidingPair> pairs = new ArrayList<>();
        for (int i = 0; i < mass.length; i++) {
            species.add(new Species("s" + i, mass[i]));
            for (int j = i; j < mass.length; j++) {
                pairs.add(new CollidingPair(i, j, new CollisionKernel(PowerLaw.of(alpha[i][j], 0), angle)));
            }
        }
        return new Mixture(dimension, 1, species, pairs);
    }

    static Mixture maxwellMolecules(int dimension, double[] mass, double[][] alpha) {
        return maxwellMolecules(dimension, mass, alpha, new IsotropicAngle(dimension));
    }

    /** Asserts a relative deviation of at most the tolerance; an expected 0 must be met exactly. */
    static void assertClose(String what, double actual, double expected, double tolerance) {
        assertThat(Math.abs(actual - expected) / Math.max(Double.MIN_VALUE, Math.abs(expected)))
                .as("%s: %s, expected %s", what, actual, expected)
                .isLessThanOrEqualTo(tolerance);
    }
}
