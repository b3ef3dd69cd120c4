package io.github.stosszahl.reference;

import io.github.stosszahl.model.Mixture;

/** The checks that the solutions of this package share. */
final class Arguments {
    private Arguments() {}

    static void check(Mixture mixture, int species, double time) {
        if (species < ExactSolution.SYSTEM || species >= mixture.species().size()) {
            throw new IllegalArgumentException("no species " + species + " in a mixture of "
                    + mixture.species().size());
        }
        if (!(time >= 0 && time < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("time must be finite and at least 0, got " + time);
        }
    }
}
