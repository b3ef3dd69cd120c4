package io.github.stosszahl.estimate;

import java.util.stream.IntStream;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * H and I of a sample from scores that are fitted to one part of it and evaluated on another, per particle, in velocities.
 *
 * <p>Let s* = grad log f and s, t two fields. Since E[s.s*] = -E[div s] (Hyvarinen, Journal of Machine Learning Research 6 (2005) 695),
 *
 * <pre>  E[-div s - div t - s.t] = I - E[(s - s*).(t - s*)].                                        (1)</pre>
 *
 * <p>With s and t from two thirds of the sample and the mean over the last third, the noise of s and t is independent and drops out of the right-hand side; only
 * the square of their bias is left. The fields are s = sum_k a_k grad w_k, where w_k are the corrections of the {@link DensityLadder} and the quadratic
 * monomials. The coefficients maximise (1) with s.t weighted with a quarter of its noise, which trades bias for noise; all thirds change places.
 *
 * <p>The entropy is the mean of log f likewise: with u and v the two potentials, normalised, E[(u + v)/2 + (u - v)^2/4] differs from the entropy by half the
 * square of the bias.
 *
 * <p>Standard errors are those of the means over particles; the removed rest of the bias (I) and half the mean of
 * (u - v)^2/4 (entropy) are added in squares.
 */
final class ScoreMatching {
    private static final int FOLDS = DensityLadder.FOLDS;
    /** Of the diagonal: it makes corrections that say the same share their part. Its bias is of the order of its square. */
    private static final double RIDGE = 1e-3;
    /** Weight of noise against squared bias. */
    private static final double NOISE = 0.25;
    /** Four times that of Takeuchi's criterion: a level that is only noise is taken in 0.5 % of the cases instead of 16 %. */
    private static final double PENALTY = 8;
    /** A last level that raises I by this factor would be followed by others. */
    private static final double UNRESOLVED = 1.5;
    /** Corrections beyond this part are not of the leading order any more. */
    private static final double UNCERTAIN = 0.1;

    private final PrincipalAxes axes;
    private final DensityLadder ladder;
    private final Lattice lattice;
    private final int d;
    private final int levels;
    private final int terms;

    /** E[-div grad w_k]. */
    private final double[] response;
    /** E[grad w_k . grad w_l], both of the same third. */
    private final double[][] noisyGram;
    /** E[grad w_k . grad w_l] of different thirds. */
    private final double[][] gram;

