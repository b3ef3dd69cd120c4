package io.github.stosszahl.cli;

import io.github.stosszahl.initial.CosineProfile;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.initial.Region;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.random.RandomStreams.Purpose;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.UnitSphereSampler;
import org.hipparchus.special.Gamma;

/**
 * Of the collisions of fermions of one species in space that occupied cells allow or that only a cell with more particles than it holds forbids, the share of the latter: their probability is clipped at 0, as {@code clipped} in run.json counts. Flights draw occupation numbers anew, as those of
 * independent particles, Poisson with the mean g q f. From pairs of a sample, turned in any direction, each counted with its rate.
 *
 * @param start at t = 0, where that is most
 * @param equilibrium at the end
 */
record Clipping(double start, double equilibrium) {
    /** From here on the user is told. */
    private static final double LARGE = 0.01;
    /** The same at t = 0, which a gas that expands or heats soon leaves: 52 % in fermi-release with 1e6 particles are 1.5 % of the whole run. */
    private static final double LARGE_AT_START = 0.45;

    private static final int PAIRS = 1 << 14;

    static Clipping of(
            Mixture mixture, int species, InitialState state, VelocityDistribution equilibrium, OccupationCells cells) {
        CollisionKernel kernel = mixture.kernel(species, species).orElseThrow();
        double q = mixture.species().get(species).quantumParameter();
        double start = 0;
        for (Region region : state.regions()) {
            double factor = region.profile().map(CosineProfile::largest).orElse(1.0);
            start = Math.max(start, share(kernel, region.distribution(), q * factor, cells.capacity()));
        }
        return new Clipping(start, share(kernel, equilibrium, q, cells.capacity()));
    }

    /** @param scale q f over the density of the distribution */
    private static double share(CollisionKernel kernel, VelocityDistribution f, double scale, int capacity) {
        RandomStreams streams = new RandomStreams(0);
        Population sample = new InitialState(f, 2 * PAIRS).draw(new Species("trial", 1), streams, 0, 0);
        UniformRandomProvider rng = streams.stream(Purpose.ESTIMATES, 0, 0, 0);
        int d = f.dimension();
        UnitSphereSampler directions = UnitSphereSampler.of(rng, d);
        double[] v = new double[d];
        double open = 0;
        double collisions = 0;
        for (int k = 0; k < PAIRS; k++) {
            double square = 0;
            for (int a = 0; a < d; a++) {
                double u = sample.velocity(a)[k] - sample.velocity(a)[k + PAIRS];
                square += u * u;
            }
            double[] omega = directions.sample();
            double allowed = kernel.rate().alpha(Math.sqrt(square));
            double otherwise = allowed;
            for (int side = -1; side <= 1; side += 2) {
                for (int a = 0; a < d; a++) {
                    double middle = (sample.velocity(a)[k] + sample.velocity(a)[k + PAIRS]) / 2;
                    v[a] = middle + side * Math.sqrt(square) / 2 * omega[a];
                }
                double mean =
                        capacity * scale * f.density() * f.probabilityDensity(v).orElse(0);
                double free = free(capacity, mean);
                allowed *= free;
                otherwise *= free + overfull(capacity, mean);
            }
            collisions += allowed;
            open += otherwise;
        }
        return 1 - collisions / open;
    }

    /** P(m &gt; g) of a Poisson number m. */
    private static double overfull(int capacity, double mean) {
        return mean > 0 ? Gamma.regularizedGammaP(capacity + 1.0, mean) : 0;
    }

    /** The mean of 1 - m/g where that is not negative. */
    private static double free(int capacity, double mean) {
        return mean > 0
                ? Gamma.regularizedGammaQ(capacity + 1.0, mean)
                        - mean / capacity * Gamma.regularizedGammaQ(capacity, mean)
                : 1;
    }

    boolean isLarge() {
        return start > LARGE_AT_START || equilibrium > LARGE;
    }
}
