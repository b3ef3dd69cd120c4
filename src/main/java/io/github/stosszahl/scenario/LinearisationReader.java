package io.github.stosszahl.scenario;

import io.github.stosszahl.model.Linearisation;
import io.github.stosszahl.model.Linearisation.About;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code linearisation}, and reports what does not go together with a linearised equation. */
final class LinearisationReader {
    static final String PREFIX = "linearised-";
    static final int DEFAULT_REPLICAS = 16;

    private static final double DEFAULT_RADIUS = 5;
    private static final double DEFAULT_CELL = 0.4;
    private static final double CELLS_PER_RADIUS = 10;
    /** More cells would not fit the memory of a common machine. */
    private static final double MOST_CELLS_PER_RADIUS = 50;

    private final Place root;
    private final Place place;
    private final OptionalInt dimension;

    LinearisationReader(Place root, OptionalInt dimension) {
        this.root = root;
        this.place = root.get("linearisation");
        this.dimension = dimension;
    }

    private boolean isLinearised() {
        Place equation = root.get("equation");
        return equation.isGiven() && equation.string().startsWith(PREFIX);
    }

    /** Empty if the equation is not linearised, or something is wrong. */
    Optional<Linearisation> read() {
        if (!isLinearised()) {
            if (place.exists()) {
                place.refuse("no linearisation, since the equation is not linearised");
            }
            return Optional.empty();
        }
        checkOthers();
        if (!place.exists()) {
            place.refuse("linearisation, since the equation is linearised");
            return Optional.empty();
        }
        Place about = place.get("about");
        if (!about.isGiven()) {
            return Optional.empty();
        }
        boolean maxwellian = about.string().equals("maxwellian");
        require(maxwellian ? "temperature" : "radius", about);
        if (!maxwellian && place.get("temperature").exists()) {
            place.get("temperature").refuse("no temperature, since it is about a constant");
        }
        Place velocity = place.get("velocity");
        if (velocity.isGiven() && dimension.isPresent() && velocity.numbers().length != dimension.getAsInt()) {
            velocity.refuse(dimension.getAsInt() + " numbers, one per axis");
        }
        if (!place.isSound() || dimension.isEmpty()) {
            return Optional.empty();
        }
        double radius = numberOr("radius", DEFAULT_RADIUS);
        double cell = numberOr("cellSize", maxwellian ? DEFAULT_CELL : radius / CELLS_PER_RADIUS);
        if (cell > radius || cell * MOST_CELLS_PER_RADIUS < radius) {
            place.get("cellSize").refuse("a number between radius/50 and radius");
            return Optional.empty();
        }
        return Optional.of(new Linearisation(
                About.valueOf(about.string().toUpperCase(Locale.ROOT)),
                velocity.exists() ? velocity.numbers() : new double[dimension.getAsInt()],
                maxwellian ? place.get("temperature").number() : 1,
                radius,
                cell));
    }

    private void require(String key, Place about) {
        if (!place.get(key).exists()) {
            place.get(key).refuse("a number greater than 0, since it is about a " + about.string());
        }
    }

    private double numberOr(String key, double value) {
        return place.get(key).exists() ? place.get(key).number() : value;
    }

    private void checkOthers() {
        for (Place species : root.get("species").items()) {
            Place statistics = species.get("statistics");
            if (statistics.isGiven() && !statistics.string().equals("maxwell")) {
                statistics.refuse("maxwell, since the equation is linearised");
            }
            Place type = species.get("initial").get("type");
            if (type.isGiven() && type.string().equals("particles")) {
                type.refuse("initial data with a density, since the equation is linearised");
            }
        }
        Place space = root.get("space").get("type");
        if (space.isGiven() && !space.string().equals("homogeneous")) {
            space.refuse("homogeneous, since the equation is linearised");
        }
        for (Place entry : root.get("collisions").items()) {
            Place below = entry.get("angle").get("belowCutoff");
            if (below.isGiven() && below.string().equals("diffusion")) {
                below.refuse("none, since the equation is linearised");
            }
        }
        for (String key : List.of("fisher", "generic")) {
            Place flag = root.get("estimators").get(key);
            if (flag.isGiven() && flag.node().booleanValue()) {
                flag.refuse("false, since the equation is linearised");
            }
        }
        for (String key : List.of("particles", "density")) {
            Place wanted = root.get("output").get(key);
            if (wanted.exists() && !(wanted.node().isArray() && wanted.node().isEmpty())) {
                wanted.refuse("none in this version, since the equation is linearised");
            }
        }
        Place step = root.get("time").get("step");
        if (root.get("equation").string().equals(PREFIX + "landau") && !step.exists()) {
            step.refuse(
                    "a number greater than 0, the time between two turns of a particle, since the equation is linearised-landau");
        }
        Place replicas = root.get("replicas");
        if (replicas.isGiven() && replicas.integer() < Linearisation.FEWEST_REPLICAS) {
            replicas.refuse(
                    "an integer of at least " + Linearisation.FEWEST_REPLICAS + ", since the equation is linearised");
        }
    }

    /** {@code linearisation} with its defaults. */
    static void resolve(Linearisation linearisation, ObjectNode json) {
        boolean maxwellian = linearisation.about() == About.MAXWELLIAN;
        json.put("about", linearisation.about().name().toLowerCase(Locale.ROOT));
        if (maxwellian) {
            json.put("temperature", linearisation.temperature());
        }
        ArrayNode velocity = json.putArray("velocity");
        for (double u : linearisation.velocity()) {
            velocity.add(u);
        }
        json.put("radius", linearisation.radius()).put("cellSize", linearisation.cellSize());
    }
}
