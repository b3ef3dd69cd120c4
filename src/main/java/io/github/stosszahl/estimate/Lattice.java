package io.github.stosszahl.estimate;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A lattice of equal spacing along all axes, the last one running fastest, with a margin about a sample. */
final class Lattice {
    /** Points between the sample and the faces: derivatives reach two points past the sample's cells. */
    static final int MARGIN = 4;
    /** Gaussians end here, in standard deviations. */
    private static final double REACH = 5;

    private static final int BLOCK = 1 << 13;

    private final double spacing;
    private final double[] origin;
    private final int[] points;
    private final int[] stride;

    /**
     * @param z z[a][k], the sample
     * @param spacing distance of the points
     */
    Lattice(double[][] z, double spacing) {
        int d = z.length;
        this.spacing = spacing;
        origin = new double[d];
        points = new int[d];
        stride = new int[d];
        for (int a = 0; a < d; a++) {
            double least = Arrays.stream(z[a]).min().orElseThrow();
            double most = Arrays.stream(z[a]).max().orElseThrow();
            origin[a] = least - MARGIN * spacing;
            points[a] = (int) Math.ceil((most - least) / spacing) + 2 * MARGIN + 1;
        }
        int step = 1;
        for (int a = d - 1; a >= 0; a--) {
            stride[a] = step;
            step *= points[a];
        }
    }

    int dimension() {
        return points.length;
    }

    double spacing() {
        return spacing;
    }

    /** Volume of a cell. */
    double cellVolume() {
        return Math.pow(spacing, points.length);
    }

    /** Number of points. */
    int size() {
        return stride[0] * points[0];
    }

    int stride(int axis) {
        return stride[axis];
    }

    /** Coordinate of a point along an axis. */
    double coordinate(int axis, int point) {
        return origin[axis] + spacing * (point / stride[axis] % points[axis]);
    }

    /** Square of the distance of a point from the origin of coordinates. */
    double square(int point) {
        double sum = 0;
        for (int a = 0; a < points.length; a++) {
            sum += coordinate(a, point) * coordinate(a, point);
        }
        return sum;
    }

    /** Number of blocks of points, a partition for parallel work that does not depend on the number of threads. */
    int blocks() {
        return (size() - 1) / BLOCK + 1;
    }

    int blockStart(int block) {
        return block * BLOCK;
    }

    int blockEnd(int block) {
        return Math.min(size(), (block + 1) * BLOCK);
    }

    /** Whether the differences at a point stay on the lattice. */
    boolean isInner(int point) {
        for (int a = 0; a < points.length; a++) {
            int i = point / stride[a] % points[a];
            if (i < 2 || i >= points[a] - 2) {
                return false;
            }
        }
        return true;
    }

    /**
     * Linear binning: every particle is shared among the 2^d points about it. A sum of counts times values at the points is a mean over the sample convolved
     * with a triangle of variance spacing^2/6 along every axis.
     *
     * @param first the first particle; every step-th from there on is counted
     */
    double[] count(double[][] z, int first, int step) {
        double[] count = new double[size()];
        boolean spatial = points.length == 3;
        for (int k = first; k < z[0].length; k += step) {
            double x = (z[0][k] - origin[0]) / spacing;
            double y = (z[1][k] - origin[1]) / spacing;
            int i = (int) x;
            int j = (int) y;
            double fx = x - i;
            double fy = y - j;
            int point = i * stride[0] + j * stride[1];
            double w00 = (1 - fx) * (1 - fy);
            double w01 = (1 - fx) * fy;
            double w10 = fx * (1 - fy);
            double w11 = fx * fy;
            int right = stride[0];
            int up = stride[1];
            double fz = 0;
            if (spatial) {
                double depth = (z[2][k] - origin[2]) / spacing;
                point += (int) depth;
                fz = depth - (int) depth;
                count[point + 1] += w00 * fz;
                count[point + up + 1] += w01 * fz;
                count[point + right + 1] += w10 * fz;
                count[point + right + up + 1] += w11 * fz;
            }
            count[point] += w00 * (1 - fz);
            count[point + up] += w01 * (1 - fz);
            count[point + right] += w10 * (1 - fz);
            count[point + right + up] += w11 * (1 - fz);
        }
        return count;
    }

