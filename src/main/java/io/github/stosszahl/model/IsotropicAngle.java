package io.github.stosszahl.model;

/**
 * b constant on the sphere S^(d-1).
 *
 * @param dimension d, 2 or 3
 */
public record IsotropicAngle(int dimension) implements AngleLaw {
    /** @throws IllegalArgumentException if d is neither 2 nor 3 */
    public IsotropicAngle {
        Require.dimension(dimension);
    }

    @Override
    public double cosTheta(double uniform) {
        return dimension == 3 ? 2 * uniform - 1 : Math.cos(Math.PI * uniform);
    }

    @Override
    public boolean isIsotropic() {
        return true;
    }

    @Override
    public double meanCos() {
        return 0;
    }

    @Override
    public double meanSquaredCos() {
        return 1.0 / dimension;
    }
}
