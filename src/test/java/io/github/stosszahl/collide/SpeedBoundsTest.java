package io.github.stosszahl.collide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.VssAngle;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.CounterGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels stop after the very run in which a speed outgrew its bound. Nothing here is random but the gas: no false alarms. */
class SpeedBoundsTest {
    private static final int SIZE = 4096;
    private static final int RUN = 16;

    static Stream<Arguments> gases() {
        List<Arguments> cases = new ArrayList<>();
        for (KernelChoice choice : List.of(KernelChoice.SCALAR, KernelChoice.VECTOR)) {
            for (int d : new int[] {2, 3}) {
                for (AngleLaw angle : List.of(new IsotropicAngle(d), VssAngle.of(d, 1.6))) {
                    for (double drift : new double[] {0, 0.7, 30}) {
                        cases.add(Arguments.of(choice, d, angle, drift));
                    }
                }
            }
        }
        return cases.stream();
    }

    /** Bounds that a few of thousand particles outgrow, of a light and of a heavy species of one temperature, at rest and in motion. */
    @ParameterizedTest
    @MethodSource("gases")
    void runsStopWhereASpeedOutgrowsItsBound(KernelChoice choice, int d, AngleLaw angle, double drift) {
        Mixture mixture = Gases.mixture(d, PowerLaw.of(1, 1), angle, 1, 4);
        UniformRandomProvider rng = Gases.rng(5);
        Population light = cutMaxwellian(mixture, 0, drift, rng);
        Population heavy = cutMaxwellian(mixture, 1, drift, rng);
        Gas gas = new Gas(mixture, new Ensemble(List.of(light, heavy)), Tuning.DEFAULT);
        PairChannel channel =
                gas.channels.stream().filter(c -> !c.isLike()).findFirst().orElseThrow();
        Batch batch = new Batch();
        Leg leg = new Leg(gas, channel, Tuning.DEFAULT, batch.flat);
        leg.visit(0, 0);
        channel.occupy(batch);
        batch.run = RUN;
        batch.runs = Batch.SIZE / RUN;
        batch.candidates = Batch.SIZE;
        VisitKeys keys = new VisitKeys();
        keys.restart(7);
        PairKernel kernel = choice.collisionKernel();
        int stops = 0;
        int passed = 0;
        for (int round = 0; round < 20; round++) {
            leg.begin(1, new CounterGenerator());
            for (int r = 0; r < batch.runs; r++) {
                batch.first[r] = RUN * rng.nextInt(SIZE / RUN);
                batch.second[r] = RUN * rng.nextInt(SIZE / RUN);
                batch.whole[r] = true;
            }
            channel.prepare(kernel, keys, (long) Batch.SIZE * round, 0, leg.high(0), batch);
            for (int r = 0; r < batch.runs; r++) {
                batch.outgrown = false;
                assertThat(kernel.collide(leg, batch, r, r + 1)).isEqualTo(r + 1);
                boolean outgrown = exceeds(light, gas.origin, batch.first[r], leg.firstBoundSquare)
                        || exceeds(heavy, gas.origin, batch.second[r], leg.secondBoundSquare);
                assertThat(batch.outgrown).isEqualTo(outgrown);
                stops += outgrown ? 1 : 0;
                passed += outgrown ? 0 : 1;
                if (outgrown) {
                    leg.raiseBounds(batch, r);
                    leg.begin(1, new CounterGenerator());
                }
            }
        }
        assertThat(stops).isGreaterThan(3);
        assertThat(passed).isGreaterThan(100);
    }

    private static Population cutMaxwellian(Mixture mixture, int species, double drift, UniformRandomProvider rng) {
        double deviation = Math.sqrt(1 / mixture.species().get(species).mass());
        Population p = new Population(mixture.species().get(species), mixture.dimension(), SIZE, 1);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(rng);
        for (int a = 0; a < mixture.dimension(); a++) {
            for (int k = 0; k < SIZE; k++) {
                p.velocity(a)[k] = drift + deviation * Math.max(-1, Math.min(1, normal.sample()));
            }
        }
        return p;
    }

    private static boolean exceeds(Population p, double[] origin, int from, double boundSquare) {
        for (int k = from; k < from + RUN; k++) {
            double square = 0;
            for (int a = 0; a < p.dimension(); a++) {
                square = Math.fma(p.velocity(a)[k] - origin[a], p.velocity(a)[k] - origin[a], square);
            }
            if (square > boundSquare) {
                return true;
            }
        }
        return false;
    }
}
