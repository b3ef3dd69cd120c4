package io.github.stosszahl.initial;

import io.github.stosszahl.model.EmpiricalDistribution;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.commons.rng.UniformRandomProvider;

/** Particles of equal weight from particles of unequal weight, without repeating one. */
public final class Thinning {
    private Thinning() {}

    /**
     * Keeps every particle with probability w/w_max. If the weighted particles were independent, so are those that are kept, which resampling would not give: of
     * a particle that occurs twice no estimator of a density can make sense. The price is their number, about n/w_max.
     *
     * @param particles any weights
     * @param rng chooses
     * @return the same if the weights are equal; else those kept, in their order, with equal weights and the same density
     */
    public static EmpiricalDistribution equalWeights(EmpiricalDistribution particles, UniformRandomProvider rng) {
        if (particles.hasEqualWeights()) {
            return particles;
        }
        double largest = 0;
        for (int k = 0; k < particles.size(); k++) {
            largest = Math.max(largest, particles.weight(k));
        }
        BitSet kept = new BitSet(particles.size());
        for (int k = 0; k < particles.size(); k++) {
            kept.set(k, rng.nextDouble() * largest < particles.weight(k));
        }
        double[][] velocity = new double[particles.dimension()][];
        for (int a = 0; a < velocity.length; a++) {
            int axis = a;
            velocity[a] =
                    kept.stream().mapToDouble(k -> particles.velocity(axis, k)).toArray();
        }
        double[] weight = new double[kept.cardinality()];
        Arrays.fill(weight, particles.density() / weight.length);
        return new EmpiricalDistribution(velocity, weight);
    }
}
