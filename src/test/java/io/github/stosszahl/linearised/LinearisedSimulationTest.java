package io.github.stosszahl.linearised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Bkw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Linearisation;
import io.github.stosszahl.model.Linearisation.About;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.random.RandomStreams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Errors come from 16 replicas, so that values less exact ones over their errors have Student's law of 15 degrees of freedom: four errors are exceeded by noise with probability 1.2e-3.
 */
class LinearisedSimulationTest {
    private static final int REPLICAS = 16;
    private static final double ERRORS = 4;
    private static final Species ONE = new Species("one", 1);

    private static Mixture mixture(int d, CollisionKernel kernel) {
        return new Mixture(d, 1, List.of(ONE), List.of(new CollidingPair(0, 0, kernel)));
    }

    private static CollisionKernel collisions(int d, double exponent) {
        return new CollisionKernel(PowerLaw.of(1, exponent), new IsotropicAngle(d));
    }

    private static Linearisation aboutMaxwellian(int d) {
        return new Linearisation(About.MAXWELLIAN, new double[d], 1, 5, 0.4);
    }

    private static InitialState maxwellian(double[] u, double[] variance, int particles) {
        return new InitialState(new Maxwellian(1, u, variance), particles);
    }

    private static Map<Double, List<Quantity>> run(
            Mixture mixture, Linearisation about, List<InitialState> start, OptionalDouble step, double... times) {
        Map<Double, List<Quantity>> found = new TreeMap<>();
        new LinearisedSimulation(mixture, about, start, new RandomStreams(31), step, REPLICAS)
                .run(times, found::put, () -> false);
        return found;
    }

    private static Estimate of(List<Quantity> quantities, int species, String name) {
        return quantities.stream()
                .filter(q -> q.species() == species && q.name().equals(name))
                .findFirst()
                .orElseThrow()
                .estimate();
    }

    private static Estimate ofSystem(List<Quantity> quantities, String name) {
        return of(quantities, Quantity.WHOLE_SYSTEM, name);
    }

    private static void assertWithin(Estimate found, double exact) {
        assertThat(found.value()).isCloseTo(exact, within(ERRORS * found.standardError()));
    }

    /** The anisotropy of the temperature falls at the rate (lambda/2)(d/(d-1)) &lt;sin^2 theta&gt; = 1/2 (physics: traceless stress of Maxwell molecules), and H_lin(0) is a product of Gaussian integrals. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void anisotropyOfMaxwellMolecules(int d) {
        double[] variance = d == 2 ? new double[] {1.3, 0.7} : new double[] {1.3, 0.85, 0.85};
        Map<Double, List<Quantity>> found = run(
                mixture(d, collisions(d, 0)),
                aboutMaxwellian(d),
                List.of(maxwellian(new double[d], variance, 20_000)),
                OptionalDouble.empty(),
                0,
                0.7,
                1.5);
        double product = 1;
        for (double s : variance) {
            product /= Math.sqrt(s * (2 - s));
        }
        // int F^2/M of N(0, s) and N(0, 1) is 1/sqrt(s (2 - s)) on each axis
        assertWithin(ofSystem(found.get(0.0), "entropy"), 0.5 * (product - 1));
        found.forEach((time, quantities) -> {
            Estimate anisotropy = of(quantities, 0, "temperature_xx");
            assertWithin(anisotropy, 1 + 0.3 * Math.exp(-0.5 * time));
            assertThat(anisotropy.standardError()).isLessThan(5e-3);
            assertWithin(of(quantities, 0, "number_density"), 1);
        });
    }

    /** u_i' = -lambda E1 m_j/M (u_i - u_j) and T_i' = -lambda E1 (2 m_i m_j/M^2)(T_i - T_j), the moment laws of Maxwell molecules without products of deviations; T_i starts with m_i u_i^2/d in it. */
    @Test
    void twoSpeciesExchangeMomentumAndEnergy() {
        Species heavy = new Species("heavy", 3);
        Mixture mixture = new Mixture(2, 1, List.of(ONE, heavy), List.of(new CollidingPair(0, 1, collisions(2, 0))));
        Map<Double, List<Quantity>> found = run(
                mixture,
                aboutMaxwellian(2),
                List.of(
                        maxwellian(new double[] {0.3, 0}, new double[] {1.2, 1.2}, 20_000),
                        maxwellian(new double[2], new double[] {0.3, 0.3}, 20_000)),
                OptionalDouble.empty(),
                0,
                0.8);
        List<Quantity> end = found.get(0.8);
        double velocity = Math.exp(-0.8);
        assertWithin(of(end, 0, "velocity_x"), 0.3 * (0.25 + 0.75 * velocity));
        assertWithin(of(end, 1, "velocity_x"), 0.3 * 0.25 * (1 - velocity));
        double first = 1.2 + 0.045;
        double second = 0.9;
        double difference = (first - second) * Math.exp(-2 * 2 * 3.0 / 16 * 0.8);
        assertWithin(of(end, 0, "temperature"), 0.5 * (first + second + difference));
        assertWithin(of(end, 1, "temperature"), 0.5 * (first + second - difference));
        // each event and each cancellation conserves to rounding
        for (String name : List.of("momentum_x", "momentum_y", "energy")) {
            assertThat(ofSystem(end, name).value())
                    .isCloseTo(ofSystem(found.get(0.0), name).value(), within(1e-12));
        }
    }

