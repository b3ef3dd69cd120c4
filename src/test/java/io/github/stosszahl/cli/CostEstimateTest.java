package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wall time of work that threads share, and of work that keeps one thread of a replica busy. */
class CostEstimateTest {
    /** Work of 12 s that is shared and of 6 s that is not, of all replicas together. */
    @ParameterizedTest
    @CsvSource({"1, 1, 18", "4, 1, 9", "4, 2, 6", "4, 4, 4.5", "4, 8, 4.5", "2, 8, 9"})
    void onlySharedWorkIsDividedBetweenTheThreadsOfAReplica(int threads, int replicas, double expected) {
        assertThat(CostEstimate.wallTime(12, threads, 6, threads, replicas)).isEqualTo(expected);
    }
}
