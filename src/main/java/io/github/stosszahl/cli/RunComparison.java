package io.github.stosszahl.cli;

import io.github.stosszahl.compare.CellCounts;
import io.github.stosszahl.compare.CellGrid;
import io.github.stosszahl.compare.DensityComparison;
import io.github.stosszahl.compare.Family;
import io.github.stosszahl.compare.Occupation;
import io.github.stosszahl.compare.SolverDensity;
import io.github.stosszahl.compare.ValueComparison;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.output.FinishedRun;
import io.github.stosszahl.scenario.NumberColumns;
import io.github.stosszahl.scenario.ParticleFile;
import io.github.stosszahl.scenario.ReferenceFile;
import io.github.stosszahl.scenario.ScenarioException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** A finished run against what a solver says of the same problem. */
final class RunComparison {
    private static final List<String> NORMS = List.of("L2", "L1", "Linf");
    private static final Set<String> NOT_ESTIMATES = Set.of("collisions", "occupation_max");
    /** Their standard errors hold guesses of systematic errors, which no test can be built on: judged only if asked for by name. */
    private static final Set<String> FUNCTIONALS = Set.of(
            "entropy", "fisher", "fisher_mass_weighted", "entropy_dissipation", "entropy_dissipation_collisions");

    private static final String[] AXES = {"x", "y", "z"};
    private static final double SAME_EDGE = 1e-9;

    /** The density of one species at one time, with entropy and Fisher information of the solver's f and its moments beside ours; NaN and none of a slice. */
    record OfDensity(
            double time,
            String species,
            DensityComparison comparison,
            double entropy,
            double fisher,
            List<OfValue> moments) {}

    /** One number. */
    record OfValue(double time, String species, double[] place, String quantity, ValueComparison comparison) {}

    private final FinishedRun run;
    private final String source;
    private final SolverDensity.Values kind;
    private final Map<String, Double> windows;
    private final Set<String> wanted;
    private final List<OfDensity> densities = new ArrayList<>();
    private final List<OfValue> values = new ArrayList<>();
    private final Set<String> notes = new TreeSet<>();

    /**
     * @param source what messages call the solution
     * @param kind what the f of the solution is
     * @param windows width of the cells across a slice by axis, as far as given
     * @param wanted names of quantities and norms to compare; all if empty
     */
    RunComparison(
            FinishedRun run,
            String source,
            SolverDensity.Values kind,
            Map<String, Double> windows,
            Set<String> wanted) {
        this.run = run;
        this.source = source;
        this.kind = kind;
        this.windows = windows;
        this.wanted = wanted;
    }

    FinishedRun run() {
        return run;
    }

    List<OfDensity> densities() {
        return densities;
    }

    List<OfValue> values() {
        return values;
    }

    /** What the reader should know, one line each. */
    Set<String> notes() {
        return notes;
    }

    /** Adds densities. */
    void addDensities(List<ReferenceFile.Density> all) throws BadInputException {
        requireParticles(all);
        for (ReferenceFile.Density given : all) {
            double time = run.timeNear(given.time()).orElseThrow();
            FinishedRun.Species species = species(given.species());
            SolverDensity density = solverDensity(given);
            CellCounts counts = counts(time, species.name(), density).orElseThrow();
            Occupation occupation = species.statistics() == 0
                    ? Occupation.NONE
                    : new Occupation(
                            species.statistics() * species.quantumParameter(),
                            species.occupationCell().orElse(1.0));
            DensityComparison comparison = new DensityComparison(density, counts, occupation);
            if (comparison.tests().stream().allMatch(test -> test.name().startsWith("L2"))) {
                notes.add("too few particles of " + species.name() + " in the cells for a chi-squared test");
            }
            double doubt = density.conversionDoubt();
            if (doubt > 0.5 * comparison.visibleL2()) {
                notes.add(String.format(
                        Locale.ROOT,
                        "the grid of %s at t = %s is coarse: its cell averages follow from point values only to %.2g in the relative L2 norm;"
                                + " give averages and --values average",
                        species.name(),
                        number(time),
                        doubt));
            }
            densities.add(ofDensity(time, species, comparison));
        }
    }

