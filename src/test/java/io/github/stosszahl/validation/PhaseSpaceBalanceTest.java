package io.github.stosszahl.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.estimate.EntropyDissipation;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.PhaseSpaceDissipation;
import io.github.stosszahl.estimate.PhaseSpaceEntropy;
import io.github.stosszahl.initial.CosineProfile;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.initial.Region;
import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.MixtureDistribution;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.simulation.Simulation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The balance of H with transport: two beams of Maxwell molecules of rate 1, velocities +-1.5 and variance 1/2, in a box of edge 10 with n = 1 + cos(2 pi x/10)/2 at t = 0. They leave one another in space, mix and collide;
 * free flight leaves H alone, so that H(0) - H(t) is the integral of D, with periodic faces and with specular walls. The integral is Simpson's rule over intervals with an output in the middle.
 */
class PhaseSpaceBalanceTest {
    private static final double BOUND = 4;
    private static final double EDGE = 10;
    private static final double[] NODES = {0, 0.25, 1, 2, 4};

    private static Box box(boolean periodic) {
        Boundary face = periodic ? new Boundary.Periodic() : new Boundary.Specular();
        return new Box(
                new Grid(new double[] {0}, new double[] {EDGE}, new int[] {100}), List.of(new Box.Faces(face, face)));
    }

    private static InitialState beams(Box box, int d, int particles) {
        double[] variance = new double[d];
        Arrays.fill(variance, 0.5);
        double[] right = new double[d];
        double[] left = new double[d];
        right[0] = 1.5;
        left[0] = -1.5;
        MixtureDistribution f = new MixtureDistribution(
                List.of(new Maxwellian(0.5, right, variance), new Maxwellian(0.5, left, variance)));
        return InitialState.of(
                List.of(new Region(
                        box.grid().lower(), box.grid().upper(), f, Optional.of(new CosineProfile(0.5, new int[] {1})))),
                box.volume(),
                particles);
    }

    /** The residual within 4 standard errors, those of D taken as fully correlated, and within 3 % of H(0) - H(4). At t = 0 D is 1.125 times that of the beams, 0.6344 in the plane ({@code EntropyDissipationTest}). */
    @Tag("validation")
    @ParameterizedTest
    @CsvSource({"2, true, 6011", "2, false, 6012", "3, true, 6013"})
    void beams(int d, boolean periodic, int seed) throws IOException {
        MeasuredTable table = new MeasuredTable(
                "space-balance-d" + d + (periodic ? "-periodic" : "-specular"),
                "Balance of the entropy with transport, d = " + d + ", " + (periodic ? "periodic" : "specular walls"),
                "t",
                "H",
                "stderr",
                "D",
                "stderr");
        Box box = box(periodic);
        Mixture gas = Runs.bkwGas(d);
        double[] times = new double[2 * NODES.length - 1];
        for (int k = 0; k < times.length; k++) {
            times[k] = (NODES[k / 2] + NODES[(k + 1) / 2]) / 2;
        }
        List<Estimate> entropy = new ArrayList<>();
        List<Estimate> dissipation = new ArrayList<>();
        new Simulation(
                        gas,
                        box,
                        List.of(beams(box, d, 400_000)),
                        List.of(Optional.empty()),
                        new RandomStreams(seed),
                        OptionalDouble.of(0.025),
                        KernelChoice.AUTO)
                .run(
                        1,
                        times,
                        snapshot -> {
                            var particles = snapshot.ensembles().get(0);
                            Estimate h = PhaseSpaceEntropy.of(box, particles)
                                    .quantities()
                                    .get(1)
                                    .estimate();
                            Estimate rate = PhaseSpaceDissipation.of(
                                            gas,
                                            box,
                                            particles,
                                            new RandomStreams(seed)
                                                    .stream(RandomStreams.Purpose.ESTIMATES, 0, snapshot.index(), 0),
                                            () -> false)
                                    .flatMap(EntropyDissipation::value)
                                    .orElseThrow();
                            entropy.add(h);
                            dissipation.add(rate);
                            table.row(
                                    snapshot.time(), h.value(), h.standardError(), rate.value(), rate.standardError());
                        },
                        () -> false);
        Estimate start = entropy.get(0);
        Estimate end = entropy.get(entropy.size() - 1);
        double fall = start.value() - end.value();
        double integral = 0;
        double error = 0;
        for (int k = 1; k < NODES.length; k++) {
            for (int i = 0; i < 3; i++) {
                double weight = (NODES[k] - NODES[k - 1]) / 6 * (i == 1 ? 4 : 1);
                Estimate rate = dissipation.get(2 * (k - 1) + i);
                integral += weight * rate.value();
                error += weight * rate.standardError();
            }
        }
        double residual = fall - integral;
        double stderr = Math.sqrt(error * error
                + start.standardError() * start.standardError()
                + end.standardError() * end.standardError());
        table.row("balance", residual / fall, stderr / fall, "", "");
        table.write();
        assertThat(residual).isCloseTo(0, within(BOUND * stderr));
        assertThat(residual).isCloseTo(0, within(0.03 * fall));
        if (d == 2) {
            Estimate first = dissipation.get(0);
            assertThat(first.value()).isCloseTo(1.125 * 0.6344, within(BOUND * first.standardError()));
        }
    }
}
