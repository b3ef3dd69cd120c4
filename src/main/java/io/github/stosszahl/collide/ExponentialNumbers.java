package io.github.stosszahl.collide;

/** A sequence of independent exponential numbers of mean 1, for which logarithms are taken many at a time. It is scratch memory of one thread. */
final class ExponentialNumbers {
    private static final double LN2 = Math.log(2);

    private final PairKernel kernel;
    private final double[] numbers = new double[CellChannel.DRAWN];
    private long key;
    private long counter;
    private int next = CellChannel.DRAWN;

    ExponentialNumbers(PairKernel kernel) {
        this.kernel = kernel;
    }

    /** Goes to the start of the sequence of a key. */
    void restart(long newKey) {
        key = newKey;
        counter = 0;
        next = CellChannel.DRAWN;
    }

    double next() {
        if (next == CellChannel.DRAWN) {
            kernel.uniforms(key, counter, 0, 1, numbers, CellChannel.DRAWN);
            kernel.math().log2(numbers, CellChannel.DRAWN);
            counter += CellChannel.DRAWN;
            next = 0;
        }
        return -LN2 * numbers[next++];
    }
}
