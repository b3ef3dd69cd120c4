package io.github.stosszahl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.Population;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Velocity and speed histograms of particles put down by hand. No statistics. */
class HistogramTest {
    private static Population particles(double weight, double[]... v) {
        Population p = new Population(new Species("a", 1), v[0].length, v.length, weight);
        for (int k = 0; k < v.length; k++) {
            for (int a = 0; a < v[k].length; a++) {
                p.velocity(a)[k] = v[k][a];
            }
        }
        return p;
    }

    /** Points of a lattice with a few outside the grid. */
    private static Population lattice(int d, double weight, int size) {
        double[][] v = new double[size][d];
        for (int k = 0; k < size; k++) {
            for (int a = 0; a < d; a++) {
                v[k][a] = ((k * (5 + 2 * a)) % 23) / 23.0 * 4.4 - 2.1;
            }
        }
        return particles(weight, v);
    }

    /** 2 x 2 cells of width 1 and 2, two replicas of weight 0.5: f = w n/(R V) = 0.5 n/(2 2). */
    @Test
    void densityIsWeightTimesCountOverVolume() {
        VelocityGrid grid = new VelocityGrid(new double[] {-1, 0}, new double[] {1, 4}, 2);
        Population one = particles(0.5, new double[] {-0.5, 1}, new double[] {-0.1, 0}, new double[] {0.5, 3.9});
        Population two = particles(
                0.5, new double[] {-1, 1.9}, new double[] {1, 1}, new double[] {0, -1e-9}, new double[] {-0.5, 2});
        VelocityHistogram histogram = new VelocityHistogram(grid, List.of(one, two));
        double[] counts = {3, 1, 0, 1};
        for (int cell = 0; cell < 4; cell++) {
            assertThat(histogram.density(cell).value()).isCloseTo(0.125 * counts[cell], within(1e-15));
            assertThat(histogram.density(cell).standardError())
                    .isCloseTo(0.125 * Math.sqrt(counts[cell] + 1), within(1e-15));
        }
        // the upper edge and what lies below the lower one
        assertThat(histogram.outside()).isEqualTo(2);
    }

    @Test
    void cellsAreCountedWithTheLastAxisFastest() {
        VelocityGrid grid = new VelocityGrid(new double[] {-1, 0, 10}, new double[] {1, 4, 13}, 2);
        assertThat(grid.axes()).isEqualTo(3);
        assertThat(grid.cells()).isEqualTo(8);
        assertThat(grid.cellVolume()).isCloseTo(1 * 2 * 1.5, within(1e-15));
        double[] centre = {0.5, 1, 12.25};
        for (int a = 0; a < 3; a++) {
            assertThat(grid.centre(5, a)).isCloseTo(centre[a], within(1e-14));
        }
        Population p = particles(1, new double[] {0.5, 1, 12.25});
        assertThat(new VelocityHistogram(grid, List.of(p)).density(5).value()).isCloseTo(1 / 3.0, within(1e-15));
    }

    /** The integral over the grid is n less what lies outside, for a full grid and for marginals; a cell's centre lies in it. */
    @Test
    void integralIsTheDensityInside() {
        double weight = 0.01;
        List<Population> replicas = List.of(lattice(3, weight, 500), lattice(3, weight, 500));
        double density = 500 * weight;
        for (int axes = 1; axes <= 3; axes++) {
            double[] lower = new double[axes];
            double[] upper = new double[axes];
            for (int a = 0; a < axes; a++) {
                lower[a] = -2;
                upper[a] = 2 + 0.1 * a;
            }
            VelocityGrid grid = new VelocityGrid(lower, upper, 7);
            VelocityHistogram histogram = new VelocityHistogram(grid, replicas);
            double integral = 0;
            for (int cell = 0; cell < grid.cells(); cell++) {
                integral += histogram.density(cell).value() * grid.cellVolume();
            }
            assertThat(histogram.outside()).isPositive();
            assertThat(integral).isCloseTo(density * (1 - histogram.outside() / 1000.0), within(1e-12));
        }
    }

    /** The marginal on the first axis is the sum of the joint density over the second. */
    @Test
    void marginalIsTheSumOverTheOtherAxis() {
        Population p = lattice(2, 1, 400);
        VelocityGrid joint = new VelocityGrid(new double[] {-3, -3}, new double[] {3, 3}, 6);
        VelocityGrid first = new VelocityGrid(new double[] {-3}, new double[] {3}, 6);
        VelocityHistogram f = new VelocityHistogram(joint, List.of(p));
        VelocityHistogram g = new VelocityHistogram(first, List.of(p));
        for (int i = 0; i < 6; i++) {
            double sum = 0;
            for (int j = 0; j < 6; j++) {
                sum += f.density(6 * i + j).value() * joint.width(1);
            }
            assertThat(g.density(i).value()).isCloseTo(sum, within(1e-12));
        }
    }

    /** Speeds 0.5, 1.5, 1.5, 5 in bins of 1 up to 2: n/(N width); the fast one counts in the normalisation only. */
    @Test
    void speedDensity() {
        Population one = particles(7, new double[] {0.3, 0.4}, new double[] {1.5, 0});
        Population two = particles(7, new double[] {0, -1.5}, new double[] {3, 4});
        SpeedHistogram histogram = new SpeedHistogram(2, 2, List.of(one, two));
        assertThat(histogram.bins()).isEqualTo(2);
        assertThat(histogram.centre(1)).isEqualTo(1.5);
        assertThat(histogram.density(0).value()).isCloseTo(0.25, within(1e-15));
        assertThat(histogram.density(1).value()).isCloseTo(0.5, within(1e-15));
        assertThat(histogram.density(1).standardError()).isCloseTo(Math.sqrt(3) / 4, within(1e-15));
        SpeedHistogram wide = new SpeedHistogram(10, 5, List.of(one, two));
        double integral = 0;
        for (int bin = 0; bin < wide.bins(); bin++) {
            integral += wide.density(bin).value() * 2;
        }
        assertThat(integral).isCloseTo(1, within(1e-14));
    }

    @Test
    void impossibleGridsAreRefused() {
        double[] zero = {0, 0};
        double[] one = {1, 1};
        assertThatIllegalArgumentException().isThrownBy(() -> new VelocityGrid(zero, one, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new VelocityGrid(one, zero, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new VelocityGrid(zero, new double[] {1}, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new VelocityGrid(zero, one, 100_000));
        assertThatIllegalArgumentException().isThrownBy(() -> new VelocityGrid(zero, new double[] {1, Double.NaN}, 4));
    }
}
