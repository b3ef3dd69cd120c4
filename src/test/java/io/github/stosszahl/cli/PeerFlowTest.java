package io.github.stosszahl.cli;

import static io.github.stosszahl.reference.ReferenceTables.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.reference.ReferenceTables;
import io.github.stosszahl.validation.MeasuredTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flows of hard spheres against runs of SPARTA, an independent DSMC code (reference/sparta).
 *
 * <p>Couette flow at Kn = 0.1, with noise far below ours: 100,000 samples of 20,000 particles. Density, velocity and temperature: the rms over the 100 cells of the difference over our standard error, at most 3. Errors of neighbouring cells go together: three seeds gave 0.7 to 1.3. The shear stress,
 * which is the same everywhere, against that at SPARTA's walls, 11.2371 and 11.2684 Pa: within 1.5 %, where six seeds gave 0.4 % at most. (SPARTA's stress in cells is sampled after collisions and 4 % low.)
 *
 * <p>The shock tube of {@code sod-tube} at its end, with the particles of its three runs and as many of ours: the mean square over the 400 cells of the difference over the standard error
 * of both. That of independent cells has mean 1 and standard deviation sqrt(2/400); 1.36 is 5.1 of them, a false alarm in a million.
 */
@Tag("validation")
class PeerFlowTest {
    private static final String SCENARIO = """
            {"velocityDimension": 3, "units": "SI", "seed": 11,
             "species": [{"name": "argon", "mass": 6.63e-26, "particles": 40000,
               "initial": {"type": "maxwellian", "density": 1.68e22, "temperature": 273}}],
             "collisions": [{"pair": ["*", "*"], "rate": {"type": "hard-sphere", "diameter": 3.66e-10}}],
             "space": {"type": "box", "dimension": 1, "lower": [0], "upper": [1e-3], "cells": [100], "boundaries": [[
               {"type": "diffuse", "temperature": 273, "velocity": [0, -300, 0], "accommodation": 1},
               {"type": "diffuse", "temperature": 273, "velocity": [0, 300, 0], "accommodation": 1}]]},
             "time": {"end": 4e-4, "step": 2.5e-8, "outputs": 2}, "average": {"from": 1e-4}}
            """;

    /** Particles that SPARTA has per unit density in a cell, of three runs: 8000 each at the density on the left. */
    private static final double PEER_PARTICLES = 3 * 8000 / 1.68e22;

    private static final double WALL_SHEAR = 0.5 * (11.2371 + 11.2684);

    @TempDir
    Path directory;

    @Test
    void couetteFlowOfHardSpheres() throws IOException {
        List<NamedCsvRecord> peer = ReferenceTables.rows("sparta/couette_hs.csv");
        Path file = Files.writeString(directory.resolve("couette.json"), SCENARIO);
        CommandRun.of("run", file, "--quiet", "-o", directory.resolve("run")).succeeded();
        List<NamedCsvRecord> rows = Timeseries.records(directory.resolve("run").resolve("profiles.csv"));
        assertThat(rmsScore(rows, "number_density", peer, "n_m3")).isLessThan(3);
        assertThat(rmsScore(rows, "velocity_y", peer, "uy")).isLessThan(3);
        assertThat(rmsScore(rows, "temperature", peer, "T_K")).isLessThan(3);
        double shear = last(rows, "stress_xy").stream()
                .mapToDouble(row -> Timeseries.number(row, "value"))
                .average()
                .orElseThrow();
        assertThat(-shear).isCloseTo(WALL_SHEAR, within(0.015 * WALL_SHEAR));
    }

    @Test
    void shockTubeOfHardSpheres() throws IOException {
        List<NamedCsvRecord> peer = ReferenceTables.rows("sparta/sod_hs.csv");
        Path run = directory.resolve("run");
        CommandRun.of(
                        "run",
                        "scenarios/sod-tube.json",
                        "--quiet",
                        "--set",
                        "/species/0/particles=5400000",
                        "--set",
                        "/space/cells=[400]",
                        "--set",
                        "/time/outputs=2",
                        "-o",
                        run)
                .succeeded();
        List<NamedCsvRecord> rows = Timeseries.records(run.resolve("profiles.csv"));
        MeasuredTable table = new MeasuredTable(
                "peer-shock-tube",
                "Shock tube of hard spheres, 5.4e6 particles, against three runs of SPARTA with as many together: mean square over 400 cells of difference over standard error",
                "quantity",
                "mean square",
                "largest abs z");
        double density = meanSquare(
                table,
                rows,
                "number_density",
                peer,
                "n_m3",
                (row, particles) -> number(row, "n_m3") / Math.sqrt(particles));
        double velocity = meanSquare(table, rows, "velocity_x", peer, "u_m_s", (row, particles) -> number(row, "se_u"));
        double temperature = meanSquare(
                table,
                rows,
                "temperature",
                peer,
                "T_K",
                (row, particles) -> number(row, "T_K") * Math.sqrt(2 / (3 * particles)));
        table.write();
        assertThat(density).isLessThan(1.36);
        assertThat(velocity).isLessThan(1.36);
        assertThat(temperature).isLessThan(1.36);
    }

    private static double meanSquare(
            MeasuredTable table,
            List<NamedCsvRecord> rows,
            String quantity,
            List<NamedCsvRecord> peer,
            String column,
            ToDoubleBiFunction<NamedCsvRecord, Double> peerError) {
        List<NamedCsvRecord> mine = last(rows, quantity);
        assertThat(mine).hasSameSizeAs(peer);
        double squares = 0;
        double largest = 0;
        for (int cell = 0; cell < peer.size(); cell++) {
            NamedCsvRecord other = peer.get(cell);
            double error = peerError.applyAsDouble(other, PEER_PARTICLES * number(other, "n_m3"));
            double score = (Timeseries.number(mine.get(cell), "value") - number(other, column))
                    / Math.hypot(Timeseries.number(mine.get(cell), "stderr"), error);
            squares += score * score / peer.size();
            largest = Math.max(largest, Math.abs(score));
        }
        table.row(quantity, squares, largest);
        return squares;
    }

    /** The cells of the last time, in the order of x, as they are in the other code's table. */
    private static List<NamedCsvRecord> last(List<NamedCsvRecord> rows, String quantity) {
        String end = rows.get(rows.size() - 1).getField("time");
        return rows.stream()
                .filter(row -> row.getField("time").equals(end)
                        && !row.getField("species").equals("*")
                        && row.getField("quantity").equals(quantity))
                .toList();
    }

    private static double rmsScore(
            List<NamedCsvRecord> rows, String quantity, List<NamedCsvRecord> peer, String column) {
        List<NamedCsvRecord> mine = last(rows, quantity);
        assertThat(mine).hasSameSizeAs(peer);
        double squares = 0;
        for (int cell = 0; cell < peer.size(); cell++) {
            double score = (Timeseries.number(mine.get(cell), "value") - number(peer.get(cell), column))
                    / Timeseries.number(mine.get(cell), "stderr");
            squares += score * score / peer.size();
        }
        return Math.sqrt(squares);
    }
}
