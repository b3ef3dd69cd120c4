package io.github.stosszahl.scenario;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.model.Mixture;
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
        List<Optional<Species>> species = new ArrayList<>();
        List<Optional<VelocityDistribution>> distributions = new ArrayList<>();
        List<InitialState> states = new ArrayList<>();
        for (Place place : places) {
            Place name = place.get("name");
            Place mass = place.get("mass");
            Statistics statistics = statistics(place.get("statistics"));
            Place quantumParameter = place.get("quantumParameter");
            double q = quantumParameter.isGiven() ? quantumParameter.number() : 1;
            // a name that is missing does not keep the distribution from being checked
            Optional<Species> gas = mass.isGiven()
                    ? Optional.of(new Species(name.isGiven() ? name.string() : "unnamed", mass.number(), statistics, q))
                    : Optional.empty();
            species.add(name.isGiven() ? gas : Optional.empty());
            ObjectNode resolved = resolvedSpecies.addObject();
            ObjectNode resolvedInitial = JsonNodeFactory.instance.objectNode();
            InitialReader reader = new InitialReader(dimension, boltzmannConstant, gas, warnings);
            Optional<VelocityDistribution> distribution = reader.read(place.get("initial"), resolvedInitial);
            distribution.ifPresent(f -> reader.checkOccupation(place.get("initial"), f));
            distributions.add(distribution);
            if (distribution.isPresent() && place.isSound()) {
                states.add(state(place, distribution.get()));
                resolved.put("name", name.string())
                        .put("mass", mass.number())
                        .put("statistics", statistics.name().toLowerCase(Locale.ROOT))
                        .put("quantumParameter", q)
                        .put("particles", states.get(states.size() - 1).particles())
                        .set("initial", resolvedInitial);
            }
        }
        CollisionReader collisions = new CollisionReader(
                dimension,
                boltzmannConstant,
                namesAreGiven
                        ? places.stream()
                                .map(place -> place.get("name").string())
                                .toList()
                        : List.of());
        List<CollidingPair> pairs = collisions.read(root.get("collisions"), species, distributions);
        TimeReader times = new TimeReader(root.get("time"), root.get("output"), dimension);
        Optional<OutputPlan> output = times.read();
        problems.throwIfAny();

        List<Species> allSpecies = species.stream().map(Optional::orElseThrow).toList();
        return new Scenario(
                name(),
                textOr("title", name()),
                integerOr("seed", 1),
                (int) integerOr("replicas", 1),
                new Mixture(dimension.orElseThrow(), boltzmannConstant, allSpecies, pairs),
                states,
                times.end(),
                times.step(),
                times.outputTimes(),
                estimators(),
                occupation(),
                output.orElseThrow(),
                warnings,
                resolvedJson(collisions.resolved(), times));
    }

    private EstimatorPlan estimators() {
        Place place = root.get("estimators");
        return new EstimatorPlan(isOn(place.get("entropy")), isOn(place.get("fisher")), isOn(place.get("dissipation")), isOn(place.get("generic")));
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

    private InitialState state(Place species, VelocityDistribution distribution) {
        Place particles = species.get("particles");
        if (!(distribution instanceof EmpiricalDistribution ensemble)) {
            return new InitialState(distribution, (int) particles.integer());
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

    private String resolvedJson(ArrayNode collisions, TimeReader times) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("title", textOr("title", name()))
                .put("seed", integerOr("seed", 1))
                .put("units", textOr("units", "dimensionless"))
                .put("velocityDimension", dimension.orElseThrow())
                .put("equation", "boltzmann")
                .set("species", resolvedSpecies);
        json.set("collisions", collisions);
        json.putObject("space").put("type", "homogeneous");
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
        json.put("replicas", integerOr("replicas", 1));
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
