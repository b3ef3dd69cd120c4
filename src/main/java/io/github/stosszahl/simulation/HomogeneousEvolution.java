package io.github.stosszahl.simulation;

import io.github.stosszahl.collide.CollisionProcess;
import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.collide.PairTally;
import io.github.stosszahl.collide.Tuning;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.CollisionSample;
import io.github.stosszahl.particles.Ensemble;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/** A homogeneous gas: collisions only, which need no time step but for the diffusion of the Landau equation. */
final class HomogeneousEvolution implements Evolution {
    /** Share of the particles that collide while collisions are recorded: densities hardly change meanwhile. */
    private static final double MOST_COLLIDING = 0.02;

    /** In numbers of steps. */
    private static final double ROUNDING = 1e-9;

    private final CollisionProcess process;
    private final long particles;
    private final OptionalDouble step;

    HomogeneousEvolution(Mixture mixture, Ensemble ensemble, OptionalDouble step, KernelChoice kernel) {
        process = new CollisionProcess(mixture, ensemble, kernel, Tuning.DEFAULT);
        particles = ensemble.size();
        this.step = step;
    }

    @Override
    public double longestStep(double duration, SimulationObserver observer) {
        if (!process.hasTimeStep()) {
            return Double.POSITIVE_INFINITY;
        }
        double wanted = step.orElseGet(() -> process.timeStep(duration));
        double taken = duration / Math.max(1, Math.ceil(duration / wanted - ROUNDING));
        observer.stepping(taken, process.timeStepErrors(taken));
        return taken;
    }

    @Override
    public Optional<CollisionSample> advance(
            double time,
            double duration,
            double longest,
            UniformRandomProvider rng,
            SimulationObserver observer,
            BooleanSupplier interrupted) {
        int wanted = observer.collisionsWanted();
        double rate = process.candidateRate();
        double recorded = Math.min(wanted, MOST_COLLIDING * particles / 2);
        double last = wanted > 0 && rate > 0 ? Math.min(duration, recorded / rate) : 0;
        double substep = Math.min(longest, step.orElse(particles / rate));
        long substeps = Math.max(1, (long) Math.ceil((duration - last) / substep - ROUNDING));
        for (long s = 0; s < substeps && !interrupted.getAsBoolean(); s++) {
            process.advance((duration - last) / substeps, rng, interrupted);
            observer.advanced((duration - last) / substeps);
        }
        if (last == 0 || interrupted.getAsBoolean()) {
            return Optional.empty();
        }
        CollisionSample sample = process.record(last, rng, interrupted);
        observer.advanced(last);
        return Optional.of(sample);
    }

    @Override
    public List<PairTally> tallies() {
        return process.tallies();
    }
}