    ScoreMatching(PrincipalAxes axes, DensityLadder ladder) {
        this.axes = axes;
        this.ladder = ladder;
        lattice = ladder.lattice();
        d = lattice.dimension();
        levels = ladder.levels();
        terms = levels + d * (d + 1) / 2;
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
        private final double[][][] gradient = new double[FOLDS][terms][d];
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
                    double sum = 0;
                    for (int a = 0; a < d; a++) {
                        gradient[fold][j][a] = lattice.slope(w, point, a) / Math.sqrt(axes.variance(a));
                        sum += lattice.curvature(w, point, a) / axes.variance(a);
                    }
                    laplacian[fold][j] = sum;
                }
                int k = levels;
                for (int a = 0; a < d; a++) {
                    for (int b = a; b < d; b++) {
                        gradient[fold][k][a] = lattice.coordinate(b, point) / Math.sqrt(axes.variance(a));
                        gradient[fold][k][b] =
                                lattice.coordinate(a, point) / Math.sqrt(axes.variance(b)) * (a == b ? 2 : 1);
                        laplacian[fold][k] = a == b ? 2 / axes.variance(a) : 0;
                        k++;
                    }
                }
            }
            return true;
        }

        double dot(int fold, int k, int other, int l) {
            double sum = 0;
            for (int a = 0; a < d; a++) {
                sum += gradient[fold][k][a] * gradient[other][l][a];
            }
            return sum;
        }

        /** Score of a fold along an axis. */
        double score(int fold, double[] coefficient, int axis) {
            double sum = 0;
            for (int k = 0; k < terms; k++) {
                sum += coefficient[k] * gradient[fold][k][axis];
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
        int next = 0;
        for (int k = 0; k < terms; k++) {
            for (int fold = 0; fold < FOLDS; fold++) {
                sums[next] -= (whole - at.share[fold]) * at.laplacian[fold][k] / (2 * FOLDS);
            }
            next++;
            for (int l = 0; l <= k; l++) {
                double same = 0;
                double different = 0;
                for (int fold = 0; fold < FOLDS; fold++) {
                    int left = (fold + 1) % FOLDS;
                    int right = (fold + 2) % FOLDS;
                    same += (whole - at.share[fold]) * at.dot(fold, k, fold, l);
                    different += at.share[fold] * (at.dot(left, k, right, l) + at.dot(right, k, left, l));
                }
                sums[next++] += same / (2 * FOLDS);
                sums[next++] += different / (2 * FOLDS);
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
                .filter(k -> k < ofLevels || k >= levels)
                .toArray();
    }

    private RealMatrix part(double[][] matrix, int[] chosen) {
        return MatrixUtils.createRealMatrix(matrix).getSubMatrix(chosen, chosen);
    }

    private RealVector part(double[] vector, int[] chosen) {
        return MatrixUtils.createRealVector(
                IntStream.of(chosen).mapToDouble(k -> vector[k]).toArray());
    }

    /** (gram + noise (noisyGram - gram) + ridge)^-1. */
    private RealMatrix inverse(int[] chosen, double noise) {
        RealMatrix noisy = part(noisyGram, chosen);
        RealMatrix sum = noisy.scalarMultiply(noise).add(part(gram, chosen).scalarMultiply(1 - noise));
        double[] scale = new double[chosen.length];
        for (int k = 0; k < scale.length; k++) {
            sum.addToEntry(k, k, noise * RIDGE * noisy.getEntry(k, k));
            scale[k] = 1 / Math.sqrt(Math.max(Double.MIN_NORMAL, noisy.getEntry(k, k)));
        }
        RealMatrix unit = MatrixUtils.createRealDiagonalMatrix(scale);
        return unit.multiply(new SingularValueDecomposition(unit.multiply(sum).multiply(unit))
                        .getSolver()
                        .getInverse())
                .multiply(unit);
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
        double[][] covariance = new double[terms][terms];
        for (int k = 0; k < terms; k++) {
            for (int l = 0; l < terms; l++) {
                double value = sums[k * terms + l];
                for (int pair = 0; pair < 2 * FOLDS; pair++) {
                    int offset = terms * terms + pair * terms;
                    value -= sums[offset + k] * sums[offset + l];
                }
                covariance[k][l] = value / (2.0 * FOLDS * axes.size());
            }
        }
        return covariance;
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
                    sum -= at.gradient[fold][k][b] * score[b];
                }
                deviation[k] = sum;
            }
            for (int k = 0; k < terms; k++) {
                double weighted = (whole - at.plainShare[fold]) * deviation[k];
                for (int l = 0; l < terms; l++) {
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
     * int f log f and I of the density of one particle.
     *
     * @throws NoEstimateException if the density has structure that the finest level does not resolve
     */
    Result estimate() throws NoEstimateException {
        int[] all = chosen(levels);
        double[][] covariance = optimism(padded(all, inverse(all, 1).operate(part(response, all))));
        int used = levelsWorthTheirNoise(covariance);
        int[] chosen = chosen(used);
        double smooth = fisher(chosen, 1, covariance);
        double rough = fisher(chosen, NOISE, covariance);
        if (used > 0 && used == levels && rough > UNRESOLVED * fisher(chosen(used - 1), NOISE, covariance)) {
            throw new NoEstimateException("the density has structure narrower than the finest bandwidth that "
                    + axes.size() + " particles allow");
        }
        // what is left of the bias: measured at N = 1e5 and 1e6, a half of what the smaller weight of noise removes
        double rest = (rough - smooth) / 2;
        if (!(rest < UNCERTAIN * rough)) {
            throw new NoEstimateException("I is uncertain by more than a tenth for structure that " + axes.size()
                    + " particles do not resolve");
        }
        // the potentials of the smallest total error: the entropy's series in u - v needs small differences
        double[] moments = functionalMoments(padded(chosen, inverse(chosen, 1).operate(part(response, chosen))), used);
        if (!(moments[3] < UNCERTAIN)) {
            throw new NoEstimateException(
                    "the densities of the thirds of " + axes.size() + " particles differ too much");
        }
        double n = axes.size();
        return new Result(
                new Estimate(moments[0] - axes.logVolume(), Math.sqrt(moments[1] / n + moments[3] * moments[3] / 4)),
                new Estimate(rough + rest, Math.sqrt(moments[2] / n + rest * rest)));
    }

    /** The two functionals of the density of one particle. */
    record Result(Estimate entropy, Estimate fisher) {}

    /** The first levels that raise the bound of equal training and evaluation by more than they can by chance. */
    private int levelsWorthTheirNoise(double[][] covariance) {
        int best = 0;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int j = 0; j <= levels; j++) {
            int[] chosen = chosen(j);
            RealMatrix inverse = inverse(chosen, 1);
            RealVector b = part(response, chosen);
            double score = value(inverse.operate(b), part(noisyGram, chosen), b)
                    - PENALTY * inverse.multiply(part(covariance, chosen)).getTrace();
            if (score > bestScore) {
                bestScore = score;
                best = j;
            }
        }
        return best;
    }

    /** (1) with its maximisation on the same particles allowed for: trace terms of Takeuchi's information criterion. */
    private double fisher(int[] chosen, double noise, double[][] covariance) {
        RealMatrix inverse = inverse(chosen, noise);
        RealMatrix g = part(gram, chosen);
        RealVector b = part(response, chosen);
        RealMatrix c = part(covariance, chosen);
        double optimism = 2 * inverse.multiply(c).getTrace()
                - inverse.multiply(g).multiply(inverse).multiply(c).getTrace();
        return value(inverse.operate(b), g, b) - optimism;
    }

    /** Mean and variance of the entropy's terms per particle in principal axes, variance of those of I, and the mean of (u - v)^2/4. */
    private double[] functionalMoments(double[] a, int used) {
        int perFold = 7;
        double[] sums = sum(perFold * FOLDS, (at, into) -> {
            double[] u = new double[FOLDS];
            for (int fold = 0; fold < FOLDS; fold++) {
                u[fold] = potential(fold, a, at.point);
            }
            for (int fold = 0; fold < FOLDS; fold++) {
                int left = (fold + 1) % FOLDS;
                int right = (fold + 2) % FOLDS;
                double psi = -at.divergence(left, a) - at.divergence(right, a);
                for (int b = 0; b < d; b++) {
                    psi -= at.score(left, a, b) * at.score(right, a, b);
                }
                double mean = (u[left] + u[right]) / 2;
                double difference = u[left] - u[right];
                int offset = perFold * fold;
                into[offset] += at.share[fold] * mean;
                into[offset + 1] += at.share[fold] * difference;
                into[offset + 2] += at.share[fold] * difference * difference;
                into[offset + 3] += at.plainShare[fold] * mean;
                into[offset + 4] += at.plainShare[fold] * mean * mean;
                into[offset + 5] += at.plainShare[fold] * psi;
                into[offset + 6] += at.plainShare[fold] * psi * psi;
            }
        });
        double[][] normalisation = logNormalisation(a, used);
        double[] moments = new double[4];
        for (int fold = 0; fold < FOLDS; fold++) {
            int offset = perFold * fold;
            double left = normalisation[(fold + 1) % FOLDS][fold];
            double right = normalisation[(fold + 2) % FOLDS][fold];
            double shift = left - right;
            double noise = (sums[offset + 2] - 2 * shift * sums[offset + 1] + shift * shift) / 4;
            moments[0] += (sums[offset] - (left + right) / 2 + noise) / FOLDS;
            moments[3] += noise / FOLDS;
            moments[1] += (sums[offset + 4] - sums[offset + 3] * sums[offset + 3]) / FOLDS;
            moments[2] += (sums[offset + 6] - sums[offset + 5] * sums[offset + 5]) / FOLDS;
        }
        return moments;
    }

    /** The terms that are worth their noise: coefficients of all terms and the number of levels among them. */
    record Choice(double[] coefficients, int levels) {}

    /** The potentials of the smallest total error. */
    Choice choice() {
        int[] all = chosen(levels);
        int used = levelsWorthTheirNoise(optimism(padded(all, inverse(all, 1).operate(part(response, all)))));
        int[] chosen = chosen(used);
        return new Choice(padded(chosen, inverse(chosen, 1).operate(part(response, chosen))), used);
    }

    /** Potential of a fold at a point: its log density up to a constant, where particles are near. */
    double potential(int fold, double[] a, int point) {
        double sum = 0;
        for (int j = 0; j < levels; j++) {
            sum += a[j] * ladder.correction(fold, j)[point];
        }
        int k = levels;
        for (int i = 0; i < d; i++) {
            for (int j = i; j < d; j++) {
                sum += a[k++] * lattice.coordinate(i, point) * lattice.coordinate(j, point);
            }
        }
        return sum;
    }

    /**
     * result[fold][other]: log of the integral of exp(potential) of a fold over the region where it rests on particles, less the log of the other fold's share in
     * that region. Elsewhere the potential is an extrapolation that need not be integrable.
     */
    private double[][] logNormalisation(double[] a, int used) {
        double kernelVolume =
                used == 0 ? Double.POSITIVE_INFINITY : Math.pow(2 * Math.sqrt(Math.PI) * ladder.bandwidth(used - 1), d);
        double[][] blocks = IntStream.range(0, lattice.blocks())
                .parallel()
                .mapToObj(block -> {
                    double[] sums = new double[FOLDS * (FOLDS + 1)];
                    for (int point = lattice.blockStart(block); point < lattice.blockEnd(block); point++) {
                        double square = 0;
                        for (int i = 0; i < d; i++) {
                            square += lattice.coordinate(i, point) * lattice.coordinate(i, point);
                        }
                        for (int fold = 0; fold < FOLDS; fold++) {
                            double logDensity = -square / 2 - d / 2.0 * Math.log(2 * Math.PI);
                            for (int j = 0; j < used; j++) {
                                logDensity += ladder.correction(fold, j)[point];
                            }
                            if (ladder.foldSize(fold) * Math.exp(logDensity) * kernelVolume > 1) {
                                sums[fold * (FOLDS + 1) + FOLDS] += Math.exp(potential(fold, a, point));
                                for (int other = 0; other < FOLDS; other++) {
                                    sums[fold * (FOLDS + 1) + other] +=
                                            ladder.count(other)[point] / ladder.foldSize(other);
                                }
                            }
                        }
                    }
                    return sums;
                })
                .toArray(double[][]::new);
        double[] total = new double[FOLDS * (FOLDS + 1)];
        for (double[] block : blocks) {
            for (int q = 0; q < total.length; q++) {
                total[q] += block[q];
            }
        }
        double[][] result = new double[FOLDS][FOLDS];
        for (int fold = 0; fold < FOLDS; fold++) {
            for (int other = 0; other < FOLDS; other++) {
                result[fold][other] = Math.log(
                        total[fold * (FOLDS + 1) + FOLDS] * lattice.cellVolume() / total[fold * (FOLDS + 1) + other]);
            }
        }
        return result;
    }
}
