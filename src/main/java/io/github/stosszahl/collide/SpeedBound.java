package io.github.stosszahl.collide;

import io.github.stosszahl.particles.Population;

/** A bound of the speeds of one species, measured from a velocity that is the same for all species, so that two bounds add up to one of |v_i - v_j|. */
final class SpeedBound {
    /** Head room left when a speed outgrows the bound, so that a growing tail doesn't renew it at every collision. */
    private static final double HEAD_ROOM = 1.02;

    private final Population population;
    private final double[] origin;
    private double square;

    SpeedBound(Population population, double[] origin) {
        this.population = population;
        this.origin = origin;
        refresh();
    }

    /** The bound, a speed. */
    double value() {
        return Math.sqrt(square);
    }

    /** Takes the bound anew from the particles. */
    void refresh() {
        double largest = 0;
        for (int k = 0; k < population.size(); k++) {
            largest = Math.max(largest, squaredSpeed(k));
        }
        square = largest;
    }

    /** Raises the bound if particle k is faster; says whether it was. */
    boolean outgrownBy(int k) {
        double s = squaredSpeed(k);
        if (s <= square) {
            return false;
        }
        square = s * HEAD_ROOM * HEAD_ROOM;
        return true;
    }

    private double squaredSpeed(int k) {
        double sum = 0;
        for (int a = 0; a < origin.length; a++) {
            double c = population.velocity(a)[k] - origin[a];
            sum += c * c;
        }
        return sum;
    }
}
