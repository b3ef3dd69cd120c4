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
import java.util.function.IntFunction;
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

    /** Angle over which dS/df is differentiated: of spherical harmonics of degree 2 the square of the first derivative is 0.1 % too small. */
    private static final double ANGLE = 0.03;

    private static final double SIN = Math.sin(ANGLE);
    private static final double COS = Math.cos(ANGLE);

    /** Scalars. */
    static final int LINEAR = 0;

    static final int QUADRATIC = 1;
    static final int PRIMAL = 2;
    static final int DUAL = 3;
    static final int FREQUENCY = 4;
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
        /** The same of {@link #rate}, which knows the densities by tau. */
        final double[] noiseOfRate;
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
            noiseOfRate = new double[size];
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
        if (pair.kernel().jumps()) {
            add(pair, g -> new Jumps(pair, g), rng);
        }
        if (pair.kernel().diffuses()) {
            add(pair, g -> new Diffusion(pair, g), rng);
        }
    }

    private void add(CollidingPair pair, IntFunction<Encounters> encounters, UniformRandomProvider rng) {
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
            Encounters ofGroup = encounters.apply(g);
            for (int round = 0; round < ROUNDS; round++) {
                ofGroup.add(shift[round][g], first[round][g], second[round][g]);
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

    /** What pairs of two species do within a group. */
    private abstract class Encounters {
        final int i;
        final int j;
        final RateLaw rate;
        final double firstShare;
        final double secondShare;
        final Statistics[] statistics;
        /** The relative velocity of a pair. */
        final double[] u = new double[3];

        final double[] v = new double[3];
        final double[] w = new double[3];
        final int n = functions.perSpecies();
        /** What a pair changes the functions by, and the part of the rate of change that this is not. */
        final double[] change;

        final double[] curvature;
        final double[][] terms = new double[3][TERMS];
        private final int fold;
        private final Population a;
        private final Population b;
        private final Share ofFirst;
        private final Share ofSecond;
        private final double factor;
        private final Group group;
        private final double[] phi = new double[2];

        Encounters(CollidingPair pair, int g) {
            i = pair.first();
            j = pair.second();
            fold = g % FOLDS;
            rate = pair.kernel().rate();
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
            change = new double[(i == j ? 1 : 2) * n];
            curvature = new double[change.length];
        }

        void add(double shift, double firstOffset, double secondOffset) {
            int like = i == j ? 1 : 0;
            int turn = like + (int) (shift * (ofSecond.size - like));
            for (int t = 0; t < Math.max(ofFirst.size, ofSecond.size); t++) {
                int k = ofFirst.particle(t % ofFirst.size);
                int l = ofSecond.particle((t + turn) % ofSecond.size);
                double square = 0;
                for (int x = 0; x < d; x++) {
                    v[x] = a.velocity(x)[k];
                    w[x] = b.velocity(x)[l];
                    u[x] = v[x] - w[x];
                    square += u[x] * u[x];
                }
                double speed = Math.sqrt(square);
                if (speed > 0) {
                    double share = meet(
                            speed, fraction(firstOffset + t * FIRST_STEP), fraction(secondOffset + t * SECOND_STEP));
                    gather(factor * share * rate.alpha(speed));
                }
            }
        }

        /**
         * Evaluates change, curvature and terms for the pair (v, w).
         *
         * @param first and second uniform numbers
         * @return its weight over the rate law
         */
        abstract double meet(double speed, double first, double second);

        /** The value of phi and its noise at a velocity of a species. */
        final void look(int species, double[] velocity, int place, double[] values, double[] noise) {
            gradients.get(species).at(fold, velocity, phi);
            values[place] = phi[0];
            noise[place] = phi[1];
        }

        /** Puts together what both partners contribute. */
        final void combine(int k, double ofFirst, double ofSecond, double[] out) {
            if (i == j) {
                out[k] = ofFirst + ofSecond;
            } else {
                out[k] = ofFirst;
                out[n + k] = ofSecond;
            }
        }

        private void gather(double weight) {
            for (int m = 0; m < SCALARS; m++) {
                group.scalars[m] += weight * unbiased(m);
                group.noiseOfScalars[m] += weight * (terms[1][m] - unbiased(m));
            }
            double blocking = weight * unbiased(BLOCKING);
            double push = weight * unbiased(PUSH);
            double pull = weight * unbiased(PULL);
            double noiseOfPull = weight * (terms[1][PULL] - unbiased(PULL));
            double noiseOfBlocking = weight * terms[1][BLOCKING] - blocking;
            double noiseOfPush = weight * terms[1][PUSH] - push;
            double mobility = weight * terms[1][MOBILITY];
            for (int k = 0; k < change.length; k++) {
                int row = k < n ? i * n + k : j * n + k - n;
                double rate = blocking * curvature[k] + push * change[k];
                group.rate[row] += rate;
                group.rateSquares[row] += rate * rate;
                group.gradient[row] += pull * change[k];
                group.noiseOfGradient[row] += noiseOfPull * change[k];
                group.noiseOfRate[row] += noiseOfBlocking * curvature[k] + noiseOfPush * change[k];
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

        /** dS/df of both partners together. */
        final double entropyDerivative(double ofFirst, double ofSecond) {
            return laws.entropyDerivative(statistics[0], ofFirst) + laws.entropyDerivative(statistics[1], ofSecond);
        }
    }

    /** Collisions: the change of a function is gradbar phi, its rate of change that times the frequency with tau'. */
    private final class Jumps extends Encounters {
        private final AngleLaw angle;
        private final double[] omega = new double[3];
        /** v_i, v_j, v_i', v_j'. */
        private final double[][] at = new double[4][3];

        private final double[][] value = new double[4][n];
        private final double[] phi = new double[4];
        private final double[] noise = new double[4];
        private final double[] moved = new double[4];

        Jumps(CollidingPair pair, int g) {
            super(pair, g);
            angle = pair.kernel().angle().orElseThrow();
        }

        @Override
        double meet(double speed, double first, double second) {
            Deflection.turn(u, d, speed, angle.cosTheta(first), second, omega);
            for (int x = 0; x < d; x++) {
                double turned = speed * omega[x] - u[x];
                at[0][x] = v[x];
                at[1][x] = w[x];
                at[2][x] = v[x] + firstShare * turned;
                at[3][x] = w[x] - secondShare * turned;
            }
            for (int p = 0; p < 4; p++) {
                int species = p % 2 == 0 ? i : j;
                look(species, at[p], p, phi, noise);
                functions.evaluate(species, at[p], value[p]);
            }
            for (int k = 0; k < n; k++) {
                combine(k, value[2][k] - value[0][k], value[3][k] - value[1][k], change);
            }
            System.arraycopy(change, 0, curvature, 0, change.length);
            for (int s = 0; s < 3; s++) {
                for (int p = 0; p < 4; p++) {
                    moved[p] = phi[p] + (s - 1) * noise[p];
                }
                evaluate(terms[s]);
            }
            return 1;
        }

        /** All integrands over t without tau, per collision of an unordered pair. */
        private void evaluate(double[] out) {
            double logRatio = moved[2] + moved[3] - moved[0] - moved[1];
            double force = entropyDerivative(moved[2], moved[3]) - entropyDerivative(moved[0], moved[1]);
            double blocking = Laws.tau(statistics[0], moved[2]) * Laws.tau(statistics[1], moved[3]);
            double mean = blocking * laws.meanOverSum(logRatio);
            double half = logRatio / 2;
            // sqrt(s t)/(s + t) = 1/(2 cosh(g/2))
            double geometric = 1 / Math.cosh(half);
            out[LINEAR] = blocking * force;
            out[QUADRATIC] = mean * force * force;
            out[PRIMAL] = blocking * (logRatio * Math.tanh(half) - 2 + 2 * geometric);
            out[DUAL] = blocking * 2 * geometric * (Math.cosh(force / 2) - 1);
            out[FREQUENCY] = blocking;
            out[BLOCKING] = blocking;
            out[PUSH] = 0;
            out[PULL] = mean * force;
            out[MOBILITY] = mean;
        }
    }

    /**
     * The Landau equation: u turns along great circles in a random direction e perpendicular to it, and with a prime for the derivative with respect to the angle, at tau = tau_i tau_j,
     *
     * <pre>  d/dt &lt;F, phi&gt; = (d - 1) kappa alpha &lt;tau phi'' + 2 tau' phi'&gt;,   &lt;phi, M psi&gt; = (d - 1) kappa alpha &lt;tau phi' psi'&gt;,</pre>
     *
     * per pair. The derivatives of the test functions are exact, those of dS/df are differences over small angles.
     */
    private final class Diffusion extends Encounters {
        private final double share;
        private final double[] e = new double[3];
        private final double[] slope = new double[3];
        private final double[] bend = new double[3];
        /** The places of both partners at the angle 0, the negative and the positive one. */
        private final double[][] at = new double[6][3];

        private final double[][] first = new double[2][n];
        private final double[][] second = new double[2][n];
        private final double[] phi = new double[6];
        private final double[] noise = new double[6];
        private final double[] moved = new double[6];

        Diffusion(CollidingPair pair, int g) {
            super(pair, g);
            share = (d - 1) * pair.kernel().diffusivity();
        }

        @Override
        double meet(double speed, double ignored, double azimuth) {
            Deflection.turn(u, d, speed, 0, azimuth, e);
            for (int side = 0; side < 2; side++) {
                double amount = side == 0 ? firstShare : -secondShare;
                double[] from = side == 0 ? v : w;
                for (int x = 0; x < d; x++) {
                    slope[x] = amount * speed * e[x];
                    bend[x] = -amount * u[x];
                    at[side][x] = from[x];
                    at[2 + side][x] = from[x] - SIN * slope[x] + (1 - COS) * bend[x];
                    at[4 + side][x] = from[x] + SIN * slope[x] + (1 - COS) * bend[x];
                }
                functions.differentiate(side == 0 ? i : j, from, slope, bend, first[side], second[side]);
            }
            for (int k = 0; k < n; k++) {
                combine(k, first[0][k], first[1][k], change);
                combine(k, second[0][k], second[1][k], curvature);
            }
            for (int p = 0; p < 6; p++) {
                look(p % 2 == 0 ? i : j, at[p], p, phi, noise);
            }
            for (int s = 0; s < 3; s++) {
                for (int p = 0; p < 6; p++) {
                    moved[p] = phi[p] + (s - 1) * noise[p];
                }
                evaluate(terms[s]);
            }
            return share;
        }

        private void evaluate(double[] out) {
            double behind = entropyDerivative(moved[2], moved[3]);
            double ahead = entropyDerivative(moved[4], moved[5]);
            double force = (ahead - behind) / (2 * SIN);
            double bent = (ahead + behind - 2 * entropyDerivative(moved[0], moved[1])) / (2 * (1 - COS));
            double ofFirst = (moved[4] - moved[2]) / (2 * SIN);
            double ofSecond = (moved[5] - moved[3]) / (2 * SIN);
            double tau = Laws.tau(statistics[0], moved[0]);
            double other = Laws.tau(statistics[1], moved[1]);
            double blocking = tau * other;
            double push = 2
                    * (Laws.tauSlope(statistics[0], moved[0]) * ofFirst * other
                            + Laws.tauSlope(statistics[1], moved[1]) * ofSecond * tau);
            out[LINEAR] = blocking * bent + push * force;
            out[QUADRATIC] = blocking * force * force;
            // the limit of the cosh structure for small angles is quadratic
            out[PRIMAL] = blocking * (ofFirst + ofSecond) * (ofFirst + ofSecond) / 2;
            out[DUAL] = blocking * force * force / 2;
            out[FREQUENCY] = blocking;
            out[BLOCKING] = blocking;
            out[PUSH] = push;
            out[PULL] = blocking * force;
            out[MOBILITY] = blocking;
        }
    }

    private static final int BLOCKING = SCALARS;
    private static final int PUSH = SCALARS + 1;
    private static final int PULL = SCALARS + 2;
    private static final int MOBILITY = SCALARS + 3;
    private static final int TERMS = SCALARS + 4;

    private static double fraction(double x) {
        return x - Math.floor(x);
    }
}
