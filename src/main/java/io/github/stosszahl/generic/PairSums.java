package io.github.stosszahl.generic;

import io.github.stosszahl.estimate.LogDensity;
import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Deflection;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Means over random pairs of particles, which are distributed by f_i f_j, and scattering directions. A collision and its reverse have the same B and exchange s and t, so that for every X that both
 * have in common
 *
 * <pre>  int B X = 2 int B t X/(s + t),</pre>
 *
 * where pairs make the mean with t, and X/(s + t) depends on g = log(s/t) alone: Lambda/(s + t) = tanh(g/2)/g is bounded, as Lambda/t is not, so that tails of few particles do not spoil the mean.
 *
 * <p>The particles are divided into groups, and only particles of one group meet: groups are independent, but for what they know of the densities.
 */
final class PairSums {
    private static final int FOLDS = LogDensity.FOLDS;
    private static final int MOST_PARTS = 32;
    /** Particles of a species in a group, at least. */
    private static final int SMALLEST_GROUP = 8;

    private static final int ROUNDS = 4;
    /** Powers of the plastic number's inverse: their multiples fill the unit square evenly. */
    private static final double FIRST_STEP = 0.7548776662466927;

    private static final double SECOND_STEP = 0.5698402909980532;

    /** Scalars. */
    static final int LINEAR = 0;

    static final int QUADRATIC = 1;
    static final int PRIMAL = 2;
    static final int DUAL = 3;
    static final int COLLISIONS = 4;
    private static final int SCALARS = 5;

    /** Sums of one group; each is an estimate of the whole. */
    static final class Group {
        /** int B t gradbar phi_k, the rate of change of &lt;F, phi_k&gt; in weak form. */
        final double[] rate;
        /** Sum of squares of the terms of {@link #rate}. */
        final double[] rateSquares;
        /** &lt;phi_k, M dS&gt;. */
        final double[] gradient;
        /** What the noise of the densities had added to it, which is subtracted. */
        final double[] noiseOfGradient;
        /** &lt;phi_k, M phi_l&gt;, row by row. */
        final double[] gram;

        final double[] scalars = new double[SCALARS];
        /** What the noise of the densities had added to them, which is subtracted. */
        final double[] noiseOfScalars = new double[SCALARS];

        Group(int size) {
            rate = new double[size];
            rateSquares = new double[size];
            gradient = new double[size];
            noiseOfGradient = new double[size];
            gram = new double[size * size];
        }
    }

    private final Ensemble ensemble;
    private final List<EntropyGradient> gradients;
    private final TestFunctions functions;
    private final Laws laws;
    private final int d;
    private final int parts;
    private final Group[] groups;

    PairSums(Mixture mixture, Ensemble ensemble, List<EntropyGradient> gradients, TestFunctions functions, Laws laws) {
        this.ensemble = ensemble;
        this.gradients = gradients;
        this.functions = functions;
        this.laws = laws;
        d = mixture.dimension();
        int fewest =
                ensemble.populations().stream().mapToInt(Population::size).min().orElseThrow();
        parts = Math.max(1, Math.min(MOST_PARTS, fewest / (FOLDS * SMALLEST_GROUP)));
        groups = new Group[FOLDS * parts];
        for (int g = 0; g < groups.length; g++) {
            groups[g] = new Group(functions.size());
        }
    }

    Group[] groups() {
        return groups;
    }

    /** Adds the pairs of two species. */
    void add(CollidingPair pair, UniformRandomProvider rng) {
        double[][] shift = new double[ROUNDS][groups.length];
        double[][] first = new double[ROUNDS][groups.length];
        double[][] second = new double[ROUNDS][groups.length];
        for (int round = 0; round < ROUNDS; round++) {
            for (int g = 0; g < groups.length; g++) {
                shift[round][g] = rng.nextDouble();
                first[round][g] = rng.nextDouble();
                second[round][g] = rng.nextDouble();
            }
        }
        IntStream.range(0, groups.length).parallel().forEach(g -> {
            Encounters encounters = new Encounters(pair, g);
            for (int round = 0; round < ROUNDS; round++) {
                encounters.add(shift[round][g], first[round][g], second[round][g]);
            }
        });
    }

    /** The particles of a species in a group: fold + FOLDS * (from + r), r = 0..size-1. */
    private record Share(int fold, int from, int size) {
        static Share of(Population population, int fold, int part, int parts) {
            long members = (population.size() - fold + FOLDS - 1) / FOLDS;
            int from = (int) (members * part / parts);
            return new Share(fold, from, (int) (members * (part + 1) / parts) - from);
        }

        int particle(int r) {
            return fold + FOLDS * (from + r);
        }
    }

    /** Collisions of two species within a group. */
    private final class Encounters {
        private final int i;
        private final int j;
        private final int fold;
        private final RateLaw rate;
        private final AngleLaw angle;
        private final Population a;
        private final Population b;
        private final Share ofFirst;
        private final Share ofSecond;
        private final double firstShare;
        private final double secondShare;
        private final double factor;
        private final Group group;
        private final Statistics[] statistics;
        private final double[][] v = new double[4][3];
        private final double[][] value;
        private final double[] change;
        /** phi and its noise at v_i, v_j, v_i', v_j'. */
        private final double[] phi = new double[4];

        private final double[] noise = new double[4];
        private final double[] moved = new double[4];
        private final double[][] terms = new double[3][TERMS];

