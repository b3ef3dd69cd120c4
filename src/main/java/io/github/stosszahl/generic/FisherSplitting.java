package io.github.stosszahl.generic;

import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.FisherRate;
import java.util.ArrayList;
import java.util.List;

/** The parts of the rate of change of sum_i I(f_i)/m_i as entries of an audit. */
public final class FisherSplitting {
    static final String RATE = "fisher_rate";
    static final String CENTRE = "fisher_rate_centre";
    static final String RADIAL_SQUARE = "fisher_rate_radial_square";
    static final String ANGULAR = "fisher_rate_angular";
    static final String RESIDUAL = "fisher_rate_residual";

    private FisherSplitting() {}

    /** All parts, sums of them, and the rate in weak form. */
    public static List<Entry> of(FisherRate rate) {
        List<Entry> entries = new ArrayList<>();
        add(entries, RATE, rate.total());
        add(entries, CENTRE, rate.centreOfMass());
        add(entries, "fisher_rate_radial", rate.radial());
        add(entries, ANGULAR, rate.angular());
        add(entries, "fisher_rate_relative", rate.relative());
        add(entries, RADIAL_SQUARE, rate.radialSquare());
        add(entries, "fisher_rate_radial_slope", rate.radialSlope());
        add(entries, "fisher_rate_weak", rate.weak());
        add(entries, RESIDUAL, rate.residual());
        return List.copyOf(entries);
    }

    private static void add(List<Entry> entries, String quantity, Estimate estimate) {
        entries.add(new Entry(quantity, Entry.Of.NOTHING, Entry.Of.NOTHING, estimate));
    }
}
