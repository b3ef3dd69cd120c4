package io.github.stosszahl.validation;

/** The exact BKW relaxation of {@link Runs#bkwGas} from {@link Runs#extremeBkw} (physics.md section 5), and 41 times over it. */
final class Bkw41 {
    private Bkw41() {}

    /** Until 1 - K has fallen by a factor of 12 (d = 2) or 14 (d = 3), as in the shipped scenarios. */
    static double[] times(int d) {
        return Runs.times(d == 2 ? 20 : 16, 41);
    }

    private static double k(int d, double t) {
        return 1 - 2.0 / (d + 2) * Math.exp(d == 2 ? -t / 8 : -t / 6);
    }

    static double moment4(int d, double t) {
        double k = k(d, t);
        double r = (1 - k) / (2 * k);
        return d * (d + 2) * k * k * (1 + 4 * r);
    }

    static double moment6(int d, double t) {
        double k = k(d, t);
        double r = (1 - k) / (2 * k);
        return d * (d + 2) * (d + 4) * k * k * k * (1 + 6 * r);
    }
}
