package io.github.stosszahl.estimate;

import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import java.util.stream.IntStream;

/**
 * Covariances of the polynomials of {@link MomentSums} for particles whose occupation is counted in cells, of a homogeneous gas.
 *
 * <p>The number of particles in cells of g places varies as n tau, tau = 1 + alpha n/g, so that a sum over the particles has the variance N &lt;tau phi^2&gt; instead of N &lt;phi^2&gt;, if their number is
 * free. It is given; conditioned on it,
 *
 * <pre>  N C(phi, psi) = N (&lt;tau phi psi&gt; - &lt;tau phi&gt; &lt;tau psi&gt;/&lt;tau&gt;).</pre>
 *
 * <p>tau is that of the particle's cell, 1 + alpha (n - 1)/(g + alpha), in which n counts the particles of all sheets: the one whose product with n has the mean Var n, for the binomial law of fermions and the negative binomial one of
 * bosons.
 */
final class CountedCovariance {
    private static final int BLOCK = 1 << 14;

    private final MomentSums sums;
    private final Population population;
    private final int polynomials;
    private final int d;
    /** tau of every particle. */
    private final double[] tau;
    /** 0: &lt;tau&gt;; then &lt;tau phi_k&gt;, &lt;tau phi_k^2&gt;, &lt;tau phi_k phi_g&gt;, each less the mean of phi. */
    private final double[] means;

    CountedCovariance(MomentSums sums, Population population, OccupationCells cells) {
        this.sums = sums;
        this.population = population;
        d = population.dimension();
        polynomials = sums.count();
        tau = factors(population, cells);
        means = means();
    }

    /** Whether the counts of cells say how much they vary: those of the only place of a cell, 0 or 1, do not. */
    static boolean known(Population population, OccupationCells cells) {
        return places(cells) + population.species().statistics().sign() > 0;
    }

    private static double places(OccupationCells cells) {
        return (double) cells.capacity() * cells.sheets();
    }

    private static double[] factors(Population population, OccupationCells cells) {
        int sign = population.species().statistics().sign();
        double[] x = population.velocity(0);
        double[] y = population.velocity(1);
        double[] z = population.velocity(population.dimension() - 1);
        int[] counts = new int[cells.count()];
        double[] tau = new double[population.size()];
        for (int k = 0; k < tau.length; k++) {
            counts[cells.cell(x[k], y[k], z[k])]++;
        }
        double slope = sign / (places(cells) + sign);
        for (int k = 0; k < tau.length; k++) {
            boolean classical = sign > 0 && !cells.covers(x[k], y[k], z[k]);
            tau[k] = classical ? 1 : 1 + slope * (counts[cells.cell(x[k], y[k], z[k])] - 1);
        }
        return tau;
    }

    /** Blocks of fixed size, so that the number of threads does not matter. */
    private double[] means() {
        double[][] blocks = IntStream.range(0, (tau.length - 1) / BLOCK + 1)
                .parallel()
                .mapToObj(block -> sums(block * BLOCK, Math.min(tau.length, (block + 1) * BLOCK)))
                .toArray(double[][]::new);
        double[] total = new double[1 + polynomials * (d + 3)];
        for (double[] block : blocks) {
            for (int q = 0; q < total.length; q++) {
                total[q] += block[q] / tau.length;
            }
        }
        return total;
    }

    private double[] sums(int from, int to) {
        double[] sum = new double[1 + polynomials * (d + 3)];
        double[] phi = new double[polynomials];
        double[] v = new double[d];
        for (int k = from; k < to; k++) {
            for (int a = 0; a < d; a++) {
                v[a] = population.velocity(a)[k];
            }
            sums.polynomials(v, phi);
            sum[0] += tau[k];
            int q = 1;
            for (int p = 0; p < polynomials; p++) {
                phi[p] -= sums.mean(p);
            }
            for (int p = 0; p < polynomials; p++) {
                double weighted = tau[k] * phi[p];
                sum[q++] += weighted;
                sum[q++] += weighted * phi[p];
                for (int g = 0; g <= d; g++) {
                    sum[q++] += weighted * phi[g];
                }
            }
        }
        return sum;
    }

    private int index(int polynomial) {
        return 1 + polynomial * (d + 3);
    }

    double variance(int polynomial) {
        int k = index(polynomial);
        return Math.max(0, means[k + 1] - means[k] * means[k] / means[0]);
    }

    /** Covariance of a polynomial with c_0 ... c_(d-1), |c|^2. */
    double covariance(int polynomial, int invariant) {
        int k = index(polynomial);
        return means[k + 2 + invariant] - means[k] * means[index(invariant)] / means[0];
    }
}
