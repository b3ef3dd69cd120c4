package io.github.stosszahl.estimate;

/**
 * Functions of single coordinates: cubic splines of z_1, then of z_2 and so on. Beams and layers along a principal axis make a log density that a few of them describe, and polynomials of the direction
 * hardly do.
 *
 * @param splines of every coordinate
 * @param dimension d
 */
record LogitSums(CubicSplines splines, int dimension) implements LogitBasis {
    @Override
    public int size() {
        return dimension * splines.size();
    }

    @Override
    public double sum(double[] c, int index, double[] z, double r, Scratch scratch) {
        double sum = 0;
        for (int a = 0; a < dimension; a++) {
            int first = index + a * splines.size() + splines.at(z[a], scratch.values);
            for (int j = 0; j < MOST; j++) {
                sum += scratch.values[j] * c[first + j];
            }
        }
        return sum;
    }

    @Override
    public void add(double[] into, int index, double amount, double[] z, double r, Scratch scratch) {
        for (int a = 0; a < dimension; a++) {
            int first = index + a * splines.size() + splines.at(z[a], scratch.values);
            for (int j = 0; j < MOST; j++) {
                into[first + j] += amount * scratch.values[j];
            }
        }
    }

    @Override
    public void addTo(double[][] phi, PolarGrid grid, double[] c, int index) {
        double[] values = new double[MOST];
        for (int i = 0; i < phi.length; i++) {
            for (int s = 0; s < phi[i].length; s++) {
                for (int a = 0; a < dimension; a++) {
                    int first = index + place(grid, i, s, a, values);
                    for (int j = 0; j < MOST; j++) {
                        phi[i][s] += values[j] * c[first + j];
                    }
                }
            }
        }
    }

    /** The first function of a coordinate that is not zero at a point of the grid. */
    private int place(PolarGrid grid, int node, int s, int a, double[] values) {
        return a * splines.size() + splines.at(grid.radius(node) * grid.direction(s)[a], values);
    }

    @Override
    public void subtractMeans(PolarGrid grid, double[][] weight, double[] from, int index) {
        double[] values = new double[MOST];
        for (int i = 0; i < weight.length; i++) {
            for (int s = 0; s < weight[i].length; s++) {
                for (int a = 0; a < dimension; a++) {
                    int first = index + place(grid, i, s, a, values);
                    for (int j = 0; j < MOST; j++) {
                        from[first + j] -= weight[i][s] * values[j];
                    }
                }
            }
        }
    }

    @Override
    public double[][] products(PolarGrid grid, double[][] weight) {
        double[][] result = new double[size()][size()];
        int[] index = new int[dimension * MOST];
        double[] value = new double[index.length];
        double[] values = new double[MOST];
        for (int i = 0; i < weight.length; i++) {
            for (int s = 0; s < weight[i].length; s++) {
                for (int a = 0; a < dimension; a++) {
                    int first = place(grid, i, s, a, values);
                    for (int j = 0; j < MOST; j++) {
                        index[a * MOST + j] = first + j;
                        value[a * MOST + j] = values[j];
                    }
                }
                for (int k = 0; k < index.length; k++) {
                    double scaled = weight[i][s] * value[k];
                    double[] row = result[index[k]];
                    for (int l = 0; l < index.length; l++) {
                        row[index[l]] += scaled * value[l];
                    }
                }
            }
        }
        return result;
    }
}
