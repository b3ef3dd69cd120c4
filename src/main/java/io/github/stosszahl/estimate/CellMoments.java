package io.github.stosszahl.estimate;

import java.util.ArrayList;
import java.util.List;

/** The moments of a cell that profiles show, as functions of sums over its particles. */
final class CellMoments {
    private static final String[] AXES = {"x", "y", "z"};

    private final int d;
    private final double boltzmannConstant;
    private final double[] u;
    private final double[] stress;

    /**
     * @param dimension velocity dimension d
     * @param boltzmannConstant k_B
     */
    CellMoments(int dimension, double boltzmannConstant) {
        d = dimension;
        this.boltzmannConstant = boltzmannConstant;
        u = new double[d];
        stress = new double[d * d];
    }

    /** Their names, those of the time series. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of("number_density"));
        for (int a = 0; a < d; a++) {
            names.add("velocity_" + AXES[a]);
        }
        names.add("temperature");
        for (int a = 0; a < d; a++) {
            names.add("temperature_" + AXES[a] + AXES[a]);
        }
        for (int a = 0; a < d; a++) {
            for (int b = a; b < d; b++) {
                names.add("stress_" + AXES[a] + AXES[b]);
            }
        }
        for (int a = 0; a < d; a++) {
            names.add("heat_flux_" + AXES[a]);
        }
        return names;
    }

    /**
     * The moments of one species or of several together.
     *
     * @param n number density
     * @param sums the sums of {@link CellSums} per volume, each particle weighted with its mass: the first is the mass density
     * @param particles number of simulated particles, for the bias of central moments of a sample: those of second order are multiplied by N/(N - 1), those of third by
     *     N^2/((N - 1)(N - 2))
     * @param out gets the values in the order of {@link #names}; NaN what the particles are too few for
     */
    void evaluate(double n, double[] sums, double particles, double[] out) {
        double rho = sums[0];
        double second = particles > 1 ? particles / (particles - 1) : Double.NaN;
        double third = particles > 2 ? second * particles / (particles - 2) : Double.NaN;
        int q = 0;
        out[q++] = n;
        for (int a = 0; a < d; a++) {
            u[a] = n > 0 ? sums[1 + a] / rho : Double.NaN;
            out[q++] = u[a];
        }
        double square = 0;
        double speed = 0;
        int s = 1 + d;
        for (int a = 0; a < d; a++) {
            speed += u[a] * u[a];
            for (int b = a; b < d; b++) {
                if (a == b) {
                    square += sums[s];
                }
                stress[a * d + b] = (sums[s] - rho * u[a] * u[b]) * second;
                s++;
            }
        }
        double trace = 0;
        for (int a = 0; a < d; a++) {
            trace += stress[a * d + a];
        }
        out[q++] = trace / (d * boltzmannConstant * n);
        for (int a = 0; a < d; a++) {
            out[q++] = stress[a * d + a] / (boltzmannConstant * n);
        }
        for (int a = 0; a < d; a++) {
            for (int b = a; b < d; b++) {
                out[q++] = stress[a * d + b];
            }
        }
        for (int a = 0; a < d; a++) {
            double flux = sums[s + a] - u[a] * square + 2 * rho * speed * u[a];
            for (int b = 0; b < d; b++) {
                flux -= 2 * u[b] * sums[product(a, b)];
            }
            out[q++] = flux / 2 * third;
        }
    }

    /** Where the sum of v_a v_b stands. */
    private int product(int a, int b) {
        int low = Math.min(a, b);
        int high = Math.max(a, b);
        return 1 + d + low * d - low * (low - 1) / 2 + high - low;
    }
}
