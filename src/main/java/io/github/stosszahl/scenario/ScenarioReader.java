package io.github.stosszahl.scenario;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.model.FreeSpace;
import io.github.stosszahl.model.Homogeneous;
import io.github.stosszahl.model.Linearisation;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Space;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.model.VelocityDistribution;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads scenario files; see docs/scenario-reference.md for the format. */
public final class ScenarioReader {
    /** k_B in J/K, exact in the SI of 2019. */
    private static final double BOLTZMANN_CONSTANT = 1.380649e-23;

    private static final JsonMapper WRITER = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private static final Separators SEPARATORS =
            DefaultPrettyPrinter.DEFAULT_SEPARATORS.withObjectNameValueSpacing(Separators.Spacing.AFTER);

    private final Path path;
    private final Problems problems;
    private final Place root;
    private final OptionalInt dimension;
    private final double boltzmannConstant;
    private final List<String> warnings = new ArrayList<>();
    private final ArrayNode resolvedSpecies = JsonNodeFactory.instance.arrayNode();

    private ScenarioReader(Path path, Document document) {
        this.path = path;
        this.problems = document.problems();
        this.root = document.rootPlace();
        Place d = root.get("velocityDimension");
        this.dimension = d.isGiven() ? OptionalInt.of((int) d.integer()) : OptionalInt.empty();
        this.boltzmannConstant = textOr("units", "dimensionless").equals("SI") ? BOLTZMANN_CONSTANT : 1;
    }

    /**
     * Reads a scenario file, applies the overrides and checks the result.
     *
     * @param file the scenario file; names of files in it start at its folder
     * @param overrides values that replace those of the file
     * @return the scenario with every default filled in
     * @throws ScenarioException with everything that is wrong with the file, the overrides and the CSV files that the
     *     scenario names
     */
    public static Scenario read(Path file, Overrides overrides) throws ScenarioException {
        Problems problems = new Problems(file.toString());
        Document document = Document.of(file, text(file), overrides, problems);
        ScenarioSchema.load().check(document);
        if (!document.root().isObject()) {
            problems.throwIfAny();
        }
        return new ScenarioReader(file, document).resolve();
    }

    /** The JSON Schema (draft 2020-12) of scenario files. */
    public static String schema() {
        return ScenarioSchema.load().text();
    }

