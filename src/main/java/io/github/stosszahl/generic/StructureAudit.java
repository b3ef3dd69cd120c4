package io.github.stosszahl.generic;

import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.generic.TestFunctions.Invariant;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Measures M, its kernel, the evolution, the production of entropy and the dissipation potentials on the particles of one snapshot. What the numbers are: docs/generic.md.
 */
public final class StructureAudit {
    /** A spread of this size, relative to what collisions could do, is rounding. */
    private static final double ROUNDING = 1e-12;

    private final Mixture mixture;
    private final Ensemble ensemble;
    private final TestFunctions functions;
    private final PairSums.Group[] groups;
    /** sqrt(int f phi_k^2). */
    private final double[] norm;
    /** Collisions per particle and time; of diffusion, the decay rate of the mean relative velocity. */
    private final double frequency;

    private final List<Entry> entries = new ArrayList<>();

    private StructureAudit(Mixture mixture, Ensemble ensemble, TestFunctions functions, PairSums.Group[] groups) {
        this.mixture = mixture;
        this.ensemble = ensemble;
        this.functions = functions;
        this.groups = groups;
        norm = new double[functions.size()];
        double density =
                ensemble.populations().stream().mapToDouble(Population::density).sum();
        frequency = 2 * mean(g -> g.scalars[PairSums.FREQUENCY]) / density;
    }

    /**
     * Measures.
     *
     * @param mixture the kernels
     * @param ensemble the particles, in random order
     * @param gradients dH/df of every species
     * @param collisions those of this ensemble just before, if there is a sample of them
     * @param rng chooses pairs and angles
     * @return all numbers of docs/generic.md at one time
     */
    public static List<Entry> of(
            Mixture mixture,
            Ensemble ensemble,
            List<EntropyGradient> gradients,
            Optional<CollisionSample> collisions,
            UniformRandomProvider rng) {
        return of(mixture, ensemble, gradients, collisions, rng, new Laws());
    }

    static List<Entry> of(
            Mixture mixture,
            Ensemble ensemble,
            List<EntropyGradient> gradients,
            Optional<CollisionSample> collisions,
            UniformRandomProvider rng,
            Laws laws) {
        TestFunctions functions = new TestFunctions(mixture, ensemble);
        PairSums sums = new PairSums(mixture, ensemble, gradients, functions, laws);
        for (CollidingPair pair : mixture.pairs()) {
            sums.add(pair, rng);
        }
        StructureAudit audit = new StructureAudit(mixture, ensemble, functions, sums.groups());
        audit.means();
        audit.matrix();
        audit.evolution(collisions);
        audit.potentials();
        return List.copyOf(audit.entries);
    }

    private double mean(ToDoubleFunction<PairSums.Group> value) {
        double sum = 0;
        for (PairSums.Group group : groups) {
            sum += value.applyAsDouble(group);
        }
        return sum / groups.length;
    }

    /** The mean over the groups with the error that their spread shows. */
    private Estimate estimate(ToDoubleFunction<PairSums.Group> value) {
        double mean = mean(value);
        double squares = 0;
        for (PairSums.Group group : groups) {
            double deviation = value.applyAsDouble(group) - mean;
            squares += deviation * deviation;
        }
        return new Estimate(mean, Math.sqrt(squares / (groups.length - 1.0) / groups.length));
    }

    /** The same with half of the noise that was subtracted from the value as a further part of its error. */
    private Estimate withNoise(Estimate estimate, ToDoubleFunction<PairSums.Group> noise) {
        return new Estimate(estimate.value(), Math.hypot(estimate.standardError(), mean(noise) / 2));
    }

    /** An estimate whose error is rounding is exact. */
    private static Estimate rounded(Estimate estimate, double scale) {
        return estimate.standardError() > ROUNDING * scale ? estimate : Estimate.exact(estimate.value());
    }

    private Entry.Of of(int function) {
        return new Entry.Of(functions.species(function), functions.name(function));
    }

    private void add(String quantity, Entry.Of of, Estimate estimate) {
        entries.add(new Entry(quantity, of, Entry.Of.NOTHING, estimate));
    }

    private void add(String quantity, Estimate estimate) {
        add(quantity, Entry.Of.NOTHING, estimate);
    }

    /** &lt;F, phi_k&gt;. */
    private void means() {
        int n = functions.perSpecies();
        double[] v = new double[3];
        double[] value = new double[n];
        for (int i = 0; i < ensemble.populations().size(); i++) {
            Population p = ensemble.populations().get(i);
            double[] sum = new double[n];
            double[] squares = new double[n];
            for (int k = 0; k < p.size(); k++) {
                for (int a = 0; a < p.dimension(); a++) {
                    v[a] = p.velocity(a)[k];
                }
                functions.evaluate(i, v, value);
                for (int m = 0; m < n; m++) {
                    sum[m] += value[m];
                    squares[m] += value[m] * value[m];
                }
            }
            for (int m = 0; m < n; m++) {
                double variance = Math.max(0, squares[m] / p.size() - sum[m] * sum[m] / p.size() / p.size());
                norm[i * n + m] = Math.sqrt(p.weight() * squares[m]);
                add(
                        "mean",
                        of(i * n + m),
                        new Estimate(p.weight() * sum[m], p.density() * Math.sqrt(variance / p.size())));
            }
        }
    }

