package io.github.stosszahl.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The velocity distributions as pictures over (v_x, v_y), one colour scale per species. */
final class MapSection {
    private static final int MOST_TIMES = 8;
    private static final double WIDTH = 250;
    private static final double LEFT = 46;
    private static final double RIGHT = WIDTH - 8;
    private static final double TOP = 24;
    private static final double BAR_LEFT = 12;
    private static final double BAR_RIGHT = 288;
    private static final int BAR_STEPS = 128;

    private final Cast cast;
    private final boolean si;
    private final boolean planar;

    MapSection(Cast cast) {
        this.cast = cast;
        this.si = cast.first().manifest().si();
        this.planar = cast.first().manifest().number("/scenario/velocityDimension") == 2;
    }

    void write(Xml out) throws IOException {
        Map<String, List<VelocityMap>> maps = cast.first().maps();
        if (maps.isEmpty()) {
            return;
        }
        out.open("section", "id", "maps").element("h2", "Velocity distributions");
        out.open("p", "class", "note")
                .symbol("f")
                .text(" over (")
                .symbol("v_x")
                .text(", ")
                .symbol("v_y")
                .text(")");
        if (!planar) {
            out.text(", integrated over ").symbol("v_z");
        }
        out.text("; one colour scale per species.");
        if (cast.several()) {
            out.text(" Of the first run only, " + cast.name(0) + ".");
        }
        int times = maps.values().stream().mapToInt(List::size).max().orElse(0);
        if (times > MOST_TIMES) {
            out.text(" " + MOST_TIMES + " of " + times + " times are shown.");
        }
        out.close();
        for (Map.Entry<String, List<VelocityMap>> entry : maps.entrySet()) {
            figure(out, entry.getKey(), Selection.spread(entry.getValue(), MOST_TIMES));
        }
        out.close().line();
    }

    private void figure(Xml out, String species, List<VelocityMap> maps) throws IOException {
        Range range = new Range().add(0);
        Range across = new Range();
        Range up = new Range();
        for (VelocityMap map : maps) {
            across.add(VelocityMap.edges(map.vx()));
            up.add(VelocityMap.edges(map.vy()));
            for (double[] row : map.f()) {
                range.add(row);
            }
        }
        out.open("figure", "class", "wide", "data-maps", species);
        out.element("figcaption", Cast.label(species));
        colourBar(out, range);
        // five in a row look better than four and one
        out.open("div", "class", maps.size() == 5 ? "maps five" : "maps");
        for (VelocityMap map : maps) {
            picture(out, map, range, across, up);
        }
        out.close().close().line();
    }

    private void colourBar(Xml out, Range range) throws IOException {
        Axis axis = Axis.linear(range, BAR_LEFT, BAR_RIGHT, 5);
        double[][] ramp = new double[1][BAR_STEPS];
        for (int i = 0; i < BAR_STEPS; i++) {
            ramp[0][i] = i;
        }
        out.open("div", "class", "bar")
                .open("span")
                .symbol(planar ? "f" : "∫ f dv_z")
                .text(" ");
        out.element("span", Numbers.scaledUnit(si ? "s² m⁻⁵" : "", axis.exponent()), "class", "unit");
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

    private void picture(Xml out, VelocityMap map, Range range, Range across, Range up) throws IOException {
        double side = (RIGHT - LEFT) * (up.max() - up.min()) / (across.max() - across.min());
        // a strip of a grid is not drawn higher than wide
        double bottom = TOP + Math.min(side, RIGHT - LEFT);
        Axis x = Axis.linear(across, LEFT, RIGHT, 4);
        Axis y = Axis.linear(up, bottom, TOP, 4);
        String time = "t = " + Numbers.time(map.time(), si);
        out.open("svg", "class", "map", "viewBox", "0 0 250 " + Polyline.coordinate(bottom + 42), "role", "img");
        out.element(
                "title",
                Cast.label(map.species()) + ", " + time + ": peak " + Numbers.withError(map.peak(), map.peakError()));
        out.element("text", time, "class", "axis", "x", Polyline.coordinate((LEFT + RIGHT) / 2), "y", "15");
        double[] sides = VelocityMap.edges(map.vx());
        double[] ends = VelocityMap.edges(map.vy());
        String pixels = Viridis.png(map.f(), range.min(), range.max());
        image(
                out,
                pixels,
                x.at(sides[0]),
                y.at(ends[1]),
                x.at(sides[1]) - x.at(sides[0]),
                y.at(ends[0]) - y.at(ends[1]));
        String width = Polyline.coordinate(RIGHT - LEFT);
        String height = Polyline.coordinate(bottom - TOP);
        out.leaf(
                "rect",
                "class",
                "frame",
                "x",
                Polyline.coordinate(LEFT),
                "y",
                Polyline.coordinate(TOP),
                "width",
                width,
                "height",
                height);
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
        String unit = Numbers.scaledUnit(si ? "m/s" : "", x.exponent());
        String foot = Polyline.coordinate(bottom + 36);
        out.open("text", "class", "axis", "x", Polyline.coordinate((LEFT + RIGHT) / 2), "y", foot);
        out.svgSymbol("v_x")
                .element("tspan", unit.isEmpty() ? " " : " " + unit, "dy", "-3")
                .close();
        String middle = Polyline.coordinate((TOP + bottom) / 2);
        out.open("text", "class", "axis", "transform", "translate(12 " + middle + ") rotate(-90)");
        out.svgSymbol("v_y")
                .element("tspan", unit.isEmpty() ? " " : " " + unit, "dy", "-3")
                .close();
        out.close();
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
