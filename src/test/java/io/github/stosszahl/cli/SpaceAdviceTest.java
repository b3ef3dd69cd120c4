package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code validate} says of runs in space. */
class SpaceAdviceTest {
    private static final String DELOCALISED = """
            {"velocityDimension": 3,
             "species": [
              {"name": "a", "mass": 2, "particles": 1000, "initial": {"type": "maxwellian", "density": 1, "temperature": 1}},
              {"name": "b", "mass": 1, "particles": 4000, "initial": {"type": "maxwellian", "density": 1, "temperature": 1}}],
             "collisions": [{"pair": ["a", "b"], "rate": {"type": "power-law", "coefficient": 1, "exponent": 0},
              "delocalisation": {"type": "TYPE", "range": RANGE}}],
             "space": {"type": "box", "dimension": 1, "lower": [0], "upper": [10], "cells": [50],
              "boundaries": [["periodic", "periodic"]]},
             "time": {"end": 1, "step": 0.01}}
            """;

    @TempDir
    Path directory;

    /** 100 particles of a per length: 10 are within 0.05 to both sides, or where the square of a Gaussian of 10/(100 * 2 sqrt(pi)) = 0.0282 is. */
    @ParameterizedTest
    @CsvSource({
        "ball, 0.04, 8.0 partners of a",
        "ball, 0.051, ",
        "gaussian, 0.028, 9.9 partners of a",
        "gaussian, 0.0285, "
    })
    void fewPartnersWithinTheRangeOfDelocalisedCollisions(String type, String range, String expected)
            throws IOException {
        Path file = Files.writeString(
                directory.resolve("delocalised.json"),
                DELOCALISED.replace("TYPE", type).replace("RANGE", range));
        String warnings = CommandRun.of("validate", file).succeeded().err();
        if (expected == null) {
            assertThat(warnings).doesNotContain("partners");
        } else {
            assertThat(warnings).contains("a particle of b has about " + expected);
        }
    }
}
