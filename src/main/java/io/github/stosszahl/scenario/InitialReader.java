package io.github.stosszahl.scenario;

import io.github.stosszahl.model.Bkw;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.IsotropicDistribution;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.MixtureDistribution;
import io.github.stosszahl.model.Space;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.model.UniformShell;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.scenario.NumberTable.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code initial}: the distribution of one species at t = 0. */
final class InitialReader {
    private static final double SAME_DENSITY = 1e-6;

    private static final List<String> AXES = List.of("vx", "vy", "vz");
    private static final List<String> POSITIONS = List.of("x", "y", "z");

    private final OptionalInt dimension;
    private final double boltzmannConstant;
    private final Optional<Species> species;
    private final Optional<Space> space;
    private final List<String> warnings;

    /**
     * @param dimension d; empty if the scenario's value is wrong, which leaves the checks that need no d
     * @param boltzmannConstant k_B
     * @param species mass and statistics; empty if one of them is wrong
     * @param space where particles of a file have their positions; empty if it is wrong
     * @param warnings where warnings go
     */
    InitialReader(
            OptionalInt dimension,
            double boltzmannConstant,
            Optional<Species> species,
            Optional<Space> space,
            List<String> warnings) {
        this.dimension = dimension;
        this.boltzmannConstant = boltzmannConstant;
        this.species = species;
        this.space = space;
        this.warnings = warnings;
    }

    /** Whether the particles are fermions. */
    boolean isOfFermions() {
        return species.isPresent() && species.get().statistics() == Statistics.FERMI;
    }

    /** Reports keys that say where in space a distribution is, at a place where there is no space. */
    static void refuseRegions(Place initial, String expected) {
        for (String key : List.of("regions", "densityProfile")) {
            if (initial.get(key).isGiven()) {
                initial.get(key).refuse(expected);
            }
        }
    }

