package io.github.stosszahl.collide;

import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The particles of one species in one block by classes of speed, and for each class a bound of the factor by which the occupation of a cell that reaches into it enhances collisions. A
 * Bose gas has its peak where speeds are small, so that few pairs need the largest majorant. The bound is that of the fullest cell at any time: the classes know how many particles are in cells that
 * hold 1, 2, 3... of them. A class also has a ceiling of its bounds, which changes seldom, for all that is too dear to be taken anew with every one of them.
 */
final class SpeedClasses {
    /** Classes tell speeds apart that differ by this factor from the largest; smaller ones are all in one class. */
    private static final double RANGE = 50;
    /** Smallest speed that is told apart, in edges of cells: cells are as wide. */
    private static final double FINEST = 0.5;
    /** What is less than the rounding of speeds and places, as a share. */
    private static final double ROUNDING = 1e-9;
    /** A ceiling is higher than the fullest cell by this part of its particles. */
    private static final int PART_OF_COUNT = 32;
    /** Speeds are bounded by numbers of that many fewer bits, so that bounds seldom change. */
    private static final int BITS_ROUNDED = 49;
    /** Energies are looked up by exponent and three bits of the mantissa. */
    private static final int BITS_BELOW_BIN = 49;

    private static final int BINS = 128;

    private final int count;
    private final @Nullable OccupationNumbers numbers;
    private final double[][] v;
    private final double[] origin;
    private final double mass;
    private final double edge;
    /** 1/g; 0 without cells. */
    private final double unit;

    /** Largest speeds of classes. */
    private final double[] upper;
    /** Largest energies of classes. */
    private final double[] upperEnergy;

    private final double[] top;
    private final double[] bottom;
    /** The fullest of the cells that reach into a class. */
    private final int[] most;
    /** Particles in cells that reach into a class, [class][number of particles in the cell]. */
    private final int[][] held;
    /** 1 + m/g for the fullest cell. */
    private final double[] factor;

    private final double[] ceiling;
    /** The class of the least energy of each bin. */
    private final byte[] classOfBin = new byte[BINS];

    private long firstBin;
    /** The speed that the classes were made for. */
    private double divided;

    private final int[] size;
    private final int[][] members;
    private int start;
    private int movedFrom;
    private int movedTo;
    private boolean movedToEmpty;
    private int[] place = {};
    private int[] classes = {};
    private int[] counts = {};
    /** The classes of the cell that was looked at last. */
    private int lowest;

    private int highest;

    /** @param count of classes, at most 127 */
    SpeedClasses(Gas gas, int species, int count) {
        this(
                velocity(gas.populations.get(species)),
                gas.populations.get(species).mass(),
                gas.occupation.get(species),
                gas.origin,
                count);
    }

    /**
     * @param velocity of each axis; live
     * @param occupation null for Maxwell statistics
     * @param origin the velocity from which speeds are measured; live
     * @param count of classes, at most 127
     */
    SpeedClasses(double[][] velocity, double mass, @Nullable OccupationNumbers occupation, double[] origin, int count) {
        numbers = occupation != null && occupation.sign > 0 ? occupation : null;
        v = velocity;
        this.origin = origin;
        this.mass = mass;
        this.count = count;
        edge = numbers == null ? 0 : numbers.cells.edge();
        unit = numbers == null ? 0 : numbers.unit;
        upper = new double[count];
        upperEnergy = new double[count];
        top = new double[count];
        bottom = new double[count];
        most = new int[count];
        held = new int[count][64];
        factor = new double[count];
        ceiling = new double[count];
        size = new int[count];
        members = new int[count][16];
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
        divide(roundedUp(fastest));
        Arrays.fill(size, 0);
        Arrays.fill(most, 0);
        for (int[] h : held) {
            Arrays.fill(h, 0);
        }
        for (int i = from; i < to; i++) {
            add(i, classOfEnergy(energy(i)));
            if (numbers != null) {
                enter(cell(i), 1);
            }
        }
        for (int m = 0; m < count; m++) {
            bound(m);
        }
        lift();
    }