    private static String text(Path file) throws ScenarioException {
        String reason;
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            reason = "no such file; expected a scenario file";
        } catch (CharacterCodingException e) {
            reason = "not UTF-8; expected a scenario file, which is JSON in UTF-8";
        } catch (IOException e) {
            reason = "cannot be read (" + e.getMessage() + "); expected a scenario file";
        }
        throw new ScenarioException(List.of(new Problem(file.toString(), 0, 0, "", "", reason)));
    }

    private Scenario resolve() throws ScenarioException {
        List<Place> places = root.get("species").items();
        boolean namesAreGiven =
                places.stream().allMatch(place -> place.get("name").isGiven());
        checkNamesDiffer(places);
        List<Optional<Species>> gases = places.stream().map(this::gas).toList();
        SpaceReader spaceReader = new SpaceReader(root.get("space"), dimension, boltzmannConstant, gases);
        Optional<Space> space = spaceReader.read();
        List<Optional<Species>> species = new ArrayList<>();
        List<Optional<VelocityDistribution>> distributions = new ArrayList<>();
        List<InitialState> states = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            // a name that is missing does not keep the distribution from being checked
            species.add(place.get("name").isGiven() ? gases.get(i) : Optional.empty());
            ObjectNode resolved = resolvedSpecies.addObject();
            ObjectNode resolvedInitial = JsonNodeFactory.instance.objectNode();
            Optional<InitialState> start = start(place.get("initial"), gases.get(i), space, resolvedInitial);
            distributions.add(start.map(InitialState::distribution));
            if (start.isPresent() && place.isSound()) {
                states.add(state(place, start.get()));
                Species gas = gases.get(i).orElseThrow();
                resolved.put("name", gas.name())
                        .put("mass", gas.mass())
                        .put("statistics", gas.statistics().name().toLowerCase(Locale.ROOT))
                        .put("quantumParameter", gas.quantumParameter())
                        .put("particles", states.get(states.size() - 1).particles())
                        .set("initial", resolvedInitial);
            }
        }
        boolean landau = equation().endsWith("landau");
        CollisionReader collisions = new CollisionReader(
                landau,
                dimension,
                boltzmannConstant,
                namesAreGiven
                        ? places.stream()
                                .map(place -> place.get("name").string())
                                .toList()
                        : List.of(),
                space);
        List<CollidingPair> pairs = collisions.read(root.get("collisions"), species, distributions);
        Optional<Linearisation> linearisation = new LinearisationReader(root, dimension).read();
        TimeReader times = new TimeReader(root.get("time"), root.get("output"), dimension);
        Optional<OutputPlan> output = times.read();
        checkSpace(space, gases, pairs);
        Optional<AveragePlan> average = average(space);
        problems.throwIfAny();

        List<Species> allSpecies = species.stream().map(Optional::orElseThrow).toList();
        return new Scenario(
                name(),
                textOr("title", name()),
                integerOr("seed", 1),
                replicas(),
                new Mixture(dimension.orElseThrow(), boltzmannConstant, allSpecies, pairs),
                space.orElseThrow(),
                states,
                times.end(),
                times.step(),
                times.outputTimes(),
                estimators(),
                occupation(),
                output.orElseThrow(),
                average,
                linearisation,
                warnings,
                resolvedJson(collisions.resolved(), spaceReader.resolved(), average, linearisation, times));
    }

    private Optional<Species> gas(Place place) {
        Place name = place.get("name");
        Place mass = place.get("mass");
        Place quantumParameter = place.get("quantumParameter");
        double q = quantumParameter.isGiven() ? quantumParameter.number() : 1;
        return mass.isGiven()
                ? Optional.of(new Species(
                        name.isGiven() ? name.string() : "unnamed",
                        mass.number(),
                        statistics(place.get("statistics")),
                        q))
                : Optional.empty();
    }

    /** How a species starts, as if it had one particle; empty if something is wrong. */
    private Optional<InitialState> start(
            Place initial, Optional<Species> gas, Optional<Space> space, ObjectNode resolved) {
        InitialReader reader = new InitialReader(dimension, boltzmannConstant, gas, space, warnings);
        boolean spatial = space.isPresent() && space.get().dimension() > 0;
        Place type = initial.get("type");
        if (spatial && !(type.isGiven() && type.string().equals("particles"))) {
            InitialReader inRegions =
                    new InitialReader(dimension, boltzmannConstant, gas, Optional.of(new Homogeneous()), warnings);
            return new RegionReader(space.get(), inRegions)
                    .read(initial, resolved)
                    .map(regions -> InitialState.of(regions, space.get().volume(), 1));
        }
        if (space.isPresent()) {
            InitialReader.refuseRegions(initial, "neither regions nor densityProfile, since space is homogeneous");
        }
        Optional<VelocityDistribution> distribution = reader.read(initial, resolved);
        distribution.ifPresent(f -> reader.checkOccupation(initial, f, 1));
        return distribution.map(f -> new InitialState(f, 1));
    }

    /** Reports what does not go together with space. */
    private void checkSpace(Optional<Space> space, List<Optional<Species>> species, List<CollidingPair> pairs) {
        if (space.isEmpty() || space.get().dimension() == 0) {
            return;
        }
        Place step = root.get("time").get("step");
        if (!step.exists()) {
            step.refuse("a number greater than 0, the time of a free flight, since space is not homogeneous");
        }
        boolean fermi = species.stream().anyMatch(s -> s.isPresent() && s.get().statistics() == Statistics.FERMI);
        if (fermi && space.get() instanceof FreeSpace) {
            root.get("space").get("type").refuse("a box for species with statistics fermi");
        }
        Place fisher = root.get("estimators").get("fisher");
        if (fisher.isGiven() && isOn(fisher)) {
            fisher.refuse("false in this version, since space is not homogeneous");
        }
        boolean classical =
                species.stream().allMatch(s -> s.isEmpty() || s.get().statistics() == Statistics.MAXWELL);
        Place entropy = root.get("estimators").get("entropy");
        if (entropy.isGiven() && isOn(entropy) && !(space.get() instanceof Box)) {
            entropy.refuse("false, since space is not a box");
        }
        Place dissipation = root.get("estimators").get("dissipation");
        if (dissipation.isGiven() && isOn(dissipation) && !(space.get() instanceof Box && classical)) {
            dissipation.refuse("false, since space is not a box or a species is not classical");
        }
        if (dissipation.isGiven()
                && isOn(dissipation)
                && pairs.stream().anyMatch(pair -> pair.delocalisation().isPresent())) {
            dissipation.refuse("false, since particles at different positions collide");
        }
    }

    private Optional<AveragePlan> average(Optional<Space> space) {
        Place from = root.get("average").get("from");
        if (!from.isGiven()) {
            return Optional.empty();
        }
        if (space.isPresent() && !(space.get() instanceof Box)) {
            root.get("average").refuse("no average, since space is not a box");
        }
        Place end = root.get("time").get("end");
        if (end.isGiven() && !(from.number() < end.number())) {
            from.refuse("a time before time.end = " + NumberTable.text(end.number()));
        }
        return Optional.of(new AveragePlan(from.number()));
    }

    private String equation() {
        return textOr("equation", "boltzmann");
    }

    private int replicas() {
        boolean linearised = equation().startsWith(LinearisationReader.PREFIX);
        return (int) integerOr("replicas", linearised ? LinearisationReader.DEFAULT_REPLICAS : 1);
    }

    private EstimatorPlan estimators() {
        Place place = root.get("estimators");
        return new EstimatorPlan(
                isOn(place.get("entropy")),
                isOn(place.get("fisher")),
                isOn(place.get("dissipation")),
                isOn(place.get("generic")));
    }

    private OccupationPlan occupation() {
        Place cellSize = root.get("occupation").get("cellSize");
        return new OccupationPlan(cellSize.isGiven() ? OptionalDouble.of(cellSize.number()) : OptionalDouble.empty());
    }

    private static Statistics statistics(Place place) {
        return place.isGiven() ? Statistics.valueOf(place.string().toUpperCase(Locale.ROOT)) : Statistics.MAXWELL;
    }

    private static boolean isOn(Place flag) {
        return flag.isGiven() && flag.node().booleanValue();
    }

    private void checkNamesDiffer(List<Place> species) {
        Map<String, String> firstWithName = new HashMap<>();
        for (Place place : species) {
            Place name = place.get("name");
            if (name.isGiven()) {
                String first = firstWithName.putIfAbsent(name.string(), name.pointer());
                if (first != null) {
                    name.refuse("a name that differs from " + first);
                }
            }
        }
    }

    private InitialState state(Place species, InitialState start) {
        Place particles = species.get("particles");
        VelocityDistribution distribution = start.distribution();
        if (!(distribution instanceof EmpiricalDistribution ensemble)
                || !start.regions().isEmpty()) {
            return new InitialState(distribution, (int) particles.integer(), start.regions());
        }
        int count = particles.exists() ? (int) particles.integer() : ensemble.size();
        boolean sameNumber = count == ensemble.size();
        if (!sameNumber || !ensemble.hasEqualWeights()) {
            warnings.add("species " + species.get("name").string() + ": its " + count
                    + " particles are resampled from the " + ensemble.size() + " rows of "
                    + species.get("initial").get("file").string() + ", "
                    + (sameNumber ? "whose weights differ" : "since the numbers differ"));
        }
        return new InitialState(distribution, count);
    }

    private String resolvedJson(
            ArrayNode collisions,
            ObjectNode space,
            Optional<AveragePlan> average,
            Optional<Linearisation> linearisation,
            TimeReader times) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("title", textOr("title", name()))
                .put("seed", integerOr("seed", 1))
                .put("units", textOr("units", "dimensionless"))
                .put("velocityDimension", dimension.orElseThrow())
                .put("equation", equation())
                .set("species", resolvedSpecies);
        json.set("collisions", collisions);
        json.set("space", space);
        ObjectNode occupation = json.putObject("occupation");
        occupation().cellSize().ifPresent(size -> occupation.put("cellSize", size));
        json.set("time", times.resolvedTime());
        EstimatorPlan plan = estimators();
        json.putObject("estimators")
                .put("entropy", plan.entropy())
                .put("fisher", plan.fisher())
                .put("dissipation", plan.dissipation())
                .put("generic", plan.generic());
        json.set("output", times.resolvedOutput());
        average.ifPresent(flow -> json.putObject("average").put("from", flow.from()));
        linearisation.ifPresent(state -> LinearisationReader.resolve(state, json.putObject("linearisation")));
        json.put("replicas", replicas());
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withSeparators(SEPARATORS);
        return WRITER.writer().with(printer).writeValueAsString(json) + "\n";
    }

    private String name() {
        Path last = path.getFileName();
        String file = last == null ? "" : last.toString();
        return file.endsWith(".json") ? file.substring(0, file.length() - ".json".length()) : file;
    }

    private String textOr(String key, String defaultText) {
        Place place = root.get(key);
        return place.isGiven() ? place.string() : defaultText;
    }

    private long integerOr(String key, long defaultValue) {
        Place place = root.get(key);
        return place.isGiven() ? place.integer() : defaultValue;
    }
}
