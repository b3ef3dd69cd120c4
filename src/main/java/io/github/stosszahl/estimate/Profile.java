package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Grid;
import java.util.List;

/**
 * Moments of every cell of space at one time, or averaged over times.
 *
 * @param grid the cells
 * @param columns one for every species and quantity, then those of the whole system
 */
public record Profile(Grid grid, List<Column> columns) {
    /** Copies the list. */
    public Profile {
        columns = List.copyOf(columns);
    }

    /**
     * One quantity of all cells.
     *
     * @param species index in the mixture, or {@link Quantity#WHOLE_SYSTEM}
     * @param name as in the time series
     * @param values one per cell; NaN where there are too few particles
     * @param standardErrors one per cell; NaN where it cannot be told
     */
    public record Column(int species, String name, double[] values, double[] standardErrors) {
        /** Value and standard error of a cell. */
        public Estimate estimate(int cell) {
            return new Estimate(values[cell], standardErrors[cell]);
        }
    }
}
