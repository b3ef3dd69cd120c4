package io.github.stosszahl.collide;

import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A visit for gases with bosons, whose collisions a few crowded cells enhance many times. Pairs are chosen by composition and rejection (Slepoy, Thompson and Plimpton 2008, J. Chem. Phys. 128,
 * 205101): each pair of speed classes has a majorant of its own, from the occupation of the cells that its energy can reach, and the next candidate is drawn event by event, so that
 * majorants may change at any time.
 */
final class CompositionVisit extends Visit {
    private static final double ROUNDING = 1e-9;
    /** Of speed, of either partner. */
    private static final int MOST_CLASSES = 32;

    private static final int FEWEST_CLASSES = 4;
    /** Majorants, which only rise as occupation numbers vary, are taken anew after so many collisions. */
    private static final int COLLISIONS = 2048;
    /** Candidates that are drawn at a time, so that the processor waits for the memory of all at once; those after one that collides are dropped. */
    private static final int DRAWN = 4;

    /** Below every cell. */
    private static final int NONE = -1;

    /** So many that their pairs are not more than the particles of a block. */
    private final int classCount;
    /** Of the legs of this visit. */
    private final List<Rates> rates = new ArrayList<>();

    private final Map<Leg, Rates> ratesOf = new HashMap<>();
    /** [0 for the first block, 1 for the second][species]. */
    private final SpeedClasses[][] members;

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
        private final MeanEnhancements envelope;
        /** Of a pair of particles of two classes, [second class][first class]. */
        private final double[] majorant;
        /** Per particle of the first class: sums over the second partners. */
        private final double[] perParticle;
        /** Of all particles of the first class. */
        private final double[] row;

        private double scale;
        private double sum;

        Rates(Leg leg, int classes) {
            envelope = new MeanEnhancements(leg.spatial, !leg.turned, classes);
            majorant = new double[classes * classes];
            perParticle = new double[classes];
            row = new double[classes];
        }

        /** Takes the sums from the numbers of particles of the first partner. */
        void add(SpeedClasses a) {
            sum = 0;
            for (int k = 0; k < row.length; k++) {
                row[k] = Math.max(0, a.size(k) * perParticle[k]);
                sum += row[k];
            }
        }

