package io.github.stosszahl.estimate;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Fisher information of a sample from scores that are fitted to one part of it and evaluated on another, per particle, in velocities.
 *
 * <p>Let s* = grad log f and s, t two fields. Since E[s.s*] = -E[div s] (Hyvarinen, Journal of Machine Learning Research 6 (2005) 695),
 *
 * <pre>  E[-div s - div t - s.t] = I - E[(s - s*).(t - s*)].                                        (1)</pre>
 *
 * <p>With s and t from two thirds of the sample and the mean over the last third, the noise of s and t is independent and drops out of the right-hand side; only
 * the square of their bias is left. The fields are s = sum_k a_k grad w_k, where w_k are the corrections of the {@link DensityLadder}, their squares, which let a
 * level count for more where it changes much, the quadratic monomials, and the logarithm of the density that the ladder starts from if that is not normal. The coefficients maximise (1) with s.t weighted with a quarter of its noise, which
 * trades bias for noise; all thirds change places. What is left of the bias is taken to be 3/4 of what that weight instead of 1 removes.
 *
 * <p>The standard error consists of that of the mean over particles, that by the noise that the scores have, and the removed rest of the bias,
 * added in squares.
 */
final class ScoreMatching {
    private static final int FOLDS = DensityLadder.FOLDS;
    /** Of the diagonal: it makes corrections that say the same share their part. Its bias is of the order of its square. */
    private static final double RIDGE = 1e-3;
    /** Weight of noise against squared bias. */
    static final double NOISE = 0.25;
    /** Four times that of Takeuchi's criterion: a level, of two terms, that is only noise is taken in 0.03 % of the cases instead of 14 %. */
    private static final double PENALTY = 8;
    /** So many levels in turn that are not worth their noise end the ladder: what is finer than these by a factor 2.8 and not seen by them is chance. */
    private static final int PATIENCE = 3;
    /** A last level that raises I by this factor would be followed by others. */
    private static final double UNRESOLVED = 1.5;
    /** The bias that is left, over what the smaller weight of noise removes. */
    private static final double REST = 0.75;
    /** Corrections beyond this part are not of the leading order any more. */
    private static final double UNCERTAIN = 0.1;

    private static final double EIGENVALUE_TOLERANCE = 1e-12;

    private final PrincipalAxes axes;
    private final DensityLadder ladder;
    private final Lattice lattice;
    private final int d;
    private final int levels;
    /** The first monomial's place among the terms: before it are corrections and then the squares of all but the finest, which the lattice does not resolve. */
    private final int monomials;

    private final int terms;
    /** The last term, log of the start density; empty if that is normal and so one of the monomials. */
    private final double[] logStart;
    /** dz_a over dv along axis a. */
    private final double[] unit;

    /** E[-div grad w_k]. */
    private final double[] response;
    /** E[grad w_k . grad w_l], both of the same third. */
    private final double[][] noisyGram;
    /** E[grad w_k . grad w_l] of different thirds. */
    private final double[][] gram;
    /** Of the response minus gram a, see {@link #optimism}. */
    private final double[][] covariance;
    /** The levels that are worth their noise. */
    private final int used;

    ScoreMatching(PrincipalAxes axes, DensityLadder ladder) {
        this.axes = axes;
        this.ladder = ladder;
        lattice = ladder.lattice();
        d = lattice.dimension();
        levels = ladder.levels();
        monomials = 2 * levels - 1;
        terms = monomials + d * (d + 1) / 2 + (ladder.start().isNormal() ? 0 : 1);
        logStart = new double[ladder.start().isNormal() ? 0 : lattice.size()];
        for (int p = 0; p < logStart.length; p++) {
            logStart[p] = Math.log(ladder.start().at(lattice.square(p), 0));
        }
        unit = IntStream.range(0, d)
                .mapToDouble(a -> 1 / Math.sqrt(axes.variance(a)))
                .toArray();
        double[] sums = sum(2 * terms * terms + terms, this::addGram);
        response = new double[terms];
        noisyGram = new double[terms][terms];
        gram = new double[terms][terms];
        int next = 0;
        for (int k = 0; k < terms; k++) {
            response[k] = sums[next++];
            for (int l = 0; l <= k; l++) {
                noisyGram[k][l] = sums[next];
                noisyGram[l][k] = sums[next++];
                gram[k][l] = sums[next];
                gram[l][k] = sums[next++];
            }
        }
        int[] all = chosen(levels);
        covariance = optimism(padded(all, inverse(all, 1).operate(part(response, all))));
        used = levelsWorthTheirNoise(this::chosen, NOISE);
    }

