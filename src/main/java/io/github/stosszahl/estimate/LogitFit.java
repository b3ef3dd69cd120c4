package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Statistics;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * phi = log(q f/tau) in principal axes by maximisation of the entropy's dual form
 *
 * <pre>  J(phi) = mean of phi over the particles - (1/(n q)) int psi(phi) dz,   psi(phi) = -log(1 - alpha exp(phi))/alpha,   psi' = q f,   psi'' = q f tau,</pre>
 *
 * whose supremum over all phi is H/n: what a family of functions does not reach is of second order in the distance to the true phi. The functions
 * are products of cubic splines of |z| and polynomials of z/|z|, so that phi of every equilibrium, a + b |z|^2, is among them. The maximum is found by Newton's method.
 */
final class LogitFit {
    private static final int[] ANGLES = {0, 0, 64, 24};
    private static final int LATITUDES = 12;
    private static final int PANELS = 60;
    private static final int NODES = 8;
    /** Radial panels are finer at the centre, where bosons near condensation have a peak. */
    private static final double GRADING = 1.5;
    /** Radius of the ball of integration in radii of the farthest particle. */
    private static final double REACH = 1.3;

    private static final int MOST_STEPS = 40;
    private static final int MOST_HALVINGS = 40;
    /** What a step must gain, in units of 1/N, the gain by noise alone. */
    private static final double CONVERGED = 0.03;
    /** Inverse variance of coefficients of splines, which some would not be bounded without. */
    private static final double PRIOR = 0.01;

    private final Statistics statistics;
    private final double scale;
    private final double[][] z;
    private final double[] radius;
    private final double inner;
    private final double outer;
    private final double[] node;
    private final double[] nodeWeight;
    private final double[][] direction;
    private final double[] directionWeight;
    /** phi at the nodes along every direction and at the particles. */
    private double[][] field;

    private double[] atParticles;
    private double value;

    /** What a larger family gained: J, and the trace of (curvature)^(-1) (covariance of the functions), N times what independent particles gain by noise. */
    record Step(double gain, double trace, int size, double[][] field, double[] atParticles, double value) {}

    /** Values of functions of |z|, of which few are not zero. */
    private interface Radial {
        int size();

        /** Returns the index of the first function that is not zero. */
        int at(double r, double[] values);
    }

