package io.github.stosszahl.collide;

import io.github.stosszahl.random.CounterWords;

/** The keys of the random words of one visit, one for each thing that is drawn. */
final class VisitKeys {
    long schedule;
    long offset;
    long direction;
    long angle;
    long acceptance;
    long participation;
    long occupation;

    /** The key of the diffusion that shares the time of the visit with collisions. */
    static long ofDiffusion(long visit) {
        return CounterWords.key(visit, 0);
    }

    /** Takes the keys of a visit from its own. */
    void restart(long visit) {
        schedule = CounterWords.key(visit, 1);
        offset = CounterWords.key(visit, 2);
        direction = CounterWords.key(visit, 3);
        angle = CounterWords.key(visit, 4);
        acceptance = CounterWords.key(visit, 5);
        participation = CounterWords.key(visit, 6);
        occupation = CounterWords.key(visit, 7);
    }
}
