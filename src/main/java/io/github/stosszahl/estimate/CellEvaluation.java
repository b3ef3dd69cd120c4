package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Space;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** All values of a cell, of every species and of the whole system, from the sums over its particles. Has scratch memory: one for each thread. */
final class CellEvaluation {
    private final double[] density;
    private final double[] mass;
    private final CellMoments moments;
    private final List<String> names;
    private final double[] weighted;
    private final double[] whole;
    private final double[] values;

    /**
     * @param space whose volume weights refer to
     * @param grid its cells
     * @param ensemble gives the masses and weights
     */
    CellEvaluation(Mixture mixture, Space space, Grid grid, Ensemble ensemble) {
        List<Population> populations = ensemble.populations();
        double cellsPerVolume = space.volume() * grid.count() / grid.volume();
        density = populations.stream()
                .mapToDouble(p -> p.weight() * cellsPerVolume)
                .toArray();
        mass = populations.stream().mapToDouble(Population::mass).toArray();
        moments = new CellMoments(mixture.dimension(), mixture.boltzmannConstant());
        names = moments.names();
        weighted = new double[CellSums.count(mixture.dimension())];
        whole = new double[weighted.length];
        values = new double[names.size()];
    }

    /** Number of values. */
    int width() {
        return (density.length + 1) * names.size();
    }

    /** Columns of a profile with these values, empty. */
    List<Profile.Column> columns(int cells) {
        List<Profile.Column> columns = new ArrayList<>();
        IntStream.rangeClosed(0, density.length)
                .map(part -> part == density.length ? Quantity.WHOLE_SYSTEM : part)
                .forEach(part -> names.forEach(
                        name -> columns.add(new Profile.Column(part, name, new double[cells], new double[cells]))));
        return columns;
    }

    /**
     * Evaluates.
     *
     * @param sums [species][sum], over all samples
     * @param samples number of ensembles that the sums are of
     * @param out gets the values, in the order of the columns
     */
    void evaluate(double[][] sums, double samples, double[] out) {
        Arrays.fill(whole, 0);
        double particles = 0;
        double number = 0;
        for (int i = 0; i < density.length; i++) {
            double unit = density[i] / samples;
            for (int s = 0; s < whole.length; s++) {
                weighted[s] = mass[i] * unit * sums[i][s];
                whole[s] += weighted[s];
            }
            write(unit * sums[i][0], weighted, sums[i][0], i, out);
            number += unit * sums[i][0];
            particles += sums[i][0];
        }
        write(number, whole, particles, density.length, out);
    }

    private void write(double n, double[] sums, double particles, int part, double[] out) {
        moments.evaluate(n, sums, particles, values);
        System.arraycopy(values, 0, out, part * values.length, values.length);
    }
}
