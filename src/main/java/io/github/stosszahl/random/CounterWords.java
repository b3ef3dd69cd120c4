package io.github.stosszahl.random;

/**
 * A random function of two words: word(key, counter) is the counter-th output of SplitMix64 (Steele, Lea and Flood 2014, with Stafford's variant 13 as
 * finaliser) started at key. It has no state, so that any lane of a vector and any thread may compute any word. Keys are themselves hashed: of S sequences of
 * length n some S^2 n/2^64 pairs overlap, some ten for 10^12 candidates in visits of 30,000, at unrelated places of the calculation.
 */
public final class CounterWords {
    /** Step of the sequence: 2^64 over the golden ratio. */
    public static final long STEP = 0x9E3779B97F4A7C15L;

    public static final int SHIFT_1 = 30;
    public static final int SHIFT_2 = 27;
    public static final int SHIFT_3 = 31;
    public static final long MULTIPLIER_1 = 0xBF58476D1CE4E5B9L;
    public static final long MULTIPLIER_2 = 0x94D049BB133111EBL;

    private CounterWords() {}

    /** Word number {@code counter} of the sequence of {@code key}. */
    public static long word(long key, long counter) {
        return mix(key + counter * STEP);
    }

    /** The key of a sequence that is named by a word within the domain of another key. */
    public static long key(long parent, long name) {
        return mix(parent + STEP + mix(name + STEP));
    }

    /** The word of a state: word(key, counter) is that of key + counter STEP. */
    public static long mix(long word) {
        long z = word;
        z = (z ^ (z >>> SHIFT_1)) * MULTIPLIER_1;
        z = (z ^ (z >>> SHIFT_2)) * MULTIPLIER_2;
        return z ^ (z >>> SHIFT_3);
    }
}
