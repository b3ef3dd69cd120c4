package io.github.stosszahl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.reference.ReferenceTables;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrazingTest {
    /** Table G: by how much the transfers of momentum and of stress differ from those of the Landau equation. Cutoffs change the second only, at higher order. */
    @Test
    void transfersDifferFromTheLimitAsInTheTable() throws IOException {
        for (NamedCsvRecord row : ReferenceTables.rows("exact/G_grazing.csv")) {
            int d = Integer.parseInt(row.getField("d"));
            double epsilon = ReferenceTables.number(row, "eps");
            double nu = row.getField("beta").equals("const")
                    ? 0
                    : -Double.parseDouble(row.getField("beta").replace("theta^", ""));
            double cutoff = nu < 1 ? 0 : 0.05 * epsilon;
            RateLaw alpha = PowerLaw.of(0.7, 0);
            CollisionKernel kernel = new Grazing(epsilon, nu, cutoff).kernel(alpha, d, 2, 0.5);
            CollisionKernel landau = CollisionKernel.landau(alpha, 2, 0.5);
            double rate = kernel.rate().alpha(1) / alpha.alpha(1);
            double momentum = rate * kernel.momentumTransfer(d) / landau.momentumTransfer(d) - 1;
            double stress = rate * kernel.stressTransfer(d) / landau.stressTransfer(d) - 1;
            double first = ReferenceTables.number(row, "L1_12 eps/Landau - 1");
            double second = ReferenceTables.number(row, "L2_12 eps/Landau - 1");
            assertThat(momentum).isCloseTo(first, within(1e-3 * Math.abs(first) + 1e-9));
            assertThat(stress).isCloseTo(second, within(1e-3 * Math.abs(second) + 1e-9));
        }
    }

    /** int_0^a (1 - cos t) t^-nu dt by Simpson's rule in t = a s^4. */
    @ParameterizedTest
    @CsvSource({"0, 0.3", "0.5, 2", "1, 0.1", "1.5, 0.01", "2, 1"})
    void diffusionBelowACutoffKeepsTheTransferOfMomentum(double nu, double cutoff) {
        int n = 2000;
        double sum = 0;
        for (int k = 1; k <= n; k++) {
            double s = (double) k / n;
            double t = cutoff * Math.pow(s, 4);
            double weight = k == n ? 1 : k % 2 == 1 ? 4 : 2;
            double half = Math.sin(t / 2);
            sum += weight / (3 * n) * 2 * half * half * Math.pow(t, -nu) * 4 * cutoff * Math.pow(s, 3);
        }
        double above = nu == 1
                ? Math.log(Math.PI / cutoff)
                : (Math.pow(Math.PI, 1 - nu) - Math.pow(cutoff, 1 - nu)) / (1 - nu);
        assertThat(new PowerAngle(nu, cutoff).diffusivityBelow(3)).isCloseTo(sum / above / 2, withinPercentage(1e-6));
        assertThat(new PowerAngle(nu, cutoff).diffusivityBelow(2)).isCloseTo(sum / above, withinPercentage(1e-6));
    }

    /** A law without cutoff, cut at more and more: with diffusion below, momentum is exchanged at one rate, and the stress at nearly that of the uncut law. */
    @ParameterizedTest
    @CsvSource({"0.3, 1e-2", "0.1, 1e-3", "0.03, 1e-4"})
    void transferOfStressConvergesWithTheCutoff(double cutoff, double tolerance) {
        PowerAngle fine = new PowerAngle(1.5, 1e-3);
        PowerAngle coarse = new PowerAngle(1.5, cutoff);
        double[] stress = new double[2];
        double[] momentum = new double[2];
        PowerAngle[] laws = {fine, coarse};
        for (int k = 0; k < 2; k++) {
            CollisionKernel kernel = new CollisionKernel(
                    PowerLaw.of(laws[k].mass(), 0), Optional.of(laws[k]), laws[k].diffusivityBelow(3));
            momentum[k] = laws[k].mass() * kernel.momentumTransfer(3);
            stress[k] = laws[k].mass() * kernel.stressTransfer(3);
        }
        assertThat(momentum[1] / momentum[0]).isCloseTo(1, within(1e-9));
        assertThat(stress[1] / stress[0]).isCloseTo(1, within(tolerance));
        // without diffusion much is missing: the share of the angles below is of order (cutoff/pi)^(1.5) of the
        // momentum
        assertThat(coarse.mass() * (1 - coarse.meanCos()) / momentum[0]).isLessThan(1 - Math.pow(cutoff / 9, 1.5));
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Grazing(0, 0.5, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Grazing(7, 0.5, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Grazing(1, 1.2, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Grazing(1, 1.2, 0.5));
    }
}
