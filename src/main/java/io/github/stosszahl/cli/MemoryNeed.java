package io.github.stosszahl.cli;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.model.Linearisation;
import io.github.stosszahl.scenario.Scenario;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The heap that a run needs.
 *
 * @param bytes particles and occupation numbers of all replicas, the order of the largest species in its occupation cells, the largest histogram, what functionals are estimated with, and a margin for everything that does not grow with them
 */
record MemoryNeed(long bytes) {
    private static final long MARGIN = 64L << 20;
    /** Arrays of a coordinate in space, the room to grow included. */
    private static final double SPARE = 2.25;

    private static final double MEBIBYTE = 1 << 20;
    /** Arrays over the lattice of a density that is fitted, and the points of the largest lattice for d = 2 and 3; see DensityFunctionals. */
    private static final double LATTICE_ARRAYS = 40;

    private static final double LARGEST_PLANE_LATTICE = 320.0 * 320;
    private static final double LARGEST_SPACE_LATTICE = 84.0 * 84 * 84;
    /** Copies of the coordinates while a density is fitted. */
    private static final double COPIES = 2;
    /** Arrays over the lattice of every species for the dissipation: corrections and counts, log densities, rates. */
    private static final double DISSIPATION_ARRAYS = 48;
    /** More of them while one log density is made. */
    private static final double LOG_DENSITY_ARRAYS = 36;
    /** Numbers per particle for the dissipation, beside coordinates, and more for the pair of species at work. */
    private static final double DISSIPATION_NUMBERS = 5;

    private static final double PAIR_NUMBERS = 5;
    /** For each cell of a neighbourhood: its shifts, distance and bound while it is set up, and its share of the alias table. */
    private static final double NEIGHBOUR_BYTES = 96;

    static MemoryNeed of(Scenario scenario, OccupationChoice occupation) {
        int d = scenario.mixture().dimension();
        double particles = 0;
        double rows = 0;
        for (InitialState state : scenario.species()) {
            particles += (double) state.particles() * scenario.replicas();
            if (state.distribution() instanceof EmpiricalDistribution given) {
                rows += given.size();
            }
        }
        double cells = scenario.output()
                .density()
                .map(plan -> Math.pow(plan.bins(), d))
                .orElse(0.0);
        double bytes = particles * bytesPerParticle(scenario.space().dimension(), d)
                + occupation.bytes() * scenario.replicas()
                + (scenario.space().dimension() == 0 ? occupation.orderBytes(scenario.species()) : 0)
                + rows * (d + 1) * Double.BYTES
                + cells * Integer.BYTES
                + functionals(scenario)
                + neighbourhoods(scenario)
                + linearised(scenario)
                + MARGIN;
        return new MemoryNeed((long) Math.min(bytes, Long.MAX_VALUE / 2.0));
    }

    /** In space there are positions, a second array for the sort of each, and the cell and the place of every particle. */
    private static double bytesPerParticle(int axes, int d) {
        return axes == 0 ? d * Double.BYTES : SPARE * (axes + d) * Double.BYTES + 2 * Integer.BYTES;
    }

    /** The tree of one species at a time, with its images beyond the faces, and a copy of its points. */
    private static double inPhaseSpace(Scenario scenario) {
        int axes = scenario.space().dimension();
        double images = Math.pow(1.5, axes);
        double perPoint = COPIES * (axes + scenario.mixture().dimension()) * Double.BYTES + Integer.BYTES;
        return scenario.species().stream()
                        .mapToDouble(InitialState::particles)
                        .max()
                        .orElse(0)
                * images
                * perPoint;
    }

    /** Where the partners of delocalised collisions are. */
    private static double neighbourhoods(Scenario scenario) {
        return scenario.space() instanceof Box box
                ? scenario.mixture().pairs().stream()
                        .flatMap(pair -> pair.delocalisation().stream())
                        .mapToDouble(kappa -> NEIGHBOUR_BYTES * kappa.cellsWithin(box) * scenario.replicas())
                        .sum()
                : 0;
    }

    /** Of a linearised equation: cells of velocity in all replicas, of half the size and of that in which particles cancel, and the signs and twice the number of particles. */
    private static double linearised(Scenario scenario) {
        if (scenario.linearisation().isEmpty()) {
            return 0;
        }
        Linearisation linearisation = scenario.linearisation().get();
        int d = scenario.mixture().dimension();
        double fine = Math.pow(2 * Math.ceil(2 * linearisation.radius() / linearisation.cellSize()), d);
        double particles = 0;
        for (InitialState state : scenario.species()) {
            particles += (double) state.particles() * scenario.replicas();
        }
        double cells = scenario.species().size() * fine * (1 + Math.pow(2, -d)) * (scenario.replicas() + 1);
        return Double.BYTES * (cells + (d + 2) * particles);
    }

    /** Densities are fitted one after the other, but the dissipation needs those of all species together. */
    private static double functionals(Scenario scenario) {
        if (!scenario.estimators().any() && !scenario.estimators().generic()) {
            return 0;
        }
        if (scenario.space().dimension() > 0) {
            // the parts of space that dissipation is estimated in have no more particles than the whole box
            return Math.max(
                    scenario.estimators().entropy() ? inPhaseSpace(scenario) : 0,
                    scenario.estimators().dissipation() ? homogeneous(scenario) : 0);
        }
        return homogeneous(scenario);
    }

    private static double homogeneous(Scenario scenario) {
        int d = scenario.mixture().dimension();
        double largest = 0;
        double dissipation = Double.BYTES * LOG_DENSITY_ARRAYS * lattice(d);
        for (InitialState state : scenario.species()) {
            largest = Math.max(largest, state.particles());
            dissipation +=
                    Double.BYTES * ((d + DISSIPATION_NUMBERS) * state.particles() + DISSIPATION_ARRAYS * lattice(d));
        }
        return scenario.estimators().dissipation() || scenario.estimators().generic()
                ? dissipation + Double.BYTES * PAIR_NUMBERS * largest
                : fit(d, largest);
    }

    /** Bytes for the fit of one density. */
    static double fit(int d, double particles) {
        return Double.BYTES * (COPIES * d * particles + (LATTICE_ARRAYS + LOG_DENSITY_ARRAYS) * lattice(d));
    }

    private static double lattice(int d) {
        return d == 2 ? LARGEST_PLANE_LATTICE : LARGEST_SPACE_LATTICE;
    }

    String text() {
        return String.format(Locale.ROOT, "%.0f MiB", Math.ceil(bytes / MEBIBYTE));
    }

    /** @throws BadInputException if the virtual machine may not use that much */
    void requireAvailable(Path file) throws BadInputException {
        long available = Runtime.getRuntime().maxMemory();
        if (bytes > available) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "%s: the run needs %s of heap but %.0f MiB are available; use fewer particles or replicas, or set"
                            + " STOSSZAHL_OPTS=-Xmx",
                    file,
                    text(),
                    available / MEBIBYTE));
        }
    }
}
