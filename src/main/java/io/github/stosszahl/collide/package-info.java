/**
 * The right side of the equation: binary collisions of particles.
 *
 * <p>The particles perform the Kac-Bird jump process, in which every pair (k of species i, l of species j) collides at the rate max(w_i, w_j)
 * alpha_ij(|v_k - v_l|) per unit volume. It is simulated by thinning a Poisson process of candidates whose rate is a majorant, without a time step.
 * {@link io.github.stosszahl.collide.CollisionProcess} divides it into pieces that a machine does fast: sweeps, in which blocks of particles meet; visits of two
 * blocks; batches of candidates; and runs that a kernel works on at once.
 */
package io.github.stosszahl.collide;
