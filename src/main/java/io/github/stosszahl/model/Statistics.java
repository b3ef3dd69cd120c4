package io.github.stosszahl.model;

/** Quantum statistics of a species: how occupied states at the end of a collision block or enhance it. */
public enum Statistics {
    /** Classical particles: tau = 1. */
    MAXWELL(0),
    /** Fermions: tau = 1 - q f (Pauli blocking). */
    FERMI(-1),
    /** Bosons: tau = 1 + q f (Bose enhancement). */
    BOSE(1);

    private final int sign;

    Statistics(int sign) {
        this.sign = sign;
    }

    /** alpha in tau = 1 + alpha q f: 0, -1 or +1. */
    public int sign() {
        return sign;
    }
}
