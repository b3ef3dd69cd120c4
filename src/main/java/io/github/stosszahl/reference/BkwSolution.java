package io.github.stosszahl.reference;

import io.github.stosszahl.model.Bkw;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.VelocityDistribution;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.jspecify.annotations.Nullable;

/**
 * A mixture whose species stay in the Bobylev-Krook-Wu family, about one common velocity that may be non-zero. The
 * state is (K, Q_1, ..., Q_N)/K(0) with Q_i = K R_i, which obeys K' = sum_j lambda_rj X_rj Q_j for any one species r
 * with Q_r &gt; 0 and Q_i' = -K'/2 - sum_j lambda_ij s1_ij (Q_i - Q_j): linear, see the package description.
 */
final class BkwSolution implements ExactSolution {
    /** Relative difference of K_i, and of velocities relative to the thermal speed, that counts as rounding. */
    private static final double SAME = 1e-9;
    /** Largest violation of the condition on K'/K, relative to its initial size. */
    private static final double CONDITION = 1e-8;
    /** The condition is checked up to 2^20 mean free times, or until the R_i have decayed below the tolerance. */
    private static final int LAST_DOUBLING = 20;

    private static final int FIRST_DOUBLING = -6;

    private final Mixture mixture;
    private final double[] density;
    private final double[] drift;
    /** variance[i] = k_B K(0)/m_i. */
    private final double[] variance;

    private final double[] state0;
    private final RealMatrix generator;

    /** The last time that was asked for; a stale value costs time, not correctness. */
    private volatile @Nullable Instant last;

    private record Instant(double time, double[] state) {}

    private BkwSolution(Mixture mixture, List<Bkw> initial, RealMatrix generator) {
        this.mixture = mixture;
        this.density = initial.stream().mapToDouble(Bkw::density).toArray();
        this.drift = initial.get(0).velocity();
        this.variance = initial.stream().mapToDouble(Bkw::variance).toArray();
        this.state0 = initialState(initial);
        this.generator = generator;
    }

    private static double[] initialState(List<Bkw> initial) {
        double[] state = new double[initial.size() + 1];
        state[0] = 1;
        for (int i = 0; i < initial.size(); i++) {
            state[i + 1] = initial.get(i).excess();
        }
        return state;
    }

    /**
     * The BKW solution of a mixture.
     *
     * @param rates empty if the mixture does not consist of Maxwell molecules: then only the equilibrium is known
     * @return empty if the initial data are not in the family or do not stay in it
     */
    static Optional<BkwSolution> of(Mixture mixture, Optional<MaxwellRates> rates, List<VelocityDistribution> initial) {
        List<Bkw> members = initial.stream()
                .map(BkwSolution::member)
                .flatMap(Optional::stream)
                .toList();
        if (members.size() < initial.size() || !haveCommonScale(mixture, members)) {
            return Optional.empty();
        }
        int n = members.size();
        if (members.stream().allMatch(m -> m.excess() == 0)) {
            return Optional.of(new BkwSolution(mixture, members, new Array2DRowRealMatrix(n + 1, n + 1)));
        }
        return rates.map(r -> new Couplings(mixture, r))
                .filter(c -> c.keepInFamily(initialState(members)))
                .map(c -> new BkwSolution(mixture, members, c.generator(initialState(members))));
    }

    private static Optional<Bkw> member(VelocityDistribution distribution) {
        if (distribution instanceof Bkw bkw) {
            return Optional.of(bkw);
        }
        if (distribution instanceof Maxwellian maxwellian) {
            double[] s = maxwellian.variance();
            if (Arrays.stream(s).allMatch(x -> Math.abs(x - s[0]) <= SAME * s[0])) {
                return Optional.of(new Bkw(maxwellian.density(), maxwellian.velocity(), s[0], 0));
            }
        }
        return Optional.empty();
    }