    private FinishedRun.Species species(String name) throws BadInputException {
        return run.species(name)
                .orElseThrow(() -> new BadInputException(source + ": the run has no species \"" + name
                        + "\"; expected one of "
                        + run.species().stream().map(FinishedRun.Species::name).collect(Collectors.joining(", "))));
    }

    /** Says for all densities at once which times are missing. */
    private void requireParticles(List<ReferenceFile.Density> all) throws BadInputException {
        TreeSet<Double> noOutput = new TreeSet<>();
        TreeSet<Double> noParticles = new TreeSet<>();
        for (ReferenceFile.Density given : all) {
            species(given.species());
            Optional<Double> time = run.timeNear(given.time());
            if (time.isEmpty()) {
                noOutput.add(given.time());
            } else if (!hasCounts(time.get(), given.species(), solverDensity(given))) {
                noParticles.add(time.get());
            }
        }
        if (noOutput.isEmpty() && noParticles.isEmpty()) {
            return;
        }
        TreeSet<Double> needed = new TreeSet<>();
        all.forEach(given -> needed.add(run.timeNear(given.time()).orElse(given.time())));
        StringBuilder message = new StringBuilder(source).append(": ");
        if (!noOutput.isEmpty()) {
            message.append("t = ")
                    .append(list(noOutput))
                    .append(" is no output time of the run (times since its start)");
        }
        if (!noParticles.isEmpty()) {
            message.append(noOutput.isEmpty() ? "" : "; ")
                    .append("the run has no particles at t = ")
                    .append(list(noParticles))
                    .append(", and no density on these cells");
        }
        throw new BadInputException(message
                + "; expected a run with \"output\": {\"particles\": [" + list(needed) + "]}"
                + (noOutput.isEmpty() ? "" : " and these among its output times"));
    }

    private static String list(Set<Double> numbers) {
        return numbers.stream().map(RunComparison::number).collect(Collectors.joining(", "));
    }

    static String number(double value) {
        return NumberColumns.text(value);
    }

    private SolverDensity solverDensity(ReferenceFile.Density given) throws BadInputException {
        int d = given.nodes().length;
        double[][] edges = given.edges().clone();
        double along = 0;
        for (double[] axis : edges) {
            if (axis.length > 1) {
                along = along == 0 ? (axis[axis.length - 1] - axis[0]) / (axis.length - 1) : along;
            }
        }
        for (int a = 0; a < d; a++) {
            if (edges[a].length == 0) {
                Double width = windows.get("v" + AXES[a]);
                if (width == null && kind == SolverDensity.Values.AVERAGE) {
                    throw new BadInputException(
                            source + ": a slice of averages needs the width of its cells; expected --cell v" + AXES[a]
                                    + "=WIDTH");
                }
                double h = width == null ? along : width;
                double centre = given.nodes()[a][0];
                edges[a] = new double[] {centre - h / 2, centre + h / 2};
                if (width == null) {
                    notes.add("window across the slice along v" + AXES[a] + ": " + number(h)
                            + ", as wide as its cells; --cell v" + AXES[a] + "=WIDTH chooses");
                }
            }
        }
        return new SolverDensity(given.nodes(), edges, given.f(), kind);
    }

    private boolean hasCounts(double time, String species, SolverDensity density) {
        return particleFile(time, species).isPresent()
                || densityFile(time, species, density).isPresent();
    }

    private Optional<FinishedRun.FileOfTime> particleFile(double time, String species) {
        return run.particles().stream()
                .filter(file -> file.time() == time && file.species().equals(species))
                .findFirst();
    }

    private Optional<FinishedRun.DensityFile> densityFile(double time, String species, SolverDensity density) {
        return run.densities().stream()
                .filter(file -> file.file().time() == time
                        && file.file().species().equals(species)
                        && coincide(file, density.grid()))
                .findFirst();
    }

