package io.github.stosszahl.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The velocity distributions as pictures over (v_x, v_y), one colour scale per species. */
final class MapSection {
    private static final int MOST_TIMES = 8;

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
        Picture.colourBar(out, planar ? "f" : "∫ f dv_z", si ? "s² m⁻⁵" : "", range);
        // five in a row look better than four and one
        out.open("div", "class", maps.size() == 5 ? "maps five" : "maps");
        for (VelocityMap map : maps) {
            picture(out, map, range, across, up);
        }
        out.close().close().line();
    }

    private void picture(Xml out, VelocityMap map, Range range, Range across, Range up) throws IOException {
        String time = "t = " + Numbers.time(map.time(), si);
        String title =
                Cast.label(map.species()) + ", " + time + ": peak " + Numbers.withError(map.peak(), map.peakError());
        new Picture(title, time, side("v_x", map.vx(), across), side("v_y", map.vy(), up), map.f())
                .write(out, range, true);
    }

    private Picture.Side side(String symbol, double[] centres, Range shown) {
        double[] edges = VelocityMap.edges(centres);
        return new Picture.Side(symbol, si ? "m/s" : "", edges[0], edges[1], shown);
    }
}
