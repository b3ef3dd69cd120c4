package io.github.stosszahl.cli;

import io.github.stosszahl.collide.Tuning;
import io.github.stosszahl.initial.CosineProfile;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.initial.Region;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Space;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.reference.CellBias;
import io.github.stosszahl.reference.MixtureEquilibrium;
import io.github.stosszahl.scenario.OccupationPlan;
import io.github.stosszahl.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The occupation cells of the Fermi and Bose species of a run, chosen from their initial data and from the equilibrium that these prescribe (docs/methods.md).
 *
 * @param cells of each species, in the order of the mixture; empty for Maxwell statistics
 * @param clipping of each species that can be; else empty
 * @param bias expected relative error of &lt;|v - u|^4&gt;/&lt;|v - u|^2&gt;^2 of each species in equilibrium; empty for Maxwell statistics and where there is no equilibrium
 * @param factorBias expected relative error of the mean of 1 + alpha q f over the particles of each species at t = 0; empty for Maxwell statistics, in space and for initial data that are particles
 */
record OccupationChoice(
        List<Optional<OccupationCells>> cells,
        List<Optional<Clipping>> clipping,
        List<OptionalDouble> bias,
        List<OptionalDouble> factorBias) {
    /** What cells are chosen for. */
    private static final double WANTED_BIAS = 4e-4;
    /** Cells are made smaller down to this bias of the mean factor at t = 0. */
    private static final double WANTED_FACTOR_BIAS = 5e-3;
    /** Smallest edge for that, over the one for the equilibrium. */
    private static final double SMALLEST_SHARE = 0.25;
    /** From one edge that is tried to the next. */
    private static final double TRIED_SHARE = 0.9;
    /** What cells of bosons are made larger for at most. */
    private static final double TOLERATED_BIAS = 1e-3;
    /** From here on the user is told. */
    private static final double LARGE_BIAS = 2e-3;

    /** From here on the user is told; along table E6 the time of relaxation changed by 0.4 of it. */
    private static final double LARGE_FACTOR_BIAS = 5e-2;
    /** What cells of fermions in space are made larger for at most; a whole capacity may raise it to the next one. */
    private static final double ROOMY_BIAS = 1.9e-3;
    /** Largest edge over the thermal speed. */
    private static final double LARGEST_EDGE = 0.5;
    /** Fewer particles at q f = 1 leave a cell of one sheet mostly empty: the sheets then have more cells than fit the cache. */
    private static final double WANTED_CAPACITY = 8;

    private static final double WANTED_BOSE_CAPACITY = 32;
    /** Standard deviations of an independent number of particles that the places left at the largest occupation are to be, in space. */
    private static final double DEVIATIONS = 2;
    /** Share of the places that is taken to be left, at least. */
    private static final double LEAST_FREE = 0.01;

    /** Particles of the heaviest weight that a block should have at least; see collide.Gas. */
    private static final double EFFECTIVE_PARTICLES = 4096;

    private static final double SHARE_OUTSIDE = 1e-3;
    private static final int TRIALS = 1 << 15;
    /** Of the trials, for the bias of factors. */
    private static final int FACTOR_TRIALS = 1 << 13;

    private static final long BYTES_PER_PARTICLE = 64;
    private static final long BYTES_ALWAYS = 8 << 20;

    /** Copies the lists. */
    OccupationChoice {
        cells = List.copyOf(cells);
        clipping = List.copyOf(clipping);
        bias = List.copyOf(bias);
        factorBias = List.copyOf(factorBias);
    }

    static OccupationChoice of(Scenario scenario) {
        return of(scenario.mixture(), scenario.space(), scenario.species(), scenario.occupation());
    }

    /**
     * Chooses the cells of initial states.
     *
     * @param space every cell of a box has occupation numbers of its own
     * @param states one per species of the mixture
     */
    static OccupationChoice of(Mixture mixture, Space space, List<InitialState> states, OccupationPlan plan) {
        List<VelocityDistribution> initial =
                states.stream().map(InitialState::distribution).toList();
        Optional<MixtureEquilibrium> equilibrium =
                hasQuantumSpecies(mixture) ? MixtureEquilibrium.of(mixture, initial) : Optional.empty();
        double[] edges = new double[states.size()];
        for (int i = 0; i < edges.length; i++) {
            int species = i;
            double automatic = equilibrium
                    .map(e -> Math.max(
                            edge(
                                    mixture.species().get(species),
                                    e.species().get(species),
                                    weight(states.get(species), space)),
                            roomyEdge(
                                    mixture.species().get(species),
                                    e.species().get(species),
                                    states.get(species),
                                    space)))
                    .orElseGet(() -> LARGEST_EDGE * Math.sqrt(leastVariance(initial.get(species))));
            boolean counted = mixture.species().get(i).statistics() != Statistics.MAXWELL;
            if (counted && space.dimension() == 0 && plan.cellSize().isEmpty()) {
                automatic = finerEdge(mixture.species().get(i), states.get(i), automatic);
            }
            edges[i] = plan.cellSize().orElse(automatic);
        }
        int sheets = space.dimension() > 0 ? 1 : sheets(mixture, states, edges);
        double[] centre = MixtureEquilibrium.meanVelocity(mixture, initial);
        List<Optional<OccupationCells>> cells = new ArrayList<>();
        List<Optional<Clipping>> clipping = new ArrayList<>();
        List<OptionalDouble> bias = new ArrayList<>();
        List<OptionalDouble> factorBias = new ArrayList<>();
        for (int i = 0; i < edges.length; i++) {
            int species = i;
            if (mixture.species().get(i).statistics() == Statistics.MAXWELL) {
                cells.add(Optional.empty());
                clipping.add(Optional.empty());
                bias.add(OptionalDouble.empty());
                factorBias.add(OptionalDouble.empty());
                continue;
            }
            Optional<VelocityDistribution> end =
                    equilibrium.map(e -> e.species().get(species));
            double reach = Math.max(
                    reach(initial.get(i), centre),
                    end.map(f -> reach(f, centre)).orElse(0.0));
            long bytes =
                    Math.max(BYTES_ALWAYS, BYTES_PER_PARTICLE * states.get(i).particles());
            OccupationCells chosen = OccupationCells.of(
                    mixture.species().get(i),
                    weight(states.get(i), space),
                    sheets,
                    edges[i],
                    centre,
                    reach,
                    bytes / Integer.BYTES / sheets);
            cells.add(Optional.of(chosen));
            boolean clips = mixture.species().get(i).statistics() == Statistics.FERMI
                    && space.dimension() > 0
                    && mixture.kernel(i, i).filter(CollisionKernel::jumps).isPresent();
            clipping.add(
                    clips
                            ? end.map(f -> Clipping.of(mixture, species, states.get(species), f, chosen))
                            : Optional.empty());
            bias.add(
                    equilibrium.isPresent()
                            ? OptionalDouble.of(CellBias.ofFourthMoment(
                                    equilibrium.get().species().get(i), chosen.edge()))
                            : OptionalDouble.empty());
            factorBias.add(
                    space.dimension() == 0
                            ? CellBias.ofFactors(
                                    mixture.species().get(i),
                                    initial.get(i),
                                    sample(initial.get(i), FACTOR_TRIALS),
                                    chosen.edge())
                            : OptionalDouble.empty());
        }
        return new OccupationChoice(cells, clipping, bias, factorBias);
    }

    private static boolean hasQuantumSpecies(Mixture mixture) {
        return mixture.species().stream().anyMatch(s -> s.statistics() != Statistics.MAXWELL);
    }

    /** Weight of a particle per volume of a cell of space, or of a homogeneous gas. */
    private static double weight(InitialState state, Space space) {
        return space instanceof Box box ? state.weight() * box.grid().count() : state.weight();
    }

    /** The edge that has the wanted bias; bosons, whose majorants suffer from the noise of small numbers, may have a larger one. */
    private static double edge(Species species, EquilibriumDistribution equilibrium, double weight) {
        double fine = edge(equilibrium, WANTED_BIAS);
        if (species.statistics() != Statistics.BOSE) {
            return fine;
        }
        double roomy =
                Math.pow(WANTED_BOSE_CAPACITY * species.quantumParameter() * weight, 1.0 / equilibrium.dimension());
        return Math.max(fine, Math.min(roomy, edge(equilibrium, TOLERATED_BIAS)));
    }

    /** A smaller edge than that for the equilibrium where the initial data have finer structure, unless cells would hold too few particles. */
    private static double finerEdge(Species species, InitialState state, double edge) {
        double capacity = species.statistics() == Statistics.BOSE ? WANTED_BOSE_CAPACITY : WANTED_CAPACITY;
        VelocityDistribution f = state.distribution();
        double least = Math.max(
                SMALLEST_SHARE * edge,
                Math.pow(capacity * species.quantumParameter() * state.weight(), 1.0 / f.dimension()));
        double[][] sample = sample(f, FACTOR_TRIALS);
        double finer = edge;
        while (finer > least
                && Math.abs(CellBias.ofFactors(species, f, sample, finer).orElse(0)) > WANTED_FACTOR_BIAS) {
            finer = Math.max(least, TRIED_SHARE * finer);
        }
        return finer;
    }

    /**
     * In space flights draw occupation numbers anew, as if particles were independent: of cells of this edge few have more fermions than they hold, unless their bias would be too large; 0
     * for other species and without space.
     */
    private static double roomyEdge(
            Species species, EquilibriumDistribution equilibrium, InitialState state, Space space) {
        if (species.statistics() != Statistics.FERMI || space.dimension() == 0) {
            return 0;
        }
        double peak = species.quantumParameter() * equilibrium.f(0);
        for (Region region : state.regions()) {
            VelocityDistribution f = region.distribution();
            double factor = region.profile().map(CosineProfile::largest).orElse(1.0);
            double initial = species.quantumParameter()
                    * factor
                    * f.density()
                    * f.probabilityDensity(f.peak()).orElse(0);
            peak = Math.max(peak, initial);
        }
        double free = Math.max(1 - peak, LEAST_FREE);
        double held = DEVIATIONS * DEVIATIONS * peak / (free * free);
        double wide = Math.pow(held * species.quantumParameter() * weight(state, space), 1.0 / equilibrium.dimension());
        return Math.min(wide, edge(equilibrium, ROOMY_BIAS));
    }

    /** The edge that has the wanted bias, which grows with its square. */
    private static double edge(EquilibriumDistribution equilibrium, double wantedBias) {
        double thermal = Math.sqrt(equilibrium.variance());
        double atThermal = Math.abs(CellBias.ofFourthMoment(equilibrium, thermal));
        return thermal * Math.min(LARGEST_EDGE, Math.sqrt(wantedBias / atThermal));
    }

    private static double leastVariance(VelocityDistribution distribution) {
        double[][] covariance = distribution.covariance();
        double least = Double.POSITIVE_INFINITY;
        for (int a = 0; a < covariance.length; a++) {
            least = Math.min(least, covariance[a][a]);
        }
        return least;
    }

    /** 1, 2 or a multiple of four, which divide well between threads: so many that cells hold about the wanted number, but no more than a classical gas has blocks. */
    private static int sheets(Mixture mixture, List<InitialState> states, double[] edges) {
        double wanted = Double.POSITIVE_INFINITY;
        double particles = 0;
        double density = 0;
        double heaviest = 0;
        for (int i = 0; i < edges.length; i++) {
            InitialState state = states.get(i);
            Species species = mixture.species().get(i);
            if (species.statistics() != Statistics.MAXWELL) {
                double held = Math.pow(edges[i], mixture.dimension()) / (species.quantumParameter() * state.weight());
                boolean bose = species.statistics() == Statistics.BOSE;
                wanted = Math.min(wanted, held / (bose ? WANTED_BOSE_CAPACITY : WANTED_CAPACITY));
            }
            particles += state.particles();
            density += state.distribution().density();
            heaviest = Math.max(heaviest, state.weight());
        }
        wanted = Math.min(wanted, particles / Tuning.DEFAULT.particlesPerBlock());
        wanted = Math.min(wanted, density / heaviest / EFFECTIVE_PARTICLES);
        return wanted < 1.5 ? 1 : wanted < 3 ? 2 : 4 * (int) Math.rint(wanted / 4);
    }

    /** The half edge of a cube about the centre that all but a small share of the particles lie in, from a sample. */
    private static double reach(VelocityDistribution distribution, double[] centre) {
        double[][] sample = sample(distribution, TRIALS);
        double[] distance = new double[TRIALS];
        for (int a = 0; a < centre.length; a++) {
            double[] v = sample[a];
            for (int k = 0; k < TRIALS; k++) {
                distance[k] = Math.max(distance[k], Math.abs(v[k] - centre[a]));
            }
        }
        Arrays.sort(distance);
        return distance[(int) (TRIALS * (1 - SHARE_OUTSIDE))];
    }

    /** Velocities, one array per axis. */
    private static double[][] sample(VelocityDistribution distribution, int size) {
        Population trial =
                new InitialState(distribution, size).draw(new Species("trial", 1), new RandomStreams(0), 0, 0);
        double[][] velocities = new double[distribution.dimension()][];
        Arrays.setAll(velocities, trial::velocity);
        return velocities;
    }

    /**
     * Whether the user's cells can hold a particle.
     *
     * @throws BadInputException if those of a species cannot
     */
    static void requireAllowed(Scenario scenario, Path file) throws BadInputException {
        if (scenario.occupation().cellSize().isEmpty()) {
            return;
        }
        double edge = scenario.occupation().cellSize().getAsDouble();
        int d = scenario.mixture().dimension();
        double smallest = 0;
        String of = "";
        for (int i = 0; i < scenario.species().size(); i++) {
            Species species = scenario.mixture().species().get(i);
            if (species.statistics() != Statistics.MAXWELL) {
                double volume =
                        species.quantumParameter() * weight(scenario.species().get(i), scenario.space());
                double least = Math.pow(volume, 1.0 / d);
                if (least > smallest) {
                    smallest = least;
                    of = species.name();
                }
            }
        }
        if (edge < smallest * (1 - 1e-12)) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "%s: /occupation/cellSize: %s is not allowed: a full cell of %s would hold less than one particle;"
                            + " expected at least %s, or more particles",
                    file,
                    edge,
                    of,
                    smallest));
        }
    }

    /** Bytes of the occupation numbers of one replica. */
    double bytes() {
        return cells.stream()
                .flatMap(Optional::stream)
                .mapToDouble(OccupationChoice::bytes)
                .sum();
    }

    /**
     * Bytes for the errors of the moments of the species that needs most: its particles in the order of their cells.
     */
    double orderBytes(List<InitialState> species) {
        double largest = 0;
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).isPresent()) {
                double numbers =
                        3.0 * species.get(i).particles() + cells.get(i).get().count();
                largest = Math.max(largest, Integer.BYTES * numbers);
            }
        }
        return largest;
    }

    /** The cells of every species that has some, one line each. */
    List<String> describe(Mixture mixture) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            String name = mixture.species().get(i).name();
            String error = bias.get(i).isPresent()
                    ? String.format(Locale.ROOT, "%.2g", Math.abs(bias.get(i).getAsDouble()))
                    : "unknown";
            String clipping = this.clipping
                    .get(i)
                    .map(c -> String.format(
                            Locale.ROOT,
                            ", blocking clipped in about %.2g %% of the collisions at t = 0 and %.2g %% in equilibrium",
                            100 * c.start(),
                            100 * c.equilibrium()))
                    .orElse("");
            String factors = factorBias.get(i).isPresent()
                    ? String.format(
                            Locale.ROOT,
                            ", of 1 + alpha q f at t = 0 about %.2g",
                            Math.abs(factorBias.get(i).getAsDouble()))
                    : "";
            cells.get(i)
                    .ifPresent(c -> lines.add(String.format(
                                    Locale.ROOT,
                                    "occupation of %s: %,d cells of edge %.4g, %d %s at q f = 1, in %d %s, %.0f MiB; error of"
                                            + " <v^4>/<v^2>^2 about %s",
                                    name,
                                    c.count(),
                                    c.edge(),
                                    c.capacity(),
                                    c.capacity() == 1 ? "particle" : "particles",
                                    c.sheets(),
                                    c.sheets() == 1 ? "sheet" : "sheets",
                                    Math.ceil(bytes(c) / (1 << 20)),
                                    error)
                            + factors
                            + clipping));
        }
        return lines;
    }

    private static double bytes(OccupationCells cells) {
        return (double) Integer.BYTES * cells.count() * cells.sheets();
    }

    /** What the user should know, one line each. */
    List<String> warnings(Mixture mixture) {
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            String name = mixture.species().get(i).name();
            if (cells.get(i).isPresent() && bias.get(i).isEmpty()) {
                warnings.add(
                        "occupation of " + name
                                + ": the mixture has no equilibrium without condensate, so the error of the cell size is not known");
            } else if (Math.abs(bias.get(i).orElse(0)) > LARGE_BIAS) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "occupation of %s: cells of edge %.4g change <v^4>/<v^2>^2 in equilibrium by about %.2g of its value;"
                                + " more particles allow smaller cells",
                        name,
                        cells.get(i).orElseThrow().edge(),
                        bias.get(i).getAsDouble()));
            }
            if (Math.abs(factorBias.get(i).orElse(0)) > LARGE_FACTOR_BIAS) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "occupation of %s: cells of edge %.4g change the mean of 1 + alpha q f at t = 0 by about %.2g of its value, on which rates of relaxation at that time depend; more particles, or occupation.cellSize, make cells smaller",
                        name,
                        cells.get(i).orElseThrow().edge(),
                        factorBias.get(i).getAsDouble()));
            }
            if (clipping.get(i).filter(Clipping::isLarge).isPresent()) {
                Clipping clipped = clipping.get(i).get();
                warnings.add(String.format(
                        Locale.ROOT,
                        "occupation of %s: flights overfill cells that hold %d particles, so that blocking is clipped in about %.2g %% of the collisions at t = 0 and %.2g %% in equilibrium;"
                                + " more particles, or fewer cells of space, make them hold more",
                        name,
                        cells.get(i).orElseThrow().capacity(),
                        100 * clipped.start(),
                        100 * clipped.equilibrium()));
            }
        }
        return warnings;
    }
}