    /** A particle turns at the rate 1/dt by the angle of tau = 4 alpha dt: the anisotropy falls at (1 - exp(-4 tau))/(2 dt), since &lt;sin^2&gt; of a normal angle of variance 2 tau is (1 - exp(-4 tau))/2. */
    @Test
    void anisotropyByDiffusion() {
        double dt = 0.05;
        Map<Double, List<Quantity>> found = run(
                mixture(2, CollisionKernel.landau(PowerLaw.of(0.25, 0), 1, 1)),
                aboutMaxwellian(2),
                List.of(maxwellian(new double[2], new double[] {1.3, 0.7}, 20_000)),
                OptionalDouble.of(dt),
                0,
                0.3);
        double rate = (1 - Math.exp(-4 * dt)) / (2 * dt);
        assertWithin(of(found.get(0.3), 0, "temperature_xx"), 1 + 0.3 * Math.exp(-0.3 * rate));
    }

    /** Hard spheres about a Maxwellian: H_lin within 1 % of its start from the deterministic solution, the fourth moment within 1 % of its largest value, both within 4 errors, the balance of H_lin within 2 %. */
    @Test
    void hardSpheresAgreeWithTheDiscreteVelocitySolution() {
        // BKW with T = 1, so that nothing of the deviation is conserved
        double ratio = 0.4;
        double variance = 1 / (1 + 2 * ratio);
        RadialSolution solution = new RadialSolution(
                5,
                r -> Math.exp(-0.5 * r * r) / (2 * Math.PI),
                u -> u,
                24,
                r -> Math.exp(-0.5 * r * r * (1 / variance - 1)) / variance * (1 - 2 * ratio + ratio * r * r / variance)
                        - 1);
        double[] times = new double[13];
        Arrays.setAll(times, k -> k * 0.05);
        Map<Double, List<Quantity>> found = run(
                mixture(2, collisions(2, 1)),
                aboutMaxwellian(2),
                List.of(new InitialState(new Bkw(1, new double[2], variance, ratio), 40_000)),
                OptionalDouble.empty(),
                times);
        compare(solution, 1e-4, found, m -> 8 + m);
    }

    /** The same about a constant, where a sphere bounds the velocities. */
    @Test
    void aboutAConstantAgreesWithTheDiscreteVelocitySolution() {
        RadialSolution solution =
                new RadialSolution(3, r -> 1, u -> 1, 32, r -> Math.exp(-0.5 * r * r / 0.3) / (2 * Math.PI * 0.3));
        double[] times = new double[13];
        Arrays.setAll(times, k -> k * 0.005);
        Map<Double, List<Quantity>> found = run(
                mixture(2, collisions(2, 0)),
                new Linearisation(About.CONSTANT, new double[2], 1, 3, 0.3),
                List.of(maxwellian(new double[2], new double[] {0.3, 0.3}, 40_000)),
                OptionalDouble.empty(),
                times);
        compare(solution, 2e-3, found, m -> m);
    }

