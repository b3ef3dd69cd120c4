package io.github.stosszahl.cli;

import io.github.stosszahl.estimate.DensityFunctionals;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.estimate.QuantumEntropy;
import io.github.stosszahl.estimate.WeightedMoments;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.initial.Thinning;
import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.random.RandomStreams.Purpose;
import io.github.stosszahl.scenario.ParticleFile;
import io.github.stosszahl.scenario.ScenarioException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Estimates entropy, Fisher information and moments of a particle file. */
@Command(
        name = "estimate",
        mixinStandardHelpOptions = true,
        description = "Estimates entropy, Fisher information and moments of the particles in a CSV file.")
final class EstimateCommand implements Callable<Integer> {
    /** Root of the streams that thin and shuffle: a file always gives the same numbers. */
    private static final long SEED = 1;

    private static final Map<String, Statistics> STATISTICS =
            Map.of("maxwell", Statistics.MAXWELL, "fermi", Statistics.FERMI, "bose", Statistics.BOSE);

    private static final Estimate NONE = new Estimate(Double.NaN, Double.NaN);

    @Parameters(
            paramLabel = "PARTICLES.csv",
            description =
                    "The particles: columns vx,vy[,vz][,weight] in any order under a header line; other columns are ignored.")
    private Path file;

    @Option(names = "--mass", paramLabel = "M", description = "Mass of a particle (default: 1).")
    private double mass = 1;

    @Option(
            names = "--statistics",
            paramLabel = "S",
            description = "Statistics of the entropy: maxwell, fermi or bose (default: maxwell).")
    private String statistics = "maxwell";

    @Option(
            names = "--quantum-parameter",
            paramLabel = "Q",
            description = "q of fermi and bose, the volume of velocity space of one state (default: 1).")
    private @Nullable Double quantumParameter;

    @Option(
            names = "--density",
            paramLabel = "N",
            description = "Number density, to which the weights are scaled (default: their sum, or 1 without weights).")
    private @Nullable Double density;

