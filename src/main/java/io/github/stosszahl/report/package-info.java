/**
 * One self-contained HTML page from the files of a run folder: time series with their standard errors and normalised
 * residuals against an exact solution, speed distributions, velocity maps, conservation, and the facts of the run.
 *
 * <p>The page is written as well-formed XML that is also HTML, holds everything it needs (CSS, SVG, PNG data), asks no
 * server for anything and works without JavaScript. All strings of a run folder are untrusted and pass through
 * {@link io.github.stosszahl.report.Xml}.
 *
 * <p>The way through the room: {@code Run} reads the files, the {@code *Section} classes choose what to show,
 * {@code Chart} and {@code Axis} draw it.
 */
package io.github.stosszahl.report;
