package io.github.stosszahl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.estimate.EnsembleFunctionals;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.reference.ReferenceTables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Functionals along runs against tables: BKW (kind A) and two species of unequal mass (kind H). */
@Tag("validation")
class FunctionalsOfRunsTest {
    private static final double BOUND = 4;

    /** H and I at 10 times for d = 2 and 3, one seed each: 40 comparisons, 4 standard errors, false alarm 2.5e-3. */
    @Test
    void bkw() throws IOException {
        MeasuredTable table = new MeasuredTable(
                "functionals-bkw", "BKW relaxation, N = 1e6", "d", "t", "H - exact", "stderr", "I/exact - 1", "stderr");
        StandardScores scores = new StandardScores();
        for (int d = 2; d <= 3; d++) {
            int dimension = d;
            List<NamedCsvRecord> rows = ReferenceTables.rows("exact/A_bkw_d" + d + "_unit.csv");
            Runs.run(
                    Runs.bkwGas(d),
                    List.of(new InitialState(Runs.extremeBkw(d), 1_000_000)),
                    5001,
                    1,
                    times(rows),
                    snapshot -> {
                        NamedCsvRecord row = rows.get(snapshot.index());
                        EnsembleFunctionals now = EnsembleFunctionals.of(
                                        snapshot.ensembles().get(0), () -> false)
                                .orElseThrow();
                        Estimate h = Runs.find(now.entropy(), 0, "entropy");
                        Estimate i = Runs.find(now.fisher(), 0, "fisher");
                        double entropy = ReferenceTables.number(row, "H");
                        double fisher = ReferenceTables.number(row, "I=int|grad f|^2/f");
                        String place = "d = " + dimension + ", t = " + snapshot.time();
                        scores.add("H, " + place, h, entropy);
                        scores.add("I, " + place, i, fisher);
                        table.row(
                                dimension,
                                snapshot.time(),
                                h.value() - entropy,
                                h.standardError(),
                                i.value() / fisher - 1,
                                i.standardError() / fisher);
                    });
        }
        table.write();
        assertThat(scores.count()).isEqualTo(40);
        assertThat(scores.largest()).as(scores.worstPlace()).isLessThan(BOUND);
    }

    /**
     * m = (9, 1), T = (3, 1), d = 2, n = 1, all rates 0.2 pi (which the temperatures of the table tell for the unlike pair; the like pairs hardly matter): both Fisher sums and H at 13 times, 39 comparisons, 4
     * standard errors, false alarm 2.5e-3. The sum without the masses rises from 8 to 9.98.
     */
    @Test
    void unequalMasses() throws IOException {
        int particles = 400_000;
        double rate = 0.2 * Math.PI;
        Mixture mixture = Runs.maxwellMolecules(2, new double[] {9, 1}, new double[][] {{rate, rate}, {rate, rate}});
        List<InitialState> states = List.of(
                new InitialState(new Maxwellian(1, new double[2], new double[] {3 / 9.0, 3 / 9.0}), particles),
                new InitialState(new Maxwellian(1, new double[2], new double[] {1, 1}), particles));
        List<NamedCsvRecord> rows = ReferenceTables.rows("exact/H1_m9_1_T3_1.csv");
        MeasuredTable table = new MeasuredTable(
                "functionals-unequal-masses",
                "Fisher sums of two species, m = (9, 1), T = (3, 1), N = 4e5 each",
                "t",
                "sum I",
                "stderr",
                "table",
                "sum I/m",
                "stderr",
                "table",
                "H",
                "stderr",
                "table");
        StandardScores scores = new StandardScores();
        Runs.run(mixture, states, 5002, 1, times(rows), snapshot -> {
            NamedCsvRecord row = rows.get(snapshot.index());
            EnsembleFunctionals now = EnsembleFunctionals.of(
                            snapshot.ensembles().get(0), () -> false)
                    .orElseThrow();
            List<Object> cells = new ArrayList<>(List.of(snapshot.time()));
            add("sum I", find(now.fisher(), "fisher"), row, "I1+I2 (paper 1.11)", scores, cells);
            add("sum I/m", find(now.fisher(), "fisher_mass_weighted"), row, "I1/m1+I2/m2", scores, cells);
            add("H", find(now.entropy(), "entropy"), row, "H", scores, cells);
            table.row(cells.toArray());
        });
        table.write();
        assertThat(scores.count()).isEqualTo(39);
        assertThat(scores.largest()).as(scores.worstPlace()).isLessThan(BOUND);
    }

    private static void add(
            String what,
            Estimate estimate,
            NamedCsvRecord row,
            String column,
            StandardScores scores,
            List<Object> cells) {
        double exact = ReferenceTables.number(row, column);
        scores.add(what + ", t = " + row.getField("t"), estimate, exact);
        cells.addAll(List.of(estimate.value(), estimate.standardError(), exact));
    }

    private static Estimate find(List<Quantity> quantities, String name) {
        return Runs.find(quantities, Quantity.WHOLE_SYSTEM, name);
    }

    private static double[] times(List<NamedCsvRecord> rows) {
        return rows.stream()
                .mapToDouble(row -> ReferenceTables.number(row, "t"))
                .toArray();
    }
}
