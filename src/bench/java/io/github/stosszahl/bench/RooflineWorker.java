package io.github.stosszahl.bench;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import io.github.stosszahl.random.CounterWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the machine does at best, in a Java virtual machine of its own. A number of threads is answered by the nanoseconds, with all threads at work, of each {@link
 * Limit}.
 */
final class RooflineWorker {
    /** What limits collisions. */
    enum Limit {
        COPY("copy of 48 bytes"),
        WORD("random word, plain Java"),
        VECTOR_WORD("random word, vectors"),
        ROOT("square root, vectors"),
        FMA("fused multiply-add, vectors");

        private final String title;

        Limit(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> L = LongVector.SPECIES_PREFERRED;
    /** The velocities of a pair in space, read once and written once. */
    private static final double DOUBLES_PER_COPY = 6;
    /** As many velocities as those of ten million particles: more than caches hold. */
    private static final int COPIED = 30_000_000;
    /** Fits into the first cache. */
    private static final int CACHED = 1024;

    private static final int FMAS_PER_ELEMENT = 16;
    private static final int PASSES = 4096;
    private static final int WARM_UPS = 10;

    private final List<ForkJoinPool> pools = List.of(new ForkJoinPool(1), new ForkJoinPool(2));
    private final double[] source = new double[COPIED];
    private final double[] target = new double[COPIED];

    /** @param args none */
    public static void main(String... args) {
        RooflineWorker worker = new RooflineWorker();
        for (int k = 0; k < WARM_UPS; k++) {
            worker.measure(1);
            worker.measure(2);
        }
        Worker.serve(request -> worker.measure(Integer.parseInt(request)));
    }

    private String measure(int threads) {
        double[] nanos = {
            nanos(threads, part -> copy(part, threads)) / (COPIED / DOUBLES_PER_COPY),
            nanos(threads, part -> words(part)) / ((double) threads * PASSES * CACHED),
            nanos(threads, part -> vectorWords(part)) / ((double) threads * PASSES * CACHED),
            nanos(threads, part -> roots(part)) / ((double) threads * PASSES * CACHED),
            nanos(threads, part -> fmas(part)) / ((double) threads * PASSES * CACHED * FMAS_PER_ELEMENT)
        };
        return Arrays.stream(nanos).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }

    private long nanos(int threads, Consumer<Integer> work) {
        List<ForkJoinTask<?>> tasks = new ArrayList<>();
        long start = System.nanoTime();
        for (int t = 0; t < threads; t++) {
            int part = t;
            tasks.add(pools.get(threads - 1).submit(() -> work.accept(part)));
        }
        tasks.forEach(ForkJoinTask::join);
        return System.nanoTime() - start;
    }

    private void copy(int part, int parts) {
        int size = COPIED / parts;
        System.arraycopy(source, part * size, target, part * size, size);
    }

    private static void words(int key) {
        long[] out = new long[CACHED];
        for (int pass = 0; pass < PASSES; pass++) {
            fillWithWords(out, key, (long) pass * CACHED);
        }
    }

    private static void fillWithWords(long[] out, long key, long counter) {
        for (int k = 0; k < out.length; k++) {
            out[k] = CounterWords.word(key, counter + k);
        }
    }

    /** {@link CounterWords} in every lane. */
    private static void vectorWords(long key) {
        long[] out = new long[CACHED];
        LongVector step = LongVector.broadcast(L, CounterWords.STEP * L.length());
        LongVector state = LongVector.zero(L).addIndex(1).mul(CounterWords.STEP).add(key);
        for (int pass = 0; pass < PASSES; pass++) {
            for (int k = 0; k < CACHED; k += L.length()) {
                LongVector z = state;
                z = z.lanewise(XOR, z.lanewise(LSHR, CounterWords.SHIFT_1)).mul(CounterWords.MULTIPLIER_1);
                z = z.lanewise(XOR, z.lanewise(LSHR, CounterWords.SHIFT_2)).mul(CounterWords.MULTIPLIER_2);
                z.lanewise(XOR, z.lanewise(LSHR, CounterWords.SHIFT_3)).intoArray(out, k);
                state = state.add(step);
            }
        }
    }

    private static void roots(int part) {
        double[] in = new double[CACHED];
        Arrays.fill(in, part + 2);
        double[] out = new double[CACHED];
        for (int pass = 0; pass < PASSES; pass++) {
            for (int k = 0; k < CACHED; k += D.length()) {
                DoubleVector.fromArray(D, in, k).sqrt().intoArray(out, k);
            }
        }
    }

    /** Short chains, of which the processor overlaps many, like the polynomials of the engine. */
    private static void fmas(int part) {
        double[] in = new double[CACHED];
        Arrays.fill(in, 1 / (part + 2.0));
        double[] out = new double[CACHED];
        DoubleVector c = DoubleVector.broadcast(D, 1);
        for (int pass = 0; pass < PASSES; pass++) {
            for (int k = 0; k < CACHED; k += D.length()) {
                DoubleVector x = DoubleVector.fromArray(D, in, k);
                DoubleVector y = x;
                for (int step = 0; step < FMAS_PER_ELEMENT; step++) {
                    y = y.fma(x, c);
                }
                y.intoArray(out, k);
            }
        }
    }
}
