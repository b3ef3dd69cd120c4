package io.github.stosszahl.cli;

import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.linearised.LinearisedSimulation;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.output.Manifest;
import io.github.stosszahl.output.RunFiles;
import io.github.stosszahl.output.RunFolder;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.report.RunReport;
import io.github.stosszahl.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/** One run of a linearised equation into a run folder: time series, run.json and report. */
final class LinearisedRun {
    private static final double NANOS = 1e-9;

    private final Scenario scenario;
    private final RunFolder folder;
    private final int threads;
    private final Interruption interruption;
    private final @Nullable PrintWriter messages;
    private final List<RunFiles.Moment> moments = new CopyOnWriteArrayList<>();
    /** Null until its particles are drawn. */
    private volatile @Nullable LinearisedSimulation simulation;

    private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final long startNanos = System.nanoTime();

    /** @param messages where progress and the summary go; null for none */
    LinearisedRun(
            Scenario scenario,
            RunFolder folder,
            int threads,
            Interruption interruption,
            @Nullable PrintWriter messages) {
        this.scenario = scenario;
        this.folder = folder;
        this.threads = threads;
        this.interruption = interruption;
        this.messages = messages;
    }

    /**
     * Runs and writes the files.
     *
     * @return the exit status
     * @throws IOException if a file cannot be written
     */
    int execute() throws IOException, InterruptedException {
        if (messages != null) {
            scenario.warnings().forEach(warning -> messages.println("warning: " + warning));
        }
        // parallel streams that are started inside a pool run in it: so --threads counts
        ForkJoinPool pool = new ForkJoinPool(threads);
        // an interruption does not wait for an estimate, which would keep the user waiting
        CompletableFuture<Boolean> work = new CompletableFuture<>();
        interruption.onRequest(() -> work.complete(false));
        boolean complete;
        try (Progress progress = new Progress(scenario, messages)) {
            pool.execute(() -> simulate(progress, work));
            complete = work.get();
        } catch (ExecutionException e) {
            write(RunManifest.Status.FAILED);
            throw new IllegalStateException("the run failed: " + e.getCause(), e);
        } finally {
            pool.shutdown();
        }
        write(complete ? RunManifest.Status.COMPLETE : RunManifest.Status.INTERRUPTED);
        if (!complete) {
            if (messages != null) {
                messages.println("interrupted; kept what was finished in " + folder.path());
            }
            return ExitStatus.INTERRUPTED;
        }
        folder.write("report.html", out -> out.write(RunReport.html(List.of(folder.path()))));
        if (messages != null) {
            summarise(messages);
        }
        return ExitStatus.DONE;
    }

    private void simulate(Progress progress, CompletableFuture<Boolean> work) {
        try {
            LinearisedSimulation drawn = new LinearisedSimulation(
                    scenario.mixture(),
                    scenario.linearisation().orElseThrow(),
                    scenario.species(),
                    new RandomStreams(scenario.seed()),
                    scenario.step(),
                    scenario.replicas());
            simulation = drawn;
            work.complete(drawn.run(
                    scenario.outputTimes(),
                    (time, quantities) -> observe(time, quantities, progress),
                    interruption::isRequested));
        } catch (RuntimeException | Error e) {
            work.completeExceptionally(e);
        }
    }

    private void observe(double time, List<Quantity> quantities, Progress progress) {
        double before = moments.isEmpty() ? 0 : moments.get(moments.size() - 1).time();
        moments.add(new RunFiles.Moment(time, quantities));
        progress.advance((time - before) * scenario.replicas());
    }

    private double wallSeconds() {
        return (System.nanoTime() - startNanos) * NANOS;
    }

    private void write(RunManifest.Status status) throws IOException {
        List<String> names =
                scenario.mixture().species().stream().map(Species::name).toList();
        new RunFiles(folder, names).timeseries(moments);
        LinearisedSimulation drawn = simulation;
        BuildInfo build = BuildInfo.load();
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("version", build.version());
        entries.put("commit", build.commit());
        entries.put("status", status.name().toLowerCase(Locale.ROOT));
        entries.put("started", started.toString());
        entries.put("seed", scenario.seed());
        entries.put("threads", threads);
        entries.put("replicas", scenario.replicas());
        entries.put("wallSeconds", wallSeconds());
        entries.put(
                "standardErrors",
                Map.of(
                        "timeseries",
                        "replicas",
                        "description",
                        "time series: jackknife over the " + scenario.replicas()
                                + " replicas; entropy and its dissipation"
                                + " are means over products of two different replicas"));
        Map<String, Object> performance = new LinkedHashMap<>();
        performance.put("wallSeconds", wallSeconds());
        performance.put("candidates", drawn == null ? 0 : drawn.candidates());
        performance.put("collisions", drawn == null ? 0 : drawn.events());
        performance.put("threads", threads);
        entries.put("performance", performance);
        Map<String, Object> linearised = new LinkedHashMap<>();
        linearised.put("weight", drawn == null ? null : drawn.weight());
        linearised.put("mostParticles", drawn == null ? null : drawn.mostParticles());
        linearised.put(
                "description",
                "weight of every signed particle; the most particles that a replica had at a time (docs/methods.md)");
        entries.put("linearised", linearised);
        entries.put("species", species());
        List<String> files = new ArrayList<>(folder.files());
        files.add("run.json");
        if (status == RunManifest.Status.COMPLETE) {
            files.add("report.html");
        }
        entries.put("outputs", Map.of("times", scenario.outputTimes(), "files", files));
        entries.put("warnings", scenario.warnings());
        Manifest.write(folder, scenario.resolvedJson(), entries);
    }

    private List<Map<String, Object>> species() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (int i = 0; i < scenario.species().size(); i++) {
            Species species = scenario.mixture().species().get(i);
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("name", species.name());
            map.put("mass", species.mass());
            map.put("particles", scenario.species().get(i).particles());
            map.put("density", scenario.species().get(i).distribution().density());
            list.add(map);
        }
        return list;
    }

    private void summarise(PrintWriter out) {
        LinearisedSimulation finished = Objects.requireNonNull(simulation);
        out.printf(
                Locale.ROOT,
                "%s: %.3g events, at most %.3g particles of a replica, %.1f s%n",
                scenario.name(),
                (double) finished.events(),
                (double) finished.mostParticles(),
                wallSeconds());
        RunFiles.Moment last = moments.get(moments.size() - 1);
        out.printf(Locale.ROOT, "t = %.6g%n", last.time());
        for (Quantity q : last.quantities()) {
            if (q.species() == Quantity.WHOLE_SYSTEM || q.name().equals("temperature")) {
                Estimate estimate = q.estimate();
                out.printf(
                        Locale.ROOT,
                        "  %-12s %-20s %14.6g %10.2g%n",
                        q.species() == Quantity.WHOLE_SYSTEM
                                ? "*"
                                : scenario.mixture().species().get(q.species()).name(),
                        q.name(),
                        estimate.value(),
                        estimate.standardError());
            }
        }
    }
}
