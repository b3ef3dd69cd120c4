package io.github.stosszahl.estimate;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Entropy dissipation of a mixture of any statistics by phi = log(q f/tau) of {@link FittedLogit}, fitted to every third (fold) of every species.
 *
 * <p>A pair of particles of one third has its phi from one of the others and tau at the new velocities from the last one, and the other way round: the noise of the three factors is independent, and their
 * product has no bias by it. The maximum of likelihood has phi right in the mean over all functions of its family, so that what it misses, which D would feel to first order, counts
 * only as far as these functions do not have the shape of the influence of phi on D.
 *
 * <p>The variance is that of a sum over particles: the terms of a particle, and its influence on phi and tau, which is the gradient of D with respect to the coefficients times their response to
 * the particle. Numbers of fermions in occupation cells vary as f tau, others as f. Beyond the farthest particles phi is a continuation; what it falls there counts as an error, as far as
 * more particles go there than come from there: a quarter of it.
 */
final class LogitDissipation {
    private static final int FOLDS = DensityLadder.FOLDS;
    private static final int OTHERS = FOLDS - 1;
    /** Terms of a fold are summed in so many parts, each into a gradient of its own. */
    private static final int PARTS = 2;

    private static final int TASKS = PARTS * FOLDS;
    /** Share of what phi falls beyond the farthest particles: the fall was wrong by 8 to 20 % in densities with the tail exp(-v^4/4). */
    private static final double UNSURE = 0.25;

    private final Mixture mixture;
    private final Ensemble ensemble;
    private final int d;
    /** logit[species][fold]. */
    private final FittedLogit[][] logit;

    private final LogitBasis[][] noisy;
    /** own[species][s][k]: phi of particle k by the fold s + 1 after its own. */
    private final double[][][] own;

    /**
     * Fits.
     *
     * @param ensemble its velocities are only read, as long as this object is used; particles in random order
     * @throws NoEstimateException if the density of a species cannot be fitted
     */
    LogitDissipation(Mixture mixture, Ensemble ensemble) throws NoEstimateException {
        this.mixture = mixture;
        this.ensemble = ensemble;
        d = mixture.dimension();
        int species = mixture.species().size();
        logit = new FittedLogit[species][FOLDS];
        noisy = new LogitBasis[species][FOLDS];
        own = new double[species][OTHERS][];
        String[] problems = new String[species * FOLDS];
        IntStream.range(0, problems.length).parallel().forEach(m -> {
            int i = m / FOLDS;
            try {
                logit[i][m % FOLDS] = fitted(ensemble.populations().get(i), m % FOLDS);
                noisy[i][m % FOLDS] = logit[i][m % FOLDS].noisy();
            } catch (NoEstimateException e) {
                problems[m] = mixture.species().get(i).name() + ": " + e.getMessage();
            }
        });
        for (String problem : problems) {
            if (problem != null) {
                throw new NoEstimateException(problem);
            }
        }
        for (int i = 0; i < species; i++) {
            for (int s = 0; s < OTHERS; s++) {
                own[i][s] = own(i, s);
            }
        }
    }

    /** The fit to one third of a population. */
    static FittedLogit fitted(Population population, int fold) throws NoEstimateException {
        int size = (population.size() - fold + FOLDS - 1) / FOLDS;
        if (size < DensityFunctionals.FEWEST_PARTICLES) {
            throw new NoEstimateException(
                    population.size() + " particles, fewer than " + FOLDS * DensityFunctionals.FEWEST_PARTICLES);
        }
        Species species = population.species();
        Population third = new Population(new Species(species.name(), species.mass()), population.dimension(), size, 1);
        for (int a = 0; a < population.dimension(); a++) {
            for (int k = 0; k < size; k++) {
                third.velocity(a)[k] = population.velocity(a)[fold + FOLDS * k];
            }
        }
        return new FittedLogit(
                new PrincipalAxes(third), species.statistics(), population.density(), species.quantumParameter());
    }

    private double[] own(int i, int s) {
        double[][] v = components(i);
        double[] phi = new double[v[0].length];
        IntStream.range(0, FOLDS).parallel().forEach(fold -> {
            Place place = new Place(d);
            for (int k = fold; k < phi.length; k += FOLDS) {
                place.take(v, k);
                phi[k] = place.phi(logit[i][other(fold, s)]);
            }
        });
        return phi;
    }

    private double[][] components(int species) {
        return IntStream.range(0, d)
                .mapToObj(ensemble.populations().get(species)::velocity)
                .toArray(double[][]::new);
    }

    private static int other(int fold, int s) {
        return (fold + 1 + s) % FOLDS;
    }

