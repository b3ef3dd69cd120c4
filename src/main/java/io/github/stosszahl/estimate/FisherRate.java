package io.github.stosszahl.estimate;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.hipparchus.exception.MathRuntimeException;

/**
 * The rate of change of J = sum_i I(f_i)/m_i by classical collisions or diffusion, split as in the proof of Theorem 3.1.
 *
 * <p>For a pair of species let F = f_i(v) f_j(w), z the velocity of its centre of mass, u = v - w = r sigma, M = m_i + m_j, mu = m_i m_j/M. Then |grad_v F|^2/m_i + |grad_w F|^2/m_j = |grad_z F|^2/M + (d_r F)^2/mu +
 * |sigma x grad_u F|^2/mu, and on F collisions act linearly, on sigma alone. With differences before and after a collision, and the mean &lt;.&gt; with n_i n_j alpha_ij of unordered pairs, like ones counted half,
 *
 * <pre>  dJ/dt = C + R + A,   C = -&lt;|D grad_z log F|^2&gt;/M,   A = -&lt;|D (sigma x grad_u log F)|^2&gt;/mu,
 *
 *  R = -&lt;(D d_r log F)^2&gt;/mu + (2/mu) &lt;(alpha'/alpha) D d_r log F&gt;,</pre>
 *
 * since the derivatives by z, by r and by rotations of u commute with the operator, but for alpha(r). C, A and the first part of R are not positive; R + A is not if the condition of the theorem holds. The last mean is taken as
 * that of -(alpha'/alpha) (D d_r log F) tanh(D log F/2), which is the same by exchange of a collision and its reverse and is bounded for small r as alpha is.
 *
 * <p>All are of second order in two scores of independent noise ({@link ScoreMatching}). These are too small for the weight that their noise has, by an amount that is proportional to this weight, which is removed by extrapolation to weight 0.
 * The standard error is that of the mean over parts of the sample, with densities fitted to each part, and what was removed, in squares.
 *
 * <p>For unlike species with alpha as steep as r^(-d) at r = 0 without a cutoff (Coulomb), R and A diverge, with opposite sign; with alpha as steep as r^(-d/2) their estimates have infinite variance.
 *
 * @param centreOfMass C
 * @param radialSquare the first part of R
 * @param radialSlope the second part of R
 * @param radial R
 * @param angular A
 * @param relative R + A
 * @param total C + R + A
 * @param weak dJ/dt by the functional derivative of J: the mean change of sum -(2 div s + |s|^2)/m in collisions, s = grad log f
 * @param residual total less weak
 */
