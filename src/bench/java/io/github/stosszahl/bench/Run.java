package io.github.stosszahl.bench;

/**
 * What a gas did in some time.
 *
 * @param nanos by the clock
 * @param threadNanos the time that one thread was on a processor, which is all there is if there are no others
 */
record Run(long candidates, long accepted, long nanos, long threadNanos) {
    /** The inverse of {@link #toString}. */
    static Run parse(String text) {
        String[] words = text.split(" ");
        return new Run(
                Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
    }

    double nanosPerCandidate() {
        return nanos / (double) candidates;
    }

    double threadNanosPerCandidate() {
        return threadNanos / (double) candidates;
    }

    double nanosPerCollision() {
        return nanos / (double) accepted;
    }

    @Override
    public String toString() {
        return candidates + " " + accepted + " " + nanos + " " + threadNanos;
    }
}
