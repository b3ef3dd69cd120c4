package io.github.stosszahl.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.DoubleUnaryOperator;

/** Lists of points for SVG. */
final class Polyline {
    /** Nobody sees a line move by less than this many units of the drawing. */
    private static final double INVISIBLE = 0.1;

    private Polyline() {}

    /** The points of a line without those that nobody would miss (Ramer, Douglas and Peucker). */
    static String simplified(double[] x, double[] y) {
        int n = x.length;
        boolean[] keep = new boolean[n];
        keep[0] = true;
        keep[n - 1] = true;
        Deque<int[]> pieces = new ArrayDeque<>();
        pieces.push(new int[] {0, n - 1});
        while (!pieces.isEmpty()) {
            int[] piece = pieces.pop();
            int farthest = farthest(x, y, piece[0], piece[1]);
            if (farthest >= 0) {
                keep[farthest] = true;
                pieces.push(new int[] {piece[0], farthest});
                pieces.push(new int[] {farthest, piece[1]});
            }
        }
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < n; i++) {
            if (keep[i]) {
                append(points, x[i], y[i]);
            }
        }
        return points.toString();
    }

    private static int farthest(double[] x, double[] y, int from, int to) {
        double dx = x[to] - x[from];
        double dy = y[to] - y[from];
        double length = Math.hypot(dx, dy);
        double worst = INVISIBLE;
        int at = -1;
        for (int i = from + 1; i < to; i++) {
            double px = x[i] - x[from];
            double py = y[i] - y[from];
            double distance = length == 0 ? Math.hypot(px, py) : Math.abs(px * dy - py * dx) / length;
            if (distance > worst) {
                worst = distance;
                at = i;
            }
        }
        return at;
    }

    /** The outline of the band value ± 2 error over the points from (inclusive) to (exclusive). */
    static String band(double[] px, double[] value, double[] error, int from, int to, DoubleUnaryOperator place) {
        StringBuilder points = new StringBuilder();
        for (int i = from; i < to; i++) {
            append(points, px[i], place.applyAsDouble(value[i] + 2 * error[i]));
        }
        for (int i = to - 1; i >= from; i--) {
            append(points, px[i], place.applyAsDouble(value[i] - 2 * error[i]));
        }
        return points.toString();
    }

    private static void append(StringBuilder points, double x, double y) {
        if (points.length() > 0) {
            points.append(' ');
        }
        points.append(coordinate(x)).append(',').append(coordinate(y));
    }

    /** A coordinate to two decimals, the page's resolution. */
    static String coordinate(double value) {
        long hundredths = Math.round(value * 100);
        return hundredths % 100 == 0 ? Long.toString(hundredths / 100) : Double.toString(hundredths / 100.0);
    }
}
