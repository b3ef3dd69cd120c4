package io.github.stosszahl.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (or a termination signal) as a flag. The virtual machine runs the hook in a thread of its own when the signal comes and ends when the hook
 * returns; the hook holds it until the command has put its results away, or for {@link #PATIENCE_MILLIS}.
 */
final class Interruption {
    private static final long PATIENCE_MILLIS = 900;

    private final CountDownLatch commandEnded = new CountDownLatch(1);
    private volatile boolean requested;
    private volatile Runnable whenRequested = () -> {};

    /** Starts to listen. */
    void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::hold, "interruption"));
    }

    private void hold() {
        if (commandEnded.getCount() == 0) {
            return;
        }
        requested = true;
        whenRequested.run();
        try {
            commandEnded.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the user wants the command to end. */
    boolean isRequested() {
        return requested;
    }

    /** Sets what is done as soon as the user wants the command to end; it must return at once. */
    void onRequest(Runnable action) {
        whenRequested = action;
    }

    /** Tells that the command has nothing left to write. */
    void commandEnded() {
        commandEnded.countDown();
    }
}
