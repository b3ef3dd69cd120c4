package io.github.stosszahl.report;

import java.util.Comparator;
import java.util.List;

/**
 * How a quantity of timeseries.csv is presented.
 *
 * @param name as in the file
 * @param title in words
 * @param symbol as {@link Xml#symbol(String)} takes it, may be empty
 * @param siUnit its unit in SI, may be empty
 * @param rank its place on the page
 */
record Quantity(String name, String title, String symbol, String siUnit, int rank) {
    /** The order of the page. */
    static final Comparator<Quantity> PAGE_ORDER =
            Comparator.comparingInt(Quantity::rank).thenComparing(Quantity::name);

    private static final List<Quantity> KNOWN = List.of(
            new Quantity("temperature", "Temperature", "T", "K", 0),
            new Quantity("velocity_", "Mean velocity", "u", "m/s", 1),
            new Quantity("moment4", "Fourth moment", "⟨|v|⁴⟩", "m⁴/s⁴", 2),
            new Quantity("moment6", "Sixth moment", "⟨|v|⁶⟩", "m⁶/s⁶", 3),
            new Quantity("moment2", "Second moment", "⟨|v|²⟩", "m²/s²", 4),
            new Quantity("entropy", "Entropy", "H", "m⁻³", 5),
            new Quantity("entropy_dissipation", "Entropy dissipation", "D", "m⁻³ s⁻¹", 6),
            new Quantity("entropy_dissipation_collisions", "Entropy dissipation by collisions", "D", "m⁻³ s⁻¹", 6),
            new Quantity("fisher", "Fisher information", "I", "s² m⁻⁵", 7),
            new Quantity("fisher_mass_weighted", "Fisher information over mass", "I/m", "s² m⁻⁵ kg⁻¹", 8),
            new Quantity("temperature_", "Temperature component", "T", "K", 9),
            new Quantity("stress_", "Stress", "P", "Pa", 10),
            new Quantity("heat_flux_", "Heat flux", "q", "W/m²", 11),
            new Quantity("collisions", "Collisions per unit volume", "", "m⁻³", 12),
            new Quantity("occupation_max", "Largest occupation of a cell", "", "", 12),
            new Quantity("energy", "Energy density", "E", "J/m³", 13),
            new Quantity("momentum_", "Momentum density", "p", "kg m⁻² s⁻¹", 14),
            new Quantity("number_density", "Number density", "n", "m⁻³", 15));
    private static final int LAST = 16;
    private static final int LAST_PRINCIPAL = 8;

    /** The presentation of a quantity; one that is not known keeps its name and has no unit. */
    static Quantity of(String name) {
        for (Quantity known : KNOWN) {
            if (known.name.equals(name)) {
                return known;
            }
            if (known.name.endsWith("_") && name.matches(known.name + "[xyz]{1,2}")) {
                String component = name.substring(known.name.length());
                String title = known.title.replace(" component", "") + ", " + component
                        + (component.length() > 1 ? " component" : "");
                return new Quantity(name, title, known.symbol + "_" + component, known.siUnit, known.rank);
            }
        }
        String words = name.replace('_', ' ').strip();
        return new Quantity(name, words.isEmpty() ? "(unnamed)" : words, "", "", LAST);
    }

    /** Whether it is worth a place at the top even if it stays constant: temperatures, velocities, moments and functionals. */
    boolean isPrincipal() {
        return rank <= LAST_PRINCIPAL;
    }

    /** Whether the whole system's value is a sum whose changes are small beside its species' values: it needs a figure of its own. */
    boolean isSumOfSpecies() {
        return name.equals("entropy") || name.equals("fisher");
    }

    /** The same quantity of some of those that have it. */
    Quantity ofOnly(String whom) {
        return new Quantity(name, title + ", " + whom, symbol, siUnit, rank);
    }

    /** Its unit in the units of the run. */
    String unit(boolean si) {
        return si ? siUnit : "";
    }

    /** The symbol as plain text, or the title if it has none. */
    String plainSymbol() {
        return symbol.isEmpty() ? title : symbol;
    }
}
