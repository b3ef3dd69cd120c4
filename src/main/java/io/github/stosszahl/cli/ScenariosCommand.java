package io.github.stosszahl.cli;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.scenario.Overrides;
import io.github.stosszahl.scenario.Scenario;
import io.github.stosszahl.scenario.ScenarioException;
import io.github.stosszahl.scenario.ScenarioReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the scenarios that come with the product. */
@Command(
        name = "scenarios",
        mixinStandardHelpOptions = true,
        description = "Lists the scenarios that come with stosszahl.")
final class ScenariosCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, BadInputException {
        PrintWriter out = spec.commandLine().getOut();
        Path here = Path.of("").toAbsolutePath();
        for (Path file : ShippedScenarios.list()) {
            Path shown = file.startsWith(here) ? here.relativize(file) : file;
            try {
                Scenario scenario = ScenarioReader.read(file, Overrides.NONE);
                long particles = scenario.species().stream()
                        .mapToLong(InitialState::particles)
                        .sum();
                out.printf(
                        Locale.ROOT,
                        "%-48s %,12d particles  %s%n",
                        shown,
                        particles * scenario.replicas(),
                        scenario.title());
            } catch (ScenarioException e) {
                throw new BadInputException(e);
            }
        }
        return ExitStatus.DONE;
    }
}
