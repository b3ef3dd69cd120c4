package io.github.stosszahl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.Population;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The error falls like N^(-1/2).
 *
 * <p>Quantity: the slope of log e against log N, N = 1e4, 1e5, 1e6, e the relative error of {@code moment4} of the BKW relaxation of {@link BkwMomentsTest},
 * root mean square over 41 times and over independent seeds. Exact value: -1/2, since the process has no time-step error and its particles are correlated to
 * order 1/N only. The slope is a weighted least-squares fit; the error of log e is that of the mean of the squared error over the seeds. Bound: 3 standard
 * errors of the fit, which must itself be below 0.05. Comparisons: 2, false-alarm probability 0.5 %. A bias that does not fall with N gives a slope near 0;
 * one of the size of the error at N = 1e6 gives -0.43.
 */
@Tag("validation")
class ConvergenceTest {
    private static final int[] PARTICLES = {10_000, 100_000, 1_000_000};
    private static final int[] SEEDS = {400, 80, 20};
    private static final int FIRST_SEED = 2001;

    @Test
    void errorFallsWithTheRootOfTheNumberOfParticles() throws IOException {
        MeasuredTable table = new MeasuredTable(
                "convergence",
                "BKW relaxation: root-mean-square relative error of moment4 over 41 times and all seeds",
                "d",
                "N",
                "seeds",
                "rms error",
                "its relative standard error",
                "rms error times sqrt(N)");
        List<double[]> fits = new ArrayList<>();
        for (int d : new int[] {2, 3}) {
            double[] x = new double[PARTICLES.length];
            double[] y = new double[PARTICLES.length];
            double[] error = new double[PARTICLES.length];
            for (int p = 0; p < PARTICLES.length; p++) {
                int particles = PARTICLES[p];
                List<Double> squares =
                        Runs.forSeeds(FIRST_SEED, SEEDS[p], seed -> meanSquaredError(d, particles, seed));
                double mean = squares.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow();
                double spread = squares.stream()
                        .mapToDouble(q -> (q - mean) * (q - mean) / (squares.size() - 1.0))
                        .sum();
                x[p] = Math.log(particles);
                y[p] = 0.5 * Math.log(mean);
                error[p] = 0.5 * Math.sqrt(spread / squares.size()) / mean;
                double e = Math.sqrt(mean);
                table.row(d, particles, SEEDS[p], e, error[p], e * Math.sqrt(particles));
            }
            double[] fit = slope(x, y, error);
            fits.add(fit);
            table.row(d, "slope", "", fit[0], fit[1], "");
        }
        table.write();
        for (double[] fit : fits) {
            assertThat(fit[1]).isLessThan(0.05);
            assertThat(Math.abs(fit[0] + 0.5)).isLessThan(3 * fit[1]);
        }
    }

    private static double meanSquaredError(int d, int particles, int seed) {
        Mixture mixture = Runs.bkwGas(d);
        double[] times = Bkw41.times(d);
        double[] squares = new double[times.length];
        List<InitialState> states = List.of(new InitialState(Runs.extremeBkw(d), particles));
        Runs.run(mixture, states, seed, 1, times, snapshot -> {
            double exact = Bkw41.moment4(d, snapshot.time());
            double measured = moment4(snapshot.ensembles().get(0).populations().get(0));
            squares[snapshot.index()] = Math.pow(measured / exact - 1, 2);
        });
        return IntStream.range(0, times.length)
                .mapToDouble(k -> squares[k] / times.length)
                .sum();
    }

    private static double moment4(Population population) {
        double sum = 0;
        for (int k = 0; k < population.size(); k++) {
            double square = 0;
            for (int a = 0; a < population.dimension(); a++) {
                square += population.velocity(a)[k] * population.velocity(a)[k];
            }
            sum += square * square;
        }
        return sum / population.size();
    }

    /** Weighted least squares: slope and its standard error. */
    private static double[] slope(double[] x, double[] y, double[] error) {
        double w = 0;
        double wx = 0;
        double wy = 0;
        double wxx = 0;
        double wxy = 0;
        for (int k = 0; k < x.length; k++) {
            double weight = 1 / (error[k] * error[k]);
            w += weight;
            wx += weight * x[k];
            wy += weight * y[k];
            wxx += weight * x[k] * x[k];
            wxy += weight * x[k] * y[k];
        }
        double determinant = w * wxx - wx * wx;
        return new double[] {(w * wxy - wx * wy) / determinant, Math.sqrt(w / determinant)};
    }
}
