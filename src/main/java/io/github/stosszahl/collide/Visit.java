package io.github.stosszahl.collide;

import io.github.stosszahl.random.CounterGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the particles of two blocks, or of one with itself, do to each other for some time. A visit has the scratch memory of one thread. */
abstract class Visit {
    final Gas gas;
    final PairKernel kernel;
    final Batch batch = new Batch();
    final VisitKeys keys = new VisitKeys();
    final CounterGenerator rng = new CounterGenerator();
    /** The legs of this visit: for every channel the leg from the first block to the second and, for unlike species, the one back. */
    final List<Leg> legs;

    private final List<Leg> there = new ArrayList<>();
    private final List<Leg> back = new ArrayList<>();
    private final QuadraticVariation variation;
    private @Nullable CollisionRecorder recorder;
    private double[][] varied = {};
    private final long[] candidates;
    private final long[] accepted;
    private final long[] continued;
    private final long[] clipped;
    private final long[] saturated;

    /** The channel that the batch served last. */
    private @Nullable PairChannel occupant;

    /** @param takesPart of the channels of the gas, those that this process is about */
    Visit(Gas gas, PairKernel kernel, Tuning tuning, Predicate<PairChannel> takesPart) {
        this.gas = gas;
        this.kernel = kernel;
        for (PairChannel channel : gas.channels.stream().filter(takesPart).toList()) {
            there.add(new Leg(gas, channel, tuning, batch.flat));
            back.add(new Leg(gas, channel, tuning, batch.flat));
        }
        legs = new ArrayList<>(2 * there.size());
        variation = new QuadraticVariation(gas);
        candidates = new long[gas.channels.size()];
        accepted = new long[gas.channels.size()];
        continued = new long[gas.channels.size()];
        clipped = new long[gas.channels.size()];
        saturated = new long[gas.channels.size()];
    }

    /**
     * Runs the process.
     *
     * @param first a block
     * @param second a block, perhaps the same
     * @param time how long, not negative
     * @param key of the random words of this visit, used for no other
     * @param variations gets the quadratic variation, see {@link QuadraticVariation}; not used if weights are equal
     * @param told of all collisions, if there is one
     */
    final void run(
            int first, int second, double time, long key, double[][] variations, @Nullable CollisionRecorder told) {
        recorder = told;
        varied = variations;
        keys.restart(key);
        rng.restart(keys.schedule);
        legs.clear();
        for (int c = 0; c < there.size(); c++) {
            addLeg(there.get(c), first, second);
            if (first != second && !there.get(c).channel.isLike()) {
                addLeg(back.get(c), second, first);
            }
        }
        run(first, second, time);
    }

    private void addLeg(Leg leg, int first, int second) {
        leg.visit(first, second);
        legs.add(leg);
    }

    /** Runs the process of the legs. */
    abstract void run(int first, int second, double time);

    /** Sets what is the same for all candidates of a channel. */
    final void serve(PairChannel channel) {
        if (channel != occupant) {
            channel.occupy(batch);
            occupant = channel;
        }
    }

    /** Lets the batch collide; returns the first run that was not done. */
    final int collide(Leg leg) {
        PairChannel channel = leg.channel;
        batch.outgrown = false;
        batch.accepted = 0;
        batch.continued = 0;
        batch.clipped = 0;
        batch.saturated = 0;
        int end;
        if (recorder != null) {
            end = recorder.observe(leg, batch, kernel, variation, varied);
        } else if (channel.equalWeights) {
            end = kernel.collide(leg, batch, 0, batch.runs);
        } else {
            end = variation.observe(leg, batch, kernel, varied);
        }
        int index = channel.index;
        candidates[index] += Math.min(batch.candidates, batch.run * end);
        accepted[index] += batch.accepted;
        continued[index] += batch.continued;
        clipped[index] += batch.clipped;
        saturated[index] += batch.saturated;
        return end;
    }

    /** Counts a candidate that did not get as far as {@link #collide}. */
    final void countRejected(Leg leg) {
        candidates[leg.channel.index]++;
    }

    /** Counts a rate above its bound. */
    final void countClipped(Leg leg) {
        clipped[leg.channel.index]++;
    }

    /** Candidates of a channel in all visits of this object. */
    final long candidates(PairChannel channel) {
        return candidates[channel.index];
    }

    /** Those that collided. */
    final long accepted(PairChannel channel) {
        return accepted[channel.index];
    }

    /** Those at a relative speed where the rate law is continued. */
    final long continued(PairChannel channel) {
        return continued[channel.index];
    }

    /** Those whose rate was above its bound, so that it was clipped. */
    final long clipped(PairChannel channel) {
        return clipped[channel.index];
    }

    /** Those whose direction became nearly uniform by diffusion. */
    final long saturated(PairChannel channel) {
        return saturated[channel.index];
    }
}
