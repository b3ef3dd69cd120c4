package io.github.stosszahl.cli;

import io.github.stosszahl.output.RunFolder;
import io.github.stosszahl.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the HTML page of one run, or of several overlaid. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Makes one self-contained HTML page of a run folder; several folders are overlaid.")
final class ReportCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "RUN_DIR", description = "Folders that 'stosszahl run' wrote.")
    private List<Path> folders = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The page to write (default: report.html in the first folder).")
    private Path output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws BadInputException {
        String page;
        try {
            page = RunReport.html(folders);
        } catch (IOException e) {
            throw new BadInputException(e);
        }
        Path file = output == null ? folders.get(0).resolve("report.html") : output;
        try {
            RunFolder.writeWhole(file, out -> out.write(page));
        } catch (IOException e) {
            throw new BadInputException(e);
        }
        spec.commandLine().getOut().println(file);
        return ExitStatus.DONE;
    }
}
