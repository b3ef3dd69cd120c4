package io.github.stosszahl.cli;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.scenario.Scenario;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks scenarios without running them. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Checks scenario files without running them: schema, physics, memory, time step.")
final class ValidateCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "SCENARIO.json", description = "The scenario files.")
    private List<Path> files = List.of();

    @Mixin
    private ScenarioOptions scenarioOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int status = ExitStatus.DONE;
        for (Path file : files) {
            try {
                Scenario scenario = scenarioOptions.read(file);
                OccupationChoice.requireAllowed(scenario, file);
                OccupationChoice occupation = OccupationChoice.of(scenario);
                MemoryNeed memory = MemoryNeed.of(scenario, occupation);
                memory.requireAvailable(file);
                Optional<SpaceAdvice> space = SpaceAdvice.of(scenario);
                Stream.of(
                                scenario.warnings(),
                                occupation.warnings(scenario.mixture()),
                                space.map(SpaceAdvice::warnings).orElse(List.of()))
                        .flatMap(List::stream)
                        .forEach(warning -> err.println(file + ": warning: " + warning));
                long particles = scenario.species().stream()
                        .mapToLong(InitialState::particles)
                        .sum();
                out.printf(
                        Locale.ROOT,
                        "%s: valid; %d species, %,d particles, %s, %s of heap; %s%s%n",
                        file,
                        scenario.species().size(),
                        particles,
                        scenario.replicas() == 1 ? "1 replica" : scenario.replicas() + " replicas",
                        memory.text(),
                        space.map(SpaceAdvice::text).orElseGet(() -> TimeStepAdvice.of(scenario)),
                        occupation.describe(scenario.mixture()).stream()
                                .map(line -> "; " + line)
                                .collect(Collectors.joining()));
            } catch (BadInputException e) {
                err.println(e.getMessage());
                status = ExitStatus.BAD_INPUT;
            }
        }
        return status;
    }
}
