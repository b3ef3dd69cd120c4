package io.github.stosszahl.linearised;

import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Linearisation;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.random.RandomStreams.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The linearised equation (Remark 2.1) by signed particles: about the constant 1
 *
 * <pre>  d_t f_i = sum_j int B_ij (f_i' + f_j' - f_i - f_j) dv_j domega,   H_lin = (1/2) sum_i int f_i^2,</pre>
 *
 * <p>about Maxwellians rho_i the same for f_i/rho_i with B_ij rho_i rho_j, and H_lin = (1/2) sum_i int f_i^2/rho_i. About the constant f is the initial datum, about Maxwellians its deviation from
 * them, so that the noise is that of the deviation. All particles have one weight. Replicas are independent and run in parallel; the result does not depend on the number of threads.
 */
public final class LinearisedSimulation {
    private static final int PILOT = 1 << 14;
    /** Of the cells of the estimates over that of the cells in which particles cancel. */
    private static final double FINENESS = 0.5;

    private final Mixture mixture;
    private final Linearisation linearisation;
    private final List<InitialState> initial;
    private final RandomStreams streams;
    private final double step;
    private final int replicas;
    private final List<Background> backgrounds = new ArrayList<>();
    private final double weight;
    private final List<List<SignedParticles>> particles;
    private final List<LinearisedProcess> processes = new ArrayList<>();

    /** Told of every output time. */
    public interface Observer {
        /** @param quantities moments, {@code entropy} H_lin and {@code entropy_dissipation} D_lin, with errors from the differences between replicas */
        void observe(double time, List<Quantity> quantities);
    }

    /**
     * Draws the particles at t = 0.
     *
     * @param mixture classical species and their kernels
     * @param linearisation about what
     * @param initial one state per species, with a density
     * @param streams the streams of the run
     * @param step dt where directions diffuse (Landau), else without meaning
     * @param replicas at least {@link Linearisation#FEWEST_REPLICAS}
     * @throws IllegalArgumentException if there are too few replicas, a step is missing, a pair has jumps and diffusion, or an initial state has no density
     */
    public LinearisedSimulation(
            Mixture mixture,
            Linearisation linearisation,
            List<InitialState> initial,
            RandomStreams streams,
            OptionalDouble step,
            int replicas) {
        if (replicas < Linearisation.FEWEST_REPLICAS) {
            throw new IllegalArgumentException(
                    "replicas must be at least " + Linearisation.FEWEST_REPLICAS + ", got " + replicas);
        }
        if (mixture.diffuses() && step.isEmpty()) {
            throw new IllegalArgumentException("diffusion needs a time step");
        }
        if (mixture.pairs().stream()
                .anyMatch(pair -> pair.kernel().jumps() && pair.kernel().diffuses())) {
            throw new IllegalArgumentException("a pair has jumps and diffusion");
        }
        this.mixture = mixture;
        this.linearisation = linearisation;
        this.initial = List.copyOf(initial);
        this.streams = streams;
        this.step = step.orElse(Double.NaN);
        this.replicas = replicas;
        for (int i = 0; i < initial.size(); i++) {
            backgrounds.add(new Background(
                    linearisation, mixture, i, initial.get(i).distribution().density()));
        }
        double content = 0;
        double number = 0;
        for (int i = 0; i < initial.size(); i++) {
            content += content(i);
            number += initial.get(i).particles();
        }
        weight = content / number;
        particles = IntStream.range(0, replicas).parallel().mapToObj(this::draw).toList();
        for (int r = 0; r < replicas; r++) {
            List<Cancellation> cancellations = new ArrayList<>();
            for (int i = 0; i < initial.size(); i++) {
                cancellations.add(new Cancellation(backgrounds.get(i), cellSize(i)));
            }
            UniformRandomProvider rng = streams.stream(Purpose.COLLISIONS, r, -1, 0);
            processes.add(new LinearisedProcess(particles.get(r), cancellations, encounters(), rng));
        }
    }

    private double cellSize(int species) {
        return linearisation.cellSize()
                * linearisation.unit(mixture.species().get(species), mixture.boltzmannConstant());
    }

    /** w, of every particle. */
    public double weight() {
        return weight;
    }

    /** Candidates of all replicas. */
    public long candidates() {
        return processes.stream().mapToLong(LinearisedProcess::candidates).sum();
    }

    /** Events of all replicas. */
    public long events() {
        return processes.stream().mapToLong(LinearisedProcess::events).sum();
    }

    /** The most particles that a replica had at a time. */
    public int mostParticles() {
        return processes.stream()
                .mapToInt(LinearisedProcess::mostParticles)
                .max()
                .orElse(0);
    }

