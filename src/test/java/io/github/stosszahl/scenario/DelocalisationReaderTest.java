package io.github.stosszahl.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.Delocalisation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Delocalised collisions, from text to model, and where they are refused. */
class DelocalisationReaderTest {
    private static final String SCENARIO = """
            {
              "velocityDimension": 3,
              "species": [
                {"name": "a", "mass": 2, "particles": 1000, "initial": {"type": "maxwellian", "density": 1, "temperature": 1}},
                {"name": "b", "mass": 1, "particles": 1000, "initial": {"type": "maxwellian", "density": 1, "temperature": 1}}
              ],
              "collisions": [
                {"pair": ["*", "*"], "rate": {"type": "power-law", "coefficient": 1, "exponent": 0},
                 "delocalisation": {"type": "gaussian", "range": 0.5}},
                {"pair": ["b", "b"], "rate": {"type": "power-law", "coefficient": 1, "exponent": 0}}
              ],
              "space": {"type": "box", "dimension": 2, "lower": [-1, 0], "upper": [3, 2], "cells": [8, 5],
                "boundaries": [["specular", "specular"], ["periodic", "periodic"]]},
              "time": {"end": 10, "step": 0.1}
            }
            """;

    @TempDir
    Path directory;

    private ScenarioFolder folder;

    @BeforeEach
    void createFolder() {
        folder = new ScenarioFolder(directory);
    }

    /** A later entry without the key makes collisions local again; what is written down reads the same. */
    @Test
    void pairsAreDelocalised() throws ScenarioException {
        Scenario scenario = folder.read(SCENARIO);
        List<Optional<Delocalisation>> kappa = scenario.mixture().pairs().stream()
                .map(CollidingPair::delocalisation)
                .toList();
        Optional<Delocalisation> gaussian = Optional.of(new Delocalisation.Gaussian(0.5));
        assertThat(kappa).containsExactly(gaussian, gaussian, Optional.empty());
        assertThat(folder.read(scenario.resolvedJson()).mixture()).isEqualTo(scenario.mixture());
        Scenario ball = folder.read(SCENARIO.replace("gaussian", "ball"));
        assertThat(ball.mixture().pairs().get(0).delocalisation()).contains(new Delocalisation.Ball(0.5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "range": 0.5 | "range": 0 | /collisions/0/delocalisation/range: 0 is not allowed; expected a number greater than 0
            , "range": 0.5 | `` | /collisions/0/delocalisation/range: missing; expected a number greater than 0
            "gaussian" | "normal" | /collisions/0/delocalisation/type: "normal" is not allowed; expected one of "ball", "gaussian"
            "range": 0.5 | "range": 2000 | /collisions/0/delocalisation/range: 2000 is not allowed; expected a range that reaches no more than 1048576 cells around a particle
            "mass": 2, | "mass": 2, "statistics": "fermi", "quantumParameter": 1e-3, | /collisions/0/delocalisation: {"type":"gaussian","range":0.5} is not allowed; expected no delocalisation, since a has statistics fermi, not maxwell
            "mass": 2, | "mass": 2, "statistics": "bose", "quantumParameter": 1e-3, | /collisions/0/delocalisation: {"type":"gaussian","range":0.5} is not allowed; expected no delocalisation, since a has statistics bose, not maxwell
            "velocityDimension": 3, | "velocityDimension": 3, "equation": "landau", | /collisions/0/delocalisation: {"type":"gaussian","range":0.5} is not allowed; expected no delocalisation, since the equation is that of Landau
            "delocalisation" | "angle": {"type": "grazing", "epsilon": 0.1, "nu": 1}, "delocalisation" | /collisions/0/delocalisation: {"type":"gaussian","range":0.5} is not allowed; expected no delocalisation, since small deviations diffuse
            """)
    void whatIsWrongIsTold(String find, String replace, String expected) {
        assertThat(SCENARIO).contains(find);
        assertThat(folder.problems(SCENARIO.replace(find, replace)))
                .singleElement()
                .asString()
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "space": {"type": "homogeneous"},
            "space": {"type": "free", "dimension": 2, "cells": [4, 3]},
            """)
    void onlyABoxHasThem(String space) {
        String text = SCENARIO.replaceAll("(?s)\"space\".*(?=\"time\")", space);
        if (space.contains("free")) {
            String regions = "{\"regions\": [{\"box\": [[0, 1], [0, 2]], \"initial\": $0}]}";
            text = text.replaceAll("\\{\"type\": \"maxwellian\"[^}]*}", regions);
        }
        assertThat(folder.problems(text))
                .singleElement()
                .asString()
                .endsWith(
                        "/collisions/0/delocalisation: {\"type\":\"gaussian\",\"range\":0.5} is not allowed; expected no delocalisation, since space is not a box");
    }
}
