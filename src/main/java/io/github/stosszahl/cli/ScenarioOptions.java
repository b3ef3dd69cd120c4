package io.github.stosszahl.cli;

import io.github.stosszahl.scenario.Overrides;
import io.github.stosszahl.scenario.Scenario;
import io.github.stosszahl.scenario.ScenarioException;
import io.github.stosszahl.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** The options that change a scenario before it is checked. */
final class ScenarioOptions {
    @Option(
            names = "--set",
            paramLabel = "POINTER=VALUE",
            description = "Override a value of the scenario by JSON pointer, e.g. /species/0/particles=200000.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Override the seed.")
    private Long seed;

    @Option(names = "--replicas", paramLabel = "R", description = "Override the number of independent replicas.")
    private Integer replicas;

    /** Reads a scenario with the overrides of the command line. */
    Scenario read(Path file) throws BadInputException {
        try {
            List<Overrides.Setting> parsed = new ArrayList<>();
            for (String setting : settings) {
                parsed.add(Overrides.Setting.parse(setting));
            }
            OptionalLong chosenSeed = seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
            OptionalInt chosenReplicas = replicas == null ? OptionalInt.empty() : OptionalInt.of(replicas);
            return ScenarioReader.read(file, new Overrides(parsed, chosenSeed, chosenReplicas));
        } catch (IllegalArgumentException e) {
            throw new BadInputException("stosszahl: --set: " + e.getMessage());
        } catch (ScenarioException e) {
            throw new BadInputException(e);
        }
    }
}
