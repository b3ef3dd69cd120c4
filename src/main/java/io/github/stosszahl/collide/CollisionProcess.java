package io.github.stosszahl.collide;

import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.random.CounterWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The homogeneous process of one ensemble: jumps, without a time step, and Brownian motion of the directions of relative velocities (the Landau equation), for which every sweep is one
 * step.
 *
 * <p>The particles are divided into blocks. In a sweep, every block b visits block s - b modulo their number, with s drawn anew, so that any two blocks meet, and
 * any block meets itself, with the same probability; in a visit the partner stands for the whole gas. While the majorants stand, the candidates of a visit are a
 * Poisson process; their number is Poisson, and each belongs to a pair of species with probability proportional to that pair's rate. A collision may create a speed that
 * the majorants do not cover. The process is then stopped at that candidate, the c-th of C: given C, its time is the c-th order statistic of C uniform times, a
 * Beta(c, C - c + 1) share of the time. The candidates to come stay, and the excess of the new majorants over the old ones adds others for the rest of the time.
 *
 * <p>The particles of successive candidates follow one another in memory for the length of a run; the first of a run are drawn at random. docs/methods.md says what
 * runs and blocks change.
 *
 * <p>Visits of one sweep are independent. They run on the threads of the pool of the calling thread, if it has one; the result does not depend on their number.
 */
public final class CollisionProcess {
    /** What {@link #timeStep} aims at: moments are then wrong by about a thousandth of the distance from equilibrium, the noise of 10^6 particles. */
    public static final double TOLERANCE = 5e-3;

    /** Fewest candidates of a sweep: a small gas is not worth the trouble of starting one. */
    private static final double CANDIDATES_PER_SWEEP = 1 << 14;

    /** Lest a law that accepts next to nothing should never see its blocks meet anew. */
    private static final double SMALLEST_ACCEPTANCE = 1.0 / 16;

    private static final double[][] NONE = {};

    private final Gas gas;
    private final Tuning tuning;
    private final Supplier<PairKernel> collisionKernels;
    private final Supplier<PairKernel> diffusionKernels;
    private final List<Worker> workers = new ArrayList<>();
    private final double[][][] varied;
    private final AtomicInteger nextBlock = new AtomicInteger();
    private double sweepDuration;
    private long sweepKey;
    private int shift;
    private BooleanSupplier interrupted = () -> false;
    /** One per block while collisions are recorded, else none. */
    private List<CollisionRecorder> recorders = List.of();

    /**
     * The process with the kernel and the tuning that runs use.
     *
     * @param mixture the pairs that collide
     * @param ensemble the particles, one population per species of the mixture; changed in place. Those of a species must be exchangeable: in random order, if they were
     *     not drawn independently.
     */
    public CollisionProcess(Mixture mixture, Ensemble ensemble) {
        this(mixture, ensemble, KernelChoice.AUTO, Tuning.DEFAULT);
    }

    /**
     * @param mixture the pairs that collide
     * @param ensemble the particles, see {@link #CollisionProcess(Mixture, Ensemble)}
     * @param choice the kernel; it does not change the result
     * @param tuning the division into blocks, runs and sweeps
     */
    public CollisionProcess(Mixture mixture, Ensemble ensemble, KernelChoice choice, Tuning tuning) {
        this(mixture, ensemble, choice::collisionKernel, choice::diffusionKernel, tuning);
    }

    CollisionProcess(
            Mixture mixture,
            Ensemble ensemble,
            Supplier<PairKernel> collisionKernels,
            Supplier<PairKernel> diffusionKernels,
            Tuning tuning) {
        this.collisionKernels = collisionKernels;
        this.diffusionKernels = diffusionKernels;
        this.tuning = tuning;
        gas = new Gas(mixture, ensemble, tuning);
        varied = new double[gas.equalWeights ? 0 : gas.blocks.count()][][];
        for (int b = 0; b < varied.length; b++) {
            varied[b] = QuadraticVariation.zero(gas);
        }
    }

    /** Candidates of all pairs per unit time under the present bounds of the speeds. */
    public double candidateRate() {
        return gas.candidateRate();
    }

    /** Whether directions of relative velocities diffuse, so that the process has a time step. */
    public boolean hasTimeStep() {
        return gas.diffuses;
    }

    /**
     * The time step whose relative error in rates of relaxation is about {@link #TOLERANCE}, for the velocities that the particles have now. See {@link StepError}.
     *
     * @param longest the answer is not longer than this
     */
    public double timeStep(double longest) {
        return StepError.of(gas).stepFor(TOLERANCE, longest);
    }

    /** The relative error of first order that a time step makes in the rates of relaxation by each pair of the mixture; 0 for pairs without diffusion. */
    public double[] timeStepErrors(double step) {
        return StepError.of(gas).of(step);
    }

    /**
     * Runs the process for a time.
     *
     * @param duration not negative; where directions diffuse this is the longest time step
     * @param rng gives the key of all random words of this call
     * @param stop asked now and then; once it is true the process stops where it is
     */
    public void advance(double duration, UniformRandomProvider rng, BooleanSupplier stop) {
        long key = rng.nextLong();
        double expected = candidateRate() * duration;
        if (!(expected > 0 || (gas.diffuses && duration > 0))) {
            return;
        }
        interrupted = stop;
        double perSweep = tuning.collisionsPerParticle() * particles() / Math.max(acceptance(), SMALLEST_ACCEPTANCE);
        if (gas.blocks.count() == 1) {
            perSweep = Math.max(perSweep, CANDIDATES_PER_SWEEP);
        }
        long sweeps = Math.max(1, (long) Math.ceil(expected / perSweep));
        sweepDuration = duration / sweeps;
        for (long s = 0; s < sweeps && !stop.getAsBoolean(); s++) {
            sweep(CounterWords.key(key, s));
        }
    }

