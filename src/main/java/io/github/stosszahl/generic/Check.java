package io.github.stosszahl.generic;

import io.github.stosszahl.estimate.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * One line of the verdict on an audit.
 *
 * @param name what must hold
 * @param value the worst number found
 * @param bound its largest allowed value
 */
public record Check(String name, double value, double bound) {
    /** Relative size of rounding. */
    private static final double ROUNDING = 1e-12;
    /** Standard errors, of every single number: by noise alone 6e-5 of them exceed it. */
    private static final double STANDARD_ERRORS = 4;

    /** Of the rate of change of Fisher information, beyond the standard errors. */
    private static final double SHARE = 0.05;

    /** Whether it holds; NaN does not. */
    public boolean holds() {
        return value <= bound;
    }

    /** The verdict on the entries of one time. */
    public static List<Check> of(List<Entry> entries) {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("M is symmetric", largest(entries, "symmetry_defect", Check::size), ROUNDING));
        checks.add(new Check(
                "M annihilates masses, momentum and energy", largest(entries, "kernel_defect", Check::size), ROUNDING));
        checks.add(new Check(
                "collisions keep masses, momentum and energy",
                largest(entries, "invariant_rate", Check::size),
                ROUNDING));
        double scale = largest(entries, "largest_eigenvalue", Estimate::value);
        checks.add(new Check(
                "M is positive semi-definite",
                largest(
                        entries,
                        "smallest_eigenvalue",
                        e -> e.value() >= -ROUNDING * scale ? 0 : -e.value() / e.standardError()),
                STANDARD_ERRORS));
        add(checks, entries, "the gas changes by M dS", "rate_residual", Check::absoluteScore);
        add(
                checks,
                entries,
                "the collisions of the run change it by M dS",
                "rate_residual_collisions",
                Check::absoluteScore);
        add(checks, entries, "entropy does not decrease", "dissipation", e -> -score(e));
        add(checks, entries, "dS/dt is <dS, M dS>", "production_residual", Check::absoluteScore);
        add(checks, entries, "dS/dt is R + R*", "cosh_residual", Check::absoluteScore);
        if (entries.stream().anyMatch(e -> e.quantity().equals(FisherSplitting.RATE))) {
            double most = Stream.of(FisherSplitting.CENTRE, FisherSplitting.RADIAL_SQUARE, FisherSplitting.ANGULAR)
                    .mapToDouble(part -> largest(entries, part, Check::score))
                    .max()
                    .orElseThrow();
            double rate = Math.abs(largest(entries, FisherSplitting.RATE, Estimate::value));
            checks.add(new Check("no part of Fisher information that falls rises", most, STANDARD_ERRORS));
            checks.add(new Check(
                    "parts of Fisher information add up",
                    largest(entries, FisherSplitting.RESIDUAL, e -> beyondNoise(e, rate)),
                    SHARE));
        }
        return List.copyOf(checks);
    }

    private static void add(
            List<Check> checks, List<Entry> entries, String name, String quantity, ToDoubleFunction<Estimate> measure) {
        if (entries.stream().anyMatch(e -> e.quantity().equals(quantity))) {
            checks.add(new Check(name, largest(entries, quantity, measure), STANDARD_ERRORS));
        }
    }

    private static double largest(List<Entry> entries, String quantity, ToDoubleFunction<Estimate> measure) {
        return entries.stream()
                .filter(e -> e.quantity().equals(quantity))
                .mapToDouble(e -> measure.applyAsDouble(e.estimate()))
                .max()
                .orElse(Double.NaN);
    }

    private static double size(Estimate estimate) {
        return Math.abs(estimate.value());
    }

    /** What exceeds the standard errors, over a scale. */
    private static double beyondNoise(Estimate estimate, double scale) {
        double excess = Math.abs(estimate.value()) - STANDARD_ERRORS * estimate.standardError();
        return excess <= 0 ? 0 : excess / scale;
    }

    private static double absoluteScore(Estimate estimate) {
        return Math.abs(score(estimate));
    }

    /** Standard errors from 0; what carries rounding only is taken for 0. */
    private static double score(Estimate estimate) {
        return estimate.isExact() ? 0 : estimate.value() / estimate.standardError();
    }
}