    private static boolean coincide(FinishedRun.DensityFile file, CellGrid grid) {
        for (int a = 0; a < grid.axes(); a++) {
            double[] edges = grid.edges(a);
            double width = file.upper()[a] - file.lower()[a];
            if (edges.length != file.bins() + 1) {
                return false;
            }
            for (int k = 0; k < edges.length; k++) {
                if (!(Math.abs(edges[k] - file.lower()[a] - k * width / file.bins()) <= SAME_EDGE * width)) {
                    return false;
                }
            }
        }
        return true;
    }

    private Optional<CellCounts> counts(double time, String species, SolverDensity density) throws BadInputException {
        try {
            Optional<FinishedRun.FileOfTime> particles = particleFile(time, species);
            if (particles.isPresent()) {
                return Optional.of(
                        CellCounts.of(ParticleFile.read(particles.get().path(), OptionalDouble.empty()), density));
            }
            Optional<FinishedRun.DensityFile> file = densityFile(time, species, density);
            if (file.isPresent()) {
                FinishedRun.Species s = species(species);
                double[] f = NumberColumns.read(file.get().file().path(), List.of("f"))
                        .get(0);
                return Optional.of(CellCounts.ofDensity(
                        f, density.grid(), s.weight() / run.replicas(), s.particles() * run.replicas()));
            }
            return Optional.empty();
        } catch (ScenarioException e) {
            throw new BadInputException(e);
        }
    }

    private OfDensity ofDensity(double time, FinishedRun.Species species, DensityComparison comparison) {
        if (comparison.density().isSlice()) {
            return new OfDensity(time, species.name(), comparison, Double.NaN, Double.NaN, List.of());
        }
        double q = species.statistics() * species.quantumParameter();
        DoubleUnaryOperator entropy = q == 0
                ? f -> f * Math.log(f) - f
                : f -> f * Math.log(Math.abs(q) * f) - (1 + q * f > 0 ? (1 + q * f) * Math.log1p(q * f) / q : 0);
        SolverDensity.Integrals f = comparison.density().integrals(entropy);
        return new OfDensity(time, species.name(), comparison, f.entropy(), f.fisher(), moments(time, species, f));
    }

    /** The moments and functionals of the solver's f that the run has estimates of. */
    private List<OfValue> moments(double time, FinishedRun.Species species, SolverDensity.Integrals f) {
        int d = run.dimension();
        double m = species.mass();
        double k = run.boltzmannConstant();
        List<OfValue> list = new ArrayList<>();
        add(list, time, species.name(), "number_density", f.density());
        double trace = 0;
        for (int a = 0; a < d; a++) {
            add(list, time, species.name(), "velocity_" + AXES[a], f.velocity(a));
            trace += f.covariance(a, a);
        }
        add(list, time, species.name(), "temperature", m * trace / (d * k));
        for (int a = 0; a < d; a++) {
            add(list, time, species.name(), "temperature_" + AXES[a] + AXES[a], m * f.covariance(a, a) / k);
        }
        for (int a = 0; a < d; a++) {
            for (int b = a + 1; b < d; b++) {
                add(list, time, species.name(), "stress_" + AXES[a] + AXES[b], f.density() * m * f.covariance(a, b));
            }
        }
        for (int a = 0; a < d; a++) {
            add(list, time, species.name(), "heat_flux_" + AXES[a], f.density() * m * f.heatFlux(a));
        }
        for (int power = 1; power <= 3; power++) {
            add(list, time, species.name(), "moment" + 2 * power, f.speedPower(power));
        }
        add(list, time, species.name(), "entropy", f.entropy());
        add(list, time, species.name(), "fisher", f.fisher());
        return list;
    }

    private void add(List<OfValue> list, double time, String species, String quantity, double reference) {
        value(time, species, quantity, reference, 0)
                .ifPresent(comparison -> list.add(new OfValue(time, species, new double[0], quantity, comparison)));
    }

    private Optional<ValueComparison> value(
            double time, String species, String quantity, double reference, double referenceError) {
        return run.estimate(time, species, quantity)
                .map(estimate -> new ValueComparison(
                        estimate,
                        reference,
                        referenceError,
                        scale(time, species, quantity, reference, estimate),
                        run.replicas()));
    }