    /**
     * Fits a + b |z|^2.
     *
     * @param scale n q in units of the principal axes
     * @throws NoEstimateException if there is no maximum
     */
    LogitFit(PrincipalAxes axes, Statistics statistics, double scale) throws NoEstimateException {
        this.statistics = statistics;
        this.scale = scale;
        int d = axes.dimension();
        z = axes.coordinates();
        radius = new double[axes.size()];
        for (int k = 0; k < radius.length; k++) {
            double square = 0;
            for (double[] component : z) {
                square += component[k] * component[k];
            }
            radius[k] = Math.sqrt(square);
        }
        double[] sorted = radius.clone();
        Arrays.parallelSort(sorted);
        inner = sorted[sorted.length - 1 - sorted.length / 1000];
        outer = REACH * sorted[sorted.length - 1];
        GaussIntegrator gauss = new GaussIntegratorFactory().legendre(NODES);
        node = new double[PANELS * NODES];
        nodeWeight = new double[node.length];
        for (int panel = 0; panel < PANELS; panel++) {
            double from = outer * Math.pow((double) panel / PANELS, GRADING);
            double to = outer * Math.pow((panel + 1.0) / PANELS, GRADING);
            for (int i = 0; i < NODES; i++) {
                double r = (from + to) / 2 + (to - from) / 2 * gauss.getPoint(i);
                node[panel * NODES + i] = r;
                nodeWeight[panel * NODES + i] = gauss.getWeight(i) * (to - from) / 2 * Math.pow(r, d - 1);
            }
        }
        GaussIntegrator polar = new GaussIntegratorFactory().legendre(LATITUDES);
        int rows = d == 2 ? 1 : LATITUDES;
        direction = new double[rows * ANGLES[d]][d];
        directionWeight = new double[direction.length];
        for (int i = 0; i < direction.length; i++) {
            double azimuth = 2 * Math.PI * (i % ANGLES[d] + 0.5) / ANGLES[d];
            double height = d == 2 ? 0 : polar.getPoint(i / ANGLES[d]);
            double sine = Math.sqrt(1 - height * height);
            direction[i][0] = sine * Math.cos(azimuth);
            direction[i][1] = sine * Math.sin(azimuth);
            if (d == 3) {
                direction[i][2] = height;
            }
            directionWeight[i] = 2 * Math.PI / ANGLES[d] * (d == 2 ? 1 : polar.getWeight(i / ANGLES[d]));
        }
        double peak = Math.log(scale) - d / 2.0 * Math.log(2 * Math.PI);
        double start = statistics == Statistics.BOSE ? Math.min(peak, -0.5) : peak;
        field = new double[node.length][direction.length];
        for (int i = 0; i < node.length; i++) {
            Arrays.fill(field[i], start - node[i] * node[i] / 2);
        }
        atParticles = new double[radius.length];
        Arrays.setAll(atParticles, k -> start - radius[k] * radius[k] / 2);
        value = mean(atParticles) - integral(field);
        Radial parabola = new Radial() {
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
        accept(maximise(parabola, new int[1][d], 0)
                .orElseThrow(() ->
                        new NoEstimateException("no equilibrium of these statistics has the energy of the sample")));
    }

    /**
     * Adds functions of |z| alone, or such that depend on the direction.
     *
     * @param intervals of the splines
     * @param degree of the polynomials of the direction; with 0 there are none
     * @return empty if there is no maximum
     */
    Optional<Step> larger(int intervals, int degree) {
        return maximise(splines(intervals), degree == 0 ? new int[1][z.length] : powers(degree), PRIOR / radius.length);
    }

    void accept(Step step) {
        field = step.field;
        atParticles = step.atParticles;
        value = step.value;
    }

    /** J. */
    double value() {
        return value;
    }

    /** phi of the particles. */
    double[] atParticles() {
        return atParticles;
    }

    /** Variance of the sum of phi over the particles per particle if their numbers in cells vary as f tau and the total number does not vary. */
    double occupationVariance() {
        double[] moment = new double[3];
        for (int i = 0; i < node.length; i++) {
            for (int s = 0; s < direction.length; s++) {
                double phi = field[i][s];
                double w = nodeWeight[i] * directionWeight[s] * occupation(phi) * tau(phi) / scale;
                moment[0] += w;
                moment[1] += w * phi;
                moment[2] += w * phi * phi;
            }
        }
        return moment[2] - moment[1] * moment[1] / moment[0];
    }

    private double psi(double phi) {
        return switch (statistics) {
            case MAXWELL -> Math.exp(phi);
            case FERMI -> Math.max(phi, 0) + Math.log1p(Math.exp(-Math.abs(phi)));
            case BOSE -> phi < 0 ? -Math.log(-Math.expm1(phi)) : Double.POSITIVE_INFINITY;
        };
    }

    private double occupation(double phi) {
        return switch (statistics) {
            case MAXWELL -> Math.exp(phi);
            case FERMI -> 1 / (1 + Math.exp(-phi));
            case BOSE -> 1 / Math.expm1(-phi);
        };
    }

    private double tau(double phi) {
        return statistics == Statistics.FERMI ? 1 / (1 + Math.exp(phi)) : 1 + statistics.sign() * occupation(phi);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private double integral(double[][] phi) {
        double sum = 0;
        for (int i = 0; i < node.length; i++) {
            for (int s = 0; s < direction.length; s++) {
                sum += nodeWeight[i] * directionWeight[s] * psi(phi[i][s]);
            }
        }
        return sum / scale;
    }

    /** Exponents of the monomials of a unit vector that are independent, without the constant: the last component has exponent 0 or 1. */
    private int[][] powers(int degree) {
        int d = z.length;
        return IntStream.range(1, (degree + 1) * (degree + 1) * 2)
                .mapToObj(i -> d == 2
                        ? new int[] {i / 2, i % 2}
                        : new int[] {i / 2 / (degree + 1), i / 2 % (degree + 1), i % 2})
                .filter(p -> Arrays.stream(p).sum() <= degree)
                .toArray(int[][]::new);
    }

    private static double monomial(int[] power, double[] unit) {
        double product = 1;
        for (int a = 0; a < power.length; a++) {
            for (int m = 0; m < power[a]; m++) {
                product *= unit[a];
            }
        }
        return product;
    }

    /** Cubic B-splines with equal intervals, but the last, which few particles are in. */
    private Radial splines(int intervals) {
        double[] knot = new double[intervals + 7];
        for (int i = 0; i < knot.length; i++) {
            int k = i - 3;
            knot[i] = k <= 0 ? 0 : k >= intervals ? outer : inner * k / (intervals - 1);
        }
        return new Radial() {
            @Override
            public int size() {
                return intervals + 3;
            }

            @Override
            public int at(double r, double[] values) {
                int span = Math.min(intervals - 1, (int) (r / inner * (intervals - 1)));
                int m = span + 3;
                values[0] = 1;
                for (int order = 1; order <= 3; order++) {
                    double saved = 0;
                    for (int i = 0; i < order; i++) {
                        double right = knot[m + i + 1];
                        double left = knot[m + 1 - order + i];
                        double part = values[i] / (right - left);
                        values[i] = saved + (right - r) * part;
                        saved = (r - left) * part;
                    }
                    values[order] = saved;
                }
                return span;
            }
        };
    }

    private Optional<Step> maximise(Radial radial, int[][] powers, double prior) {
        int angular = powers.length;
        int size = radial.size() * angular;
        double[][] shape = new double[direction.length][angular];
        for (int s = 0; s < direction.length; s++) {
            for (int a = 0; a < angular; a++) {
                shape[s][a] = monomial(powers[a], direction[s]);
            }
        }
        double[] target = new double[size];
        double[] values = new double[4];
        double[] unit = new double[z.length];
        int width = Math.min(4, radial.size());
        for (int k = 0; k < radius.length; k++) {
            int first = radial.at(radius[k], values);
            for (int c = 0; c < unit.length; c++) {
                unit[c] = z[c][k] / radius[k];
            }
            for (int a = 0; a < angular; a++) {
                double y = monomial(powers[a], unit) / radius.length;
                for (int j = 0; j < width; j++) {
                    target[(first + j) * angular + a] += values[j] * y;
                }
            }
        }
        double[] c = new double[size];
        double base = mean(atParticles);
        double[][] phi = field;
        double current = value;
        try {
            for (int step = 0; step < MOST_STEPS; step++) {
                double[] gradient = target.clone();
                double[][] curvature = moments(radial, shape, phi, gradient, true);
                for (int i = 0; i < size; i++) {
                    gradient[i] -= prior * c[i];
                    curvature[i][i] += prior + 1e-14;
                }
                DecompositionSolver solver = solver(curvature);
                double[] move =
                        solver.solve(MatrixUtils.createRealVector(gradient)).toArray();
                double decrement = 0;
                for (int i = 0; i < size; i++) {
                    decrement += move[i] * gradient[i];
                }
                if (decrement < CONVERGED / radius.length) {
                    double trace = trace(solver, moments(radial, shape, phi, new double[size], false));
                    return Optional.of(new Step(
                            plain(base, target, c, phi) - value,
                            trace,
                            size,
                            phi,
                            moved(radial, powers, c),
                            plain(base, target, c, phi)));
                }
                double length = 1;
                boolean better = false;
                for (int halving = 0; halving < MOST_HALVINGS && !better; halving++) {
                    double[] next = new double[size];
                    double penalty = 0;
                    for (int i = 0; i < size; i++) {
                        next[i] = c[i] + length * move[i];
                        penalty += prior / 2 * next[i] * next[i];
                    }
                    double[][] trial = field(radial, shape, next);
                    double found = plain(base, target, next, trial) - penalty;
                    if (found > current) {
                        better = true;
                        c = next;
                        phi = trial;
                        current = found;
                    }
                    length /= 2;
                }
                if (!better) {
                    return Optional.empty();
                }
            }
        } catch (MathRuntimeException e) {
            // the curvature is singular to rounding: the functions are too many for the sample
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static DecompositionSolver solver(double[][] matrix) {
        return new CholeskyDecomposition(MatrixUtils.createRealMatrix(matrix), 1e-6, 1e-300).getSolver();
    }

    private static double trace(DecompositionSolver solver, double[][] covariance) {
        RealMatrix product = solver.solve(MatrixUtils.createRealMatrix(covariance));
        return product.getTrace();
    }

    private double plain(double base, double[] target, double[] c, double[][] phi) {
        double sum = base;
        for (int i = 0; i < c.length; i++) {
            sum += c[i] * target[i];
        }
        return sum - integral(phi);
    }

    private double[][] field(Radial radial, double[][] shape, double[] c) {
        int angular = shape[0].length;
        double[][] phi = new double[node.length][];
        double[] values = new double[4];
        int width = Math.min(4, radial.size());
        for (int i = 0; i < node.length; i++) {
            int first = radial.at(node[i], values);
            double[] along = new double[angular];
            for (int j = 0; j < width; j++) {
                for (int a = 0; a < angular; a++) {
                    along[a] += values[j] * c[(first + j) * angular + a];
                }
            }
            phi[i] = field[i].clone();
            for (int s = 0; s < direction.length; s++) {
                for (int a = 0; a < angular; a++) {
                    phi[i][s] += along[a] * shape[s][a];
                }
            }
        }
        return phi;
    }

    private double[] moved(Radial radial, int[][] powers, double[] c) {
        double[] result = atParticles.clone();
        double[] values = new double[4];
        double[] unit = new double[z.length];
        int width = Math.min(4, radial.size());
        for (int k = 0; k < result.length; k++) {
            int first = radial.at(radius[k], values);
            for (int b = 0; b < unit.length; b++) {
                unit[b] = z[b][k] / radius[k];
            }
            for (int a = 0; a < powers.length; a++) {
                double y = monomial(powers[a], unit);
                for (int j = 0; j < width; j++) {
                    result[k] += values[j] * c[(first + j) * powers.length + a] * y;
                }
            }
        }
        return result;
    }

    /** Subtracts the means of the functions under f from a vector, and returns their second moments under f tau (curvature) or f. */
    private double[][] moments(Radial radial, double[][] shape, double[][] phi, double[] minusMeans, boolean withTau) {
        int angular = shape[0].length;
        double[][] result = new double[minusMeans.length][minusMeans.length];
        double[] values = new double[4];
        int width = Math.min(4, radial.size());
        for (int i = 0; i < node.length; i++) {
            double[] first = new double[angular];
            double[][] second = new double[angular][angular];
            for (int s = 0; s < direction.length; s++) {
                double w = nodeWeight[i] * directionWeight[s] * occupation(phi[i][s]) / scale;
                double square = withTau ? w * tau(phi[i][s]) : w;
                for (int a = 0; a < angular; a++) {
                    first[a] += w * shape[s][a];
                    for (int b = 0; b <= a; b++) {
                        second[a][b] += square * shape[s][a] * shape[s][b];
                    }
                }
            }
            int at = radial.at(node[i], values) * angular;
            for (int j = 0; j < width; j++) {
                for (int a = 0; a < angular; a++) {
                    minusMeans[at + j * angular + a] -= values[j] * first[a];
                    for (int l = 0; l < width; l++) {
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
