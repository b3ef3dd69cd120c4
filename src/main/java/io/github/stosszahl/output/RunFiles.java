package io.github.stosszahl.output;

import io.github.stosszahl.estimate.OccupationProfile;
import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.estimate.SpeedHistogram;
import io.github.stosszahl.estimate.VelocityGrid;
import io.github.stosszahl.estimate.VelocityHistogram;
import io.github.stosszahl.particles.Population;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleUnaryOperator;

/** The CSV files of a run folder, as docs/output-formats.md describes them. */
public final class RunFiles {
    private static final List<String> AXES = List.of("vx", "vy", "vz");

    private final RunFolder folder;
    private final List<String> species;

    /**
     * @param folder where they go
     * @param species names of the species, in the order of the mixture
     */
    public RunFiles(RunFolder folder, List<String> species) {
        this.folder = folder;
        this.species = List.copyOf(species);
    }

    /** The quantities of one output time. */
    public record Moment(double time, List<Quantity> quantities) {}

    /** The speed distribution of a species at one time; {@code exact} is its density where a solution is known and NaN elsewhere. */
    public record Speeds(double time, int species, SpeedHistogram histogram, DoubleUnaryOperator exact) {}

    /** The occupation q f of a Fermi or Bose species at one time; {@code equilibrium} is that which the run must reach, NaN where there is none. */
    public record Occupations(double time, int species, OccupationProfile profile, DoubleUnaryOperator equilibrium) {}

    /** The density of a species at one time on the first two axes. */
    public record VelocityMap(double time, int species, VelocityHistogram histogram) {}

    /** Writes timeseries.csv. */
    public void timeseries(List<Moment> moments) throws IOException {
        folder.write("timeseries.csv", out -> {
            try (CsvTable csv = new CsvTable(out, List.of("time", "species", "quantity", "value", "stderr"))) {
                for (Moment moment : moments) {
                    for (Quantity q : moment.quantities()) {
                        csv.add(moment.time())
                                .add(name(q.species()))
                                .add(q.name())
                                .add(q.estimate())
                                .endRow();
                    }
                }
            }
        });
    }

    /** Writes reference.csv: exact values, which have no standard error. */
    public void reference(List<Moment> moments) throws IOException {
        folder.write("reference.csv", out -> {
            try (CsvTable csv = new CsvTable(out, List.of("time", "species", "quantity", "value"))) {
                for (Moment moment : moments) {
                    for (Quantity q : moment.quantities()) {
                        csv.add(moment.time())
                                .add(name(q.species()))
                                .add(q.name())
                                .add(q.estimate().value())
                                .endRow();
                    }
                }
            }
        });
    }

    /** Writes speeds.csv. */
    public void speeds(List<Speeds> all) throws IOException {
        folder.write("speeds.csv", out -> {
            try (CsvTable csv = new CsvTable(out, List.of("time", "species", "speed", "density", "stderr", "exact"))) {
                for (Speeds speeds : all) {
                    SpeedHistogram histogram = speeds.histogram();
                    for (int bin = 0; bin < histogram.bins(); bin++) {
                        double speed = histogram.centre(bin);
                        double half = histogram.width() / 2;
                        // Simpson's rule: what the bin holds is the average of the density over it
                        double exact = (speeds.exact().applyAsDouble(speed - half)
                                        + 4 * speeds.exact().applyAsDouble(speed)
                                        + speeds.exact().applyAsDouble(speed + half))
                                / 6;
                        csv.add(speeds.time())
                                .add(name(speeds.species()))
                                .add(speed)
                                .add(histogram.density(bin))
                                .add(exact)
                                .endRow();
                    }
                }
            }
        });
    }

    /** Writes occupations.csv. */
    public void occupations(List<Occupations> all) throws IOException {
        folder.write("occupations.csv", out -> {
            List<String> header = List.of("time", "species", "speed", "occupation", "stderr", "equilibrium");
            try (CsvTable csv = new CsvTable(out, header)) {
                for (Occupations occupations : all) {
                    OccupationProfile profile = occupations.profile();
                    for (int bin = 0; bin < profile.bins(); bin++) {
                        csv.add(occupations.time())
                                .add(name(occupations.species()))
                                .add(profile.centre(bin))
                                .add(profile.occupation(bin))
                                .add(profile.average(bin, occupations.equilibrium()))
                                .endRow();
                    }
                }
            }
        });
    }

    /** Writes maps.csv. */
    public void maps(List<VelocityMap> all) throws IOException {
        folder.write("maps.csv", out -> {
            try (CsvTable csv = new CsvTable(out, List.of("time", "species", "vx", "vy", "f", "stderr"))) {
                for (VelocityMap map : all) {
                    VelocityGrid grid = map.histogram().grid();
                    for (int cell = 0; cell < grid.cells(); cell++) {
                        csv.add(map.time())
                                .add(name(map.species()))
                                .add(grid.centre(cell, 0))
                                .add(grid.centre(cell, 1))
                                .add(map.histogram().density(cell))
                                .endRow();
                    }
                }
            }
        });
    }

    /** Writes density/&lt;species&gt;-&lt;time index&gt;.csv and returns its name. */
    public String density(int index, int timeIndex, VelocityHistogram histogram) throws IOException {
        VelocityGrid grid = histogram.grid();
        List<String> header = new ArrayList<>(AXES.subList(0, grid.axes()));
        header.addAll(List.of("f", "stderr"));
        String name = "density/" + species.get(index) + "-" + timeIndex + ".csv";
        folder.write(name, out -> {
            try (CsvTable csv = new CsvTable(out, header)) {
                for (int cell = 0; cell < grid.cells(); cell++) {
                    for (int a = 0; a < grid.axes(); a++) {
                        csv.add(grid.centre(cell, a));
                    }
                    csv.add(histogram.density(cell)).endRow();
                }
            }
        });
        return name;
    }

    /**
     * Writes particles/&lt;species&gt;-&lt;time index&gt;.csv with the particles of all replicas, each with weight w/R, and returns its name.
     *
     * @param interrupted asked now and then; once it is true the file is given up
     * @throws IOException if the file cannot be written or was given up; nothing is left of it then
     */
    public String particles(int index, int timeIndex, List<Population> replicas, BooleanSupplier interrupted)
            throws IOException {
        int d = replicas.get(0).dimension();
        List<String> header = new ArrayList<>(AXES.subList(0, d));
        header.add("weight");
        String name = "particles/" + species.get(index) + "-" + timeIndex + ".csv";
        int size = replicas.get(0).size();
        folder.write(
                name,
                out -> ManyRows.write(
                        out,
                        header,
                        Math.multiplyExact(size, replicas.size()),
                        (csv, row) -> {
                            Population population = replicas.get(row / size);
                            for (int a = 0; a < d; a++) {
                                csv.add(population.velocity(a)[row % size]);
                            }
                            csv.add(population.weight() / replicas.size());
                        },
                        interrupted));
        return name;
    }

    private String name(int index) {
        return index == Quantity.WHOLE_SYSTEM ? "*" : species.get(index);
    }
}
