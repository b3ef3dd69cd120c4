package io.github.stosszahl.compare;

import java.util.Collection;

/** Many tests as one: the smallest probability times their number (Bonferroni, the first step of Holm's procedure), which holds however the tests are correlated. */
public final class Family {
    /** A difference is called one if noise makes it with less than this probability. */
    public static final double LEVEL = 0.05;

    private Family() {}

    /** The probability that noise alone makes one of the tests as bad, at most. */
    public static double pValue(Collection<Double> pValues) {
        return Math.min(
                1, pValues.size() * pValues.stream().mapToDouble(p -> p).min().orElse(1));
    }
}
