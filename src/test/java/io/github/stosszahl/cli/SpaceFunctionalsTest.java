package io.github.stosszahl.cli;

import static io.github.stosszahl.cli.Timeseries.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.cli.Timeseries.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Entropy and its dissipation of runs in a box: a BKW gas of K = 0.6, d = 2, n = 1 + cos(2 pi x)/2 at t = 0. */
class SpaceFunctionalsTest {
    private static final String SCENARIO = """
            {"seed": 5, "velocityDimension": 2,
             "species": [{"name": "gas", "mass": 1, "particles": 80000,
              "initial": {"type": "bkw", "density": 1, "temperature": 1, "R": 0.3333333333333333,
               "densityProfile": {"type": "cosine", "amplitude": 0.5, "mode": [1]}}}],
             "collisions": [{"pair": ["*", "*"], "rate": {"type": "power-law", "coefficient": 1, "exponent": 0}}],
             "space": {"type": "box", "dimension": 1, "lower": [0], "upper": [10], "cells": [40], "boundaries": [["FACE", "FACE"]]},
             "estimators": {"entropy": true, "dissipation": true},
             "time": {"end": 0.1, "step": 0.05, "outputs": 2}}
            """;

    @TempDir
    Path directory;

    private Path run(String scenario) throws IOException {
        Path file = Files.writeString(directory.resolve("box.json"), scenario);
        Path run = directory.resolve("run");
        CommandRun.of("run", file, "-o", run).succeeded();
        CommandRun.of("report", run).succeeded();
        return run;
    }

    /** D at t = 0 is 9/8 of that of the homogeneous gas, 0.0192423 by quadrature; 4 standard errors. */
    @Test
    void dissipationAndBalanceOfABox() throws IOException {
        Path run = run(SCENARIO.replace("FACE", "periodic"));
        Timeseries series = Timeseries.read(run);
        assertThat(series.of(SYSTEM, "entropy")).hasSize(2);
        List<Row> dissipation = series.of(SYSTEM, "entropy_dissipation");
        assertThat(dissipation).hasSize(2);
        assertThat(dissipation.get(0).value())
                .isCloseTo(1.125 * 0.0192423, within(4 * dissipation.get(0).stderr()));
        assertThat(dissipation.get(0).stderr()).isLessThan(0.25 * 0.0192423);
        assertThat(Files.readString(run.resolve("timeseries.csv"))).doesNotContain("entropy_dissipation_collisions");
        assertThat(Files.readString(run.resolve("report.html")))
                .contains("data-balance")
                .doesNotContain("none: entropy passes");
    }

    /** Diffuse walls let entropy through. Too few particles: an empty field and a warning. */
    @Test
    void noBalanceBetweenDiffuseWallsAndNoValueOfFewParticles() throws IOException {
        Path run = run(SCENARIO.replace("\"FACE\"", "{\"type\": \"diffuse\", \"temperature\": 1}")
                .replace("80000", "8000"));
        Timeseries series = Timeseries.read(run);
        assertThat(series.of(SYSTEM, "entropy_dissipation"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.value()).isNaN());
        assertThat(series.manifest().path("warnings").toString())
                .contains("no entropy dissipation in 2 of 2 estimates: 8000 particles of gas, fewer than 20000");
        assertThat(Files.readString(run.resolve("report.html")))
                .doesNotContain("data-balance")
                .contains("Entropy passes through the boundaries");
    }

    /** Where entropy passes through the boundaries H may rise, as it does between cold walls; there is a verdict where it may not, and walls of accommodation 0 are specular. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'periodic' | true",
                "'specular' | true",
                "{'type': 'diffuse', 'temperature': 0.1, 'accommodation': 0} | true",
                "{'type': 'diffuse', 'temperature': 0.1} | false",
                "'vacuum' | false",
                "{'type': 'reservoir', 'species': {'gas': {'density': 3, 'temperature': 1}}} | false"
            })
    void theVerdictOnTheEntropyIsThatOfGasesWithoutExchange(String face, boolean insulated) throws IOException {
        Path run = run(SCENARIO.replace("\"FACE\"", face.replace('\'', '"'))
                .replace("80000", "4000")
                .replace("\"dissipation\": true", "\"dissipation\": false"));
        JsonNode entropy = Timeseries.read(run).manifest().at("/monotonicity/functionals/0");
        assertThat(entropy.path("quantity").asString()).isEqualTo("entropy");
        assertThat(entropy.path("increase").isNumber()).isTrue();
        assertThat(entropy.path("verdict").isNull()).isEqualTo(!insulated);
        assertThat(entropy.path("reason").isNull()).isEqualTo(insulated);
        String reason = "none: entropy passes through the boundaries";
        assertThat(Files.readString(run.resolve("report.html")).contains(reason))
                .isEqualTo(!insulated);
    }

    @Test
    void delocalisedCollisionsAreRefused() throws IOException {
        String delocalised = SCENARIO.replace("FACE", "periodic")
                .replace("\"rate\":", "\"delocalisation\": {\"type\": \"ball\", \"range\": 0.1}, \"rate\":");
        Path file = Files.writeString(directory.resolve("delocalised.json"), delocalised);
        assertThat(CommandRun.of("validate", file).refused(1).err())
                .contains("/estimators/dissipation", "particles at different positions collide");
    }
}
