package io.github.stosszahl.reference;

import io.github.stosszahl.model.Bkw;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.VelocityDistribution;
import java.util.function.ToDoubleFunction;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * The weak form of the collision operator of Maxwell molecules by product quadrature over v_i, v_j and omega, straight
 * from (1.5): exact to rounding for polynomials phi up to degree 6 (named by the caller) and densities that are
 * Maxwellians times polynomials up to degree 2, with b(theta) proportional to 1 + g cos(theta).
 */
final class CollisionQuadrature {
    private static final GaussIntegrator LEGENDRE = new GaussIntegratorFactory().legendre(6);
    private static final int AZIMUTHS = 8;

    private CollisionQuadrature() {}

    /** E[phi(v_i') - phi(v_i)] per collision of i with j. */
    static double meanChange(
            double mi,
            VelocityDistribution fi,
            double mj,
            VelocityDistribution fj,
            double g,
            int degree,
            ToDoubleFunction<double[]> phi) {
        int d = fi.dimension();
        double[] vi = new double[d];
        double[] vj = new double[d];
        GaussIntegrator nodes = hermite(degree);
        return overVelocity(
                fi,
                vi,
                0,
                nodes,
                () -> overVelocity(fj, vj, 0, nodes, () -> afterwards(mi, vi, mj, vj, g, phi) - phi.applyAsDouble(vi)));
    }

    /** The mean of phi under f. */
    static double mean(VelocityDistribution f, int degree, ToDoubleFunction<double[]> phi) {
        double[] v = new double[f.dimension()];
        return overVelocity(f, v, 0, hermite(degree), () -> phi.applyAsDouble(v));
    }

    /** Exact for phi of the given degree times a polynomial of degree 2. */
    private static GaussIntegrator hermite(int degree) {
        return new GaussIntegratorFactory().hermite(degree / 2 + 2);
    }

    private interface Inner {
        double value();
    }

    private static double overVelocity(
            VelocityDistribution f, double[] v, int axis, GaussIntegrator nodes, Inner inner) {
        int d = v.length;
        double[] u = f.meanVelocity();
        double[] variance = f instanceof Maxwellian m ? m.variance() : null;
        if (axis == d) {
            return f instanceof Bkw bkw ? polynomial(bkw, v) * inner.value() : inner.value();
        }
        double s = f instanceof Bkw bkw ? bkw.variance() : variance[axis];
        double sum = 0;
        for (int k = 0; k < nodes.getNumberOfPoints(); k++) {
            v[axis] = u[axis] + Math.sqrt(2 * s) * nodes.getPoint(k);
            sum += nodes.getWeight(k) / Math.sqrt(Math.PI) * overVelocity(f, v, axis + 1, nodes, inner);
        }
        return sum;
    }

    private static double polynomial(Bkw bkw, double[] v) {
        double square = 0;
        for (int a = 0; a < v.length; a++) {
            square += Math.pow(v[a] - bkw.velocity()[a], 2);
        }
        return 1 - v.length * bkw.excess() + bkw.excess() * square / bkw.variance();
    }

    private static double afterwards(
            double mi, double[] vi, double mj, double[] vj, double g, ToDoubleFunction<double[]> phi) {
        int d = vi.length;
        double[] u = new double[d];
        double r = 0;
        for (int a = 0; a < d; a++) {
            u[a] = vi[a] - vj[a];
            r += u[a] * u[a];
        }
        r = Math.sqrt(r);
        if (r == 0) {
            return phi.applyAsDouble(vi);
        }
        double sum = 0;
        if (d == 2) {
            for (int k = 0; k < 2 * AZIMUTHS; k++) {
                double theta = Math.PI * k / AZIMUTHS;
                double c = Math.cos(theta);
                double s = Math.sin(theta);
                double[] omega = {(c * u[0] - s * u[1]) / r, (s * u[0] + c * u[1]) / r};
                sum += (1 + g * c) / (2 * AZIMUTHS) * phi.applyAsDouble(collided(mi, vi, mj, vj, r, omega));
            }
            return sum;
        }
        // a frame (e, f, u/r)
        int smallest = Math.abs(u[0]) < Math.abs(u[1]) ? 0 : 1;
        double[] e = new double[3];
        e[smallest] = 1;
        double along = u[smallest] / (r * r);
        double norm = 0;
        for (int a = 0; a < 3; a++) {
            e[a] -= along * u[a];
            norm += e[a] * e[a];
        }
        for (int a = 0; a < 3; a++) {
            e[a] /= Math.sqrt(norm);
        }
        double[] f = {(u[1] * e[2] - u[2] * e[1]) / r, (u[2] * e[0] - u[0] * e[2]) / r, (u[0] * e[1] - u[1] * e[0]) / r
        };
        for (int k = 0; k < LEGENDRE.getNumberOfPoints(); k++) {
            double c = LEGENDRE.getPoint(k);
            double s = Math.sqrt(1 - c * c);
            for (int l = 0; l < AZIMUTHS; l++) {
                double azimuth = 2 * Math.PI * l / AZIMUTHS;
                double[] omega = new double[3];
                for (int a = 0; a < 3; a++) {
                    omega[a] = c * u[a] / r + s * (Math.cos(azimuth) * e[a] + Math.sin(azimuth) * f[a]);
                }
                double weight = LEGENDRE.getWeight(k) * 0.5 * (1 + g * c) / AZIMUTHS;
                sum += weight * phi.applyAsDouble(collided(mi, vi, mj, vj, r, omega));
            }
        }
        return sum;
    }

    /** v_i' of (1.5). */
    private static double[] collided(double mi, double[] vi, double mj, double[] vj, double r, double[] omega) {
        double[] after = new double[vi.length];
        for (int a = 0; a < after.length; a++) {
            after[a] = (mi * vi[a] + mj * vj[a] + mj * r * omega[a]) / (mi + mj);
        }
        return after;
    }
}
