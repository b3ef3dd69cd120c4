package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.stosszahl.reference.ReferenceTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The shipped flows against published profiles (reference/dgfs): argon and krypton between walls by the deterministic solver and the SPARTA runs of Jaiswal, Alexeenko and Hu (2019), the shock of Kosuge, Aoki and Takata
 * (2001).
 *
 * <p>Flows between walls: in every cell the difference from the SPARTA profile (from the deterministic one where there is no other) is within 4.5 of our standard errors or the scatter between the two publications there,
 * whichever is larger; the rms over the cells within 1.5 rms standard errors or the rms scatter. 1000 comparisons: false alarm below 0.01.
 *
 * <p>Shock: the digitised points are good to 1 %; with our errors, of about 0.5 %, 4 of the combined ones.
 */
@Tag("validation")
class PublishedFlowsTest {
    private static final double MEAN_FREE_PATH = 0.8269663219610297e-3;

    @TempDir
    Path directory;

    private record Point(double x, double value, double stderr) {}

    private Timeseries run(String scenario) throws IOException {
        CommandRun.of("run", Path.of("scenarios", scenario + ".json"), "--quiet", "-o", directory.resolve(scenario))
                .succeeded();
        return Timeseries.read(directory.resolve(scenario));
    }

    private static List<Point> last(Timeseries series, String species, String quantity) throws IOException {
        List<Point> points = new ArrayList<>();
        String end = "";
        for (NamedCsvRecord row : series.table("profiles.csv")) {
            if (row.getField("species").equals(species)
                    && row.getField("quantity").equals(quantity)) {
                if (!row.getField("time").equals(end)) {
                    points.clear();
                    end = row.getField("time");
                }
                points.add(new Point(
                        Timeseries.number(row, "x"),
                        Timeseries.number(row, "value"),
                        Timeseries.number(row, "stderr")));
            }
        }
        return points;
    }

    private static List<Point> published(String file, String species, String quantity) throws IOException {
        List<Point> points = new ArrayList<>();
        for (NamedCsvRecord row : ReferenceTables.rows(file)) {
            if (row.getField("species").equals(species) && row.getHeader().contains(quantity)) {
                points.add(new Point(ReferenceTables.number(row, "x"), ReferenceTables.number(row, quantity), 0));
            }
        }
        return points;
    }

    private static double at(List<Point> curve, double x) {
        int k = 1;
        while (k < curve.size() - 1 && curve.get(k).x < x) {
            k++;
        }
        Point a = curve.get(k - 1);
        Point b = curve.get(k);
        return a.value + (b.value - a.value) * (x - a.x) / (b.x - a.x);
    }

    @ParameterizedTest
    @CsvSource({
        "argon-krypton-couette, dgfs/couette-kn0.5-dgfs.csv, dgfs/couette-kn0.5-dsmc.csv",
        "argon-krypton-fourier, dgfs/fourier-kn1-dt20-dgfs.csv, dgfs/fourier-kn1-dt20-dsmc.csv"
    })
    void betweenWalls(String scenario, String deterministic, String particles) throws IOException {
        Timeseries series = run(scenario);
        for (String species : List.of("Ar", "Kr")) {
            for (String quantity : List.of("number_density", "velocity_y", "temperature", "heat_flux_x")) {
                List<Point> ours = last(series, species, quantity);
                List<Point> first = published(deterministic, species, quantity);
                List<Point> second = published(particles, species, quantity);
                double squares = 0;
                double errors = 0;
                double scatters = 0;
                for (Point p : ours) {
                    double scatter = second.isEmpty() ? 0 : at(first, p.x) - at(second, p.x);
                    double difference = p.value - at(second.isEmpty() ? first : second, p.x);
                    assertThat(Math.abs(difference))
                            .as("%s of %s at %s", quantity, species, p.x)
                            .isLessThan(Math.max(4.5 * p.stderr, Math.abs(scatter)));
                    squares += difference * difference;
                    errors += p.stderr * p.stderr;
                    scatters += scatter * scatter;
                }
                assertThat(squares).as("%s of %s", quantity, species).isLessThan(Math.max(2.25 * errors, scatters));
            }
        }
    }

    @Test
    void shock() throws IOException {
        Timeseries series = run("helium-shock");
        List<Point> total = last(series, Timeseries.SYSTEM, "number_density");
        double middle = 2.89e21 + 4.95428571429e21;
        int k = 0;
        while (total.get(k + 1).value < middle) {
            k++;
        }
        Point a = total.get(k);
        Point b = total.get(k + 1);
        double origin = a.x + (middle - a.value) * (b.x - a.x) / (b.value - a.value);
        for (NamedCsvRecord row : ReferenceTables.rows("dgfs/shock-ma1.5-fracB0.5-mr0.5-kosuge2001.csv")) {
            String quantity = row.getField("quantity");
            double zero = switch (quantity) {
                case "number_density" -> 2.89e21;
                case "temperature" -> 223;
                default -> 888.847013012;
            };
            double one = switch (quantity) {
                case "number_density" -> 4.95428571429e21;
                case "temperature" -> 333.338541667;
                default -> 1523.73773659;
            };
            List<Point> ours =
                    last(series, row.getField("species"), quantity.equals("velocity") ? "velocity_x" : quantity);
            double x = origin + ReferenceTables.number(row, "x_over_mfp") * MEAN_FREE_PATH;
            double error = ours.stream().mapToDouble(Point::stderr).average().orElseThrow() / (one - zero);
            assertThat((at(ours, x) - zero) / (one - zero) - ReferenceTables.number(row, "normalised_value"))
                    .as("%s of %s at %s", quantity, row.getField("species"), row.getField("x_over_mfp"))
                    .isBetween(-4 * Math.hypot(0.01, error), 4 * Math.hypot(0.01, error));
        }
    }
}