public record FisherRate(
        Estimate centreOfMass,
        Estimate radialSquare,
        Estimate radialSlope,
        Estimate radial,
        Estimate angular,
        Estimate relative,
        Estimate total,
        Estimate weak,
        Estimate residual) {
    /** Parts of the sample that show the standard error. */
    private static final int PARTS = 12;
    /** Weights of noise that values are extrapolated from, linearly, to 0. */
    private static final double ROUGH = ScoreMatching.NOISE;

    private static final double SMOOTH = 1;
    private static final double EXTRAPOLATION = ROUGH / (SMOOTH - ROUGH);

    /** Sums at the two weights. */
    private record Sums(double[] rough, double[] smooth) {}

    /**
     * Estimates.
     *
     * @param mixture the kernels
     * @param ensemble the particles, in random order
     * @param densities fitted to the populations of the ensemble, in their order
     * @param rng chooses pairs and angles
     * @return empty, with the reason told, if the density of a species or of a part of it could not be fitted
     * @throws IllegalArgumentException if a species that collides has Fermi or Bose statistics
     */
    public static Result of(
            Mixture mixture, Ensemble ensemble, List<FittedDensity> densities, UniformRandomProvider rng) {
        if (!mixture.pairs().stream().allMatch(mixture::isClassical)) {
            throw new IllegalArgumentException("a species that collides has Fermi or Bose statistics");
        }
        try {
            for (int i = 0; i < densities.size(); i++) {
                if (densities.get(i).fit().isPresent()) {
                    densities.get(i).fit().get().matching().estimate();
                }
            }
            Sums whole = sums(mixture, ensemble, densities, rng);
            List<Sums> parts = new ArrayList<>();
            for (int part = 0; part < PARTS; part++) {
                Ensemble some = part(ensemble, part);
                parts.add(sums(
                        mixture,
                        some,
                        some.populations().stream().map(FittedDensity::of).toList(),
                        rng));
            }
            return new Result(Optional.of(of(whole, parts)), "");
        } catch (NoEstimateException | MathRuntimeException e) {
            return new Result(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * What was found.
     *
     * @param rate empty if it could not be estimated
     * @param reason why; empty if it could
     */
    public record Result(Optional<FisherRate> rate, String reason) {}

    /** Every twelfth particle. */
    private static Ensemble part(Ensemble ensemble, int part) throws NoEstimateException {
        List<Population> populations = new ArrayList<>();
        for (Population p : ensemble.populations()) {
            int size = p.size() / PARTS;
            if (size < DensityFunctionals.FEWEST_PARTICLES) {
                throw new NoEstimateException(p.species().name() + ": " + p.size() + " particles, fewer than "
                        + PARTS * DensityFunctionals.FEWEST_PARTICLES);
            }
            Population some = new Population(p.species(), p.dimension(), size, p.density() / size);
            for (int a = 0; a < p.dimension(); a++) {
                for (int k = 0; k < size; k++) {
                    some.velocity(a)[k] = p.velocity(a)[part + PARTS * k];
                }
            }
            populations.add(some);
        }
        return new Ensemble(populations);
    }

    private static Sums sums(
            Mixture mixture, Ensemble ensemble, List<FittedDensity> densities, UniformRandomProvider rng)
            throws NoEstimateException {
        for (int i = 0; i < densities.size(); i++) {
            if (densities.get(i).fit().isEmpty()) {
                throw new NoEstimateException(mixture.species().get(i).name() + ": "
                        + densities.get(i).reason());
            }
        }
        FisherSum rough = new FisherSum(ensemble, scores(densities, ROUGH));
        FisherSum smooth = new FisherSum(ensemble, scores(densities, SMOOTH));
        for (CollidingPair pair : mixture.pairs()) {
            for (RandomPairs.Jump jump : RandomPairs.jumps(pair.kernel(), mixture.dimension())) {
                RandomPairs pairs = new RandomPairs(pair, jump, ensemble, rng);
                rough.add(pair, pairs);
                smooth.add(pair, pairs);
            }
        }
        return new Sums(rough.sums(), smooth.sums());
    }

    private static List<FittedScore> scores(List<FittedDensity> densities, double noise) {
        return densities.stream()
                .map(density -> new FittedScore(density.fit().orElseThrow(), noise))
                .toList();
    }

    private static FisherRate of(Sums whole, List<Sums> parts) {
        return new FisherRate(
                estimate(whole, parts, FisherSum.CENTRE),
                estimate(whole, parts, FisherSum.RADIAL_SQUARE),
                estimate(whole, parts, FisherSum.RADIAL_SLOPE),
                estimate(whole, parts, FisherSum.RADIAL_SQUARE, FisherSum.RADIAL_SLOPE),
                estimate(whole, parts, FisherSum.ANGULAR),
                estimate(whole, parts, FisherSum.RADIAL_SQUARE, FisherSum.RADIAL_SLOPE, FisherSum.ANGULAR),
                estimate(whole, parts, TOTAL),
                estimate(whole, parts, FisherSum.WEAK),
                estimate(whole, parts, s -> sum(s, TOTAL) - sum(s, FisherSum.WEAK)));
    }

    private static final int[] TOTAL = {
        FisherSum.CENTRE, FisherSum.RADIAL_SQUARE, FisherSum.RADIAL_SLOPE, FisherSum.ANGULAR
    };

    private static double sum(double[] sums, int... terms) {
        return IntStream.of(terms).mapToDouble(m -> sums[m]).sum();
    }

    private static Estimate estimate(Sums whole, List<Sums> parts, int... terms) {
        return estimate(whole, parts, s -> sum(s, terms));
    }

    private static Estimate estimate(Sums whole, List<Sums> parts, ToDoubleFunction<double[]> quantity) {
        double[] each =
                parts.stream().mapToDouble(part -> value(part, quantity)).toArray();
        double mean = IntStream.range(0, PARTS).mapToDouble(p -> each[p]).sum() / PARTS;
        double squares = 0;
        for (double value : each) {
            squares += (value - mean) * (value - mean);
        }
        double removed = value(whole, quantity) - quantity.applyAsDouble(whole.rough);
        return new Estimate(value(whole, quantity), Math.hypot(Math.sqrt(squares / (PARTS - 1.0) / PARTS), removed));
    }

    private static double value(Sums sums, ToDoubleFunction<double[]> quantity) {
        double rough = quantity.applyAsDouble(sums.rough);
        return rough + EXTRAPOLATION * (rough - quantity.applyAsDouble(sums.smooth));
    }
}
