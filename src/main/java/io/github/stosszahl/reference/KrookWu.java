package io.github.stosszahl.reference;

import io.github.stosszahl.model.Bkw;

/**
 * The closed solution of Krook and Wu 1977 (Phys. Fluids 20, 1589) for two species of Maxwell molecules in d = 3 with
 * isotropic b, zero drift:
 *
 * <pre>
 *   mu = 4 m_1 m_2/(m_1 + m_2)^2,  q = mu (3 - 2 mu)
 *   p_1 = |lambda_22 - lambda_12 q|,  p_2 = |lambda_11 - lambda_21 q|
 *   R_i = p_i R,  R(t) = A/(A exp(A t) - B)
 *   K = T (n_1 + n_2)/(n_1 + n_2 + 2 (n_1 p_1 + n_2 p_2) R),  T_i = K (1 + 2 R_i)
 *   A = (lambda_11 + lambda_12 mu (3 - 2 mu p_2/p_1))/6,  B = (lambda_11 p_1 + lambda_12 q p_2)/3
 * </pre>
 *
 * <p>with lambda_ij = n_j alpha_ij. It holds if p_1 = p_2 or B = mu (lambda_12 p_2 + lambda_21 p_1), and the
 * differences in p_1 and p_2 have one sign. Krook and Wu have no absolute values: with both differences negative their
 * R is negative too, which is the same solution. Time is theirs: t is not counted from an initial state, and f_i is
 * non-negative from {@link #earliestTime} on. Temperatures are in units of energy (k_B T).
 */
public final class KrookWu {
    private static final int DIMENSION = 3;
    private static final double ROUNDING = 1e-9;

    private final double[] mass;
    private final double[] density;
    private final double temperature;
    private final double[] p;
    private final double a;
    private final double b;

    /**
     * @param mass m_1 and m_2, positive
     * @param density n_1 and n_2, positive
     * @param lambda lambda[i][j] = n_j alpha_ij, positive, with n_1 lambda_12 = n_2 lambda_21
     * @param temperature k_B T of the equilibrium, (n_1 T_1 + n_2 T_2)/(n_1 + n_2), positive
     * @throws IllegalArgumentException if a value is out of range or the rates admit no such solution
     */
    public KrookWu(double[] mass, double[] density, double[][] lambda, double temperature) {
        this.mass = requirePositive("mass", mass);
        this.density = requirePositive("density", density);
        this.temperature = requirePositive("temperature", new double[] {temperature, temperature})[0];
        if (lambda.length != 2) {
            throw new IllegalArgumentException("lambda must be a 2 x 2 array");
        }
        double l11 = requirePositive("lambda", lambda[0])[0];
        double l12 = lambda[0][1];
        double l21 = requirePositive("lambda", lambda[1])[0];
        double l22 = lambda[1][1];
        if (!same(density[0] * l12, density[1] * l21)) {
            throw new IllegalArgumentException("n_1 lambda_12 and n_2 lambda_21 must be equal, got " + density[0] * l12
                    + " and " + density[1] * l21);
        }
        double sum = mass[0] + mass[1];
        double mu = 4 * (mass[0] / sum) * (mass[1] / sum);
        double q = mu * (3 - 2 * mu);
        double p1 = l22 - l12 * q;
        double p2 = l11 - l21 * q;
        if (!(p1 * p2 > 0)) {
            throw new IllegalArgumentException("p_1 = " + p1 + " and p_2 = " + p2 + " must have one sign");
        }
        this.p = new double[] {Math.abs(p1), Math.abs(p2)};
        this.a = (l11 + l12 * mu * (3 - 2 * mu * p2 / p1)) / 6;
        this.b = (l11 * p[0] + l12 * q * p[1]) / 3;
        if (!same(p1, p2) && !same(b, mu * (l12 * p[1] + l21 * p[0]))) {
            throw new IllegalArgumentException("neither p_1 = p_2 nor B = mu (lambda_12 p_2 + lambda_21 p_1): p_1 = "
                    + p1 + ", p_2 = " + p2 + ", B = " + b);
        }
    }

    private static double[] requirePositive(String name, double[] values) {
        if (values.length != 2) {
            throw new IllegalArgumentException(name + " needs a value for each of the two species");
        }
        for (double value : values) {
            if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(name + " must be positive and finite, got " + value);
            }
        }
        return values.clone();
    }

    private static boolean same(double x, double y) {
        return Math.abs(x - y) <= ROUNDING * Math.max(Math.abs(x), Math.abs(y));
    }

    /**
     * The time from which on neither f_i is negative anywhere, where max(R_1, R_2) = 1/3: ln(3 max(p_1, p_2) + B/A)/A.
     */
    public double earliestTime() {
        return Math.log(DIMENSION * Math.max(p[0], p[1]) + b / a) / a;
    }

    /** The time at which R_i has a given value, for starting in the middle of the relaxation. */
    public double timeOf(int species, double excess) {
        return Math.log(p[species] / excess + b / a) / a;
    }

    /** R(t), in units of 1/lambda. */
    public double amplitude(double time) {
        return 1 / (Math.exp(a * time) - b / a);
    }

    /**
     * R_i(t) = p_i R(t), in [0, 1/3].
     *
     * @param species 0 or 1
     * @param time not before {@link #earliestTime}
     * @throws IllegalArgumentException if the time is earlier than that
     */
    public double excess(int species, double time) {
        double bound = 1.0 / DIMENSION;
        double r = p[species] * amplitude(time);
        if (!(time >= earliestTime() - ROUNDING / a)) {
            throw new IllegalArgumentException(
                    "f is negative before t = " + earliestTime() + ", asked for t = " + time);
        }
        return Math.min(r, bound);
    }

    /** K(t), an energy that tends to k_B T. */
    public double scale(double time) {
        double total = density[0] + density[1];
        return temperature * total / (total + 2 * (density[0] * excess(0, time) + density[1] * excess(1, time)));
    }

    /** k_B T_i(t) of species 0 or 1. */
    public double temperature(int species, double time) {
        return scale(time) * (1 + 2 * excess(species, time));
    }

    /** f_i of species 0 or 1 at speed |v|, per volume and velocity volume. */
    public double density(int species, double time, double speed) {
        return new BkwDensity(DIMENSION, density[species], scale(time) / mass[species], excess(species, time)).f(speed);
    }

    /** f_i of species 0 or 1 as initial data of a run that starts at a time of this solution. */
    public Bkw distribution(int species, double time) {
        return new Bkw(density[species], new double[DIMENSION], scale(time) / mass[species], excess(species, time));
    }
}