    private interface PointSum {
        /** Adds the point's share to the sums. */
        void add(Fields fields, double[] sums);
    }

    /** The derivatives of all terms at one point, in units of velocity. */
    private final class Fields {
        /** share[fold]: the part of the fold's particles that are at the point, sharpened and as they are. */
        private final double[] share = new double[FOLDS];

        private final double[] plainShare = new double[FOLDS];
        /** Component a of the gradient of w_k of a fold at (FOLDS k + fold) d + a. */
        private final double[] gradient = new double[FOLDS * terms * d];

        private final double[][] laplacian = new double[FOLDS][terms];
        private int point;

        /** Whether any particle is near. */
        boolean moveTo(int newPoint) {
            point = newPoint;
            boolean occupied = false;
            for (int fold = 0; fold < FOLDS; fold++) {
                share[fold] = lattice.sharpened(ladder.count(fold), point) / ladder.foldSize(fold);
                plainShare[fold] = ladder.count(fold)[point] / ladder.foldSize(fold);
                occupied |= share[fold] != 0;
            }
            if (!occupied) {
                return false;
            }
            for (int fold = 0; fold < FOLDS; fold++) {
                for (int j = 0; j < levels; j++) {
                    double[] w = ladder.correction(fold, j);
                    boolean squared = j < levels - 1;
                    double twice = 2 * w[point];
                    double sum = 0;
                    double square = 0;
                    for (int a = 0; a < d; a++) {
                        double slope = lattice.slope(w, point, a) * unit[a];
                        gradient[place(fold, j) + a] = slope;
                        if (squared) {
                            gradient[place(fold, levels + j) + a] = twice * slope;
                        }
                        square += slope * slope;
                        sum += lattice.curvature(w, point, a) * unit[a] * unit[a];
                    }
                    laplacian[fold][j] = sum;
                    if (squared) {
                        laplacian[fold][levels + j] = twice * sum + 2 * square;
                    }
                }
                int k = monomials;
                for (int a = 0; a < d; a++) {
                    for (int b = a; b < d; b++) {
                        gradient[place(fold, k) + a] = lattice.coordinate(b, point) * unit[a];
                        gradient[place(fold, k) + b] = lattice.coordinate(a, point) * unit[b] * (a == b ? 2 : 1);
                        laplacian[fold][k] = a == b ? 2 * unit[a] * unit[a] : 0;
                        k++;
                    }
                }
                if (k < terms) {
                    laplacian[fold][k] = 0;
                    for (int a = 0; a < d; a++) {
                        gradient[place(fold, k) + a] = lattice.slope(logStart, point, a) * unit[a];
                        laplacian[fold][k] += lattice.curvature(logStart, point, a) * unit[a] * unit[a];
                    }
                }
            }
            return true;
        }

        private int place(int fold, int k) {
            return (FOLDS * k + fold) * d;
        }

        /** Score of a fold along an axis. */
        double score(int fold, double[] coefficient, int axis) {
            double sum = 0;
            for (int k = 0; k < terms; k++) {
                sum += coefficient[k] * gradient[place(fold, k) + axis];
            }
            return sum;
        }

        double divergence(int fold, double[] coefficient) {
            double sum = 0;
            for (int k = 0; k < terms; k++) {
                sum += coefficient[k] * laplacian[fold][k];
            }
            return sum;
        }
    }

