package io.github.stosszahl.generic;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.random.RandomStreams.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Mixtures whose species are in equilibrium each by itself, so that dH/df is known. */
record Gases(Mixture mixture, Ensemble ensemble, List<EntropyGradient> gradients) {
    static UniformRandomProvider rng(int index) {
        return new RandomStreams(91).stream(Purpose.ESTIMATES, 0, index, 0);
    }

    /** All pairs collide isotropically with the rate r^exponent. */
    static Mixture mixture(int d, double exponent, List<Species> species) {
        List<CollidingPair> pairs = new ArrayList<>();
        for (int i = 0; i < species.size(); i++) {
            for (int j = i; j < species.size(); j++) {
                pairs.add(
                        new CollidingPair(i, j, new CollisionKernel(PowerLaw.of(1, exponent), new IsotropicAngle(d))));
            }
        }
        return new Mixture(d, 1, species, pairs);
    }

    /** Maxwellians at rest of different temperature. */
    static Gases maxwellians(int d, int size, double[] mass, double[] density, double[] temperature) {
        List<Species> species = new ArrayList<>();
        List<Population> populations = new ArrayList<>();
        List<EntropyGradient> gradients = new ArrayList<>();
        var gaussian = ZigguratSampler.NormalizedGaussian.of(rng(-1));
        for (int i = 0; i < mass.length; i++) {
            species.add(new Species("s" + i, mass[i]));
            Population p = new Population(species.get(i), d, size, density[i] / size);
            for (int a = 0; a < d; a++) {
                for (int k = 0; k < size; k++) {
                    p.velocity(a)[k] = Math.sqrt(temperature[i] / mass[i]) * gaussian.sample();
                }
            }
            populations.add(p);
            double slope = mass[i] / (2 * temperature[i]);
            gradients.add((fold, v, out) -> out[0] = -slope * (v[0] * v[0] + v[1] * v[1] + v[2] * v[2]));
        }
        return new Gases(mixture(d, 0, species), new Ensemble(populations), gradients);
    }

    /** Equilibria of some statistics, z/(exp(m v^2/(2 T)) - alpha z)/q, in the plane. */
    static Gases quantum(int size, Statistics[] statistics, double[] mass, double[] temperature, double[] fugacity) {
        List<Species> species = new ArrayList<>();
        List<Population> populations = new ArrayList<>();
        List<EntropyGradient> gradients = new ArrayList<>();
        for (int i = 0; i < mass.length; i++) {
            Species gas = new Species("s" + i, mass[i], statistics[i], 1);
            EquilibriumDistribution f = new EquilibriumDistribution(
                    statistics[i], 1, new double[2], temperature[i] / mass[i], Math.log(fugacity[i]));
            Optional<OccupationCells> cells = statistics[i] == Statistics.MAXWELL
                    ? Optional.empty()
                    : Optional.of(OccupationCells.of(gas, f.density() / size, 1, 0.2, new double[2], 10, 1 << 20));
            populations.add(new InitialState(f, size).draw(gas, cells, new RandomStreams(92), 0, i));
            species.add(gas);
            double slope = mass[i] / (2 * temperature[i]);
            double peak = Math.log(fugacity[i]);
            gradients.add((fold, v, out) -> out[0] = peak - slope * (v[0] * v[0] + v[1] * v[1] + v[2] * v[2]));
        }
        return new Gases(mixture(2, 0, species), new Ensemble(populations), gradients);
    }

    /** The same gases by the Landau equation, alpha = 1. */
    Gases landau() {
        List<CollidingPair> pairs = mixture.pairs().stream()
                .map(pair -> new CollidingPair(
                        pair.first(),
                        pair.second(),
                        CollisionKernel.landau(
                                PowerLaw.of(1, 0),
                                mixture.species().get(pair.first()).mass(),
                                mixture.species().get(pair.second()).mass())))
                .toList();
        return new Gases(new Mixture(mixture.dimension(), 1, mixture.species(), pairs), ensemble, gradients);
    }

    List<Entry> audit(Laws laws) {
        return StructureAudit.of(mixture, ensemble, gradients, Optional.empty(), rng(0), laws);
    }
}