    /** @param accuracy of the solution, relative: what a larger order and finer sums change */
    private static void compare(
            RadialSolution solution,
            double accuracy,
            Map<Double, List<Quantity>> found,
            DoubleUnaryOperator fourthMoment) {
        double end = found.keySet().stream().mapToDouble(t -> t).max().orElseThrow();
        double step = end / (found.size() - 1);
        double[] entropies = new double[found.size()];
        double[] moments = new double[found.size()];
        for (int k = 0; k < found.size(); k++) {
            entropies[k] = solution.entropy();
            moments[k] = fourthMoment.applyAsDouble(solution.moment(4));
            solution.advance(step);
        }
        double largest = Arrays.stream(moments).map(Math::abs).max().orElseThrow();
        double produced = 0;
        double before = Double.NaN;
        int k = 0;
        for (List<Quantity> quantities : found.values()) {
            Estimate entropy = ofSystem(quantities, "entropy");
            assertThat(entropy.value()).isCloseTo(entropies[k], within(0.01 * entropies[0]));
            assertThat(entropy.value())
                    .isCloseTo(entropies[k], within(ERRORS * entropy.standardError() + accuracy * entropies[k]));
            Estimate moment = of(quantities, 0, "moment4");
            assertThat(moment.value()).isCloseTo(moments[k], within(0.01 * largest));
            assertThat(moment.value())
                    .isCloseTo(moments[k], within(ERRORS * moment.standardError() + accuracy * largest));
            double now = ofSystem(quantities, "entropy_dissipation").value();
            // by logarithmic means, exact for exponentials
            produced += k == 0 ? 0 : step * (before - now) / Math.log(before / now);
            before = now;
            k++;
        }
        double fallen = ofSystem(found.get(0.0), "entropy").value()
                - ofSystem(found.get(end), "entropy").value();
        assertThat(produced).isCloseTo(fallen, within(0.02 * fallen));
    }

    /** The number of particles does not grow with time. */
    @Test
    void costStaysBounded() {
        LinearisedSimulation simulation = new LinearisedSimulation(
                mixture(2, collisions(2, 0)),
                aboutMaxwellian(2),
                List.of(maxwellian(new double[2], new double[] {1.3, 0.7}, 10_000)),
                new RandomStreams(1),
                OptionalDouble.empty(),
                4);
        simulation.run(new double[] {0, 20}, (time, quantities) -> {}, () -> false);
        // without cancellation there would be exp(2 lambda t) = 2e17 times as many
        assertThat(simulation.mostParticles()).isLessThan(3 * 10_000);
    }

    @Test
    void resultDoesNotDependOnThreads() throws Exception {
        assertThat(withThreads(1)).isEqualTo(withThreads(3));
    }

    private static Map<Double, List<Quantity>> withThreads(int threads) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> run(
                            mixture(3, collisions(3, 1)),
                            aboutMaxwellian(3),
                            List.of(maxwellian(new double[3], new double[] {1.2, 1, 0.9}, 1000)),
                            OptionalDouble.empty(),
                            0,
                            0.2))
                    .get();
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void refuses() {
        Mixture mixture = mixture(2, CollisionKernel.landau(PowerLaw.of(1, 0), 1, 1));
        List<InitialState> start = List.of(maxwellian(new double[2], new double[] {1, 1}, 10));
        assertThatThrownBy(() -> new LinearisedSimulation(
                        mixture, aboutMaxwellian(2), start, new RandomStreams(1), OptionalDouble.empty(), 4))
                .hasMessage("diffusion needs a time step");
        assertThatThrownBy(() -> new LinearisedSimulation(
                        mixture, aboutMaxwellian(2), start, new RandomStreams(1), OptionalDouble.of(1), 3))
                .hasMessage("replicas must be at least 4, got 3");
    }
}
