package io.github.stosszahl.model;

/**
 * The collision kernel B(|u|, theta) = alpha(|u|) b(theta) of one pair of species, (1.7).
 *
 * @param rate alpha
 * @param angle b
 */
public record CollisionKernel(RateLaw rate, AngleLaw angle) {}
