package io.github.stosszahl.bench;

/** What a gas did in some time. */
record Run(long candidates, long accepted, long nanos) {
    /** The inverse of {@link #toString}. */
    static Run parse(String text) {
        String[] words = text.split(" ");
        return new Run(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    double nanosPerCandidate() {
        return nanos / (double) candidates;
    }

    double nanosPerCollision() {
        return nanos / (double) accepted;
    }

    @Override
    public String toString() {
        return candidates + " " + accepted + " " + nanos;
    }
}
