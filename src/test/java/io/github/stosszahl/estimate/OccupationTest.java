package io.github.stosszahl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Few particles, counted by hand. */
class OccupationTest {
    private static final Species FERMIONS = new Species("fermions", 1, Statistics.FERMI, 0.5);

    /** q w = 1/4, so that a cell of one of two sheets with the edge 1 has two places in the plane. */
    private static Population population(double[][] velocities) {
        OccupationCells cells = OccupationCells.of(FERMIONS, 0.5, 2, 1, new double[2], 2, 1 << 20);
        assertThat(cells.capacity()).isEqualTo(2);
        Population population = new Population(FERMIONS, 2, velocities.length, 0.5, cells);
        for (int k = 0; k < velocities.length; k++) {
            population.velocity(0)[k] = velocities[k][0];
            population.velocity(1)[k] = velocities[k][1];
        }
        return population;
    }

    /** The first half of the particles is one sheet, the second the other: they do not add up. */
    @Test
    void theLargestOccupationIsThatOfACellOfOneSheet() {
        Population half = population(new double[][] {{0.2, 0.2}, {-0.2, 0.2}, {0.7, 0.3}, {0.2, -0.9}});
        Population full = population(new double[][] {{0.2, 0.2}, {0.9, 0.2}, {-0.7, 0.3}, {0.2, -0.9}});
        assertThat(LargestOccupation.of(List.of(half))).hasValue(0.5);
        assertThat(LargestOccupation.of(List.of(half, full))).hasValue(1);
        assertThat(LargestOccupation.of(List.of(new Population(new Species("classical", 1), 2, 3, 0.1))))
                .isEmpty();
    }

    /** Rings of width 1 about (1, 0), of areas pi and 3 pi: q f = q w k/area, here with 3 and 1 particles of 4. */
    @Test
    void theProfileAveragesOverRings() {
        Population population = population(new double[][] {{1.2, 0}, {0.7, 0.1}, {1, -0.9}, {1, 1.5}});
        OccupationProfile profile = new OccupationProfile(new double[] {1, 0}, 2, 2, List.of(population));
        assertThat(profile.occupation(0).value()).isCloseTo(0.75 / Math.PI, within(1e-15));
        assertThat(profile.occupation(1).value()).isCloseTo(0.25 / (3 * Math.PI), within(1e-15));
        assertThat(profile.centre(1)).isEqualTo(1.5);
        double states = 4 * Math.PI;
        assertThat(profile.occupation(0).standardError())
                .isCloseTo(Math.sqrt(4 * (states - 2) / (states + 1)) / states, within(1e-15));
        // of speed^2 over a ring with the density 2 c: (c1^4 - c0^4)/(2 (c1^2 - c0^2))
        assertThat(profile.average(1, c -> c * c)).isCloseTo(2.5, within(1e-12));
    }
}
