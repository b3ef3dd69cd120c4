package io.github.stosszahl.model;

/**
 * One species of the mixture.
 *
 * @param name unique in its mixture, not blank
 * @param mass particle mass, positive and finite
 * @param statistics how occupied states affect collisions
 * @param quantumParameter q, the volume of phase space per quantum state, positive and finite: q f is the number of particles per state. It has no effect on
 *     {@link Statistics#MAXWELL}
 */
public record Species(String name, double mass, Statistics statistics, double quantumParameter) {
    /** @throws IllegalArgumentException if the name is blank or the mass or q is not positive and finite */
    public Species {
        if (name.isBlank()) {
            throw new IllegalArgumentException("species name must not be blank");
        }
        Require.positive("mass", mass);
        Require.positive("quantum parameter", quantumParameter);
    }

    /**
     * A classical species.
     *
     * @throws IllegalArgumentException as the other constructor
     */
    public Species(String name, double mass) {
        this(name, mass, Statistics.MAXWELL, 1);
    }

    /** tau(f) = 1 + alpha q f of (1.2), the factor by which the occupation of a state changes the rate of collisions into it. */
    public double tau(double f) {
        return 1 + statistics.sign() * quantumParameter * f;
    }
}
