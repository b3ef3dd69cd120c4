package io.github.stosszahl.cli;

import io.github.stosszahl.compare.CellGrid;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.output.ExportFiles;
import io.github.stosszahl.output.FinishedRun;
import io.github.stosszahl.scenario.ParticleFile;
import io.github.stosszahl.scenario.ScenarioException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes densities on a grid of the user, and particles, in formats that other programs read. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Writes f on a velocity grid, with standard errors, and particles, from the particle files of a run (scenario: output.particles).",
        footerHeading = "%nSPEC:%n",
        footer = {
            "  64                         64 cells on each axis, five thermal speeds to either side",
            "  -5:5:64                    64 cells from -5 to 5 on each axis",
            "  vx=-5:5:64,vy=-4:4:32      each axis by itself",
            "",
            "csv: vx,vy[,vz],f,stderr at cell centres. npy: f, stderr and the centres vx, vy, vz, a file each. hdf5: these as data sets of one file.",
            "Particles: vx,vy[,vz],weight as columns of a CSV file or NPY array, or as data sets."
        })
final class ExportCommand implements Callable<Integer> {
    private static final Map<String, ExportFiles.Format> FORMATS =
            Map.of("csv", ExportFiles.Format.CSV, "npy", ExportFiles.Format.NPY, "hdf5", ExportFiles.Format.HDF5);
    private static final double THERMAL_SPEEDS = 5;
    private static final String[] AXES = {"x", "y", "z"};

    @Parameters(paramLabel = "RUN_DIR", description = "Folder that 'stosszahl run' wrote.")
    private Path folder;

    @Option(names = "--grid", paramLabel = "SPEC", description = "Write f on this velocity grid; see below.")
    private @Nullable String grid;

    @Option(names = "--particles", description = "Write the particles.")
    private boolean particles;

    @Option(names = "--format", paramLabel = "csv|npy|hdf5", description = "Format of the files (default: csv).")
    private String format = "csv";

    @Option(names = "--species", split = ",", paramLabel = "NAME", description = "These species only.")
    private List<String> species = List.of();

    @Option(names = "--time", split = ",", paramLabel = "T", description = "These times only.")
    private List<Double> times = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Where the files go (default: export in the run folder).")
    private @Nullable Path output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws BadInputException {
        ExportFiles.Format chosen = FORMATS.get(format);
        if (chosen == null) {
            throw usage("--format: " + format + " is not allowed; expected csv, npy or hdf5");
        }
        if (grid == null && !particles) {
            throw usage("nothing to export; expected --grid SPEC or --particles");
        }
        try {
            FinishedRun run = FinishedRun.read(folder);
            List<FinishedRun.FileOfTime> files = chosenFiles(run);
            Path target = output == null ? folder.resolve("export") : output;
            List<Path> written = new ArrayList<>();
            for (FinishedRun.FileOfTime file : files) {
                EmpiricalDistribution sample = ParticleFile.read(file.path(), OptionalDouble.empty());
                String name = file.species() + "-" + file.timeIndex();
                if (grid != null) {
                    written.addAll(writeDensity(
                            new ExportFiles(target.resolve("density"), chosen), name, run, file, sample, grid));
                }
                if (particles) {
                    written.addAll(new ExportFiles(target.resolve("particles"), chosen)
                            .particles(name, file.species(), file.time(), columns(sample)));
                }
            }
            written.forEach(spec.commandLine().getOut()::println);
        } catch (IOException | ScenarioException e) {
            throw new BadInputException(e);
        }
        return ExitStatus.DONE;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private List<FinishedRun.FileOfTime> chosenFiles(FinishedRun run) throws BadInputException {
        for (String name : species) {
            if (run.species(name).isEmpty()) {
                throw usage("--species: the run has no species \"" + name + "\"; expected "
                        + String.join(
                                ", ",
                                run.species().stream()
                                        .map(FinishedRun.Species::name)
                                        .toList()));
            }
        }
        List<Double> wanted = new ArrayList<>();
        for (double time : times) {
            wanted.add(run.timeNear(time).orElse(time));
        }
        List<FinishedRun.FileOfTime> files = run.particles().stream()
                .filter(file -> species.isEmpty() || species.contains(file.species()))
                .filter(file -> wanted.isEmpty() || wanted.contains(file.time()))
                .toList();
        for (double time : wanted) {
            if (files.stream().noneMatch(file -> file.time() == time)) {
                throw new BadInputException(folder + ": the run has no particles at t = " + RunComparison.number(time)
                        + "; expected a run with that time in output.particles");
            }
        }
        if (files.isEmpty()) {
            throw new BadInputException(folder + ": the run has no particle files; expected a run with"
                    + " \"output\": {\"particles\": [times]}");
        }
        return files;
    }

    private static double[][] columns(EmpiricalDistribution sample) {
        double[][] columns = new double[sample.dimension() + 1][sample.size()];
        for (int k = 0; k < sample.size(); k++) {
            for (int a = 0; a < sample.dimension(); a++) {
                columns[a][k] = sample.velocity(a, k);
            }
            columns[sample.dimension()][k] = sample.weight(k);
        }
        return columns;
    }

    private List<Path> writeDensity(
            ExportFiles files,
            String name,
            FinishedRun run,
            FinishedRun.FileOfTime file,
            EmpiricalDistribution sample,
            String specification)
            throws IOException {
        int d = sample.dimension();
        double[] lower = new double[d];
        double[] upper = new double[d];
        chooseRange(run, file.species(), lower, upper);
        CellGrid cells;
        try {
            cells = new CellGrid(GridSpec.of(specification, d).edges(lower, upper));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--grid: " + e.getMessage(), e);
        }
        int[] counts = cells.counts(sample);
        double[] f = new double[counts.length];
        double[] stderr = new double[counts.length];
        for (int cell = 0; cell < counts.length; cell++) {
            double unit = sample.weight(0) / cells.volume(cell);
            f[cell] = counts[cell] * unit;
            stderr[cell] = Math.sqrt(counts[cell] + 1.0) * unit;
        }
        double[][] centres = new double[d][];
        for (int a = 0; a < d; a++) {
            double[] edges = cells.edges(a);
            centres[a] = new double[edges.length - 1];
            Arrays.setAll(centres[a], k -> 0.5 * (edges[k] + edges[k + 1]));
        }
        return files.density(name, file.species(), file.time(), centres, f, stderr);
    }

    /** A cube about the mean velocity of the gas that holds the species at all output times. */
    private static void chooseRange(FinishedRun run, String species, double[] lower, double[] upper) {
        double mass = run.species(species).map(FinishedRun.Species::mass).orElse(1.0);
        double half = 0;
        double[] centre = new double[lower.length];
        for (int a = 0; a < lower.length; a++) {
            centre[a] = value(run, run.times()[0], "*", "velocity_" + AXES[a]);
            for (double time : run.times()) {
                double drift = Math.abs(value(run, time, species, "velocity_" + AXES[a]) - centre[a]);
                double square =
                        run.boltzmannConstant() * value(run, time, species, "temperature_" + AXES[a] + AXES[a]) / mass;
                half = Math.max(half, drift + THERMAL_SPEEDS * Math.sqrt(square));
            }
        }
        for (int a = 0; a < lower.length; a++) {
            lower[a] = centre[a] - half;
            upper[a] = centre[a] + half;
        }
    }

    private static double value(FinishedRun run, double time, String species, String quantity) {
        return run.estimate(time, species, quantity).map(Estimate::value).orElse(0.0);
    }
}
