package io.github.stosszahl.random;

import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.MatrixUtils;

/**
 * The heat kernel of the unit sphere S^2: the angle chi by which a Brownian motion with the generator Delta turns a direction in time tau, E P_l(cos chi) = exp(-l (l + 1) tau).
 *
 * <p>With e an exponential number, P(angle &gt; chi) = exp(-e) is solved for x = sin^2(chi/2). For tau up to 1/4, x/(tau e) is a smooth function of tau and tau e, sin^2(y^(1/2))/y at tau = 0 and
 * y = tau e: one polynomial of degree 3 in tau and 5 in y, as long as y is at most 3/2. For all times, x/(e s) is a smooth function of r = e/(4 + e) and s = tau/(1/2 + tau), 1/2 at tau = 0, where
 * x = tau e, and (1 - exp(-e))/e for tau to infinity, where cos chi is uniform: polynomials of degree 5 in both on 12 by 16 rectangles. All go through Chebyshev's nodes. The distribution function is
 * right to 1e-7.
 *
 * <p>At the nodes it comes, for tau above 0.4, from the series
 *
 * <pre>  P(angle &gt; chi) = (1 + c)/2 + (1/2) sum_l exp(-l (l + 1) tau) [P_(l+1)(c) - P_(l-1)(c)],    c = cos chi,</pre>
 *
 * <p>and below from its Poisson transform, of which two terms are left,
 *
 * <pre>  P(angle &gt; chi) = exp(tau/4)/sqrt(2 pi tau^3) int_chi^pi sqrt(cos chi - cos phi) sum_n (-1)^n (phi + 2 pi n) exp(-(phi + 2 pi n)^2/(4 tau)) dphi.</pre>
 */
public final class SphereHeatKernel {
    /** Times beyond this are taken for it: nothing is left of the old direction but exp(-128). */
    public static final double LONGEST = 64;

    private static final double MEAN_TIME = 0.5;
    private static final double MEAN_EXPONENTIAL = 4;
    /** No uniform number of 53 bits has a larger negative logarithm. */
    private static final double LARGEST_EXPONENTIAL = 37;

    private static final int COLUMNS = 12;
    private static final int ROWS = 16;
    private static final int ORDER = 6;
    private static final int CELL = ORDER * ORDER;
    private static final double COLUMNS_PER_UNIT =
            COLUMNS * (MEAN_EXPONENTIAL + LARGEST_EXPONENTIAL) / LARGEST_EXPONENTIAL;

    /** Where one polynomial is enough. */
    private static final double SHORT_TIME = 0.25;

    private static final double SHORT_PRODUCT = 1.5;
    private static final int SHORT_TIME_ORDER = 4;
    private static final int SHORT_PRODUCT_ORDER = 6;

    /** The table is the same for all: 55 kB. */
    private static final class Holder {
        private static final SphereHeatKernel INSTANCE = new SphereHeatKernel();
    }

    /** [(row COLUMNS + column) CELL + a ORDER + b]: of the b-th power in the column's direction and the a-th in the row's, each from -1 to 1. */
    private final double[] coefficients = new double[ROWS * COLUMNS * CELL];

    /** [a][b]: of tau^a (tau e)^b in x/(tau e), where both are small. */
    private final double[][] shortTimes = shortTimes();

    private SphereHeatKernel() {
        double[] nodes = nodes(ORDER);
        double[][] powers = lagrange(nodes);
        double[][] values = new double[ORDER][COLUMNS * ORDER];
        for (int row = 0; row < ROWS; row++) {
            for (int a = 0; a < ORDER; a++) {
                double s = (row + 0.5 * (1 + nodes[a])) / ROWS;
                fill(values[a], nodes, s);
            }
            for (int column = 0; column < COLUMNS; column++) {
                interpolate(values, powers, column, (row * COLUMNS + column) * CELL);
            }
        }
    }

    /** The kernel. Its table is made by the first who asks. */
    public static SphereHeatKernel get() {
        return Holder.INSTANCE;
    }

    /**
     * Draws sin^2(chi/2).
     *
     * @param tau times, not negative, at most {@link #LONGEST}
     * @param products of tau and independent exponential numbers of mean 1, which are at most 37
     * @param out takes sin^2(chi/2)
     * @param n how many
     */
    public void haversines(double[] tau, double[] products, double[] out, int n) {
        drawShort(tau, products, out, n);
        for (int k = 0; k < n; k++) {
            if (tau[k] > SHORT_TIME || products[k] > SHORT_PRODUCT) {
                out[k] = haversine(tau[k], products[k] / tau[k]);
            }
        }
    }

