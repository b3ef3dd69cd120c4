package io.github.stosszahl.estimate;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * The moments of one replica with standard errors from one sample.
 *
 * <p>The error of a mean over N independent particles is the standard deviation over sqrt(N). That is the error at t = 0. Later it is not: collisions keep
 * the momentum and energy that the initial sample happened to have, so the part of a mean that goes along with the invariants keeps the variance of t = 0,
 * and only the rest is redrawn. (Where weights differ, collisions conserve both on average only: they are martingales, and their variance grows by the
 * quadratic variation Q that the populations keep.) Let G be the momentum and energy per volume of the species that collide with one another, S_t and S_0 the
 * covariance of G for independent particles distributed as now and as at t = 0, and b the response of the mean to G: its regression on G in the gas, where
 * every real particle counts the same. Then
 *
 * <pre>  variance = (variance of independent particles) - b' (S_t - S_0 - Q) b.</pre>
 *
 * <p>Fermi and Bose species of a homogeneous gas have the covariances of their occupation numbers, {@link CountedCovariance}, instead of those of independent particles.
 *
 * <p>This is exact at t = 0 and, for equal weights, in equilibrium (to order 1/N); in between it leaves out the correlations that collisions build up on the
 * way, and with unequal weights the few per cent by which species are correlated because the heavier-weighted partner does not always take part. In space walls redraw the
 * invariants, too: there the error is that of independent particles throughout.
 */
public final class MomentEstimator {
    private static final String[] AXES = {"x", "y", "z"};

    private final Mixture mixture;
    private final int d;
    private final double[] origin;
    private final boolean homogeneous;
    /** groupOf[i]: species that are linked by collisions share a group. */
    private final int[] groupOf;
    /** initialCovariance[group]: S_0. */
    private final List<RealMatrix> initialCovariance = new ArrayList<>();

    /**
     * @param mixture the equation
     * @param start the ensemble at t = 0
     */
    public MomentEstimator(Mixture mixture, Ensemble start) {
        this.mixture = mixture;
        this.d = mixture.dimension();
        this.origin = start.centreOfMassVelocity();
        this.homogeneous = start.populations().get(0).spaceDimension() == 0;
        this.groupOf = groups(mixture);
        List<MomentSums> sums = sums(start, new double[groupOf.length]);
        for (int group = 0; group < groupOf.length; group++) {
            initialCovariance.add(invariantCovariance(group, start, sums));
        }
    }

    /** The smallest species index that a species is linked to by collisions names its group. */
    private static int[] groups(Mixture mixture) {
        int[] group = new int[mixture.species().size()];
        Arrays.setAll(group, i -> i);
        for (CollidingPair pair : mixture.pairs()) {
            int joined = Math.min(group[pair.first()], group[pair.second()]);
            int other = Math.max(group[pair.first()], group[pair.second()]);
            Arrays.setAll(group, i -> group[i] == other ? joined : group[i]);
        }
        return group;
    }

    private List<MomentSums> sums(Ensemble ensemble, double[] collisions) {
        return IntStream.range(0, groupOf.length)
                .mapToObj(i ->
                        new MomentSums(ensemble.populations().get(i), homogeneous ? correlated(i, collisions[i]) : 0))
                .toList();
    }

    /** The share of the pairs of particles that are correlated as occupation numbers are: all fermions, from the start on, and bosons of which one has collided. */
    private double correlated(int species, double collisions) {
        return switch (mixture.species().get(species).statistics()) {
            case MAXWELL -> 0;
            case FERMI -> 1;
            case BOSE -> -Math.expm1(-2 * collisions);
        };
    }

    /**
     * The moments of a gas that has not collided yet, or of one without bosons.
     *
     * @param now the ensemble that was given at the start
     * @return as the other method
     */
    public List<Quantity> estimate(Ensemble now) {
        return estimate(now, new double[groupOf.length]);
    }

