package io.github.stosszahl.cli;

/** Exit statuses of the process. */
final class ExitStatus {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int TOLERANCE_EXCEEDED = 3;
    static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
