package io.github.stosszahl.collide;

/** A sequence of independent exponential numbers of mean 1, for which logarithms are taken many at a time. It is scratch memory of one thread. */
final class ExponentialNumbers {
    private static final double LN2 = Math.log(2);

    private final PairKernel kernel;
    private final double[] numbers = new double[Batch.SIZE];
    private long key;
    private long counter;
    private int next = Batch.SIZE;

    ExponentialNumbers(PairKernel kernel) {
        this.kernel = kernel;
    }

    /** Goes to the start of the sequence of a key. */
    void restart(long newKey) {
        key = newKey;
        counter = 0;
        next = Batch.SIZE;
    }

    double next() {
        if (next == Batch.SIZE) {
            kernel.uniforms(key, counter, 0, 1, numbers, Batch.SIZE);
            kernel.math().log2(numbers, Batch.SIZE);
            counter += Batch.SIZE;
            next = 0;
        }
        return -LN2 * numbers[next++];
    }
}
