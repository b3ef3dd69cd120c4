package io.github.stosszahl.compare;

import io.github.stosszahl.estimate.Estimate;

/**
 * One number of a time series or profile: a solver's value against the run's estimate.
 *
 * @param run the estimate
 * @param reference the solver's value
 * @param referenceError its standard error, 0 if it has none
 * @param scale what errors are relative to, positive
 * @param replicas whose spread gave the standard error, 1 if it is that of one sample
 */
public record ValueComparison(Estimate run, double reference, double referenceError, double scale, int replicas) {
    /** A quantity that the run knows exactly differs if it does so by more than this share: solvers iterate to a tolerance. */
    private static final double SAME = 1e-6;

    /** The error of the solver: its value minus ours. */
    public double difference() {
        return reference - run.value();
    }

    /** The standard error of the difference. */
    public double standardError() {
        return Math.hypot(run.standardError(), referenceError);
    }

    /** The probability that noise alone makes a difference as large; Student's t if the error is that between replicas. */
    public double pValue() {
        double error = standardError();
        if (error == 0) {
            return Math.abs(difference()) <= SAME * scale ? 1 : 0;
        }
        double z = difference() / error;
        return replicas > 1 && referenceError == 0
                ? Tails.studentBothSides(z, replicas - 1.0)
                : Tails.normalBothSides(z);
    }

    /** Whether the relative error is certainly larger than a tolerance; false with at most the probability if it is not. */
    public boolean exceeds(double tolerance, double probability) {
        return Math.abs(difference()) - Tails.normalQuantile(probability / 2) * standardError() > tolerance * scale;
    }
}
