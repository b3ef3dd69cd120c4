package io.github.stosszahl.bench;

import io.github.stosszahl.collide.CollisionProcess;
import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.collide.Tuning;
import io.github.stosszahl.model.Mixture;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.jspecify.annotations.Nullable;

/**
 * Times one workload with one kernel, in a Java virtual machine of its own: what the compiler learns from one law would slow another down.
 *
 * <p>"gas N SECONDS" makes a gas of N particles and warms it up, "run THREADS" is answered by a {@link Run}, and "end" ends the gas and is answered by its bytes per
 * particle.
 */
final class GasWorker {
    /** Long enough for the clock and for the scheduler. */
    private static final double SHORTEST_RUN = 0.15;
    /** A run is a sweep, so that it meets all memory, unless that takes more seconds. */
    private static final double LONGEST_RUN = 2;

    /** Candidates of the first run per particle of a gas without enhancement: bosons have many times more. */
    private static final double FIRST_CANDIDATES = 0.02;

    private static final double DIFFUSION_STEP = 1e-3;
    private static final int MOST_THREADS = 2;
    /** Collisions per particle after which occupation numbers, which are drawn independently, vary as in equilibrium. */
    private static final double COLLISIONS_TO_EQUILIBRIUM = 6;

    private final Workload workload;
    private final KernelChoice kernel;
    private final UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(1);
    /** Of a run on so many threads. */
    private final double[] duration = new double[MOST_THREADS];

    private List<ForkJoinPool> pools = List.of();
    private @Nullable CollisionProcess process;
    private int particles;

    private GasWorker(Workload workload, KernelChoice kernel) {
        this.workload = workload;
        this.kernel = kernel;
    }

    /** @param args a workload and a kernel */
    public static void main(String... args) {
        GasWorker worker = new GasWorker(Workload.valueOf(args[0]), KernelChoice.valueOf(args[1]));
        Worker.serve(worker::answer);
    }

    private String answer(String request) {
        String[] words = request.split(" ");
        switch (words[0]) {
            case "gas" -> {
                makeGas(Integer.parseInt(words[1]));
                warmUp(Double.parseDouble(words[2]));
                return "ready";
            }
            case "run" -> {
                return run(Integer.parseInt(words[1])).toString();
            }
            case "end" -> {
                return Double.toString(endGas());
            }
            default -> throw new IllegalArgumentException(request);
        }
    }

    private void makeGas(int size) {
        particles = size;
        pools = List.of(new ForkJoinPool(1), new ForkJoinPool(MOST_THREADS));
        Mixture mixture = workload.mixture();
        process = new CollisionProcess(mixture, workload.ensemble(mixture, size), kernel, Tuning.DEFAULT);
        Arrays.fill(
                duration, process.hasTimeStep() ? DIFFUSION_STEP : FIRST_CANDIDATES * size / process.candidateRate());
    }

    private void warmUp(double seconds) {
        long end = System.nanoTime() + (long) (1e9 * seconds);
        while (System.nanoTime() < end || !isInEquilibrium()) {
            for (int threads = 1; threads <= MOST_THREADS; threads++) {
                Run run = run(threads);
                double perSecond = 1e9 / run.nanosPerCandidate();
                double wanted = Math.max(candidatesOfSweep(run), SHORTEST_RUN * perSecond);
                duration[threads - 1] *= Math.min(wanted, LONGEST_RUN * perSecond) / run.candidates();
            }
        }
    }

    private boolean isInEquilibrium() {
        return !workload.isQuantum()
                || tally(Objects.requireNonNull(process)).accepted() > COLLISIONS_TO_EQUILIBRIUM * particles;
    }

    /** As many as particles; where a visit needs occupation cells in its cache, so many that it has the length that it has in whole runs. */
    private double candidatesOfSweep(Run run) {
        return workload.isQuantum() ? particles * (double) run.candidates() / Math.max(1, run.accepted()) : particles;
    }

    /** Of the heap in use after a collection of garbage, what goes with the gas and the scratch memory of the engine for all threads. */
    private double endGas() {
        // a pool remembers its last tasks, and they the gas
        pools.forEach(ForkJoinPool::shutdown);
        pools = List.of();
        long with = usedHeap();
        process = null;
        return (with - usedHeap()) / (double) particles;
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private Run run(int threads) {
        CollisionProcess gas = Objects.requireNonNull(process, "gas");
        double time = duration[threads - 1];
        PairTally before = tally(gas);
        long start = System.nanoTime();
        long threadNanos = pools.get(threads - 1)
                .submit(() -> threadNanos(() -> advance(gas, time)))
                .join();
        long nanos = System.nanoTime() - start;
        PairTally after = tally(gas);
        return new Run(
                after.candidates()
                        - before.candidates()
                        + after.diffusion().pairs()
                        - before.diffusion().pairs(),
                after.accepted()
                        - before.accepted()
                        + after.diffusion().accepted()
                        - before.diffusion().accepted(),
                nanos,
                threadNanos);
    }

    private void advance(CollisionProcess gas, double time) {
        if (!gas.hasTimeStep()) {
            gas.advance(time, rng, () -> false);
            return;
        }
        long steps = Math.max(1, Math.round(time / DIFFUSION_STEP));
        for (long s = 0; s < steps; s++) {
            gas.advance(DIFFUSION_STEP, rng, () -> false);
        }
    }

    private static long threadNanos(Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        work.run();
        return threads.getCurrentThreadCpuTime() - start;
    }

    private static PairTally tally(CollisionProcess gas) {
        return gas.tallies().stream().reduce(PairTally.NONE, PairTally::plus);
    }
}
