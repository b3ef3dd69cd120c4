package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Box;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;

/** A rectangular part of a box and the particles in it. */
final class PartOfSpace {
    /** Local thermal speeds over their mean are taken to be no smaller and, the other way round, no larger. */
    private static final double LEAST_SCALE = 0.5;

    private static final double SINGULAR = 1e-9;

    private final Ensemble all;
    private final double boxVolume;
    private final double[] lower;
    private final double[] upper;
    /** members[species]: indices of particles. */
    private final int[][] members;

    private PartOfSpace(Ensemble all, double boxVolume, double[] lower, double[] upper, int[][] members) {
        this.all = all;
        this.boxVolume = boxVolume;
        this.lower = lower;
        this.upper = upper;
        this.members = members;
    }

    /**
     * The parts after a number of halvings: each is cut across its longest edge at the median of its particles.
     *
     * @throws NoEstimateException if too many particles are at one place
     */
    static List<PartOfSpace> of(Box box, Ensemble ensemble, int halvings) throws NoEstimateException {
        int[][] members = ensemble.populations().stream()
                .map(p -> IntStream.range(0, p.size()).toArray())
                .toArray(int[][]::new);
        List<PartOfSpace> parts = List.of(new PartOfSpace(
                ensemble, box.volume(), box.grid().lower(), box.grid().upper(), members));
        for (int level = 0; level < halvings; level++) {
            List<PartOfSpace> halves = new ArrayList<>();
            for (PartOfSpace part : parts) {
                part.halve(halves);
            }
            parts = halves;
        }
        return parts;
    }

    private void halve(List<PartOfSpace> into) throws NoEstimateException {
        int axis = 0;
        for (int a = 1; a < lower.length; a++) {
            axis = upper[a] - lower[a] > upper[axis] - lower[axis] ? a : axis;
        }
        double[] x = new double[Arrays.stream(members).mapToInt(m -> m.length).sum()];
        int count = 0;
        for (int i = 0; i < members.length; i++) {
            double[] position = all.populations().get(i).position(axis);
            for (int k : members[i]) {
                x[count++] = position[k];
            }
        }
        Arrays.parallelSort(x);
        double plane = x[count / 2];
        if (!(plane > x[0] && plane > lower[axis] && plane < upper[axis])) {
            throw new NoEstimateException("half of the particles of a part of the box are at one place");
        }
        int[][] left = new int[members.length][];
        int[][] right = new int[members.length][];
        for (int i = 0; i < members.length; i++) {
            double[] position = all.populations().get(i).position(axis);
            left[i] = Arrays.stream(members[i]).filter(k -> position[k] < plane).toArray();
            right[i] =
                    Arrays.stream(members[i]).filter(k -> position[k] >= plane).toArray();
        }
        double[] middleUpper = upper.clone();
        double[] middleLower = lower.clone();
        middleUpper[axis] = plane;
        middleLower[axis] = plane;
        into.add(new PartOfSpace(all, boxVolume, lower, middleUpper, left));
        into.add(new PartOfSpace(all, boxVolume, middleLower, upper, right));
    }

    /** The share of the box that this is. */
    double share() {
        double volume = 1;
        for (int a = 0; a < lower.length; a++) {
            volume *= upper[a] - lower[a];
        }
        return volume / boxVolume;
    }

    /** The mean of n_i n_j over this part, over the product of the means, of densities with linear trends: the mean position of the particles tells them. */
    double crowding(int first, int second) {
        double sum = 1;
        for (int a = 0; a < lower.length; a++) {
            sum += 12 * displacement(first, a) * displacement(second, a);
        }
        return sum;
    }

    /** Of the mean position from the middle, in units of the edge. */
    private double displacement(int species, int axis) {
        double[] position = all.populations().get(species).position(axis);
        double sum = 0;
        for (int k : members[species]) {
            sum += position[k];
        }
        return (sum / members[species].length - (lower[axis] + upper[axis]) / 2) / (upper[axis] - lower[axis]);
    }

    /** Number of particles of a species here. */
    int size(int species) {
        return members[species].length;
    }

    /** The particles of a species here as a homogeneous gas, their density that in this part. */
    Population homogeneous(int species) {
        Population p = all.populations().get(species);
        int[] here = members[species];
        Population population = new Population(
                p.species(),
                p.dimension(),
                here.length,
                p.weight() / share(),
                p.cells().orElse(null));
        for (int a = 0; a < p.dimension(); a++) {
            double[] velocity = p.velocity(a);
            Arrays.setAll(population.velocity(a), n -> velocity[here[n]]);
        }
        return population;
    }

