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
 * <p>Flows between walls: what is off is the distance from the nearer of the two published values, none between them. Its rms over the cells of a profile is at most 3 times our rms standard error. Neighbouring cells err together: with six seeds the rms of temperature, density and velocity in
 * Fourier's flow was 0.5 to 1.72 standard errors, above 1.5 in 2 of 36; were a profile one number, a false alarm would come with probability 0.0027 for each of 14. In no cell is it above 5.5
 * standard errors, which are those of some 35 batches: of Student's t with 35 degrees of freedom 4e-6 lie beyond, so that the false alarm is below 0.01 for the 1600 cells.
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
                for (Point p : ours) {
                    double one = at(first, p.x);
                    double other = second.isEmpty() ? one : at(second, p.x);
                    double off = Math.max(0, Math.max(p.value - Math.max(one, other), Math.min(one, other) - p.value));
                    assertThat(off).as("%s of %s at %s", quantity, species, p.x).isLessThan(5.5 * p.stderr);
                    squares += off * off;
                    errors += p.stderr * p.stderr;
                }
                assertThat(Math.sqrt(squares / errors))
                        .as("%s of %s", quantity, species)
                        .isLessThan(3);
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
