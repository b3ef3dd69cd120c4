package io.github.stosszahl.report;

/**
 * A colour for light and one for dark surroundings; the style sheet picks.
 *
 * @param light as #rrggbb
 * @param dark as #rrggbb
 */
record Colour(String light, String dark) {
    /** For what belongs to no species: the whole system. */
    static final Colour NEUTRAL = new Colour("#55585d", "#b9bdc4");

    /** Okabe and Ito's colours, told apart with any colour vision; without their yellow, which is lost on white. */
    private static final Colour[] DISTINCT = {
        new Colour("#0072b2", "#4fa9e2"),
        new Colour("#d55e00", "#ff8a4c"),
        new Colour("#009e73", "#2fc79b"),
        new Colour("#b8578c", "#e59cc6"),
        new Colour("#e69f00", "#f2b632"),
        new Colour("#56b4e9", "#9ad7fa"),
        new Colour("#6a51a3", "#b39dff")
    };

    /** The share of viridis that can be seen on white, and on black. */
    private static final double LIGHT_END = 0.88;

    private static final double DARK_START = 0.32;

    /** The colour of the n-th species or run. */
    static Colour distinct(int n) {
        return DISTINCT[n % DISTINCT.length];
    }

    /** The colour of the n-th of so many times, in their order. */
    static Colour sequential(int n, int count) {
        double share = count < 2 ? 0.3 : (double) n / (count - 1);
        return new Colour(hex(Viridis.rgb(LIGHT_END * share)), hex(Viridis.rgb(DARK_START + (1 - DARK_START) * share)));
    }

    /** The value of a style attribute that sets both. */
    String style() {
        return "--l:" + light + ";--d:" + dark;
    }

    private static String hex(int rgb) {
        return String.format("#%06x", rgb);
    }
}
