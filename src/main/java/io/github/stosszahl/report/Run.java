package io.github.stosszahl.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the files of one run folder say.
 *
 * @param folder its name, without the path to it
 * @param manifest run.json
 * @param series timeseries.csv
 * @param reference reference.csv, no curves if there is none
 * @param speeds speeds.csv by species, empty if there is none
 * @param occupations occupations.csv by species, empty if there is none
 * @param maps maps.csv by species, empty if there is none
 * @param profiles profiles.csv by quantity, empty if there is none or if space has more than one dimension
 * @param structure generic.csv, empty if there is none
 */
record Run(
        String folder,
        Manifest manifest,
        TimeSeries series,
        TimeSeries reference,
        Map<String, List<SpeedDistribution>> speeds,
        Map<String, List<SpeedDistribution>> occupations,
        Map<String, List<VelocityMap>> maps,
        Map<String, List<ProfileCurve>> profiles,
        Structure structure) {

    static Run read(Path folder) throws IOException {
        Path reference = folder.resolve("reference.csv");
        Path speeds = folder.resolve("speeds.csv");
        Path occupations = folder.resolve("occupations.csv");
        Path maps = folder.resolve("maps.csv");
        Path profiles = folder.resolve("profiles.csv");
        Manifest manifest = Manifest.read(folder.resolve("run.json"));
        boolean linear = manifest.number("/scenario/space/dimension") == 1;
        Path structure = folder.resolve("generic.csv");
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return new Run(
                name == null ? folder.toString() : name.toString(),
                manifest,
                TimeSeries.read(folder.resolve("timeseries.csv"), false),
                Files.exists(reference) ? TimeSeries.read(reference, true) : TimeSeries.none(),
                Files.exists(speeds) ? SpeedDistribution.read(speeds) : Map.of(),
                Files.exists(occupations) ? SpeedDistribution.readOccupations(occupations) : Map.of(),
                Files.exists(maps) ? VelocityMap.read(maps) : Map.of(),
                linear && Files.exists(profiles) ? ProfileCurve.read(profiles) : Map.of(),
                Files.exists(structure) ? Structure.read(structure) : Structure.none());
    }

    /** The title of its scenario, or else the name of its folder. */
    String title() {
        String title = manifest.text("/scenario/title").strip();
        return title.isEmpty() ? folder : title;
    }
}
