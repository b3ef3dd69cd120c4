package io.github.stosszahl.model;

/** Where particles are: positions x in R^dx with 1 &lt;= dx &lt;= d, or none. */
public sealed interface Space permits Homogeneous, Box, FreeSpace {
    /** dx, the number of coordinates of a position; 0 for a homogeneous gas. */
    int dimension();

    /** The volume that densities of the whole gas are per: that of the box, else 1. */
    double volume();
}