    /** A velocity and where it is in the axes of a fit. */
    private static final class Place {
        private final double[] velocity;
        private final double[] z;
        private final LogitFamily.Scratch scratch = new LogitFamily.Scratch();

        Place(int dimension) {
            velocity = new double[dimension];
            z = new double[dimension];
        }

        void take(double[][] components, int k) {
            for (int a = 0; a < velocity.length; a++) {
                velocity[a] = components[a][k];
            }
        }

        double phi(FittedLogit logit) {
            double r = logit.axes().place(velocity, z);
            return logit.fit().at(z, r, scratch);
        }

        /** What phi changes by from the edge to this place beyond it. */
        double beyond(FittedLogit logit, double phi) {
            double r = logit.axes().place(velocity, z);
            double edge = logit.fit().edge();
            if (r <= edge) {
                return 0;
            }
            for (int a = 0; a < z.length; a++) {
                z[a] *= edge / r;
            }
            return phi - logit.fit().at(z, edge, scratch);
        }

        void add(FittedLogit logit, LogitBasis basis, double amount, double[] gradient) {
            double r = logit.axes().place(velocity, z);
            basis.add(gradient, 0, amount, z, r, scratch);
        }

        double sum(FittedLogit logit, LogitBasis basis, double[] coefficients) {
            double r = logit.axes().place(velocity, z);
            return basis.sum(coefficients, 0, z, r, scratch);
        }
    }

    /**
     * The mean over random pairs of particles.
     *
     * @param rng chooses pairs and angles
     * @throws NoEstimateException if the noise of a density cannot be followed
     */
    Estimate ofPairs(UniformRandomProvider rng) throws NoEstimateException {
        Sum sum = new Sum();
        for (CollidingPair pair : mixture.pairs()) {
            for (RandomPairs.Jump jump : RandomPairs.jumps(pair.kernel(), d)) {
                new PairTerms(sum, pair, jump, rng).add();
            }
        }
        return sum.estimate();
    }

    /**
     * The mean over collisions that have happened.
     *
     * @throws NoEstimateException if the noise of a density cannot be followed
     */
    Estimate ofCollisions(CollisionSample collisions) throws NoEstimateException {
        Sum sum = new Sum();
        for (int p = 0; p < mixture.pairs().size(); p++) {
            addCollisions(sum, mixture.pairs().get(p), collisions.pairs().get(p), collisions.duration());
        }
        return sum.estimate();
    }

    /** D and what its variance is made of. */
    private final class Sum {
        /** partner[species][k]: sum of the terms of a particle, and of their squares. */
        private final double[][] partner;

        private final double[][] partnerSquares;
        /** weight[species][s][k]: derivative of D with respect to own[species][s][k]. */
        private final double[][][] weight;
        /** gradient[species][fold][task]: derivative of D with respect to the coefficients of a fit. */
        private final double[][][][] gradient;

        /** by task: what phi beyond the edges adds to D. */
        private final double[] beyond = new double[TASKS];

        private double value;
        private double squares;

        Sum() {
            int species = logit.length;
            partner = new double[species][];
            partnerSquares = new double[species][];
            weight = new double[species][OTHERS][];
            gradient = new double[species][FOLDS][TASKS][];
            for (int i = 0; i < species; i++) {
                int size = ensemble.populations().get(i).size();
                partner[i] = new double[size];
                partnerSquares[i] = new double[size];
                for (int s = 0; s < OTHERS; s++) {
                    weight[i][s] = new double[size];
                }
                for (int fold = 0; fold < FOLDS; fold++) {
                    for (int m = 0; m < TASKS; m++) {
                        gradient[i][fold][m] = new double[noisy[i][fold].size()];
                    }
                }
            }
        }

        void add(int i, int j, int k, int l, double term) {
            partner[i][k] += term;
            partner[j][l] += term;
            partnerSquares[i][k] += term * term;
            partnerSquares[j][l] += term * term;
        }

        /** D and its standard error; to be called once. */
        Estimate estimate() throws NoEstimateException {
            double variance = squares;
            for (int i = 0; i < logit.length; i++) {
                variance += variance(i);
            }
            double continued = UNSURE * Arrays.stream(beyond).sum();
            return new Estimate(value, Math.sqrt(Math.max(0, variance) + continued * continued));
        }