        /** Of the second partners one has left its class for another. */
        void move(SpeedClasses b) {
            int from = b.movedFrom() * row.length;
            int to = b.movedTo() * row.length;
            for (int k = 0; k < row.length; k++) {
                perParticle[k] += scale * (majorant[to + k] - majorant[from + k]);
            }
        }
    }

    CompositionVisit(Gas gas, Tuning tuning) {
        super(gas, new OccupationKernel(new ScalarKernel(), gas), tuning, channel -> channel.jumps);
        int particles =
                gas.populations.stream().mapToInt(Population::size).max().orElse(0) / gas.blocks.count();
        classCount = Math.max(FEWEST_CLASSES, Math.min(MOST_CLASSES, (int) Math.sqrt(particles)));
        members = new SpeedClasses[2][gas.populations.size()];
        for (SpeedClasses[] side : members) {
            for (int i = 0; i < side.length; i++) {
                side[i] = new SpeedClasses(gas, i, classCount);
            }
        }
    }

    @Override
    void run(int first, int second, double time) {
        counter = 0;
        classify(0, first);
        if (second != first) {
            classify(1, second);
        }
        rates.clear();
        for (Leg leg : legs) {
            rates.add(ratesOf.computeIfAbsent(leg, l -> new Rates(l, classCount)));
        }
        visit(first);
        double left = time;
        for (int collisions = 1; left > 0; collisions++) {
            if (collisions % COLLISIONS == 0) {
                renew(first);
            }
            left = collideOnce(first, left);
        }
    }

    /** Meets candidates until one collides; returns the time left. */
    private double collideOnce(int first, double time) {
        double left = time;
        while (true) {
            draw(first);
            for (Candidate candidate : drawn) {
                left -= candidate.wait;
                if (!(left > 0) || candidate.exists && collide(candidate, first)) {
                    return left;
                }
            }
        }
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

    /** Takes the majorants for the particles of other blocks. */
    private void visit(int block) {
        for (int q = 0; q < legs.size(); q++) {
            Leg leg = legs.get(q);
            rates.get(q).envelope.visit(firstOf(leg, block), secondOf(leg, block));
            count(leg, rates.get(q), block);
        }
    }

    /** Takes the majorants of a leg from the present ceilings. */
    private void renew(Leg leg, Rates rates, int block) {
        rates.envelope.renew(firstOf(leg, block), secondOf(leg, block));
        count(leg, rates, block);
    }

    /** Takes all ceilings and majorants anew. */
    private void renew(int block) {
        for (SpeedClasses[] side : members) {
            for (SpeedClasses classes : side) {
                classes.lift();
            }
        }
        for (int q = 0; q < legs.size(); q++) {
            renew(legs.get(q), rates.get(q), block);
        }
    }

    /** Takes the rates of a leg from its majorants and the numbers of particles in its classes. */
    private void count(Leg leg, Rates rates, int block) {
        SpeedClasses a = firstOf(leg, block);
        SpeedClasses b = secondOf(leg, block);
        boolean within = leg.isWithinOne();
        rates.scale = (within ? 0.5 : 1) * gas.blocks.count() * leg.channel.heavierWeight;
        Arrays.fill(rates.perParticle, 0);
        for (int l = 0; l < classCount; l++) {
            for (int k = 0; k < classCount; k++) {
                double majorant = leg.channel.rate.majorant(a.upper(k) + b.upper(l)) * rates.envelope.of(k, l);
                rates.majorant[l * classCount + k] = majorant;
                rates.perParticle[k] += rates.scale * partners(within, k, b, l) * majorant;
            }
        }
        rates.add(a);
    }

    /** Takes the rates anew after a collision. */
    private void recount(Leg leg, Candidate c, SpeedClasses a, SpeedClasses b, int block) {
        OccupationNumbers first = gas.occupation.get(leg.channel.first);
        OccupationNumbers second = gas.occupation.get(leg.channel.second);
        int from = cell(first, c.ax, c.ay, c.az);
        int to = cell(first, leg.ax[c.i], leg.ay[c.i], leg.az[c.i & leg.thirdMask]);
        int otherFrom = cell(second, c.bx, c.by, c.bz);
        int otherTo = cell(second, leg.bx[c.j], leg.by[c.j], leg.bz[c.j & leg.thirdMask]);
        boolean same = a == b;
        boolean farther = move(a, c.i, block);
        boolean empty = a.movedToEmpty();
        farther |= move(b, c.j, block);
        empty |= b.movedToEmpty();
        boolean risen = a.move(from, to, same ? otherFrom : NONE, same ? otherTo : NONE)
                | b.move(otherFrom, otherTo, NONE, NONE);
        if (farther) {
            visit(block);
            return;
        }
        for (int q = 0; q < legs.size(); q++) {
            Leg other = legs.get(q);
            boolean concerned = meets(other, a, block) || meets(other, b, block);
            if (risen && concerned) {
                renew(other, rates.get(q), block);
            } else if (empty && concerned) {
                rates.get(q).envelope.complete(firstOf(other, block), secondOf(other, block));
                count(other, rates.get(q), block);
            } else {
                rates.get(q).add(firstOf(other, block));
            }
        }
    }

    private boolean meets(Leg leg, SpeedClasses classes, int block) {
        return firstOf(leg, block) == classes || secondOf(leg, block) == classes;
    }

    private boolean move(SpeedClasses classes, int particle, int block) {
        boolean farther = classes.move(particle);
        for (int q = 0; q < legs.size(); q++) {
            if (secondOf(legs.get(q), block) == classes) {
                rates.get(q).move(classes);
            }
        }
        return farther;
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

    /** The energy of the present pair, from the origin of speeds. */
    private double energy(SpeedClasses a, SpeedClasses b, double firstShare) {
        return 0.5 * (a.mass() + b.mass()) * centreSpeed * centreSpeed
                + 0.5 * a.mass() * firstShare * relativeSpeed * relativeSpeed;
    }

    /** Turns the present pair in the direction drawn: its angle with W, and around W any. */
    private void turn(Leg leg, double cosine) {
        directions.x[0] = cosine;
        // a centre at rest has no direction that mattered
        double x = centreSpeed > 0 ? centreX : 1;
        directions.turn(leg.spatial, rng.nextLong(), 0, -x, -centreY, -centreZ, centreSpeed > 0 ? centreSpeed : 1);
        batch.direction[0] = directions.x[0];
        batch.direction[1] = directions.y[0];
        batch.direction[2] = directions.z[0];
    }

    /** Whether a candidate collides; the batch then has its direction. */
    private boolean stands(Leg leg, Candidate c, SpeedClasses a, SpeedClasses b, double alpha, double majorant) {
        MeanEnhancements envelope = rates.get(c.leg).envelope;
        double firstShare = leg.channel.firstShare;
        if (!envelope.draw(
                a,
                b,
                c.first,
                c.second,
                rng.nextDouble(),
                energy(a, b, firstShare),
                centreSpeed,
                firstShare * relativeSpeed)) {
            return false;
        }
        double rate = alpha * envelope.of(c.first, c.second);
        double limit = rng.nextDouble() * majorant * envelope.bound();
        if (limit >= rate * envelope.largest()) {
            return false;
        }
        turn(leg, envelope.cosine());
        double enhancement = enhancement(leg, c);
        if (envelope.exceeded()
                || rate > majorant * (1 + ROUNDING)
                || enhancement > envelope.largest() * (1 + ROUNDING)) {
            countClipped(leg);
        }
        return limit < rate * enhancement;
    }

    /** Of the present pair in the direction of the batch, by the numbers in the cells of its new velocities without the pair. */
    private double enhancement(Leg leg, Candidate c) {
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
        return factor(first, leg.firstBlock, to, -leave)
                * factor(second, leg.secondBlock, otherTo, arrive - otherLeave);
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
        while (k < classCount - 1 && target >= rates.row[k]) {
            target -= rates.row[k];
            k++;
        }
        target /= rates.scale * Math.max(1, a.size(k));
        int l = 0;
        double rate = partners(within, k, b, 0) * rates.majorant[k];
        while (l < classCount - 1 && target >= rate) {
            target -= rate;
            l++;
            rate = partners(within, k, b, l) * rates.majorant[l * classCount + k];
        }
        candidate.exists = a.size(k) > 0 && rate > 0;
        int i = 0;
        int j = 0;
        if (candidate.exists) {
            i = rng.nextInt(a.size(k));
            j = rng.nextInt(partners(within, k, b, l));
            // not the first once more
            j = within && k == l && j >= i ? j + 1 : j;
        }
        boolean swapped = within && k > l;
        candidate.first = swapped ? l : k;
        candidate.second = swapped ? k : l;
        candidate.i = swapped ? j : i;
        candidate.j = swapped ? i : j;
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
        double majorant = rates.get(candidate.leg).majorant[candidate.second * classCount + candidate.first];
        look(leg, candidate);
        double alpha = leg.channel.rate.alpha(relativeSpeed);
        batch.directed = !leg.turned;
        if (leg.turned) {
            batch.enhancement[0] = majorant / alpha;
        } else if (!stands(leg, candidate, a, b, alpha, majorant)) {
            countRejected(leg);
            return false;
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
        recount(leg, candidate, a, b, block);
        return true;
    }
}