    private static double roundedUp(double speed) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(speed) >>> BITS_ROUNDED) + 1 << BITS_ROUNDED);
    }

    private void divide(double fastest) {
        if (fastest == divided) {
            return;
        }
        divided = fastest;
        double slowest = Math.min(0.5 * fastest, Math.max(fastest / RANGE, FINEST * edge));
        double ratio = Math.pow(slowest / fastest, 1.0 / (count - 1));
        double speed = fastest;
        for (int m = count - 1; m >= 0; m--) {
            reach(m, speed);
            speed *= ratio;
        }
        System.arraycopy(upperEnergy, 0, top, 0, count - 1);
        System.arraycopy(upperEnergy, 0, bottom, 1, count - 1);
        top[count - 1] = Double.POSITIVE_INFINITY;
        bottom[0] = Double.NEGATIVE_INFINITY;
        firstBin = bin(upperEnergy[count - 1]) - (BINS - 1);
        for (int b = 1; b < BINS; b++) {
            double least = Double.longBitsToDouble(firstBin + b << BITS_BELOW_BIN);
            int m = classOfBin[b - 1];
            while (m < count - 1 && least > upperEnergy[m]) {
                m++;
            }
            classOfBin[b] = (byte) m;
        }
    }

    private static long bin(double energy) {
        return Double.doubleToRawLongBits(Math.max(0, energy)) >>> BITS_BELOW_BIN;
    }

    private void reach(int m, double speed) {
        upper[m] = speed;
        upperEnergy[m] = 0.5 * mass * speed * speed;
    }

    private void bound(int m) {
        factor[m] = 1 + most[m] * unit;
    }

    /** Takes all ceilings anew. */
    void lift() {
        for (int m = 0; m < count; m++) {
            lift(m);
        }
    }

    private void lift(int m) {
        int room = most[m] / PART_OF_COUNT;
        ceiling[m] = factor[m] + room * unit;
    }

    private int cell(int i) {
        return numbers == null ? 0 : numbers.cell(v[0][i], v[1][i], v[v.length - 1][i]);
    }

    private double energy(int i) {
        double sum = 0;
        for (int axis = 0; axis < v.length; axis++) {
            double c = v[axis][i] - origin[axis];
            sum += c * c;
        }
        return 0.5 * mass * sum;
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
     * @return whether the last class reaches farther now
     */
    boolean move(int i) {
        double e = energy(i);
        boolean risen = e > upperEnergy[count - 1];
        if (risen) {
            reach(count - 1, roundedUp(Math.sqrt(2 * e / mass)));
            divided = 0;
        }
        movedFrom = classes[i - start];
        movedTo = classOfEnergy(e);
        movedToEmpty = false;
        if (movedTo != movedFrom) {
            int last = members[movedFrom][--size[movedFrom]];
            members[movedFrom][place[i - start]] = last;
            place[last - start] = place[i - start];
            movedToEmpty = size[movedTo] == 0;
            add(i, movedTo);
        }
        return risen;
    }

    /**
     * Takes the numbers of the cells anew that a particle has left and entered.
     *
     * @param from a cell
     * @param to another one
     * @param leaves the cell that one more particle has left already, of which this is to be told later
     * @param enters the cell that it has entered
     * @return whether a bound has passed its ceiling, which then rises
     */
    boolean move(int from, int to, int leaves, int enters) {
        if (from == to || numbers == null) {
            return false;
        }
        int left = counts[from] + later(from, leaves, enters);
        boolean risen = change(from, left + 1, left);
        int entered = counts[to] + later(to, leaves, enters);
        return risen | change(to, entered - 1, entered);
    }

    private static int later(int cell, int leaves, int enters) {
        return (cell == leaves ? 1 : 0) - (cell == enters ? 1 : 0);
    }

    private boolean change(int cell, int before, int after) {
        if (!look(cell)) {
            return false;
        }
        boolean risen = false;
        for (int m = lowest; m <= highest; m++) {
            int[] h = room(m, after);
            h[before] -= before;
            h[after] += after;
            int fullest = Math.max(most[m], after);
            while (fullest > 0 && h[fullest] == 0) {
                fullest--;
            }
            if (fullest != most[m]) {
                most[m] = fullest;
                bound(m);
                if (factor[m] > ceiling[m]) {
                    lift(m);
                    risen = true;
                }
            }
        }
        return risen;
    }

    /** Counts one of the particles of a cell. */
    private void enter(int cell, int particles) {
        int n = counts[cell];
        if (look(cell)) {
            for (int m = lowest; m <= highest; m++) {
                room(m, n)[n] += particles;
                most[m] = Math.max(most[m], n);
            }
        }
    }

    private int[] room(int m, int n) {
        if (n >= held[m].length) {
            held[m] = Arrays.copyOf(held[m], 2 * n);
        }
        return held[m];
    }

    /** Finds the classes that a cell reaches into; false for that outside the cube, which enhances nothing. */
    private boolean look(int cell) {
        if (numbers == null || cell == numbers.cells.count()) {
            return false;
        }
        double half = (0.5 + ROUNDING) * edge;
        double near = 0;
        double far = 0;
        for (int axis = 0; axis < v.length; axis++) {
            double middle = Math.abs(numbers.cells.middle(cell, axis) - origin[axis]);
            double least = Math.max(0, middle - half);
            near += least * least;
            far += (middle + half) * (middle + half);
        }
        lowest = classOfEnergy(0.5 * mass * near);
        highest = classOfEnergy(0.5 * mass * far);
        return true;
    }

    double mass() {
        return mass;
    }

    /** Number of classes. */
    int count() {
        return count;
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

    /** Least speed in a class. */
    double lower(int k) {
        return k == 0 ? 0 : upper[k - 1];
    }

    /** Least energy in a class. */
    double leastEnergy(int k) {
        return k == 0 ? 0 : upperEnergy[k - 1];
    }

    /** Largest energy in a class. */
    double largestEnergy(int k) {
        return upperEnergy[k];
    }

    /** By how much more one particle in a cell enhances, 1/g; 0 if there are no cells. */
    double unit() {
        return unit;
    }

    /** Relative velocities of two particles in one cell are not larger. */
    double diagonal() {
        return (1 + ROUNDING) * edge * Math.sqrt(v.length);
    }

    /** Bound of 1 + m/g in a class for m particles that are in a cell of Bose statistics, else 1. It changes seldom. */
    double ceiling(int k) {
        return ceiling[k];
    }

    /** The class of an energy. */
    int classOfEnergy(double energy) {
        int m = classOfBin[(int) Math.max(0, Math.min(BINS - 1, bin(energy) - firstBin))];
        while (m < count - 1 && energy > upperEnergy[m]) {
            m++;
        }
        return m;
    }

    /** The energies where classes end, live: the last one never does. */
    double[] tops() {
        return top;
    }

    /** The energies where they begin, live: the first one contains what rounding leaves below 0. */
    double[] bottoms() {
        return bottom;
    }
}
