package io.github.stosszahl.cli;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.scenario.Scenario;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The heap that a run needs.
 *
 * @param bytes particles of all replicas, the largest histogram, and a margin for everything that does not grow with them
 */
record MemoryNeed(long bytes) {
    private static final long MARGIN = 64L << 20;
    private static final double MEBIBYTE = 1 << 20;

    static MemoryNeed of(Scenario scenario) {
        int d = scenario.mixture().dimension();
        double particles = 0;
        double rows = 0;
        for (InitialState state : scenario.species()) {
            particles += (double) state.particles() * scenario.replicas();
            if (state.distribution() instanceof EmpiricalDistribution given) {
                rows += given.size();
            }
        }
        double cells = scenario.output()
                .density()
                .map(plan -> Math.pow(plan.bins(), d))
                .orElse(0.0);
        double bytes = particles * d * Double.BYTES + rows * (d + 1) * Double.BYTES + cells * Integer.BYTES + MARGIN;
        return new MemoryNeed((long) Math.min(bytes, Long.MAX_VALUE / 2.0));
    }

    String text() {
        return String.format(Locale.ROOT, "%.0f MiB", Math.ceil(bytes / MEBIBYTE));
    }

    /** @throws BadInputException if the virtual machine may not use that much */
    void requireAvailable(Path file) throws BadInputException {
        long available = Runtime.getRuntime().maxMemory();
        if (bytes > available) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "%s: the run needs %s of heap but %.0f MiB are available; use fewer particles or replicas, or set"
                            + " STOSSZAHL_OPTS=-Xmx",
                    file,
                    text(),
                    available / MEBIBYTE));
        }
    }
}
