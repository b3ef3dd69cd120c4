package io.github.stosszahl.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.estimate.EnsembleFunctionals;
import io.github.stosszahl.estimate.Estimate;
import io.github.stosszahl.estimate.Quantity;
import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.reference.ExactSolution;
import io.github.stosszahl.reference.ExactSolutions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The entropy along the BKW relaxation from K = d/(d + 2): H(t) and D(t) against the closed forms, and H(0) - H(t) against the integral of D (2.8). That is Simpson's rule over intervals that begin and
 * end at given times, with an output in the middle of each.
 */
class EntropyBalanceTest {
    private static final double BOUND = 4;
    /** Ends of intervals; with the exact D the integral is off by 0.18 % (d = 2) and 0.14 % (d = 3). */
    private static final double[] FEW = {0, 0.25, 1, 2, 4};
    /** By 0.04 % and 0.03 %; among them are the times of tables A up to 8. */
    private static final double[] MANY = {0, 0.125, 0.25, 0.5, 1, 2, 3, 4, 6, 8};

    private static final class Balance {
        private final double[] nodes;
        private final List<Estimate> entropy = new ArrayList<>();
        private final List<Estimate> dissipation = new ArrayList<>();
        private final StandardScores scores = new StandardScores();

        Balance(double[] nodes) {
            this.nodes = nodes;
        }

        /** H(0) - H at the end less the integral, and its error if the errors of D are of one sign. */
        Estimate residual() {
            double value =
                    entropy.get(0).value() - entropy.get(entropy.size() - 1).value();
            double error = 0;
            for (int k = 1; k < nodes.length; k++) {
                for (int i = 0; i < 3; i++) {
                    double weight = (nodes[k] - nodes[k - 1]) / 6 * (i == 1 ? 4 : 1);
                    Estimate d = dissipation.get(2 * (k - 1) + i);
                    value -= weight * d.value();
                    error += weight * d.standardError();
                }
            }
            double start = entropy.get(0).standardError();
            double end = entropy.get(entropy.size() - 1).standardError();
            return new Estimate(value, Math.sqrt(error * error + start * start + end * end));
        }
    }

    private static Balance run(int d, int particles, double[] nodes, long seed, MeasuredTable table) {
        double[] times = new double[2 * nodes.length - 1];
        for (int k = 0; k < times.length; k++) {
            times[k] = (nodes[k / 2] + nodes[(k + 1) / 2]) / 2;
        }
        Mixture gas = Runs.bkwGas(d);
        ExactSolution exact =
                ExactSolutions.of(gas, List.of(Runs.extremeBkw(d))).get(0);
        Balance balance = new Balance(nodes);
        Runs.run(gas, List.of(new InitialState(Runs.extremeBkw(d), particles)), seed, 1, times, snapshot -> {
            EnsembleFunctionals now = EnsembleFunctionals.withDissipation(
                            gas,
                            snapshot.ensembles().get(0),
                            Optional.empty(),
                            new RandomStreams(seed).stream(RandomStreams.Purpose.COLLISIONS, 1, snapshot.index(), 0),
                            () -> false)
                    .orElseThrow();
            Estimate h = Runs.find(now.entropy(), Quantity.WHOLE_SYSTEM, "entropy");
            Estimate dissipation = Runs.find(now.entropyDissipation(), Quantity.WHOLE_SYSTEM, "entropy_dissipation");
            double t = snapshot.time();
            double exactEntropy =
                    exact.value(ExactSolution.SYSTEM, "entropy", t).orElseThrow();
            double exactDissipation =
                    exact.value(ExactSolution.SYSTEM, "entropy_dissipation", t).orElseThrow();
            balance.entropy.add(h);
            balance.dissipation.add(dissipation);
            balance.scores.add("H, t = " + t, h, exactEntropy);
            balance.scores.add("D, t = " + t, dissipation, exactDissipation);
            table.row(
                    d,
                    t,
                    (h.value() - exactEntropy) / h.standardError(),
                    exactDissipation,
                    dissipation.value(),
                    dissipation.standardError(),
                    (dissipation.value() - exactDissipation) / dissipation.standardError());
        });
        assertThat(balance.scores.largest()).as(balance.scores.worstPlace()).isLessThan(BOUND);
        return balance;
    }

    private static MeasuredTable table(int d, int particles) {
        return new MeasuredTable(
                "entropy-balance-d" + d + "-" + particles,
                "Entropy and its dissipation along a BKW run, N = " + particles,
                "d",
                "t",
                "z of H",
                "exact D",
                "D",
                "stderr",
                "z of D");
    }

    /** N = 20,000: 18 comparisons of one seed (1.1e-3 that one fails if errors are right) and the balance, 4 standard errors each. */
    @ParameterizedTest
    @CsvSource({"2, 31", "3, 32"})
    void small(int d, int seed) {
        Balance balance = run(d, 20_000, FEW, seed, table(d, 20_000));
        Estimate residual = balance.residual();
        assertThat(residual.value()).isCloseTo(0, within(BOUND * residual.standardError()));
    }

    /**
     * N = 1e6: 38 comparisons of one seed (2.4e-3), and the balance within 4 standard errors and within 1 % of H(0) - H(t). In space the collisions that happened make it noisy by 0.6 % of that, whatever the
     * estimators: one run in ten is beyond 1 % by this alone.
     */
    @Tag("validation")
    @ParameterizedTest
    @CsvSource({"2, 5011", "3, 5012"})
    void large(int d, int seed) throws IOException {
        MeasuredTable table = table(d, 1_000_000);
        Balance balance = run(d, 1_000_000, MANY, seed, table);
        Estimate residual = balance.residual();
        double fall = balance.entropy.get(0).value()
                - balance.entropy.get(balance.entropy.size() - 1).value();
        table.row(d, "balance", "", "", residual.value() / fall, residual.standardError() / fall, "");
        table.write();
        assertThat(residual.value()).isCloseTo(0, within(BOUND * residual.standardError()));
        assertThat(residual.value()).isCloseTo(0, within(0.01 * fall));
    }
}
