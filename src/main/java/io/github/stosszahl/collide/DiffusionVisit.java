package io.github.stosszahl.collide;

import org.jspecify.annotations.Nullable;

/**
 * A step of the Landau equation for the particles of two blocks. The particles of each pair of species are two rings, of which one is turned by a random offset; then those that face each other
 * diffuse, every particle of the larger ring once, and the smaller ring is gone round as often as needed. A ring that meets itself is gone round once, so that each of its particles meets two. The
 * time of each is the duration times the rate of all pairs of the two rings over the number of those that meet.
 */
final class DiffusionVisit extends Visit {
    private final int[] order;
    /** [0 for the first block, 1 for the second][species]; empty without bosons. */
    private final SpeedClasses[][] members;

    private final EnhancementBounds bounds;
    private long counter;

    DiffusionVisit(Gas gas, PairKernel kernel, Tuning tuning) {
        super(gas, kernel, tuning, channel -> channel.diffusivity > 0);
        order = new int[2 * gas.channels.size()];
        members = new SpeedClasses[gas.enhanced ? 2 : 0][gas.populations.size()];
        for (SpeedClasses[] side : members) {
            for (int i = 0; i < side.length; i++) {
                side[i] = new SpeedClasses(gas, i, EnhancementBounds.CLASSES);
            }
        }
        bounds = new EnhancementBounds(gas.origin);
    }

    @Override
    void run(int first, int second, double time) {
        counter = 0;
        int count = legs.size();
        if (gas.enhanced) {
            gas.bounds.refresh(first, kernel);
            gas.bounds.refresh(second, kernel);
        }
        // in random order, so that no pair of species is always the first
        for (int k = 0; k < count; k++) {
            int l = rng.nextInt(k + 1);
            order[k] = order[l];
            order[l] = k;
        }
        for (int k = 0; k < count; k++) {
            Leg leg = legs.get(order[k]);
            if (leg.possiblePairs() > 0) {
                leg.enhancement = bounds(leg);
                diffuse(leg, time);
            }
        }
    }

    /** Of the occupation numbers before a leg; those that rise above them on the way are clipped. */
    private @Nullable EnhancementBounds bounds(Leg leg) {
        if (!gas.isEnhanced(leg.channel)) {
            return null;
        }
        bounds.take(classes(0, leg.channel.first, leg.firstBlock), classes(1, leg.channel.second, leg.secondBlock));
        return bounds;
    }

    private SpeedClasses classes(int side, int species, int block) {
        SpeedClasses classes = members[side][species];
        double fastest = Math.sqrt(gas.bounds.square(species, block));
        classes.visit(block, gas.blocks.start(species, block), gas.blocks.start(species, block + 1), fastest);
        return classes;
    }

    private void diffuse(Leg leg, double time) {
        PairChannel channel = leg.channel;
        int firstSize = leg.firstSize;
        int secondSize = leg.secondSize;
        boolean within = leg.isWithinOne();
        int pairs = Math.max(firstSize, secondSize);
        int offset = within ? 1 + rng.nextInt(secondSize - 1) : rng.nextInt(secondSize);
        // the pairs of a run must not share particles
        int apart = within ? Math.min(offset, secondSize - offset) : pairs;
        batch.run = Integer.highestOneBit(Math.min(apart, Batch.SIZE));
        batch.diffusionTime = channel.diffusivity * leg.pairRate() * time / pairs;
        serve(channel);
        int i = 0;
        int j = offset;
        int done = 0;
        while (done < pairs) {
            int left = Math.min(pairs - done, Math.min(firstSize - i, secondSize - j));
            fill(leg, i, j, Math.min(left, Batch.SIZE));
            channel.prepare(kernel, keys, counter, batch);
            collide(leg);
            counter += Batch.SIZE;
            done += batch.candidates;
            i = Leg.around(i + batch.candidates, firstSize, firstSize);
            j = Leg.around(j + batch.candidates, secondSize, secondSize);
        }
    }

    private void fill(Leg leg, int i, int j, int candidates) {
        batch.candidates = candidates;
        batch.runs = (candidates + batch.run - 1) / batch.run;
        for (int r = 0; r < batch.runs; r++) {
            batch.first[r] = leg.firstStart + i + r * batch.run;
            batch.second[r] = leg.secondStart + j + r * batch.run;
        }
    }
}
