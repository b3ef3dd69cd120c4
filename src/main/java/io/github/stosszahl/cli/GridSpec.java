package io.github.stosszahl.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A velocity grid as the user names it: {@code 64}, {@code -5:5:64} or {@code vx=-5:5:64,vy=-4:4:32}.
 *
 * @param axes one entry for all axes, or one for each
 */
record GridSpec(List<Axis> axes) {
    private static final String EXPECTED = "expected CELLS, LOWER:UPPER:CELLS, or vx=...,vy=...[,vz=...]";
    private static final String[] NAMES = {"vx", "vy", "vz"};

    /** @param lower NaN, as upper, if the range is to be chosen */
    record Axis(double lower, double upper, int cells) {}

    /**
     * Reads it.
     *
     * @param dimension d
     * @throws IllegalArgumentException with a message that says what was expected
     */
    static GridSpec of(String text, int dimension) {
        if (!text.contains("=")) {
            return new GridSpec(List.of(axis(text)));
        }
        @Nullable Axis[] found = new Axis[dimension];
        for (String part : text.split(",")) {
            String[] sides = part.split("=", 2);
            int at = List.of(NAMES).subList(0, dimension).indexOf(sides[0].strip());
            if (at < 0 || sides.length < 2 || found[at] != null) {
                throw refused(text);
            }
            found[at] = axis(sides[1]);
        }
        List<Axis> axes = new ArrayList<>();
        for (Axis axis : found) {
            if (axis == null) {
                throw refused(text);
            }
            axes.add(axis);
        }
        return new GridSpec(axes);
    }

    private static Axis axis(String text) {
        String[] parts = text.strip().split(":");
        try {
            if (parts.length == 1 && Integer.parseInt(parts[0]) > 0) {
                return new Axis(Double.NaN, Double.NaN, Integer.parseInt(parts[0]));
            }
            if (parts.length == 3) {
                Axis axis = new Axis(
                        Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Integer.parseInt(parts[2]));
                if (axis.lower < axis.upper && Double.isFinite(axis.upper - axis.lower) && axis.cells > 0) {
                    return axis;
                }
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " is not allowed; " + EXPECTED, e);
        }
        throw refused(text);
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(text + " is not allowed; " + EXPECTED);
    }

    /**
     * The cell edges.
     *
     * @param lower where an axis without a range begins
     * @param upper and where it ends
     */
    double[][] edges(double[] lower, double[] upper) {
        double[][] edges = new double[lower.length][];
        for (int a = 0; a < edges.length; a++) {
            Axis axis = axes.get(axes.size() == 1 ? 0 : a);
            double from = Double.isNaN(axis.lower) ? lower[a] : axis.lower;
            double to = Double.isNaN(axis.upper) ? upper[a] : axis.upper;
            edges[a] = new double[axis.cells + 1];
            for (int k = 0; k <= axis.cells; k++) {
                edges[a][k] = from + (to - from) * k / axis.cells;
            }
        }
        return edges;
    }
}
