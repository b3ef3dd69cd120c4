package io.github.stosszahl.initial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.random.RandomStreams.Purpose;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class ThinningTest {
    private static UniformRandomProvider rng() {
        return new RandomStreams(5).stream(Purpose.ESTIMATES, 0, 0, 0);
    }

    @Test
    void equalWeightsStayAsTheyAre() {
        EmpiricalDistribution particles =
                new EmpiricalDistribution(new double[][] {{1, 2}, {3, 4}}, new double[] {2, 2});
        assertThat(Thinning.equalWeights(particles, rng())).isSameAs(particles);
    }

    /**
     * 30000 particles of weight 1 at x = 1 and 30000 of weight 4 at x = 2: kept with probability 1/4 and 1. The number of the former is binomial, 7500 +- 75; bound 4.5 standard
     * deviations, false alarm 7e-6. No particle occurs twice, and the density is kept.
     */
    @Test
    void keepsInProportionToTheWeight() {
        int each = 30000;
        double[][] v = new double[2][2 * each];
        double[] weight = new double[2 * each];
        for (int k = 0; k < 2 * each; k++) {
            v[0][k] = 1 + k % 2;
            v[1][k] = k;
            weight[k] = k % 2 == 0 ? 1 : 4;
        }
        EmpiricalDistribution kept = Thinning.equalWeights(new EmpiricalDistribution(v, weight), rng());
        int light = 0;
        for (int k = 0; k < kept.size(); k++) {
            light += kept.velocity(0, k) == 1 ? 1 : 0;
            assertThat(k == 0 || kept.velocity(1, k) > kept.velocity(1, k - 1)).isTrue();
        }
        assertThat(kept.size() - light).isEqualTo(each);
        assertThat((double) light).isCloseTo(7500, within(4.5 * Math.sqrt(30000 * 0.25 * 0.75)));
        assertThat(kept.hasEqualWeights()).isTrue();
        assertThat(kept.density()).isCloseTo(5.0 * each, within(1e-6));
    }
}
