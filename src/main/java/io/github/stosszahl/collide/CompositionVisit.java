package io.github.stosszahl.collide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A visit for gases with bosons, whose collisions a few crowded cells enhance many times. Pairs are chosen by composition and rejection (Slepoy, Thompson and Plimpton 2008, J. Chem. Phys. 128,
 * 205101): each pair of speed classes has a majorant of its own, from the occupation of the cells that its energy can reach, and the next candidate is drawn event by event, so that
 * majorants may change at any time.
 */
final class CompositionVisit extends Visit {
    private static final double ROUNDING = 1e-9;
    private static final int CLASSES = SpeedClasses.COUNT;
    /** A majorant that no pair has asked for yet. */
    private static final double UNKNOWN = 0;

    private final List<Rates> rates = new ArrayList<>();
    /** [0 for the first block, 1 for the second][species]. */
    private final SpeedClasses[][] members;

    private final TargetEnergies targets;
    /** Velocity of the centre of mass of the pair, from the origin of speeds, and its length. */
    private final double[] centre = new double[3];

    private double centreSpeed;
    private final ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
    private long counter;

    /** The candidates per time of one leg, for every pair of classes. */
    private static final class Rates {
        private final double[] alpha = new double[CLASSES * CLASSES];
        private final double[] enhancement = new double[CLASSES * CLASSES];
        private final double[] rate = new double[CLASSES * CLASSES];
        /** Sums over the classes of the second partner. */
        private final double[] row = new double[CLASSES];

        private double sum;
    }

    CompositionVisit(Gas gas, Tuning tuning) {
        super(gas, new OccupationKernel(new ScalarKernel(), gas), tuning, channel -> channel.jumps);
        targets = new TargetEnergies(gas.dimension == 3);
        members = new SpeedClasses[2][gas.populations.size()];
        for (SpeedClasses[] side : members) {
            for (int i = 0; i < side.length; i++) {
                side[i] = new SpeedClasses(gas, i);
            }
        }
        for (int k = 0; k < 2 * gas.channels.size(); k++) {
            rates.add(new Rates());
        }
    }

    @Override
    void run(int first, int second, double time) {
        counter = 0;
        classify(0, first);
        if (second != first) {
            classify(1, second);
        }
        for (int k = 0; k < legs.size(); k++) {
            forget(rates.get(k));
            count(legs.get(k), rates.get(k), first);
        }
        double left = time;
        while (true) {
            double total = 0;
            for (int k = 0; k < legs.size(); k++) {
                total += rates.get(k).sum;
            }
            left += Math.log(1 - rng.nextDouble()) / total;
            if (!(left > 0)) {
                return;
            }
            double target = total * rng.nextDouble();
            int k = 0;
            while (k < legs.size() - 1 && target >= rates.get(k).sum) {
                target -= rates.get(k).sum;
                k++;
            }
            collideOne(legs.get(k), rates.get(k), target, first);
        }
    }

    private void classify(int side, int block) {
        gas.bounds.refresh(block, kernel);
        for (int i = 0; i < members[side].length; i++) {
            members[side][i].visit(
                    block,
                    gas.blocks.start(i, block),
                    gas.blocks.start(i, block + 1),
                    Math.sqrt(gas.bounds.square(i, block)));
        }
    }

    private SpeedClasses firstOf(Leg leg, int block) {
        return members[leg.firstBlock == block ? 0 : 1][leg.channel.first];
    }

    private SpeedClasses secondOf(Leg leg, int block) {
        return members[leg.secondBlock == block ? 0 : 1][leg.channel.second];
    }

    /** Forgets the majorants of a leg. */
    private static void forget(Rates rates) {
        Arrays.fill(rates.enhancement, UNKNOWN);
    }

    /** Takes the majorants of a pair of classes of a leg. */
    private void bound(Leg leg, Rates rates, SpeedClasses a, SpeedClasses b, int k, int l) {
        int c = k * CLASSES + l;
        rates.alpha[c] = leg.channel.rate.majorant(a.upper(k) + b.upper(l));
        rates.enhancement[c] = leg.turned ? largestEnhancement(a, b, k, l) : targets.largestMean(a, b, k, l);
    }

    /** Over all cells that the energy of a pair of these classes can reach. */
    private static double largestEnhancement(SpeedClasses a, SpeedClasses b, int k, int l) {
        double least = a.leastEnergy(k) + b.leastEnergy(l);
        double most = a.largestEnergy(k) + b.largestEnergy(l);
        return EnhancementBounds.largest(a, b, least, most);
    }

