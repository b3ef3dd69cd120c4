package io.github.stosszahl.report;

import java.util.ArrayList;
import java.util.List;

/** The key to a figure; with JavaScript its entries switch what they name. */
final class Legend {
    private record Entry(String key, Colour colour, Marker marker, boolean line, boolean band, String name) {}

    private final List<Entry> entries = new ArrayList<>();
    private String dashes = "";

    /** A line with markers and a band. */
    Legend series(String key, Colour colour, Marker marker, String name) {
        entries.add(new Entry(key, colour, marker, true, true, name));
        return this;
    }

    /** A colour alone, where markers mean something else. */
    Legend colour(String key, Colour colour, String name) {
        entries.add(new Entry(key, colour, Marker.NONE, true, false, name));
        return this;
    }

    /** A marker alone, where colours mean something else. */
    Legend marker(String key, Marker marker, String name) {
        entries.add(new Entry(key, Colour.NEUTRAL, marker, false, false, name));
        return this;
    }

    Legend exact(boolean present) {
        return dashed(present, "exact");
    }

    /** Names the dashed curves, if there are some. */
    Legend dashed(boolean present, String name) {
        dashes = present ? name : "";
        return this;
    }

    void write(Xml out) {
        out.open("ul", "class", "legend");
        for (Entry entry : entries) {
            out.open("li", "class", "k", "style", entry.colour.style(), "data-key", entry.key);
            out.open("svg", "class", "key", "viewBox", "0 0 28 14", "aria-hidden", "true");
            if (entry.band) {
                out.leaf("rect", "class", "band", "x", "0", "y", "2", "width", "28", "height", "10");
            }
            if (entry.line) {
                out.leaf("line", "class", "line", "x1", "0", "x2", "28", "y1", "7", "y2", "7");
            }
            out.leaf("path", "class", "dot", "d", entry.marker.path(14, 7));
            out.close().text(entry.name).close();
        }
        if (!dashes.isEmpty()) {
            out.open("li").open("svg", "class", "key", "viewBox", "0 0 28 14", "aria-hidden", "true");
            out.leaf("line", "class", "exact", "x1", "0", "x2", "28", "y1", "7", "y2", "7");
            out.close().text(dashes).close();
        }
        out.close().line();
    }
}
