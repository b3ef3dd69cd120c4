package io.github.stosszahl.simulation;

import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.initial.CosineProfile;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.initial.Region;
import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Space;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** Gases in boxes for tests. */
final class SpatialGases {
    private SpatialGases() {}

    /** A cube [0, length]^axes of equal cells with the same boundaries on every axis. */
    static Box box(int axes, double length, int cells, Boundary low, Boundary high) {
        double[] upper = new double[axes];
        int[] counts = new int[axes];
        Arrays.fill(upper, length);
        Arrays.fill(counts, cells);
        List<Box.Faces> faces = new ArrayList<>();
        for (int a = 0; a < axes; a++) {
            faces.add(new Box.Faces(low, high));
        }
        return new Box(new Grid(new double[axes], upper, counts), faces);
    }

    static Mixture mixture(int d, double coefficient, double exponent, double... masses) {
        List<Species> species = new ArrayList<>();
        List<CollidingPair> pairs = new ArrayList<>();
        for (int i = 0; i < masses.length; i++) {
            species.add(new Species("s" + i, masses[i]));
            for (int j = 0; j <= i && coefficient > 0; j++) {
                pairs.add(new CollidingPair(
                        j,
                        i,
                        new CollisionKernel(
                                new PowerLaw(coefficient, exponent, exponent < 0 ? 0.05 : 0), new IsotropicAngle(d))));
            }
        }
        return new Mixture(d, 1, species, pairs);
    }

    static Maxwellian maxwellian(int d, double density, double variance) {
        double[] s = new double[d];
        Arrays.fill(s, variance);
        return new Maxwellian(density, new double[d], s);
    }

    /** The same everywhere in the box, but for the factor of a profile. */
    static InitialState filled(Box box, VelocityDistribution f, int particles, Optional<CosineProfile> profile) {
        return InitialState.of(
                List.of(new Region(box.grid().lower(), box.grid().upper(), f, profile)), box.volume(), particles);
    }

    static void run(
            Mixture mixture,
            Space space,
            List<InitialState> initial,
            long seed,
            double step,
            double[] times,
            SimulationObserver observer) {
        run(mixture, space, initial, seed, step, times, observer, KernelChoice.SCALAR, () -> false);
    }

    static void run(
            Mixture mixture,
            Space space,
            List<InitialState> initial,
            long seed,
            double step,
            double[] times,
            SimulationObserver observer,
            KernelChoice kernel,
            BooleanSupplier interrupted) {
        new Simulation(
                        mixture,
                        space,
                        initial,
                        Collections.nCopies(initial.size(), Optional.empty()),
                        new RandomStreams(seed),
                        OptionalDouble.of(step),
                        kernel)
                .run(1, times, observer, interrupted);
    }
}
