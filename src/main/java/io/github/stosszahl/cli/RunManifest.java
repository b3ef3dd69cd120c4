package io.github.stosszahl.cli;

import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.estimate.VelocityHistogram;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.output.Manifest;
import io.github.stosszahl.output.RunFiles;
import io.github.stosszahl.output.RunFolder;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.reference.FisherCondition;
import io.github.stosszahl.reference.MixtureEquilibrium;
import io.github.stosszahl.scenario.Scenario;
import io.github.stosszahl.simulation.Snapshot;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gathers what run.json tells about a run. */
final class RunManifest {
    private static final double NANOS = 1e-9;
    /** Share of the particles outside a density grid that goes without a warning. */
    private static final double NEGLIGIBLE_SHARE = 1e-4;

    /** How a run ended. */
    enum Status {
        COMPLETE,
        INTERRUPTED,
        FAILED
    }

    private final Scenario scenario;
    private final OccupationChoice occupation;
    private final int threads;
    private final KernelChoice kernel;
    private final Optional<String> solution;
    private final FunctionalSeries functionals;
    private final ProfileSeries profiles;
    private final GenericSeries generic;
    private final Consumer<String> toUser;
    private final Map<String, Integer> missing = new ConcurrentSkipListMap<>();
    private final LongAdder substeps = new LongAdder();
    private final DoubleAccumulator shortestStep = new DoubleAccumulator(Math::min, Double.POSITIVE_INFINITY);
    private final DoubleAccumulator longestStep = new DoubleAccumulator(Math::max, 0);
    /** Of each pair, the largest of all intervals. */
    private final double[] stepErrors;

    private final Conservation conservation = new Conservation();
    private final List<String> warnings;
    private final List<Map<String, Object>> particleFiles = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> densityFiles = new CopyOnWriteArrayList<>();
    private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final long startNanos = System.nanoTime();
    private volatile long intervalNanos = startNanos;
    private final AtomicLong evolutionNanos = new AtomicLong();
    /** Of all threads, in space. */
    private final LongAdder collisionNanos = new LongAdder();
    /** Of the one thread of each replica that works on delocalised collisions. */
    private final LongAdder aloneNanos = new LongAdder();

    private volatile Optional<MixtureEquilibrium> equilibrium = Optional.empty();
    private volatile List<List<PairTally>> tallies = List.of();
    /** The last output time that was reached; negative before the first. */
    private volatile double reachedTime = -1;

    /** @param toUser told of every warning that comes up during the run */
    RunManifest(
            Scenario scenario,
            OccupationChoice occupation,
            int threads,
            KernelChoice kernel,
            Optional<String> solution,
            FunctionalSeries functionals,
            ProfileSeries profiles,
            GenericSeries generic,
            Consumer<String> toUser) {
        this.functionals = functionals;
        this.profiles = profiles;
        this.generic = generic;
        this.toUser = toUser;
        this.scenario = scenario;
        this.occupation = occupation;
        this.threads = threads;
        this.kernel = kernel;
        this.solution = solution;
        this.stepErrors = new double[scenario.mixture().pairs().size()];
        this.warnings = new CopyOnWriteArrayList<>(scenario.warnings());
        warnings.addAll(occupation.warnings(scenario.mixture()));
    }

    private void warn(String warning) {
        warnings.add(warning);
        toUser.accept(warning);
    }

    /** Sets the equilibrium that a run with Fermi or Bose species must reach. */
    void setEquilibrium(Optional<MixtureEquilibrium> equilibrium) {
        this.equilibrium = equilibrium;
    }

    Conservation conservation() {
        return conservation;
    }

    /** Starts the clock of the evolution. */
    void intervalStarts() {
        intervalNanos = System.nanoTime();
    }

    /** Stops the clock of the evolution; what passed before t = 0 was sampling. */
    void intervalEnded(Snapshot snapshot) {
        if (reachedTime >= 0) {
            evolutionNanos.addAndGet(System.nanoTime() - intervalNanos);
        }
        reachedTime = snapshot.time();
        tallies = snapshot.tallies();
    }

    /** Takes note of the time step of an interval, and of its errors. */
    void stepping(double step, double[] errors) {
        shortestStep.accumulate(step);
        longestStep.accumulate(step);
        for (int p = 0; p < errors.length; p++) {
            stepErrors[p] = Math.max(stepErrors[p], errors[p]);
        }
    }

