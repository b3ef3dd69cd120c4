package io.github.stosszahl.estimate;

import io.github.stosszahl.model.EmpiricalDistribution;
import java.util.ArrayList;
import java.util.List;

/**
 * The moments of one species from independent particles of any weights, {@code estimate} of {@link MomentEstimator} without a history.
 *
 * <p>A mean is sum w phi/sum w. Its variance is that of a ratio of sums, sum w^2 (phi - mean)^2/(sum w)^2, over 1 - sum w^2/(sum w)^2, which makes it N - 1 for equal weights; the velocity u, about which temperature, stress and heat
 * flux are taken, is the sampled one, which matters to the error of the heat flux only. k_B = 1; the density counts as exact.
 */
public final class WeightedMoments {
    private static final String[] AXES = {"x", "y", "z"};

    private final EmpiricalDistribution particles;
    private final double mass;
    private final int d;
    private final double[] u;
    private final List<String> names = new ArrayList<>();
    /** The mean of quantity q is factor[q] times that of its polynomial. */
    private final List<Double> factors = new ArrayList<>();

    private WeightedMoments(EmpiricalDistribution particles, double mass) {
        this.particles = particles;
        this.mass = mass;
        this.d = particles.dimension();
        this.u = particles.meanVelocity();
    }

    /**
     * Estimates {@code number_density} to {@code energy}, as the time series of a run has them for a species.
     *
     * @param particles independent particles
     * @param mass m, positive
     * @return value and standard error; NaN as error if there is one particle only
     */
    public static List<Quantity> of(EmpiricalDistribution particles, double mass) {
        return new WeightedMoments(particles, mass).estimate();
    }

    private List<Quantity> estimate() {
        double n = particles.density();
        list();
        int count = names.size();
        double[] phi = new double[count];
        double[] mean = new double[count];
        double[] c = new double[d];
        for (int k = 0; k < particles.size(); k++) {
            polynomials(k, c, phi);
            double share = particles.weight(k) / n;
            for (int q = 0; q < count; q++) {
                mean[q] += share * phi[q];
            }
        }
        double[] variance = new double[count];
        double squaredShares = 0;
        int flux = names.indexOf("heat_flux_x");
        int square = names.indexOf("temperature");
        int stress = names.indexOf("stress_xx");
        for (int k = 0; k < particles.size(); k++) {
            polynomials(k, c, phi);
            double share = particles.weight(k) / n;
            squaredShares += share * share;
            for (int q = 0; q < count; q++) {
                double deviation = phi[q] - mean[q];
                if (q >= flux && q < flux + d) {
                    // u moves with the sample: the derivative of <|c|^2 c_a> by u_b is -(<|c|^2> delta_ab + 2 <c_a
                    // c_b>)
                    int a = q - flux;
                    deviation -= mean[square] * c[a];
                    for (int b = 0; b < d; b++) {
                        deviation -= 2 * mean[stress + product(a, b)] * c[b];
                    }
                }
                variance[q] += share * share * deviation * deviation;
            }
        }
        List<Quantity> quantities = new ArrayList<>();
        quantities.add(new Quantity(0, "number_density", Estimate.exact(n)));
        for (int q = 0; q < count; q++) {
            double factor = factors.get(q);
            // 0/0 for a single particle
            double error = Math.abs(factor) * Math.sqrt(variance[q] / (1 - squaredShares));
            quantities.add(new Quantity(0, names.get(q), new Estimate(factor * mean[q], error)));
        }
        return quantities;
    }

    /** Where the product of two axes stands among xx, xy, ..., zz. */
    private int product(int a, int b) {
        int low = Math.min(a, b);
        return low * d - low * (low - 1) / 2 + Math.max(a, b) - low;
    }

    private void add(String name, double factor) {
        names.add(name);
        factors.add(factor);
    }

    private void list() {
        double rho = particles.density() * mass;
        for (int a = 0; a < d; a++) {
            add("velocity_" + AXES[a], 1);
        }
        add("temperature", mass / d);
        for (int a = 0; a < d; a++) {
            add("temperature_" + AXES[a] + AXES[a], mass);
        }
        for (int a = 0; a < d; a++) {
            for (int b = a; b < d; b++) {
                add("stress_" + AXES[a] + AXES[b], rho);
            }
        }
        for (int a = 0; a < d; a++) {
            add("heat_flux_" + AXES[a], rho / 2);
        }
        for (int power = 2; power <= 6; power += 2) {
            add("moment" + power, 1);
        }
        for (int a = 0; a < d; a++) {
            add("momentum_" + AXES[a], rho);
        }
        add("energy", rho / 2);
    }

    /** The polynomials of particle k in the order of the names; c is set to v - u. */
    private void polynomials(int k, double[] c, double[] phi) {
        double speed = 0;
        double thermal = 0;
        for (int a = 0; a < d; a++) {
            double v = particles.velocity(a, k);
            c[a] = v - u[a];
            speed += v * v;
            thermal += c[a] * c[a];
        }
        int q = 0;
        for (int a = 0; a < d; a++) {
            phi[q++] = particles.velocity(a, k);
        }
        phi[q++] = thermal;
        for (int a = 0; a < d; a++) {
            phi[q++] = c[a] * c[a];
        }
        for (int a = 0; a < d; a++) {
            for (int b = a; b < d; b++) {
                phi[q++] = c[a] * c[b];
            }
        }
        for (int a = 0; a < d; a++) {
            phi[q++] = thermal * c[a];
        }
        phi[q++] = speed;
        phi[q++] = speed * speed;
        phi[q++] = speed * speed * speed;
        for (int a = 0; a < d; a++) {
            phi[q++] = particles.velocity(a, k);
        }
        phi[q] = speed;
    }
}
