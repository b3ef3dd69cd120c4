package io.github.stosszahl.collide;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * The scalar kernel at first, the vector kernel once a run proves long. A Java virtual machine needs about a second until it has compiled the vector kernel, and is
 * very slow until then; a run of that length is done sooner without. When the change happens does not matter to the result.
 */
final class AutoKernel extends ForwardingKernel {
    /** The scalar kernel does these, or makes as many numbers, in about the time that the other one takes to get ready: at worst, half of the time is lost. */
    static final long CANDIDATES_BEFORE = 100_000_000;

    /** What a virtual machine has compiled serves all that runs on it, hence static. */
    private static final LongAdder DONE = new LongAdder();

    private final LongAdder done;
    private final long candidatesBefore;
    private final Supplier<PairKernel> vector;
    private boolean changed;

    /**
     * @param scalar the kernel at first
     * @param vector makes the one that follows
     */
    AutoKernel(PairKernel scalar, Supplier<PairKernel> vector) {
        this(scalar, vector, DONE, CANDIDATES_BEFORE);
    }

    /**
     * @param done counts candidates and uniform numbers of all such kernels
     * @param candidatesBefore how many the scalar kernel does
     */
    AutoKernel(PairKernel scalar, Supplier<PairKernel> vector, LongAdder done, long candidatesBefore) {
        super(scalar);
        this.vector = vector;
        this.done = done;
        this.candidatesBefore = candidatesBefore;
    }

    /** Whether kernels of this virtual machine have changed. */
    static boolean hasChanged() {
        return DONE.sum() >= CANDIDATES_BEFORE;
    }

    @Override
    public void uniforms(long key, long counter, double from, double to, double[] out, int n) {
        count(n);
        kernel.uniforms(key, counter, from, to, out, n);
    }

    @Override
    public int collide(Leg leg, Batch batch, int from, int to) {
        count(batch.run * (to - from));
        return kernel.collide(leg, batch, from, to);
    }

    private void count(int work) {
        if (!changed) {
            done.add(work);
            if (done.sum() >= candidatesBefore) {
                kernel = vector.get();
                changed = true;
            }
        }
    }

    @Override
    public void turn(
            boolean spatial,
            boolean turned,
            long key,
            long counter,
            double[] cosines,
            double[] gx,
            double[] gy,
            double[] gz,
            int n) {
        count(n);
        kernel.turn(spatial, turned, key, counter, cosines, gx, gy, gz, n);
    }
}
