package io.github.stosszahl.collide;

import io.github.stosszahl.particles.Population;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of the factors by which occupied velocity cells enhance the moves of pairs of a cell of space where directions diffuse and a species has Bose statistics: of the energy of a pair from the centre of mass of the cell, which no
 * move changes. It is scratch memory of one thread.
 */
final class CellEnhancement {
    private final double[][][] velocity;
    /** Of the real particles that one stands for. */
    private final double[] mass;

    private final PairKernel kernel;
    private final double[] origin;
    private final SpeedClasses[] classes;
    private final EnhancementBounds bounds;

    /**
     * @param velocity velocity[species][axis]; live
     * @param occupation of each species; null for Maxwell statistics
     */
    CellEnhancement(
            List<Population> populations,
            double[][][] velocity,
            @Nullable OccupationNumbers[] occupation,
            PairKernel kernel) {
        this.velocity = velocity;
        this.kernel = kernel;
        mass = populations.stream().mapToDouble(p -> p.mass() * p.weight()).toArray();
        origin = new double[velocity[0].length];
        classes = new SpeedClasses[velocity.length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = new SpeedClasses(
                    velocity[i], populations.get(i).mass(), occupation[i], origin, EnhancementBounds.CLASSES);
        }
        bounds = new EnhancementBounds(origin);
    }

    /** Measures energies from the centre of mass of the particles start[i]..start[i] + size[i] - 1 of each species i. */
    void enter(int[] start, int[] size) {
        Arrays.fill(origin, 0);
        double total = 0;
        for (int i = 0; i < size.length; i++) {
            total += mass[i] * size[i];
            for (int a = 0; a < origin.length; a++) {
                double sum = 0;
                for (int k = start[i]; k < start[i] + size[i]; k++) {
                    sum += velocity[i][a][k];
                }
                origin[a] += mass[i] * sum;
            }
        }
        for (int a = 0; a < origin.length; a++) {
            origin[a] /= total;
        }
    }

    /** Takes the bounds of a pair of species from the occupation numbers that there are now; those that rise above them later are clipped. */
    void take(int first, int second, int[] start, int[] size) {
        visit(first, start[first], size[first]);
        if (second != first) {
            visit(second, start[second], size[second]);
        }
        bounds.take(classes[first], classes[second]);
    }

    private void visit(int species, int from, int size) {
        double square = kernel.largestSquare(velocity[species], origin, from, from + size);
        classes[species].visit(0, from, from + size, Math.sqrt(square));
    }

    /** The bound for a particle of each of the two species. */
    double of(int first, int i, int second, int j) {
        double[][] a = velocity[first];
        double[][] b = velocity[second];
        int z = origin.length - 1;
        return bounds.of(a[0][i], a[1][i], a[z][i], b[0][j], b[1][j], b[z][j]);
    }
}
