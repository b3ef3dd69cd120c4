package io.github.stosszahl.cli;

import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.LargestOccupation;
import io.github.stosszahl.estimate.MomentEstimator;
import io.github.stosszahl.estimate.OccupationProfile;
import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.estimate.ReplicaMean;
import io.github.stosszahl.estimate.SpeedHistogram;
import io.github.stosszahl.estimate.VelocityGrid;
import io.github.stosszahl.estimate.VelocityHistogram;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.output.RunFiles;
import io.github.stosszahl.output.RunFolder;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.reference.ExactSolution;
import io.github.stosszahl.reference.ExactSolutions;
import io.github.stosszahl.reference.MixtureEquilibrium;
import io.github.stosszahl.scenario.DensityPlan;
import io.github.stosszahl.scenario.Scenario;
import io.github.stosszahl.simulation.SimulationObserver;
import io.github.stosszahl.simulation.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Watches a run: writes its large files as it goes and keeps what the others need. The lists hold what is finished, whenever they are asked. */
final class RunRecorder implements SimulationObserver {
    private static final int REFERENCE_TIMES = 201;
    private static final int SPEED_BINS = 80;
    private static final int MAP_BINS = 60;
    /** Times at which speeds and maps are shown, at the most. */
    private static final int PORTRAITS = 6;

    private final Scenario scenario;
    private final RunFiles files;
    private final RunManifest manifest;
    private final RunFolder folder;
    private final BooleanSupplier interrupted;
    private final Progress progress;
    private final VelocityRanges ranges;
    private final Optional<ExactSolution> exact;
    private final double[] portraitTimes;
    private final List<MomentEstimator> estimators = new ArrayList<>();
    private final FunctionalSeries functionals;
    private final ProfileSeries profiles;
    private final GenericSeries generic;
    private final List<RunFiles.Moment> moments = Collections.synchronizedList(new ArrayList<>());
    private final List<RunFiles.Speeds> speeds = new CopyOnWriteArrayList<>();
    private final List<RunFiles.Occupations> occupations = new CopyOnWriteArrayList<>();
    private Optional<MixtureEquilibrium> equilibrium = Optional.empty();
    private final List<RunFiles.VelocityMap> maps = new CopyOnWriteArrayList<>();

    RunRecorder(
            Scenario scenario,
            OccupationChoice occupation,
            RunFolder folder,
            int threads,
            KernelChoice kernel,
            BooleanSupplier interrupted,
            Progress progress,
            Consumer<String> warn) {
        this.scenario = scenario;
        this.folder = folder;
        this.files = new RunFiles(
                folder, scenario.mixture().species().stream().map(s -> s.name()).toList());
        this.interrupted = interrupted;
        this.progress = progress;
        this.ranges = new VelocityRanges(scenario);
        this.functionals = new FunctionalSeries(scenario);
        this.profiles = new ProfileSeries(scenario);
        this.generic = new GenericSeries(scenario);
        this.exact = scenario.space().dimension() > 0
                ? Optional.empty()
                : ExactSolutions.of(
                                scenario.mixture(),
                                scenario.species().stream()
                                        .map(InitialState::distribution)
                                        .toList())
                        .stream()
                        .findFirst();
        this.portraitTimes = portraitTimes(scenario);
        this.manifest = new RunManifest(
                scenario,
                occupation,
                threads,
                kernel,
                exact.map(ExactSolution::title),
                functionals,
                profiles,
                generic,
                warn);
    }

    /** The start, the end, and the first of the times that density files are asked for. */
    private static double[] portraitTimes(Scenario scenario) {
        double[] between = scenario.output().density().map(DensityPlan::times).orElse(new double[0]);
        return DoubleStream.concat(
                        DoubleStream.of(0, scenario.endTime()),
                        Arrays.stream(between).limit(PORTRAITS - 2L))
                .sorted()
                .distinct()
                .toArray();
    }

    @Override
    public int collisionsWanted() {
        return Math.max(functionals.collisionsWanted(), generic.collisionsWanted());
    }

    @Override
    public void stepping(double step, double[] errors) {
        manifest.stepping(step, errors);
    }

