package io.github.stosszahl.scenario;

import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.Delocalisation;
import io.github.stosszahl.model.Grazing;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.PowerAngle;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.model.Space;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.model.TabulatedAngle;
import io.github.stosszahl.model.TabulatedRate;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.model.VssAngle;
import io.github.stosszahl.scenario.NumberTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code collisions}: the kernel of each pair of species that collides. */
final class CollisionReader {
    /** The default cutoff of a soft potential, in units of the pair's thermal relative speed per axis. */
    private static final double CUTOFF_SHARE = 0.05;

    /** A rate law up to what depends on the pair: its reduced mass and the cutoff (0 for exponents that need none). */
    private interface PairRate {
        RateLaw of(double reducedMass, double cutoff);
    }

    /** What becomes of u at the rate of a law, up to what depends on the pair. */
    private interface PairKernel {
        CollisionKernel of(RateLaw rate, double firstMass, double secondMass);
    }

    /** One entry of the list, checked; laws are empty if something is wrong. */
    private record Entry(
            Place place,
            boolean[][] pairs,
            Optional<PairRate> rate,
            Optional<PairKernel> kernel,
            double exponent,
            Optional<Delocalisation> delocalisation,
            ObjectNode resolvedRate,
            ObjectNode resolvedAngle) {}

    private static final String DELOCALISATION = "delocalisation";

    /** Of the deviations of a grazing law that has infinitely many, those up to a tenth of the largest diffuse unless the user chooses: in units of epsilon. */
    private static final double GRAZING_CUTOFF = 0.05;

    private static final double SOFTEST = -3;
    private static final double HARDEST = 1;

    private final boolean landau;
    private final OptionalInt dimension;
    private final double boltzmannConstant;
    private final List<String> names;
    private final Optional<Space> space;
    private final ArrayNode resolved = JsonNodeFactory.instance.arrayNode();

    /**
     * @param landau whether the equation is that of Landau, not Boltzmann
     * @param dimension d; empty if the scenario's value is wrong
     * @param names names of the species in their order; empty if they are wrong, which leaves the checks that need no
     *     names
     * @param space empty if the scenario's value is wrong
     */
    CollisionReader(
            boolean landau,
            OptionalInt dimension,
            double boltzmannConstant,
            List<String> names,
            Optional<Space> space) {
        this.landau = landau;
        this.dimension = dimension;
        this.boltzmannConstant = boltzmannConstant;
        this.names = names;
        this.space = space;
    }

    /** After {@link #read}: one entry per colliding pair with every default filled in. */
    ArrayNode resolved() {
        return resolved;
    }

