package io.github.stosszahl.estimate;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/** Prototype. */
final class PairMean {
    static int ROUNDS = 4;
    private static final int FOLDS = DensityLadder.FOLDS;
    private static final int PARTS = 2;

    final Ensemble ensemble;
    final List<LogDensity> logs;
    final int d;
    /** [species][fold*PARTS+part][point]. */
    final double[][][] q;
    final double[][] own;
    final double[][] sum;
    final double[][] rateSum;
    double value;
    double pairSquares;
    double sampling, pairPart;

    PairMean(Mixture mixture, Ensemble ensemble, List<LogDensity> logs, UniformRandomProvider rng) {
        this.ensemble = ensemble;
        this.logs = logs;
        d = mixture.dimension();
        int species = logs.size();
        q = new double[species][FOLDS * PARTS][];
        own = new double[species][];
        sum = new double[species][];
        rateSum = new double[species][];
        for (int i = 0; i < species; i++) {
            LogDensity log = logs.get(i);
            for (int f = 0; f < FOLDS * PARTS; f++) {
                q[i][f] = new double[log.lattice.size()];
            }
            int n = ensemble.populations().get(i).size();
            sum[i] = new double[n];
            rateSum[i] = new double[n];
            double[] o = new double[n];
            double[][] z = log.axes.coordinates();
            int[] third = {d == 3 ? 2 : 0};
            IntStream.range(0, n).parallel().forEach(k -> o[k] = at(log, k % FOLDS, z[0][k], z[1][k], z[third[0]][k]));
            own[i] = o;
        }
        for (CollidingPair pair : mixture.pairs()) {
            add(pair, rng);
        }
        finish();
    }

    double at(LogDensity log, int fold, double x, double y, double z) {
        double square = x * x + y * y + (d == 3 ? z * z : 0);
        return -square / 2 + log.lattice.interpolated(log.value[fold], x, y, z);
    }

    private void add(CollidingPair pair, UniformRandomProvider rng) {
        int i = pair.first();
        int j = pair.second();
        Population a = ensemble.populations().get(i);
        Population b = ensemble.populations().get(j);
        int[] na = new int[FOLDS];
        int[] nb = new int[FOLDS];
        int[] length = new int[FOLDS];
        int[] start = new int[FOLDS + 1];
        for (int f = 0; f < FOLDS; f++) {
            na[f] = (a.size() - f + FOLDS - 1) / FOLDS;
            nb[f] = (b.size() - f + FOLDS - 1) / FOLDS;
            length[f] = Math.max(na[f], nb[f]);
            start[f + 1] = start[f] + length[f];
        }
        double factor = a.density() * b.density() * (i == j ? 0.5 : 1) / ((double) start[FOLDS] * ROUNDS);
        double[] h = new double[start[FOLDS]];
        double[] rate = new double[start[FOLDS]];
        double total = 0;
        double squares = 0;
        double[][] shiftsUsed = new double[ROUNDS][FOLDS];
        for (int r = 0; r < ROUNDS; r++) {
            int[] shift = new int[FOLDS];
            double[] o1 = new double[FOLDS];
            double[] o2 = new double[FOLDS];
            for (int f = 0; f < FOLDS; f++) {
                shift[f] = i == j ? 1 + rng.nextInt(nb[f] - 1) : rng.nextInt(nb[f]);
                o1[f] = rng.nextDouble();
                o2[f] = rng.nextDouble();
            }
            IntStream.range(0, FOLDS * PARTS).parallel().forEach(task -> {
                int f = task / PARTS;
                int part = task % PARTS;
                int from = (int) ((long) length[f] * part / PARTS);
                int to = (int) ((long) length[f] * (part + 1) / PARTS);
                LogDensity la = logs.get(i);
                LogDensity lb = logs.get(j);
                double[] qa = q[i][task];
                double[] qb = q[j][task];
                double mass = a.mass() + b.mass();
                double sa = b.mass() / mass;
                double sb = a.mass() / mass;
                double[] v = new double[3];
                double[] w = new double[3];
                double[] omega = new double[3];
                for (int t = from; t < to; t++) {
                    int k = f + FOLDS * (t % na[f]);
                    int l = f + FOLDS * ((t + shift[f]) % nb[f]);
                    double r2 = 0;
                    double[] u = new double[3];
                    for (int x = 0; x < d; x++) {
                        v[x] = a.velocity(x)[k];
                        w[x] = b.velocity(x)[l];
                        u[x] = v[x] - w[x];
                        r2 += u[x] * u[x];
                    }
                    double r0 = Math.sqrt(r2);
                    double x1 = o1[f] + t * 0.7548776662466927;
                    double x2 = o2[f] + t * 0.5698402909980532;
                    x1 -= Math.floor(x1);
                    x2 -= Math.floor(x2);
                    double alpha = factor * pair.kernel().rate().alpha(r0);
                    if (r0 > 0) {
                        turn(u, r0, pair.kernel().angle().cosTheta(x1), x2, omega);
                    }
                    for (int x = 0; x < d; x++) {
                        double change = r0 * omega[x] - u[x];
                        v[x] += sa * change;
                        w[x] -= sb * change;
                    }
                    double g = own[i][k] + own[j][l];
                    double zx = la.axes.coordinate(0, v[0], v[1], v[2]);
                    double zy = la.axes.coordinate(1, v[0], v[1], v[2]);
                    double zz = d == 3 ? la.axes.coordinate(2, v[0], v[1], v[2]) : 0;
                    g -= at(la, f, zx, zy, zz);
                    la.lattice.scatter(qa, zx, zy, zz, alpha);
                    zx = lb.axes.coordinate(0, w[0], w[1], w[2]);
                    zy = lb.axes.coordinate(1, w[0], w[1], w[2]);
                    zz = d == 3 ? lb.axes.coordinate(2, w[0], w[1], w[2]) : 0;
                    g -= at(lb, f, zx, zy, zz);
                    lb.lattice.scatter(qb, zx, zy, zz, alpha);
                    h[start[f] + t] = alpha * g;
                    rate[start[f] + t] = alpha;
                }
            });
            for (double x : h) {
                total += x;
                squares += x * x;
            }
            for (int f = 0; f < FOLDS; f++) {
                for (int t = 0; t < length[f]; t++) {
                    int k = f + FOLDS * (t % na[f]);
                    int l = f + FOLDS * ((t + shift[f]) % nb[f]);
                    double x = h[start[f] + t];
                    double y = rate[start[f] + t];
                    sum[i][k] += x;
                    sum[j][l] += x;
                    rateSum[i][k] += y;
                    rateSum[j][l] += y;
                }
            }
        }
        value += total;
        double pairs = (double) start[FOLDS] * ROUNDS;
        double mean = total / pairs;
        pairSquares += squares - pairs * mean * mean;
        // centre
        for (int f = 0; f < FOLDS; f++) {
            for (int t = 0; t < length[f]; t++) {
                sum[i][f + FOLDS * (t % na[f])] -= ROUNDS * mean;
                sum[j][f + FOLDS * (t % nb[f])] -= ROUNDS * mean;
            }
        }
    }

