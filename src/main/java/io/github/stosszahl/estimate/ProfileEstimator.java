package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Space;
import io.github.stosszahl.particles.CellOrder;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import java.util.List;

/**
 * The moments of every cell at one time.
 *
 * <p>Values are those of the particles of all replicas together. With several replicas the standard error is that of the jackknife over replicas. With one it is that of
 * independent particles whose number is Poisson: the sum over the particles of a cell of the square of what each one changes a value by (Efron and Stein 1981, equal to the
 * variance for sums and to leading order for their functions).
 */
public final class ProfileEstimator {
    private ProfileEstimator() {}

    /**
     * Estimates.
     *
     * @param mixture the equation
     * @param space not homogeneous
     * @param grid the cells that all populations are sorted into
     * @param replicas at least one
     */
    public static Profile of(Mixture mixture, Space space, Grid grid, List<Ensemble> replicas) {
        int cells = grid.count();
        int species = mixture.species().size();
        CellEvaluation evaluation = new CellEvaluation(mixture, space, grid, replicas.get(0));
        CellSums[][] sums = new CellSums[replicas.size()][species];
        for (int r = 0; r < replicas.size(); r++) {
            for (int i = 0; i < species; i++) {
                sums[r][i] = new CellSums(mixture.dimension(), cells);
                sums[r][i].add(replicas.get(r).populations().get(i));
            }
        }
        if (replicas.size() > 1) {
            return Jackknife.profile(grid, evaluation, sums, 1);
        }
        return ofOne(mixture, grid, evaluation, sums[0], replicas.get(0));
    }

    private static Profile ofOne(
            Mixture mixture, Grid grid, CellEvaluation evaluation, CellSums[] sums, Ensemble ensemble) {
        List<Profile.Column> columns = evaluation.columns(grid.count());
        int d = mixture.dimension();
        double[][] total = new double[sums.length][CellSums.count(d)];
        double[] term = new double[CellSums.count(d)];
        double[] v = new double[d];
        double[] value = new double[evaluation.width()];
        double[] without = new double[evaluation.width()];
        double[] variance = new double[evaluation.width()];
        for (int cell = 0; cell < grid.count(); cell++) {
            for (int i = 0; i < sums.length; i++) {
                Arrays.fill(total[i], 0);
                sums[i].addTo(total[i], cell, 1);
            }
            evaluation.evaluate(total, 1, value);
            Arrays.fill(variance, 0);
            for (int i = 0; i < sums.length; i++) {
                Population p = ensemble.populations().get(i);
                CellOrder order = p.order().orElseThrow();
                for (int k = order.start(cell); k < order.start(cell + 1); k++) {
                    CellSums.read(p, k, v);
                    CellSums.terms(v, 1, term);
                    subtract(total[i], term, 1);
                    evaluation.evaluate(total, 1, without);
                    subtract(total[i], term, -1);
                    for (int q = 0; q < value.length; q++) {
                        double change = value[q] - without[q];
                        variance[q] += change * change;
                    }
                }
            }
            for (int q = 0; q < value.length; q++) {
                columns.get(q).values()[cell] = value[q];
                columns.get(q).standardErrors()[cell] = Math.sqrt(variance[q]);
            }
        }
        return new Profile(grid, columns);
    }

    private static void subtract(double[] from, double[] term, double factor) {
        for (int s = 0; s < from.length; s++) {
            from[s] -= factor * term[s];
        }
    }
}
