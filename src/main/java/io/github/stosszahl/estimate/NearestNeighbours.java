package io.github.stosszahl.estimate;

import java.util.Arrays;
import java.util.concurrent.RecursiveAction;

/**
 * The k points of a sample that are nearest to a place, by a kd-tree (Friedman, Bentley and Finkel, ACM Transactions on Mathematical Software 3 (1977) 209): ranges
 * are halved at the median of their longest side. It holds a copy of the sample, ordered by the leaves.
 */
final class NearestNeighbours {
    private static final int LEAF = 12;
    private static final int PARALLEL = 1 << 13;

    private final int d;
    private final int size;
    /** Component a of the point in place i at d i + a. */
    private final double[] point;
    /** The tree as a heap: node m divides its places in halves, which are nodes 2 m and 2 m + 1. */
    private final byte[] axis;

    private final double[] boundary;

    /** @param z z[a][k] */
    NearestNeighbours(double[][] z) {
        d = z.length;
        size = z[0].length;
        point = new double[d * size];
        for (int i = 0; i < size; i++) {
            for (int a = 0; a < d; a++) {
                point[d * i + a] = z[a][i];
            }
        }
        int nodes = 2;
        for (int most = size; most > LEAF; most = (most + 1) / 2) {
            nodes *= 2;
        }
        axis = new byte[nodes];
        boundary = new double[nodes];
        new Division(1, 0, size).invoke();
    }

    /** Finds the neighbours of any place, which need not be that of a point. Not for several threads. */
    interface Finder {
        /**
         * @param z components of the place
         * @return squared distances of the nearest points, ascending; valid until the next call
         */
        double[] about(double[] z);
    }

    /** A finder of a number of neighbours. */
    Finder finder(int neighbours) {
        Search search = new Search(neighbours);
        return search::about;
    }

    private final class Division extends RecursiveAction {
        private static final long serialVersionUID = 1L;

        private final int node;
        private final int first;
        private final int end;

        Division(int node, int first, int end) {
            this.node = node;
            this.first = first;
            this.end = end;
        }

        @Override
        protected void compute() {
            if (end - first <= LEAF) {
                return;
            }
            int longest = 0;
            double length = -1;
            for (int a = 0; a < d; a++) {
                double least = Double.POSITIVE_INFINITY;
                double most = Double.NEGATIVE_INFINITY;
                for (int i = first; i < end; i++) {
                    least = Math.min(least, point[d * i + a]);
                    most = Math.max(most, point[d * i + a]);
                }
                if (most - least > length) {
                    length = most - least;
                    longest = a;
                }
            }
            int middle = (first + end) >>> 1;
            select(longest, middle);
            axis[node] = (byte) longest;
            boundary[node] = point[d * middle + longest];
            Division left = new Division(2 * node, first, middle);
            Division right = new Division(2 * node + 1, middle, end);
            if (end - first > PARALLEL) {
                invokeAll(left, right);
            } else {
                left.compute();
                right.compute();
            }
        }

        /** Hoare's selection: no place before the middle has a larger component, none after it a smaller one. */
        private void select(int a, int middle) {
            int low = first;
            int high = end - 1;
            while (low < high) {
                double pivot = median(point[d * low + a], point[d * ((low + high) >>> 1) + a], point[d * high + a]);
                int i = low;
                int j = high;
                while (i <= j) {
                    while (point[d * i + a] < pivot) {
                        i++;
                    }
                    while (point[d * j + a] > pivot) {
                        j--;
                    }
                    if (i <= j) {
                        swap(i++, j--);
                    }
                }
                if (middle <= j) {
                    high = j;
                } else if (middle >= i) {
                    low = i;
                } else {
                    return;
                }
            }
        }

        private double median(double x, double y, double z) {
            return Math.max(Math.min(x, y), Math.min(Math.max(x, y), z));
        }

        private void swap(int i, int j) {
            for (int a = 0; a < d; a++) {
                double x = point[d * i + a];
                point[d * i + a] = point[d * j + a];
                point[d * j + a] = x;
            }
        }
    }

    private final class Search {
        private final double[] square;
        /** Distance of the node's box from the centre along each axis. */
        private final double[] gap = new double[d];

        private final double[] centre = new double[d];

        Search(int neighbours) {
            square = new double[neighbours];
        }

        double[] about(double[] z) {
            System.arraycopy(z, 0, centre, 0, d);
            search();
            return square;
        }

        private void search() {
            Arrays.fill(square, Double.POSITIVE_INFINITY);
            Arrays.fill(gap, 0);
            visit(1, 0, size, 0);
        }

        private void visit(int node, int first, int end, double least) {
            if (end - first <= LEAF) {
                for (int i = first; i < end; i++) {
                    double sum = 0;
                    for (int a = 0; a < d; a++) {
                        double x = point[d * i + a] - centre[a];
                        sum += x * x;
                    }
                    if (sum < square[square.length - 1]) {
                        insert(sum);
                    }
                }
                return;
            }
            int middle = (first + end) >>> 1;
            int a = axis[node];
            double x = centre[a] - boundary[node];
            boolean isLeft = x < 0;
            if (isLeft) {
                visit(2 * node, first, middle, least);
            } else {
                visit(2 * node + 1, middle, end, least);
            }
            double old = gap[a];
            double farther = least - old * old + x * x;
            if (farther < square[square.length - 1]) {
                gap[a] = x;
                if (isLeft) {
                    visit(2 * node + 1, middle, end, farther);
                } else {
                    visit(2 * node, first, middle, farther);
                }
                gap[a] = old;
            }
        }

        private void insert(double sum) {
            int i = square.length - 1;
            while (i > 0 && square[i - 1] > sum) {
                square[i] = square[i - 1];
                i--;
            }
            square[i] = sum;
        }
    }
}
