package io.github.stosszahl.model;

/**
 * One species of the mixture.
 *
 * @param name unique in its mixture, not blank
 * @param mass particle mass, positive and finite
 */
public record Species(String name, double mass) {
    /** @throws IllegalArgumentException if the name is blank or the mass is not positive and finite */
    public Species {
        if (name.isBlank()) {
            throw new IllegalArgumentException("species name must not be blank");
        }
        Require.positive("mass", mass);
    }
}
