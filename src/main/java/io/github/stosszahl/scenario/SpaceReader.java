package io.github.stosszahl.scenario;

import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.FreeSpace;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.Homogeneous;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Space;
import io.github.stosszahl.model.Species;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code space}. */
final class SpaceReader {
    /** More would not fit the memory of a common machine. */
    private static final long MOST_CELLS = 1L << 28;

    private final Place space;
    private final OptionalInt dimension;
    private final double boltzmannConstant;
    private final List<Optional<Species>> species;
    private final ObjectNode resolved = JsonNodeFactory.instance.objectNode();

    /**
     * @param dimension d; empty if the scenario's value is wrong
     * @param species empty where something is wrong with one
     */
    SpaceReader(Place space, OptionalInt dimension, double boltzmannConstant, List<Optional<Species>> species) {
        this.space = space;
        this.dimension = dimension;
        this.boltzmannConstant = boltzmannConstant;
        this.species = species;
    }

    /** After {@link #read}: the value with its defaults. */
    ObjectNode resolved() {
        return resolved;
    }

    /** Reads the value and reports what is wrong with it; empty if something was. */
    Optional<Space> read() {
        if (!space.exists()) {
            resolved.put("type", "homogeneous");
            return Optional.of(new Homogeneous());
        }
        if (!space.isGiven()) {
            return Optional.empty();
        }
        String type = space.get("type").string();
        resolved.put("type", type);
        if (type.equals("homogeneous")) {
            return Optional.of(new Homogeneous());
        }
        int axes = (int) space.get("dimension").integer();
        if (dimension.isPresent() && axes > dimension.getAsInt()) {
            space.get("dimension").refuse("at most velocityDimension = " + dimension.getAsInt());
        }
        for (String key : List.of("lower", "upper", "cells", "boundaries")) {
            Place list = space.get(key);
            if (list.exists() && list.node().size() != axes) {
                list.refuse("a list of " + axes + ", one per axis of space (dimension)");
            }
        }
        if (!space.isSound()) {
            return Optional.empty();
        }
        resolved.put("dimension", axes);
        return type.equals("free") ? Optional.of(new FreeSpace(cells())) : box(axes);
    }

    private int[] cells() {
        ArrayNode array = resolved.putArray("cells");
        int[] cells = new int[space.get("cells").items().size()];
        for (int a = 0; a < cells.length; a++) {
            cells[a] = (int) space.get("cells").items().get(a).integer();
            array.add(cells[a]);
        }
        return cells;
    }

    private Optional<Space> box(int axes) {
        double[] lower = space.get("lower").numbers();
        double[] upper = space.get("upper").numbers();
        for (int a = 0; a < axes; a++) {
            if (!(lower[a] < upper[a])) {
                space.get("upper")
                        .items()
                        .get(a)
                        .refuse("a number greater than " + NumberTable.text(lower[a])
                                + ", the lower corner on this axis");
            }
        }
        resolved.set("lower", space.get("lower").node());
        resolved.set("upper", space.get("upper").node());
        int[] cells = cells();
        if (Arrays.stream(cells).asLongStream().reduce(1, (a, b) -> a * b) > MOST_CELLS) {
            space.get("cells").refuse("at most " + MOST_CELLS + " cells in all");
        }
        ArrayNode resolvedAxes = resolved.putArray("boundaries");
        List<Box.Faces> faces = new ArrayList<>();
        for (int a = 0; a < axes; a++) {
            Place pair = space.get("boundaries").items().get(a);
            ArrayNode resolvedPair = resolvedAxes.addArray();
            Optional<Boundary> low = boundary(pair.items().get(0), a, resolvedPair);
            Optional<Boundary> high = boundary(pair.items().get(1), a, resolvedPair);
            if (low.isPresent() && high.isPresent()) {
                if (low.get() instanceof Boundary.Periodic != high.get() instanceof Boundary.Periodic) {
                    pair.refuse("periodic boundaries at both ends of an axis, or at neither");
                } else {
                    faces.add(new Box.Faces(low.get(), high.get()));
                }
            }
        }
        return space.isSound() && faces.size() == axes
                ? Optional.of(new Box(new Grid(lower, upper, cells), faces))
                : Optional.empty();
    }

    private Optional<Boundary> boundary(Place place, int axis, ArrayNode list) {
        if (place.node().isString()) {
            list.add(place.string());
            return Optional.of(
                    switch (place.string()) {
                        case "periodic" -> new Boundary.Periodic();
                        case "specular" -> new Boundary.Specular();
                        case "vacuum" -> new Boundary.Vacuum();
                        default -> throw new IllegalStateException(place.string() + " is in the schema but not read");
                    });
        }
        ObjectNode json = list.addObject();
        String type = place.get("type").string();
        json.put("type", type);
        return type.equals("diffuse") ? diffuse(place, axis, json) : reservoir(place, json);
    }

    private Optional<Boundary> diffuse(Place place, int axis, ObjectNode json) {
        double temperature = place.get("temperature").number();
        Place accommodation = place.get("accommodation");
        double share = accommodation.exists() ? accommodation.number() : 1;
        json.put("temperature", temperature);
        Optional<double[]> velocity = velocity(place, json);
        json.put("accommodation", share);
        if (velocity.isPresent() && velocity.get()[axis] != 0) {
            place.get("velocity").items().get(axis).refuse("0, since a wall does not move along its normal");
        }
        return velocity.map(u -> new Boundary.Diffuse(temperature, u, share));
    }

    private Optional<Boundary> reservoir(Place place, ObjectNode json) {
        Place given = place.get("species");
        List<String> names =
                species.stream().map(s -> s.map(Species::name).orElse("")).toList();
        given.node().propertyStream().forEach(entry -> {
            if (!names.contains(entry.getKey())) {
                given.get(entry.getKey())
                        .refuse("gases of the species of the scenario, "
                                + names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", ")));
            }
        });
        ObjectNode resolvedSpecies = json.putObject("species");
        List<Optional<Maxwellian>> gases = new ArrayList<>();
        for (Optional<Species> gas : species) {
            Place entry = given.get(gas.map(Species::name).orElse(""));
            if (gas.isEmpty() || !entry.exists()) {
                gases.add(Optional.empty());
                continue;
            }
            ObjectNode resolvedGas = resolvedSpecies.putObject(gas.get().name());
            double density = entry.get("density").number();
            double temperature = entry.get("temperature").number();
            resolvedGas.put("density", density);
            Optional<double[]> velocity = velocity(entry, resolvedGas);
            resolvedGas.put("temperature", temperature);
            gases.add(velocity.map(u -> {
                double[] variance = new double[u.length];
                Arrays.fill(
                        variance, boltzmannConstant * temperature / gas.get().mass());
                return new Maxwellian(density, u, variance);
            }));
        }
        return place.isSound() ? Optional.of(new Boundary.Reservoir(gases)) : Optional.empty();
    }

    private Optional<double[]> velocity(Place place, ObjectNode json) {
        Place velocity = place.get("velocity");
        if (dimension.isEmpty()) {
            return Optional.empty();
        }
        double[] u = velocity.exists() ? velocity.numbers() : new double[dimension.getAsInt()];
        ArrayNode array = json.putArray("velocity");
        Arrays.stream(u).forEach(array::add);
        if (u.length != dimension.getAsInt()) {
            velocity.refuse(dimension.getAsInt() + " numbers, one per axis (velocityDimension)");
            return Optional.empty();
        }
        return Optional.of(u);
    }
}