    private void turn(double[] u, double r, double cos, double x2, double[] omega) {
        double sin = Math.sqrt(Math.max(0, 1 - cos * cos));
        if (d == 2) {
            double s = x2 < 0.5 ? sin : -sin;
            omega[0] = (cos * u[0] - s * u[1]) / r;
            omega[1] = (cos * u[1] + s * u[0]) / r;
            return;
        }
        double x = u[0] / r;
        double y = u[1] / r;
        double z = u[2] / r;
        double sign = Math.copySign(1, z);
        double p = -1 / (sign + z);
        double b = x * y * p;
        double c = sin * Math.cos(2 * Math.PI * x2);
        double s = sin * Math.sin(2 * Math.PI * x2);
        omega[0] = cos * x + c * (1 + sign * x * x * p) + s * b;
        omega[1] = cos * y + c * sign * b + s * (sign + y * y * p);
        omega[2] = cos * z - c * sign * x - s * y;
    }

    double variance;

    private void finish() {
        double varA = 0;
        double var = 0;
        for (int i = 0; i < logs.size(); i++) {
            LogDensity log = logs.get(i);
            double[][] z = log.axes.coordinates();
            int n = sum[i].length;
            double[][] total = new double[FOLDS][];
            for (int f = 0; f < FOLDS; f++) {
                double[] s = q[i][f * PARTS];
                for (int part = 1; part < PARTS; part++) {
                    for (int p = 0; p < s.length; p++) {
                        s[p] += q[i][f * PARTS + part][p];
                    }
                }
                for (int k = f; k < n; k += FOLDS) {
                    log.lattice.scatter(s, z[0][k], z[1][k], d == 3 ? z[2][k] : 0, -rateSum[i][k]);
                }
                total[f] = s;
            }
            for (double x : sum[i]) {
                varA += x * x;
            }
            if (true) {
                for (int c = 0; c < FOLDS; c++) {
                    int a1 = (c + 1) % FOLDS;
                    int a2 = (c + 2) % FOLDS;
                    double[] x = log.field(total[a1], a2, c);
                    double[] y = log.field(total[a2], a1, c);
                    double m = 0;
                    int count = 0;
                    for (int k = c; k < n; k += FOLDS) {
                        double b = log.lattice.interpolated(x, z[0][k], z[1][k], d == 3 ? z[2][k] : 0)
                                + log.lattice.interpolated(y, z[0][k], z[1][k], d == 3 ? z[2][k] : 0);
                        m += b;
                        count++;
                        sum[i][k] += b;
                    }
                    m /= count;
                    for (int k = c; k < n; k += FOLDS) {
                        sum[i][k] -= m;
                    }
                }
            }
            for (double x : sum[i]) {
                var += x * x;
            }
        }
        sampling = varA - pairSquares;
        variance = var - pairSquares;
    }
}
