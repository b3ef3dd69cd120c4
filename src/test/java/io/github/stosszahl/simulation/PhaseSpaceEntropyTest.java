package io.github.stosszahl.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.PhaseSpaceEntropy;
import io.github.stosszahl.initial.CosineProfile;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.model.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Four standard errors are exceeded by noise with probability 6e-5; there are seven comparisons. */
class PhaseSpaceEntropyTest {
    private static final double ERRORS = 4;
    private static final double AMPLITUDE = 0.5;

    private static List<Estimate> entropies(Box box, InitialState initial, int d, long seed, double... times) {
        List<Estimate> found = new ArrayList<>();
        SpatialGases.run(
                SpatialGases.mixture(d, 0, 0, 1),
                box,
                List.of(initial),
                seed,
                0.1,
                times,
                snapshot ->
                        found.add(PhaseSpaceEntropy.of(box, snapshot.ensembles().get(0))
                                .quantities()
                                .get(1)
                                .estimate()));
        return found;
    }

    private static Optional<CosineProfile> cosine(int dx) {
        int[] mode = new int[dx];
        mode[0] = 1;
        return Optional.of(new CosineProfile(AMPLITUDE, mode));
    }

    /** &lt;(1 + a cos) log(1 + a cos)&gt; over a period = log((1 + s)/2) + 1 - s with s = (1 - a^2)^(1/2); a Maxwellian adds -(d/2)(1 + log(2 pi T/m)). */
    private static double exact(int d, double variance) {
        double s = Math.sqrt(1 - AMPLITUDE * AMPLITUDE);
        return Math.log((1 + s) / 2) + 1 - s - 0.5 * d * (1 + Math.log(2 * Math.PI * variance)) - 1;
    }

    /** In the mirror of a wall the density is as smooth as through a periodic face. */
    @ParameterizedTest
    @CsvSource({"1, 2, true", "1, 3, false", "2, 2, false", "3, 3, true"})
    void entropyOfACosine(int dx, int d, boolean periodic) {
        Boundary face = periodic ? new Boundary.Periodic() : new Boundary.Specular();
        Box box = SpatialGases.box(dx, 3, 4, face, face);
        InitialState start = SpatialGases.filled(box, SpatialGases.maxwellian(d, 1, 0.5), 40_000, cosine(dx));
        Estimate found = entropies(box, start, d, 3, 0).get(0);
        assertThat(found.standardError()).isLessThan(0.05);
        assertThat(found.value()).isCloseTo(exact(d, 0.5), within(ERRORS * found.standardError()));
    }

    /** L dS = 0: in free flight H stays, as long as the sample resolves what phase mixing does. */
    @Test
    void freeFlightLeavesEntropyAlone() {
        Box box = SpatialGases.box(1, 2 * Math.PI, 8, new Boundary.Periodic(), new Boundary.Periodic());
        InitialState start = SpatialGases.filled(box, SpatialGases.maxwellian(2, 1, 1), 40_000, cosine(1));
        for (Estimate later : entropies(box, start, 2, 4, 0, 1.5, 3)) {
            assertThat(later.standardError()).isLessThan(0.02);
            assertThat(later.value()).isCloseTo(exact(2, 1), within(ERRORS * later.standardError()));
        }
    }
}
