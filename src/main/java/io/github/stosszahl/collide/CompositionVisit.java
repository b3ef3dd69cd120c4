package io.github.stosszahl.collide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    /** Bounds, which only rise as occupation numbers vary, are taken anew after so many collisions per particle. */
    private static final double COLLISIONS_PER_PARTICLE = 0.25;
    /** The same in a small gas. */
    private static final int FEWEST_COLLISIONS = 4096;
    /** Candidates that are drawn at a time, so that the processor waits for the memory of all at once; those after one that collides are dropped. */
    private static final int DRAWN = 4;

    private final List<Rates> rates = new ArrayList<>();
    /** [0 for the first block, 1 for the second][species]. */
    private final SpeedClasses[][] members;

    private final TargetEnergies targets;
    private final ScalarKernel directions = new ScalarKernel();
    private long counter;

    private final Candidate[] drawn =
            Stream.generate(Candidate::new).limit(DRAWN).toArray(Candidate[]::new);

    private static final class Candidate {
        /** Time since the one before. */
        private double wait;

        private int leg;
        private int first;
        private int second;
        /** Whether its classes have particles: the rounding of sums may have led past those that do. */
        private boolean exists;
        /** Particles: first their places in the classes. */
        private int i;

        private int j;
        private double ax;
        private double ay;
        private double az;
        private double bx;
        private double by;
        private double bz;
    }

    /** The pair of the present candidate: velocity of its centre of mass from the origin of speeds, and its length; relative velocity, second minus first, and its length. */
    private double centreX;

    private double centreY;
    private double centreZ;
    private double centreSpeed;
    private double relativeX;
    private double relativeY;
    private double relativeZ;
    private double relativeSpeed;

    /** The candidates per time of one leg. */
    private static final class Rates {
        /** Of a pair of particles of two classes, [second class][first class]. */
        private final double[] majorant = new double[CLASSES * CLASSES];
        /** Per particle of the first class: sums over the second partners. */
        private final double[] perParticle = new double[CLASSES];
        /** Of all particles of the first class. */
        private final double[] row = new double[CLASSES];

        private double scale;
        private double sum;

        /** Takes the sums from the numbers of particles of the first partner. */
        void add(SpeedClasses a) {
            sum = 0;
            for (int k = 0; k < CLASSES; k++) {
                row[k] = Math.max(0, a.size(k) * perParticle[k]);
                sum += row[k];
            }
        }

        /** Of the second partners one has left its class for another. */
        void move(SpeedClasses b) {
            int from = b.movedFrom() * CLASSES;
            int to = b.movedTo() * CLASSES;
            for (int k = 0; k < CLASSES; k++) {
                perParticle[k] += scale * (majorant[to + k] - majorant[from + k]);
            }
        }
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
        double left = collide(first, second, time);
        while (left > 0) {
            left = collide(first, second, left);
        }
    }

    /** Takes all bounds and collides for some time, until they are due again or the time is over; returns what is left of it. */
    private double collide(int first, int second, double time) {
        int collisions = bound(first, second);
        double left = time;
        while (collisions > 0) {
            draw(first);
            boolean collided = false;
            for (int k = 0; k < DRAWN && !collided; k++) {
                left -= drawn[k].wait;
                if (!(left > 0)) {
                    return 0;
                }
                collided = drawn[k].exists && collide(drawn[k], first);
            }
            collisions -= collided ? 1 : 0;
        }
        return left;
    }

    /** Draws the candidates that follow if none collides. */
    private void draw(int block) {
        double total = 0;
        for (int k = 0; k < legs.size(); k++) {
            total += rates.get(k).sum;
        }
        for (Candidate candidate : drawn) {
            candidate.wait = -Math.log(1 - rng.nextDouble()) / total;
            double target = total * rng.nextDouble();
            int k = 0;
            while (k < legs.size() - 1 && target >= rates.get(k).sum) {
                target -= rates.get(k).sum;
                k++;
            }
            candidate.leg = k;
            choose(candidate, legs.get(k), rates.get(k), target, block);
        }
        // loops by themselves, lest one wait for memory holds up the next
        for (Candidate c : drawn) {
            if (c.exists) {
                Leg leg = legs.get(c.leg);
                c.i = firstOf(leg, block).member(c.first, c.i);
                c.j = secondOf(leg, block).member(c.second, c.j);
            }
        }
        for (Candidate c : drawn) {
            Leg leg = legs.get(c.leg);
            c.ax = leg.ax[c.i];
            c.ay = leg.ay[c.i];
            c.az = leg.az[c.i & leg.thirdMask];
            c.bx = leg.bx[c.j];
            c.by = leg.by[c.j];
            c.bz = leg.bz[c.j & leg.thirdMask];
        }
    }

    /** Takes all bounds; returns how many collisions they should be for. */
    private int bound(int first, int second) {
        classify(0, first);
        if (second != first) {
            classify(1, second);
        }
        int particles = 0;
        for (int k = 0; k < legs.size(); k++) {
            Leg leg = legs.get(k);
            forget(rates.get(k));
            count(leg, rates.get(k), first);
            particles = Math.max(particles, leg.firstSize + leg.secondSize);
        }
        return Math.max(FEWEST_COLLISIONS, (int) (COLLISIONS_PER_PARTICLE * particles));
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
        Arrays.fill(rates.majorant, UNKNOWN);
    }

    /** Takes the majorants of a pair of classes of a leg. */
    private void bound(Leg leg, Rates rates, SpeedClasses a, SpeedClasses b, int k, int l) {
        double enhancement = leg.turned ? largestEnhancement(a, b, k, l) : targets.largestMean(a, b, k, l);
        rates.majorant[l * CLASSES + k] = leg.channel.rate.majorant(a.upper(k) + b.upper(l)) * enhancement;
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
        rates.scale = (within ? 0.5 : 1) * gas.blocks.count() * leg.channel.heavierWeight;
        Arrays.fill(rates.perParticle, 0);
        for (int l = 0; l < CLASSES; l++) {
            for (int k = 0; k < CLASSES; k++) {
                int c = l * CLASSES + k;
                if (a.size(k) > 0 && b.size(l) > 0 && rates.majorant[c] == UNKNOWN) {
                    bound(leg, rates, a, b, k, l);
                }
                rates.perParticle[k] += rates.scale * partners(within, k, b, l) * rates.majorant[c];
            }
        }
        rates.add(a);
    }

    /** Takes the rates anew after a collision. */
    private void recount(SpeedClasses a, int i, SpeedClasses b, int j, int block) {
        boolean risen = move(a, i, block);
        boolean empty = a.movedToEmpty();
        risen |= move(b, j, block);
        empty |= b.movedToEmpty();
        for (int q = 0; q < legs.size(); q++) {
            Leg leg = legs.get(q);
            Rates of = rates.get(q);
            if (risen) {
                forget(of);
            }
            if (risen || empty) {
                count(leg, of, block);
            } else {
                of.add(firstOf(leg, block));
            }
        }
    }

    private boolean move(SpeedClasses classes, int particle, int block) {
        boolean risen = classes.move(particle);
        for (int q = 0; q < legs.size(); q++) {
            if (secondOf(legs.get(q), block) == classes) {
                rates.get(q).move(classes);
            }
        }
        return risen;
    }

    /** Finds the motion of a pair. */
    private void look(Leg leg, Candidate c) {
        double firstShare = leg.channel.firstShare;
        relativeX = c.bx - c.ax;
        relativeY = c.by - c.ay;
        relativeZ = c.bz - c.az;
        relativeSpeed = length(relativeX, relativeY, relativeZ);
        centreX = Math.fma(firstShare, relativeX, c.ax) - leg.originX;
        centreY = Math.fma(firstShare, relativeY, c.ay) - leg.originY;
        centreZ = Math.fma(firstShare, relativeZ, c.az) - leg.originZ;
        centreSpeed = length(centreX, centreY, centreZ);
    }

    private static double length(double x, double y, double z) {
        return Math.sqrt(Math.fma(z, z, Math.fma(y, y, x * x)));
    }

    /** The mean of the bound of the enhancement over the directions of the present pair. */
    private double meanEnhancement(Leg leg, SpeedClasses a, SpeedClasses b) {
        double relative = leg.channel.firstShare * relativeSpeed;
        double centreSquare = centreSpeed * centreSpeed;
        double energy = 0.5 * (a.mass() + b.mass()) * centreSquare
                + 0.5 * a.mass() * relative * relative / leg.channel.firstShare;
        return targets.mean(a, b, energy, centreSpeed, relative);
    }

    /** Draws the direction in which the first partner leaves the centre of mass: its angle with W, and around W any. */
    private void drawDirection(Leg leg) {
        directions.x[0] = targets.cosine(rng.nextDouble());
        // a centre at rest has no direction that mattered
        double x = centreSpeed > 0 ? centreX : 1;
        directions.turn(leg.spatial, rng.nextLong(), 0, -x, -centreY, -centreZ, centreSpeed > 0 ? centreSpeed : 1);
        batch.direction[0] = directions.x[0];
        batch.direction[1] = directions.y[0];
        batch.direction[2] = directions.z[0];
    }

    /** Whether the present pair collides in the direction drawn, by the numbers in the cells of its new velocities without the pair. */
    private boolean stands(Leg leg, Candidate c) {
        double gx = Math.fma(relativeSpeed, batch.direction[0], relativeX);
        double gy = Math.fma(relativeSpeed, batch.direction[1], relativeY);
        double gz = Math.fma(relativeSpeed, batch.direction[2], relativeZ);
        double a = leg.channel.firstShare;
        double b = -leg.channel.secondShare;
        OccupationNumbers first = gas.occupation.get(leg.channel.first);
        OccupationNumbers second = gas.occupation.get(leg.channel.second);
        int from = cell(first, c.ax, c.ay, c.az);
        int to = cell(first, Math.fma(gx, a, c.ax), Math.fma(gy, a, c.ay), Math.fma(gz, a, c.az));
        int otherFrom = cell(second, c.bx, c.by, c.bz);
        int otherTo = cell(second, Math.fma(gx, b, c.bx), Math.fma(gy, b, c.by), Math.fma(gz, b, c.bz));
        boolean same = leg.isWithinOne();
        int leave = (to == from ? 1 : 0) + (same && to == otherFrom ? 1 : 0);
        int otherLeave = (otherTo == otherFrom ? 1 : 0) + (same && otherTo == from ? 1 : 0);
        // the first arrives before the second
        int arrive = same && otherTo == to ? 1 : 0;
        double enhancement = factor(first, leg.firstBlock, to, -leave)
                * factor(second, leg.secondBlock, otherTo, arrive - otherLeave);
        double bound = targets.drawnBound();
        if (enhancement > bound * (1 + ROUNDING)) {
            countClipped(leg);
        }
        return rng.nextDouble() * bound < enhancement;
    }

    private static int cell(@Nullable OccupationNumbers numbers, double x, double y, double z) {
        return numbers == null ? 0 : numbers.cell(x, y, z);
    }

    private static double factor(@Nullable OccupationNumbers numbers, int block, int cell, int others) {
        return numbers == null ? 1 : numbers.factor(cell, numbers.counts[block][cell] + others);
    }

    /** Chooses the particles of a candidate, of the classes that a share of the rate of its leg belongs to. */
    private void choose(Candidate candidate, Leg leg, Rates rates, double share, int block) {
        SpeedClasses a = firstOf(leg, block);
        SpeedClasses b = secondOf(leg, block);
        boolean within = leg.isWithinOne();
        double target = share;
        int k = 0;
        while (k < CLASSES - 1 && target >= rates.row[k]) {
            target -= rates.row[k];
            k++;
        }
        target /= rates.scale * Math.max(1, a.size(k));
        int l = 0;
        double rate = partners(within, k, b, 0) * rates.majorant[k];
        while (l < CLASSES - 1 && target >= rate) {
            target -= rate;
            l++;
            rate = partners(within, k, b, l) * rates.majorant[l * CLASSES + k];
        }
        candidate.first = k;
        candidate.second = l;
        candidate.exists = a.size(k) > 0 && rate > 0;
        candidate.i = 0;
        candidate.j = 0;
        if (candidate.exists) {
            candidate.i = rng.nextInt(a.size(k));
            int j = rng.nextInt(partners(within, k, b, l));
            // not the first once more
            candidate.j = within && k == l && j >= candidate.i ? j + 1 : j;
        }
    }

    /** The particles of a class that one of a class may meet: not itself. */
    private static int partners(boolean within, int k, SpeedClasses b, int l) {
        return within && k == l ? b.size(l) - 1 : b.size(l);
    }

    /** Lets a candidate collide, if it does. */
    private boolean collide(Candidate candidate, int block) {
        Leg leg = legs.get(candidate.leg);
        SpeedClasses a = firstOf(leg, block);
        SpeedClasses b = secondOf(leg, block);
        double majorant = rates.get(candidate.leg).majorant[candidate.second * CLASSES + candidate.first];
        look(leg, candidate);
        double alpha = leg.channel.rate.alpha(relativeSpeed);
        batch.directed = !leg.turned;
        if (leg.turned) {
            batch.enhancement[0] = majorant / alpha;
        } else {
            double rate = alpha * meanEnhancement(leg, a, b);
            if (rate > majorant * (1 + ROUNDING)) {
                countClipped(leg);
            }
            if (rng.nextDouble() * majorant >= rate) {
                countRejected(leg);
                return false;
            }
            drawDirection(leg);
            if (!stands(leg, candidate)) {
                countRejected(leg);
                return false;
            }
        }
        batch.run = 1;
        batch.runs = 1;
        batch.candidates = 1;
        batch.first[0] = candidate.i;
        batch.second[0] = candidate.j;
        batch.whole[0] = true;
        serve(leg.channel);
        leg.channel.prepare(kernel, keys, counter++, batch);
        collide(leg);
        if (batch.accepted == 0) {
            return false;
        }
        recount(a, candidate.i, b, candidate.j, block);
        return true;
    }
}
