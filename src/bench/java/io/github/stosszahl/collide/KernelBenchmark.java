package io.github.stosszahl.collide;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.CounterGenerator;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the steps of a batch cost per candidate, all in the first cache. In this package, since kernels are known to no other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Batch.SIZE)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class KernelBenchmark {
    private static final long KEY = 1;
    private static final int RUN = 16;

    /** Which kernel. */
    @Param({"SCALAR", "VECTOR"})
    public KernelChoice choice;

    private final Batch batch = new Batch();
    private PairKernel kernel;
    private Leg leg;
    private long counter;

    /** A batch of Maxwell molecules that meets no particle twice. */
    @Setup
    public void makeBatch() {
        kernel = choice.collisionKernel();
        List<Species> species = List.of(new Species("a", 1), new Species("b", 2));
        CollidingPair pair = new CollidingPair(0, 1, new CollisionKernel(PowerLaw.of(1, 0), new IsotropicAngle(3)));
        Mixture mixture = new Mixture(3, 1, species, List.of(pair));
        Ensemble ensemble =
                new Ensemble(species.stream().map(KernelBenchmark::particles).toList());
        Gas gas = new Gas(mixture, ensemble, Tuning.DEFAULT);
        leg = new Leg(gas, gas.channels.get(0), Tuning.DEFAULT, batch.flat);
        leg.visit(0, 0);
        batch.run = RUN;
        batch.runs = Batch.SIZE / RUN;
        batch.candidates = Batch.SIZE;
        for (int r = 0; r < batch.runs; r++) {
            batch.first[r] = RUN * r;
            batch.second[r] = RUN * r;
            batch.whole[r] = true;
        }
        VisitKeys keys = new VisitKeys();
        keys.restart(KEY);
        leg.channel.occupy(batch);
        leg.channel.prepare(kernel, keys, 0, 0, 1, batch);
    }

    private static Population particles(Species species) {
        Population population = new Population(species, 3, Batch.SIZE, 1.0 / Batch.SIZE);
        CounterGenerator rng = new CounterGenerator();
        rng.restart((long) species.mass());
        for (int axis = 0; axis < 3; axis++) {
            Arrays.setAll(population.velocity(axis), k -> rng.nextDouble() - 0.5);
        }
        return population;
    }

    /** Acceptance. */
    @Benchmark
    public void uniforms() {
        counter += Batch.SIZE;
        kernel.uniforms(KEY, counter, 0, 1, batch.limit, Batch.SIZE);
    }

    /** A power of uniform numbers, with these. */
    @Benchmark
    public void power() {
        counter += Batch.SIZE;
        kernel.uniforms(KEY, counter, 0, 1, batch.limit, Batch.SIZE);
        kernel.math().power(batch.limit, Batch.SIZE, 1 / 1.4);
    }

    /** Cosines of uniform numbers, with these. */
    @Benchmark
    public void cosine() {
        counter += Batch.SIZE;
        kernel.uniforms(KEY, counter, 0, 1, batch.limit, Batch.SIZE);
        kernel.math().cos(batch.limit, Batch.SIZE);
    }

    /** Collisions of Maxwell molecules with their directions, all in the first cache. */
    @Benchmark
    public int collide() {
        batch.counter += Batch.SIZE;
        return kernel.collide(leg, batch, 0, batch.runs);
    }
}
