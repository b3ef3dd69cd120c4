package io.github.stosszahl.model;

import io.github.stosszahl.math.ArrayMath;

/**
 * The angle law b(theta) of (1.7), theta the angle between u and the post-collision direction omega, normalised to integral 1 over the sphere
 * S^(d-1); the azimuth is uniform. It is held by the inverse of its distribution function, so that one uniform number gives one angle.
 */
public interface AngleLaw {
    /**
     * The cosine of a deviation angle distributed by b.
     *
     * @param uniform in [0, 1), uniformly distributed by the caller
     * @return cos(theta) in [-1, 1]
     */
    double cosTheta(double uniform);

    /**
     * {@link #cosTheta} of many uniform numbers.
     *
     * @param math does the arithmetic
     * @param uniforms in (0, 1), replaced in place; see {@link ArrayMath} about its length
     * @param n how many
     */
    default void cosines(ArrayMath math, double[] uniforms, int n) {
        for (int k = 0; k < n; k++) {
            uniforms[k] = cosTheta(uniforms[k]);
        }
    }

    /** Whether omega is uniform on the sphere whatever u is: the engine then needs no rotation. */
    default boolean isIsotropic() {
        return false;
    }

    /** The mean of cos(theta) under b. */
    double meanCos();

    /** The mean of cos(theta)^2 under b. */
    double meanSquaredCos();
}
