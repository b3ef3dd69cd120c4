package io.github.stosszahl.cli;

import io.github.stosszahl.collide.CollisionProcess;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Homogeneous;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.scenario.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is to be said of the time step before a run. */
final class TimeStepAdvice {
    private static final double PARTICLES = 1 << 18;

    private TimeStepAdvice() {}

    /** One sentence; where directions diffuse, from particles drawn as at t = 0, a quarter of a million at most. */
    static String of(Scenario scenario) {
        if (scenario.linearisation().isPresent()) {
            return scenario.mixture().diffuses()
                    ? "time.step is the mean time between two turns of a particle; rates of relaxation have an error of first order in it"
                    : "the linearised equation needs no time step";
        }
        if (!scenario.mixture().diffuses()) {
            return scenario.step().isPresent()
                    ? "time.step changes the cost only: homogeneous collisions have no time step"
                    : "no time step is needed for homogeneous collisions";
        }
        CollisionProcess process = new CollisionProcess(scenario.mixture(), sample(scenario));
        double step = scenario.step().orElseGet(() -> process.timeStep(scenario.endTime()));
        double error = Arrays.stream(process.timeStepErrors(step)).max().orElse(0);
        return String.format(
                Locale.ROOT,
                scenario.step().isPresent()
                        ? "time.step %.3g makes rates of relaxation too small by about %.2g %%"
                        : "a time step of about %.3g at t = 0, with rates of relaxation too small by about %.2g %%",
                step,
                100 * error);
    }

    /** The relative amount by which a step makes the rates of relaxation by diffusion too small, of all pairs the largest. */
    static double error(Scenario scenario, Ensemble sample, double step) {
        return Arrays.stream(new CollisionProcess(scenario.mixture(), sample).timeStepErrors(step))
                .max()
                .orElse(0);
    }

    /** Particles without positions, distributed as in the mean over space at t = 0. */
    static Ensemble sample(Scenario scenario) {
        double all =
                scenario.species().stream().mapToDouble(InitialState::particles).sum();
        double share = Math.min(1, PARTICLES / all);
        List<InitialState> reduced = scenario.species().stream()
                .map(state -> new InitialState(
                        state.distribution(), Math.max(1, (int) Math.round(share * state.particles()))))
                .toList();
        List<Optional<OccupationCells>> cells = OccupationChoice.of(
                        scenario.mixture(), new Homogeneous(), reduced, scenario.occupation())
                .cells();
        List<Population> populations = new ArrayList<>();
        for (int i = 0; i < reduced.size(); i++) {
            populations.add(reduced.get(i)
                    .draw(scenario.mixture().species().get(i), cells.get(i), new RandomStreams(scenario.seed()), 0, i));
        }
        return new Ensemble(populations);
    }
}
