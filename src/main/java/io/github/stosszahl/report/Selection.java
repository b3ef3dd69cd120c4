package io.github.stosszahl.report;

import java.util.ArrayList;
import java.util.List;

/** Picks a few of many outputs. */
final class Selection {
    private Selection() {}

    /** At most so many items, evenly spaced, with the first and the last. */
    static <T> List<T> spread(List<T> items, int most) {
        if (items.size() <= most) {
            return items;
        }
        List<T> picked = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            picked.add(items.get((int) Math.round((double) i * (items.size() - 1) / (most - 1))));
        }
        return picked;
    }
}