    private static boolean haveCommonScale(Mixture mixture, List<Bkw> members) {
        Bkw first = members.get(0);
        double k0 = mixture.species().get(0).mass() * first.variance();
        for (int i = 0; i < members.size(); i++) {
            Bkw member = members.get(i);
            double k = mixture.species().get(i).mass() * member.variance();
            if (!(Math.abs(k - k0) <= SAME * k0)) {
                return false;
            }
            for (int a = 0; a < mixture.dimension(); a++) {
                double slip = Math.abs(member.velocity()[a] - first.velocity()[a]);
                if (!(slip <= SAME * Math.sqrt(member.variance()))) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * The coefficients of the package description.
     *
     * @param cooling cooling[i][j] = lambda_ij X_ij
     * @param exchange exchange[i][j] = lambda_ij s1_ij
     */
    private record Couplings(RealMatrix cooling, RealMatrix exchange) {
        Couplings(Mixture mixture, MaxwellRates rates) {
            this(
                    new Array2DRowRealMatrix(rates.momentum().length, rates.momentum().length),
                    new Array2DRowRealMatrix(rates.momentum().length, rates.momentum().length));
            for (int i = 0; i < rates.momentum().length; i++) {
                for (int j = 0; j < rates.momentum().length; j++) {
                    double mi = mixture.species().get(i).mass();
                    double mj = mixture.species().get(j).mass();
                    double pq = mi / (mi + mj) * (mj / (mi + mj));
                    double s1 = 2 * pq * rates.momentum()[i][j];
                    double s2 = 4 * pq * pq * (2 * rates.momentum()[i][j] - rates.stress()[i][j]);
                    cooling.setEntry(i, j, 2 * (s1 - s2));
                    exchange.setEntry(i, j, s1);
                }
            }
        }

        /** The matrix of (K, Q)', with the law of K' taken from the species whose R is largest. */
        RealMatrix generator(double[] state0) {
            int n = cooling.getRowDimension();
            int leader = 0;
            for (int i = 1; i < n; i++) {
                if (state0[i + 1] > state0[leader + 1]) {
                    leader = i;
                }
            }
            RealMatrix g = new Array2DRowRealMatrix(n + 1, n + 1);
            for (int j = 0; j < n; j++) {
                g.setEntry(0, j + 1, cooling.getEntry(leader, j));
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    g.addToEntry(i + 1, j + 1, exchange.getEntry(i, j) - 0.5 * cooling.getEntry(leader, j));
                    g.addToEntry(i + 1, i + 1, -exchange.getEntry(i, j));
                }
            }
            return g;
        }

        /**
         * Whether all species agree on K'/K at the start and, along the solution of the linear equations, at times that
         * double.
         */
        boolean keepInFamily(double[] state0) {
            double fastest = exchange.getNorm1();
            double shortest = fastest > 0 ? 1 / fastest : 1;
            RealMatrix g = generator(state0);
            double largest0 = largestExcess(state0);
            double bound = CONDITION * cooling.getNorm1() * largest0 * largest0;
            double[] state = state0;
            for (int k = FIRST_DOUBLING; violation(g, state) <= bound; k++) {
                if (k > LAST_DOUBLING || largestExcess(state) <= CONDITION * largest0) {
                    return true;
                }
                double time = Math.scalb(shortest, k);
                state = MatrixUtils.matrixExponential(g.scalarMultiply(time)).operate(state0);
            }
            return false;
        }

        private static double largestExcess(double[] state) {
            double largest = 0;
            for (int i = 1; i < state.length; i++) {
                largest = Math.max(largest, Math.abs(state[i]));
            }
            return largest;
        }

        /** The largest Q_i times what species i misses of K': a species with R = 0 has no say in it. */
        private double violation(RealMatrix g, double[] state) {
            double[] q = Arrays.copyOfRange(state, 1, state.length);
            double[] own = cooling.operate(q);
            double common = g.operate(state)[0];
            double largest = 0;
            for (int i = 0; i < q.length; i++) {
                largest = Math.max(largest, Math.abs(q[i] * (own[i] - common)));
            }
            return largest;
        }
    }

    @Override
    public String title() {
        if (Arrays.stream(state0, 1, state0.length).allMatch(r -> r == 0)) {
            return "Maxwellian equilibrium";
        }
        return density.length == 1 ? "BKW (one species)" : "BKW mixture (" + density.length + " species)";
    }

    @Override
    public OptionalDouble value(int species, String quantity, double time) {
        Arguments.check(mixture, species, time);
        if (species != SYSTEM && quantity.equals("moment4")) {
            return OptionalDouble.of(fourthMoment(at(species, time)));
        }
        if (species != SYSTEM && quantity.equals("moment6")) {
            return OptionalDouble.of(sixthMoment(at(species, time)));
        }
        if (species != SYSTEM && isHeatFlux(quantity)) {
            return OptionalDouble.of(0);
        }
        return switch (quantity) {
            case "entropy" -> OptionalDouble.of(sum(species, time, BkwDensity::entropy));
            case "fisher" -> OptionalDouble.of(sum(species, time, BkwDensity::fisher));
            case "fisher_mass_weighted" -> species == SYSTEM ? massWeightedFisher(time) : OptionalDouble.empty();
            case "entropy_dissipation" -> species == SYSTEM ? dissipation(time) : OptionalDouble.empty();
            default -> moments(time).value(species, quantity);
        };
    }

    /** A functional of one species, or its sum over all. */
    private double sum(int species, double time, ToDoubleFunction<BkwDensity> functional) {
        return species == SYSTEM
                ? IntStream.range(0, density.length)
                        .mapToDouble(i -> functional.applyAsDouble(at(i, time)))
                        .sum()
                : functional.applyAsDouble(at(species, time));
    }

    private OptionalDouble massWeightedFisher(double time) {
        return OptionalDouble.of(IntStream.range(0, density.length)
                .mapToDouble(
                        i -> at(i, time).fisher() / mixture.species().get(i).mass())
                .sum());
    }

    /** D = -dH/dt, since H depends on time through K and the R_i. */
    private OptionalDouble dissipation(double time) {
        double[] state = state(time);
        double[] rate = generator.operate(state);
        double scaleRate = rate[0] / state[0];
        double production = 0;
        for (int i = 0; i < density.length; i++) {
            double excessRate = (rate[i + 1] - state[i + 1] * scaleRate) / state[0];
            production += at(i, time).entropyRate(scaleRate, excessRate);
        }
        // without rounding, which must not make an equilibrium dissipate -0
        return OptionalDouble.of(Math.max(0, -production));
    }

    private boolean isHeatFlux(String quantity) {
        return quantity.equals("heat_flux_x")
                || quantity.equals("heat_flux_y")
                || (quantity.equals("heat_flux_z") && mixture.dimension() == 3);
    }

    /** &lt;|c + u|^4&gt; for isotropic c. */
    private double fourthMoment(BkwDensity c) {
        double u2 = driftSquared();
        return c.moment(4) + (2 + 4.0 / mixture.dimension()) * u2 * c.moment(2) + u2 * u2;
    }

    /** &lt;|c + u|^6&gt; for isotropic c. */
    private double sixthMoment(BkwDensity c) {
        double u2 = driftSquared();
        double mixed = 3 + 12.0 / mixture.dimension();
        return c.moment(6) + mixed * (u2 * c.moment(4) + u2 * u2 * c.moment(2)) + u2 * u2 * u2;
    }

    private double driftSquared() {
        return Arrays.stream(drift).map(u -> u * u).sum();
    }

    private MixtureMoments moments(double time) {
        int d = mixture.dimension();
        double[][] velocity = new double[density.length][];
        double[][][] covariance = new double[density.length][d][d];
        for (int i = 0; i < density.length; i++) {
            velocity[i] = drift;
            for (int a = 0; a < d; a++) {
                covariance[i][a][a] = at(i, time).moment(2) / d;
            }
        }
        return new MixtureMoments(mixture, density, velocity, covariance);
    }

    @Override
    public OptionalDouble density(int species, double time, double[] velocity) {
        if (velocity.length != drift.length) {
            throw new IllegalArgumentException(
                    "velocity must have " + drift.length + " components, got " + velocity.length);
        }
        double square = 0;
        for (int a = 0; a < drift.length; a++) {
            square += (velocity[a] - drift[a]) * (velocity[a] - drift[a]);
        }
        return OptionalDouble.of(checkedAt(species, time).f(Math.sqrt(square)));
    }

    @Override
    public OptionalDouble speedDensity(int species, double time, double speed) {
        BkwDensity f = checkedAt(species, time);
        return driftSquared() == 0 ? OptionalDouble.of(f.speedDensity(speed)) : OptionalDouble.empty();
    }

    private BkwDensity checkedAt(int species, double time) {
        Arguments.check(mixture, species, time);
        if (species == SYSTEM) {
            throw new IllegalArgumentException("a density belongs to one species");
        }
        return at(species, time);
    }

    /** The density of one species about the common velocity. */
    private BkwDensity at(int species, double time) {
        double[] state = state(time);
        // rounding may leave the interval by an ulp, and f would then be negative somewhere
        double excess = Math.max(0, Math.min(state[species + 1] / state[0], 1.0 / mixture.dimension()));
        return new BkwDensity(mixture.dimension(), density[species], variance[species] * state[0], excess);
    }

    /** (K, Q_1, ..., Q_N)/K(0). */
    private double[] state(double time) {
        Instant known = last;
        if (known == null || known.time() != time) {
            double[] state = MatrixUtils.matrixExponential(generator.scalarMultiply(time))
                    .operate(state0);
            known = new Instant(time, state);
            last = known;
        }
        return known.state();
    }
}
