package io.github.stosszahl.scenario;

import io.github.stosszahl.initial.CosineProfile;
import io.github.stosszahl.initial.Region;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.Space;
import io.github.stosszahl.model.VelocityDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads where in space the distributions of {@code initial} are. */
final class RegionReader {
    /** Places closer than this share of a cell are taken for the same: they differ by rounding. */
    private static final double SAME_FACE = 1e-9;

    /** One entry of the list: later ones cover earlier ones. */
    private record Layer(double[] lower, double[] upper, Optional<VelocityDistribution> distribution) {
        boolean covers(double[] x) {
            boolean inside = true;
            for (int a = 0; a < x.length; a++) {
                inside &= x[a] > lower[a] && x[a] < upper[a];
            }
            return inside;
        }
    }

    private final Space space;
    private final InitialReader distributions;

    /**
     * @param space not homogeneous
     * @param distributions reads distributions of velocities
     */
    RegionReader(Space space, InitialReader distributions) {
        this.space = space;
        this.distributions = distributions;
    }

    /**
     * Reads a value that is not of type {@code particles} and reports what is wrong with it.
     *
     * @param resolved filled with the value and its defaults
     * @return regions that do not overlap; empty if something was wrong
     */
    Optional<List<Region>> read(Place initial, ObjectNode resolved) {
        Place type = initial.get("type");
        Place regions = initial.get("regions");
        Place profile = initial.get("densityProfile");
        if (type.exists() && !(space instanceof Box)) {
            type.refuse("regions or the type particles, since nothing fills free space");
        }
        if (profile.exists() && regions.exists()) {
            profile.refuse("either regions or densityProfile, not both");
        }
        Optional<VelocityDistribution> background =
                type.exists() ? distributions.read(initial, resolved) : Optional.empty();
        Optional<CosineProfile> factor = profile.isGiven() ? profile(profile, resolved) : Optional.empty();
        background.ifPresent(f -> distributions.checkOccupation(
                initial, f, factor.map(CosineProfile::largest).orElse(1.0)));
        List<Layer> layers = new ArrayList<>();
        if (space instanceof Box box && type.exists()) {
            layers.add(new Layer(box.grid().lower(), box.grid().upper(), background));
        }
        if (regions.exists()) {
            ArrayNode list = resolved.putArray("regions");
            for (Place region : regions.items()) {
                layer(region, list.addObject()).ifPresent(layers::add);
            }
        }
        if (!initial.isSound()
                || layers.isEmpty()
                || layers.stream().anyMatch(layer -> layer.distribution().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(disjoint(layers, factor));
    }

    private Optional<CosineProfile> profile(Place profile, ObjectNode resolved) {
        int[] mode = profile.get("mode").items().stream()
                .mapToInt(k -> (int) k.integer())
                .toArray();
        if (mode.length != space.dimension() || Arrays.stream(mode).allMatch(k -> k == 0)) {
            profile.get("mode").refuse(space.dimension() + " integers, one per axis of space, not all of them 0");
            return Optional.empty();
        }
        double amplitude = profile.get("amplitude").number();
        ObjectNode json = resolved.putObject("densityProfile");
        json.put("type", "cosine").put("amplitude", amplitude);
        ArrayNode list = json.putArray("mode");
        Arrays.stream(mode).forEach(list::add);
        return Optional.of(new CosineProfile(amplitude, mode));
    }

    private Optional<Layer> layer(Place region, ObjectNode resolved) {
        Place box = region.get("box");
        Place initial = region.get("initial");
        InitialReader.refuseRegions(initial, "a distribution without regions and densityProfile inside a region");
        Optional<VelocityDistribution> distribution = distributions.read(initial, resolved.putObject("initial"));
        distribution.ifPresent(f -> distributions.checkOccupation(initial, f, 1));
        if (!box.isGiven()) {
            return Optional.empty();
        }
        resolved.set("box", box.node());
        if (box.items().size() != space.dimension()) {
            box.refuse("a list of " + space.dimension() + ", one per axis of space (dimension)");
            return Optional.empty();
        }
        double[] lower = new double[space.dimension()];
        double[] upper = new double[space.dimension()];
        for (int a = 0; a < lower.length; a++) {
            Place interval = box.items().get(a);
            lower[a] = interval.numbers()[0];
            upper[a] = interval.numbers()[1];
            if (!(lower[a] < upper[a])) {
                interval.refuse("[x0, x1] with x0 < x1");
            } else if (space instanceof Box walls
                    && !(lower[a] >= walls.grid().lower()[a]
                            && upper[a] <= walls.grid().upper()[a])) {
                interval.refuse("an interval inside the box, ["
                        + NumberTable.text(walls.grid().lower()[a]) + ", "
                        + NumberTable.text(walls.grid().upper()[a]) + "] on this axis");
            } else if (space instanceof Box walls && distributions.isOfFermions()) {
                for (int end = 0; end < 2; end++) {
                    double place = (interval.numbers()[end] - walls.grid().lower()[a])
                            / walls.grid().edge(a);
                    if (Math.abs(place - Math.rint(place)) > SAME_FACE) {
                        interval.items().get(end).refuse("a face of a cell, since cells are filled with fermions");
                    }
                }
            }
        }
        return box.isSound() ? Optional.of(new Layer(lower, upper, distribution)) : Optional.empty();
    }

    /** Cuts space along all faces of the layers; a piece belongs to the last layer that covers it. */
    private static List<Region> disjoint(List<Layer> layers, Optional<CosineProfile> factor) {
        int axes = layers.get(0).lower().length;
        List<double[]> cuts = new ArrayList<>();
        for (int a = 0; a < axes; a++) {
            TreeSet<Double> sorted = new TreeSet<>();
            for (Layer layer : layers) {
                sorted.add(layer.lower()[a]);
                sorted.add(layer.upper()[a]);
            }
            cuts.add(sorted.stream().mapToDouble(Double::doubleValue).toArray());
        }
        int pieces = cuts.stream().mapToInt(c -> c.length - 1).reduce(1, Math::multiplyExact);
        List<Region> regions = new ArrayList<>();
        for (int piece = 0; piece < pieces; piece++) {
            double[] lower = new double[axes];
            double[] upper = new double[axes];
            double[] middle = new double[axes];
            int rest = piece;
            for (int a = 0; a < axes; a++) {
                double[] c = cuts.get(a);
                int k = rest % (c.length - 1);
                rest /= c.length - 1;
                lower[a] = c[k];
                upper[a] = c[k + 1];
                middle[a] = 0.5 * (c[k] + c[k + 1]);
            }
            layers.stream()
                    .filter(layer -> layer.covers(middle))
                    .reduce((earlier, later) -> later)
                    .flatMap(Layer::distribution)
                    .ifPresent(f -> regions.add(new Region(lower, upper, f, factor)));
        }
        return regions;
    }
}
