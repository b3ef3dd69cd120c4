package io.github.stosszahl.linearised;

import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.model.Mixture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Moments, H_lin and D_lin of all replicas at one time, with the standard errors that the differences between the replicas give. */
final class LinearisedEstimator {
    /** Events of each kind and replica that the production of entropy is taken from, at the most. */
    private static final int SAMPLES = 1 << 14;

    private static final String[] AXES = {"x", "y", "z"};
    /** Of values whose errors are as the squares of the edges. */
    private static final double FINE_SHARE = 4.0 / 3;

    private static final double COARSE_SHARE = -1.0 / 3;

    private final Mixture mixture;
    private final List<Background> backgrounds;
    private final double weight;
    private final int replicas;
    /** By species, with cells of one size and of twice that: the error of second order is extrapolated away. */
    private final List<CellDensities> fine = new ArrayList<>();

    private final List<CellDensities> coarse = new ArrayList<>();

    /** @param edges of the fine cells, one per species */
    LinearisedEstimator(Mixture mixture, List<Background> backgrounds, double[] edges, double weight, int replicas) {
        this.mixture = mixture;
        this.backgrounds = backgrounds;
        this.weight = weight;
        this.replicas = replicas;
        for (int i = 0; i < edges.length; i++) {
            fine.add(new CellDensities(backgrounds.get(i), edges[i], replicas));
            coarse.add(new CellDensities(backgrounds.get(i), 2 * edges[i], replicas));
        }
    }

    /**
     * Estimates everything.
     *
     * @param particles [replica][species]
     * @param encounters fresh ones for each replica
     * @param generators one per replica
     */
    List<Quantity> estimate(
            List<List<SignedParticles>> particles,
            List<List<Encounter>> encounters,
            List<UniformRandomProvider> generators) {
        int species = backgrounds.size();
        List<Quantity> quantities = new ArrayList<>();
        double[][][] moments = new double[species][][];
        for (int i = 0; i < species; i++) {
            int index = i;
            moments[i] = IntStream.range(0, replicas)
                    .mapToObj(r -> moments(particles.get(r).get(index), backgrounds.get(index)))
                    .toArray(double[][]::new);
            addMoments(i, moments[i], quantities);
        }
        addTotals(moments, quantities);
        addEntropies(particles, quantities);
        double[][] production = IntStream.range(0, replicas)
                .parallel()
                .mapToObj(r -> production(particles.get(r), encounters.get(r), generators.get(r)))
                .toArray(double[][]::new);
        quantities.add(
                new Quantity(Quantity.WHOLE_SYSTEM, "entropy_dissipation", ReplicaJackknife.ofProducts(production)));
        return quantities;
    }

    /** Integrals of f over 1, the components of c, their squares, and |v|^4; c = v less the centre. */
    private double[] moments(SignedParticles particles, Background rho) {
        int d = rho.centre.length;
        double[] sums = new double[2 + 2 * d];
        for (int k = 0; k < particles.size; k++) {
            double s = weight * particles.sign[k];
            double square = 0;
            sums[0] += s;
            for (int a = 0; a < d; a++) {
                double v = particles.v[a][k];
                double c = v - rho.centre[a];
                square += v * v;
                sums[1 + a] += s * c;
                sums[1 + d + a] += s * c * c;
            }
            sums[1 + 2 * d] += s * square * square;
        }
        return sums;
    }

    private void addMoments(int i, double[][] replicaMoments, List<Quantity> quantities) {
        int d = mixture.dimension();
        Background rho = backgrounds.get(i);
        double mass = mixture.species().get(i).mass();
        double k = mixture.boltzmannConstant();
        boolean linear = rho.isMaxwellian();
        double n0 = linear ? rho.amount : 0;
        double theta = linear ? rho.variance() : 0;
        add(i, "number_density", replicaMoments, m -> n0 + m[0], quantities);
        for (int a = 0; a < d; a++) {
            int axis = a;
            add(
                    i,
                    "velocity_" + AXES[a],
                    replicaMoments,
                    m -> rho.centre[axis] + m[1 + axis] / (linear ? n0 : m[0]),
                    quantities);
        }
        ToDoubleFunction<double[]> temperature = m -> {
            double sum = 0;
            for (int a = 0; a < d; a++) {
                sum += variance(m, a, d, n0, theta);
            }
            return mass * sum / (d * k);
        };
        add(i, "temperature", replicaMoments, temperature, quantities);
        for (int a = 0; a < d; a++) {
            int axis = a;
            String name = "temperature_" + AXES[a] + AXES[a];
            add(i, name, replicaMoments, m -> mass * variance(m, axis, d, n0, theta) / k, quantities);
        }
        double u2 = 0;
        for (double u : rho.centre) {
            u2 += u * u;
        }
        double fourth = linear ? u2 * u2 + (2 * d + 4) * theta * u2 + d * (d + 2) * theta * theta : 0;
        add(i, "moment4", replicaMoments, m -> fourth + m[1 + 2 * d] / (linear ? n0 : m[0]), quantities);
    }

