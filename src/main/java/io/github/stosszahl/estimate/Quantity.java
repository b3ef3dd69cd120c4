package io.github.stosszahl.estimate;

/**
 * One named estimate of a run.
 *
 * @param species index in the mixture, or {@link #WHOLE_SYSTEM}
 * @param name the name of the output format, such as {@code temperature_xx}
 * @param estimate value and standard error
 */
public record Quantity(int species, String name, Estimate estimate) {
    /** The species index of a quantity of the whole system. */
    public static final int WHOLE_SYSTEM = -1;
}
