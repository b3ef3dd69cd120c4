package io.github.stosszahl.collide;

import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.Delocalisation;
import io.github.stosszahl.model.Grid;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AliasMethodDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;

/**
 * Where partners of a delocalised collision are: the cells of the neighbourhood of a particle, told by how many cells they are away along each axis. The bound of a neighbour is the largest kappa of a particle in it, that of the
 * distance between the nearest points of the two cells.
 */
final class PartnerCells {
    private final int axes;
    private final Delocalisation kernel;
    /** [axis][neighbour]: how many cells away. */
    private final int[][] shift;
    /** Of the nearest points. */
    private final double[] squaredNearest;

    private final double sum;
    private final DiscreteSampler sampler;

    private final int[] cells;
    private final double[] lower;
    private final double[] length;
    /** Cells per length. */
    private final double[] density;

    private final boolean[] periodic;
    /** What is added to the positions in the cell of {@link #cell}, as the box is repeated beyond periodic faces. */
    private final double[] away;

    /**
     * @param rng from which neighbours are drawn
     * @throws IllegalArgumentException if there are too many neighbours, see {@link Delocalisation#fits}
     */
    PartnerCells(Box box, Delocalisation kernel, UniformRandomProvider rng) {
        if (!kernel.fits(box)) {
            throw new IllegalArgumentException(
                    "the range of delocalised collisions is too many cells long: " + kernel.range());
        }
        this.kernel = kernel;
        Grid grid = box.grid();
        axes = grid.dimension();
        cells = grid.cells();
        lower = grid.lower();
        length = new double[axes];
        density = new double[axes];
        periodic = new boolean[axes];
        away = new double[axes];
        int[] farthest = kernel.farthestCells(box);
        int all = 1;
        for (int a = 0; a < axes; a++) {
            length[a] = grid.upper()[a] - lower[a];
            density[a] = 1 / grid.edge(a);
            periodic[a] = box.faces().get(a).isPeriodic();
            all *= 2 * farthest[a] + 1;
        }
        int[][] shifts = new int[axes][all];
        double[] squares = new double[all];
        double[] bounds = new double[all];
        double total = 0;
        int n = 0;
        for (int k = 0; k < all; k++) {
            int rest = k;
            double square = 0;
            for (int a = 0; a < axes; a++) {
                int steps = rest % (2 * farthest[a] + 1) - farthest[a];
                rest /= 2 * farthest[a] + 1;
                shifts[a][n] = steps;
                double gap = Math.max(0, Math.abs(steps) - 1) * grid.edge(a);
                square += gap * gap;
            }
            if (square < kernel.reach() * kernel.reach()) {
                squares[n] = square;
                bounds[n] = kernel.density(square, axes);
                total += bounds[n];
                n++;
            }
        }
        int count = n;
        shift = new int[axes][];
        Arrays.setAll(shift, a -> Arrays.copyOf(shifts[a], count));
        squaredNearest = Arrays.copyOf(squares, count);
        sum = total;
        sampler = AliasMethodDiscreteSampler.of(rng, Arrays.copyOf(bounds, count));
    }

    /** The sum of the bounds of all neighbours, per volume. */
    double sumOfBounds() {
        return sum;
    }

    /** A random neighbour, in proportion to the bounds. */
    int draw() {
        return sampler.sample();
    }

    /**
     * The cell that is a neighbour of a particle.
     *
     * @param position one array per axis
     * @param k the particle
     * @return -1 if it is beyond a wall
     */
    int cell(int neighbour, double[][] position, int k) {
        int cell = 0;
        for (int a = 0; a < axes; a++) {
            // up to rounding this is the cell that the particle is sorted into; what counts is where it is
            int own = Math.min(cells[a] - 1, Math.max(0, (int) ((position[a][k] - lower[a]) * density[a])));
            int place = own + shift[a][neighbour];
            int turns = Math.floorDiv(place, cells[a]);
            if (turns != 0 && !periodic[a]) {
                return -1;
            }
            away[a] = turns * length[a];
            cell = cell * cells[a] + place - turns * cells[a];
        }
        return cell;
    }

    /**
     * Whether a particle of the cell that {@link #cell} found is accepted as a partner, with the probability kappa over the bound of the neighbour.
     *
     * @param exponential an exponential number of mean 1
     */
    boolean accepts(int neighbour, double[][] position, int k, double[][] partners, int l, double exponential) {
        double square = 0;
        for (int a = 0; a < axes; a++) {
            double distance = partners[a][l] + away[a] - position[a][k];
            square = Math.fma(distance, distance, square);
        }
        return square < kernel.squaredDistance(squaredNearest[neighbour], exponential);
    }
}
