package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Entropy dissipation D of classical gases in a box per unit volume, the mean over space of that of the local densities of the velocities. The box is cut into parts of equally many particles; in each the gas is taken for
 * homogeneous after linear trends of mean velocity, temperature and densities were taken out ({@link PartOfSpace}), which local collisions do not feel.
 *
 * <p>The estimator of D that a part gets has a bias of about 1/N by the resolution of its densities: two random halves of the part show it, and it is removed. What the densities vary within the parts besides trends is of second
 * order in their edges; parts with edges twice as long tell how much it is, and a third of the difference counts as an error.
 */
public final class PhaseSpaceDissipation {
    /** Of the rarest species, the fewest in a part on average. */
    static final int PARTICLES = 10_000;
    /** The box is halved no more often than this, and one time less if it has one axis. */
    private static final int MOST_HALVINGS = 6;
    /** Share of the removed bias that may be wrong. */
    private static final double UNSURE = 1.0 / 3;
    /** (2^2 - 1)^-1: an error that is four times as large in parts of twice the edge. */
    private static final double LEFT = 1.0 / 3;
    /** Densities are not resolved in space if what they vary within parts exceeds so many standard errors and this share of D. */
    private static final double ERRORS = 3;

    private static final double SHARE = 0.1;

    private PhaseSpaceDissipation() {}

    /** D of all particles, of halves of them, and the squares of their standard errors. */
    private static final class Sum {
        private double value;
        private double variance;
        private double ofHalves;
        private double varianceOfHalves;
    }

    /**
     * Estimates D.
     *
     * @param mixture the kernels
     * @param box where the particles are
     * @param ensemble only read
     * @param rng divides samples, and chooses pairs and angles
     * @param interrupted asked between parts
     * @return empty if interrupted
     * @throws IllegalArgumentException if a species that collides has Fermi or Bose statistics, or partners collide at different positions
     */
    public static Optional<EntropyDissipation> of(
            Mixture mixture, Box box, Ensemble ensemble, UniformRandomProvider rng, BooleanSupplier interrupted) {
        if (mixture.isDelocalised()) {
            throw new IllegalArgumentException("partners collide at different positions");
        }
        try {
            int axes = box.dimension();
            int halvings = halvings(ensemble, axes);
            Sum fine = new Sum();
            for (PartOfSpace part : PartOfSpace.of(box, ensemble, halvings)) {
                if (interrupted.getAsBoolean()) {
                    return Optional.empty();
                }
                Ensemble gas = part.withoutTrends(rng);
                add(fine, part, estimate(mixture, part, gas, rng));
                addHalves(
                        fine,
                        part,
                        estimate(mixture, part, half(gas, 0), rng),
                        estimate(mixture, part, half(gas, 1), rng));
            }
            Sum coarse = new Sum();
            for (PartOfSpace part : PartOfSpace.of(box, ensemble, halvings - axes)) {
                if (interrupted.getAsBoolean()) {
                    return Optional.empty();
                }
                add(coarse, part, estimate(mixture, part, part.withoutTrends(rng), rng));
            }
            return Optional.of(EntropyDissipation.finite(estimate(fine, coarse, Math.pow(2, -axes))));
        } catch (NoEstimateException e) {
            return Optional.of(EntropyDissipation.none(String.valueOf(e.getMessage())));
        }
    }

    private static int halvings(Ensemble ensemble, int axes) throws NoEstimateException {
        int most = Math.min(MOST_HALVINGS, MOST_HALVINGS - 2 + axes);
        for (Population p : ensemble.populations()) {
            int halvings = 31 - Integer.numberOfLeadingZeros(Math.max(1, p.size() / PARTICLES));
            if (halvings < axes) {
                throw new NoEstimateException(p.size() + " particles of "
                        + p.species().name() + ", fewer than " + (PARTICLES << axes) + " that local densities need");
            }
            most = Math.min(most, halvings);
        }
        return most;
    }

    private static Estimate estimate(Mixture mixture, PartOfSpace part, Ensemble gas, UniformRandomProvider rng)
            throws NoEstimateException {
        List<FittedDensity> densities =
                gas.populations().stream().map(FittedDensity::of).toList();
        EntropyDissipation found = EntropyDissipation.ofPairs(
                mixture, gas, densities, (CollidingPair pair) -> part.crowding(pair.first(), pair.second()), rng);
        return found.value()
                .orElseThrow(() -> new NoEstimateException(
                        "in a part of the box: " + found.reason().orElse("unknown reason")));
    }

    private static void add(Sum sum, PartOfSpace part, Estimate found) {
        double share = part.share();
        sum.value += share * found.value();
        sum.variance += share * share * found.standardError() * found.standardError();
    }

    private static void addHalves(Sum sum, PartOfSpace part, Estimate first, Estimate second) {
        double share = part.share() / 2;
        sum.ofHalves += share * (first.value() + second.value());
        sum.varianceOfHalves += share
                * share
                * (first.standardError() * first.standardError() + second.standardError() * second.standardError());
    }

    private static Ensemble half(Ensemble gas, int which) {
        List<Population> populations = new ArrayList<>();
        for (Population p : gas.populations()) {
            int from = which == 0 ? 0 : p.size() / 2;
            int size = which == 0 ? p.size() / 2 : p.size() - p.size() / 2;
            Population half = new Population(p.species(), p.dimension(), size, p.density() / size);
            for (int a = 0; a < p.dimension(); a++) {
                System.arraycopy(p.velocity(a), from, half.velocity(a), 0, size);
            }
            populations.add(half);
        }
        return new Ensemble(populations);
    }

    /** @param ratio of the bias of the coarse parts to that of the fine ones */
    private static Estimate estimate(Sum fine, Sum coarse, double ratio) throws NoEstimateException {
        double correction = fine.value - fine.ofHalves;
        double value = fine.value + correction;
        // noise that is linear in the particles is that of all, noise of their pairs that of the halves
        double deviation = Math.sqrt(Math.max(fine.variance, fine.varianceOfHalves));
        double within = LEFT * Math.abs(coarse.value - fine.value - (1 - ratio) * correction);
        if (within > ERRORS * deviation && within > SHARE * Math.abs(value)) {
            throw new NoEstimateException(
                    "the densities vary too much within parts of the box of " + PARTICLES + " particles or more");
        }
        return new Estimate(value, Math.hypot(deviation, Math.hypot(UNSURE * correction, within)));
    }
}
