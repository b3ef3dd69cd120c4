package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.scenario.NumberColumns;
import io.github.stosszahl.scenario.ParticleFile;
import io.github.stosszahl.scenario.ScenarioException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export} of one small run in d = 3, read back as CSV by the program and as NPY and HDF5 by numpy and h5py. */
class ExportCommandTest {
    private static final int PARTICLES = 2000;
    private static final String SCENARIO = """
            {
              "velocityDimension": 3, "seed": 3,
              "species": [{"name": "gas", "mass": 2.0, "particles": %d,
                "initial": {"type": "maxwellian", "density": 3.0, "velocity": [1, 0, 0], "temperature": 2.0}}],
              "collisions": [{"pair": ["gas", "gas"], "rate": {"type": "power-law", "coefficient": 1.0, "exponent": 0.0}}],
              "time": {"end": 1.0, "outputs": 2},
              "estimators": {"entropy": false, "fisher": false, "dissipation": false},
              "output": {"particles": [1.0]}
            }
            """.formatted(PARTICLES);

    @TempDir
    static Path directory;

    private static Path folder;

    @BeforeAll
    static void run() throws IOException {
        folder = directory.resolve("run");
        Path scenario = Files.writeString(directory.resolve("case.json"), SCENARIO);
        CommandRun.of("run", scenario, "-o", folder, "--quiet", "--threads", 1).succeeded();
    }

    private static CommandRun export(Object... more) {
        Object[] arguments = new Object[more.length + 2];
        arguments[0] = "export";
        arguments[1] = folder;
        System.arraycopy(more, 0, arguments, 2, more.length);
        return CommandRun.of(arguments);
    }

    /** f V adds up to n = 3 on a grid that holds all; each f is its count times w/V, with the error of n + 1. */
    @Test
    void densityAsCsv() throws ScenarioException {
        CommandRun run = export("--grid", "vx=-9:11:5,vy=-10:10:4,vz=-10:10:3").succeeded();
        Path file = folder.resolve("export/density/gas-1.csv");
        assertThat(run.out().strip()).isEqualTo(file.toString());
        List<double[]> columns = NumberColumns.read(file, List.of("vx", "vy", "vz", "f", "stderr"));
        double volume = 4.0 * 5 * 20 / 3;
        double[] f = columns.get(3);
        assertThat(f).hasSize(60);
        assertThat(Arrays.stream(f).sum() * volume).isCloseTo(3, within(1e-12));
        // last axis fastest
        assertThat(columns.get(0)[3 * 4]).isEqualTo(-3);
        assertThat(columns.get(1)[3]).isEqualTo(-2.5);
        assertThat(columns.get(2)[1]).isCloseTo(0, within(1e-12));
        double unit = 3.0 / PARTICLES / volume;
        for (int cell = 0; cell < f.length; cell++) {
            double count = f[cell] / unit;
            assertThat(count).isCloseTo(Math.rint(count), within(1e-6));
            assertThat(columns.get(4)[cell]).isCloseTo(Math.sqrt(count + 1) * unit, within(1e-12));
        }
    }

    /** Without a range: a cube about the mean velocity, five thermal speeds (here 1) to either side. */
    @Test
    void rangeIsChosen() throws ScenarioException {
        export("--grid", 10, "-o", directory.resolve("chosen")).succeeded();
        double[] vx = NumberColumns.read(directory.resolve("chosen/density/gas-1.csv"), List.of("vx"))
                .get(0);
        assertThat((vx[0] + vx[vx.length - 1]) / 2).isCloseTo(1, within(0.1));
        assertThat(vx[vx.length - 1] - vx[0]).isCloseTo(9, within(1.0));
    }

