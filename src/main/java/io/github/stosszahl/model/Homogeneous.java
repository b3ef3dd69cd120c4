package io.github.stosszahl.model;

/** No dependence on position: a unit volume stands for all of space. */
public record Homogeneous() implements Space {
    @Override
    public int dimension() {
        return 0;
    }

    @Override
    public double volume() {
        return 1;
    }
}
