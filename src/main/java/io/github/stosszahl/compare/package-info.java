/**
 * A run against somebody's solution of the same problem: how large the difference is once the noise of the particles is taken off, and whether noise alone explains it.
 *
 * <p>Particles are counted in the cells of the other solution. A count n_c of N particles has mean lambda_c = f_c V_c/w and, for independent particles, multinomial covariances; so the
 * squared difference of densities has the expectation |error|^2 plus a variance that is known, and the quadratic forms of the counts have known distributions. See docs/methods.md.
 */
package io.github.stosszahl.compare;
