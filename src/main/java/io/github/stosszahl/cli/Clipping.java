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
 * How many of the collisions of fermions of one species in space would find a cell with more particles than it holds, so that their probability is clipped at 0: flights draw occupation numbers anew, as those of independent particles,
 * Poisson with the mean g q f. From pairs of a sample, turned in any direction, each counted with its rate.
 *
 * @param start at t = 0, where that is most
 * @param equilibrium at the end
 */
record Clipping(double start, double equilibrium) {
    /** From here on the user is told. */
    private static final double LARGE = 0.01;
    /** The same at t = 0, which a gas that expands or heats soon leaves: 16 % in fermi-release with 1e6 particles are 1.2 % of the whole run. */
    private static final double LARGE_AT_START = 0.15;

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
        double all = 0;
        double clipped = 0;
        for (int k = 0; k < PAIRS; k++) {
            double square = 0;
            for (int a = 0; a < d; a++) {
                double u = sample.velocity(a)[k] - sample.velocity(a)[k + PAIRS];
                square += u * u;
            }
            double[] omega = directions.sample();
            double fits = 1;
            for (int side = -1; side <= 1; side += 2) {
                for (int a = 0; a < d; a++) {
                    double middle = (sample.velocity(a)[k] + sample.velocity(a)[k + PAIRS]) / 2;
                    v[a] = middle + side * Math.sqrt(square) / 2 * omega[a];
                }
                fits *= 1
                        - overfull(
                                capacity,
                                scale * f.density() * f.probabilityDensity(v).orElse(0));
            }
            double rate = kernel.rate().alpha(Math.sqrt(square));
            all += rate;
            clipped += rate * (1 - fits);
        }
        return clipped / all;
    }

    /** P(m &gt; g) of a Poisson number m with the mean g q f. */
    private static double overfull(int capacity, double occupation) {
        return occupation > 0 ? Gamma.regularizedGammaP(capacity + 1.0, capacity * occupation) : 0;
    }

    boolean isLarge() {
        return start > LARGE_AT_START || equilibrium > LARGE;
    }
}
