package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    /** So many of the farthest particles say little about phi. */
    private static final int PARTICLES_BEYOND = 10;

    private static final int MOST_STEPS = 40;
    private static final int MOST_HALVINGS = 40;
    /** Of a family that is taken whatever it gains. */
    private static final double ANY = Double.NEGATIVE_INFINITY;
    /** What a step must gain, in units of 1/N, the gain by noise alone. */
    private static final double CONVERGED = 0.03;
    /** Inverse variance of coefficients of splines, which some would not be bounded without. */
    private static final double PRIOR = 0.01;

    /** Between the nodes of the integral phi could pass 0, where f would be infinite. */
    private static final double LARGEST_OF_BOSONS = -1e-6;

    private final Statistics statistics;
    private final double scale;
    private final double[][] z;
    private final double[] radius;
    private final double edge;
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

    private final double peak;
    /** What was added to the normal density's phi, in turn. */
    private final List<Part> parts = new ArrayList<>();

    /** Functions with their coefficients. */
    record Part(LogitFamily family, double[] coefficients) {}

    /** What a larger family gained: J, and the trace of (curvature)^(-1) (covariance of the functions), N times what independent particles gain by noise. */
    record Step(double gain, double trace, double[][] field, double[] atParticles, double value, Part part) {
        int size() {
            return part.coefficients.length;
        }
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
        edge = sorted[Math.max(0, sorted.length - PARTICLES_BEYOND)];
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
        double normal = Math.log(scale) - d / 2.0 * Math.log(2 * Math.PI);
        peak = statistics == Statistics.BOSE ? Math.min(normal, -0.5) : normal;
        field = new double[node.length][direction.length];
        for (int i = 0; i < node.length; i++) {
            Arrays.fill(field[i], peak - node[i] * node[i] / 2);
        }
        atParticles = new double[radius.length];
        Arrays.setAll(atParticles, k -> peak - radius[k] * radius[k] / 2);
        value = mean(atParticles) - integral(field);
        LogitFamily parabola = new LogitFamily(LogitFamily.parabola(), LogitFamily.powers(d, 0));
        accept(maximise(parabola, 0, ANY)
                .orElseThrow(() ->
                        new NoEstimateException("no equilibrium of these statistics has the energy of the sample")));
    }

    /**
     * Adds functions of |z| alone, or such that depend on the direction.
     *
     * @param intervals of the splines
     * @param degree of the polynomials of the direction; with 0 there are none
     * @param trace of the family so far
     * @return empty if there is no maximum, or if noise alone is expected to gain as much
     */
    Optional<Step> larger(int intervals, int degree, double trace) {
        LogitFamily family = splines(intervals, degree);
        int[][] powers = family.powers();
        return maximise(
                degree == 0 ? family : new LogitFamily(family.radial(), Arrays.copyOfRange(powers, 1, powers.length)),
                PRIOR / radius.length,
                trace);
    }

    /** Splines times polynomials of the direction. */
    LogitFamily splines(int intervals, int degree) {
        return new LogitFamily(LogitFamily.splines(intervals, inner, outer), LogitFamily.powers(z.length, degree));
    }

    /** The radius beyond which there are hardly any particles. */
    double edge() {
        return edge;
    }

    /** The second moments of functions under f tau per particle, with the prior. */
    DecompositionSolver curvature(LogitFamily family) {
        double[][] curvature = moments(family.radial(), shape(family), field, new double[family.size()], true);
        for (int i = 0; i < curvature.length; i++) {
            curvature[i][i] += PRIOR / radius.length + 1e-14;
        }
        return solver(curvature);
    }

    /**
     * phi at a point of the principal axes.
     *
     * @param place of d components
     * @param r its length
     */
    double at(double[] place, double r, LogitFamily.Scratch scratch) {
        double phi = peak - r * r / 2;
        for (Part part : parts) {
            phi += part.family.sum(part.coefficients, place, r, scratch);
        }
        return statistics == Statistics.BOSE ? Math.min(phi, LARGEST_OF_BOSONS) : phi;
    }

    void accept(Step step) {
        field = step.field;
        atParticles = step.atParticles;
        value = step.value;
        parts.add(step.part);
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

    /** q f at phi. */
    double occupation(double phi) {
        return switch (statistics) {
            case MAXWELL -> Math.exp(phi);
            case FERMI -> 1 / (1 + Math.exp(-phi));
            case BOSE -> 1 / Math.expm1(-phi);
        };
    }

    /** 1 + alpha q f at phi. */
    double tau(double phi) {
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

    private Optional<Step> maximise(LogitFamily family, double prior, double before) {
        int size = family.size();
        double[][] shape = shape(family);
        double[] target = new double[size];
        LogitFamily.Scratch scratch = new LogitFamily.Scratch();
        double[] place = new double[z.length];
        for (int k = 0; k < radius.length; k++) {
            family.add(target, 1.0 / radius.length, place(k, place), radius[k], scratch);
        }
        double[] c = new double[size];
        double base = mean(atParticles);
        double[][] phi = field;
        double current = value;
        try {
            for (int step = 0; step < MOST_STEPS; step++) {
                double[] gradient = target.clone();
                double[][] curvature = moments(family.radial(), shape, phi, gradient, true);
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
                if (step == 0 && before > ANY) {
                    // the gain will be about half of the decrement
                    double noise = trace(solver, moments(family.radial(), shape, phi, new double[size], false));
                    if (decrement / 2 < (noise - before) / radius.length) {
                        return Optional.empty();
                    }
                }
                if (decrement < CONVERGED / radius.length) {
                    double trace = trace(solver, moments(family.radial(), shape, phi, new double[size], false));
                    double found = plain(base, target, c, phi);
                    return Optional.of(
                            new Step(found - value, trace, phi, moved(family, c), found, new Part(family, c)));
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
                    double[][] trial = field(family.radial(), shape, next);
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

    private double[][] shape(LogitFamily family) {
        double[][] shape = new double[direction.length][family.powers().length];
        for (int s = 0; s < direction.length; s++) {
            for (int a = 0; a < shape[s].length; a++) {
                shape[s][a] = family.monomial(a, direction[s]);
            }
        }
        return shape;
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

    private double[][] field(LogitFamily.Radial radial, double[][] shape, double[] c) {
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

    private double[] moved(LogitFamily family, double[] c) {
        double[] result = atParticles.clone();
        LogitFamily.Scratch scratch = new LogitFamily.Scratch();
        double[] place = new double[z.length];
        for (int k = 0; k < result.length; k++) {
            result[k] += family.sum(c, place(k, place), radius[k], scratch);
        }
        return result;
    }

    private double[] place(int particle, double[] place) {
        for (int a = 0; a < place.length; a++) {
            place[a] = z[a][particle];
        }
        return place;
    }

    /** Subtracts the means of the functions under f from a vector, and returns their second moments under f tau (curvature) or f. */
    private double[][] moments(
            LogitFamily.Radial radial, double[][] shape, double[][] phi, double[] minusMeans, boolean withTau) {
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
