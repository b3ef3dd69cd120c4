/**
 * The particles: f_i is represented by N_i points of equal weight w_i, f_i ~ w_i sum_k delta(v - v_k), held as one array per velocity component.
 */
package io.github.stosszahl.particles;
