package io.github.stosszahl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class RunReportTest {
    private static final String MANIFEST = "{\"scenario\":{\"title\":\"t\"},\"species\":[{\"name\":\"gas\"}]}";
    private static final String HEADER = "time,species,quantity,value,stderr\n";

    @TempDir
    Path folder;

    @Test
    void showsEveryPartOfTheBkwRun() throws Exception {
        Document page = page("bkw", RunFolders.bkw(folder.resolve("bkw"), 1, 1e6));

        assertThat(text(page, "h1")).containsExactly("BKW relaxation, d = 2");
        assertThat(text(page, "h2"))
                .containsExactly(
                        "Time series", "Speed distributions", "Velocity distributions", "Conservation", "Run facts");
        Element moment4 = figure(page, "data-quantity", "moment4");
        assertThat(classed(moment4, "polyline", "line")).hasSize(1);
        assertThat(classed(moment4, "polygon", "band")).hasSize(1);
        assertThat(classed(moment4, "polyline", "exact")).hasSize(1);
        // panel and strip of residuals, and the key of the legend
        assertThat(classed(moment4, "path", "dot")).hasSize(2 * RunFolders.OUTPUTS + 1);
        assertThat(figure(page, "data-speeds", "gas")
                        .getElementsByTagName("polyline")
                        .getLength())
                .as("curve and exact curve at five times, and the keys of the legend")
                .isEqualTo(10);
        assertThat(figure(page, "data-maps", "gas")
                        .getElementsByTagName("image")
                        .getLength())
                .as("five times and the colour bar")
                .isEqualTo(6);
        assertThat(page.getDocumentElement().getTextContent())
                .contains("1\u202f000\u202f000 particles", "100 million collisions in 9.1 s", "11 million per second");
    }

    /** H = 1 + exp(-t) and D = exp(-t), for two species and exact curves: H(0) - H(2) = 0.864665. */
    @Test
    void showsFunctionalsTheirBalanceAndTheVerdict() throws Exception {
        StringBuilder series = new StringBuilder(HEADER);
        StringBuilder exact = new StringBuilder("time,species,quantity,value\n");
        for (int k = 0; k <= 20; k++) {
            double t = k / 10.0;
            for (String species : List.of("light", "heavy", "*")) {
                double share = species.equals("*") ? 1 : 0.5;
                series.append(String.format("%s,%s,entropy,%s,0.001\n", t, species, share * (1 + Math.exp(-t))));
                series.append(String.format("%s,%s,fisher,%s,0.01\n", t, species, share * (10 + t)));
            }
            series.append(String.format("%s,*,entropy_dissipation,%s,0.002\n", t, Math.exp(-t)));
            series.append(String.format("%s,*,fisher_mass_weighted,%s,0.01\n", t, 3 - t / 10));
            exact.append(String.format("%s,*,entropy,%s\n", t, 1 + Math.exp(-t)));
        }
        String manifest = """
                {"scenario": {"title": "t"}, "species": [{"name": "light"}, {"name": "heavy"}],
                 "monotonicity": {"functionals": [{"quantity": "fisher", "from": 0.1, "to": 0.2, "increase": 0.1, "stderr": 0.0141,
                   "standardErrors": 7.09, "probability": 1e-11, "verdict": "increases"}],
                  "theorem": {"holds": false, "pairs": [{"pair": ["light", "heavy"], "steepness": 3, "holds": false},
                    {"pair": ["light", "light"], "steepness": 5, "holds": null}]}, "description": "how"}}
                """;
        Path run = RunFolders.bare(folder.resolve("functionals"), manifest, series.toString());
        Files.writeString(run.resolve("reference.csv"), exact.toString());
        Document page = page("functionals", run);

        assertThat(text(page, "h2")).contains("Entropy and Fisher information");
        assertThat(text(page, "figcaption").stream().map(String::strip))
                .anyMatch(caption -> caption.startsWith("Fisher information, whole system"))
                .anyMatch(caption -> caption.startsWith("Fisher information, species"))
                .anyMatch(caption -> caption.startsWith("Entropy dissipation"));
        Element balance = figure(page, "data-balance", "entropy");
        assertThat(classed(balance, "polyline", "line")).hasSize(2);
        assertThat(classed(balance, "polygon", "band")).hasSize(2);
        assertThat(classed(balance, "polyline", "exact")).hasSize(1);
        assertThat(balance.getTextContent()).contains("At t = 2: H(0) − H = 0.8647(14), integral 0.8647(40)");
        String all = page.getDocumentElement().getTextContent();
        assertThat(all).contains("0.100(14)", "7.1", "increases", "Not all do.", "does not hold", "not known");
    }

    /** Fermions with an equilibrium and bosons without one, at eight times, of which six are drawn; residuals of the last are 0.5. */
    @Test
    void showsOccupationsBesideTheEquilibrium() throws Exception {
        String manifest = """
                {"scenario": {"title": "t"}, "species": [{"name": "electrons"}, {"name": "atoms"}],
                 "equilibrium": {"temperature": 2, "species": [
                   {"species": "electrons", "statistics": "fermi", "logFugacity": 1.5, "largestOccupation": 0.817574,
                    "fermiTemperature": 4, "criticalTemperature": null},
                   {"species": "atoms", "statistics": "bose", "logFugacity": -0.1, "largestOccupation": 9.50833,
                    "fermiTemperature": null, "criticalTemperature": 1.6}]}}
                """;
        Path run = RunFolders.bare(folder.resolve("occupation"), manifest, HEADER);
        StringBuilder rows = new StringBuilder("time,species,speed,occupation,stderr,equilibrium\n");
        for (int t = 0; t < 8; t++) {
            for (int k = 0; k < 20; k++) {
                double speed = 0.1 + 0.2 * k;
                double f = 1 / (Math.exp(speed * speed / 4 - 1.5) + 1);
                rows.append(String.format("%s,electrons,%s,%s,0.01,%s%n", t, speed, f + 0.005, f));
                rows.append(String.format("%s,atoms,%s,%s,%s,%n", t, speed, 2 - speed / 4, k == 0 ? 5 : 0.02));
            }
        }
        Files.writeString(run.resolve("occupations.csv"), rows.toString());
        Document page = page("occupation", run);

        assertThat(text(page, "h2")).contains("Occupation of states");
        assertThat(text(page, "td"))
                .containsSubsequence("electrons", "fermi", "2", "1.5", "0.81757", "0.5", "")
                .containsSubsequence("atoms", "bose", "2", "−0.1", "9.5083", "", "1.25");
        Element fermions = figure(page, "data-occupation", "electrons");
        assertThat(classed(fermions, "polyline", "line")).hasSize(6);
        assertThat(classed(fermions, "polygon", "band")).hasSize(6);
        assertThat(classed(fermions, "polyline", "exact")).hasSize(1);
        assertThat(fermions.getTextContent())
                .contains("t = 0", "t = 7", "equilibrium")
                .doesNotContain("t = 8");
        assertThat(classed(fermions, "path", "specks").get(0).getAttribute("d").split("M"))
                .as("residuals, after an empty start")
                .hasSize(21);
        Element bosons = figure(page, "data-occupation", "atoms");
        assertThat(classed(bosons, "polyline", "line")).hasSize(6);
        assertThat(classed(bosons, "polyline", "exact")).isEmpty();
        // the shell whose error is larger than a tenth of the largest occupation is not drawn
        assertThat(firstAbscissa(bosons)).isGreaterThan(firstAbscissa(fermions));
    }

    @Test
    void foldsAwayWhatIsConstantOrZeroWithinNoise() throws Exception {
        Document page = page("bkw-fold", RunFolders.bkw(folder.resolve("bkw"), 2, 1e6));

        assertThat(folded(page)).contains("velocity_x", "velocity_y", "stress_xy", "heat_flux_x", "number_density");
        assertThat(folded(page)).doesNotContain("moment4", "moment6", "collisions");
    }

    @Test
    void printsTheResidualsOfAnIndependentComputation() throws Exception {
        Path run = RunFolders.argonXenon(folder.resolve("si"));
        Document page = page("si", run);

        Map<String, Double> exact = new HashMap<>();
        for (String line : Files.readAllLines(run.resolve("reference.csv"))) {
            String[] f = line.split(",");
            if (f[2].equals("temperature")) {
                exact.put(f[0] + f[1], Double.parseDouble(f[3]));
            }
        }
        double max = 0;
        double sum = 0;
        int count = 0;
        for (String line : Files.readAllLines(run.resolve("timeseries.csv"))) {
            String[] f = line.split(",");
            if (f[2].equals("temperature") && exact.containsKey(f[0] + f[1])) {
                double z = (Double.parseDouble(f[3]) - exact.get(f[0] + f[1])) / Double.parseDouble(f[4]);
                max = Math.max(max, Math.abs(z));
                sum += z * z;
                count++;
            }
        }
        assertThat(count).isEqualTo(2 * RunFolders.OUTPUTS);
        String printed = figure(page, "data-quantity", "temperature").getTextContent();
        Matcher numbers = Pattern.compile("max \\|z\\| = ([\\d.]+) .*rms z = ([\\d.]+), (\\d+) values")
                .matcher(printed);
        assertThat(numbers.find()).as(printed).isTrue();
        assertThat(Double.parseDouble(numbers.group(1))).isCloseTo(max, within(0.0051));
        assertThat(Double.parseDouble(numbers.group(2))).isCloseTo(Math.sqrt(sum / count), within(0.0051));
        assertThat(numbers.group(3)).isEqualTo(Integer.toString(count));
    }

    @Test
    void comparesWithTheExactCurveAtItsOwnTimesOnly() throws Exception {
        Path run =
                RunFolders.bare(folder.resolve("r"), MANIFEST, HEADER + "0,gas,moment4,1,0.5\n1,gas,moment4,9,0.5\n");
        Files.writeString(
                run.resolve("reference.csv"),
                "time,species,quantity,value\n0,gas,moment4,2\n0.9999,gas,moment4,2\n1.0001,gas,moment4,2\n");

        String printed = figure(page("times", run), "data-quantity", "moment4").getTextContent();

        assertThat(printed).contains("max |z| = 2.00 (t = 0), rms z = 2.00, 1 value");
    }

    @Test
    void labelsSiAxesWithPrefixesAndPowersOfTen() throws Exception {
        Document page = page("si-axes", RunFolders.argonXenon(folder.resolve("si")));

        assertThat(figure(page, "data-quantity", "temperature").getTextContent())
                .contains("(K)", "t (ns)", "400");
        assertThat(figure(page, "data-quantity", "number_density").getTextContent())
                .contains("(10²¹ m⁻³)");
        assertThat(figure(page, "data-maps", "argon").getTextContent()).contains("s² m⁻⁵");
    }

    @Test
    void staysSmallAndCompleteWithFourSpeciesAtFortyOneTimes() throws Exception {
        Path run = RunFolders.fourSpecies(folder.resolve("four"));
        String html = html("four", List.of(run));

        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(3_000_000);
        Element temperature = figure(parse(html), "data-quantity", "temperature");
        assertThat(classed(temperature, "polyline", "line")).hasSize(5);
        assertThat(classed(temperature, "polyline", "exact")).hasSize(4);
    }

    @Test
    void overlaysRunsByColourWithOneColumnOfFactsEach() throws Exception {
        Path a = RunFolders.bkw(folder.resolve("a"), 1, 1e6);
        Path b = RunFolders.bkw(folder.resolve("b"), 2, 1e4);
        Document page = parse(html("overlay", List.of(a, b)));

        Element moment4 = figure(page, "data-quantity", "moment4");
        assertThat(classed(moment4, "polyline", "line")).hasSize(2);
        assertThat(classed(moment4, "polyline", "exact"))
                .as("the same curve once")
                .hasSize(1);
        // equal titles: the folders tell them apart
        assertThat(moment4.getTextContent()).contains("a: max |z|", "b: max |z|");
        Element facts = (Element) page.getElementsByTagName("table").item(1);
        assertThat(facts.getAttribute("class")).isEqualTo("facts");
        assertThat(facts.getElementsByTagName("tr").item(0).getChildNodes().getLength())
                .isEqualTo(3);
        assertThat(html("overlay", List.of(a, b))).contains("data-maps=\"gas\"").doesNotContain("NaN");
    }

    @Test
    void leavesOutTheSectionsOfAbsentFiles() throws Exception {
        Path run = RunFolders.bkw(folder.resolve("bkw"), 1, 1e6);
        for (String name : List.of("reference.csv", "speeds.csv", "maps.csv")) {
            Files.delete(run.resolve(name));
        }
        Document page = page("absent", run);

        assertThat(text(page, "h2")).containsExactly("Time series", "Conservation", "Run facts");
        assertThat(classed(page.getDocumentElement(), "polyline", "exact")).isEmpty();
    }

    @Test
    void showsARunWithoutAnyRowOrFact() throws Exception {
        Document page = page("empty", RunFolders.bare(folder.resolve("plain"), "{\"reference\":null}", HEADER));

        assertThat(text(page, "h1")).containsExactly("plain");
    }

    @Test
    void breaksCurvesWhereAValueIsMissing() throws Exception {
        String rows = "0,gas,temperature,1,\n1,gas,temperature,2,\n2,gas,temperature,,\n"
                + "3,gas,temperature,3,\n4,gas,temperature,4,\n";
        Document page = page("gap", RunFolders.bare(folder.resolve("gap"), MANIFEST, HEADER + rows));

        Element temperature = figure(page, "data-quantity", "temperature");
        assertThat(classed(temperature, "polyline", "line")).hasSize(2);
        assertThat(classed(temperature, "polygon", "band"))
                .as("exact values have no band")
                .isEmpty();
    }

    @Test
    void thinsOutTheDrawingOfManyOutputsButNotTheirNumbers() throws Exception {
        StringBuilder series = new StringBuilder(HEADER);
        StringBuilder exact = new StringBuilder("time,species,quantity,value\n");
        for (int i = 0; i < 5000; i++) {
            series.append(i).append(",gas,temperature,").append(i % 7).append(",0.5\n");
            exact.append(i).append(",gas,temperature,3\n");
        }
        Path run = RunFolders.bare(folder.resolve("many"), MANIFEST, series.toString());
        Files.writeString(run.resolve("reference.csv"), exact);
        String html = html("many", List.of(run));

        assertThat(html.length()).isLessThan(100_000);
        assertThat(figure(parse(html), "data-quantity", "temperature").getTextContent())
                .contains("max |z| = 6.00", "5000 values", "One in 9 outputs is drawn.");
    }

    @Test
    void escapesEverythingThatAFolderSays() throws Exception {
        String evil = "<script>alert(1)</script>\\u0007\\\"'&]]>--><img src=x onerror=y>";
        String manifest = ("{\"scenario\":{\"title\":\"E\",\"units\":\"E\"},\"status\":\"E\",\"warnings\":[\"E\"],"
                        + "\"species\":[{\"name\":\"E\",\"mass\":\"E\"}],\"collisions\":[{\"pair\":[\"E\",\"E\"]}],"
                        + "\"outputs\":{\"files\":[\"E\"],\"times\":[\"E\"]},\"environment\":{\"os\":\"E\"},"
                        + "\"standardErrors\":{\"description\":\"E\"},\"conservation\":{\"description\":\"E\"}}")
                .replace("E", evil);
        String cell = "\"<script>alert(1)</script>\"\"'&\"";
        Path run = RunFolders.bare(
                folder.resolve("evil"),
                manifest,
                HEADER + "0," + cell + "," + cell + ",1,0.1\n1," + cell + "," + cell + ",2,0.1\n");
        Files.writeString(
                run.resolve("speeds.csv"), "time,species,speed,density,stderr,exact\n0," + cell + ",1,1,0.1,\n");
        Files.writeString(run.resolve("maps.csv"), "time,species,vx,vy,f,stderr\n0," + cell + ",1,1,1,0.1\n");
        Document page = page("evil", run);

        assertThat(page.getElementsByTagName("script").getLength())
                .as("the page's own")
                .isEqualTo(1);
        assertThat(page.getElementsByTagName("img").getLength()).isZero();
        assertThat(text(page, "h1").get(0)).startsWith("<script>alert(1)</script>\uFFFD\"'&]]>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "run.json        | {\\\"a\\\":          | line 1",
                "run.json        | [1]                  | a JSON object expected",
                "run.json        | {\\\"format\\\":\\\"x\\\"} | /format",
                "timeseries.csv  | time,species\\n0,a    | column quantity is missing",
                "timeseries.csv  | H0,gas,q,1,0\\n1,gas,q,one,0  | line 3: column value: a finite number expected, got \"one\"",
                "timeseries.csv  | H0,gas,q,NaN,0       | line 2: column value",
                "timeseries.csv  | H0,gas,q,1,0\\n1,gas  | line 3",
                "timeseries.csv  | H,gas,q,1,0          | line 2: column time: a number expected, the field is empty",
                "maps.csv        | time,species,vx,vy,f,stderr\\n0,a,x,0,1, | line 2: column vx",
                "speeds.csv      | time,species,speed,density,stderr,exact\\n0,a,1,1,0 | line 2"
            })
    void namesFileAndLineOfWhatIsBroken(String file, String content, String expected) throws Exception {
        Path run = RunFolders.bare(folder.resolve("broken"), MANIFEST, HEADER);
        Files.writeString(
                run.resolve(file),
                content.replace("\\n", "\n").replace("\\\"", "\"").replaceFirst("^H", HEADER));

        assertThatThrownBy(() -> RunReport.html(List.of(run)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(run.resolve(file).toString())
                .hasMessageContaining(expected)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void namesTheFileThatIsMissing() throws Exception {
        Path run = Files.createDirectories(folder.resolve("none"));
        assertThatThrownBy(() -> RunReport.html(List.of(run)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(run.resolve("run.json") + ": no such file");
        Files.writeString(run.resolve("run.json"), "{}");
        assertThatThrownBy(() -> RunReport.html(List.of(run)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(run.resolve("timeseries.csv") + ": no such file");
    }

    @Test
    void doesNotOverlayDifferentUnits() throws Exception {
        Path a = RunFolders.bare(folder.resolve("a"), MANIFEST, HEADER);
        Path b = RunFolders.bare(folder.resolve("b"), "{\"scenario\":{\"units\":\"SI\"}}", HEADER);
        assertThatThrownBy(() -> RunReport.html(List.of(a, b)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/scenario/units");
    }

    private static Document page(String name, Path run) throws Exception {
        return parse(html(name, List.of(run)));
    }

    /** The page, kept under target to be looked at, after the checks that every page must pass. */
    private static String html(String name, List<Path> runs) throws Exception {
        String html = RunReport.html(runs);
        Path pages = Files.createDirectories(Path.of("target", "report-pages"));
        Files.writeString(pages.resolve(name + ".html"), html);
        String shown = html.replaceAll("(?s)<script>.*?</script>|<style>.*?</style>|base64,[^\"]*", "");
        assertThat(shown).doesNotContain("NaN", "Infinity", "null");
        assertThat(html.replace("http://www.w3.org/1999/xhtml", "")).doesNotContainPattern("https?://|url\\(|@import");
        return html;
    }

    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    private static Element figure(Document page, String attribute, String value) {
        NodeList figures = page.getElementsByTagName("figure");
        for (int i = 0; i < figures.getLength(); i++) {
            Element figure = (Element) figures.item(i);
            if (figure.getAttribute(attribute).equals(value)) {
                return figure;
            }
        }
        throw new AssertionError("no figure with " + attribute + " = " + value);
    }

    private static double firstAbscissa(Element figure) {
        String points = classed(figure, "polyline", "line").get(0).getAttribute("points");
        return Double.parseDouble(points.substring(0, points.indexOf(',')));
    }

    private static List<Element> classed(Element root, String tag, String name) {
        List<Element> found = new ArrayList<>();
        NodeList all = root.getElementsByTagName(tag);
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (element.getAttribute("class").equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static List<String> text(Document page, String tag) {
        List<String> texts = new ArrayList<>();
        NodeList all = page.getElementsByTagName(tag);
        for (int i = 0; i < all.getLength(); i++) {
            texts.add(all.item(i).getTextContent());
        }
        return texts;
    }

    private static List<String> folded(Document page) {
        List<String> quantities = new ArrayList<>();
        for (Element details : classed(page.getDocumentElement(), "details", "more")) {
            NodeList figures = details.getElementsByTagName("figure");
            for (int i = 0; i < figures.getLength(); i++) {
                quantities.add(((Element) figures.item(i)).getAttribute("data-quantity"));
            }
        }
        return quantities;
    }
}
