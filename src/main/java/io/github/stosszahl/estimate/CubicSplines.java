package io.github.stosszahl.estimate;

/** Cubic B-splines of one variable; beyond the ends they are constant. At most four in a row are not zero. */
final class CubicSplines implements LogitProducts.Radial {
    private static final int ORDER = 3;

    /** Knots with multiple ends. */
    private final double[] knot;

    private final int intervals;
    /** Where the equal intervals begin, what their number per unit is, and how many others there are before them. */
    private final double start;

    private final double perUnit;
    private final int before;
    /** cubic[interval][4 j + n]: coefficient of ((x - left)/width)^n of the function j of the interval. */
    private final double[][] cubic;

    private CubicSplines(double[] ends, int before, double start, double width) {
        intervals = ends.length - 1;
        this.before = before;
        this.start = start;
        perUnit = 1 / width;
        knot = new double[ends.length + 2 * ORDER];
        for (int i = 0; i < knot.length; i++) {
            knot[i] = ends[Math.max(0, Math.min(intervals, i - ORDER))];
        }
        cubic = new double[intervals][];
        for (int span = 0; span < intervals; span++) {
            cubic[span] = cubics(span);
        }
    }

    /** The cubics of an interval, which their values at its thirds determine. */
    private double[] cubics(int span) {
        double left = knot[span + ORDER];
        double right = knot[span + ORDER + 1];
        double[][] y = new double[ORDER + 1][];
        for (int third = 0; third <= ORDER; third++) {
            y[third] = recursion(span, left + (right - left) * third / ORDER);
        }
        double[] result = new double[(ORDER + 1) * (ORDER + 1)];
        for (int j = 0; j <= ORDER; j++) {
            result[4 * j] = y[0][j];
            result[4 * j + 1] = (-11 * y[0][j] + 18 * y[1][j] - 9 * y[2][j] + 2 * y[3][j]) / 2;
            result[4 * j + 2] = (18 * y[0][j] - 45 * y[1][j] + 36 * y[2][j] - 9 * y[3][j]) / 2;
            result[4 * j + 3] = (-9 * y[0][j] + 27 * y[1][j] - 27 * y[2][j] + 9 * y[3][j]) / 2;
        }
        return result;
    }

    /** The functions of an interval at a place in it (Cox, de Boor). */
    private double[] recursion(int span, double x) {
        double[] values = new double[ORDER + 1];
        int m = span + ORDER;
        values[0] = 1;
        for (int order = 1; order <= ORDER; order++) {
            double saved = 0;
            for (int i = 0; i < order; i++) {
                double right = knot[m + i + 1];
                double left = knot[m + 1 - order + i];
                double part = values[i] / (right - left);
                values[i] = saved + (right - x) * part;
                saved = (x - left) * part;
            }
            values[order] = saved;
        }
        return values;
    }

    /** Equal intervals from 0 to an inner end, and one more to an outer one. */
    static CubicSplines of(int intervals, double inner, double outer) {
        double width = inner / (intervals - 1);
        double[] ends = new double[intervals + 1];
        for (int i = 0; i < intervals; i++) {
            ends[i] = width * i;
        }
        ends[intervals] = outer;
        return new CubicSplines(ends, 0, 0, width);
    }

    /** Equal intervals between two inner ends on both sides of 0, and one more on each side to the outer ones. */
    static CubicSplines symmetric(int intervals, double inner, double outer) {
        double width = 2 * inner / (intervals - 2);
        double[] ends = new double[intervals + 1];
        for (int i = 1; i < intervals; i++) {
            ends[i] = -inner + width * (i - 1);
        }
        ends[0] = -outer;
        ends[intervals] = outer;
        return new CubicSplines(ends, 1, -inner, width);
    }

    @Override
    public int size() {
        return intervals + ORDER;
    }

    @Override
    public int at(double x, double[] values) {
        double t = Math.max(knot[0], Math.min(x, knot[knot.length - 1]));
        int span = Math.max(0, Math.min(intervals - 1, before + (int) Math.floor((t - start) * perUnit)));
        double left = knot[span + ORDER];
        double u = (t - left) / (knot[span + ORDER + 1] - left);
        double[] c = cubic[span];
        for (int j = 0; j <= ORDER; j++) {
            values[j] = c[4 * j] + u * (c[4 * j + 1] + u * (c[4 * j + 2] + u * c[4 * j + 3]));
        }
        return span;
    }
}
