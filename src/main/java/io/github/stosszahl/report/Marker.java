package io.github.stosszahl.report;

import java.util.Arrays;
import java.util.List;

/** The shapes of data points, so that species differ in print and to every eye. */
enum Marker {
    CIRCLE("m-2.7 0a2.7 2.7 0 1 0 5.4 0a2.7 2.7 0 1 0-5.4 0z"),
    SQUARE("m-2.5-2.5h5v5h-5z"),
    TRIANGLE("m0-3.4l3.2 5.6h-6.4z"),
    DIAMOND("m0-3.6l3.4 3.6l-3.4 3.6l-3.4-3.6z"),
    DOWN("m0 3.4l3.2-5.6h-6.4z"),
    PLUS("m-.9-3.2h1.8v2.3h2.3v1.8h-2.3v2.3h-1.8v-2.3h-2.3v-1.8h2.3z"),
    BAR("m-1-3.4h2v6.8h-2z"),
    NONE("");

    private static final List<Marker> OF_SPECIES =
            Arrays.stream(values()).filter(marker -> marker != NONE).toList();

    private final String outline;

    Marker(String outline) {
        this.outline = outline;
    }

    /** The marker of the n-th species. */
    static Marker of(int n) {
        return OF_SPECIES.get(n % OF_SPECIES.size());
    }

    /** The path of the marker at a place. */
    String path(double x, double y) {
        return "M" + Polyline.coordinate(x) + " " + Polyline.coordinate(y) + outline;
    }
}
