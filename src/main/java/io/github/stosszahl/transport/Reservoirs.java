package io.github.stosszahl.transport;

import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.particles.CellSort;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.CounterGenerator;
import io.github.stosszahl.random.CounterWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.hipparchus.special.Erf;

/** The particles of one species that reservoirs send into the box. */
public final class Reservoirs {
    /** One face with a reservoir that has the species. */
    private record Source(int face, Maxwellian gas, double perTime) {}

    private final Grid grid;
    private final Flight flight;
    private final int species;
    private final List<Source> sources = new ArrayList<>();
    private final CounterGenerator rng = new CounterGenerator();
    private final NormalizedGaussianSampler gaussian = ZigguratSampler.NormalizedGaussian.of(rng);

    /**
     * @param box the box
     * @param flight moves particles from the face to where they are at the end of the step
     * @param species index of the species
     * @param weight real particles per volume of the box that one particle stands for
     */
    public Reservoirs(Box box, Flight flight, int species, double weight) {
        this.grid = box.grid();
        this.flight = flight;
        this.species = species;
        for (int axis = 0; axis < grid.dimension(); axis++) {
            double length = grid.upper()[axis] - grid.lower()[axis];
            Box.Faces faces = box.faces().get(axis);
            add(faces.low(), 2 * axis, 1 / (length * weight));
            add(faces.high(), 2 * axis + 1, 1 / (length * weight));
        }
    }

    /** @param perFlux particles of the simulation for every real one, of the area of the face and per volume of the box */
    private void add(Boundary boundary, int face, double perFlux) {
        if (boundary instanceof Boundary.Reservoir reservoir) {
            Optional<Maxwellian> gas = reservoir.species().get(species);
            gas.ifPresent(f -> sources.add(new Source(face, f, perFlux * flux(f, face / 2, inward(face)))));
        }
    }

    private static int inward(int face) {
        return face % 2 == 0 ? 1 : -1;
    }

    /** Particles per area and time: n s (phi(a) + a Phi(a)), a the drift into the box over the thermal speed s; Bird 1994, (4.22). */
    static double flux(Maxwellian gas, int axis, int inward) {
        double s = Math.sqrt(gas.variance()[axis]);
        double a = inward * gas.velocity()[axis] / s;
        double phi = Math.exp(-0.5 * a * a) / Math.sqrt(2 * Math.PI);
        return gas.density() * s * (phi + 0.5 * a * Erf.erfc(-a / Math.sqrt(2)));
    }

    /**
     * Adds the particles that come in during a time, where they are at its end.
     *
     * @param sort is told their cells
     * @param key of random words that belong to this time and species
     */
    public void enter(Population particles, CellSort sort, double time, long key) {
        for (Source source : sources) {
            long faceKey = CounterWords.key(key, source.face);
            rng.restart(faceKey);
            int n = rng.nextPoisson(source.perTime * time);
            int first = particles.size();
            particles.resize(Math.addExact(first, n));
            int[] cells = sort.cells();
            for (int k = first; k < first + n; k++) {
                place(particles, k, source);
                cells[k] = flight.enter(particles, species, k, rng.nextDouble() * time, CounterWords.key(faceKey, k));
            }
        }
    }

    /** Puts a particle on the face, anywhere, with a velocity from the flux. */
    private void place(Population particles, int k, Source source) {
        int normal = source.face / 2;
        double[] lower = grid.lower();
        double[] upper = grid.upper();
        for (int a = 0; a < lower.length; a++) {
            double onFace = source.face % 2 == 0 ? lower[a] : upper[a];
            particles.position(a)[k] = a == normal ? onFace : lower[a] + rng.nextDouble() * (upper[a] - lower[a]);
        }
        double[] u = source.gas.velocity();
        double[] variance = source.gas.variance();
        int inward = inward(source.face);
        for (int a = 0; a < u.length; a++) {
            double s = Math.sqrt(variance[a]);
            particles.velocity(a)[k] =
                    a == normal ? inward * s * normalSpeed(inward * u[a] / s) : u[a] + s * gaussian.sample();
        }
    }

    /**
     * A number z with a density proportional to z exp(-(z - a)^2/2), by rejection. For a &gt;= 0, z = a + y: the density of y is below a exp(-y^2/2) plus, for y &gt; 0, y exp(-y^2/2). For
     * a &lt; 0 it is z exp(-z^2/2) exp(a z), of which one factor is accepted with the other as its probability.
     */
    private double normalSpeed(double a) {
        double normalShare = Math.sqrt(2 * Math.PI) * a;
        while (true) {
            if (a >= 0) {
                boolean normal = rng.nextDouble() * (1 + normalShare) < normalShare;
                double y = normal ? gaussian.sample() : rayleigh();
                if (y >= 0 || rng.nextDouble() * a < a + y) {
                    return a + y;
                }
            } else if (a > -1) {
                double z = rayleigh();
                if (rng.nextDouble() < Math.exp(a * z)) {
                    return z;
                }
            } else {
                double z = Math.log((1 - rng.nextDouble()) * (1 - rng.nextDouble())) / a;
                if (rng.nextDouble() < Math.exp(-0.5 * z * z)) {
                    return z;
                }
            }
        }
    }

    private double rayleigh() {
        return Math.sqrt(-2 * Math.log(1 - rng.nextDouble()));
    }
}
