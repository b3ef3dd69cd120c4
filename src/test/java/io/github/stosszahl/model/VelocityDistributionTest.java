package io.github.stosszahl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VelocityDistributionTest {
    private static void assertMoments(VelocityDistribution f, double n, double[] u, double[][] covariance) {
        assertMoments(f, n, u, covariance, 1e-12);
    }

    private static void assertMoments(
            VelocityDistribution f, double n, double[] u, double[][] covariance, double tolerance) {
        assertThat(f.dimension()).isEqualTo(u.length);
        assertThat(f.density()).isCloseTo(n, within(tolerance));
        assertThat(f.meanVelocity()).containsExactly(u, within(tolerance));
        double[][] c = f.covariance();
        assertThat(c).hasDimensions(u.length, u.length);
        for (int a = 0; a < u.length; a++) {
            assertThat(c[a]).as("row %s", a).containsExactly(covariance[a], within(tolerance));
        }
    }

    private static double[][] diagonal(double... values) {
        double[][] c = new double[values.length][values.length];
        for (int a = 0; a < values.length; a++) {
            c[a][a] = values[a];
        }
        return c;
    }

    @Test
    void maxwellian() {
        double[] u = {1, -2, 0.5};
        assertMoments(new Maxwellian(3, u, new double[] {1, 4, 0.25}), 3, u, diagonal(1, 4, 0.25));
    }

    /** K (1 + 2 R)/m per axis; Krook and Wu 1977. */
    @Test
    void bkw() {
        double[] plane = {1, 2};
        assertMoments(new Bkw(2, plane, 0.5, 0.5), 2, plane, diagonal(1, 1));
        double[] space = {0, 0, 1};
        assertMoments(new Bkw(2, space, 0.6, 1 / 3.0), 2, space, diagonal(1, 1, 1));
        assertMoments(new Bkw(2, space, 0.6, 0), 2, space, diagonal(0.6, 0.6, 0.6));
    }

    /** Ball of radius R: R^2/(d + 2) per axis; shell of radii 1 and 2: 3/5 31/7/3 (d = 3), 1/2 15/3/2 (d = 2). */
    @Test
    void uniformShell() {
        double[] plane = {1, 2};
        double[] space = {0, 0, 1};
        assertMoments(new UniformShell(2, plane, 0, 3), 2, plane, diagonal(9 / 4.0, 9 / 4.0));
        assertMoments(new UniformShell(2, space, 0, 3), 2, space, diagonal(9 / 5.0, 9 / 5.0, 9 / 5.0));
        assertMoments(new UniformShell(2, plane, 1, 2), 2, plane, diagonal(1.25, 1.25));
        assertMoments(new UniformShell(2, space, 1, 2), 2, space, diagonal(31 / 35.0, 31 / 35.0, 31 / 35.0));
    }

    /** Two parts, n = 1 and 3, u = (4, 0) and (0, 8): mean (1, 6); the spread of the means is 3/16 (4, -8)(4, -8)'. */
    @Test
    void mixtureAddsTheSpreadOfTheMeans() {
        VelocityDistribution a = new Maxwellian(1, new double[] {4, 0}, new double[] {1, 2});
        VelocityDistribution b = new Maxwellian(3, new double[] {0, 8}, new double[] {5, 6});
        double[][] covariance = {{4 + 3, -6}, {-6, 5 + 12}};
        assertMoments(new MixtureDistribution(List.of(a, b)), 4, new double[] {1, 6}, covariance);
    }

    /** Velocities (0, 0), (4, 0), (4, 8) with weights 2, 1, 1: by hand. */
    @Test
    void empirical() {
        double[][] velocity = {{0, 4, 4}, {0, 0, 8}};
        EmpiricalDistribution f = new EmpiricalDistribution(velocity, new double[] {2, 1, 1});
        assertMoments(f, 4, new double[] {2, 2}, new double[][] {{4, 4}, {4, 12}});
        assertThat(f.hasEqualWeights()).isFalse();
        assertThat(new EmpiricalDistribution(velocity, new double[] {2, 2, 2}).hasEqualWeights())
                .isTrue();
    }

    /** Mass of the normal law between edges, the exact cell averages of a Gaussian. */
    private static double[] cellMasses(double[] edges, double mean, double variance) {
        return IntStream.range(0, edges.length - 1)
                .mapToDouble(k -> 0.5
                        * Erf.erf(
                                (edges[k] - mean) / Math.sqrt(2 * variance),
                                (edges[k + 1] - mean) / Math.sqrt(2 * variance)))
                .toArray();
    }

    private static GridDistribution gaussian(double[][] edges, double[] mean, double[] variance) {
        int d = edges.length;
        int[] counts = new int[d];
        double[][] masses = new double[d][];
        int cells = 1;
        for (int a = 0; a < d; a++) {
            masses[a] = cellMasses(edges[a], mean[a], variance[a]);
            counts[a] = masses[a].length;
            cells *= counts[a];
        }
        double[] f = new double[cells];
        for (int cell = 0; cell < cells; cell++) {
            f[cell] = 1;
            int rest = cell;
            for (int a = d - 1; a >= 0; a--) {
                int k = rest % counts[a];
                rest /= counts[a];
                f[cell] *= masses[a][k] / (edges[a][k + 1] - edges[a][k]);
            }
        }
        return new GridDistribution(edges, f);
    }

    private static double[] uniformEdges(double low, double high, int cells) {
        return IntStream.rangeClosed(0, cells)
                .mapToDouble(k -> low + (high - low) * k / cells)
                .toArray();
    }

    private static void assertNotNegative(GridDistribution f) {
        for (int cell = 0; cell < f.cells(); cell++) {
            double steepest = 0;
            for (int a = 0; a < f.dimension(); a++) {
                steepest += Math.abs(f.slope(cell, a));
            }
            // 1 + sum_a slope_a xi_a, |xi_a| <= 1/2
            assertThat(steepest).isLessThanOrEqualTo(2 + 1e-12);
        }
    }

    /**
     * A Gaussian of variances 1 and 2 (and 0.5): n and u are those of the cell averages, and the variance is right to
     * 0.3 % on cells of half a standard deviation, what the limiter leaves in the tails; constant cells would be wrong by
     * h^2/6, 4 %.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void fineGridKeepsTheMomentsOfAGaussian(int d) {
        double[] mean = {0.3, -0.2, 0.1};
        double[] variance = {1, 2, 0.5};
        double[][] edges = new double[d][];
        double[] u = new double[d];
        double[] s = new double[d];
        for (int a = 0; a < d; a++) {
            edges[a] = uniformEdges(-7 * Math.sqrt(variance[a]), 7 * Math.sqrt(variance[a]), 28);
            u[a] = mean[a];
            s[a] = variance[a];
        }
        GridDistribution f = gaussian(edges, u, s);
        assertNotNegative(f);
        assertThat(f.density()).isCloseTo(1, within(1e-9));
        assertMoments(f, 1, u, diagonal(s), 6e-3);
        for (int a = 0; a < d; a++) {
            assertThat(f.covariance()[a][a] / s[a]).isCloseTo(1, within(3e-3));
        }
    }

    /** Cells of 1 and 1/2 standard deviations: constant cells are wrong by h^2/6, 0.167 and 0.042, a ratio of 4. */
    @Test
    void varianceConvergesFasterThanTheSquareOfTheCell() {
        double[] error = new double[2];
        for (int level = 0; level < 2; level++) {
            double[] edges = uniformEdges(-8, 8, 16 << level);
            GridDistribution f = gaussian(new double[][] {edges, edges}, new double[] {0, 0}, new double[] {1, 1});
            error[level] = Math.abs(f.covariance()[0][0] - 1);
        }
        assertThat(error[0]).isLessThan(0.06);
        assertThat(error[1]).isLessThan(error[0] / 10);
    }

    /** Cells of 1.5 to 2.7 standard deviations: nothing negative, and never a larger variance than constant cells have. */
    @Test
    void coarseGridStaysNonNegative() {
        double[] edges = uniformEdges(-6, 6, 8);
        double h = 1.5;
        double[] variance = {0.3, 0.5, 1};
        GridDistribution f = gaussian(new double[][] {edges, edges, edges}, new double[3], variance);
        assertNotNegative(f);
        assertThat(f.density()).isCloseTo(1, within(1e-7));
        for (int a = 0; a < 3; a++) {
            assertThat(f.meanVelocity()[a]).isCloseTo(0, within(1e-12));
            double[] masses = cellMasses(edges, 0, variance[a]);
            double constant = h * h / 12;
            for (int k = 0; k < masses.length; k++) {
                constant += masses[k] * Math.pow(0.5 * (edges[k] + edges[k + 1]), 2);
            }
            assertThat(f.covariance()[a][a]).isBetween(variance[a], constant - 0.05);
        }
    }

    /** Edges stretched like sinh: the same Gaussian, cells of 0.2 to 1.2 standard deviations. */
    @Test
    void nonUniformGrid() {
        double[] edges = IntStream.rangeClosed(-15, 15)
                .mapToDouble(k -> 0.9 * Math.sinh(k / 6.0))
                .toArray();
        double[] plain = uniformEdges(-8, 8, 40);
        GridDistribution f = gaussian(new double[][] {edges, plain}, new double[] {0.4, -0.5}, new double[] {1, 1.5});
        assertNotNegative(f);
        assertMoments(f, 1, new double[] {0.4, -0.5}, diagonal(1, 1.5), 0.02);
    }

    /** Two by three cells by hand, last axis fastest: mass, position, and a slope where there are neighbours on both sides. */
    @Test
    void cellsAreCountedWithTheLastAxisFastest() {
        double[][] edges = {{0, 1, 3}, {0, 2, 4, 6}};
        GridDistribution f = new GridDistribution(edges, new double[] {1, 2, 3, 4, 5, 5.5});
        assertThat(f.cells()).isEqualTo(6);
        assertThat(f.mass(1)).isEqualTo(2 * 1 * 2);
        assertThat(f.mass(5)).isEqualTo(5.5 * 2 * 2);
        assertThat(f.density()).isEqualTo(2 * (1 + 2 + 3) + 4 * (4 + 5 + 5.5));
        assertThat(f.lower(5, 0)).isEqualTo(1);
        assertThat(f.lower(5, 1)).isEqualTo(4);
        assertThat(f.width(5, 0)).isEqualTo(2);
        // (3 - 1)/4 per unit, times 2 wide, over 2
        assertThat(f.slope(1, 1)).isCloseTo(0.5, within(1e-15));
        assertThat(f.slope(0, 1)).isZero();
        assertThat(f.slope(1, 0)).isZero();
    }

    /** f linear along x inside: mean and variance of a trapezoid, cell 1 of {0, 1, 2} has 1 + 1.0 (x - 1.5). */
    @Test
    void linearProfileEntersTheMoments() {
        double[][] edges = {{0, 1, 2, 3}, {0, 1}};
        GridDistribution f = new GridDistribution(edges, new double[] {0, 1, 2});
        // cell 1: slope (2 - 0)/2 = 1: mean 1.5 + 1/12; cell 2: constant, mean 2.5
        double u = (1.5 + 1 / 12.0 + 2 * 2.5) / 3;
        assertThat(f.meanVelocity()[0]).isCloseTo(u, within(1e-14));
        // second moments about 0: integral of x^2 (x - 1/2) over [1, 2] = 15/4 - 7/6, and 2 (27 - 8)/3
        double second = (15 / 4.0 - 7 / 6.0 + 2 * 19 / 3.0) / 3;
        assertThat(f.covariance()[0][0]).isCloseTo(second - u * u, within(1e-13));
        assertThat(f.covariance()[1][1]).isCloseTo(1 / 12.0, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource({"2, 0.51", "3, 0.34", "2, -0.01", "3, NaN"})
    void bkwOutsideItsRangeIsRefused(int d, double excess) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Bkw(1, new double[d], 1, excess));
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        double[] zero = {0, 0};
        double[] one = {1, 1};
        assertThatIllegalArgumentException().isThrownBy(() -> new Maxwellian(0, zero, one));
        assertThatIllegalArgumentException().isThrownBy(() -> new Maxwellian(1, zero, new double[] {1, 0}));
        assertThatIllegalArgumentException().isThrownBy(() -> new Maxwellian(1, zero, new double[] {1, 1, 1}));
        assertThatIllegalArgumentException().isThrownBy(() -> new Maxwellian(1, new double[1], new double[] {1}));
        assertThatIllegalArgumentException().isThrownBy(() -> new Maxwellian(1, new double[] {Double.NaN, 0}, one));
        assertThatIllegalArgumentException().isThrownBy(() -> new UniformShell(1, zero, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new UniformShell(1, zero, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new MixtureDistribution(List.of()));
        VelocityDistribution plane = new Maxwellian(1, zero, one);
        VelocityDistribution space = new Bkw(1, new double[3], 1, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> new MixtureDistribution(List.of(plane, space)));
        double[][] rows = {{0, 1}, {0, 1}};
        assertThatIllegalArgumentException().isThrownBy(() -> new EmpiricalDistribution(rows, zero));
        assertThatIllegalArgumentException().isThrownBy(() -> new EmpiricalDistribution(rows, new double[] {1, -1}));
        assertThatIllegalArgumentException().isThrownBy(() -> new EmpiricalDistribution(rows, new double[] {1}));
        double[][] grid = {{0, 1, 2}, {0, 1}};
        assertThatIllegalArgumentException().isThrownBy(() -> new GridDistribution(grid, new double[] {1}));
        assertThatIllegalArgumentException().isThrownBy(() -> new GridDistribution(grid, new double[] {0, 0}));
        assertThatIllegalArgumentException().isThrownBy(() -> new GridDistribution(grid, new double[] {2, -1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GridDistribution(new double[][] {{0, 2, 1}, {0, 1}}, one));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GridDistribution(new double[][] {{0}, {0, 1}}, new double[0]));
    }

    /** Records copy what they are given and hand out copies. */
    @Test
    void arraysAreCopied() {
        double[] u = {1, 2};
        Bkw f = new Bkw(1, u, 1, 0.1);
        u[0] = 9;
        f.velocity()[1] = 9;
        f.meanVelocity()[1] = 9;
        assertThat(f.velocity()).containsExactly(1, 2);
    }

    /** The probability density by hand: at one velocity inside, and 0 outside of bounded distributions. */
    @Test
    void probabilityDensities() {
        double[] u = {1, 2};
        double[] v = {2, 2};
        Maxwellian maxwellian = new Maxwellian(3, u, new double[] {0.5, 2});
        double gaussian = Math.exp(-1) / (2 * Math.PI);
        assertThat(maxwellian.probabilityDensity(v).getAsDouble()).isCloseTo(gaussian, within(1e-15));
        // |c|^2/s = 2, bracket 1 - 0.4 + 0.4
        assertThat(new Bkw(3, u, 0.5, 0.2).probabilityDensity(v).getAsDouble())
                .isCloseTo(Math.exp(-1) / Math.PI, within(1e-15));
        UniformShell ball = new UniformShell(5, u, 0, 2);
        assertThat(ball.probabilityDensity(v).getAsDouble()).isCloseTo(1 / (4 * Math.PI), within(1e-15));
        assertThat(ball.probabilityDensity(new double[] {1, 4.1})).hasValue(0);
        assertThat(new UniformShell(5, u, 1.5, 2).probabilityDensity(v)).hasValue(0);
        MixtureDistribution sum = new MixtureDistribution(List.of(maxwellian, ball));
        assertThat(sum.probabilityDensity(v).getAsDouble())
                .isCloseTo((3 * gaussian + 5 / (4 * Math.PI)) / 8, within(1e-15));
        // fermions at x = eta are half occupied, and q n = (2 pi s) log(1 + z)
        EquilibriumDistribution fermi = new EquilibriumDistribution(Statistics.FERMI, 0.1, u, 0.5, 1);
        assertThat(fermi.probabilityDensity(v).getAsDouble())
                .isCloseTo(0.5 / (Math.PI * Math.log1p(Math.E)), within(1e-14));
        // a plane over 3 x 1 cells of width 1: the middle one has slope 1/f
        GridDistribution grid = new GridDistribution(new double[][] {{0, 1, 2, 3}, {0, 1}}, new double[] {1, 2, 3});
        assertThat(grid.probabilityDensity(new double[] {1.75, 0.5}).getAsDouble())
                .isCloseTo(2.25 / 6, within(1e-15));
        assertThat(grid.probabilityDensity(new double[] {3.5, 0.5})).hasValue(0);
        assertThat(new EmpiricalDistribution(new double[][] {{1}, {1}}, new double[] {1}).probabilityDensity(v))
                .isEmpty();
    }
}