    /** Exported particles, taken as initial data, have the same moments to the last digits. */
    @Test
    void particlesMakeTheRoundTrip() throws IOException, ScenarioException {
        export("--particles").succeeded();
        Path file = folder.resolve("export/particles/gas-1.csv");
        EmpiricalDistribution before = ParticleFile.read(folder.resolve("particles/gas-1.csv"), OptionalDouble.empty());
        EmpiricalDistribution after = ParticleFile.read(file, OptionalDouble.empty());
        assertThat(after.size()).isEqualTo(PARTICLES);
        for (int k = 0; k < PARTICLES; k++) {
            assertThat(after.velocity(2, k)).isEqualTo(before.velocity(2, k));
        }
        Path scenario = Files.writeString(
                directory.resolve("again.json"),
                SCENARIO.replaceAll(
                        "\\{\"type\": \"maxwellian\".*\\}\\}\\],",
                        "{\"type\": \"particles\", \"file\": \"" + file.toAbsolutePath() + "\"}}],"));
        Path again = directory.resolve("again");
        CommandRun.of("run", scenario, "-o", again, "--quiet", "--threads", 1).succeeded();
        List<String> moments = List.of("velocity_x", "temperature", "heat_flux_y", "stress_xy", "moment6", "energy");
        for (String moment : moments) {
            assertThat(value(again, "0.0", moment))
                    .as(moment)
                    .isCloseTo(value(folder, "1.0", moment), within(1e-12 * Math.abs(value(folder, "1.0", "moment6"))));
        }
    }

    private static double value(Path run, String time, String quantity) throws IOException {
        return Files.readAllLines(run.resolve("timeseries.csv")).stream()
                .map(line -> line.split(",", -1))
                .filter(row -> row[0].equals(time) && row[1].equals("gas") && row[2].equals(quantity))
                .mapToDouble(row -> Double.parseDouble(row[3]))
                .findFirst()
                .orElseThrow();
    }

    /** What numpy and h5py read is what the CSV files say; skipped where python3 does not have them. */
    @Test
    void numpyAndHdf5ReadTheSame() throws Exception {
        assumeThat(python("import numpy, h5py"))
                .as("python3 has numpy and h5py")
                .isEmpty();
        Path target = directory.resolve("formats");
        for (String format : List.of("csv", "npy", "hdf5")) {
            export("--grid", "-6:8:7", "--particles", "--format", format, "-o", target)
                    .succeeded();
        }
        String script = """
                import numpy as np, h5py
                d = "%s/density/gas-1"; p = "%s/particles/gas-1"
                csv = np.loadtxt(d + ".csv", delimiter=",", skiprows=1)
                f = np.load(d + "-f.npy"); e = np.load(d + "-stderr.npy"); vy = np.load(d + "-vy.npy")
                assert f.shape == (7, 7, 7) and f.dtype == np.float64, f.shape
                assert np.array_equal(f.ravel(), csv[:, 3]) and np.array_equal(e.ravel(), csv[:, 4])
                assert np.array_equal(np.broadcast_to(vy[None, :, None], f.shape).ravel(), csv[:, 1])
                with h5py.File(d + ".h5", "r") as h:
                    assert np.array_equal(h["f"][()], f) and np.array_equal(h["stderr"][()], e)
                    assert np.array_equal(h["vy"][()], vy)
                    assert float(np.squeeze(h.attrs["time"])) == 1.0
                    name = h.attrs["species"]
                    assert (name.decode() if isinstance(name, bytes) else str(np.squeeze(name))) == "gas", name
                rows = np.loadtxt(p + ".csv", delimiter=",", skiprows=1)
                assert rows.shape == (2000, 4) and np.array_equal(np.load(p + ".npy"), rows)
                with h5py.File(p + ".h5", "r") as h:
                    for k, column in enumerate(["vx", "vy", "vz", "weight"]):
                        assert np.array_equal(h[column][()], rows[:, k])
                """.formatted(target, target);
        assertThat(python(script)).isEmpty();
    }

    /** Runs a script and returns what it says; empty if it ended well. */
    private static String python(String script) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("python3", "-c", script)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return "no python3";
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() == 0 ? "" : said + " ended with " + process.exitValue();
    }

    @Test
    void badInput() {
        assertThat(export().refused(2).err()).contains("expected --grid SPEC or --particles");
        assertThat(export("--grid", "1:2").refused(2).err()).contains("--grid: 1:2 is not allowed; expected CELLS");
        assertThat(export("--grid", "vx=-1:1:3").refused(2).err()).contains("is not allowed");
        assertThat(export("--grid", 8, "--format", "mat").refused(2).err()).contains("--format: mat");
        assertThat(export("--grid", 8, "--species", "he").refused(2).err()).contains("expected gas");
        assertThat(export("--grid", 8, "--time", 0).refused(1).err()).contains("no particles at t = 0");
    }
}
