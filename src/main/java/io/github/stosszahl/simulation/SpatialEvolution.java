package io.github.stosszahl.simulation;

import io.github.stosszahl.collide.CellCollisions;
import io.github.stosszahl.collide.DelocalisedCollisions;
import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.FreeSpace;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Space;
import io.github.stosszahl.particles.CellOrder;
import io.github.stosszahl.particles.CellSort;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.CounterWords;
import io.github.stosszahl.transport.Flight;
import io.github.stosszahl.transport.FreeFlight;
import io.github.stosszahl.transport.Reservoirs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A gas in space, by Strang splitting: in every step half a flight, collisions in the cells with positions held, half a flight. Two half flights that follow one another are one.
 *
 * <p>Collisions of particles at different positions come between two halves of those in cells, on one thread.
 *
 * <p>The work between two sorts is done cell by cell, so that the particles of a cell are brought into order, collide, and fly while they are in the cache: particles are read and
 * written once in a step. It is divided into pieces that do not depend on the number of threads.
 */
final class SpatialEvolution implements Evolution {
    /** Particles of a piece of work, about. */
    private static final int PIECE = 4096;
    /** Particles that are worth another thread for counting. */
    private static final int PART = 1 << 16;
    /** Names of keys of a pass, which cells and species have others in. */
    private static final long FIRST_HALF = Long.MIN_VALUE;

    private static final long DELOCALISED = Long.MIN_VALUE + 1;

    /** Scratch memory of one thread. */
    private record Worker(CellCollisions collisions, Optional<Flight> flight) {}

    private final List<Population> populations;
    private final List<CellSort> sorts = new ArrayList<>();
    private final List<Reservoirs> reservoirs = new ArrayList<>();
    private final Space space;
    /** In free space it changes with every flight. */
    private Grid grid;

    private final int replica;
    private final Ensemble ensemble;
    private final double step;
    private final boolean diffuses;
    private final Crew<Worker> crew;
    private final Optional<DelocalisedCollisions> delocalised;
    /** Whether the arrays are in the order of cells, else they have been told it only. */
    private boolean sorted;

    private long steps;

    // what the pieces of a pass are told
    private SimulationObserver watch = snapshot -> {};
    private boolean gathers;
    private double collisionTime;
    private double flightTime;
    private long passKey;
    private int cellsPerPiece;

    SpatialEvolution(Mixture mixture, Space space, Ensemble ensemble, int replica, double step, KernelChoice kernel) {
        this.space = space;
        this.ensemble = ensemble;
        this.replica = replica;
        this.step = step;
        diffuses = mixture.diffuses();
        populations = ensemble.populations();
        Optional<Box> box = space instanceof Box b ? Optional.of(b) : Optional.empty();
        crew = new Crew<>(w -> new Worker(
                new CellCollisions(mixture, ensemble, kernel),
                box.map(walls -> new Flight(walls, mixture, () -> kernel.inUse() == KernelChoice.VECTOR))));
        delocalised = box.flatMap(walls -> DelocalisedCollisions.of(mixture, walls, ensemble, kernel));
        grid = box.map(Box::grid).orElseGet(this::cover);
        for (int i = 0; i < populations.size(); i++) {
            Population p = populations.get(i);
            CellSort sort = new CellSort(p);
            sorts.add(sort);
            int species = i;
            box.ifPresent(walls -> {
                Flight flight = crew.workers().get(0).flight().orElseThrow();
                reservoirs.add(new Reservoirs(walls, flight, species, p.weight()));
                flight.fly(p, species, 0, p.size(), 0, 0, sort.cells());
            });
        }
        order();
        pass(0, 0, 0);
    }

    private Grid cover() {
        return FreeFlight.cover(populations, ((FreeSpace) space).cells());
    }

    private long steps(double duration) {
        return Math.max(1, (long) Math.ceil(duration / step - 1e-9));
    }

    private double volumes() {
        return space instanceof Box ? grid.count() : grid.count() / grid.volume();
    }

    /** The time of a flight is given; where directions diffuse it has an error of first order, which the particles tell. */
    @Override
    public double longestStep(double duration, SimulationObserver observer) {
        double length = duration / steps(duration);
        if (diffuses) {
            observer.stepping(length, crew.workers().get(0).collisions().timeStepErrors(volumes(), length));
        }
        return length;
    }

