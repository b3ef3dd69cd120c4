package io.github.stosszahl.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The density of one species at one time: a solver's f against the particles in its cells.
 *
 * <p>Tests of "f is right, the difference is noise": Pearson's chi-squared of the counts in the cells, and in blocks of 2, 4, 8, ... cells along each axis, where a smooth error shows long
 * before it does in single cells; and the L2 distance, which sees errors of the bulk on the finest scale. Cells that expect fewer than {@value #LEAST_EXPECTED} particles are pooled with
 * those that expect about as many. The smallest probability times the number of tests (Bonferroni) is that of all of them, however they are correlated.
 *
 * <p>With P the share of the particles that the M cells hold, chi-squared has mean M - P and the variance 2 (M - 2 P + P^2) + (sum 1/p_c - 6 M + 8 P - M^2 + 4 M P - 6 P^2)/N, exactly for
 * independent particles; its tail is that of the gamma distribution with these, which is chi-squared for many expected particles and P = 0 or 1. The tail of the L2 distance is that of the
 * shifted gamma distribution with its first three cumulants.
 */
public final class DensityComparison {
    private static final double LEAST_EXPECTED = 10;
    private static final int LEAST_BLOCKS = 4;
    /** A normal variable is not as many standard deviations away, whatever the number of cells. */
    private static final double CERTAIN = 9;
    /** An error is seen if it is seen in 95 % of the runs by a test that cries wolf in 5 %. */
    private static final double MISSED = 0.05;

    private static final double MISSED_SCORE = Tails.normalQuantile(MISSED);

    /**
     * A distance of the two densities over the size of the solver's f in the same norm.
     *
     * @param name L1, L2 or Linf
     * @param observed the plain distance, with noise
     * @param noise what noise alone would show: the root of the mean square (L2), the mean (L1), the median (Linf)
     * @param value the part that is not noise: without bias for the square of L2; for L1 and Linf observed - noise, which is a lower bound
     * @param standardError of the value
     */
    public record Norm(String name, double observed, double noise, double value, double standardError) {}

    /**
     * One test.
     *
     * @param name what of
     * @param degrees degrees of freedom: the mean of chi-squared; of the L2 test the number of cells
     * @param statistic chi-squared, or the noise-separated square of the L2 distance over its standard deviation
     * @param pValue probability that noise makes the statistic as large
     */
    public record Test(String name, double degrees, double statistic, double pValue) {}

    /**
     * Where the densities differ most.
     *
     * @param lower lower corner of the cell or block; empty for the pooled cells in which few particles are expected
     * @param upper upper corner
     * @param run f of the particles, averaged over it
     * @param reference f of the solver
     * @param standardScores their difference in standard deviations of the noise
     */
    public record Place(double[] lower, double[] upper, double run, double reference, double standardScores) {}

    private final SolverDensity density;
    private final CellGrid grid;
    private final CellCounts counts;
    private final Occupation occupation;
    private final double[] f;
    /** expected[c]: lambda. */
    private final double[] expected;

    private final double outside;
    private final List<Test> tests = new ArrayList<>();
    private final List<Norm> norms = new ArrayList<>();
    private Optional<Place> largest = Optional.empty();
    private double smallestOfPlace = 2;

    private double square;
    private double squareError;
    private double size;
    /** The squared L2 distance that noise alone exceeds in 5 % of the runs, the variance of noise alone, and what an error like f adds to it over its relative square. */
    private double critical;

    private double noiseVariance;
    private double addedVariance;

    /** The comparison of a solver's density with counts on its grid. */
    public DensityComparison(SolverDensity density, CellCounts counts, Occupation occupation) {
        this.density = density;
        this.grid = density.grid();
        this.counts = counts;
        this.occupation = occupation;
        this.f = density.averages();
        this.expected = new double[f.length];
        double inside = 0;
        for (int cell = 0; cell < f.length; cell++) {
            expected[cell] = f[cell] * grid.volume(cell) / counts.unit();
            inside += expected[cell];
        }
        this.outside = Math.max(0, counts.total() - inside);
        for (int level = 0; level == 0 || isWorthwhile(level); level++) {
            chiSquared(level);
        }
        l2();
        l1AndLinf();
    }

    private boolean isWorthwhile(int level) {
        return IntStream.range(0, grid.axes()).map(grid::cells).max().orElse(0) >= LEAST_BLOCKS << level;
    }

    /** Sums over blocks: expected numbers, deviations, variances. */
    private record Blocks(CellGrid grid, double[] expected, double[] deviation, double[] variance) {}

    private Blocks blocks(int level) {
        CellGrid coarse = grid.coarsened(level);
        Blocks sums =
                new Blocks(coarse, new double[coarse.cells()], new double[coarse.cells()], new double[coarse.cells()]);
        for (int cell = 0; cell < f.length; cell++) {
            int block = grid.block(cell, coarse, level);
            sums.expected[block] += expected[cell];
            sums.deviation[block] += counts.value(cell) - expected[cell];
            sums.variance[block] += expected[cell] * counts.spread() * occupation.varianceRatio(f[cell], coarse, block);
        }
        return sums;
    }

    private void chiSquared(int level) {
        Blocks blocks = blocks(level);
        Integer[] order = IntStream.range(0, blocks.grid.cells()).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(block -> -blocks.expected[block]));
        List<double[]> groups = new ArrayList<>();
        List<Integer> single = new ArrayList<>();
        double[] open = new double[3];
        int members = 0;
        for (int block : order) {
            open[0] += blocks.expected[block];
            open[1] += blocks.deviation[block];
            open[2] += blocks.variance[block];
            members++;
            if (open[0] >= LEAST_EXPECTED) {
                groups.add(open);
                single.add(members == 1 ? block : -1);
                open = new double[3];
                members = 0;
            }
        }
        if (members > 0) {
            // negative tails of the solver's f may take more than the last group has
            while (open[0] < LEAST_EXPECTED && !groups.isEmpty()) {
                double[] last = groups.remove(groups.size() - 1);
                single.remove(single.size() - 1);
                for (int k = 0; k < open.length; k++) {
                    open[k] += last[k];
                }
            }
            groups.add(open);
            single.add(-1);
        }
        int m = groups.size();
        if (m < 2) {
            return;
        }
        double chi = 0;
        double variances = 0;
        double reciprocal = 0;
        int worst = 0;
        double worstScore = 0;
        for (int k = 0; k < m; k++) {
            double[] group = groups.get(k);
            double score = group[1] / Math.sqrt(group[2]);
            chi += score * score;
            variances += group[2];
            reciprocal += 1 / group[0];
            if (Math.abs(score) > Math.abs(worstScore)) {
                worst = k;
                worstScore = score;
            }
        }
        double share = variances / (variances + outside);
        double n = counts.total();
        double variance = 2 * (m - 2 * share + share * share)
                + reciprocal
                + (-6.0 * m + 8 * share - (double) m * m + 4 * m * share - 6 * share * share) / n;
        double p = Tails.gamma(m - share, variance, chi);
        tests.add(
                new Test("chi-squared of " + (level == 0 ? "cells" : "blocks of " + (1 << level)), m - share, chi, p));
        if (p < smallestOfPlace) {
            smallestOfPlace = p;
            largest = Optional.of(place(blocks, single.get(worst), groups.get(worst), worstScore));
        }
    }

    private Place place(Blocks blocks, int block, double[] group, double score) {
        if (block < 0) {
            return new Place(new double[0], new double[0], group[0] + group[1], group[0], score);
        }
        int d = grid.axes();
        double[] lower = new double[d];
        double[] upper = new double[d];
        for (int a = 0; a < d; a++) {
            lower[a] = blocks.grid.lower(block, a);
            upper[a] = blocks.grid.upper(block, a);
        }
        double f = counts.unit() / blocks.grid.volume(block);
        return new Place(lower, upper, (group[0] + group[1]) * f, group[0] * f, score);
    }

    private void l2() {
        Blocks cells = blocks(0);
        double total = Arrays.stream(cells.variance).sum() + outside;
        double n = counts.total();
        double noise = 0;
        double underNull = 0;
        double second = 0;
        double crossed = 0;
        double third = 0;
        double ownSecond = 0;
        double ownLinear = 0;
        for (int cell = 0; cell < f.length; cell++) {
            double volume = grid.volume(cell);
            double scale = counts.unit() * counts.unit() / volume;
            double x2 = cells.deviation[cell] * cells.deviation[cell];
            double v = Math.max(0, cells.variance[cell]);
            double ratio = occupation.varianceRatio(f[cell], grid, cell);
            double y = counts.value(cell);
            // its mean is the variance whatever the true f
            double unbiased = (counts.square(cell) - y * y / n) * n / Math.max(1, n - 1) * ratio;
            size += f[cell] * f[cell] * volume;
            square += scale * (x2 - unbiased);
            noise += scale * unbiased;
            underNull += scale * (x2 - v * (1 - v / total));
            second += scale * scale * (2 * v * v * (1 - 2 * v / total) + v);
            addedVariance += 4 * scale * v * f[cell] * f[cell] * volume;
            crossed += scale * v * v / total;
            third += scale * scale * scale * (8 * v * v * v + 22 * v * v + v);
            double spread = counts.spread() * ratio;
            ownSecond += scale * scale * 2 * Math.max(0, y * (y - 1)) * spread * spread;
            ownLinear += scale * scale * 4 * spread * Math.max(0, (y + expected[cell]) / 2) * (x2 - unbiased);
        }
        second += 2 * crossed * crossed;
        noiseVariance = second;
        critical = Tails.shiftedGammaQuantile(second, third, MISSED);
        squareError = Math.sqrt(Math.max(ownSecond, second) + Math.max(0, ownLinear));
        double value = Math.sqrt(Math.max(0, square) / size);
        norms.add(new Norm(
                "L2",
                Math.sqrt(Math.max(0, square + noise) / size),
                Math.sqrt(noise / size),
                value,
                squareError / (2 * Math.sqrt(size * Math.max(square, squareError)))));
        tests.add(new Test(
                "L2 distance", f.length, underNull / Math.sqrt(second), Tails.shiftedGamma(second, third, underNull)));
    }

    private void l1AndLinf() {
        Blocks cells = blocks(0);
        double size1 = 0;
        double largestF = 0;
        double distance = 0;
        double mean = 0;
        double variance = 0;
        double farthest = 0;
        double[] deviation = new double[f.length];
        for (int cell = 0; cell < f.length; cell++) {
            double volume = grid.volume(cell);
            double x = Math.abs(cells.deviation[cell]) * counts.unit();
            double v = Math.max(0, cells.variance[cell]);
            // Poisson if there are few particles, normal with the right variance if there are many
            double e = Tails.poissonDeviation(Math.max(0, expected[cell]));
            double widened = expected[cell] > 0 ? e * Math.sqrt(v / expected[cell]) : 0;
            size1 += Math.abs(f[cell]) * volume;
            largestF = Math.max(largestF, Math.abs(f[cell]));
            distance += x;
            mean += widened * counts.unit();
            variance += (v - widened * widened) * counts.unit() * counts.unit();
            farthest = Math.max(farthest, x / volume);
            deviation[cell] = Math.sqrt(v) * counts.unit() / volume;
        }
        norms.add(new Norm(
                "L1",
                distance / size1,
                mean / size1,
                Math.max(0, distance - mean) / size1,
                Math.sqrt(variance) / size1));
        double median = quantileOfLargest(deviation, 0.5);
        double upper = quantileOfLargest(deviation, 0.8413447460685429);
        norms.add(new Norm(
                "Linf",
                farthest / largestF,
                median / largestF,
                Math.max(0, farthest - median) / largestF,
                (upper - median) / largestF));
    }

    /** The quantile of the largest of |X_c|, X_c normal with these standard deviations. */
    private static double quantileOfLargest(double[] deviation, double probability) {
        double low = 0;
        double high = CERTAIN * Arrays.stream(deviation).max().orElse(0);
        for (int step = 0; step < 30; step++) {
            double middle = 0.5 * (low + high);
            double logarithm = 0;
            for (double s : deviation) {
                logarithm += middle < CERTAIN * s ? Math.log1p(-Tails.normalBothSides(middle / s)) : 0;
            }
            if (logarithm < Math.log(probability)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** What was compared. */
    public SolverDensity density() {
        return density;
    }

    /** Particles of the species, of all replicas. */
    public double particles() {
        return counts.total();
    }

    /** L2, L1 and Linf. */
    public List<Norm> norms() {
        return List.copyOf(norms);
    }

    /** The single tests. */
    public List<Test> tests() {
        return List.copyOf(tests);
    }

    /** The probability that noise alone makes one of the tests as bad, at most. */
    public double pValue() {
        return Math.min(
                1, tests.size() * tests.stream().mapToDouble(Test::pValue).min().orElse(1));
    }

    /** Where the difference is largest on the scale on which it is clearest; empty if there are too few particles to tell. */
    public Optional<Place> largest() {
        return largest;
    }

    /** The square of the relative L2 error without noise: unbiased, so possibly negative. */
    public double squaredL2() {
        return square / size;
    }

    /** The standard error of {@link #squaredL2}. */
    public double squaredL2Error() {
        return squareError / size;
    }

    /** The upper end of the one-sided 95 % confidence interval of the relative L2 error. */
    public double upperL2() {
        return Math.sqrt(Math.max(0, square + MISSED_SCORE * squareError) / size);
    }

    /**
     * The relative L2 error that the L2 distance alone shows at this number of particles: in 95 % of the runs, with 5 % false alarms, if the error is anything of the size of f. Smooth errors are
     * seen earlier, by the blocks.
     */
    public double visibleL2() {
        double z2 = MISSED_SCORE * MISSED_SCORE;
        // (E size - critical)^2 = z^2 (noise + added E), E the squared relative error; the larger root
        double half = (2 * critical * size + z2 * addedVariance) / (2 * size * size);
        double product = (critical * critical - z2 * noiseVariance) / (size * size);
        return Math.sqrt(half + Math.sqrt(half * half - product));
    }

    /** The number of particles at which the L2 distance shows a relative L2 error, on these cells and in the sense of {@link #visibleL2}. */
    public double particlesToSee(double relativeL2) {
        double z2 = MISSED_SCORE * MISSED_SCORE;
        double e2 = relativeL2 * relativeL2;
        // the same with critical, noise and added as 1/N, 1/N^2 and 1/N: in y = (particles here)/N
        double quadratic = critical * critical - z2 * noiseVariance;
        double half = (2 * critical * size + z2 * addedVariance) * e2 / 2;
        double constant = size * size * e2 * e2;
        return counts.total() * (half + Math.sqrt(half * half - quadratic * constant)) / constant;
    }

    /**
     * Whether the relative error in a norm is certainly larger than a tolerance.
     *
     * @param norm L1, L2 or Linf
     * @param probability of a false yes
     */
    public boolean exceeds(String norm, double tolerance, double probability) {
        double z = Tails.normalQuantile(probability);
        if (norm.equals("L2")) {
            return square / size - tolerance * tolerance > z * squareError / size;
        }
        return norms.stream().anyMatch(n -> n.name().equals(norm) && n.value() - z * n.standardError() > tolerance);
    }
}
