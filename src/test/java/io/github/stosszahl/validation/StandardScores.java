package io.github.stosszahl.validation;

import io.github.stosszahl.estimate.Estimate;

/** Deviations from exact values in units of the standard error: how many, how large at most, and where. */
final class StandardScores {
    private int count;
    private double squares;
    private double worst;
    private String worstPlace = "";

    /** Takes one comparison. An estimate without error must meet the exact value to rounding. */
    void add(String place, Estimate estimate, double exact) {
        double deviation = estimate.value() - exact;
        if (estimate.isExact() && Math.abs(deviation) <= 1e-11 * Math.abs(exact)) {
            return;
        }
        add(place, deviation / estimate.standardError());
    }

    /** Takes one standard score. */
    void add(String place, double z) {
        count++;
        squares += z * z;
        if (!(Math.abs(z) <= Math.abs(worst))) {
            worst = z;
            worstPlace = place;
        }
    }

    /** Takes all comparisons of another collection. */
    void addAll(StandardScores other) {
        count += other.count;
        squares += other.squares;
        if (!(Math.abs(other.worst) <= Math.abs(worst))) {
            worst = other.worst;
            worstPlace = other.worstPlace;
        }
    }

    /** Number of comparisons with an error. */
    int count() {
        return count;
    }

    /** The largest |z|; NaN if any was. */
    double largest() {
        return Math.abs(worst);
    }

    /** Where the largest was found. */
    String worstPlace() {
        return worstPlace;
    }

    /** Root mean square of z. */
    double rms() {
        return Math.sqrt(squares / count);
    }
}
