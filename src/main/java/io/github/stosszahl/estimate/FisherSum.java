package io.github.stosszahl.estimate;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The terms of {@link FisherRate} summed over random pairs. Products of two differences are taken of the two estimates of a score, whose noise is independent and so drops out of the mean.
 */
final class FisherSum {
    /** Places of the sums. */
    static final int CENTRE = 0;

    static final int RADIAL_SQUARE = 1;
    static final int RADIAL_SLOPE = 2;
    static final int ANGULAR = 3;
    /** The rate of change in weak form. */
    static final int WEAK = 4;

    static final int SUMS = 5;

    private static final int FOLDS = RandomPairs.FOLDS;
    /** Pairs of a fold are divided between threads so often. */
    private static final int PARTS = 16;
    /** More pairs of two species are of no use: what scores do not know is the larger error. */
    private static final int ENOUGH_PAIRS = 400_000;

    private final Ensemble ensemble;
    private final List<? extends ScoreField> scores;
    private final double[] sums = new double[SUMS];

    FisherSum(Ensemble ensemble, List<? extends ScoreField> scores) {
        this.ensemble = ensemble;
        this.scores = scores;
    }

    double[] sums() {
        return sums.clone();
    }

    void add(CollidingPair pair, RandomPairs pairs) {
        int rounds = Math.min(RandomPairs.ROUNDS, 1 + ENOUGH_PAIRS / pairs.size());
        double[][] found = IntStream.range(0, FOLDS * PARTS)
                .parallel()
                .mapToObj(part -> new Encounters(pair, pairs, part % FOLDS).sum(part / FOLDS, rounds))
                .toArray(double[][]::new);
        for (double[] part : found) {
            for (int m = 0; m < SUMS; m++) {
                sums[m] += part[m] * RandomPairs.ROUNDS / rounds;
            }
        }
    }

    /** Pairs of one fold. */
    private final class Encounters {
        private final RandomPairs pairs;
        private final int fold;
        private final Population[] population;
        private final ScoreField[] score;
        private final RateLaw rate;
        private final double[] mass;
        private final double total;
        private final double reduced;
        private final RandomPairs.Collision collision = new RandomPairs.Collision();
        private final ScoreField.Local first;
        private final ScoreField.Local second;
        private final PairScore before = new PairScore();
        private final PairScore after = new PairScore();
        private final double[] v = new double[3];
        private final double[] w = new double[3];
        private final double[] direction = new double[3];
        private final double[] sums = new double[SUMS];

        Encounters(CollidingPair pair, RandomPairs pairs, int fold) {
            this.pairs = pairs;
            this.fold = fold;
            population = new Population[] {
                ensemble.populations().get(pair.first()), ensemble.populations().get(pair.second())
            };
            score = new ScoreField[] {scores.get(pair.first()), scores.get(pair.second())};
            rate = pair.kernel().rate();
            mass = new double[] {population[0].mass(), population[1].mass()};
            total = mass[0] + mass[1];
            reduced = mass[0] * mass[1] / total;
            first = new ScoreField.Local(population[0].dimension());
            second = new ScoreField.Local(population[0].dimension());
        }

        double[] sum(int part, int rounds) {
            long length = pairs.start(fold + 1) - pairs.start(fold);
            int from = (int) (length * part / PARTS);
            int to = (int) (length * (part + 1) / PARTS);
            for (int round = 0; round < rounds; round++) {
                for (int t = from; t < to; t++) {
                    add(round, t);
                }
            }
            return sums;
        }

        private void add(int round, int t) {
            int k = pairs.first(fold, t);
            int l = pairs.second(round, fold, t);
            double square = 0;
            for (int a = 0; a < population[0].dimension(); a++) {
                v[a] = population[0].velocity(a)[k];
                w[a] = population[1].velocity(a)[l];
                square += (v[a] - w[a]) * (v[a] - w[a]);
            }
            double speed = Math.sqrt(square);
            double alpha = speed > 0 ? rate.alpha(speed) : 0;
            if (!(alpha > 0)) {
                return;
            }
            for (int a = 0; a < 3; a++) {
                direction[a] = (v[a] - w[a]) / speed;
            }
            before.evaluate(v, w, direction);
            double slope = rate.slope(speed) / alpha;
            for (int side = 0; side < pairs.directions(); side++) {
                double weight = pairs.collide(round, fold, t, side, collision) / pairs.directions();
                after.evaluate(collision.v, collision.w, collision.omega);
                add(weight, slope);
            }
        }

        /** @param slope alpha'/alpha */
        private void add(double weight, double slope) {
            double centre = 0;
            double angular = 0;
            for (int a = 0; a < 3; a++) {
                centre += (after.centre[0][a] - before.centre[0][a]) * (after.centre[1][a] - before.centre[1][a]);
                angular += (after.angular[0][a] - before.angular[0][a]) * (after.angular[1][a] - before.angular[1][a]);
            }
            double one = after.radial[0] - before.radial[0];
            double other = after.radial[1] - before.radial[1];
            double force = one * Math.tanh((after.log[1] - before.log[1]) / 2)
                    + other * Math.tanh((after.log[0] - before.log[0]) / 2);
            sums[CENTRE] -= weight * centre / total;
            sums[RADIAL_SQUARE] -= weight * one * other / reduced;
            sums[RADIAL_SLOPE] -= weight * slope * force / reduced;
            sums[ANGULAR] -= weight * angular / reduced;
            sums[WEAK] += weight * (after.change - before.change);
        }

        /** Derivatives of log F, F = f_i(v) f_j(w), of both estimates. */
        private final class PairScore {
            /** By the velocity of the centre of mass. */
            final double[][] centre = new double[2][3];
            /** By r. */
            final double[] radial = new double[2];
            /** By rotations of u, over r. */
            final double[][] angular = new double[2][3];

            final double[] log = new double[2];
            /** The functional derivative of sum_i I(f_i)/m_i, -(2 div s + |s|^2)/m, of both particles. */
            double change;

            private final double[] g = new double[3];

            void evaluate(double[] ofFirst, double[] ofSecond, double[] sigma) {
                score[0].at(fold, ofFirst, first);
                score[1].at(fold, ofSecond, second);
                change = -2 * (first.divergence / mass[0] + second.divergence / mass[1]);
                for (int a = 0; a < 3; a++) {
                    change -= first.score[0][a] * first.score[1][a] / mass[0]
                            + second.score[0][a] * second.score[1][a] / mass[1];
                }
                for (int q = 0; q < 2; q++) {
                    double[] s = first.score[q];
                    double[] t = second.score[q];
                    radial[q] = 0;
                    for (int a = 0; a < 3; a++) {
                        centre[q][a] = s[a] + t[a];
                        g[a] = (mass[1] * s[a] - mass[0] * t[a]) / total;
                        radial[q] += g[a] * sigma[a];
                    }
                    for (int a = 0; a < 3; a++) {
                        int b = (a + 1) % 3;
                        int c = (a + 2) % 3;
                        angular[q][a] = sigma[b] * g[c] - sigma[c] * g[b];
                    }
                    log[q] = first.log[q] + second.log[q];
                }
            }
        }
    }
}