    private double[] sum(int length, PointSum pointSum) {
        double[][] blocks = IntStream.range(0, lattice.blocks())
                .parallel()
                .mapToObj(block -> {
                    double[] sums = new double[length];
                    Fields fields = new Fields();
                    for (int point = lattice.blockStart(block); point < lattice.blockEnd(block); point++) {
                        if (lattice.isInner(point) && fields.moveTo(point)) {
                            pointSum.add(fields, sums);
                        }
                    }
                    return sums;
                })
                .toArray(double[][]::new);
        double[] total = new double[length];
        for (double[] block : blocks) {
            for (int q = 0; q < length; q++) {
                total[q] += block[q];
            }
        }
        return total;
    }

    private void addGram(Fields at, double[] sums) {
        double whole = at.share[0] + at.share[1] + at.share[2];
        int length = FOLDS * d;
        double[] same = new double[length];
        double[] different = new double[length];
        int next = 0;
        for (int k = 0; k < terms; k++) {
            for (int fold = 0; fold < FOLDS; fold++) {
                double rest = (whole - at.share[fold]) / (2 * FOLDS);
                sums[next] -= rest * at.laplacian[fold][k];
                int left = (fold + 1) % FOLDS;
                int right = (fold + 2) % FOLDS;
                for (int a = 0; a < d; a++) {
                    same[fold * d + a] = rest * at.gradient[at.place(fold, k) + a];
                    different[fold * d + a] = (at.share[right] * at.gradient[at.place(left, k) + a]
                                    + at.share[left] * at.gradient[at.place(right, k) + a])
                            / (2 * FOLDS);
                }
            }
            next++;
            for (int l = 0; l <= k; l++) {
                double sumOfSame = 0;
                double sumOfDifferent = 0;
                for (int q = 0; q < length; q++) {
                    sumOfSame += same[q] * at.gradient[l * length + q];
                    sumOfDifferent += different[q] * at.gradient[l * length + q];
                }
                sums[next++] += sumOfSame;
                sums[next++] += sumOfDifferent;
            }
        }
    }

    /** The part of I at coefficients a that the mean of the sum of all thirds gives. */
    private double value(RealVector a, RealMatrix g, RealVector b) {
        return 2 * a.dotProduct(b) - a.dotProduct(g.operate(a));
    }

    /** Terms of the first levels and the monomials. */
    private int[] chosen(int ofLevels) {
        return IntStream.range(0, terms)
                .filter(k -> k >= monomials || k % levels < ofLevels)
                .toArray();
    }

    /** Terms of the first levels without their squares, and the monomials. */
    private int[] linear(int ofLevels) {
        return IntStream.range(0, terms)
                .filter(k -> k >= monomials || k < ofLevels)
                .toArray();
    }

    private RealMatrix part(double[][] matrix, int[] chosen) {
        return MatrixUtils.createRealMatrix(matrix).getSubMatrix(chosen, chosen);
    }

    private RealVector part(double[] vector, int[] chosen) {
        return MatrixUtils.createRealVector(
                IntStream.of(chosen).mapToDouble(k -> vector[k]).toArray());
    }

    /** gram + noise (noisyGram - gram). */
    private RealMatrix weighted(int[] chosen, double noise) {
        return part(noisyGram, chosen)
                .scalarMultiply(noise)
                .add(part(gram, chosen).scalarMultiply(1 - noise));
    }

    /** The inverse of that with a ridge, and with gram made positive: in units where noisyGram is the identity only chance makes its eigenvalues negative. */
    private RealMatrix inverse(int[] chosen, double noise) {
        RealMatrix noisy = part(noisyGram, chosen);
        double[] scale = new double[chosen.length];
        for (int k = 0; k < scale.length; k++) {
            scale[k] = 1 / Math.sqrt(Math.max(Double.MIN_NORMAL, noisy.getEntry(k, k)));
        }
        RealMatrix units = MatrixUtils.createRealDiagonalMatrix(scale);
        RealMatrix ridge = MatrixUtils.createRealIdentityMatrix(scale.length).scalarMultiply(RIDGE);
        RealMatrix root = units.multiply(
                function(units.multiply(noisy).multiply(units).add(ridge), x -> 1 / Math.sqrt(Math.max(x, RIDGE))));
        RealMatrix cross = root.transpose().multiply(part(gram, chosen)).multiply(root);
        return root.multiply(function(cross, x -> 1 / (noise + (1 - noise) * Math.max(x, 0))))
                .multiply(root.transpose());
    }

