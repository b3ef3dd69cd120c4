package io.github.stosszahl.model;

import java.util.List;

/**
 * A rectangular box with walls.
 *
 * @param grid the box and its cells
 * @param faces the boundaries of each axis
 */
public record Box(Grid grid, List<Faces> faces) implements Space {
    /** The boundaries at the lower and the upper end of an axis. */
    public record Faces(Boundary low, Boundary high) {
        /** @throws IllegalArgumentException if only one of them is periodic */
        public Faces {
            if (low instanceof Boundary.Periodic != high instanceof Boundary.Periodic) {
                throw new IllegalArgumentException("both ends of an axis are periodic, or neither");
            }
        }

        /** Whether the axis is closed to a circle. */
        public boolean isPeriodic() {
            return low instanceof Boundary.Periodic;
        }
    }

    /** @throws IllegalArgumentException if the number of faces is not that of the axes */
    public Box {
        faces = List.copyOf(faces);
        if (faces.size() != grid.dimension()) {
            throw new IllegalArgumentException(grid.dimension() + " axes but faces of " + faces.size());
        }
    }

    @Override
    public int dimension() {
        return grid.dimension();
    }

    @Override
    public double volume() {
        return grid.volume();
    }

    /** Whether no particle enters or leaves. */
    public boolean isClosed() {
        return faces.stream().allMatch(f -> f.low().isClosed() && f.high().isClosed());
    }

    /** Whether, besides, no particle changes its energy at a wall. */
    public boolean isInsulated() {
        return faces.stream().allMatch(f -> f.low().isInsulating() && f.high().isInsulating());
    }
}
