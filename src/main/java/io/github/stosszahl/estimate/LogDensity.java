package io.github.stosszahl.estimate;

import java.util.stream.IntStream;

/** Prototype. */
final class LogDensity {
    static double KERNEL = 0.5;
    static double RATIO = 2;
    static int LEVELS = 3;
    static int BASE = 0;
    static double OWN = 0;
    static double SHRINK = 1;
    static boolean QUAD = true;
    private static final int FOLDS = DensityLadder.FOLDS;

    final PrincipalAxes axes;
    final DensityLadder ladder;
    final Lattice lattice;
    final int d;
    final int used;
    final double[][] value = new double[FOLDS][];
    final double[] h = new double[LEVELS];
    /** slope[level][base][point]: what a unit of the smoothed count of another fold adds. */
    final double[][][] slope = new double[LEVELS][FOLDS][];

    LogDensity(FittedDensity.Fit fit) {
        axes = fit.axes();
        ladder = fit.ladder();
        lattice = ladder.lattice();
        d = lattice.dimension();
        ScoreMatching.Choice choice = fit.matching().choice();
        used = choice.levels();
        double bandwidth = ladder.bandwidth(Math.max(0, used - 1));
        double restVolume = Math.pow(2 * Math.sqrt(Math.PI) * bandwidth, d);
        double s = lattice.spacing();
        for (int j = 0; j < LEVELS; j++) {
            h[j] = KERNEL * bandwidth * Math.pow(RATIO, j);
        }
        double[][] u = new double[FOLDS][];
        double[][] model = new double[FOLDS][];
        double[][][] smoothCount = new double[LEVELS][FOLDS][];
        double normal = Math.pow(2 * Math.PI, -d / 2.0);
        int size = lattice.size();
        int baseLevels = BASE == 2 ? ladder.levels() : used;
        IntStream.range(0, FOLDS).parallel().forEach(fold -> {
            for (int j = 0; j < LEVELS; j++) {
                smoothCount[j][fold] = lattice.smooth(ladder.count(fold), h[j] * h[j] - s * s / 6);
            }
            double[] pot = new double[size];
            double[] ladderLog = new double[size];
            double share = 0;
            double mass = 0;
            for (int p = 0; p < size; p++) {
                double square = square(p);
                double l = -square / 2 + Math.log(normal);
                for (int j = 0; j < baseLevels; j++) {
                    l += ladder.correction(fold, j)[p];
                }
                ladderLog[p] = l;
                pot[p] = BASE == 0 ? fit.matching().potential(fold, choice.coefficients(), p) : l;
                if (ladder.foldSize(fold) * Math.exp(l) * restVolume > 1) {
                    mass += Math.exp(pot[p]);
                    for (int other = 1; other < FOLDS; other++) {
                        int f = (fold + other) % FOLDS;
                        share += ladder.count(f)[p] / ladder.foldSize(f) / 2;
                    }
                }
            }
            double log = Math.log(mass * lattice.cellVolume() / share);
            double[] m = new double[size];
            for (int p = 0; p < size; p++) {
                pot[p] -= log;
                boolean rests = ladder.foldSize(fold) * Math.exp(ladderLog[p]) * restVolume > 1;
                m[p] = rests ? Math.exp(pot[p]) : Math.min(Math.exp(pot[p]), Math.exp(ladderLog[p]));
            }
            u[fold] = pot;
            model[fold] = m;
            if (OWN > 0) {
                double ho = OWN * bandwidth;
                double vo = Math.pow(2 * Math.sqrt(Math.PI) * ho, d);
                double[] sm = lattice.smooth(m, ho * ho);
                double[] sc = lattice.smooth(ladder.count(fold), ho * ho - s * s / 6);
                for (int p = 0; p < size; p++) {
                    double c = ladder.foldSize(fold) * sm[p] * vo;
                    double k = sc[p] * vo / lattice.cellVolume();
                    double r = Math.log((k + 1) / (c + 1));
                    pot[p] += r;
                    m[p] *= Math.exp(r);
                }
            }
        });
        double[][] shift = new double[FOLDS][];
        double[][] whole = new double[FOLDS][];
        IntStream.range(0, FOLDS).parallel().forEach(fold -> {
            double[] rest = new double[size];
            java.util.Arrays.fill(rest, 1);
            for (int j = 0; j < LEVELS; j++) {
                double volume = Math.pow(2 * Math.sqrt(Math.PI) * h[j], d);
                double[] smooth = lattice.smooth(model[fold], h[j] * h[j]);
                double[] sl = new double[size];
                for (int p = 0; p < size; p++) {
                    double c = SHRINK * ladder.foldSize(fold) * smooth[p] * volume;
                    double w = smooth[p] == 0 ? 0 : rest[p] * c / (1 + c);
                    sl[p] = w == 0 ? 0 : w / smooth[p] / lattice.cellVolume();
                    rest[p] -= w;
                }
                slope[j][fold] = sl;
            }
            for (int p = 0; p < size; p++) rest[p] = 1 - rest[p];
            whole[fold] = rest;
        });
        IntStream.range(0, FOLDS).parallel().forEach(fold -> {
            int b = (fold + 1) % FOLDS;
            int c = (fold + 2) % FOLDS;
            double[] g = new double[size];
            for (int p = 0; p < g.length; p++) {
                double diff = u[b][p] - u[c][p];
                double x = (u[b][p] + u[c][p] + square(p)) / 2 + square(p) / 2 - square(p) / 2;
                x = (u[b][p] + u[c][p]) / 2 + square(p) / 2;
                x -= (whole[b][p] + whole[c][p]) / 2;
                for (int j = 0; j < LEVELS; j++) {
                    x += (slope[j][b][p] * smoothCount[j][c][p] / ladder.foldSize(c)
                                    + slope[j][c][p] * smoothCount[j][b][p] / ladder.foldSize(b))
                            / 2;
                }
                if (QUAD) x -= (whole[b][p] + whole[c][p]) / 2 * diff * diff / 4;
                g[p] = x;
            }
            value[fold] = g;
        });
        IntStream.range(0, FOLDS).parallel().forEach(fold -> value[fold] = sharpened(value[fold]));
    }

    double[] sharpened(double[] g) {
        double[] out = g.clone();
        for (int p = 0; p < g.length; p++) {
            if (lattice.isInner(p)) {
                out[p] = lattice.sharpened(g, p);
            }
        }
        return out;
    }

    double square(int p) {
        double s = 0;
        for (int a = 0; a < d; a++) {
            double z = lattice.coordinate(a, p);
            s += z * z;
        }
        return s;
    }

    double[] field(double[] q, int base, int target) {
        double[] y = sharpened(q);
        double[] sum = new double[y.length];
        double s = lattice.spacing();
        for (int j = 0; j < LEVELS; j++) {
            double[] x = y.clone();
            for (int p = 0; p < x.length; p++) {
                x[p] *= -slope[j][base][p] / 2 / ladder.foldSize(target);
            }
            x = lattice.smooth(x, h[j] * h[j] - s * s / 6);
            for (int p = 0; p < x.length; p++) {
                sum[p] += x[p];
            }
        }
        return sum;
    }
}
