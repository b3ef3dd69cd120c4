package io.github.stosszahl.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.initial.Region;
import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.model.FreeSpace;
import io.github.stosszahl.model.Maxwellian;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Space and data in space, from text to model. */
class SpaceReaderTest {
    private static final String BOX = """
            {
              "velocityDimension": 3,
              "species": [
                {"name": "a", "mass": 2, "particles": 1000, "initial": INITIAL},
                {"name": "b", "mass": 1, "particles": 10, "initial": {"type": "maxwellian", "density": 1, "temperature": 1}}
              ],
              "space": {"type": "box", "dimension": 2, "lower": [-1, 0], "upper": [3, 2], "cells": [8, 5],
                "boundaries": [[LOW, HIGH], ["periodic", "periodic"]]},
              "average": {"from": 3},
              "time": {"end": 10, "step": 0.1}
            }
            """;

    private static final String MAXWELLIAN = "\"type\": \"maxwellian\", \"density\": 3, \"temperature\": 4";
    private static final String SPECULAR = "\"specular\"";

    @TempDir
    Path directory;

    private ScenarioFolder folder;

    @BeforeEach
    void createFolder() {
        folder = new ScenarioFolder(directory);
    }

    private static String box(String initial, String low, String high) {
        return BOX.replace("INITIAL", "{" + initial + "}").replace("LOW", low).replace("HIGH", high);
    }

    @Test
    void boundariesAreRead() throws ScenarioException {
        String wall = "{\"type\": \"diffuse\", \"temperature\": 5, \"velocity\": [0, 7, 8], \"accommodation\": 0.25}";
        String reservoir =
                "{\"type\": \"reservoir\", \"species\": {\"a\": {\"density\": 3, \"velocity\": [1, 0, 0], \"temperature\": 6}}}";
        Scenario scenario = folder.read(box(MAXWELLIAN, wall, reservoir));
        Box box = (Box) scenario.space();
        assertThat(box.grid().count()).isEqualTo(40);
        assertThat(box.volume()).isEqualTo(8);
        assertThat(box.grid().centre(7, 0)).isEqualTo(-0.25);
        assertThat(box.grid().centre(7, 1)).isCloseTo(1.0, within(1e-15));
        assertThat(box.faces().get(1).isPeriodic()).isTrue();
        Boundary.Diffuse low = (Boundary.Diffuse) box.faces().get(0).low();
        assertThat(low.temperature()).isEqualTo(5);
        assertThat(low.velocity()).containsExactly(0, 7, 8);
        assertThat(low.accommodation()).isEqualTo(0.25);
        Boundary.Reservoir high = (Boundary.Reservoir) box.faces().get(0).high();
        assertThat(high.species().get(1)).isEmpty();
        Maxwellian gas = high.species().get(0).orElseThrow();
        assertThat(gas.density()).isEqualTo(3);
        // k_B T/m
        assertThat(gas.variance()).containsExactly(3, 3, 3);
        assertThat(scenario.average()).contains(new AveragePlan(3));
        // what is written down reads the same
        assertThat(folder.read(scenario.resolvedJson()).resolvedJson()).isEqualTo(scenario.resolvedJson());
    }

    @Test
    void laterRegionsCoverEarlierOnes() throws ScenarioException {
        String regions = MAXWELLIAN
                + ", \"regions\": [{\"box\": [[0, 3], [0, 2]], \"initial\": {\"type\": \"maxwellian\", \"density\": 5, \"temperature\": 4}},"
                + " {\"box\": [[-1, 1], [0, 1]], \"initial\": {\"type\": \"maxwellian\", \"density\": 7, \"temperature\": 4}}]";
        Scenario scenario = folder.read(box(regions, SPECULAR, SPECULAR));
        List<Region> found = scenario.species().get(0).regions();
        assertThat(found.stream().mapToDouble(Region::volume).sum()).isEqualTo(8);
        // areas: 2 of the last region, 6 - 1 of the first, and 2 - 1 that are left
        assertThat(found.stream().mapToDouble(Region::content).sum()).isEqualTo(2 * 7 + 5 * 5 + 3);
        assertThat(scenario.species().get(0).distribution().density()).isEqualTo(42.0 / 8);
        assertThat(scenario.species().get(0).weight()).isEqualTo(42.0 / 8 / 1000);
        assertThat(folder.read(scenario.resolvedJson()).resolvedJson()).isEqualTo(scenario.resolvedJson());
    }

