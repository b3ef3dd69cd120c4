/**
 * Transport, the left side of (1.1): particles fly on straight lines through the cells of a box and meet its walls.
 *
 * <p>Where a particle meets a wall follows from where it would be without it. Walls act on one particle at a time; see {@link io.github.stosszahl.model.Boundary} for what they
 * are. This room does not know collisions.
 */
package io.github.stosszahl.transport;
