package io.github.stosszahl.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps numbers to places on the page and says where its ticks are.
 *
 * @param low number at {@code from}
 * @param high number at {@code to}
 * @param from place of the low end
 * @param to place of the high end
 * @param scale how numbers between them are spread
 * @param maxTicks no more ticks than this
 */
record Axis(double low, double high, double from, double to, Scale scale, int maxTicks) {
    /** Linear, logarithmic, or logarithmic with its lowest place meaning zero. */
    enum Scale {
        LINEAR,
        LOG,
        LOG_FROM_ZERO
    }

    /** A labelled place on an axis. */
    record Tick(double place, String label) {}

    /** A narrower range than this, relative to its numbers, could not be labelled with five digits. */
    private static final double NARROWEST = 2e-4;

    /** A linear axis over exactly a range. */
    static Axis linear(Range range, double from, double to, int maxTicks) {
        double low = range.min();
        double high = range.max();
        double size = Math.max(Math.abs(low), Math.abs(high));
        double lacking = (size == 0 ? 2 : NARROWEST * size) - (high - low);
        if (lacking > 0) {
            low -= lacking / 2;
            high += lacking / 2;
        }
        return new Axis(low, high, from, to, Scale.LINEAR, maxTicks);
    }

    /** A linear axis with some air above and below a range. */
    static Axis padded(Range range, double from, double to, int maxTicks) {
        double air = 0.05 * (range.max() - range.min());
        // numbers that cannot be negative get no axis that is
        double low = range.min() >= 0 && range.min() < 2 * air ? Math.min(0, range.min()) : range.min() - air;
        return linear(new Range().add(low).add(range.max() + air), from, to, maxTicks);
    }

    /** A logarithmic axis over whole decades about a range of positive numbers. */
    static Axis log(Range range, double from, double to, Scale scale) {
        int bottom = (int) Math.floor(Math.log10(range.min()) + 1e-9);
        int top = (int) Math.ceil(Math.log10(range.max()) - 1e-9);
        if (scale == Scale.LOG_FROM_ZERO) {
            bottom--;
        }
        top = Math.max(top, bottom + 2);
        return new Axis(Math.pow(10, bottom), Math.pow(10, top), from, to, scale, 7);
    }

    /** The place of a number; on a logarithmic axis what is below its low end is drawn there. */
    double at(double value) {
        double share = scale == Scale.LINEAR
                ? (value - low) / (high - low)
                : Math.log10(Math.max(value, low) / low) / Math.log10(high / low);
        return from + share * (to - from);
    }

    /** The power of ten that the labels leave to the title of a linear axis. */
    int exponent() {
        if (scale != Scale.LINEAR) {
            return 0;
        }
        int size = (int) Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high))) + 1e-9);
        return size >= -2 && size <= 3 ? 0 : Math.floorDiv(size, 3) * 3;
    }

    List<Tick> ticks() {
        return scale == Scale.LINEAR ? linearTicks() : logTicks();
    }

    private List<Tick> linearTicks() {
        double step = niceStep((high - low) / maxTicks);
        int shift = exponent();
        int decimals = Math.max(0, -(int) Math.floor(Math.log10(step) - shift + 1e-9));
        List<Tick> ticks = new ArrayList<>();
        long first = (long) Math.ceil(low / step - 1e-6);
        long last = (long) Math.floor(high / step + 1e-6);
        for (long i = first; i <= last; i++) {
            ticks.add(new Tick(at(i * step), Numbers.fixed(i * step / Math.pow(10, shift), decimals)));
        }
        return ticks;
    }

    private static double niceStep(double least) {
        double decade = Math.pow(10, Math.floor(Math.log10(least)));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * decade >= least * (1 - 1e-9)) {
                return factor * decade;
            }
        }
        return 10 * decade;
    }

    private List<Tick> logTicks() {
        int bottom = (int) Math.round(Math.log10(low));
        int top = (int) Math.round(Math.log10(high));
        int step = Math.max(1, (top - bottom + maxTicks - 1) / maxTicks);
        List<Tick> ticks = new ArrayList<>();
        int start = bottom;
        if (scale == Scale.LOG_FROM_ZERO) {
            ticks.add(new Tick(from, "0"));
            start++;
        }
        for (int e = start; e <= top; e += step) {
            ticks.add(new Tick(at(Math.pow(10, e)), Numbers.tenTo(e)));
        }
        return ticks;
    }
}
