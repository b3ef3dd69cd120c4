package io.github.stosszahl.estimate;

import java.util.stream.IntStream;

/**
 * Products of functions of |z| and monomials of z/|z|. Coefficients are in the order of the radial functions, for each of them that of the monomials.
 *
 * @param radial functions of |z|
 * @param powers exponents of the monomials
 */
record LogitProducts(Radial radial, int[][] powers) implements LogitBasis {
    /** Values of functions of |z|, of which at most {@link #MOST} in a row are not zero. */
    interface Radial {
        int size();

        /** Returns the index of the first function that is not zero. */
        int at(double r, double[] values);
    }

    @Override
    public int size() {
        return radial.size() * powers.length;
    }

    /** Functions of |z| that are not zero at a point. */
    int width() {
        return Math.min(MOST, radial.size());
    }

    /** 1 and r^2. */
    static Radial parabola() {
        return new Radial() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public int at(double r, double[] values) {
                values[0] = 1;
                values[1] = r * r;
                return 0;
            }
        };
    }

    /** r^2 and r^3, constant beyond an outer radius. */
    static Radial squareAndCube(double outer) {
        return new Radial() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public int at(double radius, double[] values) {
                double r = Math.min(radius, outer);
                values[0] = r * r;
                values[1] = r * r * r;
                return 0;
            }
        };
    }

    /** Splines without the first one, the only one that is not zero at 0. */
    static Radial vanishing(CubicSplines splines) {
        return new Radial() {
            @Override
            public int size() {
                return splines.size() - 1;
            }

            @Override
            public int at(double r, double[] values) {
                int first = splines.at(r, values);
                if (first > 0) {
                    return first - 1;
                }
                System.arraycopy(values, 1, values, 0, MOST - 1);
                values[MOST - 1] = 0;
                return 0;
            }
        };
    }

    /** Exponents of the monomials of a unit vector that are independent: the last component has exponent 0 or 1. The first one is the constant. */
    static int[][] powers(int dimension, int degree) {
        return IntStream.range(0, (degree + 1) * (degree + 1) * 2)
                .mapToObj(i -> dimension == 2
                        ? new int[] {i / 2, i % 2}
                        : new int[] {i / 2 / (degree + 1), i / 2 % (degree + 1), i % 2})
                .filter(p -> IntStream.of(p).sum() <= degree)
                .toArray(int[][]::new);
    }

    /** The value of a monomial at a unit vector. */
    double monomial(int index, double[] unit) {
        int[] power = powers[index];
        double product = 1;
        for (int a = 0; a < power.length; a++) {
            for (int m = 0; m < power[a]; m++) {
                product *= unit[a];
            }
        }
        return product;
    }

    private static void turnTo(double[] z, double r, Scratch scratch) {
        for (int a = 0; a < z.length; a++) {
            scratch.unit[a] = z[a] / r;
        }
    }

    @Override
    public double sum(double[] c, int index, double[] z, double r, Scratch scratch) {
        turnTo(z, r, scratch);
        int first = index + radial.at(r, scratch.values) * powers.length;
        int width = width();
        double sum = 0;
        for (int a = 0; a < powers.length; a++) {
            double along = 0;
            for (int j = 0; j < width; j++) {
                along += scratch.values[j] * c[first + j * powers.length + a];
            }
            sum += along * monomial(a, scratch.unit);
        }
        return sum;
    }

    @Override
    public void add(double[] into, int index, double amount, double[] z, double r, Scratch scratch) {
        turnTo(z, r, scratch);
        int first = index + radial.at(r, scratch.values) * powers.length;
        int width = width();
        for (int a = 0; a < powers.length; a++) {
            double y = amount * monomial(a, scratch.unit);
            for (int j = 0; j < width; j++) {
                into[first + j * powers.length + a] += scratch.values[j] * y;
            }
        }
    }

    /** Values of the monomials: shape[direction][monomial]. */
    private double[][] shape(PolarGrid grid) {
        double[][] shape = new double[grid.directions()][powers.length];
        for (int s = 0; s < shape.length; s++) {
            for (int a = 0; a < powers.length; a++) {
                shape[s][a] = monomial(a, grid.direction(s));
            }
        }
        return shape;
    }

    @Override
    public void addTo(double[][] phi, PolarGrid grid, double[] c, int index) {
        double[][] shape = shape(grid);
        double[] values = new double[MOST];
        for (int i = 0; i < phi.length; i++) {
            int first = index + radial.at(grid.radius(i), values) * powers.length;
            double[] along = new double[powers.length];
            for (int j = 0; j < width(); j++) {
                for (int a = 0; a < along.length; a++) {
                    along[a] += values[j] * c[first + j * along.length + a];
                }
            }
            for (int s = 0; s < shape.length; s++) {
                for (int a = 0; a < along.length; a++) {
                    phi[i][s] += along[a] * shape[s][a];
                }
            }
        }
    }

    @Override
    public void subtractMeans(PolarGrid grid, double[][] weight, double[] from, int index) {
        double[][] shape = shape(grid);
        double[] values = new double[MOST];
        for (int i = 0; i < weight.length; i++) {
            double[] mean = new double[powers.length];
            for (int s = 0; s < shape.length; s++) {
                for (int a = 0; a < mean.length; a++) {
                    mean[a] += weight[i][s] * shape[s][a];
                }
            }
            int first = index + radial.at(grid.radius(i), values) * mean.length;
            for (int j = 0; j < width(); j++) {
                for (int a = 0; a < mean.length; a++) {
                    from[first + j * mean.length + a] -= values[j] * mean[a];
                }
            }
        }
    }

    @Override
    public double[][] products(PolarGrid grid, double[][] weight) {
        double[][] result = new double[size()][size()];
        int angular = powers.length;
        double[][] shape = shape(grid);
        double[] values = new double[MOST];
        for (int i = 0; i < weight.length; i++) {
            double[][] second = new double[angular][angular];
            for (int s = 0; s < shape.length; s++) {
                for (int a = 0; a < angular; a++) {
                    double scaled = weight[i][s] * shape[s][a];
                    for (int b = 0; b <= a; b++) {
                        second[a][b] += scaled * shape[s][b];
                    }
                }
            }
            int at = radial.at(grid.radius(i), values) * angular;
            for (int j = 0; j < width(); j++) {
                for (int a = 0; a < angular; a++) {
                    for (int l = 0; l < width(); l++) {
                        for (int b = 0; b < angular; b++) {
                            result[at + j * angular + a][at + l * angular + b] +=
                                    values[j] * values[l] * (b <= a ? second[a][b] : second[b][a]);
                        }
                    }
                }
            }
        }
        return result;
    }
}