    /** The value at a particle, linear between points along every axis. */
    double interpolated(double[] u, double[][] z, int k) {
        double x = (z[0][k] - origin[0]) / spacing;
        double y = (z[1][k] - origin[1]) / spacing;
        int point = (int) x * stride[0] + (int) y * stride[1];
        double fx = x - (int) x;
        double fy = y - (int) y;
        if (points.length == 2) {
            return (1 - fx) * between(u, point, fy) + fx * between(u, point + stride[0], fy);
        }
        double depth = (z[2][k] - origin[2]) / spacing;
        point += (int) depth;
        double fz = depth - (int) depth;
        double left = (1 - fy) * between(u, point, fz) + fy * between(u, point + stride[1], fz);
        point += stride[0];
        double right = (1 - fy) * between(u, point, fz) + fy * between(u, point + stride[1], fz);
        return (1 - fx) * left + fx * right;
    }

    private static double between(double[] u, int point, double fraction) {
        return u[point] + fraction * (u[point + 1] - u[point]);
    }

    /**
     * The value at z, linear between points; outside the lattice that of the nearest face.
     *
     * @param z three components; the third does not matter in the plane
     */
    double interpolated(double[] u, double[] z) {
        double x = place(0, z[0]);
        double y = place(1, z[1]);
        int i = (int) x;
        int j = (int) y;
        double fx = x - i;
        double fy = y - j;
        int point = i * stride[0] + j * stride[1];
        int right = stride[0];
        int up = stride[1];
        if (points.length == 2) {
            return (1 - fx) * ((1 - fy) * u[point] + fy * u[point + up])
                    + fx * ((1 - fy) * u[point + right] + fy * u[point + right + up]);
        }
        double depth = place(2, z[2]);
        int k = (int) depth;
        double fz = depth - k;
        point += k;
        return (1 - fx) * ((1 - fy) * between(u, point, fz) + fy * between(u, point + up, fz))
                + fx * ((1 - fy) * between(u, point + right, fz) + fy * between(u, point + right + up, fz));
    }

    /**
     * Several values at a point, side by side, interpolated as one is by {@link #interpolated}.
     *
     * @param u value c of a point at out.length point + c
     * @param z three components; the third does not matter in the plane
     * @param out gets the values
     */
    void interpolate(double[] u, double[] z, double[] out) {
        double x = place(0, z[0]);
        double y = place(1, z[1]);
        int i = (int) x;
        int j = (int) y;
        int point = i * stride[0] + j * stride[1];
        double fx = x - i;
        double fy = y - j;
        Arrays.fill(out, 0);
        if (points.length == 2) {
            add(u, point, (1 - fx) * (1 - fy), out);
            add(u, point + stride[1], (1 - fx) * fy, out);
            add(u, point + stride[0], fx * (1 - fy), out);
            add(u, point + stride[0] + stride[1], fx * fy, out);
            return;
        }
        double depth = place(2, z[2]);
        int k = (int) depth;
        point += k;
        double fz = depth - k;
        for (int corner = 0; corner < 8; corner++) {
            double weight =
                    (corner < 4 ? 1 - fx : fx) * (corner % 4 < 2 ? 1 - fy : fy) * (corner % 2 == 0 ? 1 - fz : fz);
            int at = point + (corner < 4 ? 0 : stride[0]) + (corner % 4 < 2 ? 0 : stride[1]) + corner % 2;
            add(u, at, weight, out);
        }
    }

    private static void add(double[] u, int point, double weight, double[] out) {
        for (int c = 0; c < out.length; c++) {
            out[c] += weight * u[point * out.length + c];
        }
    }

