/**
 * Randomness: one root seed and streams that are named by what they are for.
 *
 * <p>Only this room creates generators; every other room is handed a {@code UniformRandomProvider}.
 */
package io.github.stosszahl.random;
