package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Runs in space through the command line. */
class SpaceRunTest {
    private static final String BOX = """
            {
              "units": "SI", "velocityDimension": 3,
              "species": [{"name": "Ar", "mass": 6.63e-26, "particles": 4000, "initial":
                {"regions": [{"box": [[0, 2e-4]], "initial": {"type": "maxwellian", "density": 1e21, "temperature": 273}}]}}],
              "collisions": [{"pair": ["Ar", "Ar"], "rate": {"type": "hard-sphere", "diameter": 4e-10}}],
              "space": {"type": "box", "dimension": 1, "lower": [0], "upper": [1e-3], "cells": [20], "boundaries": [[LOW, HIGH]]},
              "time": {"end": 1e-6, "step": 5e-8, "outputs": 3},
              "output": {"particles": [1e-6]}
            }
            """;

    @TempDir
    Path directory;

    private Path run(String name, String text) throws IOException {
        Path scenario = Files.writeString(directory.resolve(name + ".json"), text);
        Path folder = directory.resolve(name);
        CommandRun.of("run", scenario, "-o", folder, "--threads", 1).succeeded();
        return folder;
    }

    /** A fifth of the box is full: the mean density is 2e20, and 2e17 real particles per area are in it, as the weights of the file say, which can be read again. */
    @Test
    void aSealedBoxKeepsWhatItHas() throws IOException {
        Path folder = run("sealed", BOX.replace("LOW", "\"specular\"").replace("HIGH", "\"specular\""));
        Timeseries series = Timeseries.read(folder);
        assertThat(series.of("Ar", "number_density"))
                .allSatisfy(row -> assertThat(row.value()).isCloseTo(2e20, within(1e9)));
        JsonNode manifest = series.manifest();
        assertThat(manifest.at("/conservation/energyDrift").doubleValue()).isLessThan(1e-12);
        assertThat(manifest.at("/conservation/massDrift").doubleValue()).isZero();
        assertThat(manifest.at("/performance/particleSteps").longValue()).isEqualTo(4000 * 20);
        assertThat(manifest.at("/scenario/space/cells/0").intValue()).isEqualTo(20);
        List<NamedCsvRecord> particles = series.table("particles/Ar-2.csv");
        assertThat(particles.get(0).getHeader()).containsExactly("x", "vx", "vy", "vz", "weight");
        double weight = particles.stream()
                .mapToDouble(r -> Timeseries.number(r, "weight"))
                .sum();
        assertThat(weight).isCloseTo(2e17, within(1e6));
        // the gas has expanded: it began within 2e-4, and moves 240 m/s per axis
        double far = particles.stream()
                .filter(r -> Timeseries.number(r, "x") > 2.5e-4)
                .count();
        assertThat(far / 4000).isBetween(0.2, 0.8);
        Path again = run(
                "again",
                BOX.replace("LOW", "\"specular\"")
                        .replace("HIGH", "\"specular\"")
                        .replaceAll(
                                "(?s)\\{\"regions\".*?\\]\\}\\}\\]",
                                "{\"type\": \"particles\", \"file\": \"sealed/particles/Ar-2.csv\"}}]"));
        assertThat(Timeseries.read(again).first("Ar", "number_density").value()).isCloseTo(2e20, within(1e9));
        assertThat(Timeseries.read(again).first("Ar", "energy").value())
                .isCloseTo(
                        series.last("Ar", "energy").value(),
                        within(1e-9 * series.last("Ar", "energy").value()));
    }

    @Test
    void aVacuumEmptiesTheBoxAndAReservoirFillsIt() throws IOException {
        Path leaking = run("leaking", BOX.replace("LOW", "\"vacuum\"").replace("HIGH", "\"specular\""));
        Timeseries lost = Timeseries.read(leaking);
        double kept = lost.last("Ar", "number_density").value() / 2e20;
        // most of the half that flies to the left is lost
        assertThat(kept).isBetween(0.3, 0.8);
        assertThat(lost.manifest().at("/conservation/massDrift").doubleValue()).isCloseTo(1 - kept, within(1e-12));
        assertThat(lost.manifest().at("/conservation/exact").booleanValue()).isFalse();
        String gas = "{\"type\": \"reservoir\", \"species\": {\"Ar\": {\"density\": 1e21, \"temperature\": 273}}}";
        Timeseries filled =
                Timeseries.read(run("filled", BOX.replace("LOW", "\"specular\"").replace("HIGH", gas)));
        // n sqrt(k T/(2 pi m)) t over the length of the box, less what returns
        double flux = 1e21 * Math.sqrt(1.380649e-23 * 273 / (2 * Math.PI * 6.63e-26)) * 1e-6 / 1e-3;
        double gained = filled.last("Ar", "number_density").value() - 2e20;
        assertThat(gained).isBetween(0.85 * flux, 1.15 * flux);
    }

