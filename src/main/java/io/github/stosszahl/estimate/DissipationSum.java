package io.github.stosszahl.estimate;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The sum D of terms h = rate [log f(v) + log f(w) - log f(v') - log f(w')], with the two ways in which particles make it noisy: as partners of terms, and in the log densities.
 *
 * <p>With A_k the sum of the terms in which particle k takes part and B_k its influence by {@link LogDensity}, sum_k (A_k + B_k)^2 - sum h^2 is the variance of D as far as A_k and B_k are
 * known: terms that share a particle are correlated, and each term is in two A_k. But with M_kl what the places of k contribute to D by the influence of l on the log density there, A_k is noisy by
 * sum_l M_kl and B_k by sum_l M_lk, and their mean squares sum to sum_kl (M_kl + M_lk)^2, twice what the pairs {k, l} have in D. At equilibrium nothing else is left. So half
 * of the noise of the sum is subtracted, which is known because it comes from two thirds: it is the mean square of the same sums with the difference of the two in place of their sum.
 */
final class DissipationSum {
    private static final int FOLDS = DensityLadder.FOLDS;
    /** Terms of a fold are summed in so many parts, each into a measure of its own. */
    private static final int PARTS = 2;
    /** What is still missing where the density has holes, over what the finer kernels have added: 1.5 to 1.7 at N = 1e6 and 2.4 to 3.5 at N = 1e5 in BKW densities of K = d/(d + 2). */
    private static final double STILL_MISSING = 2;

    private final Ensemble ensemble;
    private final List<LogDensity> logs;
    private final int d;
    /** measure[species][part * FOLDS + fold]: rates at v' minus rates at v. */
    private final double[][][] measure;
    /** A_k by species. */
    private final double[][] partner;
    /** The same with half the difference of the log densities of two thirds. */
    private final double[][] partnerNoise;
    /** Rates of the terms of every particle. */
    private final double[][] rates;
    /** log f at every particle, and half the difference of the log densities of two thirds. */
    private final double[][] own;

    private final double[][] ownNoise;

    private double value;
    private double squares;
    private double squaresOfNoise;

    DissipationSum(Ensemble ensemble, List<LogDensity> logs) {
        this.ensemble = ensemble;
        this.logs = logs;
        int species = logs.size();
        d = ensemble.populations().get(0).dimension();
        measure = new double[species][PARTS * FOLDS][];
        partner = new double[species][];
        rates = new double[species][];
        own = new double[species][];
        partnerNoise = new double[species][];
        ownNoise = new double[species][];
        for (int i = 0; i < species; i++) {
            LogDensity log = logs.get(i);
            for (int m = 0; m < measure[i].length; m++) {
                measure[i][m] = log.measure();
            }
            int size = ensemble.populations().get(i).size();
            partner[i] = new double[size];
            rates[i] = new double[size];
            double[] at = new double[size];
            double[] noise = new double[size];
            partnerNoise[i] = new double[size];
            IntStream.range(0, FOLDS).parallel().forEach(fold -> {
                double[] z = new double[3];
                for (int k = fold; k < size; k += FOLDS) {
                    log.place(k, z);
                    at[k] = log.at(fold, z);
                    noise[k] = log.noise(fold, z);
                }
            });
            own[i] = at;
            ownNoise[i] = noise;
        }
    }

    /** The terms of random pairs. */
    private final class Pairs {
        private final int i;
        private final int j;
        private final RandomPairs pairs;
        private final double[] term;
        private final double[] termNoise;
        private final double[] termRate;

        Pairs(CollidingPair pair, RandomPairs.Jump jump, UniformRandomProvider rng) {
            i = pair.first();
            j = pair.second();
            pairs = new RandomPairs(pair, jump, ensemble, rng);
            term = new double[pairs.size()];
            termNoise = new double[pairs.size()];
            termRate = new double[pairs.size()];
        }

        void add() {
            double sum = 0;
            double sumOfSquares = 0;
            for (int r = 0; r < RandomPairs.ROUNDS; r++) {
                int round = r;
                IntStream.range(0, PARTS * FOLDS).parallel().forEach(m -> collide(round, m));
                for (int t = 0; t < term.length; t++) {
                    sum += term[t];
                    sumOfSquares += term[t] * term[t];
                    squaresOfNoise += termNoise[t] * termNoise[t];
                }
                IntStream.range(0, FOLDS).parallel().forEach(fold -> gather(round, fold));
            }
            double terms = (double) RandomPairs.ROUNDS * term.length;
            double mean = sum / terms;
            IntStream.range(0, FOLDS).parallel().forEach(fold -> centre(fold, mean));
            value += sum;
            squares += sumOfSquares - sum * mean;
        }

        /** The terms of one part of a fold. */
        private void collide(int round, int m) {
            int fold = m % FOLDS;
            int start = pairs.start(fold);
            long length = pairs.start(fold + 1) - start;
            int from = (int) (length * (m / FOLDS) / PARTS);
            int to = (int) (length * (m / FOLDS + 1) / PARTS);
            RandomPairs.Collision collision = new RandomPairs.Collision();
            double[] z = new double[3];
            for (int t = from; t < to; t++) {
                int k = pairs.first(fold, t);
                int l = pairs.second(round, fold, t);
                int directions = pairs.directions();
                double alpha = 0;
                double after = 0;
                double noiseAfter = 0;
                for (int direction = 0; direction < directions; direction++) {
                    alpha = pairs.collide(round, fold, t, direction, collision);
                    after += move(i, m, collision.v, alpha / directions, z) / directions;
                    noiseAfter += logs.get(i).noise(fold, z) / directions;
                    after += move(j, m, collision.w, alpha / directions, z) / directions;
                    noiseAfter += logs.get(j).noise(fold, z) / directions;
                }
                term[start + t] = alpha * (own[i][k] + own[j][l] - after);
                termNoise[start + t] = alpha * (ownNoise[i][k] + ownNoise[j][l] - noiseAfter);
                termRate[start + t] = alpha;
            }
        }

