package io.github.stosszahl.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.random.RandomStreams.Purpose;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamsTest {
    private static final long SEED = 20260101;
    private static final int CELLS = 20;
    private static final int STREAMS = 1000;

    @Test
    void equalNamesGiveEqualStreams() {
        UniformRandomProvider one = new RandomStreams(SEED).stream(Purpose.COLLISIONS, 3, 1, 4);
        RandomStreams streams = new RandomStreams(SEED);
        // streams asked for in between do not matter
        streams.stream(Purpose.INITIAL, 0, 0, 0).nextLong();
        UniformRandomProvider two = streams.stream(Purpose.COLLISIONS, 3, 1, 4);
        for (int k = 0; k < 100; k++) {
            assertThat(two.nextLong()).isEqualTo(one.nextLong());
        }
    }

    /** Every part of the name and the seed counts, and so does the order of the indices. */
    @Test
    void differentNamesGiveDifferentStreams() {
        Set<Long> seen = new HashSet<>();
        int streams = 0;
        for (long seed : new long[] {SEED, SEED + 1, 0, -1}) {
            for (Purpose purpose : Purpose.values()) {
                for (int replica = 0; replica < 8; replica++) {
                    for (int index = 0; index < 8; index++) {
                        for (int block = -1; block < 8; block++) {
                            UniformRandomProvider rng = new RandomStreams(seed).stream(purpose, replica, index, block);
                            streams++;
                            for (int k = 0; k < 3; k++) {
                                seen.add(rng.nextLong());
                            }
                        }
                    }
                }
            }
        }
        assertThat(seen).hasSize(3 * streams);
    }

    /**
     * First draws of 1000 streams whose names differ in one index only: chi-square over 20 cells, and chi-square over
     * the 20 cells of the sum modulo 1 of the first draws of neighbours. Exact law: uniform. False alarm: p &lt; 1e-5
     * in 2 tests for each of 3 indices, 6e-5 in all.
     */
    @ParameterizedTest
    @ValueSource(strings = {"replica", "index", "block"})
    void firstDrawsOfNeighbouringStreamsAreUniform(String varied) {
        RandomStreams streams = new RandomStreams(SEED);
        long[] counts = new long[CELLS];
        long[] pairs = new long[CELLS];
        double before = 0;
        for (int k = 0; k < STREAMS; k++) {
            UniformRandomProvider rng = switch (varied) {
                case "replica" -> streams.stream(Purpose.COLLISIONS, k, 0, 0);
                case "index" -> streams.stream(Purpose.COLLISIONS, 0, k, 0);
                default -> streams.stream(Purpose.COLLISIONS, 0, 0, k);
            };
            double u = rng.nextDouble();
            counts[(int) (CELLS * u)]++;
            pairs[(int) (CELLS * ((u + before) % 1))]++;
            before = u;
        }
        double[] expected = new double[CELLS];
        Arrays.fill(expected, STREAMS / (double) CELLS);
        assertThat(ChiSquareTest.withDefaults().test(expected, counts).getPValue())
                .isGreaterThan(1e-5);
        assertThat(ChiSquareTest.withDefaults().test(expected, pairs).getPValue())
                .isGreaterThan(1e-5);
    }
}
