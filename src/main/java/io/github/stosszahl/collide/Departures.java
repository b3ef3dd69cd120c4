package io.github.stosszahl.collide;

import io.github.stosszahl.particles.CellIndex;

/** Where one partner of each candidate of a few runs was before, by slot after that of the first candidate. Scratch memory. */
final class Departures {
    /** Velocities. */
    final double[] x = new double[Batch.SIZE];

    final double[] y = new double[Batch.SIZE];
    final double[] z = new double[Batch.SIZE];
    /** Their cells. */
    final long[] from = new long[Batch.SIZE];
    /** The cells of the new velocities. */
    final long[] to = new long[Batch.SIZE];

    CellIndex index = CellIndex.ONE_CELL;
}