    /**
     * Reads the kernels and reports what is wrong with them.
     *
     * @param collisions the value of the scenario
     * @param species the species in their order; empty where something is wrong with one
     * @param initial their distributions, in the same order
     * @return the pairs that collide, in the order of the species
     */
    List<CollidingPair> read(
            Place collisions, List<Optional<Species>> species, List<Optional<VelocityDistribution>> initial) {
        List<Entry> entries = new ArrayList<>();
        for (Place place : collisions.items()) {
            entries.add(entry(place));
        }
        List<CollidingPair> pairs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i; j < names.size(); j++) {
                Optional<Entry> last = Optional.empty();
                for (Entry entry : entries) {
                    last = entry.pairs()[i][j] ? Optional.of(entry) : last;
                }
                if (last.isPresent()
                        && species.get(i).isPresent()
                        && species.get(j).isPresent()) {
                    double mi = species.get(i).get().mass();
                    double mj = species.get(j).get().mass();
                    Optional<Spread> spread =
                            initial.get(i).isPresent() && initial.get(j).isPresent()
                                    ? Optional.of(new Spread(
                                            initial.get(i).get(), initial.get(j).get()))
                                    : Optional.empty();
                    Optional<CollisionKernel> kernel = kernel(last.get(), names.get(i), names.get(j), mi, mj, spread);
                    if (kernel.isPresent()
                            && fits(
                                    last.get(),
                                    kernel.get(),
                                    List.of(species.get(i).get(), species.get(j).get()))) {
                        pairs.add(
                                new CollidingPair(i, j, kernel.get(), last.get().delocalisation()));
                    }
                }
            }
        }
        return pairs;
    }

    /** The two distributions of a pair, whose thermal relative speed per axis sets the scale of a default cutoff. */
    private record Spread(VelocityDistribution first, VelocityDistribution second) {
        double speed() {
            double sum = 0;
            for (VelocityDistribution f : List.of(first, second)) {
                double[][] covariance = f.covariance();
                for (int a = 0; a < covariance.length; a++) {
                    sum += covariance[a][a];
                }
            }
            double[] u = first.meanVelocity();
            double[] w = second.meanVelocity();
            for (int a = 0; a < u.length; a++) {
                sum += (u[a] - w[a]) * (u[a] - w[a]);
            }
            return Math.sqrt(sum / u.length);
        }
    }

    private Optional<CollisionKernel> kernel(
            Entry entry, String first, String second, double firstMass, double secondMass, Optional<Spread> spread) {
        if (entry.rate().isEmpty() || entry.kernel().isEmpty()) {
            return Optional.empty();
        }
        Place rate = entry.place().get("rate");
        Place given = rate.get("cutoff");
        double cutoff = 0;
        if (landau) {
            cutoff = given.exists() ? given.number() : 0;
        } else if (entry.exponent() < 0) {
            if (!given.exists() && spread.isEmpty()) {
                return Optional.empty();
            }
            cutoff = given.exists()
                    ? given.number()
                    : CUTOFF_SHARE * spread.orElseThrow().speed();
            if (cutoff == 0) {
                given.refuse("a number greater than 0, since " + first + " and " + second
                        + " have no thermal relative speed at t = 0 to choose it by");
                return Optional.empty();
            }
        }
        try {
            RateLaw law = entry.rate().get().of(1 / (1 / firstMass + 1 / secondMass), cutoff);
            ObjectNode json = resolved.addObject();
            json.putArray("pair").add(first).add(second);
            ObjectNode resolvedRate = entry.resolvedRate().deepCopy();
            if (cutoff > 0) {
                resolvedRate.put("cutoff", cutoff);
            }
            json.set("rate", resolvedRate);
            if (!landau) {
                json.set("angle", entry.resolvedAngle());
            }
            if (entry.delocalisation().isPresent()) {
                json.set(DELOCALISATION, entry.place().get(DELOCALISATION).node());
            }
            return Optional.of(entry.kernel().get().of(law, firstMass, secondMass));
        } catch (IllegalArgumentException e) {
            rate.refuse("values that make a rate law for " + first + " and " + second + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Entry entry(Place place) {
        boolean[][] pairs = pairs(place.get("pair"));
        ObjectNode resolvedRate = JsonNodeFactory.instance.objectNode();
        ObjectNode resolvedAngle = JsonNodeFactory.instance.objectNode();
        Place rate = place.get("rate");
        double exponent = exponent(rate);
        Optional<PairRate> rateLaw = rate(rate, exponent, resolvedRate);
        Optional<PairKernel> kernel = landau ? landau(place) : angle(place, resolvedAngle);
        return new Entry(
                place,
                pairs,
                rateLaw,
                kernel,
                exponent,
                delocalisation(place.get(DELOCALISATION)),
                resolvedRate,
                resolvedAngle);
    }

    private Optional<Delocalisation> delocalisation(Place place) {
        if (!place.isGiven() || space.isEmpty()) {
            return Optional.empty();
        }
        if (landau) {
            place.refuse("no delocalisation, since the equation is that of Landau");
        } else if (!(space.get() instanceof Box)) {
            place.refuse("no delocalisation, since space is not a box");
        }
        if (!place.isSound()) {
            return Optional.empty();
        }
        Place range = place.get("range");
        Delocalisation kappa = place.get("type").string().equals("ball")
                ? new Delocalisation.Ball(range.number())
                : new Delocalisation.Gaussian(range.number());
        if (!kappa.fits((Box) space.get())) {
            range.refuse("a range that reaches no more than " + Delocalisation.MOST_CELLS
                    + " cells around a particle: a shorter one, or longer cells");
            return Optional.empty();
        }
        return Optional.of(kappa);
    }

    /** Whether a pair may be delocalised, if it is; reports why not. */
    private static boolean fits(Entry entry, CollisionKernel kernel, List<Species> species) {
        Place place = entry.place().get(DELOCALISATION);
        if (entry.delocalisation().isEmpty()) {
            return true;
        }
        for (Species partner : species) {
            if (partner.statistics() != Statistics.MAXWELL) {
                place.refuse("no delocalisation, since " + partner.name() + " has statistics "
                        + partner.statistics().name().toLowerCase(Locale.ROOT) + ", not maxwell");
                return false;
            }
        }
        if (kernel.diffuses()) {
            place.refuse("no delocalisation, since small deviations diffuse");
            return false;
        }
        return true;
    }

    /** pairs[i][j] with i &lt;= j: whether the entry is about species i and j. */
    private boolean[][] pairs(Place pair) {
        int n = names.size();
        boolean[][] pairs = new boolean[n][n];
        if (n == 0 || !pair.isGiven()) {
            return pairs;
        }
        List<boolean[]> sides = new ArrayList<>();
        for (Place name : pair.items()) {
            boolean[] side = new boolean[n];
            for (int k = 0; k < n; k++) {
                side[k] = name.string().equals("*") || name.string().equals(names.get(k));
            }
            if (!name.string().equals("*") && !names.contains(name.string())) {
                name.refuse("\"*\" or the name of a species: " + String.join(", ", names) + "; did you mean \""
                        + Nearest.to(name.string(), names).orElseThrow() + "\"?");
            }
            sides.add(side);
        }
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                pairs[i][j] = (sides.get(0)[i] && sides.get(1)[j]) || (sides.get(0)[j] && sides.get(1)[i]);
            }
        }
        return pairs;
    }

    /** gamma of a law r^gamma, as far as the values that set it are well-formed; 0 for a table. */
    private static double exponent(Place rate) {
        if (rate.get("exponent").isGiven()) {
            return rate.get("exponent").number();
        }
        return rate.get("omega").isGiven() ? 2 - 2 * rate.get("omega").number() : 0;
    }

    private Optional<PairRate> rate(Place rate, double exponent, ObjectNode resolvedRate) {
        Place type = rate.get("type");
        if (!type.isGiven()) {
            return Optional.empty();
        }
        checkEquation(type, rate.get("exponent"));
        boolean bird = type.string().equals("vhs") || type.string().equals("vss");
        if (bird && dimension.isPresent() && dimension.getAsInt() != 3) {
            type.refuse("power-law, hard-sphere or table, since vhs and vss are defined for velocityDimension 3 only");
        }
        Place cutoff = rate.get("cutoff");
        boolean exponentIsKnown = rate.get(bird ? "omega" : "exponent").isGiven();
        if (cutoff.isGiven() && exponentIsKnown && exponent >= 0) {
            cutoff.refuse(
                    "no cutoff, since alpha(r) is bounded at r = 0 (gamma = " + NumberTable.text(exponent) + " >= 0)");
        }
        if (!rate.isSound() || dimension.isEmpty()) {
            return Optional.empty();
        }
        resolvedRate.setAll((ObjectNode) rate.node());
        return switch (type.string()) {
            case "power-law" -> {
                double coefficient = rate.get("coefficient").number();
                yield Optional.of((reducedMass, cut) -> new PowerLaw(coefficient, exponent, cut));
            }
            case "coulomb" -> {
                double coefficient = rate.get("coefficient").number();
                yield Optional.of((reducedMass, cut) -> new PowerLaw(coefficient, SOFTEST, cut));
            }
            case "hard-sphere" -> {
                double diameter = rate.get("diameter").number();
                yield Optional.of((reducedMass, cut) -> PowerLaw.hardSphere(dimension.getAsInt(), diameter));
            }
            case "vhs", "vss" -> {
                double diameter = rate.get("diameter").number();
                double omega = rate.get("omega").number();
                double energy =
                        boltzmannConstant * rate.get("referenceTemperature").number();
                yield Optional.of(
                        (reducedMass, cut) -> PowerLaw.variableHardSphere(diameter, omega, energy, reducedMass, cut));
            }
            case "table" -> rateTable(rate.get("file"), resolvedRate);
            default -> throw new IllegalStateException("rate type " + type.string() + " is in the schema but not read");
        };
    }

    /** The Landau equation takes rates from Coulomb's to that of hard spheres; only there a rate may be infinite at r = 0. */
    private void checkEquation(Place type, Place exponent) {
        String name = type.string();
        if (!landau && name.equals("coulomb")) {
            type.refuse("power-law with a cutoff, since coulomb is for \"equation\": \"landau\"");
        }
        if (landau && (name.equals("hard-sphere") || name.equals("vhs") || name.equals("vss"))) {
            type.refuse("power-law, coulomb or table, since " + name + " is a law of the Boltzmann equation");
        }
        if (landau && exponent.isGiven() && !(exponent.number() >= SOFTEST && exponent.number() <= HARDEST)) {
            exponent.refuse("a number from -3 to 1 for the Landau equation");
        }
    }

    private static Optional<PairRate> rateTable(Place file, ObjectNode resolvedRate) {
        Optional<NumberTable> read = table(
                file,
                Column.required("r").within(0, Double.MAX_VALUE),
                Column.required("alpha").within(0, Double.MAX_VALUE),
                resolvedRate);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        try {
            TabulatedRate law =
                    new TabulatedRate(read.get().column("r"), read.get().column("alpha"));
            return Optional.of((reducedMass, cut) -> law);
        } catch (IllegalArgumentException e) {
            file.refuse("a table of a rate: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<NumberTable> table(Place file, Column abscissa, Column ordinate, ObjectNode resolvedLaw) {
        Optional<NumberTable> read = NumberTable.read(file, List.of(abscissa, ordinate));
        read.ifPresent(table -> table.requireIncreasing(abscissa.name()));
        resolvedLaw.put(
                "file",
                file.document()
                        .resolve(file.string())
                        .toAbsolutePath()
                        .normalize()
                        .toString());
        return file.isSound() ? read : Optional.empty();
    }

    private static Optional<PairKernel> landau(Place entry) {
        if (entry.get("angle").exists()) {
            entry.get("angle").refuse("no angle, since the Landau equation has none");
            return Optional.empty();
        }
        return Optional.of(CollisionKernel::landau);
    }

    private static Optional<PairKernel> jumps(AngleLaw angle) {
        return Optional.of((rate, firstMass, secondMass) -> new CollisionKernel(rate, angle));
    }

    private Optional<PairKernel> angle(Place entry, ObjectNode resolvedAngle) {
        Place angle = entry.get("angle");
        Place rate = entry.get("rate");
        boolean implied =
                rate.get("type").isGiven() && rate.get("type").string().equals("vss");
        Place impliedAlpha = rate.get("alpha");
        if (implied && impliedAlpha.isGiven() && angle.isGiven() && !isVss(angle, impliedAlpha.number())) {
            angle.refuse("no angle, or {\"type\": \"vss\", \"alpha\": " + impliedAlpha.node()
                    + "} as the rate of type vss implies");
        }
        checkPowerAngle(angle);
        checkGrazingAngle(angle);
        Place alpha = implied ? impliedAlpha : angle.get("alpha");
        if (!implied && alpha.isGiven() && dimension.isPresent() && dimension.getAsInt() == 2 && alpha.number() < 1) {
            alpha.refuse("a number at least 1, since b is unbounded otherwise for velocityDimension 2");
        }
        if (!angle.isSound() || dimension.isEmpty() || (implied && !impliedAlpha.isGiven())) {
            return Optional.empty();
        }
        int d = dimension.getAsInt();
        String type = implied ? "vss" : angle.exists() ? angle.get("type").string() : "isotropic";
        resolvedAngle.put("type", type);
        return switch (type) {
            case "isotropic" -> jumps(new IsotropicAngle(d));
            case "vss" -> {
                resolvedAngle.put("alpha", alpha.number());
                yield implied && d == 2 ? Optional.empty() : jumps(VssAngle.of(d, alpha.number()));
            }
            case "power" -> {
                double nu = angle.get("nu").number();
                double thetaMin = thetaMin(angle);
                resolvedAngle.put("nu", nu).put("thetaMin", thetaMin);
                PowerAngle law = new PowerAngle(nu, thetaMin);
                if (!angle.get("belowCutoff").exists()) {
                    yield jumps(law);
                }
                resolvedAngle.put("belowCutoff", angle.get("belowCutoff").string());
                yield Optional.of((rateLaw, firstMass, secondMass) ->
                        new CollisionKernel(rateLaw, Optional.of(law), law.diffusivityBelow(d)));
            }
            case "grazing" -> {
                double nu = angle.get("nu").number();
                double epsilon = angle.get("epsilon").number();
                double thetaMin = angle.get("thetaMin").exists() ? thetaMin(angle) : grazingCutoff(nu, epsilon);
                resolvedAngle.put("epsilon", epsilon).put("nu", nu).put("thetaMin", thetaMin);
                Grazing law = new Grazing(epsilon, nu, thetaMin);
                yield Optional.of((rateLaw, firstMass, secondMass) -> law.kernel(rateLaw, d, firstMass, secondMass));
            }
            case "table" -> angleTable(angle.get("file"), d, resolvedAngle).flatMap(CollisionReader::jumps);
            default -> throw new IllegalStateException("angle type " + type + " is in the schema but not read");
        };
    }

    private static boolean isVss(Place angle, double alpha) {
        return angle.get("type").string().equals("vss") && angle.get("alpha").number() == alpha;
    }

    private static double thetaMin(Place angle) {
        return angle.get("thetaMin").exists() ? angle.get("thetaMin").number() : 0;
    }

    /** No cutoff where the rate of all deviations is finite. */
    private static double grazingCutoff(double nu, double epsilon) {
        return nu < 1 ? 0 : GRAZING_CUTOFF * epsilon;
    }

    private static boolean is(String type, Place angle) {
        return angle.get("type").isGiven() && angle.get("type").string().equals(type);
    }

    private static void checkPowerAngle(Place angle) {
        if (!is("power", angle)) {
            return;
        }
        Place nu = angle.get("nu");
        Place thetaMin = angle.get("thetaMin");
        if (nu.isGiven() && thetaMin.isSound() && nu.number() >= 1 && thetaMin(angle) == 0) {
            thetaMin.refuse("a number greater than 0 and less than pi, since the total rate is infinite for nu = "
                    + NumberTable.text(nu.number()) + " >= 1");
        } else if (angle.get("belowCutoff").isGiven() && thetaMin.isSound() && thetaMin(angle) == 0) {
            angle.get("belowCutoff").refuse("nothing, since there are no deviations below thetaMin = 0");
        }
    }

    private static void checkGrazingAngle(Place angle) {
        Place thetaMin = angle.get("thetaMin");
        if (!is("grazing", angle) || !thetaMin.isGiven()) {
            return;
        }
        if (angle.get("nu").isGiven() && angle.get("nu").number() >= 1 && thetaMin.number() == 0) {
            thetaMin.refuse("a number greater than 0, since the total rate is infinite for nu = "
                    + NumberTable.text(angle.get("nu").number()) + " >= 1");
        } else if (angle.get("epsilon").isGiven()
                && thetaMin.number() >= 0.5 * angle.get("epsilon").number()) {
            thetaMin.refuse("a number less than epsilon/2, the largest deviation");
        }
    }

    private static Optional<AngleLaw> angleTable(Place file, int dimension, ObjectNode resolvedAngle) {
        Optional<NumberTable> read = table(
                file,
                Column.required("cos_theta").within(-1, 1),
                Column.required("b").within(0, Double.MAX_VALUE),
                resolvedAngle);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TabulatedAngle(
                    dimension, read.get().column("cos_theta"), read.get().column("b")));
        } catch (IllegalArgumentException e) {
            file.refuse("a table of an angle law: " + e.getMessage());
            return Optional.empty();
        }
    }
}
