package io.github.stosszahl.scenario;

/**
 * Time averages of a steady flow.
 *
 * @param from when they begin, not negative and before the end of the run
 */
public record AveragePlan(double from) {}
