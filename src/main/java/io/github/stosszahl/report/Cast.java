package io.github.stosszahl.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who is on the page and in which colour: one run shows its species by colour and marker; several runs are told apart
 * by colour and their species by marker.
 */
final class Cast {
    private final List<Run> runs;
    private final List<String> names = new ArrayList<>();
    private final List<String> species;

    Cast(List<Run> runs) {
        this.runs = runs;
        List<String> titles = runs.stream().map(Run::title).toList();
        for (Run run : runs) {
            boolean unique = titles.indexOf(run.title()) == titles.lastIndexOf(run.title());
            String name = unique ? run.title() : run.folder();
            // two folders of one name in different places
            names.add(names.contains(name) ? name + " (" + (names.size() + 1) + ")" : name);
        }
        Set<String> all = new LinkedHashSet<>();
        for (Run run : runs) {
            run.manifest().species().forEach(s -> all.add(Manifest.text(s.path("name"))));
            all.addAll(run.series().species());
            all.addAll(run.speeds().keySet());
            all.addAll(run.maps().keySet());
        }
        all.remove(TimeSeries.SYSTEM);
        all.add(TimeSeries.SYSTEM);
        species = List.copyOf(all);
    }

    List<Run> runs() {
        return runs;
    }

    Run first() {
        return runs.get(0);
    }

    boolean several() {
        return runs.size() > 1;
    }

    /** The name of a run that no other run on the page has. */
    String name(int run) {
        return names.get(run);
    }

    /** The species of all runs, the whole system last. */
    List<String> species() {
        return species;
    }

    Colour colour(int run, String name) {
        if (several()) {
            return Colour.distinct(run);
        }
        return name.equals(TimeSeries.SYSTEM) ? Colour.NEUTRAL : Colour.distinct(species.indexOf(name));
    }

    Marker marker(String name) {
        return Marker.of(species.indexOf(name));
    }

    static String label(String name) {
        return name.equals(TimeSeries.SYSTEM) ? "whole system" : name;
    }

    /** The keys that the legend switches a curve by. */
    String keys(int run, String name) {
        return several() ? runKey(run) + " " + speciesKey(name) : speciesKey(name);
    }

    /** The legend of a figure in which these species of these runs appear. */
    Legend legend(Set<Integer> shownRuns, Set<String> shownSpecies) {
        Legend legend = new Legend();
        if (several()) {
            shownRuns.forEach(run -> legend.colour(runKey(run), Colour.distinct(run), name(run)));
        }
        List<String> ordered = species.stream().filter(shownSpecies::contains).toList();
        for (String name : ordered) {
            if (!several()) {
                legend.series(speciesKey(name), colour(0, name), marker(name), label(name));
            } else if (ordered.size() > 1) {
                legend.marker(speciesKey(name), marker(name), label(name));
            }
        }
        return legend;
    }

    private static String runKey(int run) {
        return "r" + run;
    }

    private String speciesKey(String name) {
        return "s" + species.indexOf(name);
    }
}
