package io.github.stosszahl.reference;

import java.util.OptionalDouble;

/**
 * What is known exactly about one homogeneous initial-value problem, as functions of time. Implementations are
 * immutable and thread-safe.
 *
 * <p>Quantities have the names of {@code timeseries.csv}; with &lt;.&gt; the mean over one species per particle, a and
 * b axes among x, y, z:
 *
 * <ul>
 *   <li>{@code number_density} n, {@code velocity_a} u, {@code momentum_a} n m u, {@code energy} n m &lt;|v|^2&gt;/2
 *   <li>{@code temperature} m &lt;|v - u|^2&gt;/(d k_B), {@code temperature_aa} m &lt;(v_a - u_a)^2&gt;/k_B,
 *       {@code stress_ab} n m &lt;(v_a - u_a)(v_b - u_b)&gt;
 *   <li>{@code moment2}, {@code moment4}, {@code moment6}: &lt;|v|^p&gt;, about zero
 *   <li>{@code heat_flux_a} n m &lt;|v - u|^2 (v_a - u_a)&gt;/2
 *   <li>{@code entropy} int (f log f - f) dv, {@code fisher} int |grad f|^2/f dv
 * </ul>
 *
 * <p>For the whole system {@code number_density}, {@code momentum_a} and {@code energy} are sums over the species,
 * {@code velocity_a} is averaged by mass, and {@code temperature} is sum_i n_i m_i &lt;|v - u|^2&gt;_i/(d k_B sum_i
 * n_i) with that velocity u; {@code entropy} and {@code fisher} are sums, {@code fisher_mass_weighted} is the sum of
 * I(f_i)/m_i and {@code entropy_dissipation} is -dH/dt.
 */
public interface ExactSolution {
    /** Stands for the whole system where a species index is asked for. */
    int SYSTEM = -1;

    /** The name of the law, for a reader, such as {@code BKW mixture (3 species)}. */
    String title();

    /**
     * A quantity of one species or of the whole system.
     *
     * @param species index in the mixture, or {@link #SYSTEM}
     * @param quantity a name of the list above; any other name is answered by empty
     * @param time since the initial state, at least 0
     * @return the value in the units of the mixture, or empty if the law does not tell it
     * @throws IllegalArgumentException if there is no such species or the time is negative or not finite
     */
    OptionalDouble value(int species, String quantity, double time);

    /**
     * The density f(v) of one species.
     *
     * @param species index in the mixture
     * @param time since the initial state, at least 0
     * @param velocity v, of length d
     * @return f, per volume and velocity volume, or empty if the law does not tell it
     * @throws IllegalArgumentException if there is no such species, the time is negative or not finite, or the length
     *     is not d
     */
    default OptionalDouble density(int species, double time, double[] velocity) {
        return OptionalDouble.empty();
    }

    /**
     * The probability density of |v| of a particle of one species, in a gas without drift.
     *
     * @param species index in the mixture
     * @param time since the initial state, at least 0
     * @param speed |v|, at least 0
     * @return the density, of integral 1 over [0, infinity), or empty if the law does not tell it or there is a drift
     * @throws IllegalArgumentException if there is no such species, or the time is negative or not finite
     */
    default OptionalDouble speedDensity(int species, double time, double speed) {
        return OptionalDouble.empty();
    }
}
