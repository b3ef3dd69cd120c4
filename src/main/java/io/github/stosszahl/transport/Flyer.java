package io.github.stosszahl.transport;

/** One particle in flight. */
final class Flyer {
    final double[] x = new double[3];
    final double[] v = new double[3];
}