    /** What an error of a quantity is relative to: its value, or for one that may vanish what the density, temperature and mass make of its unit. */
    private double scale(double time, String species, String quantity, double reference, Estimate estimate) {
        String name = quantity.replaceAll("_[xyz]+$", "");
        double scale = Math.max(Math.abs(reference), Math.abs(estimate.value()));
        if (!name.equals(quantity) && !name.equals("temperature")) {
            double n = run.estimate(time, species, "number_density")
                    .map(Estimate::value)
                    .orElse(Double.NaN);
            double kT = run.boltzmannConstant()
                    * run.estimate(time, species, "temperature")
                            .map(Estimate::value)
                            .orElse(Double.NaN);
            double m = mass(species);
            double thermal = Math.sqrt(kT / m);
            double natural = switch (name) {
                case "velocity" -> thermal;
                case "momentum" -> n * m * thermal;
                case "stress" -> n * kT;
                case "heat_flux" -> n * kT * thermal;
                default -> scale;
            };
            scale = natural > 0 ? natural : scale;
        }
        return scale > 0 ? scale : 1;
    }

    private double mass(String species) {
        return run.species(species).map(FinishedRun.Species::mass).orElseGet(() -> {
            double rho = run.species().stream()
                    .mapToDouble(s -> s.mass() * s.density())
                    .sum();
            return rho
                    / run.species().stream()
                            .mapToDouble(FinishedRun.Species::density)
                            .sum();
        });
    }

    /** Adds the values of a time series; those at other times than ours are left out. */
    void addValues(List<ReferenceFile.Value> all) throws BadInputException {
        int elsewhere = 0;
        TreeSet<String> unknown = new TreeSet<>();
        Map<List<Object>, List<ReferenceFile.Value>> profiles = new LinkedHashMap<>();
        for (ReferenceFile.Value given : all) {
            if (!wanted.isEmpty() && !wanted.contains(given.quantity())) {
                continue;
            }
            if (!given.species().equals("*")) {
                species(given.species());
            }
            if (!run.quantities().contains(given.quantity()) && given.place().length == 0) {
                unknown.add(given.quantity());
                continue;
            }
            Optional<Double> time = run.timeNear(given.time());
            if (time.isEmpty()) {
                elsewhere++;
                continue;
            }
            if (given.place().length > 0) {
                profiles.computeIfAbsent(
                                List.of(time.get(), given.species(), given.quantity()), key -> new ArrayList<>())
                        .add(given);
                continue;
            }
            if (NOT_ESTIMATES.contains(given.quantity())) {
                continue;
            }
            value(time.get(), given.species(), given.quantity(), given.value(), given.stderr())
                    .ifPresent(comparison -> values.add(
                            new OfValue(time.get(), given.species(), given.place(), given.quantity(), comparison)));
        }
        profiles.values().forEach(this::addProfile);
        if (values.isEmpty() && !all.isEmpty()) {
            throw new BadInputException(source + ": nothing to compare"
                    + (unknown.isEmpty() ? "" : "; the run has no " + String.join(", ", unknown))
                    + (elsewhere == 0
                            ? ""
                            : "; " + elsewhere + " values are at times that are no output times of the run")
                    + "; expected quantities of timeseries.csv at its times, such as "
                    + DoubleStream.of(run.times())
                            .limit(3)
                            .mapToObj(RunComparison::number)
                            .collect(Collectors.joining(", ")));
        }
        if (!unknown.isEmpty()) {
            notes.add("not compared, since the run does not estimate it: " + String.join(", ", unknown));
        }
        if (elsewhere > 0) {
            notes.add(elsewhere + " values at times that are no output times of the run are not compared");
        }
    }

    /** Adds one profile at our cell centres, between the solver's points by straight lines; beyond its ends, and in two or three dimensions between its points, nothing is compared. */
    private void addProfile(List<ReferenceFile.Value> profile) {
        ReferenceFile.Value first = profile.get(0);
        double time = run.timeNear(first.time()).orElseThrow();
        for (FinishedRun.ProfilePoint ours : run.profile(time, first.species(), first.quantity())) {
            OptionalDouble theirs =
                    first.place().length == 1 ? between(profile, ours.place()[0]) : at(profile, ours.place());
            if (theirs.isPresent()) {
                double scale = Math.max(
                        Math.abs(theirs.getAsDouble()), Math.abs(ours.estimate().value()));
                values.add(new OfValue(
                        time,
                        first.species(),
                        ours.place(),
                        first.quantity(),
                        new ValueComparison(
                                ours.estimate(), theirs.getAsDouble(), 0, scale > 0 ? scale : 1, run.replicas())));
            }
        }
    }

