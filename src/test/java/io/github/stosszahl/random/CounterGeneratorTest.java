package io.github.stosszahl.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words are those of SplitMix64, and the samplers have their laws. 8 + 4 tests that fail for p &lt; 1e-6: 1.2e-5. */
class CounterGeneratorTest {
    private static final double SMALLEST_P = 1e-6;

    /** java.util.SplittableRandom(seed) is SplitMix64 with the golden ratio as step; its first output is mix(seed + step). */
    @Test
    void wordsAreThoseOfSplitMix64() {
        long key = 0x123456789ABCDEFL;
        SplittableRandom reference = new SplittableRandom(key);
        CounterGenerator generator = new CounterGenerator();
        generator.restart(key);
        assertThat(generator.nextLong()).isEqualTo(CounterWords.word(key, 0));
        for (int counter = 1; counter < 100; counter++) {
            long word = reference.nextLong();
            assertThat(CounterWords.word(key, counter)).isEqualTo(word);
            assertThat(generator.nextLong()).isEqualTo(word);
        }
        generator.restart(key);
        assertThat(generator.nextLong()).isEqualTo(CounterWords.word(key, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.7, 4, 9.99, 10.01, 31, 400, 16000})
    void poisson(double mean) {
        CounterGenerator generator = new CounterGenerator();
        generator.restart(Double.doubleToLongBits(mean));
        PoissonDistribution law = PoissonDistribution.of(mean);
        int low = law.inverseCumulativeProbability(1e-4);
        int high = law.inverseCumulativeProbability(1 - 1e-4);
        int width = Math.max(1, (high - low) / 40);
        int cells = (high - low) / width + 3;
        long[] counts = new long[cells];
        int draws = 400_000;
        for (int k = 0; k < draws; k++) {
            int n = generator.nextPoisson(mean);
            counts[n < low ? 0 : Math.min(cells - 1, 1 + (n - low) / width)]++;
        }
        double[] expected = IntStream.range(0, cells)
                .mapToDouble(c -> draws
                        * (c == 0
                                ? law.cumulativeProbability(low - 1)
                                : (c == cells - 1 ? 1 : law.cumulativeProbability(low + c * width - 1))
                                        - law.cumulativeProbability(low + (c - 1) * width - 1)))
                .toArray();
        int first = expected[0] > 0 ? 0 : 1;
        int last = expected[cells - 1] > 0 ? cells : cells - 1;
        assertThat(ChiSquareTest.withDefaults()
                        .test(Arrays.copyOfRange(expected, first, last), Arrays.copyOfRange(counts, first, last))
                        .getPValue())
                .isGreaterThan(SMALLEST_P);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 20", "7, 9", "300, 20000"})
    void orderStatistic(long c, long n) {
        CounterGenerator generator = new CounterGenerator();
        generator.restart(c);
        double[] sample = new double[20_000];
        Arrays.setAll(sample, k -> generator.nextOrderStatistic(c, n));
        BetaDistribution law = BetaDistribution.of(c, n - c + 1.0);
        assertThat(KolmogorovSmirnovTest.withDefaults()
                        .test(sample, law::cumulativeProbability)
                        .getPValue())
                .isGreaterThan(SMALLEST_P);
    }
}