    /**
     * Reads a distribution and reports what is wrong with it.
     *
     * @param initial the value of the scenario
     * @param resolved filled with the value and its defaults
     * @return the distribution; empty if something was wrong with it or with the dimension or the mass
     */
    Optional<VelocityDistribution> read(Place initial, ObjectNode resolved) {
        if (!initial.get("type").isGiven()) {
            return Optional.empty();
        }
        String type = initial.get("type").string();
        if (type.equals("mixture")) {
            return mixture(initial, resolved);
        }
        checkLength(initial.get("velocity"));
        checkLength(initial.get("temperature"));
        checkExcess(initial.get("R"));
        if (type.equals("shell")) {
            checkRadii(initial.get("radius"));
        }
        if (!initial.isSound() || dimension.isEmpty() || species.isEmpty()) {
            return Optional.empty();
        }
        resolved.put("type", type);
        try {
            return switch (type) {
                case "maxwellian" -> Optional.of(maxwellian(initial, resolved));
                case "bkw" -> Optional.of(bkw(initial, resolved));
                case "shell", "ball" -> Optional.of(shell(initial, resolved));
                case "fermi-dirac" -> equilibrium(Statistics.FERMI, initial, resolved);
                case "bose-einstein" -> equilibrium(Statistics.BOSE, initial, resolved);
                case "isotropic" -> isotropic(initial, resolved);
                case "particles" -> particles(initial, resolved);
                case "density" -> grid(initial, resolved);
                default -> throw new IllegalStateException("initial type " + type + " is in the schema but not read");
            };
        } catch (IllegalArgumentException e) {
            // values that are fine one by one but not together, such as k_B T/m that is not representable
            initial.refuse("values that make a distribution: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<VelocityDistribution> mixture(Place initial, ObjectNode resolved) {
        List<VelocityDistribution> components = new ArrayList<>();
        resolved.put("type", "mixture");
        ArrayNode array = resolved.putArray("components");
        for (Place component : initial.get("components").items()) {
            refuseRegions(component, "a component without regions and densityProfile, which belong to the whole");
            read(component, array.addObject()).ifPresent(components::add);
        }
        return initial.isSound() && !components.isEmpty() && components.size() == array.size()
                ? Optional.of(new MixtureDistribution(components))
                : Optional.empty();
    }

    /** k_B/m. */
    private double thermalFactor() {
        return boltzmannConstant / species.orElseThrow().mass();
    }

    private Optional<VelocityDistribution> equilibrium(Statistics statistics, Place initial, ObjectNode resolved) {
        Species gas = species.orElseThrow();
        Place temperature = initial.get("temperature");
        Place fugacity = initial.get("fugacity");
        if (gas.statistics() != statistics) {
            initial.get("type")
                    .refuse("another type, since this one needs a species with statistics "
                            + statistics.name().toLowerCase(Locale.ROOT));
            return Optional.empty();
        }
        if (temperature.exists() == fugacity.exists()) {
            (fugacity.exists() ? fugacity : temperature).refuse("exactly one of temperature and fugacity");
            return Optional.empty();
        }
        double density = density(initial, resolved);
        double[] velocity = velocity(initial, resolved);
        if (fugacity.exists()) {
            resolved.put("fugacity", fugacity.number());
            return Optional.of(EquilibriumDistribution.ofFugacity(gas, density, velocity, Math.log(fugacity.number())));
        }
        resolved.put("temperature", temperature.number());
        Optional<EquilibriumDistribution> f =
                EquilibriumDistribution.ofDensity(gas, density, velocity, thermalFactor() * temperature.number());
        if (f.isEmpty()) {
            double critical =
                    EquilibriumDistribution.criticalVariance(gas.quantumParameter(), density, velocity.length);
            temperature.refuse("a temperature above the critical temperature "
                    + NumberTable.text(critical / thermalFactor())
                    + ", below which bosons of this density condense");
        }
        return f.map(equilibrium -> equilibrium);
    }

    private Optional<VelocityDistribution> isotropic(Place initial, ObjectNode resolved) {
        Species gas = species.orElseThrow();
        Place file = initial.get("file");
        Place density = initial.get("density");
        boolean quantum = gas.statistics() != Statistics.MAXWELL;
        double largest = gas.statistics() == Statistics.FERMI ? 1 : Double.MAX_VALUE;
        NumberTable table = NumberTable.read(
                        file,
                        List.of(
                                Column.required("speed").within(0, Double.MAX_VALUE),
                                Column.required("f").within(0, largest)))
                .orElse(null);
        if (table == null) {
            return Optional.empty();
        }
        table.requireIncreasing("speed");
        if (!file.isSound()) {
            return Optional.empty();
        }
        if (table.rows() < 2 || Arrays.stream(table.column("f")).allMatch(f -> f == 0)) {
            file.refuse("a profile of at least two rows that is not zero everywhere");
            return Optional.empty();
        }
        putFile(file, density, resolved);
        IsotropicDistribution profile =
                new IsotropicDistribution(velocity(initial, resolved), table.column("speed"), table.column("f"));
        if (quantum) {
            profile = profile.times(1 / gas.quantumParameter());
        }
        if (!density.exists()) {
            return Optional.of(profile);
        }
        double ratio = density.number() / profile.density();
        if (quantum && Math.abs(ratio - 1) > SAME_DENSITY) {
            density.refuse(
                    "no density, or that of the occupations in the file, " + NumberTable.text(profile.density()));
            return Optional.empty();
        }
        return Optional.of(quantum ? profile : profile.times(ratio));
    }

    /**
     * Reports a distribution of fermions that has more than one particle in a state.
     *
     * @param factor what the density is multiplied by where it is largest
     */
    void checkOccupation(Place initial, VelocityDistribution distribution, double factor) {
        Species gas = species.orElseThrow();
        double[] peak = distribution.peak();
        double occupation = factor
                * gas.quantumParameter()
                * distribution.density()
                * distribution.probabilityDensity(peak).orElse(0);
        // a filled ball may be rounded up
        if (gas.statistics() == Statistics.FERMI && occupation > 1 + 1e-9) {
            initial.refuse(
                    "at most one fermion in a state, q f <= 1; q f is " + NumberTable.text(occupation) + " at v = ("
                            + Arrays.stream(peak).mapToObj(NumberTable::text).collect(Collectors.joining(", ")) + ")");
        }
    }

    private Maxwellian maxwellian(Place initial, ObjectNode resolved) {
        double density = density(initial, resolved);
        double[] velocity = velocity(initial, resolved);
        Place temperature = initial.get("temperature");
        resolved.set("temperature", temperature.node());
        double[] variance = new double[velocity.length];
        for (int a = 0; a < variance.length; a++) {
            double t = temperature.node().isArray() ? temperature.numbers()[a] : temperature.number();
            variance[a] = thermalFactor() * t;
        }
        return new Maxwellian(density, velocity, variance);
    }

    private Bkw bkw(Place initial, ObjectNode resolved) {
        double density = density(initial, resolved);
        double[] velocity = velocity(initial, resolved);
        double temperature = initial.get("temperature").number();
        double excess = initial.get("R").number();
        resolved.put("temperature", temperature).put("R", excess);
        return new Bkw(density, velocity, thermalFactor() * temperature / (1 + 2 * excess), excess);
    }

    private UniformShell shell(Place initial, ObjectNode resolved) {
        double density = density(initial, resolved);
        double[] velocity = velocity(initial, resolved);
        Place radius = initial.get("radius");
        resolved.set("radius", radius.node());
        return radius.node().isArray()
                ? new UniformShell(density, velocity, radius.numbers()[0], radius.numbers()[1])
                : new UniformShell(density, velocity, 0, radius.number());
    }

    private Optional<VelocityDistribution> particles(Place initial, ObjectNode resolved) {
        List<Column> columns = new ArrayList<>(velocityColumns());
        columns.add(Column.required("weight").optional().within(0, Double.MAX_VALUE));
        int axes = space.map(Space::dimension).orElse(0);
        for (int a = 0; a < POSITIONS.size(); a++) {
            String name = POSITIONS.get(a);
            columns.add(a < axes ? Column.required(name) : Column.ignored(name));
        }
        Place file = initial.get("file");
        Place density = initial.get("density");
        Optional<NumberTable> read = NumberTable.read(file, columns);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        NumberTable table = read.get();
        if (!table.ignored().isEmpty()) {
            warnings.add(file.string() + ": columns " + String.join(", ", table.ignored()) + " are ignored, since "
                    + (axes == 0 ? "the gas is homogeneous" : "space has no such axes"));
        }
        double[] weight = table.column("weight");
        if (table.has("weight")) {
            double total = Arrays.stream(weight).sum();
            if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
                file.refuse("particles whose weights have a positive and finite sum, which is " + total);
                return Optional.empty();
            }
            if (density.exists()) {
                for (int k = 0; k < weight.length; k++) {
                    weight[k] *= density.number() / total;
                }
            }
        } else if (density.exists()) {
            weight = new double[table.rows()];
            Arrays.fill(weight, density.number() / weight.length);
        } else {
            density.refuse("a number greater than 0, since " + file.string() + " has no column weight");
            return Optional.empty();
        }
        putFile(file, density, resolved);
        double[][] positions =
                POSITIONS.subList(0, axes).stream().map(table::column).toArray(double[][]::new);
        if (space.isPresent() && space.get() instanceof Box box) {
            checkInside(file, box.grid(), positions);
            if (!density.exists()) {
                for (int k = 0; k < weight.length; k++) {
                    weight[k] /= box.volume();
                }
            }
        }
        return file.isSound()
                ? Optional.of(new EmpiricalDistribution(positions, velocities(table), weight))
                : Optional.empty();
    }

    private static void checkInside(Place file, Grid box, double[][] positions) {
        for (int a = 0; a < positions.length; a++) {
            for (int k = 0; k < positions[a].length; k++) {
                if (!(positions[a][k] >= box.lower()[a] && positions[a][k] < box.upper()[a])) {
                    file.refuse("particles inside the box; particle " + (k + 1) + " has " + POSITIONS.get(a) + " = "
                            + NumberTable.text(positions[a][k]));
                    return;
                }
            }
        }
    }

    private Optional<VelocityDistribution> grid(Place initial, ObjectNode resolved) {
        List<Column> columns = new ArrayList<>(velocityColumns());
        columns.add(Column.required("f").within(0, Double.MAX_VALUE));
        columns.add(Column.ignored("stderr"));
        Place file = initial.get("file");
        Place density = initial.get("density");
        Optional<NumberTable> table = NumberTable.read(file, columns);
        if (table.isEmpty()) {
            return Optional.empty();
        }
        putFile(file, density, resolved);
        OptionalDouble scaled = density.exists() ? OptionalDouble.of(density.number()) : OptionalDouble.empty();
        Place values = initial.get("values");
        String meaning = values.isGiven() ? values.string() : "points";
        resolved.put("values", meaning);
        boolean averages = meaning.equals("averages");
        return GridFile.read(table.get(), file, velocities(table.get()), averages, scaled)
                .map(grid -> grid);
    }

    private List<Column> velocityColumns() {
        return AXES.subList(0, dimension.getAsInt()).stream()
                .map(Column::required)
                .toList();
    }

    private double[][] velocities(NumberTable table) {
        return AXES.subList(0, dimension.getAsInt()).stream().map(table::column).toArray(double[][]::new);
    }

    private static void putFile(Place file, Place density, ObjectNode resolved) {
        resolved.put(
                "file",
                file.document()
                        .resolve(file.string())
                        .toAbsolutePath()
                        .normalize()
                        .toString());
        if (density.exists()) {
            resolved.put("density", density.number());
        }
    }

    private static double density(Place initial, ObjectNode resolved) {
        double density = initial.get("density").number();
        resolved.put("density", density);
        return density;
    }

    private double[] velocity(Place initial, ObjectNode resolved) {
        Place place = initial.get("velocity");
        double[] velocity = place.exists() ? place.numbers() : new double[dimension.getAsInt()];
        ArrayNode array = resolved.putArray("velocity");
        Arrays.stream(velocity).forEach(array::add);
        return velocity;
    }

    private void checkLength(Place vector) {
        if (vector.isGiven()
                && vector.node().isArray()
                && dimension.isPresent()
                && vector.node().size() != dimension.getAsInt()) {
            vector.refuse(dimension.getAsInt() + " numbers, one per axis (velocityDimension)");
        }
    }

    private void checkExcess(Place excess) {
        if (excess.isGiven() && dimension.isPresent()) {
            int d = dimension.getAsInt();
            // as the model: the bound 1/d itself is allowed, however it was rounded
            if (excess.number() > Math.nextUp(1.0 / d)) {
                excess.refuse("a number from 0 to 1/d = 1/" + d + ", beyond which f is negative");
            }
        }
    }

    private static void checkRadii(Place radius) {
        if (radius.isGiven() && !(radius.numbers()[0] < radius.numbers()[1])) {
            radius.refuse("two radii [r0, r1] with r0 < r1");
        }
    }
}