    private static OptionalDouble between(List<ReferenceFile.Value> profile, double x) {
        ReferenceFile.Value below = null;
        ReferenceFile.Value above = null;
        for (ReferenceFile.Value value : profile) {
            double at = value.place()[0];
            below = at <= x && (below == null || at > below.place()[0]) ? value : below;
            above = at >= x && (above == null || at < above.place()[0]) ? value : above;
        }
        if (below == null || above == null) {
            return OptionalDouble.empty();
        }
        double width = above.place()[0] - below.place()[0];
        double share = width > 0 ? (x - below.place()[0]) / width : 0;
        return OptionalDouble.of(below.value() + share * (above.value() - below.value()));
    }

    private static OptionalDouble at(List<ReferenceFile.Value> profile, double[] place) {
        return profile.stream()
                .filter(value -> {
                    boolean same = value.place().length == place.length;
                    for (int a = 0; same && a < place.length; a++) {
                        same = Math.abs(value.place()[a] - place[a]) <= SAME_EDGE * Math.max(1, Math.abs(place[a]));
                    }
                    return same;
                })
                .mapToDouble(ReferenceFile.Value::value)
                .findFirst();
    }

    /** Whether densities are judged as such. */
    boolean judgesDensities() {
        return wanted.isEmpty() || wanted.contains("f") || NORMS.stream().anyMatch(wanted::contains);
    }

    /** The norms that a tolerance is for. */
    List<String> tolerated() {
        List<String> chosen = NORMS.stream().filter(wanted::contains).toList();
        return chosen.isEmpty() ? List.of("L2") : chosen;
    }

    /** The numbers that are judged: those of series and, if asked for by name, moments of densities. */
    List<OfValue> judgedValues() {
        return Stream.concat(
                        values.stream()
                                .filter(value ->
                                        !FUNCTIONALS.contains(value.quantity()) || wanted.contains(value.quantity())),
                        densities.stream()
                                .flatMap(density -> density.moments().stream())
                                .filter(moment -> wanted.contains(moment.quantity())))
                .toList();
    }

    /** The probability that noise alone explains all differences, at most. */
    double pValue() {
        return Family.pValue(pValues());
    }

    /** Number of tests that the verdict rests on; those of one density count as one. */
    int tests() {
        return pValues().size();
    }

    private List<Double> pValues() {
        List<Double> all = new ArrayList<>();
        if (judgesDensities()) {
            densities.forEach(density -> all.add(density.comparison().pValue()));
        }
        judgedValues().forEach(value -> all.add(value.comparison().pValue()));
        return all;
    }

    /** What is certainly farther away than the tolerance, one line each; by chance in 5 % of the comparisons at most. */
    List<String> beyond(double tolerance) {
        double probability = Family.LEVEL
                / Math.max(1, tests() * (judgesDensities() ? tolerated().size() : 1));
        List<String> lines = new ArrayList<>();
        for (OfDensity density : judgesDensities() ? densities : List.<OfDensity>of()) {
            for (String norm : tolerated()) {
                if (density.comparison().exceeds(norm, tolerance, probability)) {
                    lines.add(norm + " of " + density.species() + " at t = " + number(density.time()));
                }
            }
        }
        for (OfValue value : judgedValues()) {
            if (value.comparison().exceeds(tolerance, probability)) {
                lines.add(value.quantity() + " of " + value.species() + " at t = " + number(value.time()));
            }
        }
        return lines;
    }

    /** Number of particles, of all species and replicas. */
    double particles() {
        return Arrays.stream(run.species().stream()
                                .mapToDouble(FinishedRun.Species::particles)
                                .toArray())
                        .sum()
                * run.replicas();
    }
}