    /** A function of a matrix that is symmetric up to rounding. */
    private static RealMatrix function(RealMatrix matrix, DoubleUnaryOperator ofEigenvalue) {
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(
                matrix.add(matrix.transpose()).scalarMultiply(0.5), EIGENVALUE_TOLERANCE, true);
        double[] values =
                Arrays.stream(eigen.getEigenvalues()).map(ofEigenvalue).toArray();
        return eigen.getV()
                .multiply(MatrixUtils.createRealDiagonalMatrix(values))
                .multiply(eigen.getVT());
    }

    private double[] padded(int[] chosen, RealVector coefficients) {
        double[] all = new double[terms];
        for (int k = 0; k < chosen.length; k++) {
            all[chosen[k]] = coefficients.getEntry(k);
        }
        return all;
    }

    /** Covariance of the response minus gram a, if every particle is independent of the terms. */
    private double[][] optimism(double[] a) {
        double[] sums = sum(terms * terms + 2 * FOLDS * terms, (at, into) -> addOptimism(at, a, into));
        double[][] result = new double[terms][terms];
        for (int k = 0; k < terms; k++) {
            for (int l = 0; l <= k; l++) {
                double value = sums[k * terms + l];
                for (int pair = 0; pair < 2 * FOLDS; pair++) {
                    int offset = terms * terms + pair * terms;
                    value -= sums[offset + k] * sums[offset + l];
                }
                result[k][l] = value / (2.0 * FOLDS * axes.size());
                result[l][k] = result[k][l];
            }
        }
        return result;
    }

    private void addOptimism(Fields at, double[] a, double[] sums) {
        double whole = at.plainShare[0] + at.plainShare[1] + at.plainShare[2];
        if (whole == 0) {
            return;
        }
        double[] deviation = new double[terms];
        double[] score = new double[d];
        for (int fold = 0; fold < FOLDS; fold++) {
            for (int b = 0; b < d; b++) {
                score[b] = at.score(fold, a, b);
            }
            for (int k = 0; k < terms; k++) {
                double sum = -at.laplacian[fold][k];
                for (int b = 0; b < d; b++) {
                    sum -= at.gradient[at.place(fold, k) + b] * score[b];
                }
                deviation[k] = sum;
            }
            for (int k = 0; k < terms; k++) {
                double weighted = (whole - at.plainShare[fold]) * deviation[k];
                for (int l = 0; l <= k; l++) {
                    sums[k * terms + l] += weighted * deviation[l];
                }
                for (int other = 1; other < FOLDS; other++) {
                    int pair = 2 * fold + other - 1;
                    sums[terms * terms + pair * terms + k] += at.plainShare[(fold + other) % FOLDS] * deviation[k];
                }
            }
        }
    }

    /**
     * I of the density of one particle.
     *
     * @throws NoEstimateException if the density has structure that the finest level does not resolve
     */
    Result estimate() throws NoEstimateException {
        int[] chosen = chosen(used);
        double smooth = fisher(chosen, 1);
        double rough = fisher(chosen, NOISE);
        double rest = REST * (rough - smooth);
        if (used > 0 && used == levels) {
            // finer levels would go on
            double step = rough - fisher(chosen(used - 1), NOISE);
            if (rough > UNRESOLVED * (rough - step)) {
                throw new NoEstimateException("the density has structure narrower than the finest bandwidth that "
                        + axes.size() + " particles allow");
            }
            rest = Math.max(rest, step);
        }
        if (!(rest < UNCERTAIN * rough)) {
            throw new NoEstimateException("I is uncertain by more than a tenth for structure that " + axes.size()
                    + " particles do not resolve");
        }
        double[] coefficients = coefficients(chosen, NOISE);
        double noise = noise(coefficients, coefficients(chosen, 1), ladder.bandwidth(Math.max(0, used - 1)));
        double sampling = varianceOfTerms(coefficients) / axes.size();
        return new Result(new Estimate(rough + rest, Math.sqrt(sampling + noise * noise + rest * rest)), coefficients);
    }

