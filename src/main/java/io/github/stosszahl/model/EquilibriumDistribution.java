package io.github.stosszahl.model;

import io.github.stosszahl.math.OccupationIntegral;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;
import org.hipparchus.special.Gamma;

/**
 * The equilibrium of one species, f = (1/q)/(exp(x - eta) - alpha) with x = |v - u|^2/(2s): Fermi-Dirac, Bose-Einstein, or, with alpha = 0 and q = 1, the
 * Maxwellian. With F_r the integrals of {@link OccupationIntegral}, n q = (2 pi s)^(d/2) F_(d/2)(eta).
 */
public final class EquilibriumDistribution implements VelocityDistribution {
    private static final double ACCURACY = 1e-15;
    private static final int MOST_EVALUATIONS = 500;

    /** zeta(3/2), OEIS A078434. */
    private static final double ZETA_3_2 = 2.612375348685488343;

    private final Statistics statistics;
    private final double quantumParameter;
    private final double[] velocity;
    private final double variance;
    private final double logFugacity;
    private final double density;

    /**
     * @param statistics alpha
     * @param quantumParameter q, positive; must be 1 for {@link Statistics#MAXWELL}
     * @param velocity u, of length d
     * @param variance s = k_B T/m, positive
     * @param logFugacity eta, the logarithm of the fugacity z; negative for {@link Statistics#BOSE}
     * @throws IllegalArgumentException if a value is not finite or out of range
     */
    public EquilibriumDistribution(
            Statistics statistics, double quantumParameter, double[] velocity, double variance, double logFugacity) {
        Require.positive("quantum parameter", quantumParameter);
        Require.positive("variance", variance);
        Require.finite("logarithm of the fugacity", logFugacity);
        if (statistics == Statistics.BOSE && !(logFugacity < 0)) {
            throw new IllegalArgumentException("fugacity of bosons must be less than 1");
        }
        if (statistics == Statistics.MAXWELL && quantumParameter != 1) {
            throw new IllegalArgumentException("q must be 1 for a Maxwellian, got " + quantumParameter);
        }
        this.statistics = statistics;
        this.quantumParameter = quantumParameter;
        this.velocity = Require.velocity(velocity);
        this.variance = variance;
        this.logFugacity = logFugacity;
        this.density = Math.pow(2 * Math.PI * variance, velocity.length / 2.0) * integral(0) / quantumParameter;
    }

    /**
     * The equilibrium of given density and thermal variance.
     *
     * @param species statistics and q
     * @param density n, positive
     * @param velocity u, of length d
     * @param variance s = k_B T/m, positive
     * @return empty if there is none: bosons at or below {@link #criticalVariance}, and in the plane those that are so cold that 1 - z is no longer a number
     * @throws IllegalArgumentException if a value is not finite or out of range
     */
    public static Optional<EquilibriumDistribution> ofDensity(
            Species species, double density, double[] velocity, double variance) {
        Require.positive("density", density);
        Require.positive("variance", variance);
        double q = effectiveQuantumParameter(species);
        double order = velocity.length / 2.0;
        double y = density * q * Math.pow(2 * Math.PI * variance, -order);
        Require.positive("degeneracy n q/(2 pi s)^(d/2)", y);
        double eta = switch (species.statistics()) {
            case MAXWELL -> Math.log(y);
            case FERMI -> fermiLogFugacity(order, y);
            case BOSE -> boseLogFugacity(order, y);
        };
        return eta < 0 || species.statistics() != Statistics.BOSE
                ? Optional.of(new EquilibriumDistribution(species.statistics(), q, velocity, variance, eta))
                : Optional.empty();
    }

    /**
     * The equilibrium of given density and fugacity.
     *
     * @param species statistics and q
     * @param density n, positive
     * @param velocity u, of length d
     * @param logFugacity eta
     * @throws IllegalArgumentException if a value is not finite or out of range
     */
    public static EquilibriumDistribution ofFugacity(
            Species species, double density, double[] velocity, double logFugacity) {
        Require.positive("density", density);
        double q = effectiveQuantumParameter(species);
        double order = velocity.length / 2.0;
        double integral =
                OccupationIntegral.of(order, logFugacity, species.statistics().sign());
        double variance = Math.pow(density * q / integral, 1 / order) / (2 * Math.PI);
        return new EquilibriumDistribution(species.statistics(), q, velocity, variance, logFugacity);
    }

    /** k_B T_c/m of bosons: (n q/zeta(3/2))^(2/3)/(2 pi) for d = 3, where they condense below T_c; 0 for d = 2, where they never do. */
    public static double criticalVariance(double quantumParameter, double density, int dimension) {
        return dimension == 2 ? 0 : Math.pow(density * quantumParameter / ZETA_3_2, 2.0 / 3) / (2 * Math.PI);
    }

    /** k_B T_F/m: half the square of the radius of the ball of velocities that n particles of one per state fill. */
    public static double fermiVariance(double quantumParameter, double density, int dimension) {
        double order = dimension / 2.0;
        return 0.5 * Math.pow(density * quantumParameter * Gamma.gamma(order + 1), 1 / order) / Math.PI;
    }