    @Test
    void regionsMayStandAlone() throws ScenarioException {
        String regions = "\"regions\": [{\"box\": [[0, 1], [0, 2]], \"initial\": {" + MAXWELLIAN + "}}]";
        Scenario scenario = folder.read(box(regions, SPECULAR, SPECULAR));
        assertThat(scenario.species().get(0).distribution().density()).isEqualTo(3 * 2.0 / 8);
        String free = box(regions, SPECULAR, SPECULAR)
                .replaceAll(
                        "(?s)\"space\".*\"time\"",
                        "\"space\": {\"type\": \"free\", \"dimension\": 2, \"cells\": [4, 3]}, \"time\"")
                .replace("{\"type\": \"maxwellian\", \"density\": 1, \"temperature\": 1}", "{" + regions + "}");
        Scenario unbounded = folder.read(free);
        assertThat(unbounded.space())
                .isInstanceOfSatisfying(
                        FreeSpace.class, s -> assertThat(s.cells()).containsExactly(4, 3));
        assertThat(unbounded.species().get(0).distribution().density()).isEqualTo(6);
    }

    @Test
    void particlesHavePositions() throws ScenarioException {
        folder.with("p.csv", "x,y,vx,vy,vz,weight\n0,1,2,3,4,8\n2,1.5,5,6,7,24\n");
        Scenario scenario = folder.read(box("\"type\": \"particles\", \"file\": \"p.csv\"", SPECULAR, SPECULAR));
        EmpiricalDistribution rows =
                (EmpiricalDistribution) scenario.species().get(0).distribution();
        assertThat(rows.position(1, 1)).isEqualTo(1.5);
        // 32 real particles in a volume of 8
        assertThat(rows.density()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "lower": [-1, 0] | "lower": [-1] | /space/lower: [-1] is not allowed; expected a list of 2
            "upper": [3, 2] | "upper": [3, 0] | /space/upper/1: 0 is not allowed; expected a number greater than 0, the lower corner
            "velocityDimension": 3 | "velocityDimension": 3, "replicas": 2 | ``
            ["periodic", "periodic"] | ["periodic", "specular"] | /space/boundaries/1: ["periodic","specular"] is not allowed; expected periodic boundaries at both
            ["periodic", "periodic"] | ["periodic", "porous"] | /space/boundaries/1/1: "porous" is not allowed; expected one of "periodic", "specular", "vacuum"
            ["periodic", "periodic"] | ["periodic", {"type": "diffuse"}] | /space/boundaries/1/1/temperature: missing; expected a number greater than 0
            ["periodic", "periodic"] | ["specular", {"type": "diffuse", "temperature": 1, "velocity": [0, 1, 0]}] | /space/boundaries/1/1/velocity/1: 1 is not allowed; expected 0, since a wall
            ["periodic", "periodic"] | ["specular", {"type": "reservoir", "species": {"c": {"density": 1, "temperature": 1}}}] | /space/boundaries/1/1/species/c: {"density":1,"temperature":1} is not allowed; expected gases of the species
            "step": 0.1 | "outputs": 3 | /time/step: missing; expected a number greater than 0, the time of a free flight
            "from": 3 | "from": 10 | /average/from: 10 is not allowed; expected a time before time.end
            "temperature": 4 | "temperature": 4, "densityProfile": {"type": "cosine", "amplitude": 0.5, "mode": [1]} | /species/0/initial/densityProfile/mode: [1] is not allowed; expected 2 integers
            "temperature": 4 | "temperature": 4, "regions": [{"box": [[0, 4], [0, 1]], "initial": {"type": "maxwellian", "density": 1, "temperature": 1}}] | /species/0/initial/regions/0/box/0: [0,4] is not allowed; expected an interval inside the box
            """)
    void whatIsWrongIsTold(String find, String replace, String expected) {
        String text = box(MAXWELLIAN, SPECULAR, SPECULAR);
        assertThat(text).contains(find);
        List<String> problems = folder.problems(text.replace(find, replace));
        if (expected.isEmpty()) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).hasSize(1).first().asString().contains(expected);
        }
    }
}