    /**
     * A homogeneous gas of the particles in random order, their density that in this part. From the velocities the linear trends of the mean velocity and of the temperature of the whole gas in this
     * part are taken: v becomes u + (v - u(x)) (T/T(x))^(1/2), u and T the means.
     *
     * @throws NoEstimateException if a species is missing here
     */
    Ensemble withoutTrends(UniformRandomProvider rng) throws NoEstimateException {
        for (int i = 0; i < members.length; i++) {
            if (members[i].length == 0) {
                throw new NoEstimateException(
                        "there is no " + all.populations().get(i).species().name() + " in a part of the box");
            }
        }
        Trend velocity = new Trend(all.populations().get(0).dimension());
        velocity.fit(
                (p, k, values) -> {
                    for (int a = 0; a < values.length; a++) {
                        values[a] = p.velocity(a)[k];
                    }
                },
                p -> p.mass() * p.weight());
        Trend energy = new Trend(1);
        double[] u = new double[velocity.mean.length];
        energy.fit(
                (p, k, values) -> {
                    velocity.at(p, k, u);
                    double square = 0;
                    for (int a = 0; a < u.length; a++) {
                        double c = p.velocity(a)[k] - u[a];
                        square += c * c;
                    }
                    values[0] = p.mass() * square;
                },
                Population::weight);
        List<Population> populations = new ArrayList<>();
        double[] e = new double[1];
        for (int i = 0; i < members.length; i++) {
            Population p = all.populations().get(i);
            Population here = new Population(p.species(), u.length, members[i].length, p.weight() / share());
            int[] order = shuffled(members[i], rng);
            for (int n = 0; n < order.length; n++) {
                int k = order[n];
                velocity.at(p, k, u);
                energy.at(p, k, e);
                double scale = Math.sqrt(Math.max(e[0] / energy.mean[0], 0));
                scale = Math.min(Math.max(scale, LEAST_SCALE), 1 / LEAST_SCALE);
                for (int a = 0; a < u.length; a++) {
                    here.velocity(a)[n] = velocity.mean[a] + (p.velocity(a)[k] - u[a]) / scale;
                }
            }
            populations.add(here);
        }
        return new Ensemble(populations);
    }

    private static int[] shuffled(int[] members, UniformRandomProvider rng) {
        int[] order = members.clone();
        for (int n = order.length - 1; n > 0; n--) {
            int other = rng.nextInt(n + 1);
            int k = order[n];
            order[n] = order[other];
            order[other] = k;
        }
        return order;
    }

    private interface Values {
        void of(Population population, int k, double[] values);
    }

    private interface Weight {
        double of(Population population);
    }

    /** Linear functions of the position that fit values of the particles best. */
    private final class Trend {
        private final double[] centre = new double[lower.length];
        private final double[] mean;
        /** slope[value][axis]. */
        private final double[][] slope;

        Trend(int values) {
            mean = new double[values];
            slope = new double[values][lower.length];
        }

        void fit(Values of, Weight weight) {
            double[] value = new double[mean.length];
            double total = 0;
            for (int i = 0; i < members.length; i++) {
                Population p = all.populations().get(i);
                double w = weight.of(p);
                total += w * members[i].length;
                for (int k : members[i]) {
                    of.of(p, k, value);
                    for (int a = 0; a < centre.length; a++) {
                        centre[a] += w * p.position(a)[k];
                    }
                    for (int c = 0; c < value.length; c++) {
                        mean[c] += w * value[c];
                    }
                }
            }
            for (int a = 0; a < centre.length; a++) {
                centre[a] /= total;
            }
            for (int c = 0; c < mean.length; c++) {
                mean[c] /= total;
            }
            double[][] square = new double[centre.length][centre.length];
            double[][] product = new double[mean.length][centre.length];
            double[] x = new double[centre.length];
            for (int i = 0; i < members.length; i++) {
                Population p = all.populations().get(i);
                double w = weight.of(p) / total;
                for (int k : members[i]) {
                    of.of(p, k, value);
                    for (int a = 0; a < x.length; a++) {
                        x[a] = p.position(a)[k] - centre[a];
                    }
                    for (int a = 0; a < x.length; a++) {
                        for (int b = 0; b < x.length; b++) {
                            square[a][b] += w * x[a] * x[b];
                        }
                        for (int c = 0; c < value.length; c++) {
                            product[c][a] += w * x[a] * (value[c] - mean[c]);
                        }
                    }
                }
            }
            try {
                var solver = new CholeskyDecomposition(MatrixUtils.createRealMatrix(square), SINGULAR, 0).getSolver();
                for (int c = 0; c < mean.length; c++) {
                    slope[c] = solver.solve(MatrixUtils.createRealVector(product[c]))
                            .toArray();
                }
            } catch (MathRuntimeException e) {
                // all are in one plane: there is no trend across it to be seen
            }
        }

        void at(Population p, int k, double[] values) {
            for (int c = 0; c < values.length; c++) {
                values[c] = mean[c];
                for (int a = 0; a < centre.length; a++) {
                    values[c] += slope[c][a] * (p.position(a)[k] - centre[a]);
                }
            }
        }
    }
}