    @Option(
            names = "--bandwidth",
            paramLabel = "H",
            description =
                    "Finest bandwidth of the kernel densities, in standard deviations of the velocities (default: chosen).")
    private @Nullable Double bandwidth;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws BadInputException {
        requirePositive("--mass", mass);
        if (density != null) {
            requirePositive("--density", density);
        }
        if (bandwidth != null) {
            requirePositive("--bandwidth", bandwidth);
        }
        if (quantumParameter != null) {
            requirePositive("--quantum-parameter", quantumParameter);
        }
        if (!STATISTICS.containsKey(statistics)) {
            throw usage("--statistics: " + statistics + " is not allowed; expected maxwell, fermi or bose");
        }
        if (quantumParameter != null && statistics.equals("maxwell")) {
            throw usage("--quantum-parameter: not allowed with --statistics maxwell; expected fermi or bose");
        }
        EmpiricalDistribution particles;
        try {
            particles = ParticleFile.read(file, density == null ? OptionalDouble.empty() : OptionalDouble.of(density));
        } catch (ScenarioException e) {
            throw new BadInputException(e);
        }
        List<Quantity> moments = WeightedMoments.of(particles, mass);
        List<Quantity> quantities = functionals(particles);
        quantities.addAll(moments);
        String missing = moments.stream()
                .filter(q -> !isFinite(q.estimate()))
                .map(Quantity::name)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            warn("no value or no standard error of " + missing);
        }
        print(particles, quantities);
        return ExitStatus.DONE;
    }

    private void requirePositive(String option, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw usage(option + ": " + value + " is not allowed; expected a finite number greater than 0");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void warn(String warning) {
        spec.commandLine().getErr().println("warning: " + file + ": " + warning);
    }

    private List<Quantity> functionals(EmpiricalDistribution particles) {
        RandomStreams streams = new RandomStreams(SEED);
        EmpiricalDistribution equal = Thinning.equalWeights(particles, streams.stream(Purpose.ESTIMATES, 0, 0, 0));
        if (equal.size() < particles.size()) {
            warn(String.format(
                    Locale.ROOT,
                    "the weights differ; entropy and Fisher information are those of %,d particles kept out of %,d with"
                            + " probability w/w_max, and their errors those of so many",
                    equal.size(),
                    particles.size()));
        }
        Population population =
                new InitialState(equal, equal.size()).draw(new Species("particles", mass), streams, 0, 0);
        DensityFunctionals functionals = DensityFunctionals.of(
                population, bandwidth == null ? OptionalDouble.empty() : OptionalDouble.of(bandwidth));
        functionals
                .reason()
                .ifPresent(reason -> warn((functionals.entropy().isEmpty()
                                ? "no entropy and Fisher information: "
                                : "no kernel densities: ")
                        + reason));
        if (!functionals.entropyMethodsAgree()) {
            warn("methods disagree on the entropy: " + FunctionalSeries.entropies(functionals));
        }
        if (!functionals.fisherMethodsAgree()) {
            warn("methods disagree on the Fisher information: " + FunctionalSeries.fishers(functionals));
        }
        Estimate fisher = functionals.fisher().orElse(NONE);
        List<Quantity> quantities = new ArrayList<>();
        Statistics chosen = STATISTICS.getOrDefault(statistics, Statistics.MAXWELL);
        if (chosen == Statistics.MAXWELL) {
            quantities.add(new Quantity(0, "entropy", functionals.entropy().orElse(NONE)));
        } else {
            QuantumEntropy quantum =
                    QuantumEntropy.of(population, chosen, quantumParameter == null ? 1 : quantumParameter);
            quantum.reason().ifPresent(reason -> warn("no entropy of " + statistics + " statistics: " + reason));
            quantities.add(new Quantity(0, "entropy", quantum.entropy().orElse(NONE)));
        }
        quantities.add(new Quantity(0, "fisher", fisher));
        quantities.add(new Quantity(
                0, "fisher_mass_weighted", new Estimate(fisher.value() / mass, fisher.standardError() / mass)));
        // for comparison: other methods that may have no answer
        if (chosen == Statistics.MAXWELL) {
            functionals.kernelEntropy().ifPresent(e -> quantities.add(new Quantity(0, "entropy_kernel_density", e)));
            functionals.histogramEntropy().ifPresent(e -> quantities.add(new Quantity(0, "entropy_histogram", e)));
        }
        functionals.kernelFisher().ifPresent(e -> quantities.add(new Quantity(0, "fisher_kernel_density", e)));
        return quantities;
    }

    private static boolean isFinite(Estimate estimate) {
        return Double.isFinite(estimate.value()) && Double.isFinite(estimate.standardError());
    }

    private void print(EmpiricalDistribution particles, List<Quantity> quantities) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            // made here, since help must not wait for it
            JsonMapper mapper = JsonMapper.builder()
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build();
            out.println(mapper.writeValueAsString(tree(particles, quantities)));
            return;
        }
        out.printf(
                Locale.ROOT,
                "%,d particles, d = %d, mass %.6g%n%n%-22s %16s %12s%n",
                particles.size(),
                particles.dimension(),
                mass,
                "quantity",
                "value",
                "stderr");
        for (Quantity q : quantities) {
            out.printf(
                    Locale.ROOT,
                    "%-22s %16s %12s%n",
                    q.name(),
                    text("%.8g", q.estimate().value()),
                    q.estimate().isExact() ? "" : text("%.2g", q.estimate().standardError()));
        }
    }

    private static String text(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "";
    }

    private static ObjectNode tree(EmpiricalDistribution particles, List<Quantity> quantities) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("particles", particles.size()).put("dimension", particles.dimension());
        ArrayNode list = root.putArray("quantities");
        for (Quantity q : quantities) {
            list.addObject()
                    .put("quantity", q.name())
                    .put("value", finiteOrNull(q.estimate().value()))
                    .put("stderr", finiteOrNull(q.estimate().standardError()));
        }
        return root;
    }

    private static @Nullable Double finiteOrNull(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
