package io.github.stosszahl.reference;

import static io.github.stosszahl.reference.Scenarios.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.RateLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.TabulatedRate;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EquilibriumRatesTest {
    private static final double K_B = 1.380649e-23;

    private static Mixture mixture(int d, double kB, double m1, double m2, RateLaw cross) {
        CollisionKernel kernel = new CollisionKernel(cross, new IsotropicAngle(d));
        List<Species> species = List.of(new Species("a", m1), new Species("b", m2));
        return new Mixture(d, kB, species, List.of(new CollidingPair(0, 1, kernel)));
    }

    /**
     * d = 3: sigma sqrt(8 k T/(pi m_r)); d = 2: sigma sqrt(pi k T/(2 m_r)): the mean relative speeds of kinetic theory.
     */
    @Test
    void hardSpheresAndDisks() {
        double reduced = 1 * 3 / 4.0;
        double d3 = EquilibriumRates.meanRate(mixture(3, 2, 1, 3, PowerLaw.hardSphere(3, 0.5)), 0, 1, 1.3);
        assertClose("d = 3", d3, Math.PI * 0.25 * Math.sqrt(8 * 2 * 1.3 / (Math.PI * reduced)), 1e-14);
        double d2 = EquilibriumRates.meanRate(mixture(2, 2, 1, 3, PowerLaw.hardSphere(2, 0.5)), 1, 0, 1.3);
        assertClose("d = 2", d2, 2 * 0.5 * Math.sqrt(Math.PI * 2 * 1.3 / (2 * reduced)), 1e-14);
        assertThat(EquilibriumRates.meanRate(mixture(2, 2, 1, 3, PowerLaw.hardSphere(2, 0.5)), 0, 0, 1.3))
                .isZero();
    }

    /** Bird 1994 (4.74): nu_pq/n_q = 2 sqrt(pi) D^2 (T/T_ref)^(1 - omega) (2 k T_ref/m_r)^(1/2), Ar-Kr. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.805, 1})
    void variableHardSpheresAsBirdHasThem(double omega) {
        double ar = 6.63e-26;
        double kr = 13.91e-26;
        double reduced = ar * kr / (ar + kr);
        double diameter = 4.405e-10;
        PowerLaw law = PowerLaw.variableHardSphere(diameter, omega, K_B * 273, reduced, 0);
        for (double t : new double[] {100, 273, 1500}) {
            double bird = 2
                    * Math.sqrt(Math.PI)
                    * diameter
                    * diameter
                    * Math.pow(t / 273, 1 - omega)
                    * Math.sqrt(2 * K_B * 273 / reduced);
            assertClose("rate", EquilibriumRates.meanRate(mixture(3, K_B, ar, kr, law), 0, 1, t), bird, 1e-13);
        }
    }

    /**
     * Bird 1994, table A1, has for argon the viscosity 2.117e-5 Pa s at 273 K and the hard-sphere diameter 3.659e-10 m
     * that follows from it by Chapman and Cowling's mu = 1.016 (5/16) sqrt(pi m k T)/(pi D^2). Eliminating D, the mean
     * free path is (16/5) mu/(1.016 rho sqrt(2 pi R T)); the four digits of the diameter leave 5e-4, those of the
     * viscosity and of 1.016 as much again.
     */
    @Test
    void argonAtStandardConditions() {
        double m = 6.63e-26;
        double n = 2.68666e25;
        double mu = 2.117e-5;
        CollisionKernel kernel = new CollisionKernel(PowerLaw.hardSphere(3, 3.659e-10), new IsotropicAngle(3));
        Mixture argon = new Mixture(3, K_B, List.of(new Species("Ar", m)), List.of(new CollidingPair(0, 0, kernel)));
        double frequency = n * EquilibriumRates.meanRate(argon, 0, 0, 273);
        double meanSpeed = Math.sqrt(8 * K_B * 273 / (Math.PI * m));
        double freePath = meanSpeed / frequency;
        double viscous = 16.0 / 5 * mu / (1.016 * n * m * Math.sqrt(2 * Math.PI * K_B * 273 / m));
        assertClose("free path", freePath, viscous, 1e-3);
        // 1/(sqrt(2) pi D^2 n) = 1/(1.41421 3.14159 1.33883e-19 2.68666e25) m
        assertThat(freePath).isCloseTo(6.2575e-8, within(2e-12));
        // 380.5 m/s over that
        assertThat(frequency).isCloseTo(6.08e9, within(1e7));
    }

    /** Numerical integration against the closed form: the same law, hidden behind another class. */
    @ParameterizedTest
    @CsvSource({"2, 0", "3, 0", "3, 1", "2, 1", "3, 0.38", "3, 3"})
    void quadratureAgreesWithTheClosedForm(int d, double gamma) {
        PowerLaw law = PowerLaw.of(1.7, gamma);
        double closed = EquilibriumRates.meanRate(d, law, 0.6);
        assertClose("rate", EquilibriumRates.meanRate(d, hidden(law::alpha), 0.6), closed, 1e-12);
    }

    /**
     * alpha = 1/max(r, c): in d = 3 the mean is sqrt(2/pi) exp(-x^2/2) + the part below c, x = c, variance 1; by hand
     * with erf.
     */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.1, 2})
    void softPotentialsWithACutoff(double c) {
        double above = Math.sqrt(2 / Math.PI) * Math.exp(-0.5 * c * c);
        double erf = Erf.erf(c / Math.sqrt(2));
        double below = (erf - Math.sqrt(2 / Math.PI) * c * Math.exp(-0.5 * c * c)) / c;
        double tolerance = c < 1e-3 ? 1e-9 : 1e-12;
        assertClose("rate", EquilibriumRates.meanRate(3, new PowerLaw(1, -1, c), 1), above + below, tolerance);
    }

    /**
     * alpha = min(r, 1) by a table: kinks do not spoil the integral; d = 2, variance 1: integral of exp(-r^2/2) over
     * [0, 1].
     */
    @Test
    void tablesWithKinks() {
        TabulatedRate table = new TabulatedRate(new double[] {0, 1}, new double[] {0, 1});
        double expected = Math.sqrt(Math.PI / 2) * Erf.erf(Math.sqrt(0.5));
        assertClose("rate", EquilibriumRates.meanRate(2, table, 1), expected, 1e-12);
    }

    @Test
    void refusesABadTemperature() {
        Mixture mixture = mixture(3, 1, 1, 1, PowerLaw.of(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> EquilibriumRates.meanRate(mixture, 0, 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EquilibriumRates.meanRate(3, PowerLaw.of(1, 0), Double.NaN));
    }

    private static RateLaw hidden(DoubleUnaryOperator alpha) {
        return new RateLaw() {
            @Override
            public double slope(double r) {
                throw new UnsupportedOperationException();
            }

            @Override
            public double alpha(double r) {
                return alpha.applyAsDouble(r);
            }

            @Override
            public double majorant(double rMax) {
                return alpha(rMax);
            }

            @Override
            public RateLaw scaled(double factor) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Trend trend() {
                return Trend.GENERAL;
            }

            @Override
            public double steepness() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