    @Override
    public Optional<CollisionSample> advance(
            double time,
            double duration,
            double longest,
            UniformRandomProvider rng,
            SimulationObserver observer,
            BooleanSupplier interrupted) {
        watch = observer;
        long key = rng.nextLong();
        long count = steps(duration);
        double length = duration / count;
        boolean begun = false;
        for (long s = 0; s < count && !interrupted.getAsBoolean(); s++) {
            double end = s == count - 1 ? time + duration : time + (s + 1) * length;
            steps++;
            boolean sampled = observer.samplesAt(steps, end);
            boolean stops = sampled || s == count - 1;
            if (!begun) {
                pass(0, length / 2, CounterWords.key(key, 2 * s));
            }
            pass(length, stops ? length / 2 : length, CounterWords.key(key, 2 * s + 1));
            begun = !stops;
            if (stops) {
                pass(0, 0, 0);
            }
            if (sampled) {
                observer.sample(replica, end, ensemble);
            }
            observer.advanced(length);
        }
        return Optional.empty();
    }

    /** Brings the particles into the order of cells, lets them collide, then fly, each for its time. */
    private void pass(double colliding, double flying, long key) {
        if (colliding > 0 && delocalised.isPresent()) {
            // collisions in cells before and after the delocalised ones: second order, as the splitting of flights
            inPieces(colliding / 2, 0, CounterWords.key(key, FIRST_HALF));
            long begin = watch.nanoTime();
            delocalised.get().advance(colliding, CounterWords.key(key, DELOCALISED));
            watch.collidedAlone(watch.nanoTime() - begin);
            inPieces(colliding / 2, flying, key);
        } else {
            inPieces(colliding, flying, key);
        }
        if (flying > 0) {
            for (int i = 0; i < reservoirs.size(); i++) {
                reservoirs.get(i).enter(populations.get(i), sorts.get(i), flying, CounterWords.key(key, -1L - i));
            }
            order();
        }
    }

    private void inPieces(double colliding, double flying, long key) {
        gathers = !sorted;
        collisionTime = colliding;
        flightTime = flying;
        passKey = key;
        long particles = 0;
        for (int i = 0; i < sorts.size(); i++) {
            if (gathers) {
                sorts.get(i).begin(grid);
            }
            sorts.get(i).cells();
            particles += populations.get(i).size();
        }
        int cells = grid.count();
        cellsPerPiece = (int) Math.max(1, Math.min(cells, (long) PIECE * cells / Math.max(1, particles)));
        crew.run((cells - 1) / cellsPerPiece + 1, this::work);
        sorted = true;
    }

    private void work(int piece, Worker worker) {
        int from = piece * cellsPerPiece;
        int to = Math.min(grid.count(), from + cellsPerPiece);
        if (gathers) {
            for (int i = 0; i < sorts.size(); i++) {
                sorts.get(i).gather(from, to);
            }
        }
        if (collisionTime > 0) {
            long begin = watch.nanoTime();
            worker.collisions.advance(from, to, volumes(), collisionTime, passKey);
            watch.collided(watch.nanoTime() - begin);
        }
        if (flightTime > 0) {
            for (int i = 0; i < sorts.size(); i++) {
                Population p = populations.get(i);
                CellOrder order = p.order().orElseThrow();
                if (worker.flight.isPresent()) {
                    long key = CounterWords.key(passKey, -1L - sorts.size() - i);
                    int[] cells = sorts.get(i).cells();
                    worker.flight.get().fly(p, i, order.start(from), order.start(to), flightTime, key, cells);
                } else {
                    FreeFlight.fly(p, order.start(from), order.start(to), flightTime);
                }
            }
        }
    }

    /** Finds the order of the particles. */
    private void order() {
        if (!(space instanceof Box)) {
            grid = cover();
            for (int i = 0; i < sorts.size(); i++) {
                Population p = populations.get(i);
                FreeFlight.locate(p, grid, 0, p.size(), sorts.get(i).cells());
            }
        }
        for (int i = 0; i < sorts.size(); i++) {
            CellSort sort = sorts.get(i);
            int parts = Math.max(1, Math.min(Crew.threads(), populations.get(i).size() / PART));
            sort.prepare(grid, parts);
            crew.run(parts, (part, worker) -> sort.count(part, parts));
            sort.sum(parts);
            crew.run(parts, (part, worker) -> sort.place(part, parts));
        }
        sorted = false;
    }

    @Override
    public List<PairTally> tallies() {
        List<PairTally> inCells = CellCollisions.tallies(
                crew.workers().stream().map(Worker::collisions).toList());
        if (delocalised.isEmpty()) {
            return inCells;
        }
        List<PairTally> between = delocalised.get().tallies();
        return IntStream.range(0, inCells.size())
                .mapToObj(p -> inCells.get(p).plus(between.get(p)))
                .toList();
    }
}
