package io.github.stosszahl.scenario;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a user may have meant by a misspelt name. */
final class Nearest {
    private Nearest() {}

    /** The candidate with the least edit distance, case ignored; empty only if there is no candidate. */
    static Optional<String> to(String name, Collection<String> candidates) {
        return candidates.stream().min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** As {@link #to}, but only if at most a third of the letters, and at least two, differ. */
    static Optional<String> closeTo(String name, Collection<String> candidates) {
        return to(name, candidates).filter(found -> distance(name, found) <= Math.max(2, name.length() / 3));
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        String from = a.toLowerCase(Locale.ROOT);
        String to = b.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int k = 0; k <= to.length(); k++) {
            row[k] = k;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int k = 1; k <= to.length(); k++) {
                int substituted = diagonal + (from.charAt(i - 1) == to.charAt(k - 1) ? 0 : 1);
                diagonal = row[k];
                row[k] = Math.min(substituted, 1 + Math.min(row[k], row[k - 1]));
            }
        }
        return row[to.length()];
    }
}
