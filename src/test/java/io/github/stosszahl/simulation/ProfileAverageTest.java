package io.github.stosszahl.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.estimate.Profile;
import io.github.stosszahl.estimate.ProfileAverage;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.Ensemble;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Standard errors of averages of steady flows, against the scatter of independent runs. */
class ProfileAverageTest {
    private static final double START = 40;
    private static final double END = 400;

    /** Hard spheres at Kn = 0.1 between walls that move against each other. */
    private static Profile couette(long seed) {
        Boundary low = new Boundary.Diffuse(1, new double[] {0, -0.5, 0}, 1);
        Boundary high = new Boundary.Diffuse(1, new double[] {0, 0.5, 0}, 1);
        Box box = SpatialGases.box(1, 7, 20, low, high);
        Mixture mixture = SpatialGases.mixture(3, 1, 1, 1);
        List<InitialState> initial =
                List.of(SpatialGases.filled(box, SpatialGases.maxwellian(3, 1, 1), 800, Optional.empty()));
        ProfileAverage[] average = new ProfileAverage[1];
        SpatialGases.run(mixture, box, initial, seed, 0.1, new double[] {0, END}, new SimulationObserver() {
            @Override
            public void snapshot(Snapshot snapshot) {
                if (average[0] == null) {
                    average[0] = new ProfileAverage(mixture, box, box.grid(), snapshot.ensembles());
                }
            }

            @Override
            public boolean samplesAt(long step, double time) {
                return step % 2 == 0 && time > START;
            }

            @Override
            public void sample(int replica, double time, Ensemble ensemble) {
                average[0].add(replica, ensemble);
            }
        });
        return average[0].result().orElseThrow().profile();
    }

    /**
     * The standard deviation between runs over the root mean square of the standard errors, of every quantity over all cells, of 60 runs: 1. Momentum and temperature of the whole flow live longer than a batch, so that errors of the mean of
     * independent batches would be 1.6 (velocity_y), 1.4 (velocity_z, temperature) times too small. Where one such mode is all there is, the ratio has a standard deviation of 1/sqrt(2 59) = 0.09: the bounds are three of these. The mean velocity towards
     * a wall has nearly no variance in the long run; its errors may be too large.
     */
    @Test
    @Tag("validation")
    void errorsAreThoseBetweenRuns() {
        int runs = 60;
        List<Profile> profiles =
                IntStream.range(0, runs).mapToObj(r -> couette(100 + r)).toList();
        Profile first = profiles.get(0);
        for (int c = 0; c < first.columns().size(); c++) {
            double between = 0;
            double told = 0;
            for (int cell = 0; cell < first.grid().count(); cell++) {
                double mean = 0;
                for (Profile p : profiles) {
                    mean += p.columns().get(c).values()[cell] / runs;
                }
                for (Profile p : profiles) {
                    double deviation = p.columns().get(c).values()[cell] - mean;
                    double error = p.columns().get(c).standardErrors()[cell];
                    between += deviation * deviation / (runs - 1);
                    told += error * error / runs;
                }
            }
            String name = first.columns().get(c).name();
            assertThat(Math.sqrt(between / told)).as(name).isBetween(name.equals("velocity_x") ? 0 : 0.73, 1.27);
        }
    }
}
