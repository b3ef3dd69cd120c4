package io.github.stosszahl.report;

import java.io.IOException;

/**
 * Values on a rectangular grid as colours, with axes.
 *
 * @param title what it shows, for those who cannot see it
 * @param head what stands above it, may be empty
 * @param across the horizontal axis
 * @param up the vertical axis
 * @param values by [row from the bottom][column]; NaN is transparent
 */
record Picture(String title, String head, Side across, Side up, double[][] values) {
    private static final double WIDTH = 250;
    private static final double LEFT = 46;
    private static final double RIGHT = WIDTH - 8;
    private static final double TOP = 24;
    private static final double BAR_LEFT = 12;
    private static final double BAR_RIGHT = 288;
    private static final int BAR_STEPS = 128;

    /**
     * One axis.
     *
     * @param symbol as {@link Xml#svgSymbol} takes it
     * @param unit may be empty
     * @param low where the first cell begins
     * @param high where the last one ends
     * @param shown the range that is drawn
     */
    record Side(String symbol, String unit, double low, double high, Range shown) {
        private double length() {
            return shown.max() - shown.min();
        }
    }

    /**
     * Draws it.
     *
     * @param colours the values of the darkest and the brightest colour
     * @param toScale whether a unit is as long up as across; a picture is never higher than wide
     */
    void write(Xml out, Range colours, boolean toScale) throws IOException {
        double side = (RIGHT - LEFT) * (toScale ? up.length() / across.length() : 1);
        double bottom = TOP + Math.min(side, RIGHT - LEFT);
        Axis x = Axis.linear(across.shown, LEFT, RIGHT, 4);
        Axis y = Axis.linear(up.shown, bottom, TOP, 4);
        out.open("svg", "class", "map", "viewBox", "0 0 250 " + Polyline.coordinate(bottom + 42), "role", "img");
        out.element("title", title);
        out.element("text", head, "class", "axis", "x", Polyline.coordinate((LEFT + RIGHT) / 2), "y", "15");
        image(
                out,
                Viridis.png(values, colours.min(), colours.max()),
                x.at(across.low),
                y.at(up.high),
                x.at(across.high) - x.at(across.low),
                y.at(up.low) - y.at(up.high));
        out.leaf(
                "rect",
                "class",
                "frame",
                "x",
                Polyline.coordinate(LEFT),
                "y",
                Polyline.coordinate(TOP),
                "width",
                Polyline.coordinate(RIGHT - LEFT),
                "height",
                Polyline.coordinate(bottom - TOP));
        ticks(out, x, y, bottom);
        String unit = Numbers.scaledUnit(across.unit, x.exponent());
        String foot = Polyline.coordinate(bottom + 36);
        out.open("text", "class", "axis", "x", Polyline.coordinate((LEFT + RIGHT) / 2), "y", foot);
        label(out, across.symbol, unit);
        String middle = Polyline.coordinate((TOP + bottom) / 2);
        out.open("text", "class", "axis", "transform", "translate(12 " + middle + ") rotate(-90)");
        label(out, up.symbol, Numbers.scaledUnit(up.unit, y.exponent()));
        out.close();
    }

    private static void label(Xml out, String symbol, String unit) {
        out.svgSymbol(symbol);
        // after a subscript the line is three units too low
        String rise = symbol.contains("_") ? "-3" : "0";
        out.element("tspan", unit.isEmpty() ? " " : " " + unit, "dy", rise).close();
    }

    private static void ticks(Xml out, Axis x, Axis y, double bottom) {
        for (Axis.Tick tick : x.ticks()) {
            String at = Polyline.coordinate(tick.place());
            String foot = Polyline.coordinate(bottom);
            out.leaf("line", "class", "mark", "x1", at, "x2", at, "y1", foot, "y2", Polyline.coordinate(bottom + 4));
            out.element("text", tick.label(), "class", "tick x", "x", at, "y", Polyline.coordinate(bottom + 17));
        }
        for (Axis.Tick tick : y.ticks()) {
            String at = Polyline.coordinate(tick.place());
            String edge = Polyline.coordinate(LEFT);
            out.leaf("line", "class", "mark", "y1", at, "y2", at, "x1", Polyline.coordinate(LEFT - 4), "x2", edge);
            String x1 = Polyline.coordinate(LEFT - 7);
            out.element("text", tick.label(), "class", "tick y", "x", x1, "y", Polyline.coordinate(tick.place() + 4));
        }
    }

    /** The colour scale of pictures: a symbol, its unit and a labelled ramp. */
    static void colourBar(Xml out, String symbol, String unit, Range range) throws IOException {
        Axis axis = Axis.linear(range, BAR_LEFT, BAR_RIGHT, 5);
        double[][] ramp = new double[1][BAR_STEPS];
        for (int i = 0; i < BAR_STEPS; i++) {
            ramp[0][i] = i;
        }
        out.open("div", "class", "bar").open("span").symbol(symbol).text(" ");
        out.element("span", Numbers.scaledUnit(unit, axis.exponent()), "class", "unit");
        out.close();
        out.open("svg", "viewBox", "0 0 300 34", "role", "img").element("title", "Colour scale");
        image(out, Viridis.png(ramp, 0, BAR_STEPS - 1), BAR_LEFT, 2, BAR_RIGHT - BAR_LEFT, 10);
        for (Axis.Tick tick : axis.ticks()) {
            String x = Polyline.coordinate(tick.place());
            out.leaf("line", "class", "mark", "x1", x, "x2", x, "y1", "12", "y2", "16");
            out.element("text", tick.label(), "class", "tick x", "x", x, "y", "30");
        }
        out.close().close();
    }

    private static void image(Xml out, String data, double x, double y, double width, double height) {
        out.leaf(
                "image",
                "class",
                "pixels",
                "href",
                data,
                "x",
                Polyline.coordinate(x),
                "y",
                Polyline.coordinate(y),
                "width",
                Polyline.coordinate(width),
                "height",
                Polyline.coordinate(height),
                "preserveAspectRatio",
                "none");
    }
}
