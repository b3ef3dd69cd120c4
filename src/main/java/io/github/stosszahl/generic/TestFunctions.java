package io.github.stosszahl.generic;

import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.List;

/**
 * The test functions: the same list for every species, each zero on the other species, in units x = (v - u) sqrt(m_i/(k_B T)) with u and T mean velocity and temperature of the whole system, which do
 * not change: 1, the components of x, |x|^2, two traceless quadratics, |x|^2 times the first component, |x|^4, and three bumps exp(-|x - c|^2/(2 b^2)). The invariants of the equation - mass of every species,
 * momentum, energy - are combinations of the first d + 2.
 */
final class TestFunctions {
    private static final List<String> AXES = List.of("x", "y", "z");
    /** Centres of bumps, and their width. */
    private static final double[][] BUMPS = {{0, 0, 0}, {1.5, 0, 0}, {0, -1.5, 0}};

    private static final double BUMP_WIDTH = 0.6;

    /** A combination of the test functions that collisions conserve. */
    record Invariant(int species, String name, double[] coefficients) {}

    private final int d;
    private final double[] centre;
    /** x = inverseScale[i] (v - u). */
    private final double[] inverseScale;

    private final double[] mass;
    private final double temperature;
    private final List<String> names = new ArrayList<>();

    TestFunctions(Mixture mixture, Ensemble ensemble) {
        d = mixture.dimension();
        centre = ensemble.centreOfMassVelocity();
        double energy = 0;
        double density = 0;
        for (Population p : ensemble.populations()) {
            density += p.density();
            for (int a = 0; a < d; a++) {
                double sum = 0;
                for (double v : p.velocity(a)) {
                    sum += (v - centre[a]) * (v - centre[a]);
                }
                energy += p.mass() * p.weight() * sum;
            }
        }
        temperature = energy / (d * density);
        mass = ensemble.populations().stream().mapToDouble(Population::mass).toArray();
        inverseScale = new double[mass.length];
        for (int i = 0; i < mass.length; i++) {
            inverseScale[i] = Math.sqrt(mass[i] / temperature);
        }
        names.add("1");
        names.addAll(AXES.subList(0, d));
        names.addAll(List.of("|x|^2", "xx-yy", "xy", "x|x|^2", "|x|^4", "bump 0", "bump +x", "bump -y"));
    }

    /** Number of functions of one species. */
    int perSpecies() {
        return names.size();
    }

    /** Number of all functions; those of species i are i perSpecies() and the following. */
    int size() {
        return mass.length * perSpecies();
    }

    int species(int function) {
        return function / perSpecies();
    }

    String name(int function) {
        return names.get(function % perSpecies());
    }

    /**
     * The functions of a species at a velocity of it.
     *
     * @param v of length d or longer
     * @param out gets the values
     */
    void evaluate(int species, double[] v, double[] out) {
        double scale = inverseScale[species];
        double square = 0;
        int k = 0;
        out[k++] = 1;
        for (int a = 0; a < d; a++) {
            double x = scale * (v[a] - centre[a]);
            out[k++] = x;
            square += x * x;
        }
        double x = out[1];
        double y = out[2];
        out[k++] = square;
        out[k++] = x * x - y * y;
        out[k++] = x * y;
        out[k++] = x * square;
        out[k++] = square * square;
        for (double[] c : BUMPS) {
            double distance = square - 2 * (c[0] * x + c[1] * y) + c[0] * c[0] + c[1] * c[1];
            out[k++] = Math.exp(-distance / (2 * BUMP_WIDTH * BUMP_WIDTH));
        }
    }

    /**
     * Derivatives of the functions of a species along a curve v(t) of velocities.
     *
     * @param v of length d or longer
     * @param slope v'
     * @param bend v''
     * @param first gets the first derivatives
     * @param second gets the second derivatives
     */
    void differentiate(int species, double[] v, double[] slope, double[] bend, double[] first, double[] second) {
        double scale = inverseScale[species];
        double[] x = new double[3];
        double[] dx = new double[3];
        double[] ddx = new double[3];
        double square = 0;
        double dSquare = 0;
        double ddSquare = 0;
        int k = 0;
        first[k] = 0;
        second[k++] = 0;
        for (int a = 0; a < d; a++) {
            x[a] = scale * (v[a] - centre[a]);
            dx[a] = scale * slope[a];
            ddx[a] = scale * bend[a];
            first[k] = dx[a];
            second[k++] = ddx[a];
            square += x[a] * x[a];
            dSquare += 2 * x[a] * dx[a];
            ddSquare += 2 * (dx[a] * dx[a] + x[a] * ddx[a]);
        }
        first[k] = dSquare;
        second[k++] = ddSquare;
        first[k] = 2 * (x[0] * dx[0] - x[1] * dx[1]);
        second[k++] = 2 * (dx[0] * dx[0] + x[0] * ddx[0] - dx[1] * dx[1] - x[1] * ddx[1]);
        first[k] = dx[0] * x[1] + x[0] * dx[1];
        second[k++] = ddx[0] * x[1] + 2 * dx[0] * dx[1] + x[0] * ddx[1];
        first[k] = dx[0] * square + x[0] * dSquare;
        second[k++] = ddx[0] * square + 2 * dx[0] * dSquare + x[0] * ddSquare;
        first[k] = 2 * square * dSquare;
        second[k++] = 2 * (dSquare * dSquare + square * ddSquare);
        double width = BUMP_WIDTH * BUMP_WIDTH;
        for (double[] c : BUMPS) {
            double distance = square - 2 * (c[0] * x[0] + c[1] * x[1]) + c[0] * c[0] + c[1] * c[1];
            double value = Math.exp(-distance / (2 * width));
            double log = -(dSquare - 2 * (c[0] * dx[0] + c[1] * dx[1])) / (2 * width);
            double dLog = -(ddSquare - 2 * (c[0] * ddx[0] + c[1] * ddx[1])) / (2 * width);
            first[k] = value * log;
            second[k++] = value * (log * log + dLog);
        }
    }

    /** Mass of every species, components of the momentum, and energy, the latter two in the frame of the centre of mass. */
    List<Invariant> invariants() {
        List<Invariant> invariants = new ArrayList<>();
        int size = perSpecies();
        for (int i = 0; i < mass.length; i++) {
            double[] c = new double[size()];
            c[i * size] = mass[i];
            invariants.add(new Invariant(i, "mass", c));
        }
        for (int a = 0; a < d; a++) {
            double[] c = new double[size()];
            for (int i = 0; i < mass.length; i++) {
                c[i * size + 1 + a] = mass[i] / inverseScale[i];
            }
            invariants.add(new Invariant(Entry.WHOLE_SYSTEM, "momentum_" + AXES.get(a), c));
        }
        double[] c = new double[size()];
        for (int i = 0; i < mass.length; i++) {
            c[i * size + 1 + d] = temperature / 2;
        }
        invariants.add(new Invariant(Entry.WHOLE_SYSTEM, "energy", c));
        return invariants;
    }
}
