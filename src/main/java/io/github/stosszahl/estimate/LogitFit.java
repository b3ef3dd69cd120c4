package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.jspecify.annotations.Nullable;

/**
 * phi = log(q f/tau) in principal axes by maximisation of the entropy's dual form
 *
 * <pre>  J(phi) = mean of phi over the particles - (1/(n q)) int psi(phi) dz,   psi(phi) = -log(1 - alpha exp(phi))/alpha,   psi' = q f,   psi'' = q f tau,</pre>
 *
 * whose supremum over all phi is H/n: what a family of functions does not reach is of second order in the distance to the true phi. The functions
 * are products of functions of |z| and polynomials of z/|z|, and splines of single coordinates ({@link FittedLogit}), so that phi of every equilibrium, a + b |z|^2, is among them. The maximum is found by Newton's method.
 */
final class LogitFit {
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
    /** Of conjugate gradients, and the share of the squared gradient at which they end. */
    private static final int MOST_GRADIENTS = 60;

    private static final double SMALL_REST = 1e-2;
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
    private final PolarGrid grid;
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
        grid = new PolarGrid(d, outer);
        double normal = Math.log(scale) - d / 2.0 * Math.log(2 * Math.PI);
        peak = statistics == Statistics.BOSE ? Math.min(normal, -0.5) : normal;
        field = new double[grid.radii()][grid.directions()];
        for (int i = 0; i < field.length; i++) {
            Arrays.fill(field[i], peak - grid.radius(i) * grid.radius(i) / 2);
        }
        atParticles = new double[radius.length];
        Arrays.setAll(atParticles, k -> peak - radius[k] * radius[k] / 2);
        value = mean(atParticles) - integral(field);
        LogitBasis parabola = new LogitProducts(LogitProducts.parabola(), LogitProducts.powers(d, 0));
        accept(maximise(parabola, 0, new Within(parabola, 0, ANY))
                .orElseThrow(() ->
                        new NoEstimateException("no equilibrium of these statistics has the energy of the sample")));
    }

    /**
     * Adds functions.
     *
     * @param trace of the basis so far
     * @return empty if there is no maximum, or if noise alone is expected to gain as much
     */
    Optional<Step> larger(LogitBasis basis, double trace) {
        return maximise(basis, prior(), new Within(basis, prior(), trace));
    }

    /**
     * Adds functions whatever they gain.
     *
     * @return empty if there is no maximum
     */
    Optional<Step> any(LogitBasis basis) {
        return maximise(basis, prior(), new Within(basis, prior(), ANY));
    }

    /** The maximum over several bases together, which taking one after the other does not reach; empty if there is none. */
    Optional<Step> together(List<LogitBasis> bases) {
        return maximise(new LogitUnion(bases), prior(), new Across(bases, prior()));
    }

    private double prior() {
        return PRIOR / radius.length;
    }

    /** Splines of |z|. */
    LogitProducts radial(int intervals) {
        return splines(intervals, 0);
    }

    /** Splines of single coordinates. */
    LogitSums axes(int intervals) {
        return new LogitSums(CubicSplines.symmetric(intervals, inner, outer), z.length);
    }

    /** |z|^2 and |z|^3 times polynomials of the direction of degree 1 and 2; all particles determine them, in the tails too. */
    LogitProducts polynomials() {
        int[][] powers = LogitProducts.powers(z.length, 2);
        return new LogitProducts(LogitProducts.squareAndCube(outer), Arrays.copyOfRange(powers, 1, powers.length));
    }

    /** Splines of |z| that vanish at 0 times polynomials of the direction without a constant: they are continuous. */
    LogitProducts angular(int intervals, int degree) {
        int[][] powers = LogitProducts.powers(z.length, degree);
        return new LogitProducts(
                LogitProducts.vanishing(CubicSplines.of(intervals, inner, outer)),
                Arrays.copyOfRange(powers, 1, powers.length));
    }

    /** Splines of |z| times polynomials of the direction. */
    LogitProducts splines(int intervals, int degree) {
        return new LogitProducts(CubicSplines.of(intervals, inner, outer), LogitProducts.powers(z.length, degree));
    }

    /** The radius beyond which there are hardly any particles. */
    double edge() {
        return edge;
    }

    /** The second moments of functions under f tau per particle, with the prior. */
    DecompositionSolver curvature(LogitBasis basis) {
        return curvature(basis, field, prior());
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
            phi += part.family.sum(part.coefficients, 0, place, r, scratch);
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

    /** int psi/(n q): int f/n for Maxwell statistics, 1 but for the step at which the search for the maximum ended. */
    double integral() {
        return integral(field);
    }

    /** phi of the particles. */
    double[] atParticles() {
        return atParticles;
    }

    /** Variance of the sum of phi over the particles per particle if their numbers in cells vary as f tau and the total number does not vary. */
    double occupationVariance() {
        double[] moment = occupationMoments();
        return moment[2] - moment[1] * moment[1] / moment[0];
    }

    /** Means of tau, tau phi and tau phi^2 over the particles. */
    double[] occupationMoments() {
        double[] moment = new double[3];
        for (int i = 0; i < field.length; i++) {
            for (int s = 0; s < field[i].length; s++) {
                double phi = field[i][s];
                double w = grid.weight(i, s) * occupation(phi) * tau(phi) / scale;
                moment[0] += w;
                moment[1] += w * phi;
                moment[2] += w * phi * phi;
            }
        }
        return moment;
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
        for (int i = 0; i < phi.length; i++) {
            for (int s = 0; s < phi[i].length; s++) {
                sum += grid.weight(i, s) * psi(phi[i][s]);
            }
        }
        return sum / scale;
    }

    /** Steps of Newton's method. */
    private interface Newton {
        /**
         * The step from phi.
         *
         * @throws MathRuntimeException if the curvature is singular to rounding
         */
        double[] move(double[][] phi, double[] gradient);

        /** Whether the maximum is worth while, by the decrement of the first step. */
        boolean isWorthwhile(double decrement);

        /** N times what independent particles gain by noise, at the phi of the last step. */
        double trace();
    }

    /** Within a basis, by its curvature. */
    private final class Within implements Newton {
        private final LogitBasis basis;
        private final double prior;
        private final double before;
        private @Nullable DecompositionSolver curvature;
        private double[][] last = field;

        /**
         * @param before the trace so far, or {@link #ANY}
         */
        Within(LogitBasis basis, double prior, double before) {
            this.basis = basis;
            this.prior = prior;
            this.before = before;
        }

        @Override
        public double[] move(double[][] phi, double[] gradient) {
            last = phi;
            curvature = curvature(basis, phi, prior);
            return curvature.solve(MatrixUtils.createRealVector(gradient)).toArray();
        }

        @Override
        public boolean isWorthwhile(double decrement) {
            // the gain will be about half of the decrement
            return before == ANY || decrement / 2 >= (trace() - before) / radius.length;
        }

        @Override
        public double trace() {
            RealMatrix covariance = MatrixUtils.createRealMatrix(basis.products(grid, weights(last, false)));
            return Objects.requireNonNull(curvature).solve(covariance).getTrace();
        }
    }

    /** Across several bases, by conjugate gradients that know the curvature within each. */
    private final class Across implements Newton {
        private final LogitUnion union;
        private final List<DecompositionSolver> within;
        private final double prior;

        Across(List<LogitBasis> bases, double prior) {
            union = new LogitUnion(bases);
            within = bases.stream()
                    .map(basis -> LogitFit.this.curvature(basis, field, prior))
                    .toList();
            this.prior = prior;
        }

        @Override
        public double[] move(double[][] phi, double[] gradient) {
            double[][] weight = weights(phi, true);
            double[] x = new double[gradient.length];
            double[] rest = gradient.clone();
            double[] scaled = precondition(rest);
            double[] along = scaled.clone();
            double square = product(rest, scaled);
            double enough = Math.max(SMALL_REST * square, 0.1 * CONVERGED / radius.length);
            for (int n = 0; n < MOST_GRADIENTS && square > enough; n++) {
                double[] image = image(weight, along);
                double length = square / product(along, image);
                for (int i = 0; i < x.length; i++) {
                    x[i] += length * along[i];
                    rest[i] -= length * image[i];
                }
                scaled = precondition(rest);
                double next = product(rest, scaled);
                for (int i = 0; i < x.length; i++) {
                    along[i] = scaled[i] + next / square * along[i];
                }
                square = next;
            }
            return x;
        }

        /** The curvature times a vector. */
        private double[] image(double[][] weight, double[] c) {
            double[][] change = new double[weight.length][grid.directions()];
            union.addTo(change, grid, c, 0);
            for (int i = 0; i < change.length; i++) {
                for (int s = 0; s < change[i].length; s++) {
                    change[i][s] *= -weight[i][s];
                }
            }
            double[] image = new double[c.length];
            union.subtractMeans(grid, change, image, 0);
            for (int i = 0; i < c.length; i++) {
                image[i] += prior * c[i];
            }
            return image;
        }

        private double[] precondition(double[] rest) {
            double[] result = new double[rest.length];
            int from = 0;
            for (int m = 0; m < within.size(); m++) {
                int to = from + union.bases().get(m).size();
                double[] own = Arrays.copyOfRange(rest, from, to);
                double[] solved =
                        within.get(m).solve(MatrixUtils.createRealVector(own)).toArray();
                System.arraycopy(solved, 0, result, from, solved.length);
                from = to;
            }
            return result;
        }

        @Override
        public boolean isWorthwhile(double decrement) {
            return true;
        }

        /** Not known: the sum of those of the bases is about as much. */
        @Override
        public double trace() {
            return Double.NaN;
        }
    }

    private Optional<Step> maximise(LogitFamily family, double prior, Newton newton) {
        int size = family.size();
        double[] target = means(family);
        double[] c = new double[size];
        double base = mean(atParticles);
        double[][] phi = field;
        double current = value;
        try {
            for (int step = 0; step < MOST_STEPS; step++) {
                double[] gradient = target.clone();
                family.subtractMeans(grid, weights(phi, false), gradient, 0);
                for (int i = 0; i < size; i++) {
                    gradient[i] -= prior * c[i];
                }
                double[] move = newton.move(phi, gradient);
                double decrement = product(move, gradient);
                if (step == 0 && !newton.isWorthwhile(decrement)) {
                    return Optional.empty();
                }
                if (decrement < CONVERGED / radius.length) {
                    double found = plain(base, target, c, phi);
                    return Optional.of(
                            new Step(found - value, newton.trace(), phi, moved(family, c), found, new Part(family, c)));
                }
                double length = 1;
                boolean better = false;
                for (int halving = 0; halving < MOST_HALVINGS && !better; halving++) {
                    double[] next = new double[size];
                    for (int i = 0; i < size; i++) {
                        next[i] = c[i] + length * move[i];
                    }
                    double[][] trial = field(family, next);
                    double found = plain(base, target, next, trial) - prior / 2 * product(next, next);
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

    private double plain(double base, double[] target, double[] c, double[][] phi) {
        return base + product(c, target) - integral(phi);
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private double[][] field(LogitFamily family, double[] c) {
        double[][] phi = new double[field.length][];
        Arrays.setAll(phi, i -> field[i].clone());
        family.addTo(phi, grid, c, 0);
        return phi;
    }

    private double[] moved(LogitFamily family, double[] c) {
        double[] result = atParticles.clone();
        LogitFamily.Scratch scratch = new LogitFamily.Scratch();
        double[] place = new double[z.length];
        for (int k = 0; k < result.length; k++) {
            result[k] += family.sum(c, 0, place(k, place), radius[k], scratch);
        }
        return result;
    }

    private double[] place(int particle, double[] place) {
        for (int a = 0; a < place.length; a++) {
            place[a] = z[a][particle];
        }
        return place;
    }

    /** weight[node][direction] of means under f, or f tau. */
    private double[][] weights(double[][] phi, boolean withTau) {
        double[][] weight = new double[phi.length][grid.directions()];
        for (int i = 0; i < phi.length; i++) {
            for (int s = 0; s < phi[i].length; s++) {
                double f = grid.weight(i, s) * occupation(phi[i][s]) / scale;
                weight[i][s] = withTau ? f * tau(phi[i][s]) : f;
            }
        }
        return weight;
    }

    private double[] means(LogitFamily family) {
        double[] mean = new double[family.size()];
        LogitFamily.Scratch scratch = new LogitFamily.Scratch();
        double[] place = new double[z.length];
        for (int k = 0; k < radius.length; k++) {
            family.add(mean, 0, 1.0 / radius.length, place(k, place), radius[k], scratch);
        }
        return mean;
    }

    /** The curvature of J within a basis, with the prior. */
    private DecompositionSolver curvature(LogitBasis basis, double[][] phi, double prior) {
        double[][] curvature = basis.products(grid, weights(phi, true));
        for (int i = 0; i < curvature.length; i++) {
            curvature[i][i] += prior + 1e-14;
        }
        return new CholeskyDecomposition(MatrixUtils.createRealMatrix(curvature), 1e-6, 1e-300).getSolver();
    }
}
