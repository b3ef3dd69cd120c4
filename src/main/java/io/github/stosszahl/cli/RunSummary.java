package io.github.stosszahl.cli;

import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.output.RunFiles;
import io.github.stosszahl.scenario.Scenario;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What a run tells on the terminal when it is done. */
final class RunSummary {
    private static final List<String> SHOWN = List.of(
            "temperature", "moment4", "energy", "entropy", "entropy_dissipation", "fisher", "fisher_mass_weighted");

    private final Scenario scenario;
    private final RunRecorder recorder;

    RunSummary(Scenario scenario, RunRecorder recorder) {
        this.scenario = scenario;
        this.recorder = recorder;
    }

    void print(PrintWriter out) {
        long collisions = 0;
        for (PairTally tally : recorder.manifest().totals()) {
            collisions += tally.accepted() + tally.diffusion().accepted();
        }
        out.printf(
                Locale.ROOT,
                "%s: %.3g %s in %.1f s, %.1f s in all%n",
                scenario.name(),
                (double) collisions,
                scenario.mixture().diffuses() ? "steps of pairs" : "collisions",
                recorder.manifest().evolutionSeconds(),
                recorder.manifest().wallSeconds());
        recorder.last().ifPresent(moment -> printTable(moment, out));
    }

    private void printTable(RunFiles.Moment moment, PrintWriter out) {
        out.printf(Locale.ROOT, "t = %.6g%n", moment.time());
        out.printf(
                Locale.ROOT,
                "  %-12s %-20s %14s %10s %14s %6s%n",
                "species",
                "quantity",
                "value",
                "stderr",
                "exact",
                "z");
        for (Quantity q : moment.quantities()) {
            if (!SHOWN.contains(q.name())) {
                continue;
            }
            double value = q.estimate().value();
            double error = q.estimate().standardError();
            double exact = recorder.exact(q, moment.time());
            boolean known = !Double.isNaN(exact);
            out.printf(
                    Locale.ROOT,
                    "  %-12s %-20s %14.6g %10s %14s %6s%n",
                    q.species() == Quantity.WHOLE_SYSTEM
                            ? "*"
                            : scenario.mixture().species().get(q.species()).name(),
                    q.name(),
                    value,
                    error > 0 ? String.format(Locale.ROOT, "%.2g", error) : "",
                    known ? String.format(Locale.ROOT, "%.6g", exact) : "",
                    known && error > 0 ? String.format(Locale.ROOT, "%.2f", (value - exact) / error) : "");
        }
    }
}
