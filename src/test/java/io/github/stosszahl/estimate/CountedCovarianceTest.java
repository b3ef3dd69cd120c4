package io.github.stosszahl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three particles, counted by hand. */
class CountedCovarianceTest {
    /**
     * Two of the particles, one of each of two sheets, are in a cell of g = 4 places, the third is in another one: phi = 1, 3; -1 and psi = 2, 1; 5. With tau = 1 + alpha/(4 + alpha) of the two and 1 of the third, fermions have
     * 3 C(phi, phi) = (4 11 - 17)/3 - (5/3)^2/(7/3) = 164/21 and 3 C(psi, phi) = (4 0 - 7)/3 - (7)(5/3)/(7/3) = -22/3, bosons 3 C(phi, phi) = (4 11 + 17)/5 - 3.8^2/3.4 and 3 C(psi, phi) = 7/5 - (8.6)(3.8)/3.4. An amount
     * that all values have in common does not matter, as the number of particles does not vary.
     */
    @ParameterizedTest
    @CsvSource({
        "FERMI, 2.6031746, -2.4444444, 0",
        "FERMI, 2.6031746, -2.4444444, 7",
        "BOSE, 2.6509804, -2.7372549, 0",
        "BOSE, 2.6509804, -2.7372549, 7"
    })
    void particlesOfACellAreCountedTogether(Statistics statistics, double variance, double covariance, double common) {
        Species species = new Species("a", 1, statistics, 1);
        OccupationCells cells = OccupationCells.of(species, 0.25, 2, 1, new double[2], 2, 1 << 20);
        assertThat(cells.capacity() * cells.sheets()).isEqualTo(4);
        Population population = new Population(species, 2, 3, 0.25, cells);
        double[][] place = {{0.2, 0.7}, {-0.6, 0.1}, {0.9, 0.3}};
        for (int k = 0; k < place.length; k++) {
            population.velocity(0)[k] = place[k][0];
            population.velocity(1)[k] = place[k][1];
        }
        double[][] values = {{1, -1, 3}, {2, 5, 1}};
        CountedCovariance found = new CountedCovariance(population, cells, values, 2, 1, (row, out) -> {
            out[0] = row[0] + common;
            out[1] = row[1] - common;
        });
        assertThat(found.variance(0)).isCloseTo(variance, within(1e-7));
        assertThat(found.covariance(1, 0)).isCloseTo(covariance, within(1e-7));
    }
}
