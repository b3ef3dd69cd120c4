package io.github.stosszahl.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.initial.CosineProfile;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.Population;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The error of the splitting falls by four when the step is halved: the density mode of a plane gas of Maxwell molecules after two mean free times, in 2, 4 and 16 steps. Every mode has the
 * standard error sqrt(2/N), or less, at N = 1.6e7. The step of 16 has an error of 1/64 of that of 2 itself.
 */
@Tag("validation")
class SplittingOrderTest {
    private static final int PARTICLES = 1_000_000;
    private static final int SEEDS = 16;
    private static final double END = 2;

    @Test
    void theErrorIsOfSecondOrder() {
        double exact = mode(16);
        double coarse = mode(2) - exact;
        double fine = mode(4) - exact;
        double error = Math.sqrt(2.0 / ((double) SEEDS * PARTICLES));
        assertThat(coarse).isGreaterThan(12 * error);
        // first order would have half of the error left, and third order an eighth
        assertThat(fine).isCloseTo(coarse / 4, within(3.5 * error * Math.sqrt(1 + 1.0 / 16 + 9.0 / 16)));
        assertThat(fine).isLessThan(0.4 * coarse);
    }

    private static double mode(int steps) {
        Boundary periodic = new Boundary.Periodic();
        Box box = SpatialGases.box(1, 2 * Math.PI, 24, periodic, periodic);
        Mixture gas = SpatialGases.mixture(2, 2, 0, 1);
        List<InitialState> initial = List.of(SpatialGases.filled(
                box, SpatialGases.maxwellian(2, 1, 1), PARTICLES, Optional.of(new CosineProfile(1, new int[] {1}))));
        double[] sum = {0};
        for (int seed = 0; seed < SEEDS; seed++) {
            SpatialGases.run(gas, box, initial, 100 + seed, END / steps, new double[] {0, END}, snapshot -> {
                Population p = snapshot.ensembles().get(0).populations().get(0);
                for (int k = 0; k < p.size() && snapshot.time() > 0; k++) {
                    sum[0] += 2 * Math.cos(p.position(0)[k]) / p.size() / SEEDS;
                }
            });
        }
        return sum[0];
    }
}