    /**
     * Coefficients of the terms that I is found with.
     *
     * @param noise weight of the noise against the squared bias, {@link #NOISE} for I
     */
    double[] coefficients(double noise) {
        return coefficients(chosen(used), noise);
    }

    /** I, and the coefficients of the potentials it was found with. */
    record Result(Estimate fisher, double[] coefficients) {}

    /** The first levels that raise (1), less a part of its noise, by more than they can by chance. */
    private int levelsWorthTheirNoise(IntFunction<int[]> termsOf, double noise) {
        int best = 0;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int j = 0; j <= Math.min(levels, best + PATIENCE); j++) {
            int[] chosen = termsOf.apply(j);
            RealMatrix inverse = inverse(chosen, noise);
            RealVector b = part(response, chosen);
            double score = value(inverse.operate(b), weighted(chosen, noise), b)
                    - PENALTY * inverse.multiply(part(covariance, chosen)).getTrace();
            if (score > bestScore) {
                bestScore = score;
                best = j;
            }
        }
        return best;
    }

    /** (1) with its maximisation on the same particles allowed for: trace terms of Takeuchi's information criterion. */
    private double fisher(int[] chosen, double noise) {
        RealMatrix inverse = inverse(chosen, noise);
        RealMatrix g = part(gram, chosen);
        RealVector b = part(response, chosen);
        RealMatrix c = part(covariance, chosen);
        double optimism = 2 * inverse.multiply(c).getTrace()
                - inverse.multiply(g).multiply(inverse).multiply(c).getTrace();
        return value(inverse.operate(b), g, b) - optimism;
    }

    /** Variance of the terms -div s - div t - s.t of (1) among the particles. */
    private double varianceOfTerms(double[] a) {
        double[] sums = sum(2 * FOLDS, (at, into) -> {
            for (int fold = 0; fold < FOLDS; fold++) {
                int left = (fold + 1) % FOLDS;
                int right = (fold + 2) % FOLDS;
                double term = -at.divergence(left, a) - at.divergence(right, a);
                for (int b = 0; b < d; b++) {
                    term -= at.score(left, a, b) * at.score(right, a, b);
                }
                into[2 * fold] += at.plainShare[fold] * term;
                into[2 * fold + 1] += at.plainShare[fold] * term * term;
            }
        });
        double variance = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            variance += (sums[2 * fold + 1] - sums[2 * fold] * sums[2 * fold]) / FOLDS;
        }
        return variance;
    }

    private double[] coefficients(int[] chosen, double noise) {
        return padded(chosen, inverse(chosen, noise).operate(part(response, chosen)));
    }

    /**
     * Standard error of I from the mean of e.e' with e and e' the noise of two scores. Noise of kernel densities at a bandwidth h has a covariance proportional to
     * (delta_ab - r_a r_b/(2 h^2)) exp(-r^2/(4 h^2)) over a distance r, so the mean has the variance
     *
     * <pre>  (2 pi h^2)^(d/2) (d + 2)/(4 d) int (f E|e|^2)^2 dz,</pre>
     *
     * and I is the mean of three such. The bias that is removed is a multiple of a difference of two values, and the noise of the smoother scores, correlated with that of the others, comes off.
     * E|e|^2 is known from the differences of three scores with 2 d degrees of freedom; 1 + 1/d is what that adds to its square.
     */
    private double noise(double[] rough, double[] smooth, double bandwidth) {
        double[] sums = sum(3, (at, into) -> {
            double ofRough = 0;
            double ofSmooth = 0;
            double ofBoth = 0;
            for (int b = 0; b < d; b++) {
                for (int fold = 0; fold < FOLDS; fold++) {
                    int next = (fold + 1) % FOLDS;
                    double first = at.score(fold, rough, b) - at.score(next, rough, b);
                    double second = at.score(fold, smooth, b) - at.score(next, smooth, b);
                    ofRough += first * first / (2 * FOLDS);
                    ofSmooth += second * second / (2 * FOLDS);
                    ofBoth += first * second / (2 * FOLDS);
                }
            }
            // of different thirds, lest counts of one particle be squared
            double shares =
                    (at.plainShare[0] * (at.plainShare[1] + at.plainShare[2]) + at.plainShare[1] * at.plainShare[2])
                            / FOLDS;
            into[0] += shares * ofRough * ofRough;
            into[1] += shares * ofSmooth * ofSmooth;
            into[2] += shares * ofBoth * ofBoth;
        });
        double sum = (1 + REST) * (1 + REST) * sums[0] + REST * REST * sums[1] - 2 * REST * (1 + REST) * sums[2];
        double volume = Math.pow(2 * Math.PI * bandwidth * bandwidth, d / 2.0) * (d + 2) / (4.0 * d) / (1 + 1.0 / d);
        return Math.sqrt(Math.max(0, volume * sum / lattice.cellVolume() / FOLDS));
    }

    /** The terms that are worth their noise: coefficients of all terms and the number of levels among them. */
    record Choice(double[] coefficients, int levels) {}

    /** The potentials of the smallest total error. */
    Choice choice() {
        int worth = levelsWorthTheirNoise(this::linear, 1);
        int[] chosen = linear(worth);
        RealMatrix inverse = inverse(chosen, 1);
        RealVector b = part(response, chosen);
        RealVector a = inverse.operate(b);
        // an error of the log density counts in first order, unlike in I: a second step leaves the square of the
        // ridge's
        RealVector rest = b.subtract(part(noisyGram, chosen).operate(a));
        return new Choice(padded(chosen, a.add(inverse.operate(rest))), worth);
    }

    /** The potential of a fold at a point: sum_k a_k w_k, log f up to a constant. */
    double potential(int fold, double[] a, int point) {
        double sum = 0;
        for (int j = 0; j < levels; j++) {
            double w = ladder.correction(fold, j)[point];
            sum += w * (a[j] + (j < levels - 1 ? w * a[levels + j] : 0));
        }
        int k = monomials;
        for (int i = 0; i < d; i++) {
            for (int j = i; j < d; j++) {
                sum += a[k++] * lattice.coordinate(i, point) * lattice.coordinate(j, point);
            }
        }
        if (k < terms) {
            sum += a[k] * logStart[point];
        }
        return sum;
    }

    /**
     * For the particles of each fold the scores s and t of the other two in principal axes: square[fold][point] is s.t, which estimates |s|^2 without noise, and
     * divergence[fold][point] is (div s + div t)/2; zero at points that are not inner ones.
     */
    record Scores(double[][] square, double[][] divergence) {}

    /** The scores of potentials with these coefficients. */
    Scores scores(double[] a) {
        double[][] potential = new double[FOLDS][lattice.size()];
        forBlocks(point -> {
            for (int fold = 0; fold < FOLDS; fold++) {
                potential[fold][point] = potential(fold, a, point);
            }
        });
        Scores scores = new Scores(new double[FOLDS][lattice.size()], new double[FOLDS][lattice.size()]);
        forBlocks(point -> {
            if (!lattice.isInner(point)) {
                return;
            }
            for (int b = 0; b < d; b++) {
                for (int fold = 0; fold < FOLDS; fold++) {
                    double[] left = potential[(fold + 1) % FOLDS];
                    double[] right = potential[(fold + 2) % FOLDS];
                    scores.square[fold][point] += lattice.slope(left, point, b) * lattice.slope(right, point, b);
                    scores.divergence[fold][point] +=
                            (lattice.curvature(left, point, b) + lattice.curvature(right, point, b)) / 2;
                }
            }
        });
        return scores;
    }

    private void forBlocks(IntConsumer atPoint) {
        IntStream.range(0, lattice.blocks()).parallel().forEach(block -> {
            for (int point = lattice.blockStart(block); point < lattice.blockEnd(block); point++) {
                atPoint.accept(point);
            }
        });
    }
}
