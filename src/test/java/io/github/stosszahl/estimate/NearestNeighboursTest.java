package io.github.stosszahl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Neighbours of points against the sorted distances to all of them, without tolerance but for the order of sums. */
class NearestNeighboursTest {
    @ParameterizedTest
    @CsvSource({"2, 9", "3, 9", "2, 700", "3, 700", "3, 3001"})
    void allDistances(int d, int n) {
        Population p = TestDensity.sample("core", d, n, 3);
        double[][] z = IntStream.range(0, d).mapToObj(p::velocity).toArray(double[][]::new);
        // equal points, and many of one coordinate
        for (int a = 0; a < d; a++) {
            z[a][1] = z[a][0];
        }
        Arrays.fill(z[1], 0, n / 2, 0.25);
        int k = 8;
        NearestNeighbours.Finder finder = new NearestNeighbours(z).finder(k);
        for (int i = 0; i < n; i++) {
            int at = i;
            double[] place = IntStream.range(0, d).mapToDouble(a -> z[a][at]).toArray();
            double[] all = IntStream.range(0, n)
                    .mapToDouble(j -> IntStream.range(0, d)
                            .mapToDouble(a -> (z[a][j] - place[a]) * (z[a][j] - place[a]))
                            .sum())
                    .sorted()
                    .limit(k)
                    .toArray();
            assertThat(finder.about(place)).containsExactly(all, within(1e-14));
        }
    }
}
