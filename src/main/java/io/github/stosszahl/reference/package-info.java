/**
 * What is known exactly about a homogeneous mixture, as an oracle that shares nothing with the particle method it
 * judges.
 *
 * <p>For Maxwell molecules (alpha_ij constant) the gain term is a polynomial in the velocities, so the moments of f_i
 * obey closed equations. With lambda_ij = n_j alpha_ij, p = m_i/(m_i + m_j), q = 1 - p, c1 and c2 the means of
 * cos(theta) and cos(theta)^2, a = (1 - c2)/(d - 1) and b = c2 - a:
 *
 * <pre>
 *   u_i'     = - sum_j lambda_ij q (1 - c1) (u_i - u_j)
 *   &lt;vv&gt;_i'  =   sum_j lambda_ij { (p^2 + 2 p q c1 + q^2 b - 1) &lt;vv&gt;_i + q^2 (1 - 2 c1 + b) &lt;vv&gt;_j
 *                + [2 p q + 2 q (q - p) c1 - 2 q^2 b] (u_i u_j + u_j u_i)/2 + q^2 a &lt;|v_i - v_j|^2&gt; id }
 * </pre>
 *
 * <p>which follow from v_i' = V + q |u| omega (1.5) with E[|u| omega] = c1 u and E[|u|^2 omega omega] = a |u|^2 id + b
 * u u. The Bobylev-Krook-Wu densities, a Maxwellian times 1 - d R_i + R_i m_i |v|^2/K, stay of this form if
 *
 * <pre>
 *   K'/K = sum_j lambda_ij X_ij R_j   for every i with R_i &gt; 0
 *   R_i' = - (K'/K)(1/2 + R_i) - sum_j lambda_ij s1 (R_i - R_j)
 *   X = 2 (s1 - s2),  s1 = 2 p q (1 - c1),  s2 = 4 p^2 q^2 (1 - 2 c1 + c2)
 * </pre>
 *
 * <p>(Bobylev 1975; Krook and Wu 1977 for two species with isotropic b, where c1 = 0 and c2 = 1/d.) In the Fourier
 * transform of f_i, with y = K |k|^2/m_i and s = 2 p q (1 - cos theta), the gain term multiplies a Maxwellian by (1 -
 * R_i (1 - s) y)(1 - R_j s y): the coefficients of y and y^2 are the two lines. Written for K and Q_i = K R_i they are
 * linear.
 *
 * <p>In both, cosines enter by lambda (1 - c1) and lambda (1 - c2) alone, with 1 = (p + q)^2. A Brownian motion of the direction of u with the generator kappa alpha Delta, of which the Landau
 * equation consists, is the limit of many small angles: it adds n_j alpha_ij kappa (d - 1) to the first and twice that to the second, the rates at which the spherical harmonics of degree one and two
 * decay.
 *
 * <p>Both sets are linear with constant coefficients, and are solved by matrix exponentials: there is no step size and
 * no tolerance. Units are those of the {@link io.github.stosszahl.model.Mixture}.
 */
package io.github.stosszahl.reference;
