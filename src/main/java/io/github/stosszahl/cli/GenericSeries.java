package io.github.stosszahl.cli;

import io.github.stosszahl.estimate.CrossFittedLogit;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.FisherRate;
import io.github.stosszahl.estimate.FittedDensity;
import io.github.stosszahl.estimate.LogDensity;
import io.github.stosszahl.estimate.ReplicaMean;
import io.github.stosszahl.generic.Check;
import io.github.stosszahl.generic.EntropyGradient;
import io.github.stosszahl.generic.Entry;
import io.github.stosszahl.generic.FisherSplitting;
import io.github.stosszahl.generic.StructureAudit;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.output.RunFiles;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.random.RandomStreams.Purpose;
import io.github.stosszahl.scenario.Scenario;
import io.github.stosszahl.simulation.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The GENERIC structure over the time of a run, the mean of all replicas. Used by one thread, but for what it has gathered. */
final class GenericSeries {
    /** Collisions that are recorded before an output time. */
    private static final int RECORDED_COLLISIONS = 100_000;

    private final Scenario scenario;
    private final RandomStreams streams;
    private final List<RunFiles.StructureRow> rows = new ArrayList<>();
    private final Map<String, Worst> worst = new LinkedHashMap<>();
    private final Map<String, Integer> troubles = new LinkedHashMap<>();
    /** Why Fisher information could not be split, and how often. */
    private final Map<String, Integer> splitTroubles = new LinkedHashMap<>();

    private int times;

    /** The time at which a check came nearest to failing, or failed most. */
    private record Worst(double time, Check check) {}

    GenericSeries(Scenario scenario) {
        this.scenario = scenario;
        this.streams = new RandomStreams(scenario.seed());
    }

    /** How many collisions a snapshot should hold. */
    int collisionsWanted() {
        // the moves of a diffusion are no collisions
        return scenario.estimators().generic() && !scenario.mixture().diffuses() ? RECORDED_COLLISIONS : 0;
    }

    /** Measures the structure at one output time, if the scenario asks for it. An interrupted measurement leaves nothing. */
    void observe(Snapshot snapshot, BooleanSupplier interrupted) {
        if (!scenario.estimators().generic()) {
            return;
        }
        List<List<Entry>> replicas = new ArrayList<>();
        List<List<Entry>> splittings = new ArrayList<>();
        boolean classical = scenario.mixture().species().stream().allMatch(s -> s.statistics() == Statistics.MAXWELL);
        for (int r = 0; r < snapshot.ensembles().size(); r++) {
            Ensemble ensemble = snapshot.ensembles().get(r);
            List<FittedDensity> densities = new ArrayList<>();
            Optional<List<EntropyGradient>> gradients = gradients(ensemble, densities, interrupted);
            if (gradients.isEmpty()) {
                return;
            }
            Optional<CollisionSample> collisions = snapshot.collisions().isEmpty()
                    ? Optional.empty()
                    : Optional.of(snapshot.collisions().get(r));
            replicas.add(StructureAudit.of(
                    scenario.mixture(),
                    ensemble,
                    gradients.get(),
                    collisions,
                    streams.stream(Purpose.ESTIMATES, r, snapshot.index(), 1)));
            if (classical && splittings.size() == r) {
                if (interrupted.getAsBoolean()) {
                    return;
                }
                FisherRate.Result found = FisherRate.of(
                        scenario.mixture(),
                        ensemble,
                        densities,
                        streams.stream(Purpose.ESTIMATES, r, snapshot.index(), 2));
                found.rate()
                        .ifPresentOrElse(
                                rate -> splittings.add(FisherSplitting.of(rate)), () -> noteUnsplit(found.reason()));
            }
        }
        List<Entry> entries = new ArrayList<>(mean(replicas));
        if (splittings.size() == replicas.size()) {
            entries.addAll(mean(splittings));
        }
        keep(snapshot.time(), entries);
    }

