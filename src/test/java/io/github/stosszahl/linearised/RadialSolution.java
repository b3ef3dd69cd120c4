package io.github.stosszahl.linearised;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * A deterministic solution of the linearised Boltzmann equation of one species in the plane, for f that depends on the speed only. h = f/rho is a polynomial in |v|^2, orthonormal ones make
 * H_lin = |c|^2/2 of its coefficients c, and c' = -K c with K_kl = (1/4) int B rho rho_* gradbar p_k gradbar p_l, summed over discrete velocities of both partners and discrete directions. It
 * conserves mass and energy, and shares nothing with the particle method.
 */
final class RadialSolution {
    private static final int ORDER = 16;
    private static final int SPEEDS = 40;

    private final double radius;
    private final double[] s = new double[SPEEDS];
    /** Of s, times rho and pi. */
    private final double[] weight = new double[SPEEDS];
    /** [k][l]: of the l-th Legendre polynomial in p_k. */
    private final RealMatrix basis;

    private final EigenDecompositionSymmetric modes;
    private RealVector coefficients;

    /**
     * @param radius of the disc of velocities
     * @param rho of the speed
     * @param alpha rate of the relative speed
     * @param angles of the partner and of the direction
     * @param start h of the speed
     */
    RadialSolution(
            double radius, DoubleUnaryOperator rho, DoubleUnaryOperator alpha, int angles, DoubleUnaryOperator start) {
        this.radius = radius;
        GaussIntegrator gauss = new GaussIntegratorFactory().legendre(SPEEDS);
        RealMatrix products = new Array2DRowRealMatrix(ORDER, ORDER);
        RealVector projected = new ArrayRealVector(ORDER);
        for (int i = 0; i < SPEEDS; i++) {
            s[i] = 0.5 * radius * radius * (1 + gauss.getPoint(i));
            double speed = Math.sqrt(s[i]);
            // dv = pi ds
            weight[i] = 0.5 * radius * radius * gauss.getWeight(i) * Math.PI * rho.applyAsDouble(speed);
            double[] p = legendre(s[i]);
            for (int k = 0; k < ORDER; k++) {
                projected.addToEntry(k, weight[i] * p[k] * start.applyAsDouble(speed));
                for (int l = 0; l < ORDER; l++) {
                    products.addToEntry(k, l, weight[i] * p[k] * p[l]);
                }
            }
        }
        // symmetric, so that it takes both ways
        basis = symmetric(MatrixUtils.inverse(new EigenDecompositionSymmetric(symmetric(products)).getSquareRoot()));
        modes = new EigenDecompositionSymmetric(
                symmetric(basis.multiply(decay(alpha, angles)).multiply(basis)));
        coefficients = basis.operate(projected);
    }

    /** Without what rounding made different. */
    private static RealMatrix symmetric(RealMatrix matrix) {
        return matrix.add(matrix.transpose()).scalarMultiply(0.5);
    }

    private double[] legendre(double square) {
        double x = 2 * square / (radius * radius) - 1;
        double[] p = new double[ORDER];
        p[0] = 1;
        p[1] = x;
        for (int k = 1; k + 1 < ORDER; k++) {
            p[k + 1] = ((2 * k + 1) * x * p[k] - k * p[k - 1]) / (k + 1);
        }
        return p;
    }

    private RealMatrix decay(DoubleUnaryOperator alpha, int angles) {
        double[][] sums = new double[ORDER][ORDER];
        double limit = radius * radius;
        for (int i = 0; i < SPEEDS; i++) {
            double vx = Math.sqrt(s[i]);
            double[] own = legendre(s[i]);
            for (int j = 0; j < SPEEDS; j++) {
                double speed = Math.sqrt(s[j]);
                double[] partner = legendre(s[j]);
                for (int a = 0; a < angles; a++) {
                    double phi = 2 * Math.PI * (a + 0.5) / angles;
                    double wx = speed * Math.cos(phi);
                    double wy = speed * Math.sin(phi);
                    double u = Math.hypot(vx - wx, wy);
                    double rate = 0.25 * weight[i] * weight[j] * alpha.applyAsDouble(u) / angles / angles;
                    for (int b = 0; b < angles; b++) {
                        double omega = 2 * Math.PI * (b + 0.25) / angles;
                        double gx = 0.5 * u * Math.cos(omega);
                        double gy = 0.5 * u * Math.sin(omega);
                        double cx = 0.5 * (vx + wx);
                        double cy = 0.5 * wy;
                        double first = (cx + gx) * (cx + gx) + (cy + gy) * (cy + gy);
                        double second = (cx - gx) * (cx - gx) + (cy - gy) * (cy - gy);
                        if (Math.max(first, second) <= limit) {
                            double[] change = legendre(first);
                            double[] other = legendre(second);
                            for (int k = 0; k < ORDER; k++) {
                                change[k] += other[k] - own[k] - partner[k];
                            }
                            for (int k = 0; k < ORDER; k++) {
                                for (int l = 0; l < ORDER; l++) {
                                    sums[k][l] += rate * change[k] * change[l];
                                }
                            }
                        }
                    }
                }
            }
        }
        return new Array2DRowRealMatrix(sums);
    }

    void advance(double duration) {
        RealVector inModes = modes.getVT().operate(coefficients);
        for (int k = 0; k < ORDER; k++) {
            inModes.setEntry(k, inModes.getEntry(k) * Math.exp(-modes.getEigenvalue(k) * duration));
        }
        coefficients = modes.getV().operate(inModes);
    }

    /** (1/2) int rho h^2. */
    double entropy() {
        return 0.5 * coefficients.dotProduct(coefficients);
    }

    /** int rho h |v|^n. */
    double moment(int n) {
        RealVector ofLegendre = basis.operate(coefficients);
        double sum = 0;
        for (int i = 0; i < SPEEDS; i++) {
            sum += weight[i] * Math.pow(s[i], 0.5 * n) * ofLegendre.dotProduct(new ArrayRealVector(legendre(s[i])));
        }
        return sum;
    }
}
