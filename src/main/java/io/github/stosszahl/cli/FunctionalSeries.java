package io.github.stosszahl.cli;

import io.github.stosszahl.estimate.DensityFunctionals;
import io.github.stosszahl.estimate.EnsembleFunctionals;
import io.github.stosszahl.estimate.EntropyDissipation;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.LargestIncrease;
import io.github.stosszahl.estimate.PhaseSpaceDissipation;
import io.github.stosszahl.estimate.PhaseSpaceEntropy;
import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.random.RandomStreams.Purpose;
import io.github.stosszahl.scenario.EstimatorPlan;
import io.github.stosszahl.scenario.Scenario;
import io.github.stosszahl.simulation.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The functionals of the densities over the time of a run, of every replica, and what is to be said about them. Used by one thread, but for {@link #warnings} and {@link #increases}. */
final class FunctionalSeries {
    /** Names in timeseries.csv. */
    static final List<String> NAMES = List.of(
            "entropy", "fisher", "fisher_mass_weighted", "entropy_dissipation", "entropy_dissipation_collisions");

    /** Collisions that are recorded before an output time. */
    private static final int RECORDED_COLLISIONS = 100_000;

    /** The functionals that the paper is about the monotonicity of. */
    private static final List<String> MONOTONE = List.of("entropy", "fisher", "fisher_mass_weighted");

    private final Scenario scenario;
    private final EstimatorPlan plan;
    private final RandomStreams streams;
    /** What went wrong, and how often. */
    private final Map<String, Trouble> troubles = new LinkedHashMap<>();

    private final List<Instant> instants = new ArrayList<>();
    private int estimates;

    private record Trouble(int times, String first) {}

    /** The functionals of the whole system at one time, one list per replica. */
    private record Instant(double time, List<List<Quantity>> replicas) {}

    FunctionalSeries(Scenario scenario) {
        this.scenario = scenario;
        this.plan = scenario.estimators();
        this.streams = new RandomStreams(scenario.seed());
    }

    /** How many collisions a snapshot should hold. */
    int collisionsWanted() {
        // the moves of a diffusion are no collisions
        return plan.dissipation()
                        && scenario.space().dimension() == 0
                        && !scenario.mixture().diffuses()
                ? RECORDED_COLLISIONS
                : 0;
    }

    /**
     * Estimates what the scenario asks for, at one output time.
     *
     * @return one list per replica; empty if interrupted
     */
    Optional<List<List<Quantity>>> estimate(Snapshot snapshot, BooleanSupplier interrupted) {
        if (scenario.space() instanceof Box box) {
            return inPhaseSpace(snapshot, box, interrupted);
        }
        List<Ensemble> replicas = snapshot.ensembles();
        List<CollisionSample> collisions = snapshot.collisions();
        List<List<Quantity>> all = new ArrayList<>();
        for (int r = 0; r < replicas.size(); r++) {
            List<Quantity> quantities = new ArrayList<>();
            if (plan.any()) {
                Optional<EnsembleFunctionals> functionals = plan.dissipation()
                        ? EnsembleFunctionals.withDissipation(
                                scenario.mixture(),
                                replicas.get(r),
                                collisions.isEmpty() ? Optional.empty() : Optional.of(collisions.get(r)),
                                streams.stream(Purpose.ESTIMATES, r, snapshot.index(), 0),
                                interrupted)
                        : EnsembleFunctionals.of(replicas.get(r), interrupted);
                if (functionals.isEmpty()) {
                    return Optional.empty();
                }
                quantities.addAll(plan.entropy() ? functionals.get().entropy() : List.of());
                quantities.addAll(plan.fisher() ? functionals.get().fisher() : List.of());
                quantities.addAll(functionals.get().entropyDissipation());
                look(functionals.get());
            }
            all.add(quantities);
        }
        keep(new Instant(snapshot.time(), all));
        return Optional.of(all);
    }

    private Optional<List<List<Quantity>>> inPhaseSpace(Snapshot snapshot, Box box, BooleanSupplier interrupted) {
        List<List<Quantity>> all = new ArrayList<>();
        for (int r = 0; r < snapshot.ensembles().size(); r++) {
            if (interrupted.getAsBoolean()) {
                return Optional.empty();
            }
            Ensemble ensemble = snapshot.ensembles().get(r);
            List<Quantity> quantities = new ArrayList<>();
            if (plan.entropy()) {
                PhaseSpaceEntropy.Result found = PhaseSpaceEntropy.of(box, ensemble);
                look(found);
                quantities.addAll(found.quantities());
            }
            if (plan.dissipation()) {
                Optional<EntropyDissipation> found = PhaseSpaceDissipation.of(
                        scenario.mixture(),
                        box,
                        ensemble,
                        streams.stream(Purpose.ESTIMATES, r, snapshot.index(), 0),
                        interrupted);
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                look(found.get());
                quantities.add(new Quantity(
                        Quantity.WHOLE_SYSTEM,
                        "entropy_dissipation",
                        found.get().value().orElse(new Estimate(Double.NaN, Double.NaN))));
            }
            all.add(quantities);
        }
        keep(new Instant(snapshot.time(), all));
        return Optional.of(all);
    }

    private synchronized void look(PhaseSpaceEntropy.Result found) {
        estimates++;
        if (!found.reason().isEmpty()) {
            note("no entropy", found.reason());
        }
    }

    private synchronized void look(EntropyDissipation found) {
        estimates += plan.entropy() ? 0 : 1;
        found.reason().ifPresent(reason -> note("no entropy dissipation", reason));
    }

    private synchronized void keep(Instant instant) {
        instants.add(instant);
    }

    private synchronized void look(EnsembleFunctionals functionals) {
        estimates++;
        for (int i = 0; plan.densityFunctionals() && i < functionals.species().size(); i++) {
            DensityFunctionals density = functionals.species().get(i);
            String of = scenario.mixture().species().get(i).name();
            boolean entropy = density.entropy().isPresent();
            boolean fisher = density.fisher().isPresent();
            if (!entropy || !fisher) {
                note(
                        (entropy
                                        ? "no Fisher information of "
                                        : fisher ? "no entropy of " : "no entropy and Fisher information of ")
                                + of,
                        density.reason().orElse("unknown reason"));
            }
            if (plan.entropy() && !density.entropyMethodsAgree()) {
                note("methods disagree on the entropy of " + of, entropies(density));
            }
            if (plan.fisher() && !density.fisherMethodsAgree()) {
                note("methods disagree on the Fisher information of " + of, fishers(density));
            }
        }
        functionals
                .dissipation()
                .flatMap(EntropyDissipation::reason)
                .ifPresent(reason -> note("no entropy dissipation", reason));
        if (!functionals.dissipationMethodsAgree()) {
            note(
                    "methods disagree on the entropy dissipation",
                    text(functionals.dissipation().flatMap(EntropyDissipation::value)) + " by random pairs, "
                            + text(functionals.collisionDissipation().flatMap(EntropyDissipation::value))
                            + " by collisions");
        }
    }

    /** The entropy by all methods. */
    static String entropies(DensityFunctionals density) {
        return text(density.entropy()) + " by cross-fitted log densities or nearest neighbours, "
                + text(density.kernelEntropy()) + " by kernel densities, " + text(density.histogramEntropy())
                + " by a histogram";
    }

    /** The Fisher information by both methods. */
    static String fishers(DensityFunctionals density) {
        return text(density.fisher()) + " by score matching, " + text(density.kernelFisher()) + " by kernel densities";
    }

    private static String text(Optional<Estimate> estimate) {
        return estimate.map(e -> String.format(Locale.ROOT, "%.6g +- %.2g", e.value(), e.standardError()))
                .orElse("none");
    }

    private void note(String what, String detail) {
        troubles.merge(what, new Trouble(1, detail), (old, more) -> new Trouble(old.times() + 1, old.first()));
    }

    /** One warning for each kind of trouble. */
    synchronized List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        String of = " of " + estimates + (estimates == 1 ? " estimate: " : " estimates: ");
        troubles.forEach((what, trouble) -> warnings.add(what + " in " + trouble.times() + of + trouble.first()));
        return warnings;
    }

    /** The largest increase of every functional that was estimated at two times at least. */
    synchronized Map<String, LargestIncrease> increases() {
        Map<String, LargestIncrease> increases = new LinkedHashMap<>();
        double[] times = instants.stream().mapToDouble(Instant::time).toArray();
        for (String name : MONOTONE) {
            Estimate[][] values = instants.stream()
                    .map(instant -> instant.replicas().stream()
                            .flatMap(quantities -> quantities.stream()
                                    .filter(q -> q.species() == Quantity.WHOLE_SYSTEM
                                            && q.name().equals(name))
                                    .map(Quantity::estimate))
                            .toArray(Estimate[]::new))
                    .toArray(Estimate[][]::new);
            if (values.length > 0 && values[0].length > 0) {
                LargestIncrease.of(times, values).ifPresent(increase -> increases.put(name, increase));
            }
        }
        return increases;
    }
}
