package io.github.stosszahl.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.PowerLaw;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Landau equation takes and what it does not. */
class LandauProblemsTest {
    @TempDir
    Path directory;

    private ScenarioFolder folder;

    @BeforeEach
    void createFolder() {
        folder = new ScenarioFolder(directory);
    }

    private static String scenario(String statistics, String collision) {
        String initial = "\"initial\": {\"type\": \"maxwellian\", \"density\": 0.001, \"temperature\": 1}";
        return String.format(
                "{\"velocityDimension\": 3, \"equation\": \"landau\", \"time\": {\"end\": 1}, \"species\": ["
                        + "{\"name\": \"a\", \"mass\": 2, \"statistics\": \"%s\", \"particles\": 1000, %s},"
                        + "{\"name\": \"b\", \"mass\": 0.5, \"particles\": 1000, %s}],"
                        + " \"collisions\": [{\"pair\": [\"*\", \"*\"], %s}]}",
                statistics, initial, initial, collision);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'maxwell'|'\"rate\": {\"type\": \"hard-sphere\", \"diameter\": 1}'|'/collisions/0/rate/type: \"hard-sphere\" is not allowed; expected power-law, coulomb or table, since hard-sphere is a law of the Boltzmann equation'",
                "'maxwell'|'\"rate\": {\"type\": \"power-law\", \"coefficient\": 1, \"exponent\": -3.5}'|'/collisions/0/rate/exponent: -3.5 is not allowed; expected a number from -3 to 1 for the Landau equation'",
                "'maxwell'|'\"rate\": {\"type\": \"coulomb\", \"coefficient\": 1}, \"angle\": {\"type\": \"isotropic\"}'|'/collisions/0/angle: {\"type\":\"isotropic\"} is not allowed; expected no angle, since the Landau equation has none'"
            })
    void isOneLine(String statistics, String collision, String expected) {
        assertThat(folder.problems(scenario(statistics, collision)))
                .singleElement()
                .asString()
                .endsWith(expected);
    }

    @Test
    void bosonsDiffuseInSpace() throws Exception {
        String space =
                "\"space\": {\"type\": \"box\", \"dimension\": 1, \"lower\": [0], \"upper\": [1], \"cells\": [2], \"boundaries\": [[\"periodic\", \"periodic\"]]}, \"time\": {\"step\": 0.1, ";
        String scenario = scenario("bose", "\"rate\": {\"type\": \"coulomb\", \"coefficient\": 1}")
                .replace("\"time\": {", space);
        assertThat(folder.read(scenario).mixture().diffuses()).isTrue();
    }

    /** kappa = (1/2 + 1/0.5)^2 = 6.25 for the unlike pair; no cutoff unless it is given. */
    @Test
    void kernelIsThatOfTheLandauEquation() throws Exception {
        Scenario coulomb = folder.read(scenario("maxwell", "\"rate\": {\"type\": \"coulomb\", \"coefficient\": 3}"));
        CollisionKernel kernel = coulomb.mixture().kernel(0, 1).orElseThrow();
        assertThat(kernel.rate()).isEqualTo(new PowerLaw(3, -3, 0));
        assertThat(kernel.angle()).isEmpty();
        assertThat(kernel.diffusivity()).isEqualTo(6.25);
        assertThat(coulomb.resolvedJson()).contains("\"equation\": \"landau\"").doesNotContain("cutoff");
        Scenario again = folder.read(coulomb.resolvedJson());
        assertThat(again.mixture()).isEqualTo(coulomb.mixture());
        Scenario soft = folder.read(scenario(
                "maxwell",
                "\"rate\": {\"type\": \"power-law\", \"coefficient\": 3, \"exponent\": -2, \"cutoff\": 0.1}"));
        assertThat(soft.mixture().kernel(0, 1).orElseThrow().rate()).isEqualTo(new PowerLaw(3, -2, 0.1));
    }
}