    /** The Gram matrix, its symmetry, its kernel and its spectrum in units of the norms of the functions. */
    private void matrix() {
        int size = functions.size();
        RealMatrix scaled = MatrixUtils.createRealMatrix(size, size);
        double largest = 0;
        double defect = 0;
        for (int k = 0; k < size; k++) {
            for (int l = 0; l < size; l++) {
                int row = k;
                int column = l;
                Estimate element = estimate(g -> g.gram[row * size + column]);
                double transposed = mean(g -> g.gram[column * size + row]);
                defect = Math.max(defect, Math.abs(element.value() - transposed) / (norm[k] * norm[l]));
                largest = Math.max(largest, Math.abs(element.value()) / (norm[k] * norm[l]));
                scaled.setEntry(k, l, (element.value() + transposed) / (2 * norm[k] * norm[l]));
                if (l >= k) {
                    entries.add(new Entry("gram", of(k), of(l), rounded(element, frequency * norm[k] * norm[l])));
                }
            }
        }
        add("symmetry_defect", Estimate.exact(largest == 0 ? 0 : defect / largest));
        List<Invariant> invariants = functions.invariants();
        for (Invariant invariant : invariants) {
            double[] c = invariant.coefficients();
            double worst = 0;
            for (int k = 0; k < size; k++) {
                int row = k;
                double image = mean(g -> product(g.gram, row * size, c));
                worst = Math.max(worst, Math.abs(image) / (norm[k] * frequency * length(c)));
            }
            add("kernel_defect", new Entry.Of(invariant.species(), invariant.name()), Estimate.exact(worst));
        }
        spectrum(scaled, invariants);
    }

    private static double product(double[] values, int from, double[] c) {
        double sum = 0;
        for (int k = 0; k < c.length; k++) {
            sum += values[from + k] * c[k];
        }
        return sum;
    }

    /** What the norm of a combination is at the most. */
    private double length(double[] c) {
        double sum = 0;
        for (int k = 0; k < c.length; k++) {
            sum += Math.abs(c[k]) * norm[k];
        }
        return sum;
    }

    private void spectrum(RealMatrix scaled, List<Invariant> invariants) {
        EigenDecompositionSymmetric all = new EigenDecompositionSymmetric(scaled);
        double largest = all.getEigenvalue(0);
        int last = functions.size() - 1;
        add("smallest_eigenvalue", rayleigh(all.getEigenvector(last).toArray(), all.getEigenvalue(last)));
        add("largest_eigenvalue", rayleigh(all.getEigenvector(0).toArray(), largest));
        // twice the largest eigenvalue on the invariants leaves the others as they are
        RealMatrix shifted = scaled.copy();
        List<double[]> basis = new ArrayList<>();
        for (Invariant invariant : invariants) {
            double[] c = invariant.coefficients();
            double[] q = IntStream.range(0, c.length)
                    .mapToDouble(k -> c[k] * norm[k])
                    .toArray();
            for (double[] other : basis) {
                double overlap = product(q, 0, other);
                for (int k = 0; k < q.length; k++) {
                    q[k] -= overlap * other[k];
                }
            }
            double length = Math.sqrt(product(q, 0, q));
            for (int k = 0; k < q.length; k++) {
                q[k] /= length;
            }
            basis.add(q);
            for (int k = 0; k < q.length; k++) {
                for (int l = 0; l < q.length; l++) {
                    shifted.addToEntry(k, l, 2 * largest * q[k] * q[l]);
                }
            }
        }
        EigenDecompositionSymmetric rest = new EigenDecompositionSymmetric(shifted);
        add(
                "smallest_eigenvalue_off_invariants",
                rayleigh(rest.getEigenvector(last).toArray(), rest.getEigenvalue(last)));
    }

    /** An eigenvalue with the error of the quadratic form at its vector, that of the eigenvalue to first order. */
    private Estimate rayleigh(double[] x, double eigenvalue) {
        int size = functions.size();
        double[] c = IntStream.range(0, size).mapToDouble(k -> x[k] / norm[k]).toArray();
        Estimate form = estimate(g -> {
            double sum = 0;
            for (int k = 0; k < size; k++) {
                sum += c[k] * product(g.gram, k * size, c);
            }
            return sum;
        });
        return rounded(new Estimate(eigenvalue, form.standardError()), frequency);
    }

