package io.github.stosszahl.bench;

import io.github.stosszahl.cli.QuantumGas;
import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerAngle;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.model.TabulatedAngle;
import io.github.stosszahl.model.TabulatedRate;
import io.github.stosszahl.model.VssAngle;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/** The gases that are timed: all of temperature 1, those with Maxwell statistics of number density 1, every pair of species colliding by the same law. */
enum Workload {
    MAXWELL(3, constant(), new IsotropicAngle(3), one()),
    HARD_SPHERES(3, PowerLaw.of(1, 1), new IsotropicAngle(3), one()),
    HARD_SPHERE_MIXTURE(
            3, PowerLaw.of(1, 1), new IsotropicAngle(3), List.of(new Part(1, 0.5, 0.5), new Part(10, 0.5, 0.5))),
    /** The viscosity exponent is that of argon. */
    VHS(3, PowerLaw.variableHardSphere(1, 0.81, 1, 0.5, 0), new IsotropicAngle(3), one()),
    VSS(3, PowerLaw.variableHardSphere(1, 0.81, 1, 0.5, 0), VssAngle.of(3, 1.4), one()),
    SOFT(3, new PowerLaw(1, -1, 0.2), new IsotropicAngle(3), one()),
    TABULATED_RATE(3, rateTable(), new IsotropicAngle(3), one()),
    POWER_ANGLE(3, constant(), new PowerAngle(1.5, 0.01), one()),
    TABULATED_ANGLE(3, constant(), angleTable(), one()),
    UNEQUAL_WEIGHTS(
            3, constant(), new IsotropicAngle(3), List.of(new Part(1, 0.5, 2.0 / 3), new Part(3, 0.5, 1.0 / 3))),
    TEN_SPECIES(3, constant(), new IsotropicAngle(3), Collections.nCopies(10, new Part(1, 0.1, 0.1))),
    /** A thousandth part of the gas, represented by half of the particles. */
    TRACE_SPECIES(3, constant(), new IsotropicAngle(3), List.of(new Part(1, 0.5, 0.999), new Part(4, 0.5, 0.001))),
    MAXWELL_2D(2, constant(), new IsotropicAngle(2), one()),
    HARD_SPHERES_2D(2, PowerLaw.of(1, 1), new IsotropicAngle(2), one()),
    VSS_2D(2, PowerLaw.of(1, 0.38), VssAngle.of(2, 1.4), one()),
    LANDAU(3, constant()),
    LANDAU_COULOMB(3, PowerLaw.of(1, -3)),
    LANDAU_2D(2, constant()),
    /** f(0) = 0.82, which is T/T_F = 0.5. */
    FERMI(3, Statistics.FERMI, 1.486),
    /** f(0) = 0.8. */
    FERMI_2D(2, Statistics.FERMI, Math.log(4)),
    /** f(0) = 10. */
    BOSE(3, Statistics.BOSE, Math.log(10.0 / 11));

    private static final int TABLE_ROWS = 64;

    /** One species: its mass, and its shares of the particles and of the number density. */
    private record Part(double mass, double particles, double density) {}

    /** The kernel of two species by their masses. */
    private interface Kernels {
        CollisionKernel of(double firstMass, double secondMass);
    }

    private final int dimension;
    private final Kernels kernels;
    private final List<Part> parts;
    private final Optional<EquilibriumDistribution> quantum;

    Workload(int dimension, RateLaw rate, AngleLaw angle, List<Part> parts) {
        this.dimension = dimension;
        this.kernels = (firstMass, secondMass) -> new CollisionKernel(rate, angle);
        this.parts = parts;
        this.quantum = Optional.empty();
    }

    /** The Landau equation of one species. */
    Workload(int dimension, RateLaw rate) {
        this.dimension = dimension;
        this.kernels = (firstMass, secondMass) -> CollisionKernel.landau(rate, firstMass, secondMass);
        this.parts = one();
        this.quantum = Optional.empty();
    }

    /** One species of Maxwell molecules with Fermi or Bose statistics, in equilibrium. */
    Workload(int dimension, Statistics statistics, double logFugacity) {
        this.dimension = dimension;
        this.kernels = (firstMass, secondMass) -> new CollisionKernel(constant(), new IsotropicAngle(dimension));
        this.parts = one();
        this.quantum = Optional.of(new EquilibriumDistribution(statistics, 1, new double[dimension], 1, logFugacity));
    }

    private static List<Part> one() {
        return List.of(new Part(1, 1, 1));
    }

    private static RateLaw constant() {
        return PowerLaw.of(1, 0);
    }

    /** A rate that rises like that of hard spheres and saturates. */
    private static RateLaw rateTable() {
        double[] r = new double[TABLE_ROWS];
        double[] alpha = new double[TABLE_ROWS];
        for (int k = 0; k < TABLE_ROWS; k++) {
            r[k] = 20.0 * k / (TABLE_ROWS - 1);
            alpha[k] = r[k] / (1 + r[k] / 4);
        }
        return new TabulatedRate(r, alpha);
    }

    /** An angle law with a forward peak. */
    private static AngleLaw angleTable() {
        double[] cosine = new double[TABLE_ROWS];
        double[] b = new double[TABLE_ROWS];
        for (int k = 0; k < TABLE_ROWS; k++) {
            cosine[k] = -1 + 2.0 * k / (TABLE_ROWS - 1);
            b[k] = 1 / (1.1 - cosine[k]);
        }
        return new TabulatedAngle(3, cosine, b);
    }

    /** The name on the command line and in tables. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int dimension() {
        return dimension;
    }

    /** Above it the collisions that bring bosons to equilibrium take many minutes. */
    double mostParticles() {
        return this == BOSE ? 1e6 : Double.MAX_VALUE;
    }

    /** Whether there are occupation cells. */
    boolean isQuantum() {
        return quantum.isPresent();
    }

    private Statistics statistics() {
        return quantum.map(EquilibriumDistribution::statistics).orElse(Statistics.MAXWELL);
    }

    Mixture mixture() {
        List<Species> species = new ArrayList<>();
        List<CollidingPair> pairs = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            species.add(new Species("s" + i, parts.get(i).mass(), statistics(), 1));
            for (int j = i; j < parts.size(); j++) {
                CollisionKernel kernel =
                        kernels.of(parts.get(i).mass(), parts.get(j).mass());
                pairs.add(new CollidingPair(i, j, kernel));
            }
        }
        return new Mixture(dimension, 1, species, pairs);
    }

    /** Particles in equilibrium. */
    Ensemble ensemble(Mixture mixture, int particles) {
        return quantum.map(f -> QuantumGas.inEquilibrium(mixture, f, particles))
                .orElseGet(() -> classical(mixture, particles));
    }

    private Ensemble classical(Mixture mixture, int particles) {
        UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(particles);
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        List<Population> populations = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            int size = (int) Math.round(part.particles() * particles);
            Population population = new Population(mixture.species().get(i), dimension, size, part.density() / size);
            double deviation = 1 / Math.sqrt(part.mass());
            for (int axis = 0; axis < dimension; axis++) {
                double[] v = population.velocity(axis);
                for (int k = 0; k < size; k++) {
                    v[k] = deviation * gaussian.sample();
                }
            }
            populations.add(population);
        }
        return new Ensemble(populations);
    }
}
