package io.github.stosszahl.collide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded collisions, of hard spheres of two species; no statistics. */
class CollisionRecorderTest {
    private static final Mixture MIXTURE = Gases.mixture(3, PowerLaw.of(1, 1), new IsotropicAngle(3), 1, 5);

    private static Ensemble ensemble(double secondWeight) {
        double[] u = {0.1, 0, 0};
        return new Ensemble(List.of(
                Gases.maxwellian(MIXTURE.species().get(0), 60_000, 1e-5, 1, u, Gases.rng(1)),
                Gases.maxwellian(MIXTURE.species().get(1), 40_000, secondWeight, 2, u, Gases.rng(2))));
    }

    /** All accepted candidates are there, with momentum and energy of (1.5), and recording does not change the path. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-5, 3e-5})
    void allCollisionsOfTheSamePath(double secondWeight) {
        Ensemble recorded = ensemble(secondWeight);
        Ensemble plain = ensemble(secondWeight);
        CollisionProcess process = new CollisionProcess(MIXTURE, recorded);
        double duration = 2000 / process.candidateRate();
        CollisionSample sample = process.record(duration, Gases.rng(3), () -> false);
        new CollisionProcess(MIXTURE, plain).advance(duration, Gases.rng(3), () -> false);
        for (int i = 0; i < 2; i++) {
            Population a = recorded.populations().get(i);
            Population b = plain.populations().get(i);
            assertThat(a.velocity(0)).isEqualTo(b.velocity(0));
            assertThat(a.invariantVariation()).isDeepEqualTo(b.invariantVariation());
        }
        for (int p = 0; p < MIXTURE.pairs().size(); p++) {
            CollisionSample.OfPair pair = sample.pairs().get(p);
            assertThat((long) pair.count())
                    .isPositive()
                    .isEqualTo(process.tallies().get(p).accepted());
            double first =
                    recorded.populations().get(MIXTURE.pairs().get(p).first()).mass();
            double second =
                    recorded.populations().get(MIXTURE.pairs().get(p).second()).mass();
            for (int c = 0; c < pair.count(); c++) {
                double energy = 0;
                for (int a = 0; a < 3; a++) {
                    double dv = pair.after()[a][c] - pair.before()[a][c];
                    double dw = pair.after()[3 + a][c] - pair.before()[3 + a][c];
                    assertThat(first * dv + second * dw).isCloseTo(0, within(1e-13));
                    energy += first * dv * (pair.after()[a][c] + pair.before()[a][c]);
                    energy += second * dw * (pair.after()[3 + a][c] + pair.before()[3 + a][c]);
                }
                assertThat(energy).isCloseTo(0, within(1e-11));
            }
        }
    }

    @Test
    void anyNumberOfThreads() throws Exception {
        int[] one = firsts(1);
        assertThat(firsts(2)).isEqualTo(one);
    }

    private static int[] firsts(int threads) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> {
                        CollisionProcess process = new CollisionProcess(MIXTURE, ensemble(1e-5));
                        return process.record(2000 / process.candidateRate(), Gases.rng(4), () -> false)
                                .pairs()
                                .get(1)
                                .first();
                    })
                    .get();
        } finally {
            pool.shutdown();
        }
    }
}
