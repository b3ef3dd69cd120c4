package io.github.stosszahl.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuideTableTest {
    static Stream<double[]> edges() {
        UniformRandomProvider random = RandomSource.KISS.create(20240607L);
        double[] uniform = random.doubles(300, -1, 4).sorted().toArray();
        double[] geometric = random.doubles(300, -12, 3).map(Math::exp).sorted().toArray();
        double[] clustered = Stream.of(random.doubles(200, 1, 1 + 1e-9), random.doubles(5, 0, 2))
                .flatMapToDouble(numbers -> numbers)
                .sorted()
                .toArray();
        double[] repeated =
                random.ints(300, 0, 40).mapToDouble(k -> k / 7.0).sorted().toArray();
        double[] neighbours = {0.3, Math.nextUp(0.3), Math.nextUp(Math.nextUp(0.3))};
        return Stream.of(
                uniform,
                geometric,
                clustered,
                repeated,
                neighbours,
                new double[] {0},
                new double[] {2.5},
                new double[] {0, 0, 0, 1},
                new double[] {0, 1, 1, 1},
                new double[] {0, Double.MIN_VALUE},
                new double[] {0, 1e-300, 1e300, Double.MAX_VALUE});
    }

    /** Counting is the definition; numbers on the edges, beside them, between and beyond. */
    @ParameterizedTest
    @MethodSource("edges")
    void findsTheLastEdgeNotAbove(double[] edges) {
        GuideTable table = new GuideTable(edges);
        double first = edges[0];
        double last = edges[edges.length - 1];
        Stream.of(
                        Arrays.stream(edges),
                        Arrays.stream(edges).map(Math::nextUp),
                        Arrays.stream(edges).map(Math::nextDown),
                        RandomSource.KISS.create(5L).doubles(2000).map(u -> first + u * (last - first)),
                        Arrays.stream(new double[] {last + 1, Double.MAX_VALUE}))
                .flatMapToDouble(numbers -> numbers)
                .filter(x -> x >= first)
                .forEach(x -> assertThat(table.lastNotAbove(x))
                        .as("last edge not above %s", x)
                        .isEqualTo((int) Arrays.stream(edges)
                                        .filter(edge -> edge <= x)
                                        .count()
                                - 1));
    }
}
