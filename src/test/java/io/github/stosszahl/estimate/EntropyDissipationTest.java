package io.github.stosszahl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.collide.CollisionProcess;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.random.RandomStreams.Purpose;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entropy dissipation of exact samples with fixed seeds. Bounds are 4 standard errors (6e-5 each if these are right), and a factor 2 of the exact value must fail. */
class EntropyDissipationTest {
    private static UniformRandomProvider rng(int index) {
        return new RandomStreams(41).stream(Purpose.COLLISIONS, 0, index, 0);
    }

    private static Mixture mixture(int d, double exponent, double... mass) {
        List<Species> species = new ArrayList<>();
        List<CollidingPair> pairs = new ArrayList<>();
        for (int i = 0; i < mass.length; i++) {
            species.add(new Species("s" + i, mass[i]));
            for (int j = i; j < mass.length; j++) {
                pairs.add(
                        new CollidingPair(i, j, new CollisionKernel(PowerLaw.of(1, exponent), new IsotropicAngle(d))));
            }
        }
        return new Mixture(d, 1, species, pairs);
    }

    private static List<FittedDensity> fitted(Ensemble ensemble) {
        return ensemble.populations().stream().map(FittedDensity::of).toList();
    }

    private static void assertWithin(Estimate estimate, double exact) {
        assertThat(estimate.value()).isCloseTo(exact, within(4 * estimate.standardError()));
        assertThat(estimate.value()).isNotCloseTo(2 * exact, within(4 * estimate.standardError()));
        assertThat(estimate.value()).isNotCloseTo(exact / 2, within(4 * estimate.standardError()));
    }

    /**
     * BKW: -dH/dt of the closed-form density by quadrature. Sum of two Gaussians, for Maxwell molecules and hard spheres: mean of 2e7 pairs with the exact
     * density, standard errors below 0.05 %.
     */
    @ParameterizedTest
    @CsvSource({
        "bkw_K0.6, 2, 0, 0.0192423",
        "bkw_K0.65, 3, 0, 0.02638807",
        "two_gauss_symm, 2, 0, 0.6344",
        "two_gauss_symm, 2, 1, 2.2852",
        "two_gauss_asym, 3, 1, 2.4088"
    })
    void exactSamples(String name, int d, double exponent, double exact) {
        Ensemble ensemble = new Ensemble(List.of(TestDensity.sample(name, d, 50_000, 71)));
        assertWithin(
                EntropyDissipation.ofPairs(mixture(d, exponent, 1), ensemble, fitted(ensemble), rng(1))
                        .value()
                        .orElseThrow(),
                exact);
    }

    /**
     * Maxwellians of unequal mass and temperature, Maxwell molecules of rate 1: log f is quadratic, so that the moment law of physics section 5 gives D = sum_i n_i m_i (d<v^2>_i/dt)/(2 T_i) with the
     * sign of -dH/dt, dH/dt = -sum_i n_i d T_i'/(2 T_i); T_1' = 2 n_2 (m_1 m_2/M^2)(T_2 - T_1). Weights differ.
     */
    @ParameterizedTest
    @CsvSource({"2", "3"})
    void maxwellians(int d) {
        double[] mass = {1, 5};
        double[] temperature = {1, 3};
        double[] density = {1, 0.5};
        Mixture mixture = mixture(d, 0, mass);
        Ensemble ensemble = maxwellians(mixture, new int[] {40_000, 30_000}, density, temperature);
        double exchange = 2 * mass[0] * mass[1] / ((mass[0] + mass[1]) * (mass[0] + mass[1]));
        double heating = exchange * density[0] * density[1] * (temperature[1] - temperature[0]);
        double exact = d / 2.0 * heating * (1 / temperature[0] - 1 / temperature[1]);
        List<FittedDensity> densities = fitted(ensemble);
        assertWithin(
                EntropyDissipation.ofPairs(mixture, ensemble, densities, rng(2))
                        .value()
                        .orElseThrow(),
                exact);
    }

    private static Ensemble maxwellians(Mixture mixture, int[] size, double[] density, double[] temperature) {
        List<Population> populations = new ArrayList<>();
        var gaussian = ZigguratSampler.NormalizedGaussian.of(rng(3));
        for (int i = 0; i < size.length; i++) {
            Species species = mixture.species().get(i);
            Population p = new Population(species, mixture.dimension(), size[i], density[i] / size[i]);
            for (int a = 0; a < mixture.dimension(); a++) {
                for (int k = 0; k < size[i]; k++) {
                    p.velocity(a)[k] = Math.sqrt(temperature[i] / species.mass()) * gaussian.sample();
                }
            }
            populations.add(p);
        }
        return new Ensemble(populations);
    }

    /** The two ways agree, also for unequal weights. In the time of 2 % of the particles' collisions D changes by less than 2 %, added to the bound. */
    @Test
    void collisionsAndPairsAgree() {
        Mixture mixture = mixture(2, 1, 1, 5);
        Ensemble ensemble =
                maxwellians(mixture, new int[] {60_000, 40_000}, new double[] {1, 0.5}, new double[] {1, 3});
        CollisionProcess process = new CollisionProcess(mixture, ensemble);
        double duration = 1000 / process.candidateRate();
        CollisionSample sample = process.record(duration, rng(4), () -> false);
        List<FittedDensity> densities = fitted(ensemble);
        Estimate pairs = EntropyDissipation.ofPairs(mixture, ensemble, densities, rng(5))
                .value()
                .orElseThrow();
        Estimate collisions = EntropyDissipation.ofCollisions(mixture, ensemble, densities, sample)
                .value()
                .orElseThrow();
        double error = Math.hypot(pairs.standardError(), collisions.standardError());
        assertThat(collisions.value()).isCloseTo(pairs.value(), within(4 * error + 0.02 * pairs.value()));
        assertThat(8 * collisions.standardError()).isLessThan(4 * pairs.value());
    }

    @Test
    void noFitNoValue() {
        Ensemble ensemble = new Ensemble(List.of(TestDensity.sample("gaussian_T1", 2, 20, 1)));
        EntropyDissipation found = EntropyDissipation.ofPairs(mixture(2, 0, 1), ensemble, fitted(ensemble), rng(6));
        assertThat(found.value()).isEmpty();
        assertThat(found.reason().orElseThrow()).contains("20 particles");
    }
}
