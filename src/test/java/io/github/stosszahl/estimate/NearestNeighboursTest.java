package io.github.stosszahl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Neighbours against the sorted distances to all other points, without tolerance but for the order of sums. */
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
        double[] visits = new NearestNeighbours(z).sum(k, n, (i, square, sums) -> {
            sums[i]++;
            double[] all = IntStream.range(0, n)
                    .filter(j -> j != i)
                    .mapToDouble(j -> IntStream.range(0, d)
                            .mapToDouble(a -> (z[a][j] - z[a][i]) * (z[a][j] - z[a][i]))
                            .sum())
                    .sorted()
                    .limit(k)
                    .toArray();
            for (int q = 0; q < k; q++) {
                assertThat(square[q]).isCloseTo(all[q], within(1e-15 + 1e-14 * all[q]));
            }
        });
        assertThat(visits).containsOnly(1.0);
    }
}
