package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

/** Standard scores of estimates against exact values: none may exceed a bound, and together they must not be too small to mean anything. */
final class Scores {
    private final double bound;
    private int count;
    private double squares;
    private double largest;
    private String worst = "";

    /** @param bound standard errors allowed */
    Scores(double bound) {
        this.bound = bound;
    }

    void add(String what, Timeseries.Row row, double exact) {
        add(what + " at t = " + row.time(), row.value(), row.stderr(), exact);
    }

    void add(String what, double value, double standardError, double exact) {
        assertThat(standardError).as("standard error of %s", what).isPositive();
        double score = Math.abs(value - exact) / standardError;
        count++;
        squares += score * score;
        if (!(score <= largest)) {
            largest = score;
            worst = String.format(
                    Locale.ROOT, "%s: %.9g, exact %.9g, standard error %.3g", what, value, exact, standardError);
        }
    }

    /** @param comparisons how many were meant to be made */
    void assertWithinBound(int comparisons) {
        assertThat(count).isEqualTo(comparisons);
        assertThat(largest).as(worst).isLessThan(bound);
    }

    /**
     * That the root mean square score is between 1/3 and 2, as errors right within a factor of two give it; for sets
     * with some dozens of independent scores at least, where chance alone practically never leaves this range.
     */
    void assertTypical() {
        assertThat(Math.sqrt(squares / count)).as("root mean square score").isBetween(1 / 3.0, 2.0);
    }
}