        /** What the particles of a species add to the variance of independent terms. */
        private double variance(int i) throws NoEstimateException {
            double[][] v = components(i);
            double[] influence = influence(i, v);
            boolean ofOccupation = mixture.species().get(i).statistics() == Statistics.FERMI
                    && ensemble.populations().get(i).cells().isPresent();
            double particles = 0;
            double sum = 0;
            double square = 0;
            for (int k = 0; k < influence.length; k++) {
                LogitFit fit = logit[i][0].fit();
                double tau = ofOccupation ? (fit.tau(own[i][0][k]) + fit.tau(own[i][1][k])) / 2 : 1;
                double total = partner[i][k] + influence[k];
                particles += tau;
                sum += tau * total;
                square += tau * (total * total - partnerSquares[i][k]);
            }
            return square - sum * sum / particles;
        }

        /** What every particle of a species changes D by, through the fit of its fold. */
        private double[] influence(int i, double[][] v) throws NoEstimateException {
            double[][] response = new double[FOLDS][];
            IntStream.range(0, FOLDS).parallel().forEach(fold -> {
                double[] total = gradient[i][fold][0];
                for (int m = 1; m < TASKS; m++) {
                    for (int c = 0; c < total.length; c++) {
                        total[c] += gradient[i][fold][m][c];
                    }
                }
                Place place = new Place(d);
                for (int s = 0; s < OTHERS; s++) {
                    int home = (fold + FOLDS - 1 - s) % FOLDS;
                    for (int k = home; k < v[0].length; k += FOLDS) {
                        place.take(v, k);
                        place.add(logit[i][fold], noisy[i][fold], weight[i][s][k], total);
                        beyond[fold] += weight[i][s][k] * place.beyond(logit[i][fold], own[i][s][k]);
                    }
                }
            });
            for (int fold = 0; fold < FOLDS; fold++) {
                response[fold] = logit[i][fold].response(noisy[i][fold], gradient[i][fold][0]);
            }
            double[] influence = new double[v[0].length];
            IntStream.range(0, FOLDS).parallel().forEach(fold -> {
                Place place = new Place(d);
                double mean = 0;
                int size = logit[i][fold].axes().size();
                for (int k = fold; k < influence.length; k += FOLDS) {
                    place.take(v, k);
                    influence[k] = place.sum(logit[i][fold], noisy[i][fold], response[fold]) / size;
                    mean += influence[k] / size;
                }
                for (int k = fold; k < influence.length; k += FOLDS) {
                    influence[k] -= mean;
                }
            });
            return influence;
        }
    }

    /** The terms of random pairs. */
    private final class PairTerms {
        private final Sum sum;
        private final int i;
        private final int j;
        private final RandomPairs pairs;
        private final double[][] term;
        private final double[][] weight;

        PairTerms(Sum sum, CollidingPair pair, RandomPairs.Jump jump, UniformRandomProvider rng) {
            this.sum = sum;
            i = pair.first();
            j = pair.second();
            pairs = new RandomPairs(pair, jump, ensemble, rng);
            term = new double[RandomPairs.ROUNDS][pairs.size()];
            weight = new double[OTHERS][pairs.size()];
        }

        void add() {
            double total = 0;
            for (int r = 0; r < RandomPairs.ROUNDS; r++) {
                int round = r;
                IntStream.range(0, TASKS).parallel().forEach(m -> collide(round, m));
                for (int t = 0; t < pairs.size(); t++) {
                    total += term[round][t];
                }
                IntStream.range(0, FOLDS).parallel().forEach(fold -> gatherWeights(round, fold));
            }
            double mean = total / ((double) RandomPairs.ROUNDS * pairs.size());
            sum.value += total;
            for (int round = 0; round < RandomPairs.ROUNDS; round++) {
                for (int fold = 0; fold < FOLDS; fold++) {
                    gatherTerms(round, fold, mean);
                }
            }
        }

