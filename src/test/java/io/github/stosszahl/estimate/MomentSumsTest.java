package io.github.stosszahl.estimate;

import static java.math.MathContext.DECIMAL128;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.Population;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mean, variance and covariance against its definition, summed with 34 digits. No statistics. */
class MomentSumsTest {
    /** Of the mean of the absolute values that are summed. */
    private static final double TOLERANCE = 2e-15;

    /** Velocities repeat after a prime number of particles, which keeps the exact sums short and still shows a particle left out or taken twice. */
    private static final int PERIOD = 251;

    private static Stream<Arguments> populations() {
        return Stream.of(2, 3)
                .flatMap(d -> Stream.of(1, 7, 255, 256, 257, 16384, 16385, 100_000)
                        .flatMap(size -> Stream.of(0.0, 30.0, 1e4).map(shift -> Arguments.of(d, size, shift))));
    }

    /** Unsymmetric about the mean velocity, with components that depend on one another; by an arithmetic rule, not by chance. */
    private static double velocity(int k, int axis, double shift) {
        double t = Math.pow((k % PERIOD * (37 + 24 * axis) + 11) % PERIOD / (double) PERIOD, 1 + axis);
        return shift * (1 - 0.7 * axis) + 2 * t * t * t - 0.7 * t + 0.3 * (k % PERIOD) / PERIOD;
    }

    private static BigDecimal times(BigDecimal a, BigDecimal b) {
        return a.multiply(b, DECIMAL128);
    }

    private static BigDecimal squareOf(BigDecimal[] v) {
        return Arrays.stream(v).map(x -> times(x, x)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The polynomials of one velocity in the order of {@link MomentSums}. */
    private static BigDecimal[] polynomials(BigDecimal[] v, BigDecimal[] u) {
        int d = v.length;
        BigDecimal[] c = new BigDecimal[d];
        Arrays.setAll(c, a -> v[a].subtract(u[a]));
        Stream.Builder<BigDecimal> p = Stream.builder();
        Arrays.stream(c).forEach(p);
        p.add(squareOf(c));
        for (int a = 0; a < d; a++) {
            for (int b = a; b < d; b++) {
                p.add(times(c[a], c[b]));
            }
        }
        Arrays.stream(c).map(x -> times(squareOf(c), x)).forEach(p);
        BigDecimal square = squareOf(v);
        p.add(square).add(times(square, square)).add(times(times(square, square), square));
        return p.build().toArray(BigDecimal[]::new);
    }

    /** The mean of what some particles have, and the mean of its absolute value. */
    private static final class Mean {
        private final int size;
        private BigDecimal sum = BigDecimal.ZERO;
        private BigDecimal absolute = BigDecimal.ZERO;

        Mean(int size) {
            this.size = size;
        }

        void add(BigDecimal x, int count) {
            BigDecimal term = times(x, BigDecimal.valueOf(count));
            sum = sum.add(term, DECIMAL128);
            absolute = absolute.add(term.abs(), DECIMAL128);
        }

        BigDecimal value() {
            return sum.divide(BigDecimal.valueOf(size), DECIMAL128);
        }

        double scale() {
            return absolute.doubleValue() / size;
        }
    }

    private static void assertCovariance(String name, double actual, Mean product, Mean first, Mean second) {
        BigDecimal expected = product.value().subtract(times(first.value(), second.value()));
        double scale = product.scale() + first.scale() * second.scale();
        assertThat(actual).as(name).isCloseTo(expected.doubleValue(), within(TOLERANCE * scale));
    }

    @ParameterizedTest
    @MethodSource("populations")
    void everySumIsItsDefinition(int d, int size, double shift) {
        Population population = new Population(new Species("a", 1), d, size, 1);
        for (int a = 0; a < d; a++) {
            for (int k = 0; k < size; k++) {
                population.velocity(a)[k] = velocity(k, a, shift);
            }
        }
        MomentSums sums = new MomentSums(population);
        assertThat(sums.size()).isEqualTo(size);
        BigDecimal[] u = new BigDecimal[d];
        Arrays.setAll(u, a -> new BigDecimal(sums.velocity(a)));
        int polynomials = polynomials(u, u).length;
        Mean[] velocity = Stream.generate(() -> new Mean(size)).limit(d).toArray(Mean[]::new);
        Mean[] mean = Stream.generate(() -> new Mean(size)).limit(polynomials).toArray(Mean[]::new);
        Mean[] square = Stream.generate(() -> new Mean(size)).limit(polynomials).toArray(Mean[]::new);
        Mean[][] product = new Mean[polynomials][d + 1];
        for (Mean[] row : product) {
            Arrays.setAll(row, g -> new Mean(size));
        }
        for (int j = 0; j < Math.min(PERIOD, size); j++) {
            int count = size / PERIOD + (j < size % PERIOD ? 1 : 0);
            BigDecimal[] v = new BigDecimal[d];
            for (int a = 0; a < d; a++) {
                v[a] = new BigDecimal(velocity(j, a, shift));
                velocity[a].add(v[a], count);
            }
            BigDecimal[] p = polynomials(v, u);
            for (int k = 0; k < polynomials; k++) {
                mean[k].add(p[k], count);
                square[k].add(times(p[k], p[k]), count);
                for (int g = 0; g <= d; g++) {
                    product[k][g].add(times(p[k], p[g]), count);
                }
            }
        }
        for (int a = 0; a < d; a++) {
            double expected = velocity[a].value().doubleValue();
            assertThat(sums.velocity(a)).isCloseTo(expected, within(TOLERANCE * velocity[a].scale()));
        }
        for (int k = 0; k < polynomials; k++) {
            assertThat(sums.mean(k))
                    .as("mean of polynomial %d", k)
                    .isCloseTo(mean[k].value().doubleValue(), within(TOLERANCE * mean[k].scale()));
            assertCovariance("variance of polynomial " + k, sums.variance(k), square[k], mean[k], mean[k]);
            for (int g = 0; g <= d; g++) {
                String name = "covariance of polynomials " + k + " and " + g;
                assertCovariance(name, sums.covariance(k, g), product[k][g], mean[k], mean[g]);
            }
        }
    }
}
