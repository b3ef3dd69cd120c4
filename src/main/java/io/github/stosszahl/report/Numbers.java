package io.github.stosszahl.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as a reader wants to see them: 4.2×10⁻⁷, 1.2345(12), 1 000 000. */
final class Numbers {
    /** What stands where there is no number. */
    static final String NONE = "–";

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final String[] PREFIXES = {"f", "p", "n", "µ", "m", "", "k", "M", "G"};

    private Numbers() {}

    /** A number to so many significant digits, without trailing zeros. */
    static String significant(double value, int digits) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent < -3 || exponent > 5) {
            return minus(rounded.scaleByPowerOfTen(-exponent).toPlainString()) + timesTenTo(exponent);
        }
        return minus(rounded.toPlainString());
    }

    /** A value and its standard error as 1.2345(12); five significant digits if it has none. */
    static String withError(double value, double error) {
        if (!Double.isFinite(value) || !(error > 0)) {
            return significant(value, 5);
        }
        BigDecimal e = new BigDecimal(error).round(new MathContext(2));
        int decimals = 1 - (e.precision() - e.scale() - 1);
        int exponent = (int) Math.floor(Math.log10(Math.max(Math.abs(value), e.doubleValue())));
        boolean plain = decimals >= 0 && exponent >= -3 && exponent <= 5;
        int shift = plain ? 0 : exponent;
        BigDecimal mantissa =
                new BigDecimal(value).scaleByPowerOfTen(-shift).setScale(decimals + shift, RoundingMode.HALF_EVEN);
        String digits = e.scaleByPowerOfTen(decimals)
                .setScale(0, RoundingMode.HALF_EVEN)
                .toPlainString();
        return minus(mantissa.toPlainString()) + "(" + digits + ")" + (shift == 0 ? "" : timesTenTo(shift));
    }

    /** A whole number with its digits in groups of three, or four significant digits if it is large. */
    static String count(double value) {
        if (!Double.isFinite(value) || value != Math.rint(value) || Math.abs(value) >= 1e15) {
            return significant(value, 4);
        }
        return minus(Long.toString((long) value).replaceAll("(?<=\\d)(?=(\\d{3})+$)", "\u202f"));
    }

    /** A number for a sentence: 8.1 million, 3.2×10⁹, 512. */
    static String rough(double value) {
        double size = Math.abs(value);
        return size >= 1e6 && size < 1e9 ? significant(value / 1e6, 3) + " million" : significant(value, 3);
    }

    /** A duration in seconds: 850 ms, 12.3 s, 4 min 10 s, 2 h 5 min. */
    static String seconds(double seconds) {
        if (!Double.isFinite(seconds)) {
            return NONE;
        }
        if (seconds > 0 && seconds < 1) {
            return significant(1000 * seconds, 3) + " ms";
        }
        if (seconds < 120) {
            return significant(seconds, 3) + " s";
        }
        long s = Math.round(seconds);
        return s < 7200 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
    }

    /** A time of the simulation to four digits: 2.5, or 20 ns in SI. */
    static String time(double time, boolean si) {
        if (!si || time == 0 || !Double.isFinite(time)) {
            return significant(time, 4) + (si ? " s" : "");
        }
        int exponent = Math.floorDiv((int) Math.floor(Math.log10(Math.abs(time)) + 1e-9), 3) * 3;
        boolean prefixed = exponent < 0 && exponent >= -15;
        return prefixed
                ? significant(time / Math.pow(10, exponent), 4) + " " + PREFIXES[exponent / 3 + 5] + "s"
                : significant(time, 4) + " s";
    }

    /** A number with fixed decimals and a true minus sign. */
    static String fixed(double value, int decimals) {
        String text =
                new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
        return text.matches("-0(\\.0*)?") ? text.substring(1) : minus(text);
    }

    static String tenTo(int exponent) {
        StringBuilder text = new StringBuilder("10");
        for (char c : Integer.toString(exponent).toCharArray()) {
            text.append(c == '-' ? '⁻' : SUPERSCRIPTS.charAt(c - '0'));
        }
        return text.toString();
    }

    private static String timesTenTo(int exponent) {
        return "×" + tenTo(exponent);
    }

    /** The unit of numbers that were divided by a power of ten: (ns), (10²¹ m⁻³), (×10⁻³), or nothing at all. */
    static String scaledUnit(String unit, int exponent) {
        int prefix = exponent / 3 + 5;
        if (exponent == 0) {
            return unit.isEmpty() ? "" : "(" + unit + ")";
        }
        if (unit.isEmpty()) {
            return "(" + timesTenTo(exponent) + ")";
        }
        boolean prefixed = (unit.equals("s") && exponent < 0) || unit.equals("Pa");
        return prefixed && exponent % 3 == 0 && prefix >= 0 && prefix < PREFIXES.length
                ? "(" + PREFIXES[prefix] + unit + ")"
                : "(" + tenTo(exponent) + " " + unit + ")";
    }

    private static String minus(String text) {
        return text.replace('-', '−');
    }
}