    /**
     * Runs to the last output time.
     *
     * @param outputTimes increasing, the first is 0
     * @param interrupted asked now and then; once it is true the run stops without a further output
     * @return whether the last output time was reached
     */
    public boolean run(double[] outputTimes, Observer observer, BooleanSupplier interrupted) {
        double[] edges = IntStream.range(0, initial.size())
                .mapToDouble(i -> FINENESS * cellSize(i))
                .toArray();
        LinearisedEstimator estimator = new LinearisedEstimator(mixture, backgrounds, edges, weight, replicas);
        for (int output = 0; output < outputTimes.length; output++) {
            int index = output;
            if (output > 0) {
                double duration = outputTimes[output] - outputTimes[output - 1];
                IntStream.range(0, replicas)
                        .parallel()
                        .forEach(r -> processes
                                .get(r)
                                .advance(duration, streams.stream(Purpose.COLLISIONS, r, index, 0), interrupted));
            }
            if (interrupted.getAsBoolean()) {
                return false;
            }
            observer.observe(
                    outputTimes[output],
                    estimator.estimate(
                            particles,
                            IntStream.range(0, replicas)
                                    .mapToObj(r -> encounters())
                                    .toList(),
                            IntStream.range(0, replicas)
                                    .mapToObj(r -> streams.stream(Purpose.ESTIMATES, r, index, 0))
                                    .toList()));
        }
        return true;
    }

    private List<Encounter> encounters() {
        List<Encounter> encounters = new ArrayList<>();
        for (CollidingPair pair : mixture.pairs()) {
            encounters.add(encounter(pair, pair.first(), pair.second()));
            if (pair.first() != pair.second()) {
                encounters.add(encounter(pair, pair.second(), pair.first()));
            }
        }
        return encounters;
    }

    private Encounter encounter(CollidingPair pair, int first, int second) {
        List<Species> species = mixture.species();
        return new Encounter(
                first,
                second,
                species.get(first).mass(),
                species.get(second).mass(),
                backgrounds.get(first),
                backgrounds.get(second),
                pair.kernel(),
                step);
    }

    /** The integral of |f|. */
    private double content(int i) {
        VelocityDistribution start = initial.get(i).distribution();
        if (!backgrounds.get(i).isMaxwellian()) {
            return start.density();
        }
        double sum = 0;
        for (Population candidates : candidates(i, PILOT, replicas)) {
            for (int k = 0; k < PILOT; k++) {
                sum += Math.abs(difference(start, backgrounds.get(i), velocity(candidates, k)));
            }
        }
        return start.density() * sum / PILOT;
    }

    /** Candidates of a species from the initial datum and from the background. */
    private List<Population> candidates(int i, int number, int replica) {
        Species species = mixture.species().get(i);
        VelocityDistribution start = initial.get(i).distribution();
        double[] variances = new double[mixture.dimension()];
        Arrays.fill(variances, backgrounds.get(i).variance());
        Maxwellian maxwellian = new Maxwellian(start.density(), linearisation.velocity(), variances);
        return List.of(
                new InitialState(start, number).draw(species, streams, replica, i),
                new InitialState(maxwellian, number).draw(species, streams, replica, initial.size() + i));
    }

    private static double[] velocity(Population population, int k) {
        double[] v = new double[population.dimension()];
        for (int a = 0; a < v.length; a++) {
            v[a] = population.velocity(a)[k];
        }
        return v;
    }

    /** (F - rho)/(F + rho). */
    private static double difference(VelocityDistribution start, Background rho, double[] v) {
        double f = start.density()
                * start.probabilityDensity(v)
                        .orElseThrow(() -> new IllegalArgumentException("an initial state has no density"));
        double m = rho.density(v);
        return f + m == 0 ? 0 : (f - m) / (f + m);
    }

    private List<SignedParticles> draw(int replica) {
        List<SignedParticles> all = new ArrayList<>();
        for (int i = 0; i < initial.size(); i++) {
            Background rho = backgrounds.get(i);
            VelocityDistribution start = initial.get(i).distribution();
            int number = (int) Math.max(1, Math.rint(start.density() / weight));
            SignedParticles own =
                    new SignedParticles(mixture.dimension(), initial.get(i).particles());
            if (rho.isMaxwellian()) {
                UniformRandomProvider rng = streams.stream(Purpose.INITIAL, replica, 2 * initial.size() + i, 0);
                for (Population candidates : candidates(i, number, replica)) {
                    for (int k = 0; k < number; k++) {
                        double[] v = velocity(candidates, k);
                        double difference = difference(start, rho, v);
                        if (rng.nextDouble() < Math.abs(difference) && rho.contains(v)) {
                            own.add(v, Math.signum(difference));
                        }
                    }
                }
            } else {
                Population drawn =
                        new InitialState(start, number).draw(mixture.species().get(i), streams, replica, i);
                for (int k = 0; k < number; k++) {
                    double[] v = velocity(drawn, k);
                    if (rho.contains(v)) {
                        own.add(v, 1);
                    }
                }
            }
            all.add(own);
        }
        return all;
    }
}
