package io.github.stosszahl.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point. */
@Command(
        name = "stosszahl",
        description = "Monte Carlo particle simulator for the multi-species Boltzmann equation.",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            ValidateCommand.class,
            ReportCommand.class,
            EstimateCommand.class,
            CompareCommand.class,
            ExportCommand.class,
            ScenariosCommand.class,
            SchemaCommand.class
        },
        footerHeading = "%nExit status: ",
        footer =
                "0 done, 1 the run failed, 2 bad usage or bad input, 3 compare: the tolerance is exceeded, 130 interrupted.")
public final class Main implements Runnable {
    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an unexpected error.")
    private boolean debug;

    private final Interruption interruption;

    @Spec
    private CommandSpec spec;

    private Main(Interruption interruption) {
        this.interruption = interruption;
    }

    /** Runs the command line and ends the process with its exit status. */
    public static void main(String[] arguments) {
        ErrorStream.restore();
        Interruption interruption = new Interruption();
        interruption.install();
        int status = execute(interruption, arguments);
        interruption.commandEnded();
        if (!interruption.isRequested()) {
            System.exit(status);
        }
    }

    /** Runs the command line and returns its exit status. */
    static int execute(Interruption interruption, String... arguments) {
        Main main = new Main(interruption);
        CommandLine line = new CommandLine(main, new CommandFactory(interruption));
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler(Main::reportUsage);
        line.setExecutionExceptionHandler((exception, command, parsed) -> main.reportFailure(exception, command));
        return line.execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int reportUsage(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        command.getErr().println("stosszahl: " + exception.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(exception, command.getErr())) {
            command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitStatus.BAD_INPUT;
    }

    private int reportFailure(Exception exception, CommandLine command) {
        if (exception instanceof BadInputException) {
            command.getErr().println(exception.getMessage());
            return ExitStatus.BAD_INPUT;
        }
        String message = exception.getMessage();
        command.getErr()
                .println("stosszahl: " + (message == null ? exception.getClass().getSimpleName() : message));
        if (debug) {
            exception.printStackTrace(command.getErr());
        }
        return interruption.isRequested() ? ExitStatus.INTERRUPTED : ExitStatus.FAILED;
    }

    /** Hands the interruption to the commands that want it. */
    private record CommandFactory(Interruption interruption) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == RunCommand.class
                    ? type.cast(new RunCommand(interruption))
                    : CommandLine.defaultFactory().create(type);
        }
    }

    /** The version line. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            BuildInfo build = BuildInfo.load();
            return new String[] {"stosszahl " + build.version() + " (" + build.commit() + ")"};
        }
    }
}
