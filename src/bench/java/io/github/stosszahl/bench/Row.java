package io.github.stosszahl.bench;

import io.github.stosszahl.collide.KernelChoice;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The runs of one workload with one kernel, number of particles and number of threads.
 *
 * @param copyNanos what a copy of 48 bytes takes on as many threads, measured between these runs
 */
record Row(
        Workload workload,
        KernelChoice kernel,
        int particles,
        int threads,
        double bytesPerParticle,
        List<Run> runs,
        double copyNanos) {

    private static final double BYTES_COPIED = 48;

    String kernelName() {
        return kernel.name().toLowerCase(Locale.ROOT);
    }

    double nanosPerCandidate() {
        return median(Run::nanosPerCandidate);
    }

    double threadNanosPerCandidate() {
        return median(Run::threadNanosPerCandidate);
    }

    /** Collisions per candidate. */
    double acceptance() {
        return median(run -> run.accepted() / (double) run.candidates());
    }

    double nanosPerCollision() {
        return median(Run::nanosPerCollision);
    }

    private double median(ToDoubleFunction<Run> quantity) {
        return Statistics.median(runs.stream().mapToDouble(quantity).toArray());
    }

    double collisionsPerSecond() {
        return 1e9 / nanosPerCollision();
    }

    /** Time per candidate over that of copying the velocities of a pair from memory to memory. */
    double overCopy() {
        double bytes = 2.0 * workload.dimension() * Double.BYTES;
        return nanosPerCandidate() / (copyNanos * bytes / BYTES_COPIED);
    }

    /** How quiet the machine was. */
    double slowestOverFastest() {
        double[] sorted =
                runs.stream().mapToDouble(Run::nanosPerCandidate).sorted().toArray();
        return sorted[sorted.length - 1] / sorted[0];
    }
}
