package io.github.stosszahl.estimate;

/** A sample that an estimator can make nothing of; the message is the reason, for the user. */
final class NoEstimateException extends Exception {
    private static final long serialVersionUID = 1L;

    NoEstimateException(String reason) {
        super(reason);
    }
}