    /**
     * All moments of the output format, of every species and of the whole system.
     *
     * @param now the ensemble that was given at the start, at a later time or the same
     * @param collisions since then, per particle of each species; bosons, which are drawn independently, get the correlations of occupation numbers by them
     * @return always the same quantities in the same order
     */
    public List<Quantity> estimate(Ensemble now, double[] collisions) {
        Sample sample = new Sample(now, sums(now, collisions));
        List<Quantity> quantities = new ArrayList<>();
        for (int i = 0; i < mixture.species().size(); i++) {
            addSpecies(i, sample, quantities);
        }
        addWholeSystem(sample, quantities);
        return quantities;
    }

    private void addSpecies(int i, Sample sample, List<Quantity> out) {
        Population population = sample.ensemble.populations().get(i);
        MomentSums sums = sample.sums.get(i);
        double n = population.density();
        double m = population.mass();
        double k = mixture.boltzmannConstant();
        out.add(new Quantity(i, "number_density", Estimate.exact(n)));
        for (int a = 0; a < d; a++) {
            out.add(sample.quantity(i, "velocity_" + AXES[a], sums.velocity(a), i, sums.centred(a), 1));
        }
        int square = sums.centredSquare();
        out.add(sample.quantity(i, "temperature", m / (d * k) * sums.mean(square), i, square, m / (d * k)));
        for (int a = 0; a < d; a++) {
            int product = sums.product(a, a);
            out.add(sample.quantity(
                    i, "temperature_" + AXES[a] + AXES[a], m / k * sums.mean(product), i, product, m / k));
        }
        for (int a = 0; a < d; a++) {
            for (int b = a; b < d; b++) {
                int product = sums.product(a, b);
                out.add(sample.quantity(
                        i, "stress_" + AXES[a] + AXES[b], n * m * sums.mean(product), i, product, n * m));
            }
        }
        for (int a = 0; a < d; a++) {
            int flux = sums.heatFlux(a);
            // q depends on u too: dq_a/du_b = -(n m/2) (<c^2> delta_ab + 2 <c_a c_b>)
            double[] linear = new double[d];
            for (int b = 0; b < d; b++) {
                linear[b] = -n * m * sums.mean(sums.product(a, b)) - (a == b ? n * m / 2 * sums.mean(square) : 0);
            }
            out.add(new Quantity(
                    i,
                    "heat_flux_" + AXES[a],
                    sample.estimate(n * m / 2 * sums.mean(flux), List.of(new Term(i, flux, n * m / 2, linear)))));
        }
        for (int power = 1; power <= 3; power++) {
            int polynomial = sums.speedPower(power);
            out.add(sample.quantity(i, "moment" + 2 * power, sums.mean(polynomial), i, polynomial, 1));
        }
        for (int a = 0; a < d; a++) {
            out.add(sample.quantity(i, "momentum_" + AXES[a], n * m * sums.velocity(a), i, sums.centred(a), n * m));
        }
        int energy = sums.speedPower(1);
        out.add(sample.quantity(i, "energy", n * m / 2 * sums.mean(energy), i, energy, n * m / 2));
    }

