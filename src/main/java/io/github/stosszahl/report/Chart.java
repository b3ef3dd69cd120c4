package io.github.stosszahl.report;

import java.util.Arrays;
import java.util.List;

/** A line chart with error bands, exact curves, and a strip of normalised residuals under it. */
final class Chart {
    private static final double WIDTH = 520;
    private static final double LEFT = 62;
    private static final double RIGHT = WIDTH - 14;
    private static final double TOP = 10;
    private static final double BOTTOM = TOP + 230;
    private static final double STRIP_GAP = 18;
    private static final double STRIP_HEIGHT = 66;
    /** Room for tick labels and the title of the abscissa. */
    private static final double FOOT = 44;

    /** More residuals than this in a strip could not be told apart. */
    private static final int MAX_SPECKS = 600;

    /** The strip shows at least this much on either side of zero. */
    private static final double LEAST_RESIDUAL_RANGE = 3.5;

    /**
     * Estimates to draw.
     *
     * @param keys what the legend switches, separated by spaces
     * @param colour of line, band and markers
     * @param marker at every point
     * @param x abscissae
     * @param y ordinates, NaN breaks the line
     * @param error standard errors, NaN where there is none
     * @param tips one text per point for the mouse, or empty
     */
    record Line(String keys, Colour colour, Marker marker, double[] x, double[] y, double[] error, List<String> tips) {}

    /** An exact curve to draw over the estimates. */
    record Exact(String keys, double[] x, double[] y) {}

    /** Residuals to draw in the strip. */
    record Strip(String keys, Colour colour, Marker marker, Residuals residuals, List<String> tips) {}

    private final Axis x;
    private final Axis y;
    private final String xSymbol;
    private final String xUnit;
    private final List<Line> lines;
    private final List<Exact> exact;
    private final List<Strip> strips;

    /**
     * A chart.
     *
     * @param x abscissa, made by {@link #abscissa(Range)}
     * @param xSymbol what it is
     * @param xUnit and in which unit
     * @param y ordinate, made by {@link #ordinate} or {@link #logOrdinate}
     */
    Chart(Axis x, String xSymbol, String xUnit, Axis y, List<Line> lines, List<Exact> exact, List<Strip> strips) {
        this.x = x;
        this.y = y;
        this.xSymbol = xSymbol;
        this.xUnit = xUnit;
        this.lines = lines;
        this.exact = exact;
        this.strips = strips.stream().filter(s -> s.residuals().count() > 0).toList();
    }

    static Axis abscissa(Range range) {
        return Axis.linear(range, LEFT, RIGHT, 8);
    }

    /** A linear ordinate that holds all lines with their bands. */
    static Axis ordinate(List<Line> lines, List<Exact> exact) {
        Range range = new Range();
        for (Line line : lines) {
            for (int i = 0; i < line.y.length; i++) {
                double twoErrors = line.error[i] > 0 ? 2 * line.error[i] : 0;
                range.add(line.y[i] - twoErrors).add(line.y[i] + twoErrors);
            }
        }
        exact.forEach(curve -> range.add(curve.y));
        return Axis.padded(range, BOTTOM, TOP, 7);
    }

    static Axis logOrdinate(Range range, Axis.Scale scale) {
        return Axis.log(range, BOTTOM, TOP, scale);
    }

    void write(Xml out, String title) {
        double foot = strips.isEmpty() ? BOTTOM : BOTTOM + STRIP_GAP + STRIP_HEIGHT;
        out.open(
                "svg",
                "class",
                "chart",
                "viewBox",
                "0 0 " + Polyline.coordinate(WIDTH) + " " + Polyline.coordinate(foot + FOOT),
                "role",
                "img");
        out.element("title", title);
        frame(out, y, TOP, BOTTOM, strips.isEmpty());
        lines.forEach(line -> draw(out, line));
        for (Exact curve : exact) {
            out.open("g", "class", "series", "data-keys", curve.keys);
            pieces(curve.x, curve.y, (from, to) -> polyline(out, "exact", curve.x, curve.y, from, to));
            out.close();
        }
        if (!strips.isEmpty()) {
            drawStrips(out, BOTTOM + STRIP_GAP, foot);
        }
        out.open("text", "class", "axis", "x", coordinate((LEFT + RIGHT) / 2), "y", coordinate(foot + FOOT - 6));
        out.svgSymbol(xSymbol);
        String unit = Numbers.scaledUnit(xUnit, x.exponent());
        out.text(unit.isEmpty() ? "" : " " + unit).close();
        out.close().line();
    }

    private void frame(Xml out, Axis ordinate, double top, double bottom, boolean last) {
        for (Axis.Tick tick : ordinate.ticks()) {
            String at = coordinate(tick.place());
            out.leaf("line", "class", "grid", "x1", coordinate(LEFT), "x2", coordinate(RIGHT), "y1", at, "y2", at);
            String label = coordinate(tick.place() + 4.5);
            out.element("text", tick.label(), "class", "tick y", "x", coordinate(LEFT - 8), "y", label);
        }
        for (Axis.Tick tick : x.ticks()) {
            String at = coordinate(tick.place());
            out.leaf(
                    "line",
                    "class",
                    "mark",
                    "x1",
                    at,
                    "x2",
                    at,
                    "y1",
                    coordinate(bottom),
                    "y2",
                    coordinate(bottom + 4));
            if (last) {
                out.element("text", tick.label(), "class", "tick x", "x", at, "y", coordinate(bottom + 19));
            }
        }
        String base = coordinate(bottom);
        out.leaf("line", "class", "base", "x1", coordinate(LEFT), "x2", coordinate(RIGHT), "y1", base, "y2", base);
        String side = coordinate(LEFT);
        out.leaf("line", "class", "base", "x1", side, "x2", side, "y1", coordinate(top), "y2", base);
    }