    /** Takes note of the time that a thread spent on collisions in space. */
    void collided(long nanos) {
        collisionNanos.add(nanos);
    }

    /** Takes note of the time that one thread spent on collisions in space for which the others of its replica waited. */
    void collidedAlone(long nanos) {
        aloneNanos.add(nanos);
    }

    /** Counts a substep of one replica. */
    void stepped() {
        substeps.increment();
    }

    void addParticles(String file, int species, Snapshot snapshot) {
        particleFiles.add(entry(file, species, snapshot));
    }

    /** Adds a density file with its grid, and warns if the grid misses particles. */
    void addDensity(String file, int species, Snapshot snapshot, VelocityHistogram histogram) {
        double particles = 0;
        for (Ensemble ensemble : snapshot.ensembles()) {
            particles += ensemble.populations().get(species).size();
        }
        double outside = histogram.outside() / particles;
        Map<String, Object> entry = entry(file, species, snapshot);
        entry.put("lower", histogram.grid().lower());
        entry.put("upper", histogram.grid().upper());
        entry.put("bins", histogram.grid().bins());
        entry.put("outside", outside);
        densityFiles.add(entry);
        if (outside > NEGLIGIBLE_SHARE) {
            warn(String.format(
                    Locale.ROOT,
                    "density of %s at t = %s: %.2g of the particles lie outside the grid",
                    name(species),
                    snapshot.time(),
                    outside));
        }
    }