        private void gather(int round, int fold) {
            int start = pairs.start(fold);
            for (int t = 0; t < pairs.start(fold + 1) - start; t++) {
                int k = pairs.first(fold, t);
                int l = pairs.second(round, fold, t);
                partner[i][k] += term[start + t];
                partner[j][l] += term[start + t];
                partnerNoise[i][k] += termNoise[start + t];
                partnerNoise[j][l] += termNoise[start + t];
                rates[i][k] += termRate[start + t];
                rates[j][l] += termRate[start + t];
            }
        }

        private void centre(int fold, double mean) {
            for (int round = 0; round < RandomPairs.ROUNDS; round++) {
                for (int t = 0; t < pairs.start(fold + 1) - pairs.start(fold); t++) {
                    partner[i][pairs.first(fold, t)] -= mean;
                    partner[j][pairs.second(round, fold, t)] -= mean;
                }
            }
        }
    }

    /** Counts a particle that comes to a velocity, and returns log f there. */
    private double move(int species, int m, double[] velocity, double rate, double[] z) {
        LogDensity log = logs.get(species);
        log.place(velocity, z);
        log.add(measure[species][m], z, rate);
        return log.at(m % FOLDS, z);
    }

    /** Adds the mean over random pairs, their rates times a factor. */
    void addPairs(CollidingPair pair, double factor, UniformRandomProvider rng) {
        for (RandomPairs.Jump jump : RandomPairs.jumps(pair.kernel(), d)) {
            new Pairs(pair, jump.times(factor), rng).add();
        }
    }

    /** Adds the mean over collisions that have happened, whose number is that of a Poisson process. */
    void addCollisions(CollidingPair pair, CollisionSample.OfPair collisions, double duration) {
        int i = pair.first();
        int j = pair.second();
        Population a = ensemble.populations().get(i);
        Population b = ensemble.populations().get(j);
        double rate = Math.min(a.weight(), b.weight()) / duration;
        double[] v = new double[3];
        double[] z = new double[3];
        for (int c = 0; c < collisions.count(); c++) {
            int k = collisions.first()[c];
            int l = collisions.second()[c];
            double sum = 0;
            double noise = 0;
            for (int side = 0; side < 2; side++) {
                int species = side == 0 ? i : j;
                int fold = (side == 0 ? k : l) % FOLDS;
                for (int x = 0; x < d; x++) {
                    v[x] = collisions.before()[side * d + x][c];
                }
                sum += move(species, fold, v, -rate, z);
                noise += logs.get(species).noise(fold, z);
                for (int x = 0; x < d; x++) {
                    v[x] = collisions.after()[side * d + x][c];
                }
                sum -= move(species, fold, v, rate, z);
                noise -= logs.get(species).noise(fold, z);
            }
            double term = rate * sum;
            value += term;
            squares += term * term;
            squaresOfNoise += rate * noise * rate * noise;
            partner[i][k] += term;
            partner[j][l] += term;
            partnerNoise[i][k] += rate * noise;
            partnerNoise[j][l] += rate * noise;
        }
    }

    /** D and its standard error; to be called once. */
    Estimate estimate() {
        double variance = -squares;
        double noise = -squaresOfNoise;
        double added = 0;
        double rest = 0;
        for (int i = 0; i < logs.size(); i++) {
            LogDensity log = logs.get(i);
            double[][] total = measure[i];
            double[] rate = rates[i];
            IntStream.range(0, FOLDS).parallel().forEach(fold -> {
                for (int part = 1; part < PARTS; part++) {
                    for (int p = 0; p < total[fold].length; p++) {
                        total[fold][p] += total[part * FOLDS + fold][p];
                    }
                }
                double[] z = new double[3];
                for (int k = fold; k < rate.length; k += FOLDS) {
                    log.place(k, z);
                    log.add(total[fold], z, -rate[k]);
                }
            });
            double[] ofNext = new double[rate.length];
            double[] ofOther = new double[rate.length];
            IntStream.range(0, FOLDS).parallel().forEach(fold -> {
                log.influence(fold, 1, total, ofNext);
                log.influence(fold, 2, total, ofOther);
            });
            rest += log.restVariance(total);
            for (int fold = 0; fold < FOLDS; fold++) {
                added -= log.added(fold, total[fold]);
            }
            for (int k = 0; k < rate.length; k++) {
                // D is minus the integral of the log densities
                double sum = partner[i][k] - ofNext[k] - ofOther[k];
                variance += sum * sum;
                double difference = partnerNoise[i][k] - ofNext[k] + ofOther[k];
                noise += difference * difference;
            }
        }
        added *= STILL_MISSING;
        // the rest comes from the same particles: deviations of unknown correlation add up to their sum at most
        double deviation = Math.sqrt(Math.max(0, Math.max(variance - noise / 2, variance / 2))) + Math.sqrt(rest);
        return new Estimate(value + added, Math.hypot(deviation, added / 2));
    }
}
