package io.github.stosszahl.cli;

import io.github.stosszahl.scenario.ScenarioReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of scenario files. */
@Command(name = "schema", mixinStandardHelpOptions = true, description = "Prints the JSON Schema of scenario files.")
final class SchemaCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().println(ScenarioReader.schema());
    }
}
