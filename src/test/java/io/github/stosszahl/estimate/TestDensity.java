package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Exact samplers of the densities of reference tables I, by the names of the tables' rows, all of density 1, and of others of the same kinds; the formulas are in
 * the README of the tables.
 */
public final class TestDensity {
    private static final int TABLE = 400_000;

    private TestDensity() {}

    /** Draws particles of weight 1/n. */
    public static Population sample(String name, int d, int n, long seed) {
        UniformRandomProvider rng = new RandomStreams(seed).stream(RandomStreams.Purpose.INITIAL, 0, 0, 0);
        Population p = new Population(new Species(name, 1), d, n, 1.0 / n);
        String[] words = name.split("_");
        switch (words[0]) {
            case "gaussian" -> {
                double deviation = Math.sqrt(Double.parseDouble(words[1].substring(1)));
                double[] drift = words.length > 2 ? new double[] {1, -2, 0.5} : new double[3];
                fill(p, rng, k -> deviation, drift);
            }
            case "aniso" -> {
                double[] variance = {3, 0.5, 1};
                fill(p, rng, k -> 1, new double[3]);
                for (int a = 0; a < d; a++) {
                    scale(p.velocity(a), Math.sqrt(variance[a]));
                }
            }
            case "correlated" -> correlated(p, rng);
            case "bkw" -> {
                double temperature = Double.parseDouble(words[1].substring(1));
                double wide = d * (1 - temperature) / (2 * temperature);
                // chi-square with d + 2 degrees of freedom: the radius of a normal vector in d + 2 dimensions
                isotropic(p, rng, () -> {
                    double square = 0;
                    int degrees = rng.nextDouble() < wide ? d + 2 : d;
                    for (int q = 0; q < degrees; q++) {
                        double g = normal(rng);
                        square += g * g;
                    }
                    return Math.sqrt(temperature * square);
                });
            }
            case "two" -> {
                boolean symmetric = words[2].equals("symm");
                double share = symmetric ? 0.5 : 0.3;
                for (int k = 0; k < n; k++) {
                    boolean left = rng.nextDouble() < share;
                    double deviation = Math.sqrt(symmetric ? 0.5 : left ? 0.25 : 1);
                    for (int a = 0; a < d; a++) {
                        p.velocity(a)[k] = deviation * normal(rng);
                    }
                    p.velocity(0)[k] += symmetric ? left ? -1.5 : 1.5 : left ? -2 : 1;
                }
            }
            case "three" ->
                gaussians(
                        p,
                        rng,
                        new double[] {0.2, 0.5, 1},
                        new double[][] {{-2, 0.5, 0}, {1, -1, 1}, {0.5, 1, -0.5}},
                        new double[][] {{0.5, 0.3, 0.6}, {0.4, 0.8, 0.3}, {1, 0.5, 1}});
            case "beams" ->
                gaussians(p, rng, new double[] {0.5, 1}, new double[][] {{-2, 0, 0}, {2, 0, 0}}, new double[][] {
                    {0.3, 0.6, 0.6}, {0.3, 0.6, 0.6}
                });
            case "core" ->
                gaussians(p, rng, new double[] {0.8, 1}, new double[2][3], new double[][] {{0.5, 0.5, 0.5}, {3, 3, 3}});
            case "ring" -> {
                double radius = Double.parseDouble(words[1].substring(1));
                double s = Double.parseDouble(words[2].substring(1));
                radial(p, rng, 2 * radius + 4, r -> -square(r * r - radius * radius) / (8 * square(radius * s)));
            }
            case "r4" -> radial(p, rng, 10, r -> 4 * Math.log(r) - r * r / 2);
            case "fermi" -> {
                double temperature = Double.parseDouble(words[2].substring(1));
                double eta = Double.parseDouble(words[3].substring(3));
                radial(
                        p,
                        rng,
                        12 * Math.sqrt(temperature),
                        r -> -Math.log1p(Math.exp(r * r / (2 * temperature) - eta)));
            }
            case "bose" -> radial(p, rng, 10, r -> -Math.log(Math.exp(r * r / 2) / 0.8 - 1));
            default -> throw new IllegalArgumentException(name);
        }
        return p;
    }