    /** &lt;c_a^2&gt;, about a Maxwellian to first order in the deviation. */
    private static double variance(double[] m, int axis, int d, double n0, double theta) {
        if (n0 > 0) {
            return theta + (m[1 + d + axis] - theta * m[0]) / n0;
        }
        double mean = m[1 + axis] / m[0];
        return m[1 + d + axis] / m[0] - mean * mean;
    }

    private static void add(
            int species,
            String name,
            double[][] replicaMoments,
            ToDoubleFunction<double[]> function,
            List<Quantity> quantities) {
        quantities.add(new Quantity(species, name, ReplicaJackknife.ofMeans(replicaMoments, function)));
    }

    private void addTotals(double[][][] moments, List<Quantity> quantities) {
        int d = mixture.dimension();
        double[][] totals = new double[replicas][d + 1];
        for (int r = 0; r < replicas; r++) {
            for (int i = 0; i < moments.length; i++) {
                Background rho = backgrounds.get(i);
                double mass = mixture.species().get(i).mass();
                double[] m = moments[i][r];
                double n = m[0] + (rho.isMaxwellian() ? rho.amount : 0);
                double heat = rho.isMaxwellian() ? rho.amount * rho.variance() : 0;
                for (int a = 0; a < d; a++) {
                    double u = rho.centre[a];
                    totals[r][a] += mass * (n * u + m[1 + a]);
                    totals[r][d] += 0.5 * mass * (n * u * u + 2 * u * m[1 + a] + m[1 + d + a] + heat);
                }
            }
        }
        for (int a = 0; a < d; a++) {
            int axis = a;
            add(Quantity.WHOLE_SYSTEM, "momentum_" + AXES[a], totals, m -> m[axis], quantities);
        }
        add(Quantity.WHOLE_SYSTEM, "energy", totals, m -> m[d], quantities);
    }

    private void addEntropies(List<List<SignedParticles>> particles, List<Quantity> quantities) {
        double[][] total = new double[replicas][replicas];
        for (int i = 0; i < backgrounds.size(); i++) {
            int index = i;
            IntStream.range(0, replicas).parallel().forEach(r -> {
                fine.get(index).fill(particles.get(r).get(index), weight, r);
                coarse.get(index).fill(particles.get(r).get(index), weight, r);
            });
            double[][] own = new double[replicas][replicas];
            fine.get(i).addEntropies(FINE_SHARE, own);
            coarse.get(i).addEntropies(COARSE_SHARE, own);
            for (int a = 0; a < replicas; a++) {
                for (int b = 0; b < replicas; b++) {
                    total[a][b] += own[a][b];
                }
            }
            quantities.add(new Quantity(i, "entropy", ReplicaJackknife.ofProducts(own)));
        }
        quantities.add(new Quantity(Quantity.WHOLE_SYSTEM, "entropy", ReplicaJackknife.ofProducts(total)));
    }

    /** D_lin = -&lt;f/rho, Q_lin f&gt;: what the events of the particles of one replica, one of each kind for each particle or for a sample of them, do to f/rho of every replica. */
    private double[] production(
            List<SignedParticles> particles, List<Encounter> encounters, UniformRandomProvider rng) {
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        Change change = new Change(replicas);
        double[] v = new double[mixture.dimension()];
        for (Encounter encounter : encounters) {
            SignedParticles own = particles.get(encounter.first());
            int samples = Math.min(own.size, SAMPLES);
            for (int sample = 0; sample < samples; sample++) {
                int k = samples == own.size ? sample : rng.nextInt(own.size);
                own.get(k, v);
                double factor = -weight
                        * own.size
                        / samples
                        * own.sign[k]
                        * encounter.candidateRate()
                        * encounter.meet(v, rng, gaussian);
                if (factor != 0) {
                    change.add(encounter, v, fine, FINE_SHARE * factor);
                    change.add(encounter, v, coarse, COARSE_SHARE * factor);
                }
            }
        }
        return change.sums;
    }

    /** What an event does to f/rho of every replica. */
    private static final class Change {
        private final double[] sums;
        private final double[] part = new double[CellDensities.CORNERS];
        private final int[] place = new int[CellDensities.CORNERS];

        Change(int replicas) {
            sums = new double[replicas];
        }

        void add(Encounter encounter, double[] v, List<CellDensities> densities, double factor) {
            CellDensities own = densities.get(encounter.first());
            CellDensities partners = densities.get(encounter.second());
            own.add(encounter.after, factor, part, place, sums);
            own.add(v, -factor, part, place, sums);
            partners.add(encounter.partnerAfter, factor, part, place, sums);
            partners.add(encounter.partnerBefore, -factor, part, place, sums);
        }
    }
}
