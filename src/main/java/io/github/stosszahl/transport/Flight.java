package io.github.stosszahl.transport;

import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.CounterGenerator;
import io.github.stosszahl.random.CounterWords;
import java.util.function.BooleanSupplier;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Free flight in a box. It has the scratch memory of one thread. */
public final class Flight {
    private final int axes;
    private final double[] lower;
    private final double[] upper;
    /** Cells per length. */
    private final double[] density;

    private final int[] cells;
    private final int lost;
    private final boolean[] periodic;
    /** [species][2 axis + end]. */
    private final Wall[][] walls;

    private final Box box;
    private final BooleanSupplier onVectors;
    private Motion motion;

    private final Flyer flyer = new Flyer();
    private final CounterGenerator rng = new CounterGenerator();
    private final NormalizedGaussianSampler gaussian = ZigguratSampler.NormalizedGaussian.of(rng);

    /**
     * @param box the box
     * @param mixture its species
     * @param onVectors asked before a flight whether the vector unit is to move the particles, through jdk.incubator.vector; it does not change the result
     */
    public Flight(Box box, Mixture mixture, BooleanSupplier onVectors) {
        this.onVectors = onVectors;
        this.box = box;
        Grid grid = box.grid();
        motion = new ScalarMotion(box);
        axes = grid.dimension();
        lower = grid.lower();
        upper = grid.upper();
        cells = grid.cells();
        lost = grid.count();
        density = ScalarMotion.densities(grid);
        periodic = new boolean[axes];
        walls = new Wall[mixture.species().size()][2 * axes];
        for (int a = 0; a < axes; a++) {
            periodic[a] = box.faces().get(a).isPeriodic();
            for (int i = 0; i < walls.length; i++) {
                double thermalFactor =
                        mixture.boltzmannConstant() / mixture.species().get(i).mass();
                Box.Faces faces = box.faces().get(a);
                walls[i][2 * a] = Wall.of(faces.low(), a, 1, upper[a], thermalFactor);
                walls[i][2 * a + 1] = Wall.of(faces.high(), a, -1, lower[a], thermalFactor);
            }
        }
    }

    /**
     * Moves particles from..to-1 of a species.
     *
     * @param species its index
     * @param time how long they fly, not negative
     * @param key of random words that belong to this flight of this species
     * @param cell cell[k] gets the cell that particle k ends in, or the number of cells if it is lost
     */
    public void fly(Population particles, int species, int from, int to, double time, long key, int[] cell) {
        if (motion instanceof ScalarMotion && onVectors.getAsBoolean()) {
            motion = new VectorMotion(box);
        }
        motion.move(particles, from, to, time, cell);
        for (int k = from; k < to; k++) {
            if (cell[k] < 0) {
                cell[k] = leave(particles, species, k, time, CounterWords.key(key, k));
            }
        }
    }

    /** What becomes of a particle that would be outside; returns its cell, or the number of cells if it is lost. */
    private int leave(Population particles, int species, int k, double time, long key) {
        load(particles, k);
        if (!passPeriodically()) {
            rng.restart(key);
            if (!meetWalls(species, time)) {
                return lost;
            }
        }
        store(particles, k);
        return cell();
    }

    /** Lets a particle through periodic faces, once along each axis; false, with the particle as it was, if that does not bring it into the box. */
    private boolean passPeriodically() {
        double[] x = flyer.x;
        for (int a = 0; a < axes; a++) {
            double length = upper[a] - lower[a];
            boolean inside = x[a] >= lower[a] && x[a] < upper[a];
            boolean near = x[a] >= lower[a] - length && x[a] < upper[a] + length;
            if (!inside && !(periodic[a] && near)) {
                return false;
            }
        }
        for (int a = 0; a < axes; a++) {
            double length = upper[a] - lower[a];
            if (x[a] < lower[a]) {
                x[a] = Math.min(x[a] + length, Math.nextDown(upper[a]));
            } else if (x[a] >= upper[a]) {
                x[a] = Math.max(x[a] - length, lower[a]);
            }
        }
        return true;
    }

    /** Lets a particle fly that has been put on a face; returns its cell, or the number of cells if it is lost. */
    int enter(Population particles, int species, int k, double time, long key) {
        rng.restart(key);
        load(particles, k);
        for (int a = 0; a < axes; a++) {
            flyer.x[a] += flyer.v[a] * time;
        }
        boolean stays = meetWalls(species, time);
        store(particles, k);
        return stays ? cell() : lost;
    }

    /** Moves a particle that would be outside as far back as to the first face that it passed, lets it meet the wall, and goes on; whether it stays in the box. */
    private boolean meetWalls(int species, double time) {
        double[] x = flyer.x;
        double[] v = flyer.v;
        double left = time;
        while (true) {
            int face = -1;
            double since = -1;
            for (int a = 0; a < axes; a++) {
                boolean high = x[a] >= upper[a];
                if (high || x[a] < lower[a]) {
                    double past = (x[a] - (high ? upper[a] : lower[a])) / v[a];
                    if (past > since) {
                        since = past;
                        face = 2 * a + (high ? 1 : 0);
                    } else if (!(past >= 0)) {
                        // on the upper face after a periodic passage, or at rest on a face
                        x[a] = high ? Math.nextDown(upper[a]) : lower[a];
                    }
                }
            }
            if (face < 0) {
                return true;
            }
            left = Math.min(since, left);
            for (int a = 0; a < axes; a++) {
                x[a] -= v[a] * left;
            }
            int axis = face / 2;
            x[axis] = face % 2 == 0 ? lower[axis] : upper[axis];
            if (!walls[species][face].meet(flyer, rng, gaussian)) {
                return false;
            }
            for (int a = 0; a < axes; a++) {
                x[a] += v[a] * left;
            }
            // rounding must not bring it back to the face that it leaves
            if (x[axis] < lower[axis] && v[axis] > 0) {
                x[axis] = lower[axis];
            } else if (x[axis] >= upper[axis] && v[axis] < 0) {
                x[axis] = Math.nextDown(upper[axis]);
            }
        }
    }

    private int cell() {
        int cell = 0;
        for (int a = 0; a < axes; a++) {
            int i = (int) ((flyer.x[a] - lower[a]) * density[a]);
            cell = cell * cells[a] + Math.min(i, cells[a] - 1);
        }
        return cell;
    }

    private void load(Population particles, int k) {
        for (int a = 0; a < axes; a++) {
            flyer.x[a] = particles.position(a)[k];
        }
        for (int a = 0; a < particles.dimension(); a++) {
            flyer.v[a] = particles.velocity(a)[k];
        }
    }

    private void store(Population particles, int k) {
        for (int a = 0; a < axes; a++) {
            particles.position(a)[k] = flyer.x[a];
        }
        for (int a = 0; a < particles.dimension(); a++) {
            particles.velocity(a)[k] = flyer.v[a];
        }
    }
}