        /** The terms of one part of a fold. */
        private void collide(int round, int m) {
            int fold = m % FOLDS;
            int start = pairs.start(fold);
            long length = pairs.start(fold + 1) - start;
            int from = (int) (length * (m / FOLDS) / PARTS);
            int to = (int) (length * (m / FOLDS + 1) / PARTS);
            RandomPairs.Collision collision = new RandomPairs.Collision();
            Place place = new Place(d);
            double[] first = new double[OTHERS];
            double[] second = new double[OTHERS];
            double[] change = new double[OTHERS];
            double[] tau = new double[OTHERS];
            int directions = pairs.directions();
            for (int t = from; t < to; t++) {
                int k = pairs.first(fold, t);
                int l = pairs.second(round, fold, t);
                for (int s = 0; s < OTHERS; s++) {
                    weight[s][start + t] = 0;
                }
                for (int direction = 0; direction < directions; direction++) {
                    double rate = pairs.collide(round, fold, t, direction, collision) / (OTHERS * directions);
                    System.arraycopy(collision.v, 0, place.velocity, 0, d);
                    for (int s = 0; s < OTHERS; s++) {
                        first[s] = place.phi(logit[i][other(fold, s)]);
                    }
                    System.arraycopy(collision.w, 0, place.velocity, 0, d);
                    for (int s = 0; s < OTHERS; s++) {
                        second[s] = place.phi(logit[j][other(fold, s)]);
                        change[s] = own[i][s][k] + own[j][s][l] - first[s] - second[s];
                    }
                    LogitFit ofFirst = logit[i][fold].fit();
                    LogitFit ofSecond = logit[j][fold].fit();
                    double total = 0;
                    for (int s = 0; s < OTHERS; s++) {
                        // tau comes from the other one of the two fits
                        int source = OTHERS - 1 - s;
                        tau[s] = rate * ofFirst.tau(first[source]) * ofSecond.tau(second[source]);
                        total += tau[s] * change[s];
                        weight[s][start + t] += tau[s];
                    }
                    term[round][start + t] += total;
                    respond(j, m, place, second, tau, change);
                    System.arraycopy(collision.v, 0, place.velocity, 0, d);
                    respond(i, m, place, first, tau, change);
                }
            }
        }

        /** Adds how D depends on the fits at the new velocity of a partner, where they have these phi. */
        private void respond(int species, int m, Place place, double[] phi, double[] tau, double[] change) {
            int fold = m % FOLDS;
            LogitFit own = logit[species][fold].fit();
            for (int s = 0; s < OTHERS; s++) {
                int other = other(fold, s);
                int target = OTHERS - 1 - s;
                double ofTau = tau[target] * change[target];
                sum.beyond[m] -= tau[s] * place.beyond(logit[species][other], phi[s]);
                place.add(
                        logit[species][other],
                        noisy[species][other],
                        sign(species) * own.occupation(phi[s]) * ofTau - tau[s],
                        sum.gradient[species][other][m]);
            }
        }

        private void gatherWeights(int round, int fold) {
            int start = pairs.start(fold);
            for (int t = 0; t < pairs.start(fold + 1) - start; t++) {
                int k = pairs.first(fold, t);
                int l = pairs.second(round, fold, t);
                for (int s = 0; s < OTHERS; s++) {
                    sum.weight[i][s][k] += weight[s][start + t];
                    sum.weight[j][s][l] += weight[s][start + t];
                }
            }
        }

        private void gatherTerms(int round, int fold, double mean) {
            int start = pairs.start(fold);
            for (int t = 0; t < pairs.start(fold + 1) - start; t++) {
                double centred = term[round][start + t] - mean;
                sum.add(i, j, pairs.first(fold, t), pairs.second(round, fold, t), centred);
                sum.squares += centred * centred;
            }
        }
    }

    private int sign(int species) {
        return mixture.species().get(species).statistics().sign();
    }

    private void addCollisions(Sum sum, CollidingPair pair, CollisionSample.OfPair collisions, double duration) {
        int[] species = {pair.first(), pair.second()};
        double rate = Math.min(
                        ensemble.populations().get(species[0]).weight(),
                        ensemble.populations().get(species[1]).weight())
                / duration;
        Place place = new Place(d);
        for (int c = 0; c < collisions.count(); c++) {
            int[] particle = {collisions.first()[c], collisions.second()[c]};
            double term = 0;
            for (int side = 0; side < 2; side++) {
                int i = species[side];
                int fold = particle[side] % FOLDS;
                for (int s = 0; s < OTHERS; s++) {
                    FittedLogit fit = logit[i][other(fold, s)];
                    LogitBasis basis = noisy[i][other(fold, s)];
                    double[] gradient = sum.gradient[i][other(fold, s)][0];
                    for (int a = 0; a < d; a++) {
                        place.velocity[a] = collisions.before()[side * d + a][c];
                    }
                    double before = place.phi(fit);
                    place.add(fit, basis, rate / OTHERS, gradient);
                    sum.beyond[0] += rate / OTHERS * place.beyond(fit, before);
                    for (int a = 0; a < d; a++) {
                        place.velocity[a] = collisions.after()[side * d + a][c];
                    }
                    double after = place.phi(fit);
                    place.add(fit, basis, -rate / OTHERS, gradient);
                    sum.beyond[0] -= rate / OTHERS * place.beyond(fit, after);
                    term += rate / OTHERS * (before - after);
                }
            }
            sum.value += term;
            sum.squares += term * term;
            sum.add(species[0], species[1], particle[0], particle[1], term);
        }
    }
}
