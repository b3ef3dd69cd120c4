package io.github.stosszahl.bench;

import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.initial.Region;
import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.VssAngle;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.simulation.Simulation;
import io.github.stosszahl.simulation.SimulationObserver;
import io.github.stosszahl.simulation.Snapshot;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ForkJoinPool;

/**
 * CPU time of one thread per particle and step, of flight, sort and collisions together: argon at 273.15 K and 7.07e22 per cubic metre in periodic cubic cells of 10 micrometres, steps
 * of 7 ns, the gas of SPARTA's benchmark "collide". Median, least and upper quartile of runs of at least a second. Between them as many particles' six
 * coordinates are copied, which tells how fast the memory is at that time.
 */
public final class SpaceBenchmark {
    private static final double BOLTZMANN_CONSTANT = 1.380649e-23;
    private static final double MASS = 6.63e-26;
    private static final double TEMPERATURE = 273.15;
    private static final double DENSITY = 7.07043e22;
    private static final double EDGE = 1e-5;
    private static final double STEP = 7e-9;
    private static final double WARM_UP = 6;
    private static final double RUN = 1;
    private static final int RUNS = 7;
    private static final int COORDINATES = 6;
    /** Particles that are copied for one measurement, at least. */
    private static final double COPIED = 1e7;
    /** Steps whose collisions are counted. */
    private static final int COUNTED = 10;

    private SpaceBenchmark() {}

    /** @param args numbers of particles (default 1e5, 1e6, 1e7) */
    public static void main(String... args) throws Exception {
        double[] sizes = args.length == 0
                ? new double[] {1e5, 1e6, 1e7}
                : Arrays.stream(args).mapToDouble(Double::parseDouble).toArray();
        System.out.printf("particles,perCell,nanoseconds,least,upperQuartile,copy,collisionsPerParticleStep%n");
        for (double size : sizes) {
            for (int perCell : new int[] {10, 50, 100}) {
                new ForkJoinPool(1).submit(() -> measure(size, perCell)).get();
            }
        }
    }

    private static void measure(double size, int perCell) {
        double cells = size / perCell;
        int n = (int) Math.round(Math.cbrt(cells));
        int[] counts = {n, n, (int) Math.round(cells / n / n)};
        double[] upper = Arrays.stream(counts).mapToDouble(c -> c * EDGE).toArray();
        Box.Faces periodic = new Box.Faces(new Boundary.Periodic(), new Boundary.Periodic());
        Box box = new Box(new Grid(new double[3], upper, counts), Collections.nCopies(3, periodic));
        double variance = BOLTZMANN_CONSTANT * TEMPERATURE / MASS;
        Maxwellian f = new Maxwellian(DENSITY, new double[3], new double[] {variance, variance, variance});
        PowerLaw rate = PowerLaw.variableHardSphere(4.17e-10, 0.81, BOLTZMANN_CONSTANT * TEMPERATURE, MASS / 2, 0);
        Mixture argon = new Mixture(
                3,
                BOLTZMANN_CONSTANT,
                List.of(new Species("Ar", MASS)),
                List.of(new CollidingPair(0, 0, new CollisionKernel(rate, new VssAngle(1.4)))));
        int particles = box.grid().count() * perCell;
        Region region = new Region(box.grid().lower(), box.grid().upper(), f, Optional.empty());
        Clock clock = new Clock(particles);
        new Simulation(
                        argon,
                        box,
                        List.of(InitialState.of(List.of(region), box.volume(), particles)),
                        List.of(Optional.empty()),
                        new RandomStreams(1),
                        OptionalDouble.of(STEP),
                        KernelChoice.isVectorModulePresent() ? KernelChoice.VECTOR : KernelChoice.SCALAR)
                .run(1, new double[] {0, STEP * COUNTED, 1}, clock, clock::isDone);
        Collections.sort(clock.times);
        Collections.sort(clock.copies);
        System.out.printf(
                Locale.ROOT,
                "%d,%d,%.1f,%.1f,%.1f,%.1f,%.3f%n",
                particles,
                perCell,
                clock.times.get(RUNS / 2),
                clock.times.get(0),
                clock.times.get(RUNS - 1 - RUNS / 4),
                clock.copies.get(RUNS / 2),
                clock.collisions);
    }

    /** Takes the time of steps, after some that warm up. */
    private static final class Clock implements SimulationObserver {
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final double particles;
        private final List<Double> times = new ArrayList<>();
        private final List<Double> copies = new ArrayList<>();
        private final double[][] from;
        private final double[][] into;
        private final long begin = threads.getCurrentThreadCpuTime();
        private long start;
        private int steps;
        private double collisions = Double.NaN;

        Clock(int particles) {
            this.particles = particles;
            from = new double[COORDINATES][particles];
            into = new double[COORDINATES][particles];
        }

        @Override
        public void advanced(double substep) {
            long now = threads.getCurrentThreadCpuTime();
            if (start == 0) {
                start = (now - begin) * 1e-9 > WARM_UP ? now : 0;
                return;
            }
            steps++;
            if ((now - start) * 1e-9 > RUN) {
                times.add((now - start) / particles / steps);
                copies.add(copy());
                start = threads.getCurrentThreadCpuTime();
                steps = 0;
            }
        }

        private double copy() {
            long begin = threads.getCurrentThreadCpuTime();
            int repetitions = (int) Math.ceil(COPIED / particles);
            for (int t = 0; t < repetitions; t++) {
                for (int a = 0; a < COORDINATES; a++) {
                    System.arraycopy(from[a], 0, into[a], 0, from[a].length);
                }
            }
            return (threads.getCurrentThreadCpuTime() - begin) / particles / repetitions;
        }

        @Override
        public void snapshot(Snapshot snapshot) {
            if (snapshot.index() == 1) {
                collisions = 2.0 * snapshot.tallies().get(0).get(0).accepted() / particles / COUNTED;
            }
        }

        boolean isDone() {
            return times.size() >= RUNS;
        }
    }
}
