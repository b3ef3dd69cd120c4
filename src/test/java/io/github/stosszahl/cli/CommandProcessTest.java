package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The program as a process of its own: what depends on signals, on the working folder, and on the file system. */
@Tag("process")
@Timeout(180)
class CommandProcessTest {
    private static final Path SHIPPED = Path.of("scenarios").toAbsolutePath();

    @TempDir
    Path directory;

    private Process start(Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
    }

    private String printed(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    @Test
    void runFolderHasADefaultName() throws Exception {
        Process process =
                start("run", SHIPPED.resolve("bkw-2d.json"), "--set", "/species/0/particles=100", "--replicas", 2);
        assertThat(process.waitFor()).as(printed("err.txt")).isZero();
        assertThat(printed("out.txt").strip())
                .isEqualTo(Path.of("runs", "bkw-2d").toString());
        assertThat(directory.resolve("runs/bkw-2d/timeseries.csv")).isRegularFile();
    }

    /**
     * A run that would take hours gets SIGINT after its first output times. It has to end within 1.5 s, or longer on a
     * machine where starting and ending a process that does nothing takes longer than usual.
     */
    @Test
    void interruptionKeepsWhatWasFinished() throws Exception {
        long idle = System.nanoTime();
        assertThat(start("--version").waitFor()).isZero();
        double slowness = (System.nanoTime() - idle) * 1e-9;

        Path folder = directory.resolve("run");
        Process process = start(
                "run",
                SHIPPED.resolve("bkw-2d.json"),
                "-o",
                folder,
                "--set",
                "/species/0/particles=20000",
                "--set",
                "/time={\"end\": 4e5, \"outputs\": 20001}",
                "--set",
                "/output={\"particles\": [0, 20, 100]}");
        try {
            assumeFalse(ignoresInterrupts(process), "the tests were started with SIGINT ignored: skipped");
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!Files.exists(folder.resolve("particles/gas-5.csv")) && System.nanoTime() < deadline) {
                assertThat(process.isAlive()).as(printed("err.txt")).isTrue();
                Thread.sleep(20);
            }
            long signal = System.nanoTime();
            assertThat(new ProcessBuilder("sh", "-c", "kill -INT " + process.pid())
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            double seconds = (System.nanoTime() - signal) * 1e-9;
            assertThat(process.exitValue()).as(printed("err.txt")).isEqualTo(130);
            assertThat(seconds).isLessThan(1.5 + 2 * slowness);
        } finally {
            process.destroyForcibly();
        }

        assertThat(printed("out.txt")).isEmpty();
        assertThat(printed("err.txt").lines()).hasSize(1);
        assertThat(printed("err.txt")).contains("interrupted", folder.toString());
        Timeseries series = Timeseries.read(folder);
        JsonNode manifest = series.manifest();
        assertThat(manifest.get("status").asString()).isEqualTo("interrupted");
        List<Timeseries.Row> energies = series.of("*", "energy");
        assertThat(energies).hasSizeGreaterThan(5).hasSizeLessThan(20001);
        for (int k = 0; k < energies.size(); k++) {
            assertThat(energies.get(k).time())
                    .isEqualTo(manifest.get("outputs").get("times").get(k).asDouble());
        }
        assertThat(series.of("gas", "collisions")).hasSameSizeAs(energies);
        Set<String> files = new TreeSet<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile)
                    .forEach(path -> files.add(folder.relativize(path).toString()));
        }
        assertThat(files).contains("run.json", "timeseries.csv", "particles/gas-0.csv", "particles/gas-1.csv");
        assertThat(files).noneMatch(name -> name.endsWith(".partial"));
        assertThat(manifest.get("outputs").get("files").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrderElementsOf(files);
    }

    /** Whether a process was born with SIGINT (signal 2) ignored, as one that a shell put in the background is. */
    private static boolean ignoresInterrupts(Process process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    /** A full disk, played by /dev/full: status 1, one line that names the file, no file under the final name. */
    @Test
    void fullDiskIsOneLine() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full: skipped");
        Path folder = Files.createDirectories(directory.resolve("run"));
        Files.createSymbolicLink(folder.resolve("timeseries.csv.partial"), full);
        Process process = start(
                "run",
                SHIPPED.resolve("bkw-2d.json"),
                "-o",
                folder,
                "--force",
                "--quiet",
                "--set",
                "/species/0/particles=100");
        assertThat(process.waitFor()).as(printed("err.txt")).isEqualTo(1);
        assertThat(printed("out.txt")).isEmpty();
        assertThat(printed("err.txt").lines()).hasSize(1);
        assertThat(printed("err.txt"))
                .contains("cannot write " + folder.resolve("timeseries.csv"), "No space left on device")
                .doesNotContain("Exception");
        assertThat(folder.resolve("timeseries.csv")).doesNotExist();
        assertThat(folder.resolve("timeseries.csv.partial")).doesNotExist();
        assertThat(folder.resolve("report.html")).doesNotExist();
    }

    /**
     * Calls the launcher's "run" on a scenario that does not exist. A jar that only names the classes under test is put
     * beside a copy of the launcher, which would otherwise build one.
     */
    private Process launch(String options) throws IOException {
        Path home = directory.resolve("home");
        Path jar = Files.createDirectories(home.resolve("target")).resolve("stosszahl.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        Path launcher = Files.copy(Path.of("stosszahl"), home.resolve("stosszahl"));

        ProcessBuilder builder = new ProcessBuilder("sh", launcher.toString(), "run", "nosuch.json")
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile());
        builder.environment()
                .keySet()
                .removeAll(Set.of("JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("STOSSZAHL_OPTS", options);
        return builder.start();
    }

    /** The virtual machine's warning about its incubator module is not shown, the program's message is. */
    @ParameterizedTest
    @ValueSource(strings = {"", "-Xmx512m"})
    void launcherShowsOneLine(String options) throws Exception {
        assertThat(launch(options).waitFor()).as(printed("err.txt")).isEqualTo(2);
        assertThat(printed("out.txt")).isEmpty();
        assertThat(printed("err.txt").lines()).singleElement().asString().contains("nosuch.json");
    }

    @Test
    void launcherShowsWhatTheVirtualMachineRefuses() throws Exception {
        assertThat(launch("-Xmx8gg").waitFor()).isEqualTo(1);
        assertThat(printed("err.txt")).contains("-Xmx8gg");
    }
}
