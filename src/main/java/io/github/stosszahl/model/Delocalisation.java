package io.github.stosszahl.model;

/**
 * The kernel kappa of the delocalised equation: in Q_ij the partner density f_j is taken at x_* and weighted with kappa(|x - x_*|). It is not increasing and has the integral 1 over R^dx, dx being the
 * dimension of the box. Particles that collide keep their positions.
 */
public sealed interface Delocalisation {
    /** Most cells among which the partners of one particle are searched, by {@link #farthestCells}. */
    int MOST_CELLS = 1 << 20;

    /** l, the scale of kappa, a length. */
    double range();

    /** A distance beyond which the integral of kappa is 0, or below 1e-13 for dx = 1, 2 and 3. */
    double reach();

    /**
     * kappa at a distance.
     *
     * @param squaredDistance square of the distance
     * @param dimension dx, from 1 to 3
     * @return a number per length, area or volume
     */
    double density(double squaredDistance, int dimension);

    /**
     * The square of a random distance that is above r with the probability kappa(r)/kappa(r_0) for every r from r_0 on.
     *
     * @param squaredNearest r_0^2
     * @param exponential an exponential number of mean 1
     */
    double squaredDistance(double squaredNearest, double exponential);

    /**
     * The volume in which uniform partners would be as many as kappa has of them: the reciprocal of the integral of its square over R^dx. Of two partners that are drawn with the probability kappa from particles
     * of a density n, the second is the first again with the probability 1/(1 + n volume), for many of them.
     *
     * @param dimension dx, from 1 to 3
     */
    double volume(int dimension);

    /**
     * How many cells away, along each axis of a box, particles are that may be partners of one: up to {@link #reach}, but not beyond walls. Through periodic faces they are counted on, as if the box were
     * repeated.
     */
    default int[] farthestCells(Box box) {
        Grid grid = box.grid();
        int[] cells = grid.cells();
        int[] farthest = new int[cells.length];
        for (int a = 0; a < farthest.length; a++) {
            int most = box.faces().get(a).isPeriodic() ? MOST_CELLS : cells[a] - 1;
            farthest[a] = (int) Math.min(most, Math.ceil(reach() / grid.edge(a)));
        }
        return farthest;
    }

    /** The number of cells of a box that are no farther away, the own one included. */
    default double cellsWithin(Box box) {
        double cells = 1;
        for (int farthest : farthestCells(box)) {
            cells *= 2.0 * farthest + 1;
        }
        return cells;
    }

    /** Whether partners are searched among no more than {@link #MOST_CELLS} cells of a box. */
    default boolean fits(Box box) {
        return cellsWithin(box) <= MOST_CELLS;
    }

    /**
     * kappa is constant on the ball of radius l: 1/(2 l), 1/(pi l^2) or 3/(4 pi l^3).
     *
     * @param range l, positive
     */
    record Ball(double range) implements Delocalisation {
        /** @throws IllegalArgumentException if the range is not positive and finite */
        public Ball {
            Require.positive("range", range);
        }

        @Override
        public double reach() {
            return range;
        }

        @Override
        public double density(double squaredDistance, int dimension) {
            if (squaredDistance >= range * range) {
                return 0;
            }
            return switch (dimension) {
                case 1 -> 1 / (2 * range);
                case 2 -> 1 / (Math.PI * range * range);
                default -> 3 / (4 * Math.PI * range * range * range);
            };
        }

        @Override
        public double squaredDistance(double squaredNearest, double exponential) {
            return range * range;
        }

        @Override
        public double volume(int dimension) {
            return 1 / density(0, dimension);
        }
    }

    /**
     * kappa is normal: (2 pi l^2)^(-dx/2) exp(-r^2/(2 l^2)).
     *
     * @param range l, the standard deviation of each coordinate, positive
     */
    record Gaussian(double range) implements Delocalisation {
        /** P(r &gt; 8 l) is 1.2e-15, 1.3e-14 and 8.2e-14 for dx = 1, 2 and 3. */
        private static final double REACH = 8;

        /** @throws IllegalArgumentException if the range is not positive and finite */
        public Gaussian {
            Require.positive("range", range);
        }

        @Override
        public double reach() {
            return REACH * range;
        }

        @Override
        public double density(double squaredDistance, int dimension) {
            double perAxis = 1 / (Math.sqrt(2 * Math.PI) * range);
            double peak = perAxis;
            for (int a = 1; a < dimension; a++) {
                peak *= perAxis;
            }
            // the strict function gives the same bits everywhere
            return peak * StrictMath.exp(-squaredDistance / (2 * range * range));
        }

        @Override
        public double squaredDistance(double squaredNearest, double exponential) {
            return squaredNearest + 2 * range * range * exponential;
        }

        @Override
        public double volume(int dimension) {
            // the square of a normal density is one of half the variance, over (2 sqrt(pi) l)^dx
            return Math.pow(2 * Math.sqrt(Math.PI) * range, dimension);
        }
    }
}
