package io.github.stosszahl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Bkw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Initial BKW samples are isotropic and have the right speeds.
 *
 * <p>Quantity: the Kolmogorov-Smirnov distance of 1e6 particles from the exact law of the speed, of the azimuth in the plane of x and y, and (d = 3) of the
 * cosine of the angle to each axis; the angles again for the slower and the faster half, which would show a direction that goes with the speed. Exact laws:
 * |v|^2/s is chi-square with d degrees of freedom with probability 1 - d R and d + 2 otherwise (physics.md section 5); azimuth and cosine are uniform. Bound: a
 * p-value of 6.3e-5, the probability of 4 standard errors. Comparisons: 2 members (R = 1/d and half of it) times 4 (d = 2) and 13 (d = 3), 34 in all,
 * false-alarm probability 0.2 %.
 */
@Tag("validation")
class InitialSampleTest {
    private static final int PARTICLES = 1_000_000;
    private static final long FIRST_SEED = 3001;
    private static final double SMALLEST_P = 6.3e-5;

    private record Law(String name, IntToDoubleFunction value, DoubleUnaryOperator cdf) {}

    @Test
    void isotropyAndSpeeds() throws IOException {
        MeasuredTable table = new MeasuredTable(
                "initial-sample",
                "Initial BKW samples, N = 1e6: Kolmogorov-Smirnov tests",
                "d",
                "R",
                "seed",
                "quantity",
                "particles",
                "distance",
                "p-value");
        List<Double> probabilities = new ArrayList<>();
        int members = 0;
        for (int d : new int[] {2, 3}) {
            for (double excess : new double[] {1.0 / d, 0.5 / d}) {
                Bkw f = new Bkw(1, new double[d], 1.3, excess);
                // other seeds for other members: their samplers would draw the same numbers
                long seed = FIRST_SEED + members++;
                Population population =
                        new InitialState(f, PARTICLES).draw(new Species("s", 1), new RandomStreams(seed), 0, 0);
                double[] speeds = IntStream.range(0, PARTICLES)
                        .mapToDouble(k -> speed(population, k))
                        .toArray();
                double median = Arrays.stream(speeds).sorted().toArray()[PARTICLES / 2];
                for (Law law : laws(f, population, speeds)) {
                    for (String part : law.name.equals("speed") ? List.of("all") : List.of("all", "slow", "fast")) {
                        IntPredicate member = k -> part.equals("all") || part.equals("slow") == speeds[k] < median;
                        double[] sample = IntStream.range(0, PARTICLES)
                                .filter(member)
                                .mapToDouble(law.value)
                                .toArray();
                        var result = KolmogorovSmirnovTest.withDefaults().test(sample, law.cdf);
                        probabilities.add(result.getPValue());
                        table.row(
                                d,
                                excess,
                                seed,
                                law.name + ", " + part,
                                sample.length,
                                result.getStatistic(),
                                result.getPValue());
                    }
                }
            }
        }
        table.write();
        assertThat(probabilities).allSatisfy(p -> assertThat(p).isGreaterThan(SMALLEST_P));
    }

    private static List<Law> laws(Bkw f, Population population, double[] speeds) {
        int d = f.dimension();
        ChiSquaredDistribution narrow = ChiSquaredDistribution.of(d);
        ChiSquaredDistribution wide = ChiSquaredDistribution.of(d + 2);
        List<Law> laws = new ArrayList<>();
        laws.add(new Law("speed", k -> speeds[k], v -> {
            double x = v * v / f.variance();
            return (1 - d * f.excess()) * narrow.cumulativeProbability(x)
                    + d * f.excess() * wide.cumulativeProbability(x);
        }));
        laws.add(new Law(
                "azimuth",
                k -> Math.atan2(population.velocity(1)[k], population.velocity(0)[k]),
                angle -> (angle + Math.PI) / (2 * Math.PI)));
        for (int a = 0; d == 3 && a < d; a++) {
            double[] component = population.velocity(a);
            laws.add(
                    new Law("cosine to " + "xyz".charAt(a), k -> component[k] / speeds[k], cosine -> (1 + cosine) / 2));
        }
        return laws;
    }

    private static double speed(Population population, int k) {
        double square = 0;
        for (int a = 0; a < population.dimension(); a++) {
            square += population.velocity(a)[k] * population.velocity(a)[k];
        }
        return Math.sqrt(square);
    }
}
