package io.github.stosszahl.collide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.Delocalisation;
import io.github.stosszahl.model.Delocalisation.Ball;
import io.github.stosszahl.model.Delocalisation.Gaussian;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.VssAngle;
import io.github.stosszahl.particles.CellSort;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.reference.EquilibriumRates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Delocalised collisions of particles that do not fly. Expected values are exact at every number of particles. Comparisons allow 4.5 standard errors (false alarm 7e-6 each, with Student's t of 200 or more replicas 2e-5);
 * there are 78 in the class.
 */
class DelocalisedCollisionsTest {
    private static final double STANDARD_ERRORS = 4.5;

    private static Delocalisation kappa(String type, double range) {
        return type.equals("ball") ? new Ball(range) : new Gaussian(range);
    }

    /** A box whose first axis has walls, or not, while the others are periodic. */
    private static Box box(double[] upper, int[] cells, boolean walls) {
        List<Box.Faces> faces = new ArrayList<>();
        for (int a = 0; a < upper.length; a++) {
            Boundary boundary = walls && a == 0 ? new Boundary.Specular() : new Boundary.Periodic();
            faces.add(new Box.Faces(boundary, boundary));
        }
        return new Box(new Grid(new double[upper.length], upper, cells), faces);
    }

    /** All pairs of species, or only unlike ones, collide alike. */
    private static Mixture mixture(
            int d, Delocalisation kappa, RateLaw rate, AngleLaw angle, boolean like, double... mass) {
        List<Species> species = new ArrayList<>();
        List<CollidingPair> pairs = new ArrayList<>();
        for (int i = 0; i < mass.length; i++) {
            species.add(new Species("s" + i, mass[i]));
            for (int j = like ? i : i + 1; j < mass.length; j++) {
                pairs.add(new CollidingPair(i, j, new CollisionKernel(rate, angle), Optional.of(kappa)));
            }
        }
        return new Mixture(d, 1, species, pairs);
    }

    /** Maxwellian particles of temperature T at given places, position[k][a], in the order of cells. */
    private static Population particles(
            Box box,
            Species species,
            double weight,
            double temperature,
            double[] u,
            double[][] position,
            UniformRandomProvider rng) {
        Grid grid = box.grid();
        int axes = grid.dimension();
        Population p = new Population(species, axes, u.length, position.length, weight, null);
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        CellSort sort = new CellSort(p);
        for (int k = 0; k < position.length; k++) {
            int cell = 0;
            for (int a = 0; a < axes; a++) {
                p.position(a)[k] = position[k][a];
                cell = cell * grid.cells()[a] + (int) ((position[k][a] - grid.lower()[a]) / grid.edge(a));
            }
            sort.cells()[k] = cell;
            for (int a = 0; a < u.length; a++) {
                p.velocity(a)[k] = u[a] + Math.sqrt(temperature / species.mass()) * gaussian.sample();
            }
        }
        Gases.order(sort, grid);
        return p;
    }

    /** Uniform places in part of a box. */
    private static double[][] places(int n, double[] lower, double[] upper, UniformRandomProvider rng) {
        double[][] x = new double[n][lower.length];
        for (double[] place : x) {
            Arrays.setAll(place, a -> lower[a] + (upper[a] - lower[a]) * rng.nextDouble());
        }
        return x;
    }

    private static DelocalisedCollisions process(Mixture mixture, Box box, Ensemble ensemble) {
        return DelocalisedCollisions.of(mixture, box, ensemble, KernelChoice.SCALAR)
                .orElseThrow();
    }

    /** The sum of kappa over all images of a partner. */
    private static double kappa(Delocalisation kappa, Box box, Population p, int k, Population q, int l) {
        int axes = box.dimension();
        // 0.8 is the shortest edge
        int images = (int) Math.ceil(kappa.reach() / 0.8);
        double sum = 0;
        for (int code = 0; code < Math.pow(2 * images + 1, axes); code++) {
            int rest = code;
            double square = 0;
            boolean exists = true;
            for (int a = 0; a < axes; a++) {
                int image = rest % (2 * images + 1) - images;
                rest /= 2 * images + 1;
                exists &= image == 0 || box.faces().get(a).isPeriodic();
                double distance =
                        q.position(a)[l] - p.position(a)[k] + image * box.grid().upper()[a];
                square += distance * distance;
            }
            sum += exists ? kappa.density(square, axes) : 0;
        }
        return sum;
    }

    /**
     * The numbers of collisions of Maxwell molecules at random places, denser at one end, are Poisson with the mean t C max(w_i, w_j) V sum kappa(x_k - x_l), the sum over pairs and images by brute force: 30 comparisons,
     * some with ranges longer than the box.
     */
    @ParameterizedTest
    @CsvSource({
        "ball, 1, 0.13, 10, true",
        "ball, 1, 0.02, 10, false",
        "gaussian, 1, 0.05, 10, true",
        "gaussian, 1, 0.4, 10, false",
        "ball, 2, 0.21, 5, true",
        "ball, 2, 1.3, 3, false",
        "gaussian, 2, 0.06, 7, true",
        "ball, 3, 0.3, 4, false",
        "gaussian, 3, 0.1, 4, true",
        "gaussian, 3, 0.2, 1, false"
    })
    void everyPairCollidesAtItsRate(String type, int axes, double range, int cells, boolean walls) {
        double[] upper = {1, 0.8, 1.1};
        int[] counts = {cells, cells + 1, cells};
        Box box = box(Arrays.copyOf(upper, axes), Arrays.copyOf(counts, axes), walls);
        Delocalisation kappa = kappa(type, range);
        Mixture mixture = mixture(3, kappa, PowerLaw.of(0.7, 0), new IsotropicAngle(3), true, 1, 4);
        UniformRandomProvider rng = Gases.rng(41);
        double[] weights = {1.0 / 120, 0.5 / 80};
        int[] sizes = {120, 80};
        List<Population> populations = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            double[][] x = places(sizes[i], new double[axes], box.grid().upper(), rng);
            for (int k = 0; k < x.length / 2; k++) {
                x[k][0] *= 0.3;
            }
            populations.add(particles(box, mixture.species().get(i), weights[i], 1, new double[3], x, rng));
        }
        DelocalisedCollisions process = process(mixture, box, new Ensemble(populations));
        double time = 150;
        for (int step = 0; step < 10; step++) {
            process.advance(time / 10, step);
        }
        for (int pair = 0; pair < 3; pair++) {
            int i = mixture.pairs().get(pair).first();
            int j = mixture.pairs().get(pair).second();
            double sum = 0;
            for (int k = 0; k < sizes[i]; k++) {
                for (int l = i == j ? k + 1 : 0; l < sizes[j]; l++) {
                    sum += kappa(kappa, box, populations.get(i), k, populations.get(j), l);
                }
            }
            double expected = time * 0.7 * Math.max(weights[i], weights[j]) * box.volume() * sum;
            PairTally tally = process.tallies().get(pair);
            assertThat((double) tally.accepted())
                    .as("pair %d", pair)
                    .isCloseTo(expected, within(STANDARD_ERRORS * Math.sqrt(expected)));
            assertThat(expected).isGreaterThan(2000);
            assertThat(tally.collisions()).isCloseTo(tally.accepted() * Math.min(weights[i], weights[j]), within(1e-9));
        }
    }

    /** Integral over s from a to b, smooth. */
    private static double integral(DoubleUnaryOperator f, double a, double b) {
        GaussIntegrator rule = new GaussIntegratorFactory().legendre(60, a, b);
        return rule.integrate(f::applyAsDouble);
    }

    /** The integral of kappa over the coordinates across x. */
    private static double profile(Delocalisation kappa, int axes, double s) {
        double l = kappa.range();
        if (kappa instanceof Gaussian) {
            return Math.exp(-s * s / (2 * l * l)) / Math.sqrt(2 * Math.PI) / l;
        }
        double rest = Math.max(0, l * l - s * s);
        return switch (axes) {
            case 1 -> rest > 0 ? 1 / (2 * l) : 0;
            case 2 -> 2 * Math.sqrt(rest) / (Math.PI * l * l);
            default -> 3 * rest / (4 * l * l * l);
        };
    }

    /**
     * Species 0 fills 0 &lt; x &lt; 1, species 1 the slab 1.5 &lt; x &lt; 2.5, at random. Collisions of the two per time: w V N_0 N_1 &lt;alpha&gt; times the mean of kappa over both slabs, which is the integral over s = y - x from 0.5 to 2.5 of the
     * overlap min(s - 0.5, 2.5 - s) times the profile of kappa, by Gauss-Legendre quadrature. Independent Maxwellian velocities stay so under collisions, so &lt;alpha&gt; is that of equilibrium. 12 comparisons with the mean of 200 replicas.
     */
    @ParameterizedTest
    @CsvSource({
        "ball, 1, 0, 1.2", "ball, 2, 0, 1.2", "ball, 3, 0, 1.2", "gaussian, 1, 0, 0.5", "gaussian, 2, 0, 0.5",
                "gaussian, 3, 0, 0.5",
        "ball, 1, 1, 1.2", "ball, 2, 1, 1.2", "ball, 3, 1, 1.2", "gaussian, 1, 1, 0.5", "gaussian, 2, 1, 0.5",
                "gaussian, 3, 1, 0.5"
    })
    void slabsCollideByTheirOverlap(String type, int axes, double exponent, double range) {
        Box box = box(Arrays.copyOf(new double[] {3, 2, 2.5}, axes), Arrays.copyOf(new int[] {7, 2, 2}, axes), true);
        Delocalisation kappa = kappa(type, range);
        Mixture mixture = mixture(3, kappa, PowerLaw.of(1, exponent), new IsotropicAngle(3), false, 1, 3);
        UniformRandomProvider rng = Gases.rng(17);
        int size = 25;
        double weight = 0.02;
        double time = exponent > 0 ? 4 : 20;
        double[] start = new double[axes];
        double[] lower = new double[axes];
        double[] upper = box.grid().upper();
        double[] end = upper.clone();
        lower[0] = 1.5;
        upper[0] = 1;
        end[0] = 2.5;
        double[] collisions = new double[200];
        for (int replica = 0; replica < collisions.length; replica++) {
            Ensemble ensemble = new Ensemble(List.of(
                    particles(
                            box,
                            mixture.species().get(0),
                            weight,
                            1,
                            new double[3],
                            places(size, start, upper, rng),
                            rng),
                    particles(
                            box,
                            mixture.species().get(1),
                            weight,
                            1,
                            new double[3],
                            places(size, lower, end, rng),
                            rng)));
            DelocalisedCollisions process = process(mixture, box, ensemble);
            process.advance(time / 2, rng.nextLong());
            process.advance(time / 2, rng.nextLong());
            collisions[replica] = process.tallies().get(0).accepted();
        }
        double across = box.volume() / 3;
        double reach = Math.min(1.5, kappa.reach());
        double overlap = integral(s -> (s - 0.5) * profile(kappa, axes, s), 0.5, reach)
                + (kappa.reach() > 1.5 ? integral(s -> (2.5 - s) * profile(kappa, axes, s), 1.5, 2.5) : 0);
        double rate = weight * box.volume() * size * size * overlap / across;
        double expected = time * rate * EquilibriumRates.meanRate(mixture, 0, 1, 1);
        double[] estimate = Gases.mean(collisions);
        assertThat(estimate[0]).isCloseTo(expected, within(STANDARD_ERRORS * estimate[1]));
        assertThat(estimate[1]).isLessThan(0.05 * expected);
    }

    private static double mean(Population p, int axis) {
        return Arrays.stream(p.velocity(axis), 0, p.size()).sum() / p.size();
    }

    /**
     * Two species at two places. The law of the first moments of Maxwell molecules holds with lambda_ij = C w_j N_j V kappa(r): u_0 - u_1 decays at (1 - c1) (m_1 lambda_01 + m_0 lambda_10)/(m_0 + m_1), exactly for any number of
     * particles, since the mean of a particle's velocity changes linearly; collisions of each species with itself change nothing. 12 comparisons with the mean of 300 replicas.
     */
    @ParameterizedTest
    @CsvSource({
        "gaussian, 1, 1, 1, 1", "gaussian, 1, 4, 1, 1.5", "gaussian, 3, 4, 0.4, 1",
        "ball, 1, 1, 0.4, 1.5", "ball, 2, 1, 1, 1", "ball, 3, 4, 0.4, 1.5"
    })
    void velocitiesAtTwoPlacesRelaxByTheMomentLaw(
            String type, int axes, double mass, double otherWeight, double alpha) {
        double distance = 0.5;
        Box box = box(Arrays.copyOf(new double[] {2, 3, 3}, axes), Arrays.copyOf(new int[] {5, 5, 5}, axes), true);
        Delocalisation kappa = kappa(type, 0.55);
        AngleLaw angle = new VssAngle(alpha);
        double coefficient = 0.3;
        Mixture mixture = mixture(3, kappa, PowerLaw.of(coefficient, 0), angle, true, 1, mass);
        double[] weights = {0.02, 0.02 * otherWeight};
        int[] sizes = {30, 20};
        double[][][] places = new double[2][][];
        for (int i = 0; i < 2; i++) {
            double[] place = new double[axes];
            Arrays.fill(place, 1);
            place[0] = 0.7 + i * distance;
            places[i] = new double[sizes[i]][];
            Arrays.fill(places[i], place);
        }
        double effective = box.volume() * kappa.density(distance * distance, axes) * coefficient;
        double rate =
                (1 - angle.meanCos()) * effective * (mass * weights[1] * sizes[1] + weights[0] * sizes[0]) / (1 + mass);
        double time = 0.7 / rate;
        UniformRandomProvider rng = Gases.rng(99);
        double[][] difference = new double[2][300];
        for (int replica = 0; replica < 300; replica++) {
            Population one =
                    particles(box, mixture.species().get(0), weights[0], 0.5, new double[] {1, 0, 0}, places[0], rng);
            Population two =
                    particles(box, mixture.species().get(1), weights[1], 0.5, new double[] {-1, 0, 0}, places[1], rng);
            DelocalisedCollisions process = process(mixture, box, new Ensemble(List.of(one, two)));
            for (int step = 0; step < 2; step++) {
                process.advance(time / 2, rng.nextLong());
                difference[step][replica] = mean(one, 0) - mean(two, 0);
            }
        }
        for (int step = 0; step < 2; step++) {
            double expected = 2 * Math.exp(-0.35 * (step + 1));
            double[] estimate = Gases.mean(difference[step]);
            assertThat(estimate[0]).isCloseTo(expected, within(STANDARD_ERRORS * estimate[1]));
            assertThat(estimate[1]).isLessThan(0.02 * expected);
        }
    }

    /** Momentum and energy of two species of hard spheres are kept to rounding, in the plane and in space. */
    @ParameterizedTest
    @CsvSource({"2, ball", "3, gaussian"})
    void collisionsConserve(int d, String type) {
        Box box = box(new double[] {1, 1}, new int[] {5, 5}, true);
        Mixture mixture = mixture(d, kappa(type, 0.3), PowerLaw.hardSphere(d, 0.5), new IsotropicAngle(d), true, 1, 10);
        UniformRandomProvider rng = Gases.rng(3);
        double[][] x = places(500, new double[2], new double[] {1, 1}, rng);
        double[] u = new double[d];
        u[0] = 1;
        Ensemble ensemble = new Ensemble(List.of(
                particles(box, mixture.species().get(0), 1e-3, 1, u, x, rng),
                particles(box, mixture.species().get(1), 1e-3, 5, new double[d], x, rng)));
        double[] before = Gases.invariants(ensemble);
        DelocalisedCollisions process = process(mixture, box, ensemble);
        for (int step = 0; step < 5; step++) {
            process.advance(8, step);
        }
        assertThat(process.tallies().stream().mapToLong(PairTally::accepted).sum())
                .isGreaterThan(10_000);
        double[] after = Gases.invariants(ensemble);
        for (int a = 0; a <= d; a++) {
            assertThat(after[a]).isCloseTo(before[a], within(1e-12 * before[d]));
        }
    }

    @Test
    void aNeighbourhoodOfTooManyCellsIsRefused() {
        Box box = box(new double[] {1, 1, 1}, new int[] {100, 100, 100}, false);
        Mixture mixture = mixture(3, new Ball(0.51), PowerLaw.of(1, 0), new IsotropicAngle(3), true, 1);
        Population p = particles(
                box, mixture.species().get(0), 1, 1, new double[3], new double[][] {{0.5, 0.5, 0.5}}, Gases.rng(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> process(mixture, box, new Ensemble(List.of(p))))
                .withMessageContaining("too many cells");
    }
}