    /** Rates of change of &lt;F, phi_k&gt;: in weak form, as &lt;phi_k, M dS&gt;, and of the collisions that happened. */
    private void evolution(Optional<CollisionSample> collisions) {
        int size = functions.size();
        Estimate[] happened = collisions.map(this::happened).orElse(new Estimate[0]);
        for (int k = 0; k < size; k++) {
            int row = k;
            double scale = frequency * norm[k];
            Estimate rate = rounded(withNoise(estimate(g -> g.rate[row]), g -> g.noiseOfRate[row]), scale);
            Estimate gradient = rounded(withNoise(estimate(g -> g.gradient[row]), g -> g.noiseOfGradient[row]), scale);
            Estimate residual = rounded(
                    withNoise(
                            estimate(g -> g.gradient[row] - g.rate[row]),
                            g -> g.noiseOfGradient[row] - g.noiseOfRate[row]),
                    scale);
            add("rate", of(k), rate);
            add("rate_gradient", of(k), gradient);
            add("rate_residual", of(k), residual);
            if (happened.length > 0) {
                add("rate_collisions", of(k), rounded(happened[k], scale));
                // the particles are the same: what differs is which pairs were drawn and which collided, and the noise
                // of dS
                double drawn = mean(g -> g.rateSquares[row]) / groups.length;
                double error =
                        Math.sqrt(square(happened[k].standardError()) + square(residual.standardError()) + drawn);
                add(
                        "rate_residual_collisions",
                        of(k),
                        rounded(new Estimate(gradient.value() - happened[k].value(), error), scale));
            }
        }
        for (Invariant invariant : functions.invariants()) {
            double[] c = invariant.coefficients();
            double rate = mean(g -> product(g.rate, 0, c));
            add(
                    "invariant_rate",
                    new Entry.Of(invariant.species(), invariant.name()),
                    Estimate.exact(rate / (frequency * length(c))));
        }
    }

    private static double square(double x) {
        return x * x;
    }

    /** The change of &lt;F, phi_k&gt; by the collisions of a short time over that time; their number is that of a Poisson process. */
    private Estimate[] happened(CollisionSample sample) {
        int n = functions.perSpecies();
        int d = mixture.dimension();
        double[] sum = new double[functions.size()];
        double[] squares = new double[functions.size()];
        double[][] value = new double[4][n];
        double[] v = new double[3];
        for (int p = 0; p < mixture.pairs().size(); p++) {
            CollidingPair pair = mixture.pairs().get(p);
            CollisionSample.OfPair of = sample.pairs().get(p);
            double weight = Math.min(
                            ensemble.populations().get(pair.first()).weight(),
                            ensemble.populations().get(pair.second()).weight())
                    / sample.duration();
            for (int c = 0; c < of.count(); c++) {
                for (int q = 0; q < 4; q++) {
                    double[][] from = q < 2 ? of.before() : of.after();
                    for (int a = 0; a < d; a++) {
                        v[a] = from[q % 2 * d + a][c];
                    }
                    functions.evaluate(q % 2 == 0 ? pair.first() : pair.second(), v, value[q]);
                }
                for (int m = 0; m < n; m++) {
                    double first = weight * (value[2][m] - value[0][m]);
                    double second = weight * (value[3][m] - value[1][m]);
                    int k = pair.first() * n + m;
                    int l = pair.second() * n + m;
                    sum[k] += first;
                    sum[l] += second;
                    if (k == l) {
                        squares[k] += square(first + second);
                    } else {
                        squares[k] += first * first;
                        squares[l] += second * second;
                    }
                }
            }
        }
        return IntStream.range(0, sum.length)
                .mapToObj(k -> new Estimate(sum[k], Math.sqrt(squares[k])))
                .toArray(Estimate[]::new);
    }

    /** dS/dt in all ways, and the cosh structure. */
    private void potentials() {
        Estimate dissipation = estimate(g -> g.scalars[PairSums.LINEAR]);
        Estimate production = scalar(PairSums.QUADRATIC);
        add("dissipation", dissipation);
        add("production", production);
        add(
                "production_residual",
                residual(g -> g.scalars[PairSums.QUADRATIC], g -> g.noiseOfScalars[PairSums.QUADRATIC]));
        add("primal_potential", scalar(PairSums.PRIMAL));
        add("dual_potential", scalar(PairSums.DUAL));
        add(
                "cosh_residual",
                residual(
                        g -> g.scalars[PairSums.PRIMAL] + g.scalars[PairSums.DUAL],
                        g -> g.noiseOfScalars[PairSums.PRIMAL] + g.noiseOfScalars[PairSums.DUAL]));
    }

    private Estimate scalar(int m) {
        return withNoise(estimate(g -> g.scalars[m]), g -> g.noiseOfScalars[m]);
    }

    private Estimate residual(ToDoubleFunction<PairSums.Group> value, ToDoubleFunction<PairSums.Group> noise) {
        return rounded(withNoise(estimate(g -> value.applyAsDouble(g) - g.scalars[PairSums.LINEAR]), noise), frequency);
    }
}
