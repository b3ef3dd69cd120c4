package io.github.stosszahl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * 2 x 1e7 particles in three dimensions run in 2 GiB of heap.
 *
 * <p>Quantity: the exit status and the files of the command line in a JVM of its own with -Xmx2g, its largest heap before a collection of garbage, its largest
 * resident memory (where /proc tells it), and its wall time. The particles alone take 480 MB. Nothing is random but the particles: no false alarm.
 */
@Tag("validation")
class MemoryTest {
    private static final Path FOLDER = Path.of("target", "validation");
    /** Each particle meets its own species at rate 1 and the other at 1/2, until t = 2. */
    private static final double COLLISIONS_PER_PARTICLE = 3;

    private static final long LIMIT_SECONDS = 600;
    private static final long POLL_MILLIS = 50;
    private static final Pattern HEAP_BEFORE = Pattern.compile("(\\d+)M->(\\d+)M\\(");

    @Test
    void twentyMillionParticlesInTwoGibibytes() throws IOException, InterruptedException {
        MeasuredTable table = new MeasuredTable(
                "memory",
                "krook-wu-binary with 2 x 1e7 particles to t = 2, 3 output times, 2 threads, -Xmx2g",
                "collector",
                "exit status",
                "largest heap before a collection (MiB)",
                "largest heap after one (MiB)",
                "largest resident memory (MiB)",
                "collisions per particle",
                "wall time (s)");
        int first = run(table, "the launcher's, parallel", "-XX:+UseParallelGC");
        int second = run(table, "G1", "-XX:+UseG1GC");
        table.write();
        assertThat(first).isZero();
        assertThat(second).isZero();
        for (String file : List.of("run.json", "timeseries.csv", "reference.csv", "report.html")) {
            assertThat(FOLDER.resolve("memory-run").resolve(file)).isNotEmptyFile();
        }
        // a head line, and lines of 3 times
        List<String> lines = Files.readAllLines(FOLDER.resolve("memory-run").resolve("timeseries.csv"));
        assertThat(lines.get(lines.size() - 1)).startsWith("2.0,");
    }

    private static int run(MeasuredTable table, String name, String collector)
            throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Path log = FOLDER.resolve("memory-gc.log");
        Path messages = FOLDER.resolve("memory-run.log");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                collector,
                "-Xlog:gc:file=" + log,
                "-cp",
                classPath,
                "io.github.stosszahl.cli.Main",
                "run",
                Path.of("scenarios", "krook-wu-binary.json").toString(),
                "-o",
                FOLDER.resolve("memory-run").toString(),
                "--force",
                "--threads",
                "2",
                "--set",
                "/species/0/particles=10000000",
                "--set",
                "/species/1/particles=10000000",
                "--set",
                "/time/end=2",
                "--set",
                "/time/outputs=3");
        long start = System.nanoTime();
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(messages.toFile())
                .start();
        long resident = 0;
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            resident = Math.max(resident, residentKibibytes(process.pid()));
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
                process.destroyForcibly();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.println(Files.readString(messages));
        int before = 0;
        int after = 0;
        for (String line : Files.readAllLines(log)) {
            Matcher matcher = HEAP_BEFORE.matcher(line);
            if (matcher.find()) {
                before = Math.max(before, Integer.parseInt(matcher.group(1)));
                after = Math.max(after, Integer.parseInt(matcher.group(2)));
            }
        }
        table.row(
                name,
                process.exitValue(),
                before,
                after,
                resident == 0 ? "unknown" : String.format(Locale.ROOT, "%d", resident / 1024),
                COLLISIONS_PER_PARTICLE,
                seconds);
        return process.exitValue();
    }

    /** The high-water mark of Linux; 0 elsewhere, or if the process has ended. */
    private static long residentKibibytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
