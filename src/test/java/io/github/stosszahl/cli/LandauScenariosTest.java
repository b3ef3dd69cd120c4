package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped scenarios of the Landau equation and of the grazing limit, run from the command line with fewer particles, against formulas and tables.
 *
 * <p>As in {@link ScenariosTest}, false-alarm probabilities are those of another seed than the file's.
 */
class LandauScenariosTest {
    private static final Path FOLDER = Path.of("scenarios");

    @TempDir
    Path directory;

    /** Runs a scenario with values of the file replaced, and reads the files. */
    private Timeseries run(String scenario, String... settings) throws IOException {
        Path folder = directory.resolve(scenario);
        List<Object> arguments =
                new ArrayList<>(List.of("run", FOLDER.resolve(scenario + ".json"), "--quiet", "-o", folder));
        for (String setting : settings) {
            arguments.add("--set");
            arguments.add(setting);
        }
        CommandRun.of(arguments.toArray()).succeeded();
        Timeseries series = Timeseries.read(folder);
        assertThat(series.manifest().get("warnings")).isEmpty();
        assertThat(series.manifest().get("conservation").get("energyDrift").asDouble())
                .isLessThan(1e-12);
        return series;
    }

    /** K = 1 - (1 - K0) exp(-rate t) and moments of the BKW density with R = (1 - K)/(2 K). */
    private static void assertBkw(Timeseries series, int d, double k0, double rate) {
        Scores scores = new Scores(4.5);
        for (Timeseries.Row row : series.of("gas", "moment4")) {
            double k = 1 - (1 - k0) * Math.exp(-rate * row.time());
            scores.add("moment4", row, d * (d + 2) * k * (2 - k));
        }
        for (Timeseries.Row row : series.of("gas", "moment6")) {
            double k = 1 - (1 - k0) * Math.exp(-rate * row.time());
            scores.add("moment6", row, d * (d + 2) * (d + 4) * k * k * (3 - 2 * k));
        }
        scores.assertWithinBound(10);
    }

    /** K = 1 - exp(-t/8)/2: Landau's law of BKW for A = |u|^2/16. 10 comparisons with 4.5 standard errors: false alarm 7e-5. */
    @Nested
    class LandauBkwInThePlane {
        static final String SCENARIO = "landau-bkw-2d";

        @Test
        void momentsFollowTheExactSolution() throws IOException {
            Timeseries series =
                    run(SCENARIO, "/species/0/particles=40000", "/time/outputs=5", "/time/step=0.02", "/estimators={}");
            assertBkw(series, 2, 0.5, 0.125);
        }
    }

    /** K = 1 - 0.4 exp(-t/6). 10 comparisons with 4.5 standard errors: false alarm 7e-5. */
    @Nested
    class LandauBkwInSpace {
        static final String SCENARIO = "landau-bkw-3d";

        @Test
        void momentsFollowTheExactSolution() throws IOException {
            Timeseries series =
                    run(SCENARIO, "/species/0/particles=40000", "/time/outputs=5", "/time/step=0.02", "/estimators={}");
            assertBkw(series, 3, 0.6, 1.0 / 6);
        }
    }
}