    private void addWholeSystem(Sample sample, List<Quantity> out) {
        List<Population> populations = sample.ensemble.populations();
        double n = 0;
        double rho = 0;
        for (Population p : populations) {
            n += p.density();
            rho += p.mass() * p.density();
        }
        int whole = Quantity.WHOLE_SYSTEM;
        out.add(new Quantity(whole, "number_density", Estimate.exact(n)));
        double[] u = new double[d];
        List<Quantity> momenta = new ArrayList<>();
        for (int a = 0; a < d; a++) {
            List<Term> terms = new ArrayList<>();
            double momentum = 0;
            for (int i = 0; i < populations.size(); i++) {
                double share = populations.get(i).mass() * populations.get(i).density();
                if (share == 0) {
                    continue;
                }
                momentum += share * sample.sums.get(i).velocity(a);
                terms.add(new Term(i, sample.sums.get(i).centred(a), share, new double[d]));
            }
            u[a] = momentum / rho;
            Estimate estimate = sample.estimate(momentum, terms);
            out.add(new Quantity(whole, "velocity_" + AXES[a], new Estimate(u[a], estimate.standardError() / rho)));
            momenta.add(new Quantity(whole, "momentum_" + AXES[a], estimate));
        }
        double thermal = n > 0 ? 0 : Double.NaN;
        double total = 0;
        List<Term> thermalTerms = new ArrayList<>();
        List<Term> totalTerms = new ArrayList<>();
        double k = mixture.boltzmannConstant();
        for (int i = 0; i < populations.size(); i++) {
            MomentSums sums = sample.sums.get(i);
            double share = populations.get(i).mass() * populations.get(i).density();
            if (share == 0) {
                continue;
            }
            double[] linear = new double[d];
            double square = sums.mean(sums.centredSquare());
            for (int a = 0; a < d; a++) {
                double drift = sums.velocity(a) - u[a];
                square += drift * drift;
                linear[a] = 2 * drift * share / (d * k * n);
            }
            thermal += share / (d * k * n) * square;
            thermalTerms.add(new Term(i, sums.centredSquare(), share / (d * k * n), linear));
            total += share / 2 * sums.mean(sums.speedPower(1));
            totalTerms.add(new Term(i, sums.speedPower(1), share / 2, new double[d]));
        }
        out.add(new Quantity(whole, "temperature", sample.estimate(thermal, thermalTerms)));
        out.addAll(momenta);
        out.add(new Quantity(whole, "energy", sample.estimate(total, totalTerms)));
    }

    /** Covariance of the momentum and energy per volume of a group, for independent particles. */
    private RealMatrix invariantCovariance(int group, Ensemble ensemble, List<MomentSums> sums) {
        return invariantCovariance(group, ensemble, sums, p -> p.weight() * p.density());
    }

    /** The sum over the species of a group of a factor times m^2 times the covariance of momentum and energy per mass of one particle. */
    private RealMatrix invariantCovariance(
            int group, Ensemble ensemble, List<MomentSums> sums, ToDoubleFunction<Population> factor) {
        RealMatrix total = MatrixUtils.createRealMatrix(d + 1, d + 1);
        for (int i = 0; i < groupOf.length; i++) {
            if (groupOf[i] != group) {
                continue;
            }
            Population p = ensemble.populations().get(i);
            RealMatrix basis = invariantBasis(sums.get(i));
            RealMatrix polynomials = MatrixUtils.createRealMatrix(d + 1, d + 1);
            for (int g = 0; g <= d; g++) {
                for (int h = 0; h <= d; h++) {
                    polynomials.setEntry(g, h, sums.get(i).covariance(g, h));
                }
            }
            total = total.add(basis.multiply(polynomials)
                    .multiplyTransposed(basis)
                    .scalarMultiply(factor.applyAsDouble(p) * p.mass() * p.mass()));
        }
        return total;
    }

    /** Q of a group. */
    private RealMatrix variation(int group, Ensemble ensemble) {
        RealMatrix total = MatrixUtils.createRealMatrix(d + 1, d + 1);
        for (int i = 0; i < groupOf.length; i++) {
            if (groupOf[i] == group) {
                total = total.add(MatrixUtils.createRealMatrix(
                        ensemble.populations().get(i).invariantVariation()));
            }
        }
        return total;
    }

    /** Rows: momentum v_a and energy |v - origin|^2/2 per mass, in the polynomials c_a, |c|^2 of the species (constants left out). */
    private RealMatrix invariantBasis(MomentSums sums) {
        RealMatrix basis = MatrixUtils.createRealMatrix(d + 1, d + 1);
        for (int a = 0; a < d; a++) {
            basis.setEntry(a, a, 1);
            basis.setEntry(d, a, sums.velocity(a) - origin[a]);
        }
        basis.setEntry(d, d, 0.5);
        return basis;
    }

