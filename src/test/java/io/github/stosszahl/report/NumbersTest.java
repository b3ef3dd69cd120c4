package io.github.stosszahl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "1.23456, 0.0012, 1.2346(12)",
        "1.23456, 0.00994, 1.2346(99)",
        "1.23456, 0.00998, 1.235(10)",
        "-2.5, 0.25, −2.50(25)",
        "2.5e21, 1.2e18, 2.5000(12)×10²¹",
        "3.1e-7, 4e-9, 3.100(40)×10⁻⁷",
        "12, 500, 0.1(50)×10²",
        "0, 0.01, 0.000(10)",
        "1234, 25, 1234(25)",
        "1.5, 0, 1.5"
    })
    void givesTheUncertaintyInTheLastDigits(double value, double error, String expected) {
        assertThat(Numbers.withError(value, error)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.00012345678, 1.235×10⁻⁴", "1e-300, 1×10⁻³⁰⁰", "-1234567, −1.235×10⁶", "999960, 1×10⁶", "0.5, 0.5"})
    void keepsSignificantDigits(double value, String expected) {
        assertThat(Numbers.significant(value, 4)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "s, -9, (ns)",
        "s, -6, (µs)",
        "s, 6, (10⁶ s)",
        "s, -18, (10⁻¹⁸ s)",
        "m⁻³, 21, (10²¹ m⁻³)",
        "'', -3, (×10⁻³)",
        "K, 0, (K)",
        "Pa, 3, (kPa)",
        "'', 0, ''"
    })
    void namesThePowerOfTenOfAnAxis(String unit, int exponent, String expected) {
        assertThat(Numbers.scaledUnit(unit, exponent)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 20, 0 5 10 15 20, 0",
        "0, 4e-7, 0 100 200 300 400, -9",
        "2.2e21, 2.8e21, 2.2 2.3 2.4 2.5 2.6 2.7 2.8, 21",
        "-1, 1, −1.0 −0.5 0.0 0.5 1.0, 0",
        "0.99, 1.01, 0.990 0.995 1.000 1.005 1.010, 0",
        "1, 1, 0.99990 0.99995 1.00000 1.00005 1.00010, 0"
    })
    void putsTicksAtRoundNumbers(double low, double high, String labels, int exponent) {
        Axis axis = Axis.linear(new Range().add(low).add(high), 0, 100, 6);
        assertThat(axis.ticks().stream().map(Axis.Tick::label).collect(Collectors.joining(" ")))
                .isEqualTo(labels);
        assertThat(axis.exponent()).isEqualTo(exponent);
    }

    @Test
    void drawsZeroAtTheFootOfALogarithmicAxis() {
        Axis axis = Axis.log(new Range().add(2e-16).add(3e-14), 100, 0, Axis.Scale.LOG_FROM_ZERO);
        assertThat(axis.ticks().stream().map(Axis.Tick::label))
                .containsExactly("0", "10⁻¹⁶", "10⁻¹⁵", "10⁻¹⁴", "10⁻¹³");
        assertThat(axis.at(0)).isEqualTo(100);
    }

    @Test
    void simplifiesALineWithoutMovingIt() {
        double[] x = new double[1001];
        double[] y = new double[1001];
        for (int i = 0; i < x.length; i++) {
            x[i] = i / 2.0;
            y[i] = 100 + 80 * Math.sin(x[i] / 50);
        }
        String[] kept = Polyline.simplified(x, y).split(" ");
        assertThat(kept.length).isBetween(20, 200);
        assertThat(kept[0]).isEqualTo("0,100");
    }
}
