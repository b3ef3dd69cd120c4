package io.github.stosszahl.linearised;

/**
 * f/rho of one species in all replicas: mean values in the cells of a grid, each f's share of a cell over that of rho. It is the projection of f/rho to functions that are constant in cells, in the
 * norm of the entropy; so what it takes from quadratic functionals is of second order in the edge, also where the ball of velocities ends.
 */
final class CellDensities {
    /** The most cells that a value is interpolated from. */
    static final int CORNERS = 8;

    private final int replicas;
    private final double[] lower;
    private final double edge;
    private final int side;
    private final double[] background;
    /** [cell replicas + replica]. */
    private final double[] ratio;

    /** @param edge of a cell; the grid is centred at the ball */
    CellDensities(Background rho, double edge, int replicas) {
        this.replicas = replicas;
        this.edge = edge;
        int d = rho.centre.length;
        int half = (int) Math.ceil(rho.radius / edge);
        side = 2 * half;
        lower = new double[d];
        for (int a = 0; a < d; a++) {
            lower[a] = rho.centre[a] - half * edge;
        }
        int cells = side * side * (d == 3 ? side : 1);
        background = new double[cells];
        ratio = new double[cells * replicas];
        double[] corner = new double[d];
        for (int cell = 0; cell < cells; cell++) {
            int index = cell;
            for (int a = d - 1; a >= 0; a--) {
                corner[a] = lower[a] + edge * (index % side);
                index /= side;
            }
            background[cell] = rho.mass(corner, edge);
        }
    }

    /** Takes the particles of a replica. Different replicas may do so at the same time. */
    void fill(SignedParticles particles, double weight, int replica) {
        for (int k = replica; k < ratio.length; k += replicas) {
            ratio[k] = 0;
        }
        double[] v = new double[lower.length];
        for (int k = 0; k < particles.size; k++) {
            particles.get(k, v);
            int cell = cell(v);
            if (background[cell] > 0) {
                ratio[cell * replicas + replica] += particles.sign[k] * weight / background[cell];
            }
        }
    }

    private int cell(double[] v) {
        int cell = 0;
        for (int a = 0; a < lower.length; a++) {
            int index = (int) ((v[a] - lower[a]) / edge);
            cell = cell * side + Math.max(0, Math.min(side - 1, index));
        }
        return cell;
    }

    /**
     * Adds a multiple of f/rho at a velocity, of every replica: linear between the centres of cells, of which those that are no part of the ball are left out. A value that jumped from cell to cell
     * would make the small turns of diffusion noisy.
     *
     * @param part scratch memory of {@link #CORNERS}, as place
     */
    void add(double[] v, double factor, double[] part, int[] place, double[] sums) {
        int d = lower.length;
        int corners = 1 << d;
        int cell = 0;
        int stride = 1;
        double total = 0;
        part[0] = 1;
        place[0] = 0;
        for (int a = d - 1; a >= 0; a--) {
            double at = (v[a] - lower[a]) / edge - 0.5;
            int index = Math.max(0, Math.min(side - 2, (int) at));
            double beyond = Math.max(0, Math.min(1, at - index));
            int half = 1 << (d - 1 - a);
            for (int corner = 0; corner < half; corner++) {
                part[half + corner] = part[corner] * beyond;
                part[corner] *= 1 - beyond;
                place[half + corner] = place[corner] + stride;
            }
            cell += index * stride;
            stride *= side;
        }
        for (int corner = 0; corner < corners; corner++) {
            place[corner] += cell;
            if (background[place[corner]] == 0) {
                part[corner] = 0;
            }
            total += part[corner];
        }
        for (int corner = 0; corner < corners; corner++) {
            if (part[corner] > 0) {
                addCell(place[corner], factor * part[corner] / total, sums);
            }
        }
    }

    private void addCell(int cell, double factor, double[] sums) {
        int from = cell * replicas;
        for (int r = 0; r < replicas; r++) {
            sums[r] = Math.fma(factor, ratio[from + r], sums[r]);
        }
    }

    /** Adds half of the integrals of f_a f_b/rho over all pairs of replicas. */
    void addEntropies(double factor, double[][] products) {
        for (int cell = 0; cell < background.length; cell++) {
            int from = cell * replicas;
            for (int a = 0; a < replicas; a++) {
                double scaled = 0.5 * factor * background[cell] * ratio[from + a];
                if (scaled != 0) {
                    for (int b = 0; b < replicas; b++) {
                        products[a][b] += scaled * ratio[from + b];
                    }
                }
            }
        }
    }
}