    private static final String DIFFUSION = """
            {"seed": 3, "velocityDimension": 3,
             "species": [
              {"name": "cold", "mass": 1, "particles": 12000, "initial": {"type": "maxwellian", "density": 1, "temperature": 1}},
              {"name": "hot", "mass": 1, "particles": 12000, "initial": {"type": "maxwellian", "density": 1, "temperature": 3}}],
             "collisions": [{"pair": ["cold", "hot"], "rate": {"type": "power-law", "coefficient": 1, "exponent": 0},
              "angle": {"type": "power", "nu": 1.5, "thetaMin": 1, "belowCutoff": "diffusion"}}],
             "space": {"type": "box", "dimension": 1, "lower": [0], "upper": [1], "cells": [1200], "boundaries": [["periodic", "periodic"]]},
             "time": {"end": 1.2, "step": 0.02, "outputs": 2}}
            """;

    /**
     * T_2 - T_1 of Maxwell molecules of equal masses, n = 1 each, decays as exp(-E1 t), E1 the mean of 1 - cos theta of the law without cutoff over the rate of the angles above it; 4.5 standard errors of the initial temperatures, which have
     * the variance 2 T^2/(3 N). Without the diffusion it would be 5 of them larger.
     */
    @Test
    void deviationsBelowTheCutoffDiffuseInSpace() throws IOException {
        Timeseries series = Timeseries.read(run("diffusion", DIFFUSION));
        double all = 0;
        double below = 0;
        double above = 0;
        int steps = 1_000_000;
        for (int k = 0; k < steps; k++) {
            // theta = s^2, as the integrand of the small angles is not smooth
            double s = (k + 0.5) * Math.sqrt(Math.PI) / steps;
            double theta = s * s;
            double density = Math.pow(theta, -1.5) * 2 * s * Math.sqrt(Math.PI) / steps;
            all += (1 - Math.cos(theta)) * density;
            below += theta < 1 ? (1 - Math.cos(theta)) * density : 0;
            above += theta > 1 ? density : 0;
        }
        double error = Math.sqrt(2.0 / 3 * 10 / 12_000);
        double difference = series.last("hot", "temperature").value()
                - series.last("cold", "temperature").value();
        assertThat(difference).isCloseTo(2 * Math.exp(-1.2 * all / above), within(4.5 * error));
        assertThat(2 * Math.exp(-1.2 * (all - below) / above) - 2 * Math.exp(-1.2 * all / above))
                .isGreaterThan(5 * error);
        JsonNode pair = series.manifest().at("/collisions/0");
        assertThat(pair.path("diffused").longValue()).isGreaterThan(60 * 12_000);
        // (d - 1) kappa = below/above; the anisotropy, a half of which is in pairs, loses d tau of itself in a step, d
        // tau/2 of that too little. tau is
        // that of the mean numbers, 10, of both species in a cell times min(n, m)/10
        double tau = 0.02 * below / above / 2;
        assertThat(pair.path("estimatedError").doubleValue()).isBetween(0.6 * 1.5 * tau, 1.2 * 1.5 * tau);
        assertThat(series.manifest().at("/timeStep/estimatedError").doubleValue())
                .isEqualTo(pair.path("estimatedError").doubleValue());
        assertThat(series.manifest().at("/timeStep/longest").doubleValue()).isCloseTo(0.02, within(1e-12));
    }

    @Test
    void freeSpaceCountsParticles() throws IOException {
        String text =
                BOX.replaceAll("\"space\".*", "\"space\": {\"type\": \"free\", \"dimension\": 1, \"cells\": [20]},");
        assertThat(Timeseries.read(run("free", text))
                        .last("Ar", "number_density")
                        .value())
                .isCloseTo(2e17, within(1e6));
    }
}