    /**
     * dH/df of all species; empty if interrupted, or with a note if it cannot be had.
     *
     * @param densities gets those of the classical species
     */
    private Optional<List<EntropyGradient>> gradients(
            Ensemble ensemble, List<FittedDensity> densities, BooleanSupplier interrupted) {
        if (scenario.space().dimension() > 0) {
            note("not available in space in this version");
            return Optional.empty();
        }
        List<EntropyGradient> gradients = new ArrayList<>();
        for (Population population : ensemble.populations()) {
            if (interrupted.getAsBoolean()) {
                return Optional.empty();
            }
            boolean classical = population.species().statistics() == Statistics.MAXWELL;
            Optional<EntropyGradient> gradient = classical ? ofDensity(population, densities) : ofLogit(population);
            if (gradient.isEmpty()) {
                return Optional.empty();
            }
            gradients.add(gradient.get());
        }
        return Optional.of(gradients);
    }

    private Optional<EntropyGradient> ofDensity(Population population, List<FittedDensity> densities) {
        FittedDensity density = FittedDensity.of(population);
        densities.add(density);
        if (!fits(population, density.reason())) {
            return Optional.empty();
        }
        LogDensity log = density.logDensity();
        CrossFittedLogit logit = CrossFittedLogit.of(population);
        return Optional.of(
                logit.reason().isEmpty() && logit.isAsGoodAs(log, population)
                        ? EntropyGradient.of(logit)
                        : EntropyGradient.of(log));
    }

    private Optional<EntropyGradient> ofLogit(Population population) {
        CrossFittedLogit logit = CrossFittedLogit.of(population);
        return fits(population, logit.reason()) ? Optional.of(EntropyGradient.of(logit)) : Optional.empty();
    }

    /** Notes why there is no fit. */
    private boolean fits(Population population, String reason) {
        if (!reason.isEmpty()) {
            note(population.species().name() + ": " + reason);
        }
        return reason.isEmpty();
    }

    private static List<Entry> mean(List<List<Entry>> replicas) {
        List<Entry> means = new ArrayList<>();
        for (int e = 0; e < replicas.get(0).size(); e++) {
            int index = e;
            Entry first = replicas.get(0).get(e);
            List<Estimate> each =
                    replicas.stream().map(r -> r.get(index).estimate()).toList();
            means.add(new Entry(first.quantity(), first.first(), first.second(), ReplicaMean.ofEstimates(each)));
        }
        return means;
    }

    private synchronized void note(String reason) {
        troubles.merge(reason, 1, Integer::sum);
    }

    private synchronized void noteUnsplit(String reason) {
        splitTroubles.merge(reason, 1, Integer::sum);
    }

    private synchronized void keep(double time, List<Entry> entries) {
        times++;
        for (Entry e : entries) {
            rows.add(new RunFiles.StructureRow(
                    time,
                    e.quantity(),
                    e.first().species(),
                    e.first().name(),
                    e.second().species(),
                    e.second().name(),
                    e.estimate()));
        }
        for (Check check : Check.of(entries)) {
            worst.merge(
                    check.name(),
                    new Worst(time, check),
                    (old, now) -> old.check().value() >= now.check().value() ? old : now);
        }
    }

    /** What was measured so far. */
    synchronized List<RunFiles.StructureRow> rows() {
        return List.copyOf(rows);
    }

    /** For run.json: every check at its worst time. */
    synchronized List<Map<String, Object>> checks() {
        List<Map<String, Object>> list = new ArrayList<>();
        worst.forEach((name, found) -> {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("check", name);
            map.put("holds", found.check().holds());
            map.put(
                    "worst",
                    Double.isFinite(found.check().value()) ? found.check().value() : null);
            map.put("bound", found.check().bound());
            map.put("time", found.time());
            list.add(map);
        });
        return list;
    }

    /** What could not be measured, and which checks failed. */
    synchronized List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        int measured = times;
        troubles.forEach((reason, count) -> warnings.add("no GENERIC structure at " + count + " of "
                + (measured + count) + (measured + count == 1 ? " time: " : " times: ") + reason));
        splitTroubles.forEach(
                (reason, count) -> warnings.add("GENERIC structure without the parts of Fisher information " + count
                        + (count == 1 ? " time: " : " times: ") + reason));
        worst.forEach((name, found) -> {
            if (!found.check().holds()) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "GENERIC structure: \"%s\" fails at t = %s: %.3g, allowed %.3g",
                        name,
                        found.time(),
                        found.check().value(),
                        found.check().bound()));
            }
        });
        return warnings;
    }
}
