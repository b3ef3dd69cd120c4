package io.github.stosszahl.collide;

import io.github.stosszahl.particles.Population;
import java.util.Arrays;

/**
 * What the collisions of species of unequal weights do to total momentum and energy: these are martingales, whose variance is the sum of the products of their changes
 * ({@link Population#invariantVariation}). The first run of each batch is observed and stands for the batch.
 */
final class QuadraticVariation {
    private final Gas gas;
    private final double[][] before;
    private final double[] change;

    QuadraticVariation(Gas gas) {
        this.gas = gas;
        before = new double[2 * Batch.SIZE][gas.dimension];
        change = new double[gas.dimension + 1];
    }

    /** Variations of one visit: matrices of (d+1)^2 elements, one per species. */
    static double[][] zero(Gas gas) {
        int rows = gas.dimension + 1;
        return new double[gas.populations.size()][rows * rows];
    }

    /**
     * Lets a batch collide and adds the variation to that of the first species of its leg.
     *
     * @return the first run that was not done
     */
    int observe(Leg leg, Batch batch, PairKernel kernel, double[][] varied) {
        before(leg, batch);
        int end = kernel.collide(leg, batch, 0, 1);
        after(leg, batch, varied);
        return batch.outgrown ? end : kernel.collide(leg, batch, end, batch.runs);
    }

    /** To be called before the first run of a batch. */
    void before(Leg leg, Batch batch) {
        for (int l = 0; l < batch.length(0); l++) {
            copy(leg, batch, l);
        }
    }

    /** To be called after the first run of a batch. */
    void after(Leg leg, Batch batch, double[][] varied) {
        int pairs = batch.length(0);
        double scale = (double) batch.candidates / pairs;
        double[] sum = varied[leg.channel.first];
        for (int l = 0; l < pairs; l++) {
            add(leg, batch, l, scale, sum);
        }
    }

    private void copy(Leg leg, Batch batch, int l) {
        Population a = gas.populations.get(leg.channel.first);
        Population b = gas.populations.get(leg.channel.second);
        int i = leg.first(batch.first[0] + l);
        int j = leg.second(batch.second[0] + l);
        for (int axis = 0; axis < gas.dimension; axis++) {
            before[2 * l][axis] = a.velocity(axis)[i];
            before[2 * l + 1][axis] = b.velocity(axis)[j];
        }
    }

    private void add(Leg leg, Batch batch, int l, double scale, double[] sum) {
        Population a = gas.populations.get(leg.channel.first);
        Population b = gas.populations.get(leg.channel.second);
        double first = a.mass() * a.weight();
        double second = b.mass() * b.weight();
        int i = leg.first(batch.first[0] + l);
        int j = leg.second(batch.second[0] + l);
        double energy = 0;
        for (int axis = 0; axis < gas.dimension; axis++) {
            double v = a.velocity(axis)[i];
            double w = b.velocity(axis)[j];
            double v0 = before[2 * l][axis];
            double w0 = before[2 * l + 1][axis];
            double origin = 2 * gas.origin[axis];
            change[axis] = first * (v - v0) + second * (w - w0);
            energy += first * (v - v0) * (v + v0 - origin) + second * (w - w0) * (w + w0 - origin);
        }
        int rows = change.length;
        change[rows - 1] = energy / 2;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < rows; column++) {
                sum[row * rows + column] += scale * change[row] * change[column];
            }
        }
    }

    /** Adds the variation of a visit to that of the populations and sets it to zero. */
    static void settle(Gas gas, double[][] varied) {
        for (int i = 0; i < varied.length; i++) {
            double[][] total = gas.populations.get(i).invariantVariation();
            for (int row = 0; row < total.length; row++) {
                for (int column = 0; column < total.length; column++) {
                    total[row][column] += varied[i][row * total.length + column];
                }
            }
            Arrays.fill(varied[i], 0);
        }
    }
}
