package io.github.stosszahl.generic;

import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.Quantity;

/**
 * One number of an audit.
 *
 * @param quantity what was measured, by the name of the output format
 * @param first the function that it is about, or {@link Of#NOTHING}
 * @param second a second function, of matrix elements; else {@link Of#NOTHING}
 * @param estimate value and standard error; exact if only rounding is in it
 */
public record Entry(String quantity, Of first, Of second, Estimate estimate) {
    /** The species index of a function of the whole system. */
    public static final int WHOLE_SYSTEM = Quantity.WHOLE_SYSTEM;

    /**
     * A function.
     *
     * @param species index in the mixture, or {@link #WHOLE_SYSTEM}
     * @param name empty if there is none
     */
    public record Of(int species, String name) {
        /** No function. */
        public static final Of NOTHING = new Of(WHOLE_SYSTEM, "");
    }
}
