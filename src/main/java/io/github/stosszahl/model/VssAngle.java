package io.github.stosszahl.model;

import io.github.stosszahl.math.ArrayMath;

/**
 * Bird's variable soft sphere, d = 3: cos(theta) = 2 U^(1/alpha) - 1 with U uniform, so b is proportional to (1 + cos(theta))^(alpha - 1); Koura and
 * Matsumoto 1991, Bird 1994 (2.36). For d = 2 see {@link #of}.
 *
 * @param alpha scattering exponent, positive; 1 is isotropic
 */
public record VssAngle(double alpha) implements AngleLaw {
    private static final int NODES_IN_THE_PLANE = 2000;

    /** @throws IllegalArgumentException if alpha is not positive */
    public VssAngle {
        Require.positive("alpha", alpha);
    }

    /**
     * The law with b proportional to (1 + cos(theta))^(alpha - 1) on S^(d-1). In the plane it is tabulated at 2000 equal steps of theta (b is then right
     * to 1e-6 relative to its maximum) and alpha must be at least 1, where b is bounded.
     *
     * @throws IllegalArgumentException if alpha is out of range
     */
    public static AngleLaw of(int dimension, double alpha) {
        Require.dimension(dimension);
        if (dimension == 3) {
            return new VssAngle(alpha);
        }
        if (!(alpha >= 1 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("alpha must be finite and at least 1 for d = 2, got " + alpha);
        }
        double[] cosines = new double[NODES_IN_THE_PLANE + 1];
        double[] b = new double[NODES_IN_THE_PLANE + 1];
        for (int k = 0; k <= NODES_IN_THE_PLANE; k++) {
            double half = Math.PI * (NODES_IN_THE_PLANE - k) / (2.0 * NODES_IN_THE_PLANE);
            cosines[k] = k == 0 ? -1 : Math.cos(2 * half);
            b[k] = Math.pow(k == 0 ? 0 : Math.cos(half), 2 * (alpha - 1));
        }
        return new TabulatedAngle(2, cosines, b);
    }

    @Override
    public double cosTheta(double uniform) {
        return 2 * Math.pow(uniform, 1 / alpha) - 1;
    }

    @Override
    public void cosines(ArrayMath math, double[] uniforms, int n) {
        math.power(uniforms, n, 1 / alpha);
        for (int k = 0; k < n; k++) {
            uniforms[k] = 2 * uniforms[k] - 1;
        }
    }

    @Override
    public boolean isIsotropic() {
        return alpha == 1;
    }

    @Override
    public double meanCos() {
        return (alpha - 1) / (alpha + 1);
    }

    @Override
    public double meanSquaredCos() {
        return 4 * alpha / (alpha + 2) - 4 * alpha / (alpha + 1) + 1;
    }
}
