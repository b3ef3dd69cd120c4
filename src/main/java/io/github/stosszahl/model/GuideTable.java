package io.github.stosszahl.model;

/**
 * Finds a number's place among increasing edges by the indexed search of Chen and Asau 1974 (AIIE Transactions 6, 163): equal buckets over the range
 * of the edges know which ones can be meant. Those of one bucket are bisected, so that no spacing makes it slower than a binary search.
 */
final class GuideTable {
    private static final int BUCKETS_PER_EDGE = 4;

    private final double[] edges;
    private final int lastBucket;
    private final double bucketsPerUnit;
    /** guide[j] is the last edge in a bucket before j; 0 for j = 0. */
    private final int[] guide;

    /** @param edges not decreasing, finite; at least one. They are kept, not copied */
    GuideTable(double[] edges) {
        this.edges = edges;
        int buckets = BUCKETS_PER_EDGE * edges.length;
        this.lastBucket = buckets - 1;
        this.bucketsPerUnit = buckets / (edges[edges.length - 1] - edges[0]);
        this.guide = new int[buckets + 1];
        for (int k = 0; k < edges.length; k++) {
            guide[bucket(edges[k]) + 1] = k;
        }
        for (int j = 1; j <= buckets; j++) {
            guide[j] = Math.max(guide[j], guide[j - 1]);
        }
    }

    /** The index of the last edge that is not above x, where x is at least the first edge. */
    int lastNotAbove(double x) {
        int bucket = bucket(x);
        int low = guide[bucket];
        int high = guide[bucket + 1];
        while (high - low > 1) {
            int middle = (low + high + 1) >>> 1;
            if (edges[middle] <= x) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        // without a branch, which could not be predicted
        return high - ((high - low) & (int) (Double.doubleToRawLongBits(x - edges[high]) >> 63));
    }

    /** Rounding may move a number to the next bucket, but it does not exchange two of them: edges and numbers are treated alike. */
    private int bucket(double x) {
        return Math.min((int) ((x - edges[0]) * bucketsPerUnit), lastBucket);
    }
}
