package io.github.stosszahl.estimate;

import io.github.stosszahl.model.*;
import io.github.stosszahl.particles.*;
import io.github.stosszahl.random.RandomStreams;
import java.util.List;

final class Proto {
    public static void main(String[] args) {
        String name = args[0];
        int d = Integer.parseInt(args[1]);
        int n = Integer.parseInt(args[2]);
        int seeds = Integer.parseInt(args[3]);
        double exact = Double.parseDouble(args[4]);
        Species s = new Species("a", 1);
        Mixture mix = new Mixture(d, 1, List.of(s), List.of(new CollidingPair(0, 0, new CollisionKernel(PowerLaw.of(1, 0), new IsotropicAngle(d)))));
        String[] confs = args[5].split(";");
        int modes = confs.length;
        double[] m = new double[modes], m2 = new double[modes], se = new double[modes], sa = new double[modes], zz = new double[modes];
        int[] cover = new int[modes];
        double tf = 0, tl = 0, tp = 0;
        int used = 0;
        double[][] errs = new double[modes][seeds], vars = new double[modes][seeds];
        double[][] radial = new double[modes][24];
        for (int seed = 0; seed < seeds; seed++) {
            Population p = TestDensity.sample(name, d, n, 500 + seed);
            long t0 = System.nanoTime();
            FittedDensity fd = FittedDensity.of(p);
            long t1 = System.nanoTime();
            tf += t1 - t0;
            for (int mode = 0; mode < modes; mode++) {
                String[] c = confs[mode].split(",");
                LogDensity.LEVELS = Integer.parseInt(c[0]);
                LogDensity.KERNEL = Double.parseDouble(c[1]);
                LogDensity.RATIO = Double.parseDouble(c[2]);
                LogDensity.BASE = Integer.parseInt(c[3]);
                LogDensity.OWN = Double.parseDouble(c[4]);
                LogDensity.SHRINK = Double.parseDouble(c[5]);
                PairMean.ROUNDS = 2;
                t0 = System.nanoTime();
                LogDensity log = new LogDensity(fd.fit().get());
                used = log.used;
                t1 = System.nanoTime();
                PairMean mean = new PairMean(mix, new Ensemble(List.of(p)), List.of(log), new RandomStreams(seed).stream(RandomStreams.Purpose.COLLISIONS, 0, 0, 0));
                long t2 = System.nanoTime();
                tl += (t1 - t0) / modes;
                tp += (t2 - t1) / modes;
                double e = mean.value - exact;
                if (args.length > 6) {
                    double K = Double.parseDouble(args[6]);
                    double R = (1 - K) / (2 * K);
                    for (int f = 0; f < 3; f++) {
                        double[] q = mean.q[0][2 * f];
                        for (int pt = 0; pt < q.length; pt++) {
                            double r2 = 0;
                            for (int a = 0; a < d; a++) r2 += Math.pow(log.lattice.coordinate(a, pt), 2);
                            if (q[pt] == 0) continue;
                            double ex = -d / 2. * Math.log(2 * Math.PI * K) - r2 / (2 * K) + Math.log(1 - d * R + R * r2 / K) + r2 / 2;
                            if (d == 3 && K == 0.6) ex = Math.max(ex, -6);
                            int bin = (int) (Math.sqrt(r2) * 4);
                            radial[mode][Math.min(23, bin)] -= q[pt] * (log.value[f][pt] - ex) / seeds;
                        }
                    }
                }
                errs[mode][seed] = e;
                vars[mode][seed] = mean.variance;
                m[mode] += e / seeds;
                m2[mode] += e * e / seeds;
                se[mode] += mean.variance / seeds;
                sa[mode] += mean.sampling / seeds;
                zz[mode] += e / Math.sqrt(mean.variance) / seeds;
                cover[mode] += Math.abs(e) < 1.96 * Math.sqrt(mean.variance) ? 1 : 0;
            }
        }
        System.out.printf("%s d=%d N=%d exact %.6g levels %d fit %.2f s log %.2f pairs %.2f%n", name, d, n, exact, used, tf / seeds / 1e9, tl / seeds / 1e9, tp / seeds / 1e9);
        for (int x = 1; x < modes; x++) {
            for (int style = 0; style < 3; style++) {
                double mm = 0, ss = 0, ee = 0, cv = 0;
                for (int s2 = 0; s2 < seeds; s2++) {
                    double delta = errs[0][s2] - errs[x][s2];
                    double v = errs[0][s2] + (style == 2 ? delta : style == 1 ? delta / 2 : 0);
                    double err = Math.sqrt(vars[0][s2] + delta * delta);
                    mm += v / seeds;
                    ss += v * v / seeds;
                    ee += err * err / seeds;
                    cv += Math.abs(v) < 1.96 * err ? 1. / seeds : 0;
                }
                System.out.printf("   0-%d style %d: bias %.3e sd %.3e se %.3e cover %.3f%n", x, style, mm, Math.sqrt(ss - mm * mm), Math.sqrt(ee), cv);
            }
        }
        for (int mode = 0; mode < modes; mode++) {
            double sd = Math.sqrt((m2[mode] - m[mode] * m[mode]) * seeds / (seeds - 1));
            System.out.printf("  mode %s: bias %+.3e +- %.1e  sd %.3e  se %.3e (sampling %.3e) meanz %.2f cover %.2f%n", confs[mode], m[mode], sd / Math.sqrt(seeds), sd, Math.sqrt(se[mode]), Math.sqrt(sa[mode]), zz[mode], cover[mode] / (double) seeds);
            if (args.length > 6) {
                for (int b = 0; b < 24; b++) System.out.printf("%.2f:%.1e ", b / 4., radial[mode][b]);
                System.out.println();
            }
        }
    }
}
