/**
 * The equation as immutable values: species, rate laws alpha(r), angle laws b(theta), the mixture that holds them, and the
 * velocity distributions that data at t = 0 are given by.
 *
 * <p>The homogeneous multi-species Boltzmann equation of Duong and He is
 *
 * <pre>
 *   d_t f_i = sum_j int alpha_ij(|u|) b_ij(theta) (f_i' f_j' - f_i f_j) dv_j domega,   u = v_i - v_j        (1.1), (1.2), (1.7)
 *   v_i' = (m_i v_i + m_j v_j + m_j |u| omega) / (m_i + m_j)                                                (1.5)
 *   v_j' = (m_i v_i + m_j v_j - m_i |u| omega) / (m_i + m_j)
 * </pre>
 *
 * <p>with b normalised to integral 1 over the unit sphere, so that alpha is the total collision rate coefficient of the pair.
 * Units are those of the caller (dimensionless with k_B = 1, or SI).
 */
package io.github.stosszahl.model;