    /**
     * The part of an estimate that one species contributes: coefficient times the mean of a polynomial, and its derivative with respect to what else the
     * sample decides: linear[a] times the mean of c_a.
     */
    private record Term(int species, int polynomial, double coefficient, double[] linear) {}

    /** The sums of one snapshot, and what the standard errors need of it. */
    private final class Sample {
        private final Ensemble ensemble;
        private final List<MomentSums> sums;
        /** scale[group][g]: standard deviation of an invariant in the gas; 0 where it does not fluctuate. */
        private final double[][] scale = new double[groupOf.length][d + 1];

        private final List<DecompositionSolver> solvers = new ArrayList<>();
        private final List<RealMatrix> redrawn = new ArrayList<>();

        Sample(Ensemble ensemble, List<MomentSums> sums) {
            this.ensemble = ensemble;
            this.sums = sums;
            for (int group = 0; homogeneous && group < groupOf.length; group++) {
                RealMatrix now = invariantCovariance(group, ensemble, sums);
                RealMatrix change = now.subtract(initialCovariance.get(group)).subtract(variation(group, ensemble));
                RealMatrix gas = invariantCovariance(group, ensemble, sums, Population::density);
                for (int g = 0; g <= d; g++) {
                    scale[group][g] = Math.sqrt(gas.getEntry(g, g));
                }
                // correlations instead of covariances, so that units don't decide about the rank
                solvers.add(new SingularValueDecomposition(scaled(gas, scale[group])).getSolver());
                redrawn.add(scaled(change, scale[group]));
            }
        }

        private RealMatrix scaled(RealMatrix matrix, double[] deviations) {
            RealMatrix result = matrix.copy();
            for (int g = 0; g <= d; g++) {
                for (int h = 0; h <= d; h++) {
                    double unit = deviations[g] * deviations[h];
                    result.setEntry(g, h, unit > 0 ? matrix.getEntry(g, h) / unit : 0);
                }
            }
            return result;
        }

        Quantity quantity(int i, String name, double value, int species, int polynomial, double coefficient) {
            return new Quantity(
                    i, name, estimate(value, List.of(new Term(species, polynomial, coefficient, new double[d]))));
        }

        Estimate estimate(double value, List<Term> terms) {
            double variance = 0;
            double[][] withInvariants = new double[groupOf.length][d + 1];
            for (Term term : terms) {
                MomentSums s = sums.get(term.species);
                if (s.size() < 2) {
                    return new Estimate(value, Double.NaN);
                }
                double[] covariance = new double[d + 1];
                double own = term.coefficient * term.coefficient * s.variance(term.polynomial);
                for (int g = 0; g <= d; g++) {
                    covariance[g] = term.coefficient * s.covariance(term.polynomial, g);
                    for (int a = 0; a < d; a++) {
                        covariance[g] += term.linear[a] * s.covariance(a, g);
                    }
                }
                for (int a = 0; a < d; a++) {
                    own += term.linear[a] * (term.coefficient * s.covariance(term.polynomial, a) + covariance[a]);
                }
                variance += own / (s.size() - 1);
                Population p = ensemble.populations().get(term.species);
                double[] invariants = invariantBasis(s).operate(covariance);
                for (int g = 0; g <= d; g++) {
                    withInvariants[groupOf[term.species]][g] += p.mass() * invariants[g];
                }
            }
            for (int group = 0; homogeneous && group < groupOf.length; group++) {
                variance -= redrawnVariance(group, withInvariants[group]);
            }
            return new Estimate(value, Math.sqrt(Math.max(0, variance)));
        }

        /** b' (S_t - S_0 - Q) b; negative if the invariants have gathered more variance than independent particles have. */
        private double redrawnVariance(int group, double[] covariance) {
            double[] c = covariance.clone();
            for (int g = 0; g <= d; g++) {
                c[g] = scale[group][g] > 0 ? c[g] / scale[group][g] : 0;
            }
            RealVector y = solvers.get(group).solve(MatrixUtils.createRealVector(c));
            return y.dotProduct(redrawn.get(group).operate(y));
        }
    }
}
