package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Grid;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Profiles from groups of equal size: the value is that of all groups, the standard error that of the jackknife that leaves one out. */
final class Jackknife {
    private Jackknife() {}

    /**
     * The profile of groups that are independent of one another.
     *
     * @param groups [group][species], at least two groups
     * @param samples number of ensembles that the sums of a group are of
     */
    static Profile profile(Grid grid, CellEvaluation evaluation, CellSums[][] groups, double samples) {
        return profile(grid, evaluation, groups, samples, 1);
    }

    /**
     * The profile of groups that follow one another in time and are correlated, quantity by quantity.
     *
     * @param series number of groups of a series; different series are independent
     */
    static Profile profile(Grid grid, CellEvaluation evaluation, CellSums[][] groups, double samples, int series) {
        List<Profile.Column> columns = evaluation.columns(grid.count());
        int count = groups.length;
        int species = groups[0].length;
        double[][] total = new double[species][groups[0][0].count()];
        double[][] rest = new double[species][total[0].length];
        double[] value = new double[evaluation.width()];
        double[][] without = new double[count][evaluation.width()];
        SerialCorrelation[] correlations = Stream.generate(() -> new SerialCorrelation(series))
                .limit(value.length)
                .toArray(SerialCorrelation[]::new);
        for (int cell = 0; cell < grid.count(); cell++) {
            for (int i = 0; i < species; i++) {
                Arrays.fill(total[i], 0);
                for (CellSums[] group : groups) {
                    group[i].addTo(total[i], cell, 1);
                }
            }
            evaluation.evaluate(total, count * samples, value);
            for (int g = 0; g < count; g++) {
                for (int i = 0; i < species; i++) {
                    System.arraycopy(total[i], 0, rest[i], 0, rest[i].length);
                    groups[g][i].addTo(rest[i], cell, -1);
                }
                evaluation.evaluate(rest, (count - 1) * samples, without[g]);
            }
            for (int q = 0; q < value.length; q++) {
                columns.get(q).values()[cell] = value[q];
                columns.get(q).standardErrors()[cell] = standardError(without, q);
                correlations[q].add(without, q);
            }
        }
        for (int q = 0; q < value.length; q++) {
            double factor = Math.sqrt(correlations[q].inflation(count));
            double[] errors = columns.get(q).standardErrors();
            Arrays.setAll(errors, cell -> errors[cell] * factor);
        }
        return new Profile(grid, columns);
    }

    private static double standardError(double[][] without, int q) {
        double mean = 0;
        for (double[] values : without) {
            mean += values[q] / without.length;
        }
        double squares = 0;
        for (double[] values : without) {
            squares += (values[q] - mean) * (values[q] - mean);
        }
        return Math.sqrt(squares * (without.length - 1) / without.length);
    }
}
