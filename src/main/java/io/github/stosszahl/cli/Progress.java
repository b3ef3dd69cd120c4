package io.github.stosszahl.cli;

import io.github.stosszahl.scenario.Scenario;
import java.io.PrintWriter;
import java.util.concurrent.atomic.DoubleAdder;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** The progress bar of a run, shown only where somebody looks: its frames would fill a file. */
final class Progress implements AutoCloseable {
    private static final long FULL = 1000;

    private final double total;
    private final DoubleAdder done = new DoubleAdder();
    private final @Nullable ProgressBar bar;

    Progress(Scenario scenario, @Nullable PrintWriter messages) {
        total = scenario.endTime() * scenario.replicas();
        bar = messages == null || !Ansi.AUTO.enabled()
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(scenario.name())
                        .setInitialMax(FULL)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUnit(" ‰", 1)
                        // its default is descriptor 2 whatever System.err is
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build();
    }

    /** Adds simulated time of one replica. */
    void advance(double time) {
        if (bar != null) {
            done.add(time);
            bar.stepTo(Math.round(FULL * done.sum() / total));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