    /** Shares an amount at z among the points about it: the transpose of {@link #interpolated}. */
    void share(double[] u, double[] z, double amount) {
        double x = place(0, z[0]);
        double y = place(1, z[1]);
        int i = (int) x;
        int j = (int) y;
        double fx = x - i;
        double fy = y - j;
        int point = i * stride[0] + j * stride[1];
        int right = stride[0];
        int up = stride[1];
        double w00 = (1 - fx) * (1 - fy) * amount;
        double w01 = (1 - fx) * fy * amount;
        double w10 = fx * (1 - fy) * amount;
        double w11 = fx * fy * amount;
        double fz = 0;
        if (points.length == 3) {
            double depth = place(2, z[2]);
            int k = (int) depth;
            fz = depth - k;
            point += k;
            u[point + 1] += w00 * fz;
            u[point + up + 1] += w01 * fz;
            u[point + right + 1] += w10 * fz;
            u[point + right + up + 1] += w11 * fz;
        }
        u[point] += w00 * (1 - fz);
        u[point + up] += w01 * (1 - fz);
        u[point + right] += w10 * (1 - fz);
        u[point + right + up] += w11 * (1 - fz);
    }

    /** Distance from the first point in spacings, kept below that of the last one. */
    private double place(int axis, double coordinate) {
        return Math.max(0, Math.min((coordinate - origin[axis]) / spacing, points[axis] - 1 - 1e-9));
    }

    /**
     * The count at a point with the triangle of {@link #count} undone to the fourth order of the spacing, so that its sum with smooth values is the mean over the
     * sample itself.
     */
    double sharpened(double[] count, int point) {
        double value = count[point];
        for (int s : stride) {
            value -= (count[point + s] + count[point - s] - 2 * count[point]) / 12;
        }
        return value;
    }

    /** First derivative along an axis, to the fourth order of the spacing. */
    double slope(double[] u, int point, int axis) {
        int s = stride[axis];
        return (8 * (u[point + s] - u[point - s]) - (u[point + 2 * s] - u[point - 2 * s])) / (12 * spacing);
    }

    /** Second derivative along an axis, to the fourth order of the spacing. */
    double curvature(double[] u, int point, int axis) {
        int s = stride[axis];
        return (16 * (u[point + s] + u[point - s]) - (u[point + 2 * s] + u[point - 2 * s]) - 30 * u[point])
                / (12 * spacing * spacing);
    }

    /** The convolution with a Gaussian of this variance along every axis; outside the lattice there is nothing. */
    double[] smooth(double[] u, double variance) {
        double deviation = Math.sqrt(variance) / spacing;
        double[] weight = new double[(int) Math.ceil(REACH * deviation) + 1];
        double total = 0;
        for (int m = 0; m < weight.length; m++) {
            weight[m] = Math.exp(-0.5 * m * m / (deviation * deviation));
            total += m == 0 ? weight[m] : 2 * weight[m];
        }
        for (int m = 0; m < weight.length; m++) {
            weight[m] /= total;
        }
        double[] from = u;
        for (int a = 0; a < points.length; a++) {
            double[] source = from;
            double[] target = new double[size()];
            int n = points[a];
            int inner = stride[a];
            if (inner == 1) {
                IntStream.range(0, size() / n)
                        .parallel()
                        .forEach(line -> smoothLine(source, target, line * n, n, weight));
            } else {
                IntStream.range(0, size() / inner)
                        .parallel()
                        .forEach(row -> smoothRow(source, target, row, n, inner, weight));
            }
            from = target;
        }
        return from;
    }

    /** One line along the last axis. */
    private static void smoothLine(double[] source, double[] target, int start, int n, double[] weight) {
        for (int m = -Math.min(n, weight.length) + 1; m < Math.min(n, weight.length); m++) {
            double w = weight[Math.abs(m)];
            for (int i = Math.max(0, -m); i < n - Math.max(0, m); i++) {
                target[start + i] += w * source[start + i + m];
            }
        }
    }

    /** All points that share their indices up to that of the axis. */
    private static void smoothRow(double[] source, double[] target, int row, int n, int inner, double[] weight) {
        int i = row % n;
        int start = row * inner;
        for (int m = Math.max(-i, 1 - weight.length); m < Math.min(n - i, weight.length); m++) {
            double w = weight[Math.abs(m)];
            int shift = m * inner;
            for (int x = start; x < start + inner; x++) {
                target[x] += w * source[x + shift];
            }
        }
    }
}