    /** Takes the rates of a leg from the numbers of particles in its classes. */
    private void count(Leg leg, Rates rates, int block) {
        SpeedClasses a = firstOf(leg, block);
        SpeedClasses b = secondOf(leg, block);
        boolean within = leg.isWithinOne();
        double scale = (within ? 0.5 : 1) * gas.blocks.count() * leg.channel.heavierWeight;
        double sum = 0;
        for (int k = 0; k < CLASSES; k++) {
            double row = 0;
            for (int l = 0; l < CLASSES; l++) {
                int c = k * CLASSES + l;
                double partners = within && k == l ? b.size(l) - 1.0 : b.size(l);
                double candidates = Math.max(0, a.size(k) * partners);
                if (candidates > 0 && rates.enhancement[c] == UNKNOWN) {
                    bound(leg, rates, a, b, k, l);
                }
                double rate = candidates * scale * rates.alpha[c] * rates.enhancement[c];
                rates.rate[c] = rate;
                row += rate;
            }
            rates.row[k] = row;
            sum += row;
        }
        rates.sum = sum;
    }

    /** Finds how the energy of a pair falls to its partners, and the mean of the bound of their enhancement. */
    private double meanEnhancement(Leg leg, SpeedClasses a, SpeedClasses b, int i, int j) {
        double mass = a.mass() + b.mass();
        double energy = 0;
        double centreSquare = 0;
        double relativeSquare = 0;
        for (int axis = 0; axis < gas.dimension; axis++) {
            double v = a.component(axis, i) - gas.origin[axis];
            double w = b.component(axis, j) - gas.origin[axis];
            energy += 0.5 * (a.mass() * v * v + b.mass() * w * w);
            centre[axis] = (a.mass() * v + b.mass() * w) / mass;
            centreSquare += centre[axis] * centre[axis];
            relativeSquare += (v - w) * (v - w);
        }
        centreSpeed = Math.sqrt(centreSquare);
        return targets.mean(a, b, energy, centreSpeed, leg.channel.firstShare * Math.sqrt(relativeSquare));
    }

    /** Draws the direction in which the first partner leaves the centre of mass: its angle with W, and around W any. */
    private void drawDirection() {
        double cosine = targets.cosine(rng.nextDouble());
        batch.enhancement[0] = targets.drawnBound();
        double[] direction = batch.direction;
        double along = 0;
        double square = 0;
        for (int axis = 0; axis < gas.dimension; axis++) {
            direction[axis] = gaussian.sample();
            square += direction[axis] * direction[axis];
            along += direction[axis] * centre[axis] / centreSpeed;
        }
        if (centreSpeed == 0) {
            cosine = 0;
            along = 0;
        }
        double sine = Math.sqrt((1 - cosine) * (1 + cosine) / (square - along * along));
        for (int axis = 0; axis < gas.dimension; axis++) {
            double towards = centreSpeed == 0 ? 0 : centre[axis] / centreSpeed;
            direction[axis] = cosine * towards + sine * (direction[axis] - along * towards);
        }
    }

    /** A candidate of a leg, in the class that a share of its rate belongs to. */
    private void collideOne(Leg leg, Rates rates, double share, int block) {
        double target = share;
        int k = 0;
        while (k < CLASSES - 1 && target >= rates.row[k]) {
            target -= rates.row[k];
            k++;
        }
        int l = 0;
        while (l < CLASSES - 1 && target >= rates.rate[k * CLASSES + l]) {
            target -= rates.rate[k * CLASSES + l];
            l++;
        }
        int c = k * CLASSES + l;
        if (rates.rate[c] == 0) {
            // the rounding of sums has led past the last pair of classes that has particles
            return;
        }
        SpeedClasses a = firstOf(leg, block);
        SpeedClasses b = secondOf(leg, block);
        int n = rng.nextInt(a.size(k));
        int i = a.member(k, n);
        int j;
        if (leg.isWithinOne() && k == l) {
            int m = rng.nextInt(b.size(l) - 1);
            j = b.member(l, m < n ? m : m + 1);
        } else {
            j = b.member(l, rng.nextInt(b.size(l)));
        }
        batch.run = 1;
        batch.runs = 1;
        batch.candidates = 1;
        batch.first[0] = i;
        batch.second[0] = j;
        batch.whole[0] = true;
        double majorant = rates.alpha[c] * rates.enhancement[c];
        double alpha = ScalarKernel.alpha(leg, batch);
        batch.directed = !leg.turned;
        if (leg.turned) {
            batch.enhancement[0] = majorant / alpha;
        } else {
            double rate = alpha * meanEnhancement(leg, a, b, i, j);
            if (rate > majorant * (1 + ROUNDING)) {
                countClipped(leg);
            }
            if (rng.nextDouble() * majorant >= rate) {
                countRejected(leg);
                return;
            }
            drawDirection();
        }
        serve(leg.channel);
        leg.channel.prepare(kernel, keys, counter++, batch);
        collide(leg);
        if (batch.accepted == 0) {
            return;
        }
        boolean risen = a.move(i) | b.move(j);
        for (int q = 0; q < legs.size(); q++) {
            if (risen) {
                forget(this.rates.get(q));
            }
            count(legs.get(q), this.rates.get(q), block);
        }
    }
}
