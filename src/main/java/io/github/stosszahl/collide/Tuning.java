package io.github.stosszahl.collide;

/**
 * How the jump process is divided into pieces that a machine does fast. None changes its law in the limit of many particles; docs/methods.md derives what they change at finite
 * ones.
 *
 * @param particlesPerBlock particles of a block, at least 2; with many species up to some four times as many
 * @param longestRun largest number of candidates whose particles follow one another in memory, 1 to 256; the largest power of two within it counts
 * @param particlesPerLane particles that a ring must have for every one of a run: shortens runs in small blocks
 * @param collisionsPerParticle collisions of a sweep over the number of particles, positive, about; between sweeps blocks meet anew
 */
public record Tuning(int particlesPerBlock, int longestRun, int particlesPerLane, double collisionsPerParticle) {
    /** What runs use. */
    public static final Tuning DEFAULT = new Tuning(1 << 14, 16, 256, 1);

    /** @throws IllegalArgumentException if a value is outside the range given above */
    public Tuning {
        if (particlesPerBlock < 2
                || longestRun < 1
                || longestRun > Batch.SIZE
                || particlesPerLane < 2
                || !(collisionsPerParticle > 0)) {
            throw new IllegalArgumentException("blocks, runs and sweeps must not be empty, and a run not above "
                    + Batch.SIZE + ": " + particlesPerBlock + ", " + longestRun + ", " + collisionsPerParticle);
        }
    }
}
