/**
 * Randomness: one root seed, streams that are named by what they are for, and the samplers of the velocity distributions.
 *
 * <p>Only this room creates generators; every other room is handed a {@code UniformRandomProvider}.
 */
package io.github.stosszahl.random;
