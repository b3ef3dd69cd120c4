package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * One call of the command line inside this process, and what it printed.
 *
 * @param status exit status
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int status, String out, String err) {
    /** Calls the command line with arguments of any type. */
    static CommandRun of(Object... arguments) {
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
            int status = Main.execute(new Interruption(), texts);
            return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
    }

    /** The lines of standard error. */
    List<String> errors() {
        return err.lines().toList();
    }

    /** Fails unless the call succeeded. */
    CommandRun succeeded() {
        assertThat(status).as(err).isZero();
        return this;
    }

    /** Fails unless the input was refused with these many lines for the user, nothing on standard output and no trace of the program's inside. */
    CommandRun refused(int lines) {
        assertThat(status).as(err).isEqualTo(2);
        assertThat(out).isEmpty();
        assertThat(errors()).hasSize(lines).allSatisfy(line -> assertThat(line).isNotBlank());
        assertThat(err).doesNotContain("\tat ").doesNotContain("Exception").doesNotContain("null");
        return this;
    }
}