    private Map<String, Object> entry(String file, int species, Snapshot snapshot) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("file", file);
        entry.put("species", name(species));
        entry.put("timeIndex", snapshot.index());
        entry.put("time", snapshot.time());
        return entry;
    }

    /** Counts the quantities that could not be estimated: they are empty fields of the file. The functionals have warnings of their own, with reasons. */
    void countMissing(RunFiles.Moment moment) {
        for (Quantity q : moment.quantities()) {
            if (FunctionalSeries.NAMES.contains(q.name())) {
                continue;
            }
            if (!Double.isFinite(q.estimate().value())
                    || !Double.isFinite(q.estimate().standardError())) {
                String species = q.species() == Quantity.WHOLE_SYSTEM ? "the system" : name(q.species());
                missing.merge(q.name() + " of " + species, 1, Integer::sum);
            }
        }
    }

    /** Turns what was counted into warnings. */
    void warnOfMissing() {
        missing.forEach((quantity, times) -> warn(quantity + " could not be estimated, or has no standard error, at "
                + times + (times == 1 ? " time" : " times")));
        functionals.warnings().forEach(this::warn);
        profiles.warnings().forEach(this::warn);
        generic.warnings().forEach(this::warn);
    }

    private String name(int species) {
        return scenario.mixture().species().get(species).name();
    }

    /** Wall time between observations. */
    double evolutionSeconds() {
        return evolutionNanos.get() * NANOS;
    }

    /** In space the share of {@link #evolutionSeconds} that the threads spend on collisions, else all of it. */
    private double collideSeconds() {
        return scenario.space().dimension() > 0
                ? Math.min(
                        evolutionSeconds(),
                        CostEstimate.wallTime(
                                        collisionNanos.sum(), threads, aloneNanos.sum(), threads, scenario.replicas())
                                * NANOS)
                : evolutionSeconds();
    }

    double wallSeconds() {
        return (System.nanoTime() - startNanos) * NANOS;
    }

    /** The tallies of all replicas together, in the order of the mixture's pairs. */
    List<PairTally> totals() {
        List<PairTally> totals = new ArrayList<>();
        for (int p = 0; p < scenario.mixture().pairs().size(); p++) {
            PairTally sum = PairTally.NONE;
            for (List<PairTally> replica : tallies) {
                sum = sum.plus(replica.get(p));
            }
            totals.add(sum);
        }
        return totals;
    }

    void write(RunFolder folder, Status status) throws IOException {
        BuildInfo build = BuildInfo.load();
        double wallSeconds = wallSeconds();
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("version", build.version());
        entries.put("commit", build.commit());
        entries.put("status", status.name().toLowerCase(Locale.ROOT));
        entries.put("started", started.toString());
        entries.put("seed", scenario.seed());
        entries.put("threads", threads);
        entries.put("replicas", scenario.replicas());
        entries.put("wallSeconds", wallSeconds);
        entries.put("standardErrors", standardErrors());
        entries.put("timeStep", timeStep());
        entries.put("performance", performance(wallSeconds));
        entries.put("collisions", collisions());
        entries.put("occupation", occupation());
        entries.put("equilibrium", equilibrium());
        entries.put("conservation", conserved());
        entries.put("average", profiles.average().orElse(null));
        entries.put("monotonicity", monotonicity());
        entries.put("generic", generic());
        entries.put("species", species());
        entries.put("reference", reference(folder));
        entries.put("outputs", outputs(folder, status));
        entries.put("warnings", warnings);
        entries.put("environment", environment());
        Manifest.write(folder, scenario.resolvedJson(), entries);
    }

    private Map<String, Object> standardErrors() {
        boolean replicas = scenario.replicas() > 1;
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("timeseries", replicas ? "replicas" : "sampling");
        map.put("density", "poisson");
        map.put(
                "description",
                replicas
                        ? "time series: standard deviation between the " + scenario.replicas()
                                + " replicas over the square root of their number; densities: Poisson error of the"
                                + " pooled counts"
                        : "time series: sampling formula for one ensemble, in which conserved quantities keep the error"
                                + " of the initial sample (docs/methods.md); densities: Poisson error of the counts");
        return map;
    }

    private Map<String, Object> timeStep() {
        Map<String, Object> map = new LinkedHashMap<>();
        double simulated = Math.max(0, reachedTime) * scenario.replicas();
        map.put("chosen", scenario.step().isEmpty());
        map.put("mean", substeps.sum() == 0 ? null : simulated / substeps.sum());
        boolean diffuses = scenario.mixture().diffuses();
        if (diffuses && longestStep.get() > 0) {
            map.put("shortest", shortestStep.get());
            map.put("longest", longestStep.get());
            map.put("estimatedError", Arrays.stream(stepErrors).max().orElse(0));
        }
        map.put(
                "description",
                scenario.space().dimension() > 0
                        ? "time of a flight between collisions, of which splitting makes an error of second order that is not estimated"
                                + (diffuses
                                        ? "; estimatedError: how far rates of relaxation by diffusion fall short, relatively, an estimate of first order in the step from pairs in the cells,"
                                                + " the largest of all pairs and intervals (docs/methods.md)"
                                        : "")
                        : diffuses
                                ? "time step of the diffusion of relative velocities; estimatedError: how far rates of relaxation fall short, relatively,"
                                        + " an estimate of first order in the step, the largest of all pairs and intervals (docs/methods.md)"
                                : "longest interval between two changes of the partners of blocks; collisions have no time step (docs/methods.md)");
        return map;
    }

    private Map<String, Object> performance(double wallSeconds) {
        long candidates = 0;
        long accepted = 0;
        for (PairTally tally : totals()) {
            candidates += tally.candidates() + tally.diffusion().pairs();
            accepted += tally.accepted() + tally.diffusion().accepted();
        }
        double particles = (double) scenario.replicas()
                * scenario.species().stream()
                        .mapToDouble(InitialState::particles)
                        .sum();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("wallSeconds", wallSeconds);
        map.put("collideSeconds", collideSeconds());
        map.put("transportSeconds", evolutionSeconds() - collideSeconds());
        map.put("candidates", candidates);
        map.put("collisions", accepted);
        // in space every step of a replica counts, else every interval of the output
        double passes = scenario.space().dimension() > 0
                ? (double) substeps.sum() / scenario.replicas()
                : scenario.outputTimes().length - 1;
        map.put("particleSteps", Math.round(particles * passes));
        map.put("threads", threads);
        map.put("kernel", kernel.inUse().name().toLowerCase(Locale.ROOT));
        return map;
    }

    private List<Map<String, Object>> collisions() {
        List<Map<String, Object>> list = new ArrayList<>();
        List<PairTally> totals = totals();
        for (int p = 0; p < totals.size(); p++) {
            CollidingPair pair = scenario.mixture().pairs().get(p);
            PairTally tally = totals.get(p);
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("pair", List.of(name(pair.first()), name(pair.second())));
            PairTally.Diffusion diffusion = tally.diffusion();
            long candidates = tally.candidates() + diffusion.pairs();
            map.put("candidates", candidates);
            map.put("accepted", tally.accepted() + diffusion.accepted());
            map.put("acceptance", share(tally.accepted() + diffusion.accepted(), candidates));
            map.put("continued", tally.continued());
            map.put("continuedFraction", share(tally.continued(), candidates));
            map.put("clipped", tally.clipped());
            if (pair.kernel().diffuses()) {
                map.put("diffused", diffusion.pairs());
                map.put("saturated", diffusion.saturated());
                map.put("saturatedFraction", share(diffusion.saturated(), diffusion.pairs()));
                if (longestStep.get() > 0) {
                    map.put("estimatedError", stepErrors[p]);
                }
            }
            list.add(map);
        }
        return list;
    }

    /** The cells of every Fermi and Bose species. */
    private List<Map<String, Object>> occupation() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (int i = 0; i < occupation.cells().size(); i++) {
            Optional<OccupationCells> cells = occupation.cells().get(i);
            if (cells.isPresent()) {
                OptionalDouble bias = occupation.bias().get(i);
                Map<String, Object> map = new LinkedHashMap<>();
                map.put("species", name(i));
                map.put("cellSize", cells.get().edge());
                map.put("chosen", scenario.occupation().cellSize().isEmpty());
                map.put("capacity", cells.get().capacity());
                map.put("sheets", cells.get().sheets());
                map.put("cells", cells.get().count());
                map.put("bias", bias.isPresent() ? bias.getAsDouble() : null);
                OptionalDouble factorBias = occupation.factorBias().get(i);
                map.put("factorBias", factorBias.isPresent() ? factorBias.getAsDouble() : null);
                map.put(
                        "description",
                        "bias: expected relative error of <|v - u|^4>/<|v - u|^2>^2 in equilibrium; factorBias: of the mean of"
                                + " 1 + alpha q f over the particles at t = 0");
                list.add(map);
            }
        }
        return list;
    }

    /** What a mixture with Fermi or Bose species must reach. */
    private @Nullable Map<String, Object> equilibrium() {
        if (equilibrium.isEmpty()) {
            return null;
        }
        MixtureEquilibrium reached = equilibrium.get();
        List<Map<String, Object>> list = new ArrayList<>();
        for (int i = 0; i < reached.species().size(); i++) {
            EquilibriumDistribution f = reached.species().get(i);
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("species", name(i));
            map.put("statistics", f.statistics().name().toLowerCase(Locale.ROOT));
            map.put("quantumParameter", f.quantumParameter());
            map.put("logFugacity", f.logFugacity());
            map.put("largestOccupation", f.quantumParameter() * f.f(0));
            boolean fermi = f.statistics() == Statistics.FERMI;
            map.put("fermiTemperature", fermi ? reached.fermiTemperature(scenario.mixture(), i) : null);
            boolean bose = f.statistics() == Statistics.BOSE && f.dimension() == 3;
            map.put(
                    "criticalTemperature",
                    bose
                            ? EquilibriumDistribution.criticalVariance(f.quantumParameter(), f.density(), 3)
                                    * reached.temperature()
                                    / f.variance()
                            : null);
            list.add(map);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("temperature", reached.temperature());
        map.put("velocity", reached.velocity());
        map.put("species", list);
        map.put("description", "of the density, momentum and energy that the particles of this run have at t = 0");
        return map;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** Whether neither particles nor energy, and so no entropy, pass through boundaries. */
    private boolean isInsulated() {
        return !(scenario.space() instanceof Box box) || box.isClosed() && box.isInsulated();
    }

    private Map<String, Object> conserved() {
        boolean exact = true;
        for (CollidingPair pair : scenario.mixture().pairs()) {
            exact &= Population.areEqualWeights(
                    scenario.species().get(pair.first()).weight(),
                    scenario.species().get(pair.second()).weight());
        }
        boolean insulated = isInsulated();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("energyDrift", conservation.energyDrift());
        map.put("momentumDrift", conservation.momentumDrift());
        map.put("massDrift", conservation.massDrift());
        map.put("exact", exact && insulated);
        map.put(
                "description",
                !insulated
                        ? "largest relative change since t = 0; the gas exchanges particles or energy with its boundaries"
                        : exact
                                ? "largest relative change since t = 0; every collision conserves to rounding"
                                : "largest relative change since t = 0; species that collide have unequal weights, so momentum and"
                                        + " energy are conserved on average only");
        return map;
    }

    private Map<String, Object> monotonicity() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("functionals", increases());
        map.put("theorem", theorem());
        map.put(
                "description",
                scenario.replicas() > 1
                        ? "the largest increase from one output time to the next, in standard errors of the difference, that between"
                                + " replicas; probability: that of noise over all intervals, by Student's t"
                        : "the largest increase from one output time to the next, in standard errors of the difference, the errors of"
                                + " both taken as independent; probability: that of noise over all intervals");
        return map;
    }

    /** The verdict on the GENERIC structure. */
    private @Nullable Map<String, Object> generic() {
        if (!scenario.estimators().generic()) {
            return null;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("checks", generic.checks());
        map.put(
                "description",
                "each check at the output time where it came nearest to failing; worst: relative size of what must be zero to rounding, else the largest of the numbers that must be zero"
                        + " in its standard errors, 6e-5 of which exceed 4 by noise alone (docs/generic.md)");
        return map;
    }

    /** What the theory says about insulated gases only has no verdict for others. */
    private List<Map<String, Object>> increases() {
        boolean insulated = isInsulated();
        List<Map<String, Object>> list = new ArrayList<>();
        functionals.increases().forEach((name, increase) -> {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("quantity", name);
            map.put("from", increase.from());
            map.put("to", increase.to());
            map.put("increase", increase.change().value());
            map.put("stderr", increase.change().standardError());
            map.put("standardErrors", increase.standardErrors());
            map.put("probability", increase.probability());
            map.put("verdict", !insulated ? null : increase.isSignificant() ? "increases" : "no significant increase");
            map.put("reason", insulated ? null : "entropy passes through the boundaries, so that it may rise");
            list.add(map);
        });
        return list;
    }

    /** Theorem 3.1: its condition on every pair, and on all. */
    private Map<String, Object> theorem() {
        List<Map<String, Object>> pairs = new ArrayList<>();
        boolean all = true;
        boolean none = false;
        for (CollidingPair pair : scenario.mixture().pairs()) {
            FisherCondition condition = FisherCondition.of(scenario.mixture(), pair);
            Optional<Boolean> holds = condition.holds();
            all &= holds.orElse(false);
            none |= !holds.orElse(true);
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("pair", List.of(name(pair.first()), name(pair.second())));
            map.put("steepness", finiteOrNull(condition.steepness()));
            map.put("sufficient", finiteOrNull(condition.sufficient()));
            map.put("necessary", finiteOrNull(condition.necessary()));
            map.put("holds", holds.orElse(null));
            map.put(
                    "reason",
                    scenario.mixture().isClassical(pair)
                            ? null
                            : "Theorem 3.1 is about Maxwell statistics, not about Fermi and Bose");
            pairs.add(map);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("holds", none ? Boolean.FALSE : all ? Boolean.TRUE : null);
        map.put("pairs", pairs);
        return map;
    }

    private static @Nullable Double finiteOrNull(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private List<Map<String, Object>> species() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (int i = 0; i < scenario.species().size(); i++) {
            Species species = scenario.mixture().species().get(i);
            InitialState state = scenario.species().get(i);
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("name", species.name());
            map.put("mass", species.mass());
            map.put("particles", state.particles());
            map.put("weight", state.weight());
            map.put("density", state.distribution().density());
            list.add(map);
        }
        return list;
    }

    private @Nullable Object reference(RunFolder folder) {
        return solution.filter(title -> folder.files().contains("reference.csv"))
                .<Object>map(title -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    map.put("solution", title);
                    map.put("file", "reference.csv");
                    return map;
                })
                .orElse(null);
    }

    private Map<String, Object> outputs(RunFolder folder, Status status) {
        List<String> names = new ArrayList<>(folder.files());
        names.add("run.json");
        if (status == Status.COMPLETE) {
            names.add("report.html");
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("times", scenario.outputTimes());
        map.put("files", names);
        map.put("particles", particleFiles);
        map.put("density", densityFiles);
        return map;
    }

    private static Map<String, Object> environment() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("java", System.getProperty("java.version"));
        map.put("os", System.getProperty("os.name"));
        map.put("processors", Runtime.getRuntime().availableProcessors());
        return map;
    }
}