    /**
     * Like {@link #advance}, and writes down all collisions. The path of the particles is the same.
     *
     * @param duration positive; it bounds the memory for {@link #candidateRate} times the duration collisions
     */
    public CollisionSample record(double duration, UniformRandomProvider rng, BooleanSupplier stop) {
        recorders = Stream.generate(() -> new CollisionRecorder(gas))
                .limit(gas.blocks.count())
                .toList();
        advance(duration, rng, stop);
        CollisionSample sample = CollisionRecorder.sample(gas, recorders, duration);
        recorders = List.of();
        return sample;
    }

    /** The fraction of candidates that have collided so far, not counting diffusion; 1 before there are any. */
    private double acceptance() {
        double candidates = 1;
        double accepted = 1;
        for (Worker worker : workers) {
            for (PairChannel channel : gas.channels) {
                candidates += sum(worker.collisions, visit -> visit.candidates(channel));
                accepted += sum(worker.collisions, visit -> visit.accepted(channel));
            }
        }
        return accepted / candidates;
    }

    private long particles() {
        return gas.populations.stream().mapToLong(p -> p.size()).sum();
    }

    private void sweep(long key) {
        sweepKey = key;
        int count = gas.blocks.count();
        shift = (int) Math.multiplyHigh(CounterWords.word(key, 0) >>> 1, 2L * count);
        nextBlock.set(0);
        int threads = ForkJoinTask.inForkJoinPool() ? ForkJoinTask.getPool().getParallelism() : 1;
        int useful = Math.min(threads, (count + 1) / 2);
        while (workers.size() < useful) {
            workers.add(new Worker());
        }
        for (int w = 1; w < useful; w++) {
            workers.get(w).task.reinitialize();
            workers.get(w).task.fork();
        }
        workers.get(0).run();
        for (int w = 1; w < useful; w++) {
            workers.get(w).task.join();
        }
        for (double[][] visit : varied) {
            QuadraticVariation.settle(gas, visit);
        }
    }

    /** The tallies since the start, in the order of the mixture's pairs. */
    public List<PairTally> tallies() {
        List<PairTally> tallies = new ArrayList<>();
        for (PairChannel channel : gas.channels) {
            PairTally tally = PairTally.NONE;
            for (Worker worker : workers) {
                tally = tally.plus(worker.tally(channel));
            }
            // of whole numbers, so that rounding does not depend on the number of threads
            tallies.add(tally.standingFor(channel.collisionWeight()));
        }
        return tallies;
    }

    private static long sum(Optional<Visit> visit, ToLongFunction<Visit> count) {
        return visit.map(count::applyAsLong).orElse(0L);
    }

    private Visit collisions() {
        if (gas.enhanced) {
            return new CompositionVisit(gas, tuning);
        }
        return new BlockVisit(gas, withOccupation(collisionKernels.get()), tuning);
    }

    private PairKernel withOccupation(PairKernel kernel) {
        return gas.blocked ? new OccupationKernel(kernel, gas) : kernel;
    }

    /** One thread's share of a sweep: visits, as long as there are any. */
    private final class Worker implements Runnable {
        private final ForkJoinTask<?> task = ForkJoinTask.adapt(this);
        private final Optional<Visit> collisions = gas.jumps ? Optional.of(collisions()) : Optional.empty();
        private final Optional<Visit> diffusion = gas.diffuses
                ? Optional.of(new DiffusionVisit(gas, withOccupation(diffusionKernels.get()), tuning))
                : Optional.empty();

        @Override
        public void run() {
            int count = gas.blocks.count();
            int block = nextBlock.getAndIncrement();
            while (block < count && !interrupted.getAsBoolean()) {
                int partner = Math.floorMod(shift - block, count);
                if (block <= partner) {
                    meet(block, partner);
                }
                block = nextBlock.getAndIncrement();
            }
        }

        private void meet(int block, int partner) {
            long key = CounterWords.key(sweepKey, block);
            double[][] variations = gas.equalWeights ? NONE : varied[block];
            if (collisions.isPresent()) {
                CollisionRecorder recorder = recorders.isEmpty() ? null : recorders.get(block);
                collisions.get().run(block, partner, sweepDuration, key, variations, recorder);
            }
            if (diffusion.isPresent()) {
                diffusion.get().run(block, partner, sweepDuration, VisitKeys.ofDiffusion(key), variations, null);
            }
        }

        /** The counts of this worker; what they stand for is left out. */
        PairTally tally(PairChannel channel) {
            return new PairTally(
                    sum(collisions, visit -> visit.candidates(channel)),
                    sum(collisions, visit -> visit.accepted(channel)),
                    sum(collisions, visit -> visit.continued(channel))
                            + sum(diffusion, visit -> visit.continued(channel)),
                    sum(collisions, visit -> visit.clipped(channel)) + sum(diffusion, visit -> visit.clipped(channel)),
                    0,
                    new PairTally.Diffusion(
                            sum(diffusion, visit -> visit.candidates(channel)),
                            sum(diffusion, visit -> visit.accepted(channel)),
                            sum(diffusion, visit -> visit.saturated(channel))));
        }
    }
}
