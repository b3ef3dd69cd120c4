package io.github.stosszahl.cli;

import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.output.RunFolder;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.report.RunReport;
import io.github.stosszahl.scenario.Scenario;
import io.github.stosszahl.simulation.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of a scenario into a run folder. */
final class ScenarioRun {
    private static final long WIND_DOWN_MILLIS = 300;

    private final Scenario scenario;
    private final OccupationChoice occupation;
    private final RunFolder folder;
    private final int threads;
    private final KernelChoice kernel;
    private final Interruption interruption;
    private final @Nullable PrintWriter messages;

    /** @param messages where progress and the summary go; null for none */
    ScenarioRun(
            Scenario scenario,
            OccupationChoice occupation,
            RunFolder folder,
            int threads,
            KernelChoice kernel,
            Interruption interruption,
            @Nullable PrintWriter messages) {
        this.scenario = scenario;
        this.occupation = occupation;
        this.folder = folder;
        this.threads = threads;
        this.kernel = kernel;
        this.interruption = interruption;
        this.messages = messages;
    }

    /**
     * Runs, writes the files and says how it went.
     *
     * @return the exit status
     * @throws IOException if a file cannot be written; what was finished before is kept
     */
    int execute() throws IOException, InterruptedException {
        scenario.warnings().forEach(this::warn);
        occupation.warnings(scenario.mixture()).forEach(this::warn);
        CompletableFuture<Boolean> work = new CompletableFuture<>();
        interruption.onRequest(() -> work.complete(false));
        // parallel streams that are started inside a pool run in it: so --threads counts
        ForkJoinPool pool = new ForkJoinPool(threads);
        RunRecorder recorder;
        boolean complete;
        try (Progress progress = new Progress(scenario, messages)) {
            recorder = new RunRecorder(
                    scenario, occupation, folder, threads, kernel, interruption::isRequested, progress, this::warn);
            pool.execute(() -> simulate(recorder, work));
            complete = await(work, recorder);
        }
        pool.shutdown();
        if (!complete) {
            // what the pool was about is given up; a file that it was writing is removed meanwhile
            if (!pool.awaitTermination(WIND_DOWN_MILLIS, TimeUnit.MILLISECONDS)) {
                // an estimate, which does not look up from its work, must not keep the processors from the files
                pool.shutdownNow();
            }
            recorder.finish(RunManifest.Status.INTERRUPTED);
            if (messages != null) {
                messages.println("interrupted; kept what was finished in " + folder.path());
            }
            return ExitStatus.INTERRUPTED;
        }
        recorder.finish(RunManifest.Status.COMPLETE);
        folder.write("report.html", out -> out.write(RunReport.html(List.of(folder.path()))));
        if (messages != null) {
            new RunSummary(scenario, recorder).print(messages);
        }
        return ExitStatus.DONE;
    }

    private void warn(String warning) {
        if (messages != null) {
            messages.println("warning: " + warning);
        }
    }

    private void simulate(RunRecorder recorder, CompletableFuture<Boolean> work) {
        try {
            Simulation simulation = new Simulation(
                    scenario.mixture(),
                    scenario.space(),
                    scenario.species(),
                    occupation.cells(),
                    new RandomStreams(scenario.seed()),
                    scenario.step(),
                    kernel);
            work.complete(
                    simulation.run(scenario.replicas(), scenario.outputTimes(), recorder, interruption::isRequested));
        } catch (RuntimeException | Error e) {
            work.completeExceptionally(e);
        }
    }

    private static boolean await(CompletableFuture<Boolean> work, RunRecorder recorder)
            throws IOException, InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            try {
                recorder.finish(RunManifest.Status.FAILED);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw new IOException(failure.getMessage(), failure);
            }
            throw new IllegalStateException("the run failed: " + e.getCause(), e);
        }
    }
}
