package io.github.stosszahl.cli;

import io.github.stosszahl.estimate.Profile;
import io.github.stosszahl.estimate.ProfileAverage;
import io.github.stosszahl.estimate.ProfileEstimator;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Space;
import io.github.stosszahl.output.RunFiles;
import io.github.stosszahl.particles.CellOrder;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.scenario.AveragePlan;
import io.github.stosszahl.scenario.Scenario;
import io.github.stosszahl.simulation.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The profiles of a run in space: one at every output time; if the scenario asks for averages, that of the last time is averaged. */
final class ProfileSeries {
    /** A step is shorter than the memory of a cell: to look at each would cost more than it tells. */
    private static final int STEPS_PER_SAMPLE = 4;
    /** Values of all times together; beyond, only the first and the last time are kept. */
    private static final long MOST_VALUES = 2_000_000;

    /** Batches with more correlation than this are too short. */
    private static final double CORRELATED = 0.2;

    private final Scenario scenario;
    private final Mixture mixture;
    private final Space space;
    private final List<RunFiles.Profiles> profiles = new CopyOnWriteArrayList<>();
    private @Nullable ProfileAverage average;
    private Optional<ProfileAverage.Result> result = Optional.empty();

    ProfileSeries(Scenario scenario) {
        this.scenario = scenario;
        this.mixture = scenario.mixture();
        this.space = scenario.space();
    }

    boolean samplesAt(long step, double time) {
        double from = scenario.average().map(AveragePlan::from).orElse(Double.POSITIVE_INFINITY);
        return step % STEPS_PER_SAMPLE == 0 && time >= from;
    }

    void sample(int replica, Ensemble ensemble) {
        if (average != null) {
            average.add(replica, ensemble);
        }
    }

    void add(Snapshot snapshot) {
        Optional<Grid> cells =
                snapshot.ensembles().get(0).populations().get(0).order().map(CellOrder::grid);
        if (cells.isEmpty()) {
            return;
        }
        Grid grid = cells.get();
        if (scenario.average().isPresent() && average == null) {
            average = new ProfileAverage(mixture, space, grid, snapshot.ensembles());
        }
        boolean last = snapshot.time() == scenario.endTime();
        if (last && average != null) {
            result = average.result();
        }
        if (last && result.isPresent()) {
            profiles.add(new RunFiles.Profiles(snapshot.time(), result.get().profile()));
            return;
        }
        Profile profile = ProfileEstimator.of(mixture, space, grid, snapshot.ensembles());
        if (last || snapshot.index() == 0 || keepsAll(profile)) {
            profiles.add(new RunFiles.Profiles(snapshot.time(), profile));
        }
    }

    private boolean keepsAll(Profile profile) {
        long values = (long) profile.grid().count() * profile.columns().size();
        return values * scenario.outputTimes().length <= MOST_VALUES;
    }

    /** What is finished; empty for a homogeneous gas. */
    List<RunFiles.Profiles> finished() {
        return List.copyOf(profiles);
    }

    /** What run.json tells of the average; empty if there is none. */
    Optional<Map<String, Object>> average() {
        return result.map(r -> {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("from", scenario.average().orElseThrow().from());
            map.put("stepsPerSample", STEPS_PER_SAMPLE);
            map.put("samples", r.samples());
            map.put("batches", r.batches());
            map.put("batchCorrelation", Double.isFinite(r.batchCorrelation()) ? r.batchCorrelation() : null);
            map.put(
                    "description",
                    "profiles of the last time are averages over the samples of each replica; standard errors by the jackknife over batches of successive samples and their correlations");
            return map;
        });
    }

    /** What the user should know about the average. */
    List<String> warnings() {
        if (result.isEmpty()) {
            return average == null || last() < scenario.endTime()
                    ? List.of()
                    : List.of(
                            "no sample fell between average.from and the end: the profile of the last time is not averaged");
        }
        ProfileAverage.Result r = result.get();
        if (Double.isNaN(r.batchCorrelation())) {
            return List.of("too few samples for standard errors of the averaged profile: " + r.samples());
        }
        return r.batchCorrelation() > CORRELATED
                ? List.of(String.format(
                        Locale.ROOT,
                        "standard errors of the averaged profile are uncertain: successive batches are correlated by %.2f;"
                                + " average longer",
                        r.batchCorrelation()))
                : List.of();
    }

    private double last() {
        return profiles.isEmpty() ? -1 : profiles.get(profiles.size() - 1).time();
    }
}
