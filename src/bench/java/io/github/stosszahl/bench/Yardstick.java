package io.github.stosszahl.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The collision loop by hand in C++, on one thread; measures nothing where scripts/bench could not compile it. */
final class Yardstick {
    private static final Set<Workload> LAWS = EnumSet.of(Workload.MAXWELL, Workload.HARD_SPHERES);

    /** A line of what the program prints. */
    record Line(
            Workload workload,
            String kernel,
            int particles,
            double nanosPerCandidate,
            double acceptance,
            double nanosPerCollision) {

        static Line parse(Workload workload, String text) {
            String[] words = text.split(",");
            return new Line(
                    workload,
                    words[1],
                    Integer.parseInt(words[2]),
                    Double.parseDouble(words[3]),
                    Double.parseDouble(words[4]),
                    Double.parseDouble(words[5]));
        }
    }

    private final Path program;
    private final Path log;
    private final List<Line> lines = new ArrayList<>();

    /**
     * @param program need not exist
     * @param log gets what the program writes to its error stream
     */
    Yardstick(Path program, Path log) {
        this.program = program;
        this.log = log;
    }

    void measure(Workload workload, int particles, int repetitions) throws IOException {
        if (!LAWS.contains(workload) || !Files.exists(program)) {
            return;
        }
        Process process = new ProcessBuilder(
                        program.toString(),
                        workload.toString(),
                        Integer.toString(repetitions),
                        Integer.toString(particles))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("the yardstick has failed; its error stream is in " + log);
        }
        text.lines().skip(1).map(line -> Line.parse(workload, line)).forEach(lines::add);
    }

    /** All that was measured. */
    List<Line> lines() {
        return List.copyOf(lines);
    }

    /** How many times longer the engine has a processor for a candidate, on one thread as here, if the same was measured. */
    Optional<Double> ratio(Row row) {
        return lines.stream()
                .filter(line -> row.threads() == 1
                        && line.workload() == row.workload()
                        && line.kernel().equals(row.kernelName())
                        && line.particles() == row.particles())
                .map(line -> row.threadNanosPerCandidate() / line.nanosPerCandidate())
                .findFirst();
    }
}
