package io.github.stosszahl.reference;

import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Mixture;
import java.util.Optional;

/**
 * The condition of Theorem 3.1 on one pair of species, |r alpha'(r)|/alpha(r) &lt;= 2 sqrt(Lambda_b) for all r. If all pairs meet it, sum_i I(f_i)/m_i does not
 * increase (classical statistics).
 *
 * <p>What is known of Lambda_b (physics of the paper, Theorem 3.1, corrected for unlike species): isotropic b, like species: Lambda_b = 4 for d = 2, at least 4
 * for d = 3; Landau, like species: 4 for d = 2, between 5.5 and 5.739 for d = 3; unlike species, where functions need not be even, both: d - 1, and at most that for any b. Of other angle laws nothing else is known here, but that Lambda_b
 * is not negative: Maxwell molecules meet the condition with any b. Nothing is known of pairs with Fermi or Bose statistics, which the theorem is not about.
 *
 * @param steepness the largest |r alpha'|/alpha
 * @param sufficient a steepness up to this meets the condition; negative infinity if no bound is known
 * @param necessary a steepness beyond this does not; infinite if no bound is known
 */
public record FisherCondition(double steepness, double sufficient, double necessary) {
    private static final double ROUNDING = 1e-12;
    private static final double LIKE = 4;
    private static final double LANDAU_AT_LEAST = 5.5;
    private static final double LANDAU_AT_MOST = 5.739;

    /** The condition on a pair of a mixture. */
    public static FisherCondition of(Mixture mixture, CollidingPair pair) {
        if (!mixture.isClassical(pair)) {
            return new FisherCondition(
                    pair.kernel().rate().steepness(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        boolean like = pair.first() == pair.second();
        boolean landau = !pair.kernel().jumps();
        boolean isotropic = !pair.kernel().diffuses()
                && pair.kernel().angle().map(AngleLaw::isIsotropic).orElse(false);
        int d = mixture.dimension();
        double steepness = pair.kernel().rate().steepness();
        if (landau && like && d == 3) {
            return new FisherCondition(steepness, 2 * Math.sqrt(LANDAU_AT_LEAST), 2 * Math.sqrt(LANDAU_AT_MOST));
        }
        double known = 2 * Math.sqrt(like ? LIKE : d - 1);
        boolean sharp = !like || landau || (isotropic && d == 2);
        return new FisherCondition(
                steepness, isotropic || landau ? known : 0, sharp ? known : Double.POSITIVE_INFINITY);
    }

    /** Whether the condition holds; empty if Lambda_b is not known well enough to tell. */
    public Optional<Boolean> holds() {
        if (steepness <= sufficient * (1 + ROUNDING)) {
            return Optional.of(true);
        }
        return steepness > necessary * (1 + ROUNDING) ? Optional.of(false) : Optional.empty();
    }
}
