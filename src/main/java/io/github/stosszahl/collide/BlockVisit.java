package io.github.stosszahl.collide;

import io.github.stosszahl.random.CounterWords;
import java.util.Arrays;

/** A visit in which candidates are runs of particles that follow one another. Those of all legs come in random order, in batches. */
final class BlockVisit extends Visit {
    /** Legs take turns with batches small enough that few particles meet two of them at once. */
    private static final int PARTICLES_PER_CANDIDATE = 32;

    /**
     * Blocks that outer caches hold. Those of a larger gas are read in order before their runs read them at random, which takes half the time; to take their bounds is to read
     * them.
     */
    private static final int CACHED_BLOCKS = 16;

    private static final long LOWER_HALF = 0xFFFFFFFFL;

    /** The legs of batches to come; grows to the largest visit. */
    private int[] schedule = new int[64];

    private int batches;

    /** Time that is left since majorants rose last, and the candidates that were planned for it. */
    private double duration;

    private long planned;
    private long done;
    private long counter;
    private long offsetCounter;

    BlockVisit(Gas gas, PairKernel kernel, Tuning tuning) {
        super(gas, kernel, tuning, channel -> channel.jumps);
    }

    @Override
    void run(int first, int second, double time) {
        counter = 0;
        offsetCounter = 0;
        if (gas.bounded || gas.blocks.count() > CACHED_BLOCKS) {
            gas.bounds.refresh(first, kernel);
            if (second != first) {
                gas.bounds.refresh(second, kernel);
            }
        }
        duration = time;
        done = 0;
        planned = 0;
        for (int k = 0; k < legs.size(); k++) {
            legs.get(k).begin(duration, rng);
            planned += legs.get(k).left();
        }
        while (plan()) {
            collideAsPlanned();
        }
    }

    /** Puts the batches that are left, of all legs, into random order; says whether there are any. */
    private boolean plan() {
        batches = 0;
        for (int k = 0; k < legs.size(); k++) {
            Leg leg = legs.get(k);
            int size = candidatesPerBatch(leg);
            int needed = leg.batchesLeft(size);
            if (batches + needed > schedule.length) {
                schedule = Arrays.copyOf(schedule, 2 * (batches + needed));
            }
            Arrays.fill(schedule, batches, batches + needed, k);
            batches += needed;
        }
        if (legs.size() > 1) {
            shuffle(batches);
        }
        return batches > 0;
    }

    /** Does the planned batches, up to one in which a speed outgrows its bound. */
    private void collideAsPlanned() {
        for (int b = 0; b < batches; b++) {
            Leg leg = legs.get(schedule[b]);
            done += collideNext(leg);
            if (batch.outgrown) {
                raiseMajorants();
                return;
            }
        }
    }

    /**
     * The candidates of all legs are one Poisson process, of which {@link #done} of {@link #planned} have passed. Those to come stay what they are; a majorant that
     * rises adds candidates for the rest of the time.
     */
    private void raiseMajorants() {
        duration *= 1 - rng.nextOrderStatistic(done, planned);
        done = 0;
        planned = 0;
        for (int k = 0; k < legs.size(); k++) {
            legs.get(k).raiseMajorant(duration, rng);
            planned += legs.get(k).left();
        }
    }

    /** Whole runs. */
    private int candidatesPerBatch(Leg leg) {
        int mixed = legs.size() == 1 ? Batch.SIZE : Math.min(leg.firstSize, leg.secondSize) / PARTICLES_PER_CANDIDATE;
        return Math.max(1, Math.min(Batch.SIZE, mixed) / leg.run) * leg.run;
    }

    private void shuffle(int n) {
        for (int k = n - 1; k > 0; k--) {
            int l = rng.nextInt(k + 1);
            int swapped = schedule[k];
            schedule[k] = schedule[l];
            schedule[l] = swapped;
        }
    }

    /** The next batch of a leg; returns how many candidates were done. */
    private int collideNext(Leg leg) {
        int layer = leg.chooseLayer(rng);
        fill(leg, Math.min(leg.left(layer), candidatesPerBatch(leg)));
        serve(leg.channel);
        leg.channel.prepare(kernel, keys, counter, leg.low(layer), leg.high(layer), batch);
        counter += Batch.SIZE;
        int end = collide(leg);
        int count = Math.min(batch.candidates, batch.run * end);
        if (batch.outgrown) {
            leg.raiseBounds(batch, end - 1);
        }
        leg.take(layer, count);
        return count;
    }

    /** Divides the next candidates of a leg into runs. */
    private void fill(Leg leg, int size) {
        int[] first = batch.first;
        int[] second = batch.second;
        boolean[] whole = batch.whole;
        int run = leg.run;
        int runs = (size + run - 1) / run;
        int firstSize = leg.firstSize;
        int secondSize = leg.secondSize;
        boolean within = leg.isWithinOne();
        for (int r = 0; r < runs; r++) {
            long word = CounterWords.word(keys.offset, offsetCounter + r);
            int i = share(word >>> Integer.SIZE, firstSize);
            // within one ring the two parts must not overlap
            int j = within
                    ? Leg.around(i + run + share(word & LOWER_HALF, firstSize - 2 * run + 1), firstSize, firstSize)
                    : share(word & LOWER_HALF, secondSize);
            first[r] = leg.firstStart + i;
            second[r] = leg.secondStart + j;
            whole[r] = i + run <= firstSize && j + run <= secondSize;
        }
        whole[runs - 1] &= runs * run == size;
        offsetCounter += runs;
        batch.run = run;
        batch.runs = runs;
        batch.candidates = size;
    }

    /** The share of n that 32 random bits are of 2^32: in 0..n-1, uniform up to n/2^32, which particles that are exchangeable do not notice. */
    private static int share(long bits, int n) {
        return (int) ((bits * n) >>> Integer.SIZE);
    }
}
