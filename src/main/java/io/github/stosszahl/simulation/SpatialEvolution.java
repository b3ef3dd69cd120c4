package io.github.stosszahl.simulation;

import io.github.stosszahl.collide.CellCollisions;
import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.CellOrder;
import io.github.stosszahl.particles.CellSort;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.CounterWords;
import io.github.stosszahl.transport.Flight;
import io.github.stosszahl.transport.Reservoirs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A gas in a box, by Strang splitting: in every step half a flight, collisions in the cells with positions held, half a flight. Two half flights that follow one another are one.
 *
 * <p>The work between two sorts is done cell by cell, so that the particles of a cell are brought into order, collide, and fly while they are in the cache: particles are read and
 * written once in a step. It is divided into pieces that do not depend on the number of threads.
 */
final class SpatialEvolution implements Evolution {
    /** Particles of a piece of work, about. */
    private static final int PIECE = 4096;
    /** Particles that are worth another thread for counting. */
    private static final int PART = 1 << 16;

    /** Scratch memory of one thread. */
    private record Worker(CellCollisions collisions, Flight flight) {}

    private final List<Population> populations;
    private final List<CellSort> sorts = new ArrayList<>();
    private final List<Reservoirs> reservoirs = new ArrayList<>();
    private final Grid grid;
    private final int replica;
    private final Ensemble ensemble;
    private final double step;
    private final Crew<Worker> crew;
    /** Whether the arrays are in the order of cells, else they have been told it only. */
    private boolean sorted;

    private long steps;

    // what the pieces of a pass are told
    private boolean gathers;
    private double collisionTime;
    private double flightTime;
    private long passKey;
    private int cellsPerPiece;

    SpatialEvolution(Mixture mixture, Box box, Ensemble ensemble, int replica, double step, KernelChoice kernel) {
        this.ensemble = ensemble;
        this.replica = replica;
        this.step = step;
        populations = ensemble.populations();
        grid = box.grid();
        crew = new Crew<>(w -> new Worker(new CellCollisions(mixture, ensemble, kernel), new Flight(box, mixture)));
        Flight flight = crew.workers().get(0).flight();
        for (int i = 0; i < populations.size(); i++) {
            Population p = populations.get(i);
            sorts.add(new CellSort(p));
            reservoirs.add(new Reservoirs(box, flight, i, p.weight()));
            flight.fly(p, i, 0, p.size(), 0, 0, sorts.get(i).cells());
        }
        order();
        pass(0, 0, 0);
    }

    @Override
    public Optional<CollisionSample> advance(
            double time,
            double duration,
            double longest,
            UniformRandomProvider rng,
            SimulationObserver observer,
            BooleanSupplier interrupted) {
        long key = rng.nextLong();
        long count = Math.max(1, (long) Math.ceil(duration / step - 1e-9));
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
        if (flying > 0) {
            for (int i = 0; i < sorts.size(); i++) {
                reservoirs.get(i).enter(populations.get(i), sorts.get(i), flying, CounterWords.key(key, -1L - i));
            }
            order();
        }
    }

    private void work(int piece, Worker worker) {
        int from = piece * cellsPerPiece;
        int to = Math.min(grid.count(), from + cellsPerPiece);
        if (gathers) {
            for (int i = 0; i < sorts.size(); i++) {
                CellOrder order = populations.get(i).order().orElseThrow();
                sorts.get(i).gather(order.start(from), order.start(to));
            }
        }
        if (collisionTime > 0) {
            worker.collisions.advance(from, to, grid.count(), collisionTime, passKey);
        }
        if (flightTime > 0) {
            for (int i = 0; i < sorts.size(); i++) {
                Population p = populations.get(i);
                CellOrder order = p.order().orElseThrow();
                long key = CounterWords.key(passKey, -1L - sorts.size() - i);
                worker.flight.fly(
                        p,
                        i,
                        order.start(from),
                        order.start(to),
                        flightTime,
                        key,
                        sorts.get(i).cells());
            }
        }
    }

    /** Finds the order of the particles. */
    private void order() {
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
        return CellCollisions.tallies(
                crew.workers().stream().map(Worker::collisions).toList());
    }
}
