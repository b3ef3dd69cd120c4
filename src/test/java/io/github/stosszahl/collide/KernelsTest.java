package io.github.stosszahl.collide;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerAngle;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.model.TabulatedAngle;
import io.github.stosszahl.model.TabulatedRate;
import io.github.stosszahl.model.VssAngle;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The scalar and the vector kernel leave the same bits, for any number of threads, and a sweep allocates nothing. */
class KernelsTest {
    private static final Tuning SMALL_BLOCKS = new Tuning(700, 16, 8, 0.7);

    static Stream<Arguments> laws() {
        List<Arguments> cases = new ArrayList<>();
        for (int d = 2; d <= 3; d++) {
            AngleLaw isotropic = new IsotropicAngle(d);
            RateLaw maxwell = PowerLaw.of(1, 0);
            TabulatedRate table = new TabulatedRate(new double[] {0.3, 1, 2}, new double[] {0.2, 2, 1});
            TabulatedAngle angles = new TabulatedAngle(d, new double[] {-1, 0.2, 0.9}, new double[] {0.1, 1, 3});
            cases.add(Arguments.of("Maxwell molecules", d, maxwell, isotropic));
            cases.add(Arguments.of("hard spheres", d, PowerLaw.of(1, 1), isotropic));
            cases.add(Arguments.of("r^2", d, PowerLaw.of(1, 2), isotropic));
            cases.add(Arguments.of("vss", d, PowerLaw.of(0.7, 0.38), VssAngle.of(d, 1.4)));
            cases.add(Arguments.of("soft", d, new PowerLaw(1, -1.5, 0.2), isotropic));
            cases.add(Arguments.of("table", d, table, angles));
            cases.add(Arguments.of("power angle", d, maxwell, new PowerAngle(1.5, 0.01)));
            cases.add(Arguments.of("power angle 1", d, maxwell, new PowerAngle(1, 0.01)));
        }
        return cases.stream();
    }

    private static Ensemble gas(Mixture mixture, double[] weight) {
        List<Population> populations = new ArrayList<>();
        int[] size = {6000, 1501, 300};
        for (int i = 0; i < mixture.species().size(); i++) {
            populations.add(Gases.maxwellian(
                    mixture.species().get(i),
                    size[i],
                    weight[i],
                    1 + i,
                    new double[mixture.dimension()],
                    Gases.rng(i)));
        }
        return new Ensemble(populations);
    }

    private static CollisionProcess run(
            Mixture mixture, Ensemble gas, KernelChoice kernel, Tuning tuning, int threads) {
        CollisionProcess process = new CollisionProcess(mixture, gas, kernel, tuning);
        ForkJoinPool pool = new ForkJoinPool(threads);
        pool.submit(() -> process.advance(3 * gas.size() / process.candidateRate(), Gases.rng(5), () -> false))
                .join();
        pool.shutdown();
        return process;
    }

    @ParameterizedTest(name = "{0}, d = {1}")
    @MethodSource("laws")
    void kernelsAndThreadsAgreeBitByBit(String name, int d, RateLaw rate, AngleLaw angle) {
        Mixture mixture = Gases.mixture(d, rate, angle, 1, 3, 0.2);
        for (Tuning tuning : List.of(Tuning.DEFAULT, SMALL_BLOCKS)) {
            for (double[] weight : new double[][] {{1e-3, 1e-3, 1e-3}, {1e-3, 2e-3, 1e-3}}) {
                Ensemble scalar = gas(mixture, weight);
                CollisionProcess one = run(mixture, scalar, KernelChoice.SCALAR, tuning, 1);
                Ensemble vector = gas(mixture, weight);
                CollisionProcess other = run(mixture, vector, KernelChoice.VECTOR, tuning, 3);
                assertThat(one.tallies()).isEqualTo(other.tallies());
                // something has happened
                assertThat(one.tallies().stream().mapToLong(PairTally::accepted).sum())
                        .isGreaterThan(200);
                for (int i = 0; i < 3; i++) {
                    Population a = scalar.populations().get(i);
                    Population b = vector.populations().get(i);
                    for (int axis = 0; axis < d; axis++) {
                        assertThat(a.velocity(axis)).containsExactly(b.velocity(axis));
                    }
                    assertThat(a.invariantVariation()).isDeepEqualTo(b.invariantVariation());
                }
            }
        }
    }

    @Test
    void aChangeOfKernelOnTheWayLeavesTheSameBits() {
        Mixture mixture = Gases.mixture(3, PowerLaw.of(1, 1), new IsotropicAngle(3), 1, 3, 0.2);
        double[] weight = {1e-3, 1e-3, 1e-3};
        Ensemble scalar = gas(mixture, weight);
        run(mixture, scalar, KernelChoice.SCALAR, Tuning.DEFAULT, 1);
        Ensemble changing = gas(mixture, weight);
        LongAdder done = new LongAdder();
        CollisionProcess process = new CollisionProcess(
                mixture,
                changing,
                () -> new AutoKernel(new ScalarKernel(), VectorKernel::new, done, changing.size()),
                KernelChoice.SCALAR::diffusionKernel,
                Tuning.DEFAULT);
        process.advance(3 * changing.size() / process.candidateRate(), Gases.rng(5), () -> false);
        // stopped counting on the way
        assertThat(done.sum()).isBetween((long) changing.size(), 2L * changing.size());
        for (int i = 0; i < 3; i++) {
            for (int axis = 0; axis < 3; axis++) {
                assertThat(changing.populations().get(i).velocity(axis))
                        .containsExactly(scalar.populations().get(i).velocity(axis));
            }
        }
    }

    /** Bytes that the thread allocates for some 40 sweeps of 7801 particles, once compiled code runs. */
    @Test
    void aSweepAllocatesNothing() {
        Mixture mixture = Gases.mixture(3, PowerLaw.of(1, 1), new IsotropicAngle(3), 1, 3, 0.2);
        Ensemble gas = gas(mixture, new double[] {1e-3, 1e-3, 1e-3});
        for (KernelChoice kernel : List.of(KernelChoice.SCALAR, KernelChoice.VECTOR)) {
            CollisionProcess process = new CollisionProcess(mixture, gas, kernel, SMALL_BLOCKS);
            double duration = 40 * gas.size() / process.candidateRate();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long least = Long.MAX_VALUE;
            for (int repeat = 0; repeat < 2000 && least >= 2000; repeat++) {
                long before =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId());
                process.advance(duration, Gases.rng(repeat), () -> false);
                long after =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId());
                least = Math.min(least, after - before);
            }
            assertThat(least).as("%s kernel", kernel).isLessThan(2000);
        }
    }
}
