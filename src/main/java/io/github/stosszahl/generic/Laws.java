package io.github.stosszahl.generic;

import io.github.stosszahl.model.Statistics;

/** The formulas that make the structure what it is; tests put wrong ones in their places. */
class Laws {
    /** Lambda(s, t)/(s + t) = tanh(g/2)/g, g = log(s/t). */
    double meanOverSum(double logRatio) {
        double half = logRatio / 2;
        // tanh(x)/(2 x) up to x^4
        return Math.abs(half) < 1e-3 ? 0.5 - half * half / 6 : Math.tanh(half) / logRatio;
    }

    /** dS/df = -dH/df. */
    double entropyDerivative(Statistics statistics, double phi) {
        return -phi;
    }

    /** How much of the change of the relative velocity a particle takes, m_other/(m + m_other). */
    double share(double mass, double other) {
        return other / (mass + other);
    }

    /** tau by phi = log(q f/tau). */
    static double tau(Statistics statistics, double phi) {
        return switch (statistics) {
            case MAXWELL -> 1;
            case FERMI -> 1 / (1 + Math.exp(phi));
            case BOSE -> -1 / Math.expm1(phi);
        };
    }

    /** d tau/d phi = alpha q f tau. */
    static double tauSlope(Statistics statistics, double phi) {
        double tau = tau(statistics, phi);
        // alpha q f = tau - 1
        return (tau - 1) * tau;
    }
}