    private static double effectiveQuantumParameter(Species species) {
        return species.statistics() == Statistics.MAXWELL ? 1 : species.quantumParameter();
    }

    private static double fermiLogFugacity(double order, double y) {
        if (order == 1) {
            return y > 1 ? y + Math.log(-Math.expm1(-y)) : Math.log(Math.expm1(y));
        }
        // z/(1 + z) <= F_s <= z, and F_s >= eta^s/(2 Gamma(s + 1)) for eta > 0
        double low = Math.log(y);
        double high = Math.max(Math.pow(2 * y * Gamma.gamma(order + 1), 1 / order), 0);
        if (y < 0.25) {
            high = Math.log(y / (1 - y));
        }
        return root(eta -> Math.log(OccupationIntegral.of(order, eta, -1) / y), low, high);
    }

    /** 0 if there is no solution. */
    private static double boseLogFugacity(double order, double y) {
        if (order == 1) {
            return y > 1 ? Math.log1p(-Math.exp(-y)) : Math.log(-Math.expm1(-y));
        }
        if (y >= ZETA_3_2) {
            return 0;
        }
        // z <= F <= zeta(3/2) z. F is smooth in the square root of -eta: F = zeta(3/2) - 2 sqrt(-pi eta) + ...
        double low = Math.sqrt(Math.max(0, -Math.log(y)));
        double high = Math.sqrt(Math.log(ZETA_3_2 / y));
        double a = root(r -> Math.log(OccupationIntegral.of(order, -r * r, 1) / y), low, high);
        return -a * a;
    }

    private static double root(UnivariateFunction f, double low, double high) {
        // the bounds are attained in the limits, where rounding may put the root outside
        double margin = 1e-12 * Math.max(1, Math.max(Math.abs(low), Math.abs(high)));
        double from = f.value(low) == 0 || low == 0 ? low : low - margin;
        return new BracketingNthOrderBrentSolver(ACCURACY, ACCURACY, ACCURACY, 5)
                .solve(MOST_EVALUATIONS, f, from, high + margin);
    }

    @Override
    public int dimension() {
        return velocity.length;
    }

    /** alpha. */
    public Statistics statistics() {
        return statistics;
    }

    /** q. */
    public double quantumParameter() {
        return quantumParameter;
    }

    /** u, of length d; a fresh array. */
    public double[] velocity() {
        return velocity.clone();
    }

    /** s = k_B T/m. */
    public double variance() {
        return variance;
    }

    /** eta, the logarithm of the fugacity z. */
    public double logFugacity() {
        return logFugacity;
    }

    @Override
    public double density() {
        return density;
    }

    /** f at a speed |v - u| relative to the mean velocity. */
    public double f(double speed) {
        double x = 0.5 * speed * speed / variance;
        double occupation = switch (statistics) {
            case MAXWELL -> Math.exp(logFugacity - x);
            case FERMI -> 1 / (Math.exp(x - logFugacity) + 1);
            case BOSE -> 1 / Math.expm1(x - logFugacity);
        };
        return occupation / quantumParameter;
    }

    @Override
    public OptionalDouble probabilityDensity(double[] v) {
        return OptionalDouble.of(f(Math.sqrt(Require.squareOfDistance(v, velocity))) / density);
    }

    @Override
    public double[] peak() {
        return velocity.clone();
    }

    @Override
    public double[] meanVelocity() {
        return velocity.clone();
    }

    @Override
    public double[][] covariance() {
        int d = velocity.length;
        double[][] c = new double[d][d];
        for (int a = 0; a < d; a++) {
            c[a][a] = moment(2) / d;
        }
        return c;
    }

    /**
     * &lt;|v - u|^p&gt; = (2s)^k Gamma(d/2 + k)/Gamma(d/2) F_(d/2 + k)/F_(d/2) with k = p/2.
     *
     * @param order p, at least 0
     */
    public double moment(int order) {
        double k = order / 2.0;
        double half = velocity.length / 2.0;
        return Math.pow(2 * variance, k) * Gamma.gamma(half + k) / Gamma.gamma(half) * integral(k) / integral(0);
    }

    /**
     * H = int h(f) dv with h = f log(q f) - tau log(tau)/(alpha q), for which h' = log(q f/tau); f log f - f for alpha = 0. Since h = f (eta - x) -
     * log(tau)/(alpha q), and the integral of the last term is n times F_(d/2 + 1)/F_(d/2) by parts, H = n (eta - (d/2 + 1) F_(d/2 + 1)/F_(d/2)).
     */
    public double entropy() {
        return density() * (logFugacity - (velocity.length / 2.0 + 1) * integral(1) / integral(0));
    }

    /** I = int |grad f|^2/f dv = d/(2s) (n + dn/deta): by parts, since grad f = -(v - u) f tau/s and alpha q f^2 = f tau - f. */
    public double fisher() {
        return 0.5 * velocity.length / variance * density() * (1 + integral(-1) / integral(0));
    }

    private double integral(double orderAboveDensity) {
        return OccupationIntegral.of(velocity.length / 2.0 + orderAboveDensity, logFugacity, statistics.sign());
    }
}
