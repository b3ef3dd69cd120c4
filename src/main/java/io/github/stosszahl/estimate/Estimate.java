package io.github.stosszahl.estimate;

/**
 * An estimated number.
 *
 * @param value the estimate; NaN if it could not be made
 * @param standardError its standard error, not negative; 0 if the value is exact
 */
public record Estimate(double value, double standardError) {
    /** A value without error. */
    public static Estimate exact(double value) {
        return new Estimate(value, 0);
    }

    /** Whether the value carries no sampling error. */
    public boolean isExact() {
        return standardError == 0;
    }
}