    private void draw(Xml out, Line line) {
        out.open("g", "class", "series k", "style", line.colour.style(), "data-keys", line.keys);
        double[] px = Arrays.stream(line.x).map(x::at).toArray();
        double[] bandEnds = new double[line.y.length];
        for (int i = 0; i < bandEnds.length; i++) {
            bandEnds[i] = line.error[i] > 0 ? line.y[i] : Double.NaN;
        }
        pieces(line.x, bandEnds, (from, to) -> {
            if (to - from == 1) {
                errorBar(out, px[from], line.y[from], line.error[from]);
                return;
            }
            String points = Polyline.band(px, line.y, line.error, from, to, y::at);
            out.leaf("polygon", "class", "band", "points", points);
        });
        pieces(line.x, line.y, (from, to) -> {
            polyline(out, "line", line.x, line.y, from, to);
            if (to - from == 1 && line.marker == Marker.NONE) {
                out.leaf("path", "class", "specks", "d", speck(px[from], y.at(line.y[from])));
            }
        });
        for (int i = 0; i < line.y.length && line.marker != Marker.NONE; i++) {
            if (Double.isFinite(line.y[i])) {
                dot(out, line.marker.path(px[i], y.at(line.y[i])), line.tips, i);
            }
        }
        out.close().line();
    }

    private void drawStrips(Xml out, double top, double bottom) {
        double range = LEAST_RESIDUAL_RANGE;
        for (Strip strip : strips) {
            range = Math.max(range, 1.1 * strip.residuals.max());
        }
        // ticks at -2, 0, 2 for as long as there is room for them
        int ticks = (int) Math.min(6, Math.ceil(range));
        Axis z = Axis.linear(new Range().add(-range).add(range), bottom, top, ticks);
        double height = z.at(-2) - z.at(2);
        out.leaf(
                "rect",
                "class",
                "two",
                "x",
                coordinate(LEFT),
                "y",
                coordinate(z.at(2)),
                "width",
                coordinate(RIGHT - LEFT),
                "height",
                coordinate(height));
        frame(out, z, top, bottom, true);
        String middle = coordinate((top + bottom) / 2 + 4);
        out.element("text", "z", "class", "axis it", "x", "14", "y", middle);
        for (Strip strip : strips) {
            out.open("g", "class", "series k", "style", strip.colour.style(), "data-keys", strip.keys);
            double[] at = strip.residuals.x();
            int every = Math.max(1, at.length / MAX_SPECKS);
            double[] values = strip.residuals.z();
            for (int i = 0; i < at.length && strip.marker != Marker.NONE; i++) {
                dot(out, strip.marker.path(x.at(at[i]), z.at(values[i])), strip.tips, i);
            }
            if (strip.marker == Marker.NONE) {
                StringBuilder points = new StringBuilder();
                for (int i = 0; i < at.length; i += every) {
                    points.append(speck(x.at(at[i]), z.at(values[i])));
                }
                out.leaf("path", "class", "specks", "d", points.toString());
            }
            out.close().line();
        }
    }

    /** A lone point has no width to shade. */
    private void errorBar(Xml out, double px, double value, double error) {
        String at = coordinate(px);
        String y1 = coordinate(y.at(value - 2 * error));
        String y2 = coordinate(y.at(value + 2 * error));
        out.leaf("line", "class", "error-bar", "x1", at, "x2", at, "y1", y1, "y2", y2);
    }

    /** A point as a line of no length, which its round ends make visible. */
    private static String speck(double px, double py) {
        return "M" + coordinate(px) + " " + coordinate(py) + "h.01";
    }

    private static void dot(Xml out, String path, List<String> tips, int i) {
        if (tips.isEmpty()) {
            out.leaf("path", "class", "dot", "d", path);
        } else {
            out.open("path", "class", "dot", "d", path)
                    .element("title", tips.get(i))
                    .close();
        }
    }

    private void polyline(Xml out, String style, double[] values, double[] ordinates, int from, int to) {
        if (to - from == 1) {
            return;
        }
        double[] px = Arrays.stream(values, from, to).map(x::at).toArray();
        double[] py = Arrays.stream(ordinates, from, to).map(y::at).toArray();
        out.leaf("polyline", "class", style, "points", Polyline.simplified(px, py));
    }

    private interface Piece {
        void take(int from, int to);
    }

    /** Hands over every longest run of neighbouring points that are numbers. */
    private static void pieces(double[] at, double[] values, Piece piece) {
        int from = 0;
        for (int i = 0; i <= at.length; i++) {
            if (i == at.length || !Double.isFinite(values[i])) {
                if (i > from) {
                    piece.take(from, i);
                }
                from = i + 1;
            }
        }
    }

    private static String coordinate(double value) {
        return Polyline.coordinate(value);
    }
}
