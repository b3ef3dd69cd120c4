package io.github.stosszahl.cli;

import io.github.stosszahl.collide.KernelChoice;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.output.RunFolder;
import io.github.stosszahl.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a scenario and writes its run folder. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs a scenario and writes the run folder.")
final class RunCommand implements Callable<Integer> {
    private final Interruption interruption;

    @Parameters(paramLabel = "SCENARIO.json", description = "The scenario file.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The run folder (default: runs/<scenario name>).")
    private Path folder;

    @Mixin
    private ScenarioOptions scenarioOptions;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads for collisions, sampling and estimates (default: all processors). Results do not depend on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--kernel",
            paramLabel = "auto|scalar|vector",
            description =
                    "Arithmetic of collisions (default: auto, the vector unit where it helps). Results do not depend on it.")
    private String kernel = "auto";

    @Option(
            names = "--dry-run",
            description = "Print particles, memory, expected collisions and wall time; write nothing.")
    private boolean dryRun;

    @Option(names = "--force", description = "Replace the run in an existing folder.")
    private boolean force;

    @Option(names = "--resume", hidden = true)
    private boolean resume;

    @Option(names = "--quiet", description = "Only errors on the error stream.")
    private boolean quiet;

    @Spec
    private CommandSpec spec;

    RunCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws Exception {
        if (threads < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--threads: " + threads + " is not allowed; expected at least 1");
        }
        KernelChoice choice = kernelChoice();
        if (resume) {
            throw new ParameterException(spec.commandLine(), "--resume is not supported yet");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Scenario scenario = scenarioOptions.read(file);
        OccupationChoice.requireAllowed(scenario, file);
        OccupationChoice occupation = OccupationChoice.of(scenario);
        MemoryNeed memory = MemoryNeed.of(scenario, occupation);
        if (dryRun && scenario.linearisation().isPresent()) {
            out.println(scenario.title());
            out.printf(
                    Locale.ROOT,
                    "%,d particles of each of %d replicas at first, about twice as many later; memory: %s of heap%n",
                    scenario.species().stream()
                            .mapToLong(InitialState::particles)
                            .sum(),
                    scenario.replicas(),
                    memory.text());
            return ExitStatus.DONE;
        }
        if (dryRun) {
            Stream.concat(scenario.warnings().stream(), occupation.warnings(scenario.mixture()).stream())
                    .forEach(warning -> err.println("warning: " + warning));
            CostEstimate.of(scenario, threads, choice).print(scenario, occupation, memory, out);
            return ExitStatus.DONE;
        }
        memory.requireAvailable(file);
        Path target = folder == null ? Path.of("runs", scenario.name()) : folder;
        RunFolder runFolder;
        try {
            runFolder = RunFolder.create(target, force);
        } catch (IOException e) {
            throw new BadInputException("stosszahl: " + e.getMessage());
        }
        PrintWriter messages = quiet ? null : err;
        int status = scenario.linearisation().isPresent()
                ? new LinearisedRun(scenario, runFolder, threads, interruption, messages).execute()
                : new ScenarioRun(scenario, occupation, runFolder, threads, choice, interruption, messages).execute();
        if (status == ExitStatus.DONE) {
            out.println(target);
        }
        return status;
    }

    private KernelChoice kernelChoice() {
        KernelChoice choice = switch (kernel) {
            case "auto" -> KernelChoice.AUTO;
            case "scalar" -> KernelChoice.SCALAR;
            case "vector" -> KernelChoice.VECTOR;
            default ->
                throw new ParameterException(
                        spec.commandLine(), "--kernel: " + kernel + " is not allowed; expected auto, scalar or vector");
        };
        if (choice == KernelChoice.VECTOR && !KernelChoice.isVectorModulePresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--kernel: vector needs a Java virtual machine started with --add-modules jdk.incubator.vector;"
                            + " expected auto or scalar");
        }
        return choice;
    }
}
