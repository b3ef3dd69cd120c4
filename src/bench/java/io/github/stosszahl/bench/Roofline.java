package io.github.stosszahl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The limits of the machine, measured again and again between the runs of gases. */
final class Roofline implements AutoCloseable {
    private final Worker worker;
    private final List<List<double[]>> measured = List.of(new ArrayList<>(), new ArrayList<>());

    Roofline(Path log) throws IOException {
        worker = new Worker(log, RooflineWorker.class);
    }

    /** The nanoseconds of every limit, in their order. */
    double[] measure(int threads) throws IOException {
        double[] nanos = Arrays.stream(worker.ask(Integer.toString(threads)).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        measured.get(threads - 1).add(nanos);
        return nanos;
    }

    /** All that was measured, sorted. */
    double[] sample(RooflineWorker.Limit limit, int threads) {
        return measured.get(threads - 1).stream()
                .mapToDouble(nanos -> nanos[limit.ordinal()])
                .sorted()
                .toArray();
    }

    @Override
    public void close() throws IOException {
        worker.close();
    }
}
