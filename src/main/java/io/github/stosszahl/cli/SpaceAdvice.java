package io.github.stosszahl.cli;

import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.random.RandomStreams.Purpose;
import io.github.stosszahl.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * How fine cells and steps of a run in space are, beside mean free paths and mean collision times: of every species at t = 0, in the mean over space. The mean free path is that of the speed relative to the mean velocity of the
 * mixture.
 */
final class SpaceAdvice {
    private static final int PAIRS = 20_000;
    /** Cells longer than this many mean free paths smear gradients out. */
    private static final double LONGEST_CELL = 1;
    /** Steps longer than this many mean collision times separate flight from collisions too much. */
    private static final double LONGEST_STEP = 1.0 / 3;

    private static final double FEWEST_PARTICLES = 10;
    /** A delocalised pair meets again with a probability of one over the number of partners. */
    private static final double FEWEST_PARTNERS = 10;

    private static final double LARGEST_STEP_ERROR = 0.02;

    private final Scenario scenario;
    private final double step;
    private final double shortestPath;
    private final double shortestTime;
    /** Of the rates of relaxation by diffusion, relative. */
    private final double stepError;

    /** The advice about a run in space; empty for a homogeneous gas. */
    static Optional<SpaceAdvice> of(Scenario scenario) {
        return scenario.space().dimension() == 0
                ? Optional.empty()
                : Optional.of(new SpaceAdvice(scenario, TimeStepAdvice.sample(scenario)));
    }

    private SpaceAdvice(Scenario scenario, Ensemble sample) {
        this.scenario = scenario;
        step = scenario.step().orElseThrow();
        int species = sample.populations().size();
        double[] frequency = new double[species];
        double[] u = sample.centreOfMassVelocity();
        UniformRandomProvider rng = new RandomStreams(scenario.seed()).stream(Purpose.ESTIMATES, 0, 0, 0);
        for (CollidingPair pair : scenario.mixture().pairs()) {
            Population a = sample.populations().get(pair.first());
            Population b = sample.populations().get(pair.second());
            CollisionKernel kernel = pair.kernel();
            // where directions only diffuse, a collision is what turns the relative velocity by about a radian; a rate
            // may be infinite at r = 0, but a step does no more than that
            double turns = kernel.jumps() ? 1 : kernel.momentumTransfer(u.length);
            double most = kernel.jumps() ? Double.POSITIVE_INFINITY : 1 / (step * (a.density() + b.density()));
            double mean = IntStream.range(0, PAIRS)
                    .mapToDouble(k -> Math.min(most, turns * kernel.rate().alpha(relativeSpeed(a, b, rng))))
                    .average()
                    .orElseThrow();
            frequency[pair.first()] += b.density() * mean;
            if (pair.first() != pair.second()) {
                frequency[pair.second()] += a.density() * mean;
            }
        }
        stepError = scenario.mixture().diffuses() ? TimeStepAdvice.error(scenario, sample, step) : 0;
        double path = Double.POSITIVE_INFINITY;
        double time = Double.POSITIVE_INFINITY;
        for (int i = 0; i < species; i++) {
            time = Math.min(time, 1 / frequency[i]);
            path = Math.min(path, meanSpeed(sample.populations().get(i), u) / frequency[i]);
        }
        shortestPath = path;
        shortestTime = time;
    }

    private static double relativeSpeed(Population a, Population b, UniformRandomProvider rng) {
        int k = rng.nextInt(a.size());
        int l = rng.nextInt(b.size());
        double square = 0;
        for (int axis = 0; axis < a.dimension(); axis++) {
            double difference = a.velocity(axis)[k] - b.velocity(axis)[l];
            square += difference * difference;
        }
        return Math.sqrt(square);
    }

    private static double meanSpeed(Population p, double[] u) {
        double sum = 0;
        for (int k = 0; k < p.size(); k++) {
            double square = 0;
            for (int axis = 0; axis < u.length; axis++) {
                double difference = p.velocity(axis)[k] - u[axis];
                square += difference * difference;
            }
            sum += Math.sqrt(square);
        }
        return sum / p.size();
    }

    private double particlesPerCell() {
        double particles =
                scenario.species().stream().mapToDouble(s -> s.particles()).sum();
        return scenario.space() instanceof Box box ? particles / box.grid().count() : Double.NaN;
    }

    private double longestEdge() {
        if (!(scenario.space() instanceof Box box)) {
            return Double.NaN;
        }
        Grid grid = box.grid();
        return IntStream.range(0, grid.dimension())
                .mapToDouble(grid::edge)
                .max()
                .orElseThrow();
    }

    /** Warnings of species that have few partners within the range of delocalised collisions, by the mean density of particles. */
    private List<String> fewPartners(Box box) {
        List<String> warnings = new ArrayList<>();
        for (CollidingPair pair : scenario.mixture().pairs()) {
            if (pair.delocalisation().isEmpty()) {
                continue;
            }
            double share = Math.min(1, pair.delocalisation().get().volume(box.dimension()) / box.volume());
            int first = scenario.species().get(pair.first()).particles();
            int second = scenario.species().get(pair.second()).particles();
            int rarer = second < first ? pair.second() : pair.first();
            int other = rarer == pair.first() ? pair.second() : pair.first();
            double partners = share * Math.min(first, second);
            if (partners < FEWEST_PARTNERS) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "/collisions: a particle of %s has about %.2g partners of %s within the range of delocalised collisions; with fewer than 10 it meets the same ones again and again",
                        name(other),
                        partners,
                        name(rarer)));
            }
        }
        return warnings;
    }

    private String name(int species) {
        return scenario.mixture().species().get(species).name();
    }

    /** One line. */
    String text() {
        String text = "flights of " + step + " between collisions in cells";
        if (!Double.isFinite(shortestTime)) {
            return text + ", without collisions";
        }
        text += String.format(
                Locale.ROOT,
                "; shortest mean free path %.3g and mean collision time %.3g at t = 0, so a step of %.2g of these",
                shortestPath,
                shortestTime,
                step / shortestTime);
        return scenario.space() instanceof Box
                ? text
                        + String.format(
                                Locale.ROOT,
                                ", %.2g cells per mean free path, %.3g particles per cell",
                                shortestPath / longestEdge(),
                                particlesPerCell())
                : text;
    }

    /** What is too coarse. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        boolean local = scenario.mixture().pairs().stream()
                .anyMatch(pair -> pair.delocalisation().isEmpty());
        // delocalised collisions know where their partners are
        if (local && longestEdge() > LONGEST_CELL * shortestPath) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "/space/cells: a cell is %.2g mean free paths long; gradients are smeared out beyond 1",
                    longestEdge() / shortestPath));
        }
        if (step > LONGEST_STEP * shortestTime) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "/time/step: a step is %.2g mean collision times; splitting is accurate below 1/3",
                    step / shortestTime));
        }
        if (stepError > LARGEST_STEP_ERROR) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "/time/step: the step makes rates of relaxation by diffusion too small by about %.2g %%",
                    100 * stepError));
        }
        if (particlesPerCell() < FEWEST_PARTICLES) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "/space/cells: %.2g particles per cell; fewer than 10 are few for collisions and estimates",
                    particlesPerCell()));
        }
        if (scenario.space() instanceof Box box) {
            warnings.addAll(fewPartners(box));
        }
        return warnings;
    }
}
