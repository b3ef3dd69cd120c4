package io.github.stosszahl.reference;

import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.VelocityDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A mixture with Fermi or Bose species that starts in its equilibrium and stays there, whatever the kernels. */
final class EquilibriumSolution implements ExactSolution {
    /** Relative difference of the temperatures, and of velocities relative to the thermal speed, that counts as rounding. */
    private static final double SAME = 1e-9;

    private final Mixture mixture;
    private final List<EquilibriumDistribution> species;
    private final MixtureMoments moments;
    private final boolean drifts;

    private EquilibriumSolution(Mixture mixture, List<EquilibriumDistribution> species) {
        this.mixture = mixture;
        this.species = List.copyOf(species);
        this.moments = MixtureMoments.of(mixture, List.copyOf(species));
        double drift = 0;
        for (double u : species.get(0).velocity()) {
            drift = Math.max(drift, Math.abs(u));
        }
        this.drifts = drift > 0;
    }

    /** @return empty if some species does not start in an equilibrium, or not all in the same */
    static Optional<EquilibriumSolution> of(Mixture mixture, List<VelocityDistribution> initial) {
        List<EquilibriumDistribution> species = new ArrayList<>();
        for (int i = 0; i < initial.size(); i++) {
            if (initial.get(i) instanceof EquilibriumDistribution f
                    && f.statistics() == mixture.species().get(i).statistics()) {
                species.add(f);
            } else if (initial.get(i) instanceof Maxwellian f
                    && mixture.species().get(i).statistics().sign() == 0) {
                double[] variance = f.variance();
                EquilibriumDistribution.ofDensity(mixture.species().get(i), f.density(), f.meanVelocity(), variance[0])
                        .filter(e -> isSame(variance, e.variance()))
                        .ifPresent(species::add);
            }
        }
        if (species.size() < initial.size()) {
            return Optional.empty();
        }
        EquilibriumDistribution first = species.get(0);
        for (int i = 1; i < species.size(); i++) {
            EquilibriumDistribution f = species.get(i);
            double ratio = f.variance()
                    * mixture.species().get(i).mass()
                    / (first.variance() * mixture.species().get(0).mass());
            boolean together = Math.abs(ratio - 1) <= SAME;
            for (int a = 0; a < f.dimension(); a++) {
                together &= Math.abs(f.velocity()[a] - first.velocity()[a]) <= SAME * Math.sqrt(f.variance());
            }
            if (!together) {
                return Optional.empty();
            }
        }
        return Optional.of(new EquilibriumSolution(mixture, species));
    }

    private static boolean isSame(double[] variance, double common) {
        for (double axis : variance) {
            if (Math.abs(axis - common) > SAME * common) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String title() {
        return "quantum equilibrium (" + species.size() + " species)";
    }

    @Override
    public OptionalDouble value(int index, String quantity, double time) {
        Arguments.check(mixture, index, time);
        OptionalDouble low = moments.value(index, quantity);
        if (low.isPresent() || index == SYSTEM) {
            return low;
        }
        EquilibriumDistribution f = species.get(index);
        return switch (quantity) {
            case "moment4" -> drifts ? OptionalDouble.empty() : OptionalDouble.of(f.moment(4));
            case "moment6" -> drifts ? OptionalDouble.empty() : OptionalDouble.of(f.moment(6));
            case "entropy" -> OptionalDouble.of(f.entropy());
            case "fisher" -> OptionalDouble.of(f.fisher());
            default -> OptionalDouble.empty();
        };
    }

    @Override
    public OptionalDouble density(int index, double time, double[] velocity) {
        Arguments.check(mixture, index, time);
        EquilibriumDistribution f = species.get(index);
        return OptionalDouble.of(f.probabilityDensity(velocity).orElseThrow() * f.density());
    }

    @Override
    public OptionalDouble speedDensity(int index, double time, double speed) {
        Arguments.check(mixture, index, time);
        if (drifts) {
            return OptionalDouble.empty();
        }
        EquilibriumDistribution f = species.get(index);
        double sphere = f.dimension() == 2 ? 2 * Math.PI * speed : 4 * Math.PI * speed * speed;
        return OptionalDouble.of(sphere * f.f(speed) / f.density());
    }
}