    @Override
    public void advanced(double substep) {
        manifest.stepped();
        progress.advance(substep);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void collided(long nanos) {
        manifest.collided(nanos);
    }

    @Override
    public void collidedAlone(long nanos) {
        manifest.collidedAlone(nanos);
    }

    @Override
    public boolean samplesAt(long step, double time) {
        return profiles.samplesAt(step, time);
    }

    @Override
    public void sample(int replica, double time, Ensemble ensemble) {
        profiles.sample(replica, ensemble);
    }

    @Override
    public void snapshot(Snapshot snapshot) {
        manifest.intervalEnded(snapshot);
        if (snapshot.index() == 0) {
            equilibrium = QuantumEquilibrium.of(scenario.mixture(), snapshot.ensembles());
            manifest.setEquilibrium(equilibrium);
        }
        List<List<Quantity>> replicas = new ArrayList<>();
        for (int r = 0; r < snapshot.ensembles().size(); r++) {
            Ensemble ensemble = snapshot.ensembles().get(r);
            if (estimators.size() == r) {
                estimators.add(new MomentEstimator(scenario.mixture(), ensemble));
            }
            List<Quantity> quantities = new ArrayList<>(
                    estimators.get(r).estimate(ensemble, snapshot.collisionsPerParticle(scenario.mixture(), r)));
            manifest.conservation().record(r, ensemble, quantities);
            quantities.addAll(collisions(snapshot.tallies().get(r)));
            replicas.add(quantities);
        }
        Optional<List<List<Quantity>>> estimated = functionals.estimate(snapshot, interrupted);
        if (estimated.isEmpty()) {
            return;
        }
        for (int r = 0; r < replicas.size(); r++) {
            replicas.get(r).addAll(estimated.get().get(r));
        }
        generic.observe(snapshot, interrupted);
        List<Quantity> means = new ArrayList<>(ReplicaMean.of(replicas));
        means.addAll(largestOccupations(snapshot));
        RunFiles.Moment moment = new RunFiles.Moment(snapshot.time(), means);
        manifest.countMissing(moment);
        moments.add(moment);
        profiles.add(snapshot);
        try {
            if (contains(portraitTimes, snapshot.time())) {
                portray(snapshot);
            }
            if (contains(scenario.output().particleTimes(), snapshot.time())) {
                for (int i = 0; i < scenario.species().size() && !interrupted.getAsBoolean(); i++) {
                    String file = files.particles(
                            i,
                            snapshot.index(),
                            populations(snapshot, i),
                            scenario.space().volume(),
                            interrupted);
                    manifest.addParticles(file, i, snapshot);
                }
            }
            if (scenario.output().density().isPresent()) {
                writeDensities(scenario.output().density().get(), snapshot);
            }
        } catch (IOException e) {
            if (!interrupted.getAsBoolean()) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
        manifest.intervalStarts();
    }

    private static boolean contains(double[] times, double time) {
        return Arrays.stream(times).anyMatch(t -> t == time);
    }

    private static List<Population> populations(Snapshot snapshot, int species) {
        return snapshot.ensembles().stream()
                .map(ensemble -> ensemble.populations().get(species))
                .toList();
    }

    private void writeDensities(DensityPlan plan, Snapshot snapshot) throws IOException {
        if (!contains(plan.times(), snapshot.time())) {
            return;
        }
        for (int i = 0; i < scenario.species().size() && !interrupted.getAsBoolean(); i++) {
            int species = i;
            VelocityGrid grid = plan.box()
                    .map(box -> new VelocityGrid(box.lower(), box.upper(), plan.bins()))
                    .orElseGet(() -> ranges.grid(species, plan.bins()));
            List<Population> populations = populations(snapshot, i);
            VelocityHistogram histogram = new VelocityHistogram(grid, populations);
            manifest.addDensity(files.density(i, snapshot.index(), histogram), i, snapshot, histogram);
        }
    }

    private void portray(Snapshot snapshot) {
        for (int i = 0; i < scenario.species().size(); i++) {
            int species = i;
            List<Population> populations = populations(snapshot, i);
            maps.add(new RunFiles.VelocityMap(
                    snapshot.time(), i, new VelocityHistogram(ranges.map(i, MAP_BINS), populations)));
            if (scenario.mixture().species().get(i).statistics() != Statistics.MAXWELL) {
                double[] centre = QuantumEquilibrium.meanVelocity(snapshot.ensembles());
                OccupationProfile profile =
                        new OccupationProfile(centre, ranges.maximumSpeed(i), SPEED_BINS, populations);
                occupations.add(new RunFiles.Occupations(
                        snapshot.time(), i, profile, speed -> equilibriumOccupation(species, speed)));
            }
            speeds.add(new RunFiles.Speeds(
                    snapshot.time(),
                    i,
                    new SpeedHistogram(ranges.maximumSpeed(i), SPEED_BINS, populations),
                    speed -> exact.map(e -> e.speedDensity(species, snapshot.time(), speed))
                            .orElse(OptionalDouble.empty())
                            .orElse(Double.NaN)));
        }
    }

    private double equilibriumOccupation(int species, double speed) {
        return equilibrium
                .map(e -> e.species().get(species))
                .map(f -> f.quantumParameter() * f.f(speed))
                .orElse(Double.NaN);
    }

    /** The largest occupation of each Fermi or Bose species in all replicas. */
    private List<Quantity> largestOccupations(Snapshot snapshot) {
        List<Quantity> quantities = new ArrayList<>();
        for (int i = 0; i < scenario.species().size(); i++) {
            int species = i;
            LargestOccupation.of(populations(snapshot, i))
                    .ifPresent(value -> quantities.add(new Quantity(species, "occupation_max", Estimate.exact(value))));
        }
        return quantities;
    }

    /** Collisions per unit volume since t = 0: of a species those that it takes part in, of the system all. Their number is Poisson. */
    private List<Quantity> collisions(List<PairTally> tallies) {
        int species = scenario.species().size();
        double[] sum = new double[species + 1];
        double[] variance = new double[species + 1];
        for (int p = 0; p < tallies.size(); p++) {
            CollidingPair pair = scenario.mixture().pairs().get(p);
            PairTally tally = tallies.get(p);
            double square = tally.accepted() == 0 ? 0 : tally.collisions() * tally.collisions() / tally.accepted();
            int[] parts = pair.first() == pair.second()
                    ? new int[] {pair.first(), species}
                    : new int[] {pair.first(), pair.second(), species};
            for (int part : parts) {
                sum[part] += tally.collisions();
                variance[part] += square;
            }
        }
        List<Quantity> quantities = new ArrayList<>();
        for (int i = 0; i <= species; i++) {
            quantities.add(new Quantity(
                    i == species ? Quantity.WHOLE_SYSTEM : i,
                    "collisions",
                    new Estimate(sum[i], Math.sqrt(variance[i]))));
        }
        return quantities;
    }

    /** The last output time that was finished; empty before the first. */
    Optional<RunFiles.Moment> last() {
        return moments.isEmpty() ? Optional.empty() : Optional.of(moments.get(moments.size() - 1));
    }

    /** The exact value of a quantity, NaN where none is known. */
    double exact(Quantity quantity, double time) {
        return exact.map(e -> e.value(quantity.species(), quantity.name(), time))
                .orElse(OptionalDouble.empty())
                .orElse(Double.NaN);
    }

    RunManifest manifest() {
        return manifest;
    }

    /**
     * Writes the files that hold what was finished, run.json last. An interrupted run leaves out the exact curves, which would keep the user waiting.
     *
     * @throws IOException if a file cannot be written; run.json then tells that the run failed, if it can be written itself
     */
    void finish(RunManifest.Status status) throws IOException {
        List<RunFiles.Moment> finished;
        synchronized (moments) {
            finished = List.copyOf(moments);
        }
        manifest.warnOfMissing();
        try {
            files.timeseries(finished);
            List<RunFiles.Profiles> cells = profiles.finished();
            if (!cells.isEmpty()) {
                files.profiles(cells);
            }
            if (!speeds.isEmpty()) {
                files.speeds(speeds);
                files.maps(maps);
            }
            if (!occupations.isEmpty()) {
                files.occupations(occupations);
            }
            if (!generic.rows().isEmpty()) {
                files.generic(generic.rows());
            }
            if (status == RunManifest.Status.COMPLETE && exact.isPresent()) {
                files.reference(referenceCurves());
            }
        } catch (IOException e) {
            try {
                manifest.write(folder, RunManifest.Status.FAILED);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        manifest.write(folder, status);
    }

    /** The exact quantities at the output times and at equal steps between, for curves. */
    private List<RunFiles.Moment> referenceCurves() {
        double end = scenario.endTime();
        double[] times = DoubleStream.concat(
                        Arrays.stream(scenario.outputTimes()),
                        IntStream.range(0, REFERENCE_TIMES).mapToDouble(k -> k * end / (REFERENCE_TIMES - 1)))
                .filter(t -> t <= end)
                .sorted()
                .distinct()
                .toArray();
        List<RunFiles.Moment> curves = new ArrayList<>();
        for (double time : times) {
            List<Quantity> known = new ArrayList<>();
            for (Quantity q : moments.get(0).quantities()) {
                double value = exact(q, time);
                if (!Double.isNaN(value)) {
                    known.add(new Quantity(q.species(), q.name(), Estimate.exact(value)));
                }
            }
            curves.add(new RunFiles.Moment(time, known));
        }
        return curves;
    }
}
