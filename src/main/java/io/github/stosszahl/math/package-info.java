/**
 * Small numerics on flat arrays: elementary functions, element by element, in a scalar and a vector form that give the same bits.
 *
 * <p>Both forms do the same IEEE 754 operations in the same order, fused multiply-add included, so that a run does not depend on which one serves it.
 */
package io.github.stosszahl.math;
