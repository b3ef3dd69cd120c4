package io.github.stosszahl.cli;

import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.estimate.MomentEstimator;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.scenario.Scenario;
import io.github.stosszahl.simulation.Simulation;
import io.github.stosszahl.simulation.SimulationObserver;
import io.github.stosszahl.simulation.Snapshot;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run will cost, from a short pilot run of the same scenario with at most about a million particles.
 *
 * @param collisionsPerParticle collisions, and steps of diffusion, that a particle of each species takes part in until the end
 * @param candidates candidates of the whole run
 * @param collideSeconds time for the collisions of all replicas
 * @param momentSeconds time for the moments of all replicas at all output times
 * @param functionalSeconds the same for the functionals of the densities that are asked for
 */
record CostEstimate(
        double[] collisionsPerParticle,
        double candidates,
        double collideSeconds,
        double momentSeconds,
        double functionalSeconds) {
    private static final double PARTICLES_PER_VISIT = 1 << 15;
    /** Of the pieces of work in space. */
    private static final double PARTICLES_PER_PIECE = 1 << 12;

    private static final double PILOT_PARTICLES = 1 << 20;
    /** Of the two samples by which functionals are timed; what they cost beyond a fixed part grows in proportion to N, or less. */
    static final int FEW = 1 << 14;

    static final int MANY = 1 << 17;
    /** No species is thinned out to fewer, so that all have their functionals. */
    private static final int FEWEST_OF_SPECIES = 1 << 10;
    /** An interval of the pilot, or repeated moments, that take this long can be measured. */
    private static final double MEASURABLE_SECONDS = 0.3;
    /** The pilot tries longer and longer shares of the run, each twice the last, until it has taken long enough to be measured. */
    private static final int PILOT_DOUBLINGS = 24;

    static CostEstimate of(Scenario scenario, int threads, KernelChoice kernel) {
        CostEstimate first = with(kernel.forCandidates(0), scenario, threads);
        KernelChoice better = kernel.forCandidates(first.candidates);
        return better == kernel.forCandidates(0) ? first : with(better, scenario, threads);
    }

    private static CostEstimate with(KernelChoice kernel, Scenario scenario, int threads) {
        double particles =
                scenario.species().stream().mapToDouble(InitialState::particles).sum();
        double share = Math.min(1, PILOT_PARTICLES / particles);
        List<InitialState> reduced = new ArrayList<>();
        for (InitialState state : scenario.species()) {
            int few = Math.max(1, (int) Math.round(share * state.particles()));
            reduced.add(new InitialState(state.distribution(), few, state.regions()));
        }
        Pilot pilot = new Pilot(scenario.mixture());
        Simulation simulation = new Simulation(
                scenario.mixture(),
                scenario.space(),
                reduced,
                OccupationChoice.of(scenario.mixture(), scenario.space(), reduced, scenario.occupation())
                        .cells(),
                new RandomStreams(scenario.seed()),
                scenario.step(),
                kernel);
        double[] times = new double[PILOT_DOUBLINGS + 2];
        for (int k = 1; k < times.length; k++) {
            times[k] = scenario.endTime() / Math.pow(2, times.length - 1.0 - k);
        }
        simulation.run(1, times, pilot, pilot::isDone);
        double scale = scenario.endTime() / pilot.simulatedTime / share;
        double[] perParticle = new double[reduced.size()];
        double candidates = 0;
        for (int p = 0; p < pilot.tallies.size(); p++) {
            CollidingPair pair = scenario.mixture().pairs().get(p);
            PairTally tally = pilot.tallies.get(p);
            candidates += tally.candidates() + tally.diffusion().pairs();
            for (int species : new int[] {pair.first(), pair.second()}) {
                InitialState state = reduced.get(species);
                double each = tally.collisions() / state.distribution().density()
                        + (double) tally.diffusion().pairs() / state.particles();
                perParticle[species] += each * scenario.endTime() / pilot.simulatedTime;
            }
        }
        // the pilot ran on one thread; the pieces of work of a replica share the threads
        double piece = scenario.space().dimension() > 0 ? PARTICLES_PER_PIECE : PARTICLES_PER_VISIT;
        double atOnce = Math.min(threads, scenario.replicas() * Math.max(1, particles / piece));
        double all = scenario.endTime() / pilot.interval / share * scenario.replicas();
        double alone = pilot.aloneSeconds * all;
        double seconds = wallTime(pilot.intervalSeconds * all - alone, atOnce, alone, threads, scenario.replicas());
        double moments = pilot.momentSeconds() / share * scenario.outputTimes().length * scenario.replicas();
        double functionals =
                pilot.functionalSeconds(scenario, particles) * scenario.outputTimes().length * scenario.replicas();
        return new CostEstimate(perParticle, candidates * scale * scenario.replicas(), seconds, moments, functionals);
    }

    /**
     * How long work takes, of which a part keeps one thread of each replica busy.
     *
     * @param shared time of all threads for what they share
     * @param atOnce threads that have a part of it
     * @param alone time of the threads that work on what a replica cannot share
     */
    static double wallTime(double shared, double atOnce, double alone, int threads, int replicas) {
        return shared / atOnce + alone / Math.min(threads, replicas);
    }

    /**
     * Time for N particles of work that takes a fixed time and one in proportion to N, by what two samples took.
     *
     * @param few particles of the smaller sample
     * @param many of the larger one; if it is not larger, all of the time is in proportion to N
     */
    static double extrapolated(long few, double fewSeconds, long many, double manySeconds, double particles) {
        double perParticle = many > few
                ? Math.min(Math.max(0, (manySeconds - fewSeconds) / (many - few)), manySeconds / many)
                : manySeconds / many;
        return manySeconds + (particles - many) * perParticle;
    }

    /** About so many particles of an ensemble, evenly chosen, in the order they have; all if there are no more. Each stands for more of them. */
    static Ensemble thinned(Ensemble ensemble, int particles) {
        double share = Math.min(1, particles / (double) ensemble.size());
        return new Ensemble(ensemble.populations().stream()
                .map(population -> thinned(population, share))
                .toList());
    }

    private static Population thinned(Population all, double share) {
        int size = (int) Math.min(all.size(), Math.max(FEWEST_OF_SPECIES, Math.round(share * all.size())));
        Population few = new Population(
                all.species(),
                all.spaceDimension(),
                all.dimension(),
                size,
                all.weight() * all.size() / size,
                all.cells().orElse(null));
        for (int k = 0; k < size; k++) {
            int from = (int) ((long) k * all.size() / size);
            for (int a = 0; a < all.spaceDimension(); a++) {
                few.position(a)[k] = all.position(a)[from];
            }
            for (int a = 0; a < all.dimension(); a++) {
                few.velocity(a)[k] = all.velocity(a)[from];
            }
        }
        return few;
    }

    void print(Scenario scenario, OccupationChoice occupation, MemoryNeed memory, PrintWriter out) {
        out.println(scenario.title());
        for (int i = 0; i < collisionsPerParticle.length; i++) {
            out.printf(
                    Locale.ROOT,
                    "species %s: %,d particles of weight %.6g, about %.3g %s per particle%n",
                    scenario.mixture().species().get(i).name(),
                    scenario.species().get(i).particles(),
                    scenario.species().get(i).weight(),
                    collisionsPerParticle[i],
                    scenario.mixture().diffuses() ? "steps of pairs" : "collisions");
        }
        occupation.describe(scenario.mixture()).forEach(out::println);
        out.printf(Locale.ROOT, "replicas: %d%n", scenario.replicas());
        out.printf(Locale.ROOT, "memory: %s%n", memory.text());
        out.printf(Locale.ROOT, "candidates: about %.3g%n", candidates);
        out.printf(
                Locale.ROOT,
                "wall time: about %s s for the collisions%s %s s for the moments%s, from a pilot run%n",
                twoDigits(collideSeconds),
                functionalSeconds > 0 ? "," : " and",
                twoDigits(momentSeconds),
                functionalSeconds > 0 ? " and " + twoDigits(functionalSeconds) + " s for the functionals" : "");
    }

    private static String twoDigits(double value) {
        return new BigDecimal(value).round(new MathContext(2)).toPlainString();
    }

    /** Lets the pilot run until it can be measured. */
    private static final class Pilot implements SimulationObserver {
        private final Mixture mixture;
        private long intervalStart;
        private double simulatedTime;
        private double interval;
        private double intervalSeconds;
        private double aloneSeconds;
        private long aloneNanos;
        private List<PairTally> tallies = List.of();
        private Ensemble ensemble = new Ensemble(List.of());

        Pilot(Mixture mixture) {
            this.mixture = mixture;
        }

        @Override
        public void snapshot(Snapshot snapshot) {
            ensemble = snapshot.ensembles().get(0);
            tallies = snapshot.tallies().get(0);
            if (snapshot.index() > 0) {
                intervalSeconds = (System.nanoTime() - intervalStart) * 1e-9;
                aloneSeconds = aloneNanos * 1e-9;
                interval = snapshot.time() - simulatedTime;
                simulatedTime = snapshot.time();
            }
            aloneNanos = 0;
            intervalStart = System.nanoTime();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void collidedAlone(long nanos) {
            aloneNanos += nanos;
        }

        /** Time for the moments of the pilot's particles at one time, once the code is warm. */
        double momentSeconds() {
            MomentEstimator estimator = new MomentEstimator(mixture, ensemble);
            long begin = System.nanoTime();
            double last;
            do {
                long start = System.nanoTime();
                estimator.estimate(ensemble);
                last = (System.nanoTime() - start) * 1e-9;
            } while ((System.nanoTime() - begin) * 1e-9 < MEASURABLE_SECONDS);
            return last;
        }

        /** Time for the functionals of a number of particles at one time, 0 if none is asked for. */
        double functionalSeconds(Scenario scenario, double particles) {
            if (!scenario.estimators().any() && !scenario.estimators().generic()) {
                return 0;
            }
            Ensemble few = thinned(ensemble, FEW);
            Ensemble many = thinned(ensemble, MANY);
            // the code is compiled meanwhile
            functionalSeconds(scenario, few);
            return extrapolated(
                    few.size(),
                    functionalSeconds(scenario, few),
                    many.size(),
                    functionalSeconds(scenario, many),
                    particles);
        }

        private static double functionalSeconds(Scenario scenario, Ensemble sample) {
            FunctionalSeries series = new FunctionalSeries(scenario);
            GenericSeries generic = new GenericSeries(scenario);
            Snapshot snapshot = new Snapshot(0, 0, List.of(sample), List.of(), List.of());
            double shortest = Double.POSITIVE_INFINITY;
            long begin = System.nanoTime();
            do {
                long start = System.nanoTime();
                series.estimate(snapshot, () -> false);
                generic.observe(snapshot, () -> false);
                shortest = Math.min(shortest, (System.nanoTime() - start) * 1e-9);
            } while ((System.nanoTime() - begin) * 1e-9 < MEASURABLE_SECONDS);
            return shortest;
        }

        boolean isDone() {
            return intervalSeconds > MEASURABLE_SECONDS;
        }
    }
}
