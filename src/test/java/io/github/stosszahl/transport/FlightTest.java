package io.github.stosszahl.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scalar and the vector unit move particles to the same bits; where they end is known without the code where walls are simple. */
class FlightTest {
    private static final Mixture ONE_SPECIES = new Mixture(3, 1, List.of(new Species("a", 1)), List.of());
    private static final Boundary PERIODIC = new Boundary.Periodic();

    private static Box box(int axes, int[] cells, Boundary low, Boundary high) {
        double[] lower = {-0.3, 1, 0};
        double[] upper = {1.7, 1.1, 30};
        Grid grid = new Grid(Arrays.copyOf(lower, axes), Arrays.copyOf(upper, axes), Arrays.copyOf(cells, axes));
        return new Box(grid, Collections.nCopies(axes, new Box.Faces(low, high)));
    }

    /** Uniform in the box, some on the faces of cells, with velocities of two edges of the box per time. */
    private static Population gas(Box box, int size) {
        Grid grid = box.grid();
        UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(4);
        Population p = new Population(new Species("a", 1), grid.dimension(), 3, size, 1, null);
        for (int k = 0; k < size; k++) {
            for (int a = 0; a < grid.dimension(); a++) {
                double length = grid.upper()[a] - grid.lower()[a];
                double place = k % 7 == 0 ? (double) rng.nextInt(grid.cells()[a]) / grid.cells()[a] : rng.nextDouble();
                p.position(a)[k] = grid.lower()[a] + length * place;
                p.velocity(a)[k] = k % 5 == 0 ? 0 : length * (4 * rng.nextDouble() - 2);
            }
        }
        return p;
    }

    static Stream<Box> boxes() {
        Boundary specular = new Boundary.Specular();
        Boundary diffuse = new Boundary.Diffuse(2, new double[] {0, 0, 0}, 0.7);
        return Stream.of(
                box(1, new int[] {1}, PERIODIC, PERIODIC),
                box(1, new int[] {13}, specular, new Boundary.Vacuum()),
                box(2, new int[] {5, 70}, PERIODIC, PERIODIC),
                box(2, new int[] {3, 4}, diffuse, specular),
                box(3, new int[] {10, 1, 17}, PERIODIC, PERIODIC),
                box(3, new int[] {1, 6, 3}, new Boundary.Vacuum(), diffuse));
    }

    @ParameterizedTest
    @MethodSource("boxes")
    void scalarAndVectorUnitAgreeBitByBit(Box box) {
        for (double time : new double[] {0, 0.01, 3}) {
            for (int[] range : new int[][] {{0, 1003}, {5, 6}, {17, 801}, {3, 3}}) {
                Population one = gas(box, 1003);
                Population other = gas(box, 1003);
                int[] cell = new int[1003];
                int[] otherCell = new int[1003];
                new Flight(box, ONE_SPECIES, () -> false).fly(one, 0, range[0], range[1], time, 99, cell);
                new Flight(box, ONE_SPECIES, () -> true).fly(other, 0, range[0], range[1], time, 99, otherCell);
                assertThat(otherCell).containsExactly(cell);
                for (int a = 0; a < box.dimension(); a++) {
                    assertThat(other.position(a)).containsExactly(one.position(a));
                    assertThat(other.velocity(a)).containsExactly(one.velocity(a));
                }
            }
        }
    }

    /** A face of a cell belongs to the cell above it. */
    @Test
    void cellsAreWhereParticlesAre() {
        Box box = new Box(
                new Grid(new double[] {0, 0}, new double[] {8, 4}, new int[] {8, 4}),
                Collections.nCopies(2, new Box.Faces(PERIODIC, PERIODIC)));
        double[] at = {0, 0.5, Math.nextDown(1.0), 1, 2.999, 3, 3.5, 6, Math.nextDown(8.0)};
        for (boolean vectors : new boolean[] {false, true}) {
            Population p = new Population(new Species("a", 1), 2, 3, 9 * 16, 1, null);
            int[] cell = new int[p.size()];
            int[] expected = new int[p.size()];
            for (int k = 0; k < p.size(); k++) {
                p.position(0)[k] = at[k % 9];
                p.position(1)[k] = k / 9 * 0.25;
                expected[k] = (int) at[k % 9] * 4 + k / 36;
            }
            new Flight(box, ONE_SPECIES, () -> vectors).fly(p, 0, 0, p.size(), 0.1, 1, cell);
            assertThat(cell).containsExactly(expected);
        }
    }

    /** x + v t modulo the length, however many periods a flight is long; to 20 roundings of the way. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void periodicFacesAreRemainders(boolean vectors) {
        Box box = box(3, new int[] {10, 7, 17}, PERIODIC, PERIODIC);
        Grid grid = box.grid();
        for (double time : new double[] {0.3, 5}) {
            Population start = gas(box, 2000);
            Population p = gas(box, 2000);
            int[] cell = new int[p.size()];
            new Flight(box, ONE_SPECIES, () -> vectors).fly(p, 0, 0, p.size(), time, 1, cell);
            for (int k = 0; k < p.size(); k++) {
                int rest = cell[k];
                for (int a = 2; a >= 0; a--) {
                    double length = grid.upper()[a] - grid.lower()[a];
                    double way = start.velocity(a)[k] * time;
                    double x = p.position(a)[k];
                    assertThat(x).isGreaterThanOrEqualTo(grid.lower()[a]).isLessThan(grid.upper()[a]);
                    assertThat(Math.IEEEremainder(x - start.position(a)[k] - way, length))
                            .isCloseTo(0, within(20 * Math.ulp(Math.abs(way) + Math.abs(x) + length)));
                    assertThat(p.velocity(a)[k]).isEqualTo(start.velocity(a)[k]);
                    assertThat((x - grid.lower()[a]) / grid.edge(a))
                            .isCloseTo(rest % grid.cells()[a] + 0.5, within(0.5 + 1e-12));
                    rest /= grid.cells()[a];
                }
            }
        }
    }
}
