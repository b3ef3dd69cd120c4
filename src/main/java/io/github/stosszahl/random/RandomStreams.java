package io.github.stosszahl.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The random streams of a run, each a function of the root seed and of the name of what it is for. Since no stream depends on the order in which streams
 * are asked for, the same seed gives the same numbers for every number of threads.
 *
 * <p>The generator is L64X128MixRandom (Steele and Vigna 2021). The words of a name are absorbed one by one with the finaliser of SplitMix64 (Stafford's
 * variant 13), and the four words of state are drawn from the result.
 */
public final class RandomStreams {
    /** What a stream is for. */
    public enum Purpose {
        /** Initial velocities. */
        INITIAL(1),
        /** Collisions between two output times. */
        COLLISIONS(2),
        /** Estimates at an output time. */
        ESTIMATES(3);

        /** Part of the meaning of a seed. */
        private final int word;

        Purpose(int word) {
            this.word = word;
        }
    }

    private static final int STATE_WORDS = 4;

    private final long seed;

    /** @param seed any value */
    public RandomStreams(long seed) {
        this.seed = seed;
    }

    /**
     * The stream of a purpose, replica and two further indices whose meaning is the purpose's own (species and block, or interval and block).
     *
     * @return a fresh generator at the start of its stream
     */
    public UniformRandomProvider stream(Purpose purpose, int replica, int index, int block) {
        long key = CounterWords.word(seed, 1);
        key = CounterWords.key(key, purpose.word);
        key = CounterWords.key(key, replica);
        key = CounterWords.key(key, index);
        key = CounterWords.key(key, block);
        long[] state = new long[STATE_WORDS];
        for (int word = 0; word < STATE_WORDS; word++) {
            state[word] = CounterWords.word(key, word + 1L);
        }
        return RandomSource.L64_X128_MIX.create(state);
    }
}
