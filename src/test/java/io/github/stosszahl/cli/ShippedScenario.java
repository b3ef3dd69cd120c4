package io.github.stosszahl.cli;

import static io.github.stosszahl.cli.Timeseries.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.cli.Timeseries.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the tests of the shipped scenarios share: each runs them from the command line and reads the files. */
abstract class ShippedScenario {
    static final Path FOLDER = Path.of("scenarios");
    static final double BOLTZMANN = 1.380649e-23;
    static final double ROUNDING = 1e-12;

    @TempDir
    Path directory;

    /** Runs a scenario with values of the file replaced, and reads the files: there is nothing to warn of. */
    Timeseries run(String scenario, String... settings) throws IOException {
        Timeseries series = complete(scenario, settings);
        assertThat(series.manifest().get("warnings")).isEmpty();
        return series;
    }

    /** The same, with whatever warnings. */
    Timeseries complete(String scenario, String... settings) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("run", file(scenario), "--quiet", "-o", folder(scenario)));
        for (String setting : settings) {
            arguments.add("--set");
            arguments.add(setting);
        }
        CommandRun.of(arguments.toArray()).succeeded();
        Timeseries series = Timeseries.read(folder(scenario));
        assertThat(series.manifest().get("status").asString()).isEqualTo("complete");
        return series;
    }

    static Path file(String scenario) {
        return FOLDER.resolve(scenario + ".json");
    }

    Path folder(String scenario) {
        return directory.resolve(scenario);
    }

    /** The rows of a CSV file of the reference data; the test is skipped where that is absent. */
    static Row at(Timeseries series, String species, String quantity, double time) {
        return series.of(species, quantity).stream()
                .filter(row -> Math.abs(row.time() - time) <= 1e-9 * time)
                .findFirst()
                .orElseThrow();
    }

    /** Mass, momentum and energy of the whole system keep their value at t = 0 to rounding, and run.json says so. */
    static void assertConserved(Timeseries series, int dimension) throws IOException {
        JsonNode conservation = series.manifest().get("conservation");
        assertThat(conservation.get("exact").asBoolean()).isTrue();
        assertThat(conservation.get("energyDrift").asDouble()).isLessThan(ROUNDING);
        assertThat(conservation.get("momentumDrift").asDouble()).isLessThan(ROUNDING);
        double density = series.first(SYSTEM, "number_density").value();
        double energy = series.first(SYSTEM, "energy").value();
        for (Row row : series.of(SYSTEM, "number_density")) {
            assertThat(row.value()).isEqualTo(density);
            assertThat(row.stderr()).isZero();
        }
        for (Row row : series.of(SYSTEM, "energy")) {
            assertThat(row.value()).isCloseTo(energy, within(ROUNDING * energy));
        }
        // the noise of the momentum is a small part of what all particles carry: 1e-9 of it is rounding
        for (String axis : List.of("x", "y", "z").subList(0, dimension)) {
            Row start = series.first(SYSTEM, "momentum_" + axis);
            for (Row row : series.of(SYSTEM, "momentum_" + axis)) {
                assertThat(row.value())
                        .isCloseTo(start.value(), within(1e-9 * Math.max(start.stderr(), Math.abs(start.value()))));
            }
        }
    }

    /**
     * The collisions of a species at the end are Poisson: one comparison, 4.5 standard errors, false alarm 7e-6. It sees
     * rates that are wrong by some permille, to which the moments are too dull.
     */
    static void assertCollisions(Timeseries series, String species, double expected, double weight) {
        Row collisions = series.last(species, "collisions");
        double error = Math.sqrt(expected * weight);
        assertThat(collisions.value()).as("collisions of %s", species).isCloseTo(expected, within(4.5 * error));
        assertThat(collisions.stderr()).isCloseTo(error, within(0.02 * error));
    }
}