    /** A mixture of normal densities, by the cumulative shares, means and variances along the axes. */
    private static void gaussians(
            Population p, UniformRandomProvider rng, double[] share, double[][] mean, double[][] variance) {
        for (int k = 0; k < p.size(); k++) {
            double u = rng.nextDouble();
            int part = 0;
            while (u >= share[part]) {
                part++;
            }
            for (int a = 0; a < p.dimension(); a++) {
                p.velocity(a)[k] = mean[part][a] + Math.sqrt(variance[part][a]) * normal(rng);
            }
        }
    }

    private static double square(double x) {
        return x * x;
    }

    private static double normal(UniformRandomProvider rng) {
        return ZigguratSampler.NormalizedGaussian.of(rng).sample();
    }

    private static void scale(double[] v, double factor) {
        for (int k = 0; k < v.length; k++) {
            v[k] *= factor;
        }
    }

    private interface Deviation {
        double of(int particle);
    }

    private static void fill(Population p, UniformRandomProvider rng, Deviation deviation, double[] drift) {
        for (int k = 0; k < p.size(); k++) {
            for (int a = 0; a < p.dimension(); a++) {
                p.velocity(a)[k] = drift[a] + deviation.of(k) * normal(rng);
            }
        }
    }

    /** v = L g with L L' the covariance (Cholesky). */
    private static void correlated(Population p, UniformRandomProvider rng) {
        double[][] c = {{1, 0.6, 0.2}, {0.6, 2, -0.3}, {0.2, -0.3, 0.7}};
        double[][] l = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = c[i][j];
                for (int m = 0; m < j; m++) {
                    rest -= l[i][m] * l[j][m];
                }
                l[i][j] = i == j ? Math.sqrt(rest) : rest / l[j][j];
            }
        }
        for (int k = 0; k < p.size(); k++) {
            double[] g = {normal(rng), normal(rng), normal(rng)};
            for (int a = 0; a < p.dimension(); a++) {
                for (int m = 0; m <= a; m++) {
                    p.velocity(a)[k] += l[a][m] * g[m];
                }
            }
        }
    }

    private interface Speed {
        double draw();
    }

    private static void isotropic(Population p, UniformRandomProvider rng, Speed speed) {
        int d = p.dimension();
        double[] g = new double[d];
        for (int k = 0; k < p.size(); k++) {
            double square = 0;
            for (int a = 0; a < d; a++) {
                g[a] = normal(rng);
                square += g[a] * g[a];
            }
            double r = speed.draw() / Math.sqrt(square);
            for (int a = 0; a < d; a++) {
                p.velocity(a)[k] = r * g[a];
            }
        }
    }

    /** Inverts the distribution of the speed, tabulated so finely that the error is far below the noise of 1e7 particles. */
    private static void radial(Population p, UniformRandomProvider rng, double end, DoubleUnaryOperator logDensity) {
        double[] cumulative = new double[TABLE + 1];
        double step = end / TABLE;
        for (int i = 1; i <= TABLE; i++) {
            double r = (i - 0.5) * step;
            cumulative[i] = cumulative[i - 1] + Math.exp(logDensity.applyAsDouble(r)) * Math.pow(r, p.dimension() - 1);
        }
        isotropic(p, rng, () -> {
            double u = rng.nextDouble() * cumulative[TABLE];
            int i = Arrays.binarySearch(cumulative, u);
            int above = Math.min(TABLE, Math.max(1, i >= 0 ? i + 1 : -i - 1));
            return step * (above - 1 + (u - cumulative[above - 1]) / (cumulative[above] - cumulative[above - 1]));
        });
    }
}
