package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The functionals of the densities of an ensemble, of every species and of the whole system: H = sum_i H_i, sum_i I(f_i) (1.11), sum_i I(f_i)/m_i and D. The errors
 * of sums are those of independent species. H_i is that of the statistics of the species ({@link QuantumEntropy} for Fermi and Bose), I is the same functional for all.
 *
 * @param species entropy and Fisher information, one per species
 * @param dissipation D over random pairs; empty if it was not asked for
 * @param collisionDissipation D over collisions just before; empty if it was not asked for or there is no sample of them
 * @param mass mass[i] = m_i
 */
public record EnsembleFunctionals(
        List<DensityFunctionals> species,
        Optional<EntropyDissipation> dissipation,
        Optional<EntropyDissipation> collisionDissipation,
        double[] mass) {
    private static final double AGREEMENT = 3;

    private static final Estimate NONE = new Estimate(Double.NaN, Double.NaN);

    /** Copies list and array. */
    public EnsembleFunctionals {
        species = List.copyOf(species);
        mass = mass.clone();
    }

    @Override
    public double[] mass() {
        return mass.clone();
    }

    /**
     * Estimates entropy and Fisher information.
     *
     * @param ensemble its velocities are only read
     * @param interrupted asked between species
     * @return empty if interrupted
     */
    public static Optional<EnsembleFunctionals> of(Ensemble ensemble, BooleanSupplier interrupted) {
        List<DensityFunctionals> species = new ArrayList<>();
        for (Population population : ensemble.populations()) {
            if (interrupted.getAsBoolean()) {
                return Optional.empty();
            }
            species.add(DensityFunctionals.of(population).withEntropyOf(population));
        }
        return Optional.of(new EnsembleFunctionals(species, Optional.empty(), Optional.empty(), masses(ensemble)));
    }

    /**
     * Estimates entropy, Fisher information, and entropy dissipation. The fits of all species are in memory together.
     *
     * @param mixture the kernels
     * @param ensemble its velocities are only read; particles in random order
     * @param collisions those just before, if there is a sample of them
     * @param rng chooses pairs and angles
     * @param interrupted asked between species
     * @return empty if interrupted
     */
    public static Optional<EnsembleFunctionals> withDissipation(
            Mixture mixture,
            Ensemble ensemble,
            Optional<CollisionSample> collisions,
            UniformRandomProvider rng,
            BooleanSupplier interrupted) {
        List<FittedDensity> densities = new ArrayList<>();
        List<DensityFunctionals> species = new ArrayList<>();
        for (Population population : ensemble.populations()) {
            if (interrupted.getAsBoolean()) {
                return Optional.empty();
            }
            FittedDensity density = FittedDensity.of(population);
            densities.add(density);
            species.add(density.functionals().withEntropyOf(population));
        }
        EntropyDissipation.Both both = EntropyDissipation.of(mixture, ensemble, densities, collisions, rng);
        return Optional.of(
                new EnsembleFunctionals(species, Optional.of(both.pairs()), both.collisions(), masses(ensemble)));
    }

    private static double[] masses(Ensemble ensemble) {
        return ensemble.populations().stream().mapToDouble(Population::mass).toArray();
    }

    /**
     * {@code entropy_dissipation} and {@code entropy_dissipation_collisions} of the whole system, what of them was asked for; NaN if it could not be estimated.
     */
    public List<Quantity> entropyDissipation() {
        List<Quantity> quantities = new ArrayList<>();
        dissipation.ifPresent(d -> quantities.add(new Quantity(
                Quantity.WHOLE_SYSTEM, "entropy_dissipation", d.value().orElse(NONE))));
        collisionDissipation.ifPresent(d -> quantities.add(new Quantity(
                Quantity.WHOLE_SYSTEM,
                "entropy_dissipation_collisions",
                d.value().orElse(NONE))));
        return quantities;
    }

    /** Whether the two values of D, if both are there, differ by at most three standard errors of their difference, as if they were independent. */
    public boolean dissipationMethodsAgree() {
        Optional<Estimate> one = dissipation.flatMap(EntropyDissipation::value);
        Optional<Estimate> other = collisionDissipation.flatMap(EntropyDissipation::value);
        return one.isEmpty()
                || other.isEmpty()
                || Math.abs(one.get().value() - other.get().value())
                        <= AGREEMENT
                                * Math.hypot(
                                        one.get().standardError(), other.get().standardError());
    }

    /** {@code entropy} of every species and of the whole system; NaN where it could not be estimated. */
    public List<Quantity> entropy() {
        return withSum(
                "entropy", species.stream().map(f -> f.entropy().orElse(NONE)).toList());
    }

    /** {@code fisher} of every species and of the whole system, and {@code fisher_mass_weighted}; NaN where it could not be estimated. */
    public List<Quantity> fisher() {
        List<Estimate> each = species.stream().map(f -> f.fisher().orElse(NONE)).toList();
        List<Quantity> quantities = withSum("fisher", each);
        List<Estimate> weighted = new ArrayList<>();
        for (int i = 0; i < mass.length; i++) {
            weighted.add(new Estimate(each.get(i).value() / mass[i], each.get(i).standardError() / mass[i]));
        }
        quantities.add(new Quantity(Quantity.WHOLE_SYSTEM, "fisher_mass_weighted", sum(weighted)));
        return quantities;
    }

    private static List<Quantity> withSum(String name, List<Estimate> each) {
        List<Quantity> quantities = new ArrayList<>();
        for (int i = 0; i < each.size(); i++) {
            quantities.add(new Quantity(i, name, each.get(i)));
        }
        quantities.add(new Quantity(Quantity.WHOLE_SYSTEM, name, sum(each)));
        return quantities;
    }

    private static Estimate sum(List<Estimate> terms) {
        double value = 0;
        double variance = 0;
        for (Estimate term : terms) {
            value += term.value();
            variance += term.standardError() * term.standardError();
        }
        return new Estimate(value, Math.sqrt(variance));
    }
}
