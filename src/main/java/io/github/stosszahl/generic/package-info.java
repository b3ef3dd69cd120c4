/**
 * The GENERIC structure of the equation, (2.9) and (2.10), measured on the particles of a run:
 *
 * <pre>  d_t F = L dE + M dS,   S = -H,   &lt;phi, M psi&gt; = (1/4) sum_ij int B_ij Lambda_ij gradbar_ij phi gradbar_ij psi dv dv_* domega,
 *
 *  gradbar_ij phi = phi_i' + phi_j' - phi_i - phi_j,   Lambda_ij = (s - t)/(log s - log t),   s = f_i' f_j' tau_i tau_j,   t = f_i f_j tau_i' tau_j'.</pre>
 */
package io.github.stosszahl.generic;
