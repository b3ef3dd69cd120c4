package io.github.stosszahl.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One self-contained HTML page from the files of one or more run folders. */
public final class RunReport {
    private RunReport() {}

    /**
     * Makes the page. Of one folder it shows all there is; of several it overlays the time series, one colour per run,
     * and shows speed distributions and velocity maps of the first only. {@code run.json} and {@code timeseries.csv} must
     * be there; {@code reference.csv}, {@code speeds.csv}, {@code occupations.csv} and {@code maps.csv} may be.
     *
     * @param runFolders at least one run folder, all in the same units
     * @return the page, well-formed XML and HTML, which needs no other file
     * @throws IOException if a file is missing or broken, with one line that names it
     * @throws IllegalArgumentException if there are no folders
     */
    public static String html(List<Path> runFolders) throws IOException {
        if (runFolders.isEmpty()) {
            throw new IllegalArgumentException("at least one run folder is needed");
        }
        List<Run> runs = new ArrayList<>();
        for (Path folder : runFolders) {
            Run run = Run.read(folder);
            runs.add(run);
            if (run.manifest().si() != runs.get(0).manifest().si()) {
                throw new IOException(folder.resolve("run.json") + ": /scenario/units: runs in SI and in dimensionless"
                        + " units cannot be overlaid");
            }
        }
        Cast cast = new Cast(runs);
        SummarySection summary = new SummarySection(cast);
        Xml out = new Xml();
        out.raw("<!DOCTYPE html>\n");
        out.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en");
        head(out, summary.title());
        out.open("body").open("main");
        summary.write(out);
        new TimeSection(cast).write(out);
        new FunctionalSection(cast).write(out);
        new OccupationSection(cast).write(out);
        new SpeedSection(cast).write(out);
        new MapSection(cast).write(out);
        new ConservationSection(cast).write(out);
        new FactsSection(cast).write(out);
        out.close();
        // CDATA that XML sees and HTML takes for a comment of the script
        out.open("script")
                .raw("//<![CDATA[\n" + resource("report.js") + "//]]>")
                .close();
        out.close().close();
        return out.toString();
    }

    /** The head of a page that loads nothing. */
    static void head(Xml out, String title) throws IOException {
        out.open("head").leaf("meta", "charset", "utf-8").element("title", title);
        out.leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        out.leaf("meta", "name", "color-scheme", "content", "light dark");
        // whatever a run folder says, this page loads nothing
        out.leaf(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'");
        out.open("style").raw(resource("report.css")).close();
        out.close().line();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = RunReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + ": missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
