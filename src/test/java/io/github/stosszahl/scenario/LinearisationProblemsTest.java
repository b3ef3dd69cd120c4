package io.github.stosszahl.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.stosszahl.model.Linearisation;
import io.github.stosszahl.model.Linearisation.About;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinearisationProblemsTest {
    private static final String SCENARIO = """
            {"velocityDimension": 2, "equation": "linearised-boltzmann",
             "linearisation": {"about": "maxwellian", "temperature": 2.0},
             "species": [{"name": "gas", "mass": 1.0, "particles": 100,
               "initial": {"type": "maxwellian", "density": 1.0, "velocity": [0, 0], "temperature": 1.0}}],
             "collisions": [{"pair": ["*", "*"], "rate": {"type": "power-law", "coefficient": 1.0, "exponent": 0.0}}],
             "time": {"end": 1.0}}
            """;

    @TempDir
    private Path folder;

    private Scenario read(String text) throws IOException, ScenarioException {
        Path file = Files.writeString(folder.resolve("s.json"), text);
        return ScenarioReader.read(file, Overrides.NONE);
    }

    @Test
    void defaultsAreFilledIn() throws Exception {
        Scenario scenario = read(SCENARIO);
        Linearisation linearisation = scenario.linearisation().orElseThrow();
        assertThat(linearisation.about()).isEqualTo(About.MAXWELLIAN);
        assertThat(linearisation.temperature()).isEqualTo(2);
        assertThat(linearisation.velocity()).containsExactly(0, 0);
        assertThat(linearisation.radius()).isEqualTo(5);
        assertThat(linearisation.cellSize()).isEqualTo(0.4);
        assertThat(scenario.replicas()).isEqualTo(16);
        // the resolved scenario is the same one
        Scenario again = read(scenario.resolvedJson());
        assertThat(again.resolvedJson()).isEqualTo(scenario.resolvedJson());
    }

    static Stream<Arguments> problems() {
        return Stream.of(
                arguments(
                        "linearised-boltzmann",
                        "boltzmann",
                        "/linearisation: {\"about\":\"maxwellian\",\"temperature\":2.0} is not allowed; expected no linearisation"),
                arguments(
                        "\"linearisation\": {\"about\": \"maxwellian\", \"temperature\": 2.0},",
                        "",
                        "/linearisation: missing; expected linearisation"),
                arguments(
                        ", \"temperature\": 2.0",
                        "",
                        "/linearisation/temperature: missing; expected a number greater than 0, since it is about a maxwellian"),
                arguments(
                        "\"maxwellian\", \"temperature\": 2.0",
                        "\"constant\"",
                        "/linearisation/radius: missing; expected a number greater than 0, since it is about a constant"),
                arguments(
                        "\"temperature\": 2.0",
                        "\"temperature\": 2.0, \"velocity\": [0, 0, 0]",
                        "/linearisation/velocity: [0,0,0] is not allowed; expected 2 numbers"),
                arguments(
                        "\"temperature\": 2.0",
                        "\"temperature\": 2.0, \"cellSize\": 0.01",
                        "/linearisation/cellSize: 0.01 is not allowed; expected a number between radius/50 and radius"),
                arguments(
                        "\"mass\": 1.0",
                        "\"mass\": 1.0, \"statistics\": \"fermi\"",
                        "/species/0/statistics: \"fermi\" is not allowed; expected maxwell"),
                arguments(
                        "\"end\": 1.0}",
                        "\"end\": 1.0}, \"output\": {\"particles\": [0]}",
                        "/output/particles: [0] is not allowed; expected none in this version"),
                arguments(
                        "\"end\": 1.0}",
                        "\"end\": 1.0}, \"estimators\": {\"fisher\": true}",
                        "/estimators/fisher: true is not allowed; expected false"),
                arguments(
                        "\"end\": 1.0}",
                        "\"end\": 1.0}, \"replicas\": 3",
                        "/replicas: 3 is not allowed; expected an integer of at least 4"),
                arguments(
                        "linearised-boltzmann",
                        "linearised-landau",
                        "/time/step: missing; expected a number greater than 0"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void whatDoesNotGoTogetherIsRefused(String old, String replacement, String message) {
        assertThatThrownBy(() -> read(SCENARIO.replace(old, replacement)))
                .isInstanceOfSatisfying(
                        ScenarioException.class, e -> assertThat(e.getMessage()).contains(message));
    }
}
