package io.github.stosszahl.cli;

import io.github.stosszahl.compare.SolverDensity;
import io.github.stosszahl.output.FinishedRun;
import io.github.stosszahl.output.RunFolder;
import io.github.stosszahl.report.ComparisonReport;
import io.github.stosszahl.scenario.ReferenceFile;
import io.github.stosszahl.scenario.ScenarioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Compares a run with a solver's results or an exact solution. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Compares a run with the result of another code or with the exact solution: how large the difference is without the noise of the particles, and whether"
                    + " noise explains it.",
            "Writes compare.json and compare.html to the run folder."
        },
        footerHeading = "%nFiles of the other code (CSV with a header line):%n",
        footer = {
            "  densities    [time,][species,]vx,vy[,vz],f     a full grid of any spacing, or a slice",
            "  time series  time,[species,]quantity,value     quantities as in timeseries.csv",
            "Names of columns are taken leniently (V_x, density, ...); columns may be named like species or quantities instead of f or quantity,value.",
            "",
            "Exit status: 0 done, 2 bad input, 3 the tolerance is exceeded."
        })
final class CompareCommand implements Callable<Integer> {
    private static final String EXACT = "exact";

    @Parameters(paramLabel = "RUN_DIR", description = "Folder that 'stosszahl run' wrote.")
    private Path folder;

    @Option(
            names = "--reference",
            required = true,
            split = ",",
            paramLabel = "FILE.csv|exact",
            description =
                    "What to compare with: one or more files, or the exact law that the run knows (reference.csv).")
    private List<String> references = List.of();

    @Option(
            names = "--map",
            split = ",",
            paramLabel = "NAME=COLUMN",
            description =
                    "Which column is what: NAME is one of the names above, a species or a quantity; instead of a column a number that holds for all rows, such as vz=0.1875.")
    private Map<String, String> map = new LinkedHashMap<>();

    @Option(
            names = "--time",
            split = ",",
            paramLabel = "T",
            description = "Time of the files that have no column for it: one for all, or one for each.")
    private List<Double> times = List.of();

    @Option(
            names = "--species",
            split = ",",
            paramLabel = "NAME",
            description = "Species of the files that have no column for it: one for all, or one for each.")
    private List<String> species = List.of();

    @Option(
            names = "--values",
            paramLabel = "point|average",
            description = "Whether f is given at the grid points (default) or as average over cells around them.")
    private String values = "point";

    @Option(
            names = "--cell",
            split = ",",
            paramLabel = "AXIS=WIDTH",
            description =
                    "Width of the cells across a slice, such as vy=0.375,vz=0.375 (default for point values: that along the slice).")
    private Map<String, Double> cells = Map.of();

    @Option(
            names = "--quantity",
            split = ",",
            paramLabel = "Q",
            description = "Compare these quantities only: f, L2, L1, Linf of densities; names of timeseries.csv.")
    private Set<String> quantities = new LinkedHashSet<>();

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            description = "Largest relative error that is allowed; exit status 3 if one is larger beyond doubt (5 %%).")
    private @Nullable Double tolerance;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws BadInputException {
        checkOptions();
        FinishedRun run;
        try {
            run = FinishedRun.read(folder);
        } catch (IOException e) {
            throw new BadInputException(e);
        }
        RunComparison comparison = new RunComparison(
                run,
                String.join(", ", references),
                values.equals("point") ? SolverDensity.Values.POINT : SolverDensity.Values.AVERAGE,
                cells,
                quantities);
        for (int k = 0; k < references.size(); k++) {
            add(comparison, k);
        }
        ComparisonText text = new ComparisonText(comparison, String.join(", ", references), tolerance);
        ObjectNode tree = text.json();
        String pretty = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
        try {
            RunFolder.writeWhole(folder.resolve("compare.json"), out -> out.write(pretty));
            String page = ComparisonReport.html(folder.resolve("compare.json"));
            RunFolder.writeWhole(folder.resolve("compare.html"), out -> out.write(page));
        } catch (IOException e) {
            throw new BadInputException(e);
        }
        if (json) {
            spec.commandLine().getOut().println(tree);
        } else {
            text.print(spec.commandLine().getOut());
        }
        return text.isExceeded() ? ExitStatus.TOLERANCE_EXCEEDED : ExitStatus.DONE;
    }

    private void checkOptions() {
        if (!Set.of("point", "average").contains(values)) {
            throw usage("--values: " + values + " is not allowed; expected point or average");
        }
        if (tolerance != null && !(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw usage("--tolerance: " + tolerance + " is not allowed; expected a finite number, at least 0");
        }
        for (Map.Entry<String, Double> cell : cells.entrySet()) {
            if (!Set.of("vx", "vy", "vz").contains(cell.getKey())) {
                throw usage("--cell: " + cell.getKey() + " is not allowed; expected vx, vy or vz");
            }
            if (!(cell.getValue() > 0 && cell.getValue() < Double.POSITIVE_INFINITY)) {
                throw usage("--cell: " + cell.getKey() + "=" + cell.getValue()
                        + " is not allowed; expected a finite width greater than 0");
            }
        }
        requireOneForAllOrEach("--time", times.size());
        requireOneForAllOrEach("--species", species.size());
    }

    private void requireOneForAllOrEach(String option, int given) {
        if (given > 1 && given != references.size()) {
            throw usage(option + ": " + given + " values for " + references.size()
                    + (references.size() == 1 ? " file" : " files") + "; expected one for all or one for each");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void add(RunComparison comparison, int k) throws BadInputException {
        FinishedRun run = comparison.run();
        String reference = references.get(k);
        boolean exact = reference.equals(EXACT);
        Path file = exact ? folder.resolve("reference.csv") : Path.of(reference);
        if (exact && !Files.isRegularFile(file)) {
            throw new BadInputException(folder
                    + ": no exact law is known for this run, there is no reference.csv; expected --reference FILE.csv");
        }
        List<String> names =
                run.species().stream().map(FinishedRun.Species::name).toList();
        ReferenceFile.Layout layout = new ReferenceFile.Layout(
                exact ? Map.of() : map,
                names,
                run.quantities(),
                run.dimension(),
                exact || times.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(oneOf(times, k)),
                exact || species.isEmpty() ? Optional.empty() : Optional.of(oneOf(species, k)));
        try {
            ReferenceFile content = ReferenceFile.read(file, layout);
            comparison.addDensities(content.densities());
            comparison.addValues(content.values());
        } catch (ScenarioException e) {
            throw new BadInputException(e);
        }
    }

    private static <T> T oneOf(List<T> list, int k) {
        return list.get(list.size() == 1 ? 0 : k);
    }
}
