package io.github.stosszahl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.estimate.DensityFunctionals;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.TestDensity;
import io.github.stosszahl.reference.ReferenceTables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entropy and Fisher information of exact samples of the densities of reference tables I: errors. */
@Tag("validation")
class DensityFunctionalsTest {
    private static final long FIRST_SEED = 9001;

    /**
     * Densities of the kinds of tables I with other parameters: H and I by quadrature (Gaussian mixtures on a product lattice, radial densities along the radius;
     * the same quadrature gives the values of tables I to ten digits).
     */
    private static final List<Case> OTHERS = List.of(
            new Case("three_gauss", 2, -4.057691739696, 2.655361108397),
            new Case("beams", 2, -3.673243781824, 4.982072628709),
            new Case("core_halo", 2, -3.697130754316, 2.840065324174),
            new Case("ring_R1.5_s0.25", 2, -3.267978778076, 16.04733694978),
            new Case("ring_R3_s0.9", 2, -5.114039166809, 1.389337955604),
            new Case("fermi_dirac_T0.5_eta4", 2, -3.940430914376, 2.488789023588),
            new Case("fermi_dirac_T0.1_eta8", 2, -2.820341657571, 11.24952842471),
            new Case("bkw_K0.55", 2, -3.782687657246, 2.697292524669),
            new Case("bkw_K0.65", 2, -3.824430965465, 2.138409477465),
            new Case("three_gauss", 3, -5.324721254854, 4.570586030294),
            new Case("beams", 3, -4.836769503146, 6.648739295376),
            new Case("core_halo", 3, -5.013348771271, 4.422499740978),
            new Case("ring_R1.5_s0.25", 3, -4.339019535897, 18.39403418988),
            new Case("ring_R3_s0.9", 3, -6.932853105447, 1.901616283506),
            new Case("fermi_dirac_T0.5_eta4", 3, -5.193861222042, 4.007070721214),
            new Case("fermi_dirac_T0.1_eta8", 3, -3.470596473857, 17.73908477303),
            new Case("bkw_K0.65", 3, -5.228329527513, 3.316656851229),
            new Case("bkw_K0.9", 3, -5.256715442687, 3.000825632841));

    private record Case(String name, int d, double entropy, double fisher) {
        /** Densities that vanish or nearly vanish within, which have other bounds of I. */
        boolean isRough() {
            return name.matches("ring.*|r4.*|bkw_K0.5.*") || d == 3 && name.equals("bkw_K0.6");
        }
    }

    /** Bounds of one sample per density: H 0.003 (N = 1e6) and 0.01 (N = 1e5); I 0.5 % and 1.5 %, of rings, shells and BKW at K = d/(d + 2) 2 % and 4 %. */
    @ParameterizedTest
    @ValueSource(ints = {100_000, 1_000_000})
    void tables(int particles) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (int d = 2; d <= 3; d++) {
            for (NamedCsvRecord row : ReferenceTables.rows("exact/I_densities_d" + d + ".csv")) {
                cases.add(new Case(
                        row.getField("name"),
                        d,
                        ReferenceTables.number(row, "int f log f - f"),
                        ReferenceTables.number(row, "I=int |grad f|^2/f")));
            }
        }
        errors("functionals-tables", cases, particles);
    }

    /** The same bounds. */
    @ParameterizedTest
    @ValueSource(ints = {100_000, 1_000_000})
    void others(int particles) throws IOException {
        errors("functionals-others", OTHERS, particles);
    }

    private static void errors(String file, List<Case> cases, int particles) throws IOException {
        boolean large = particles == 1_000_000;
        MeasuredTable table = new MeasuredTable(
                file + "-" + particles,
                "Entropy and Fisher information of exact samples, N = " + particles,
                "d",
                "density",
                "error of H",
                "stderr",
                "kernels",
                "stderr",
                "histogram",
                "stderr",
                "relative error of I",
                "stderr",
                "kernels",
                "stderr",
                "seconds");
        List<String> failures = new ArrayList<>();
        for (Case c : cases) {
            var sample = TestDensity.sample(c.name, c.d, particles, FIRST_SEED);
            long start = System.nanoTime();
            DensityFunctionals found = DensityFunctionals.of(sample);
            double seconds = (System.nanoTime() - start) / 1e9;
            Estimate h = found.entropy().orElseThrow();
            Estimate kernelEntropy = found.kernelEntropy().orElseThrow();
            Estimate histogram = found.histogramEntropy().orElseThrow();
            Estimate i = found.fisher().orElseThrow();
            Estimate kernelFisher = found.kernelFisher().orElseThrow();
            double errorOfI = i.value() / c.fisher - 1;
            table.row(
                    c.d,
                    c.name,
                    h.value() - c.entropy,
                    h.standardError(),
                    kernelEntropy.value() - c.entropy,
                    kernelEntropy.standardError(),
                    histogram.value() - c.entropy,
                    histogram.standardError(),
                    errorOfI,
                    i.standardError() / c.fisher,
                    kernelFisher.value() / c.fisher - 1,
                    kernelFisher.standardError() / c.fisher,
                    seconds);
            double bound = c.isRough() ? (large ? 0.02 : 0.04) : (large ? 0.005 : 0.015);
            if (!(Math.abs(errorOfI) <= bound) || !(Math.abs(h.value() - c.entropy) <= (large ? 0.003 : 0.01))) {
                failures.add(c.d + " " + c.name);
            }
        }
        table.write();
        assertThat(failures).isEmpty();
    }
}
