package io.github.stosszahl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Few particles, counted by hand; and the scatter of shells of many. */
class OccupationTest {
    private static final int SAMPLES = 400;
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
        // a ring of width 1 and length pi among cells of edge 1
        double states = 4 * Math.PI;
        double shared = 2.0 / 3 * (1 - 1 / (3 * Math.PI));
        assertThat(profile.occupation(0).standardError())
                .isCloseTo(Math.sqrt(5 * (1 - shared * 3 / (states + 2))) / states, within(1e-15));
        // of speed^2 over a ring with the density 2 c: (c1^4 - c0^4)/(2 (c1^2 - c0^2))
        assertThat(profile.average(1, c -> c * c)).isCloseTo(2.5, within(1e-12));
    }

    /**
     * Cells with a binomial number of 8 places filled at 0.9, particles anywhere in them: the rms of (q f - 0.9)/stderr is 1 in shells of a third to three cells. 300 and 60 fillings of 28 to 3 shells: its standard error is 0.01 to 0.05
     * where shells are independent; allowed 0.8 to 1.15, as thick shells in space have errors some 14 % too large. Binomial errors would give 1.6 for the thin shells, those of independent particles 0.4 for the thick ones.
     */
    @ParameterizedTest
    @CsvSource({"0.333, 2", "1, 2", "3, 2", "0.333, 3", "1, 3", "1.5, 3"})
    void errorsOfShellsAmongCells(double width, int d) {
        int cells = d == 2 ? 24 : 12;
        Species fermions = new Species("fermions", 1, Statistics.FERMI, 1);
        OccupationCells lattice = OccupationCells.of(fermions, 1.0 / 8, 1, 1, new double[d], cells, 1 << 22);
        assertThat(lattice.capacity()).isEqualTo(8);
        UniformRandomProvider rng = new RandomStreams(7).stream(RandomStreams.Purpose.ESTIMATES, 0, d, 0);
        int bins = (int) (0.4 * cells / width);
        double squares = 0;
        int runs = d == 2 ? 300 : 60;
        for (int run = 0; run < runs; run++) {
            List<double[]> places = new ArrayList<>();
            int total = (int) Math.pow(cells, d);
            for (int cell = 0; cell < total; cell++) {
                for (int place = 0; place < 8; place++) {
                    if (rng.nextDouble() < 0.9) {
                        double[] v = new double[d];
                        int rest = cell;
                        for (int a = 0; a < d; a++) {
                            v[a] = rest % cells - cells / 2.0 + rng.nextDouble();
                            rest /= cells;
                        }
                        places.add(v);
                    }
                }
            }
            Population population = new Population(fermions, d, places.size(), 1.0 / 8, lattice);
            for (int k = 0; k < places.size(); k++) {
                for (int a = 0; a < d; a++) {
                    population.velocity(a)[k] = places.get(k)[a];
                }
            }
            double[] centre = new double[d];
            Arrays.setAll(centre, a -> rng.nextDouble());
            OccupationProfile profile = new OccupationProfile(centre, bins * width, bins, List.of(population));
            for (int bin = 0; bin < bins; bin++) {
                Estimate found = profile.occupation(bin);
                double z = (found.value() - 0.9) / found.standardError();
                squares += z * z / bins / runs;
            }
        }
        assertThat(Math.sqrt(squares)).isBetween(0.8, 1.15);
    }

    /**
     * Rings that hold few particles, of an even density without cells to speak of: the expected numbers are from 1/8 to 24. Of 400 samples, 90 % at least are within 1.96 standard errors of the exact value: exact sums of Poisson numbers give
     * 95.4 % or more, and k + 1 instead of k + 2 only 86 % at 2 particles; a false alarm at 95.4 % in 1e-6 of the cases. An error is never above that of two more particles than there are, and never 0.
     */
    @ParameterizedTest
    @CsvSource({"0.125", "0.5", "1", "2", "4", "8", "24"})
    void errorsOfNearlyEmptyShells(double expected) {
        Species bosons = new Species("bosons", 1, Statistics.BOSE, 1);
        double weight = 1e-3;
        OccupationCells cells = OccupationCells.of(bosons, weight, 1, 1e3, new double[2], 1e3, 1 << 20);
        UniformRandomProvider rng = new RandomStreams(11).stream(RandomStreams.Purpose.ESTIMATES, 0, 2, 0);
        int held = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            // independent particles in a square about the ring with the radii 1 and 2, few of them in it
            int particles = 2000;
            double edge = Math.sqrt(3 * Math.PI * particles / expected);
            Population population = new Population(bosons, 2, particles, weight, cells);
            for (int a = 0; a < 2; a++) {
                for (int k = 0; k < particles; k++) {
                    population.velocity(a)[k] = edge * (rng.nextDouble() - 0.5);
                }
            }
            Estimate found = new OccupationProfile(new double[2], 2, 2, List.of(population)).occupation(1);
            double one = weight / (3 * Math.PI);
            double exact = expected * one;
            assertThat(found.standardError() / one)
                    .isBetween(Math.sqrt(2) * (1 - 1e-12), Math.sqrt(found.value() / one + 2) * 1.01);
            held += Math.abs(found.value() - exact) < 1.96 * found.standardError() ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo((int) (0.9 * SAMPLES));
    }
}