        Encounters(CollidingPair pair, int g) {
            i = pair.first();
            j = pair.second();
            fold = g % FOLDS;
            rate = pair.kernel().rate();
            angle = pair.kernel().angle().orElseThrow();
            a = ensemble.populations().get(i);
            b = ensemble.populations().get(j);
            ofFirst = Share.of(a, fold, g / FOLDS, parts);
            ofSecond = Share.of(b, fold, g / FOLDS, parts);
            firstShare = laws.share(a.mass(), b.mass());
            secondShare = laws.share(b.mass(), a.mass());
            // pairs of like particles are counted once
            factor = a.density()
                    * b.density()
                    * (i == j ? 0.5 : 1)
                    / ((double) ROUNDS * Math.max(ofFirst.size, ofSecond.size));
            group = groups[g];
            statistics = new Statistics[] {a.species().statistics(), b.species().statistics()};
            value = new double[4][functions.perSpecies()];
            change = new double[(i == j ? 1 : 2) * functions.perSpecies()];
        }

        void add(double shift, double firstOffset, double secondOffset) {
            int like = i == j ? 1 : 0;
            int turn = like + (int) (shift * (ofSecond.size - like));
            double[] u = new double[3];
            double[] omega = new double[3];
            for (int t = 0; t < Math.max(ofFirst.size, ofSecond.size); t++) {
                int k = ofFirst.particle(t % ofFirst.size);
                int l = ofSecond.particle((t + turn) % ofSecond.size);
                double square = 0;
                for (int x = 0; x < d; x++) {
                    v[0][x] = a.velocity(x)[k];
                    v[1][x] = b.velocity(x)[l];
                    u[x] = v[0][x] - v[1][x];
                    square += u[x] * u[x];
                }
                double speed = Math.sqrt(square);
                double cos = angle.cosTheta(fraction(firstOffset + t * FIRST_STEP));
                Deflection.turn(u, d, speed, cos, fraction(secondOffset + t * SECOND_STEP), omega);
                for (int x = 0; x < d; x++) {
                    double turned = speed * omega[x] - u[x];
                    v[2][x] = v[0][x] + firstShare * turned;
                    v[3][x] = v[1][x] - secondShare * turned;
                }
                collide(factor * rate.alpha(speed));
            }
        }

        private void collide(double weight) {
            for (int p = 0; p < 4; p++) {
                int species = p % 2 == 0 ? i : j;
                phi[p] = gradients.get(species).at(fold, v[p]);
                noise[p] = gradients.get(species).noise(fold, v[p]);
                functions.evaluate(species, v[p], value[p]);
            }
            int n = functions.perSpecies();
            for (int k = 0; k < n; k++) {
                double ofFirst = value[2][k] - value[0][k];
                double ofSecond = value[3][k] - value[1][k];
                if (i == j) {
                    change[k] = ofFirst + ofSecond;
                } else {
                    change[k] = ofFirst;
                    change[n + k] = ofSecond;
                }
            }
            for (int s = 0; s < 3; s++) {
                for (int p = 0; p < 4; p++) {
                    moved[p] = phi[p] + (s - 1) * noise[p];
                }
                evaluate(moved, terms[s]);
            }
            double w = weight * terms[1][BLOCKING];
            for (int m = 0; m < SCALARS; m++) {
                group.scalars[m] += weight * unbiased(m);
                group.noiseOfScalars[m] += weight * (terms[1][m] - unbiased(m));
            }
            double pull = weight * unbiased(PULL);
            double noiseOfPull = weight * (terms[1][PULL] - unbiased(PULL));
            double mobility = weight * terms[1][MOBILITY];
            for (int k = 0; k < change.length; k++) {
                int row = k < n ? i * n + k : j * n + k - n;
                double rate = w * change[k];
                group.rate[row] += rate;
                group.rateSquares[row] += rate * rate;
                group.gradient[row] += pull * change[k];
                group.noiseOfGradient[row] += noiseOfPull * change[k];
                double moving = mobility * change[k];
                for (int l = 0; l < change.length; l++) {
                    int column = l < n ? i * n + l : j * n + l - n;
                    group.gram[row * functions.size() + column] += moving * change[l];
                }
            }
        }

        /** What noise of phi adds to a smooth function of it is half the second difference, to second order. */
        private double unbiased(int m) {
            return 2 * terms[1][m] - (terms[0][m] + terms[2][m]) / 2;
        }

        /** All integrands over t without tau, per collision of an unordered pair. */
        private void evaluate(double[] at, double[] out) {
            double logRatio = at[2] + at[3] - at[0] - at[1];
            double force = laws.entropyDerivative(statistics[0], at[2])
                    + laws.entropyDerivative(statistics[1], at[3])
                    - laws.entropyDerivative(statistics[0], at[0])
                    - laws.entropyDerivative(statistics[1], at[1]);
            double blocking = Laws.tau(statistics[0], at[2]) * Laws.tau(statistics[1], at[3]);
            double mean = blocking * laws.meanOverSum(logRatio);
            double half = logRatio / 2;
            // sqrt(s t)/(s + t) = 1/(2 cosh(g/2))
            double geometric = 1 / Math.cosh(half);
            out[LINEAR] = blocking * force;
            out[QUADRATIC] = mean * force * force;
            out[PRIMAL] = blocking * (logRatio * Math.tanh(half) - 2 + 2 * geometric);
            out[DUAL] = blocking * 2 * geometric * (Math.cosh(force / 2) - 1);
            out[COLLISIONS] = blocking;
            out[BLOCKING] = blocking;
            out[PULL] = mean * force;
            out[MOBILITY] = mean;
        }
    }

    private static final int BLOCKING = SCALARS;
    private static final int PULL = SCALARS + 1;
    private static final int MOBILITY = SCALARS + 2;
    private static final int TERMS = SCALARS + 3;

    private static double fraction(double x) {
        return x - Math.floor(x);
    }
}
