package io.github.stosszahl.collide;

import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The particles of one species in one block by classes of speed, and for each class a bound of the factor by which the occupation of a cell that reaches into it enhances collisions. A
 * Bose gas has its peak where speeds are small, so that few pairs need the largest majorant.
 */
final class SpeedClasses {
    /** Enough, with the ratio, to tell speeds fifty times smaller than the largest. */
    static final int COUNT = 20;

    private static final double RATIO = 1.23;
    /** Head room of bounds that grow. */
    private static final double HEAD_ROOM = 1.02;

    private static final int PART_OF_COUNT = 32;

    private final @Nullable OccupationNumbers numbers;
    private final double[][] v;
    private final double[] origin;
    private final double mass;
    /** How far the speeds in a cell may be from that of its middle. */
    private final double spread;
    /** Largest speeds of classes. */
    private final double[] upper = new double[COUNT];
    /** Largest energies of classes. */
    private final double[] upperEnergy = new double[COUNT];
    /** Bounds of the occupation numbers of cells that reach into a class. */
    private final int[] most = new int[COUNT];
    /** 1 + most/g for Bose statistics, else 1. */
    private final double[] factor = new double[COUNT];

    private final int[] size = new int[COUNT];
    private final int[][] members = new int[COUNT][16];
    private int start;
    private int movedFrom;
    private int movedTo;
    private boolean movedToEmpty;
    private int[] place = {};
    private int[] classes = {};
    private int[] counts = {};

    SpeedClasses(Gas gas, int species) {
        this(
                velocity(gas.populations.get(species)),
                gas.populations.get(species).mass(),
                gas.occupation.get(species),
                gas.origin);
    }

    /**
     * @param velocity of each axis; live
     * @param occupation null for Maxwell statistics
     * @param origin the velocity from which speeds are measured; live
     */
    SpeedClasses(double[][] velocity, double mass, @Nullable OccupationNumbers occupation, double[] origin) {
        numbers = occupation != null && occupation.sign > 0 ? occupation : null;
        v = velocity;
        this.origin = origin;
        this.mass = mass;
        spread = numbers == null ? 0 : 0.5 * numbers.cells.edge() * Math.sqrt(v.length);
    }

    private static double[][] velocity(Population population) {
        double[][] velocity = new double[population.dimension()][];
        for (int axis = 0; axis < velocity.length; axis++) {
            velocity[axis] = population.velocity(axis);
        }
        return velocity;
    }

    /** Takes the particles from..to-1 of a block. */
    void visit(int block, int from, int to, double fastest) {
        start = from;
        if (place.length < to - from) {
            place = new int[to - from];
            classes = new int[to - from];
        }
        counts = numbers == null ? counts : numbers.counts[block];
        double speed = fastest;
        for (int m = COUNT - 1; m >= 0; m--) {
            reach(m, speed);
            speed /= RATIO;
        }
        Arrays.fill(size, 0);
        Arrays.fill(most, 0);
        for (int i = from; i < to; i++) {
            add(i, classOf(speed(i)));
            if (numbers != null) {
                int count = counts[cell(i)];
                double middle = speedOfCell(i);
                int last = classOf(middle + spread);
                for (int m = classOf(middle - spread); m <= last; m++) {
                    most[m] = Math.max(most[m], count);
                }
            }
        }
        for (int m = 0; m < COUNT; m++) {
            bound(m, most[m]);
        }
    }

    private void reach(int m, double speed) {
        upper[m] = speed;
        upperEnergy[m] = 0.5 * mass * speed * speed;
    }

    private void bound(int m, int count) {
        most[m] = count + count / PART_OF_COUNT + 1;
        factor[m] = numbers == null ? 1 : 1 + most[m] * numbers.unit;
    }

    private int cell(int i) {
        return numbers == null ? 0 : numbers.cell(v[0][i], v[1][i], v[v.length - 1][i]);
    }

    private double speed(int i) {
        double sum = 0;
        for (int axis = 0; axis < v.length; axis++) {
            double c = v[axis][i] - origin[axis];
            sum += c * c;
        }
        return Math.sqrt(sum);
    }

    private double speedOfCell(int i) {
        double sum = 0;
        for (int axis = 0; axis < v.length && numbers != null; axis++) {
            double c = numbers.cells.middle(v[axis][i], axis) - origin[axis];
            sum += c * c;
        }
        return Math.sqrt(sum);
    }

    private int classOf(double speed) {
        int m = 0;
        while (m < COUNT - 1 && speed > upper[m]) {
            m++;
        }
        return m;
    }

    private void add(int i, int k) {
        if (size[k] == members[k].length) {
            members[k] = Arrays.copyOf(members[k], 2 * size[k]);
        }
        classes[i - start] = k;
        place[i - start] = size[k];
        members[k][size[k]++] = i;
    }

    /**
     * Puts a particle that has collided into its new class.
     *
     * @return whether a bound rose
     */
    boolean move(int i) {
        double s = speed(i);
        boolean risen = s > upper[COUNT - 1];
        if (risen) {
            reach(COUNT - 1, s * HEAD_ROOM);
        }
        movedToEmpty = false;
        movedFrom = classes[i - start];
        movedTo = classOf(s);
        if (movedTo != movedFrom) {
            int last = members[movedFrom][--size[movedFrom]];
            members[movedFrom][place[i - start]] = last;
            place[last - start] = place[i - start];
            movedToEmpty = size[movedTo] == 0;
            add(i, movedTo);
        }
        if (numbers != null) {
            int count = counts[cell(i)];
            double middle = speedOfCell(i);
            int end = classOf(middle + spread);
            for (int m = classOf(middle - spread); m <= end; m++) {
                // room for both partners of a collision in one cell
                if (count >= most[m]) {
                    bound(m, count);
                    risen = true;
                }
            }
        }
        return risen;
    }

    /** A component of the velocity of a particle. */
    double component(int axis, int i) {
        return v[axis][i];
    }

    double mass() {
        return mass;
    }

    /** The class that the last particle to move came from. */
    int movedFrom() {
        return movedFrom;
    }

    /** The class that it is in. */
    int movedTo() {
        return movedTo;
    }

    /** Whether it is the first one there. */
    boolean movedToEmpty() {
        return movedToEmpty;
    }

    int size(int k) {
        return size[k];
    }

    /** A particle of a class. */
    int member(int k, int n) {
        return members[k][n];
    }

    /** Largest speed of a class. */
    double upper(int k) {
        return upper[k];
    }

    /** Least energy in a class. */
    double leastEnergy(int k) {
        return k == 0 ? 0 : upperEnergy[k - 1];
    }

    /** Largest energy in a class. */
    double largestEnergy(int k) {
        return upperEnergy[k];
    }

    /** Bound of 1 + m/g in a class. */
    double factor(int k) {
        return factor[k];
    }

    /** The class of an energy. */
    int classOfEnergy(double energy) {
        int m = 0;
        while (m < COUNT - 1 && energy > upperEnergy[m]) {
            m++;
        }
        return m;
    }

    /** The energy where a class ends: the last one never does. */
    double topOf(int m) {
        return m < COUNT - 1 ? upperEnergy[m] : Double.POSITIVE_INFINITY;
    }

    /** The energy where a class begins: the first one contains what rounding leaves below 0. */
    double bottomOf(int m) {
        return m > 0 ? upperEnergy[m - 1] : Double.NEGATIVE_INFINITY;
    }
}
