package io.github.stosszahl.collide;

/**
 * What became of the candidates of one pair of species.
 *
 * @param candidates pairs that were proposed to collide
 * @param accepted pairs that collided
 * @param continued candidates, for collision or diffusion, at a relative speed where the rate law is continued (below a cutoff, beyond a table)
 * @param clipped pairs whose probability was clipped: at 1, of collisions whose rate exceeded its bound, or at 0, where only a cell with more fermions than it holds forbids a collision
 * @param collisions real collisions per unit volume that the accepted pairs stand for: accepted times min(w_i, w_j)
 * @param diffusion what became of the pairs that diffused
 */
public record PairTally(
        long candidates, long accepted, long continued, long clipped, double collisions, Diffusion diffusion) {
    /** Nothing yet. */
    public static final PairTally NONE = new PairTally(0, 0, 0, 0, 0);

    /**
     * Pairs whose relative velocity performed a Brownian motion on the sphere for a time step.
     *
     * @param pairs that were proposed
     * @param accepted that moved: all but those that occupied cells blocked
     * @param saturated whose direction was nearly uniform afterwards, since D n dt was above 1
     */
    public record Diffusion(long pairs, long accepted, long saturated) {
        private Diffusion plus(Diffusion other) {
            return new Diffusion(pairs + other.pairs, accepted + other.accepted, saturated + other.saturated);
        }
    }

    /** A tally without diffusion. */
    public PairTally(long candidates, long accepted, long continued, long clipped, double collisions) {
        this(candidates, accepted, continued, clipped, collisions, new Diffusion(0, 0, 0));
    }

    /** The same counts, each accepted pair standing for a number of collisions per unit volume. */
    PairTally standingFor(double weight) {
        return new PairTally(candidates, accepted, continued, clipped, accepted * weight, diffusion);
    }

    /** The sum of two tallies of the same pair. */
    public PairTally plus(PairTally other) {
        return new PairTally(
                candidates + other.candidates,
                accepted + other.accepted,
                continued + other.continued,
                clipped + other.clipped,
                collisions + other.collisions,
                diffusion.plus(other.diffusion));
    }
}
