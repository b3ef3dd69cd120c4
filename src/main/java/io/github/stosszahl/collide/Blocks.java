package io.github.stosszahl.collide;

import io.github.stosszahl.particles.Population;
import java.util.List;

/** A partition of the particles into blocks that fit the cache: block b holds a share of every species, the same share up to one particle. */
final class Blocks {
    private final int count;
    private final int[] sizes;

    /**
     * @param count number of blocks, at least 1
     */
    Blocks(List<Population> populations, int count) {
        this.count = count;
        this.sizes = populations.stream().mapToInt(Population::size).toArray();
    }

    int count() {
        return count;
    }

    /** Index of the first particle of a species in a block; that of block {@link #count} is the number of particles. */
    int start(int species, int block) {
        return (int) ((long) sizes[species] * block / count);
    }
}
