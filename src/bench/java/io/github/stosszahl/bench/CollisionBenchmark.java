package io.github.stosszahl.bench;

import io.github.stosszahl.collide.KernelChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times the collision engine: every law, kernel, number of particles and number of threads.
 *
 * <p>Each law and kernel has a Java virtual machine of its own. Both kernels, both numbers of threads and the roofline take turns, one at a time, so that what
 * else the machine does spoils their ratios least. The yardstick comes right after them.
 */
@Command(name = "bench", description = "Times the collision engine beside the limits of the machine.")
public final class CollisionBenchmark implements Callable<Integer> {
    private static final List<KernelChoice> KERNELS = List.of(KernelChoice.SCALAR, KernelChoice.VECTOR);
    private static final int MOST_THREADS = 2;
    private static final Path OUTPUT = Path.of("target", "bench");
    /** Each machine compiles its code with a gas that is not timed, of several blocks. */
    private static final int COMPILING_PARTICLES = 100_000;

    private static final int COMPILING_SECONDS = 3;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this text.")
    private boolean help;

    @Option(names = "--quick", description = "Few laws and numbers of particles, in less than a minute.")
    private boolean quick;

    @Option(
            names = "--law",
            split = ",",
            paramLabel = "NAME",
            converter = LawNames.class,
            completionCandidates = LawNames.class,
            description = "Only these: ${COMPLETION-CANDIDATES}.")
    private List<Workload> laws = List.of();

    @Option(names = "--particles", split = ",", paramLabel = "N", description = "Such as 10000,1e6.")
    private List<Double> particles = List.of();

    /** @param args see --help */
    public static void main(String... args) {
        System.exit(new CommandLine(new CollisionBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (laws.isEmpty()) {
            laws = quick ? List.of(Workload.HARD_SPHERES, Workload.VSS) : List.of(Workload.values());
        }
        if (particles.isEmpty()) {
            particles = quick ? List.of(1e4, 1e6) : List.of(1e4, 1e5, 1e6, 1e7);
        }
        Files.createDirectories(OUTPUT);
        Path log = OUTPUT.resolve("workers.log");
        Files.deleteIfExists(log);
        Yardstick yardstick = new Yardstick(OUTPUT.resolve("blocks"), log);
        try (Roofline roofline = new Roofline(log)) {
            Tables tables = new Tables(roofline, yardstick);
            for (Workload law : laws) {
                try (Worker scalar = gas(log, law, KernelChoice.SCALAR);
                        Worker vector = gas(log, law, KernelChoice.VECTOR)) {
                    for (Worker worker : List.of(scalar, vector)) {
                        worker.ask("gas " + COMPILING_PARTICLES + " " + COMPILING_SECONDS);
                        worker.ask("end");
                    }
                    for (double n : particles) {
                        if (n > law.mostParticles()) {
                            continue;
                        }
                        System.err.printf(Locale.ROOT, "%s, %.0e particles%n", law, n);
                        measure(law, (int) n, List.of(scalar, vector), roofline).forEach(tables::add);
                        yardstick.measure(law, (int) n, repetitions());
                        // what is measured stays, should the rest be interrupted
                        tables.write(OUTPUT);
                    }
                }
            }
            System.out.print(tables.markdown());
        }
        return CommandLine.ExitCode.OK;
    }

    private static Worker gas(Path log, Workload law, KernelChoice kernel) throws IOException {
        return new Worker(log, GasWorker.class, law.name(), kernel.name());
    }

    private int repetitions() {
        return quick ? 3 : 5;
    }

    private List<Row> measure(Workload law, int n, List<Worker> workers, Roofline roofline) throws IOException {
        int repetitions = repetitions();
        for (Worker worker : workers) {
            worker.ask("gas " + n + " " + (quick ? 1 : 2));
        }
        List<List<Run>> runs = new ArrayList<>();
        for (int k = 0; k < MOST_THREADS * KERNELS.size(); k++) {
            runs.add(new ArrayList<>());
        }
        double[][] copyNanos = new double[MOST_THREADS][repetitions];
        for (int repetition = 0; repetition < repetitions; repetition++) {
            for (int t = 0; t < MOST_THREADS; t++) {
                copyNanos[t][repetition] = roofline.measure(t + 1)[RooflineWorker.Limit.COPY.ordinal()];
                for (int k = 0; k < KERNELS.size(); k++) {
                    runs.get(t * KERNELS.size() + k)
                            .add(Run.parse(workers.get(k).ask("run " + (t + 1))));
                }
            }
        }
        double[] bytesPerParticle = new double[KERNELS.size()];
        for (int k = 0; k < KERNELS.size(); k++) {
            bytesPerParticle[k] = Double.parseDouble(workers.get(k).ask("end"));
        }
        List<Row> rows = new ArrayList<>();
        for (int t = 0; t < MOST_THREADS; t++) {
            for (int k = 0; k < KERNELS.size(); k++) {
                rows.add(new Row(
                        law,
                        KERNELS.get(k),
                        n,
                        t + 1,
                        bytesPerParticle[k],
                        runs.get(t * KERNELS.size() + k),
                        Statistics.median(copyNanos[t])));
            }
        }
        return rows;
    }

    /** The names that tables show. */
    static final class LawNames implements Iterable<String>, CommandLine.ITypeConverter<Workload> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Workload.values()).map(Workload::toString).iterator();
        }

        @Override
        public Workload convert(String name) {
            return Workload.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