    /** Loops without branches, and not too long, which the compiler can give to the vector unit. */
    private void drawShort(double[] tau, double[] products, double[] out, int n) {
        double[] d = shortTimes[3];
        double d0 = d[0];
        double d1 = d[1];
        double d2 = d[2];
        double d3 = d[3];
        double d4 = d[4];
        double d5 = d[5];
        double[] c = shortTimes[2];
        double c0 = c[0];
        double c1 = c[1];
        double c2 = c[2];
        double c3 = c[3];
        double c4 = c[4];
        double c5 = c[5];
        for (int k = 0; k < n; k++) {
            double y = products[k];
            double third = Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(d5, y, d4), y, d3), y, d2), y, d1), y, d0);
            double second = Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(c5, y, c4), y, c3), y, c2), y, c1), y, c0);
            out[k] = Math.fma(third, tau[k], second);
        }
        double[] b = shortTimes[1];
        double b0 = b[0];
        double b1 = b[1];
        double b2 = b[2];
        double b3 = b[3];
        double b4 = b[4];
        double b5 = b[5];
        double[] a = shortTimes[0];
        double a0 = a[0];
        double a1 = a[1];
        double a2 = a[2];
        double a3 = a[3];
        double a4 = a[4];
        double a5 = a[5];
        for (int k = 0; k < n; k++) {
            double y = products[k];
            double t = tau[k];
            double first = Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(b5, y, b4), y, b3), y, b2), y, b1), y, b0);
            double zeroth = Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(a5, y, a4), y, a3), y, a2), y, a1), y, a0);
            out[k] = Math.fma(Math.fma(out[k], t, first), t, zeroth) * y;
        }
    }

    /** The same for one, at any time. */
    private double haversine(double tau, double e) {
        double s = tau / (MEAN_TIME + tau);
        double across = e / (MEAN_EXPONENTIAL + e) * COLUMNS_PER_UNIT;
        double along = s * ROWS;
        int column = Math.min((int) across, COLUMNS - 1);
        int row = (int) along;
        double u = Math.fma(across - column, 2, -1);
        double v = Math.fma(along - row, 2, -1);
        return Math.min(1, quotient((row * COLUMNS + column) * CELL, u, v) * e * s);
    }

    private double quotient(int at, double u, double v) {
        double uu = u * u;
        double uuuu = uu * uu;
        double sum = line(at + 5 * ORDER, u, uu, uuuu);
        sum = Math.fma(sum, v, line(at + 4 * ORDER, u, uu, uuuu));
        sum = Math.fma(sum, v, line(at + 3 * ORDER, u, uu, uuuu));
        sum = Math.fma(sum, v, line(at + 2 * ORDER, u, uu, uuuu));
        sum = Math.fma(sum, v, line(at + ORDER, u, uu, uuuu));
        return Math.fma(sum, v, line(at, u, uu, uuuu));
    }

    private double line(int at, double u, double uu, double uuuu) {
        double[] c = coefficients;
        double low = Math.fma(Math.fma(c[at + 3], u, c[at + 2]), uu, Math.fma(c[at + 1], u, c[at]));
        return Math.fma(Math.fma(c[at + 5], u, c[at + 4]), uuuu, low);
    }

    private static double[][] shortTimes() {
        double[] products = nodes(SHORT_PRODUCT_ORDER);
        double[] times = nodes(SHORT_TIME_ORDER);
        double[][] values = new double[SHORT_TIME_ORDER][SHORT_PRODUCT_ORDER];
        for (int l = 0; l < products.length; l++) {
            products[l] = 0.5 * SHORT_PRODUCT * (1 + products[l]);
        }
        for (int k = 0; k < times.length; k++) {
            times[k] = 0.5 * SHORT_TIME * (1 + times[k]);
            SurvivalFunction function = new SurvivalFunction(times[k]);
            double square = 0;
            for (int l = 0; l < products.length; l++) {
                square = function.squaredAngle(products[l] / times[k], square);
                double half = Math.sin(0.5 * Math.sqrt(square));
                values[k][l] = half * half / products[l];
            }
        }
        return new Array2DRowRealMatrix(lagrange(times))
                .multiply(new Array2DRowRealMatrix(values))
                .multiplyTransposed(new Array2DRowRealMatrix(lagrange(products)))
                .getData();
    }

    /** Chebyshev's, from -1 to 1. */
    private static double[] nodes(int order) {
        double[] nodes = new double[order];
        for (int k = 0; k < order; k++) {
            nodes[k] = -Math.cos(Math.PI * (k + 0.5) / order);
        }
        return nodes;
    }

    /** [p][k]: the coefficient of the p-th power in the polynomial that is 1 at the k-th node and 0 at the others. */
    private static double[][] lagrange(double[] nodes) {
        double[][] powers = new double[nodes.length][nodes.length];
        for (int k = 0; k < nodes.length; k++) {
            for (int p = 0; p < nodes.length; p++) {
                powers[k][p] = Math.pow(nodes[k], p);
            }
        }
        return MatrixUtils.inverse(new Array2DRowRealMatrix(powers)).getData();
    }

    private void interpolate(double[][] values, double[][] powers, int column, int at) {
        for (int a = 0; a < ORDER; a++) {
            for (int b = 0; b < ORDER; b++) {
                double sum = 0;
                for (int k = 0; k < ORDER; k++) {
                    for (int l = 0; l < ORDER; l++) {
                        sum += powers[a][k] * powers[b][l] * values[k][column * ORDER + l];
                    }
                }
                coefficients[at + a * ORDER + b] = sum;
            }
        }
    }

    /** x/(e s) at all nodes of one s. */
    private static void fill(double[] values, double[] nodes, double s) {
        SurvivalFunction function = new SurvivalFunction(MEAN_TIME * s / (1 - s));
        double square = 0;
        for (int k = 0; k < values.length; k++) {
            int column = k / ORDER;
            double r = (column + 0.5 * (1 + nodes[k % ORDER])) / COLUMNS_PER_UNIT;
            double e = MEAN_EXPONENTIAL * r / (1 - r);
            square = function.squaredAngle(e, square);
            double half = Math.sin(0.5 * Math.sqrt(square));
            values[k] = half * half / (e * s);
        }
    }

    /** P(angle &gt; chi) at one time, and its inverse. */
    static final class SurvivalFunction {
        private static final double SHORT = 0.4;
        /** exp(-50) is nothing. */
        private static final double NOTHING = 50;

        private static final int NODES = 48;
        private static final double ACCURACY = 1e-13;
        private static final GaussIntegrator GAUSS = new GaussIntegratorFactory().legendre(NODES);

        private final double tau;
        /** P(angle &gt; chi) and minus its derivative by chi, where they were asked for last. */
        private double survival;

        private double density;

        SurvivalFunction(double tau) {
            this.tau = tau;
        }

        /** P(angle &gt; chi), chi in [0, pi]. */
        double at(double chi) {
            evaluate(chi);
            return survival;
        }

        /** The square of the angle that is exceeded with probability exp(-e): Newton's method, kept between bounds. */
        double squaredAngle(double e, double below) {
            double low = below;
            double high = Math.PI * Math.PI;
            double square = Math.min(Math.max(4 * tau * e, low), 0.5 * (low + high));
            for (int step = 0; step < 100; step++) {
                double chi = Math.sqrt(square);
                evaluate(chi);
                double excess = -Math.log(survival) - e;
                if (excess > 0) {
                    high = square;
                } else {
                    low = square;
                }
                double next = square - excess * survival / density * 2 * chi;
                if (!(next > low && next < high)) {
                    next = 0.5 * (low + high);
                }
                if (Math.abs(next - square) <= ACCURACY * square) {
                    return next;
                }
                square = next;
            }
            return square;
        }

        private void evaluate(double chi) {
            if (tau < SHORT) {
                integrate(chi);
            } else {
                sum(chi);
            }
        }

        private void sum(double chi) {
            double c = Math.cos(chi);
            double before = 1;
            double legendre = c;
            survival = 0.5 * (1 + c);
            double sum = 0.5;
            for (int l = 1; l * (l + 1) * tau < NOTHING; l++) {
                double after = ((2 * l + 1) * c * legendre - l * before) / (l + 1);
                double decay = Math.exp(-l * (l + 1) * tau);
                survival += 0.5 * decay * (after - before);
                sum += 0.5 * (2 * l + 1) * decay * legendre;
                before = legendre;
                legendre = after;
            }
            density = sum * Math.sin(chi);
        }

        /** With phi = chi + y^2 the integrands are smooth. */
        private void integrate(double chi) {
            double end = Math.sqrt(Math.min(Math.PI, Math.sqrt(chi * chi + 4 * tau * NOTHING)) - chi);
            survival = 0;
            density = 0;
            for (int k = 0; k < NODES; k++) {
                double y = 0.5 * end * (1 + GAUSS.getPoint(k));
                double phi = chi + y * y;
                double images = image(phi) - image(phi - 2 * Math.PI) - image(phi + 2 * Math.PI);
                double difference = Math.sqrt(2 * Math.sin(0.5 * (phi + chi)) * Math.sin(0.5 * (phi - chi)));
                double weight = GAUSS.getWeight(k) * end * y * images;
                survival += weight * difference;
                density += weight * 0.5 * Math.sin(chi) / difference;
            }
            double factor = Math.exp(0.25 * tau) / Math.sqrt(2 * Math.PI * tau * tau * tau);
            survival *= factor;
            density *= factor;
        }

        private double image(double phi) {
            return phi * Math.exp(-phi * phi / (4 * tau));
        }
    }
}
