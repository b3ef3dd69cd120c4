package io.github.stosszahl.collide;

/**
 * What became of the candidates of one pair of species.
 *
 * @param candidates pairs that were proposed
 * @param accepted pairs that collided
 * @param continued candidates at a relative speed where the rate law is continued (below a cutoff, beyond a table)
 * @param clipped candidates whose rate exceeded its bound: their probability was clipped at 1
 * @param collisions real collisions per unit volume that the accepted pairs stand for: accepted times min(w_i, w_j)
 */
public record PairTally(long candidates, long accepted, long continued, long clipped, double collisions) {
    /** The sum of two tallies of the same pair. */
    public PairTally plus(PairTally other) {
        return new PairTally(
                candidates + other.candidates,
                accepted + other.accepted,
                continued + other.continued,
                clipped + other.clipped,
                collisions + other.collisions);
    }
}
