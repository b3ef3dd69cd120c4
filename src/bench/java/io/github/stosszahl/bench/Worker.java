package io.github.stosszahl.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A Java virtual machine that measures on request: a line to it is answered by a line. */
final class Worker implements AutoCloseable {
    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;
    private final Path log;

    /**
     * @param log gets what the machine writes to its error stream
     * @param main the class to run, which must call {@link #serve}
     */
    Worker(Path log, Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                // as the launcher of runs does
                "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0",
                "-XX:-PartialPeelLoop",
                "-XX:LiveNodeCountInliningCutoff=200000",
                "-XX:MaxNodeLimit=400000",
                "-XX:NodeLimitFudgeFactor=8000",
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=BackgroundCompilation,io.github.stosszahl.collide.Vector*::*,false",
                "-XX:CompileCommand=dontinline,io.github.stosszahl.collide.Vector*::*",
                "-XX:CompileCommand=BackgroundCompilation,io.github.stosszahl.math.Vector*::*,false",
                "-XX:CompileCommand=dontinline,io.github.stosszahl.math.Vector*::*",
                "-XX:+UseParallelGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        this.log = log;
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        requests = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    String ask(String request) throws IOException {
        requests.write(request);
        requests.newLine();
        requests.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("a worker has ended; its error stream is in " + log);
        }
        return answer;
    }

    /** Ends the machine: it sees the end of its input. */
    @Override
    public void close() throws IOException {
        requests.close();
        answers.close();
        process.destroy();
    }

    /** The other side: answers requests until there are no more. */
    static void serve(UnaryOperator<String> answer) {
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String request = requests.readLine(); request != null; request = requests.readLine()) {
                System.out.println(answer.apply(request));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
