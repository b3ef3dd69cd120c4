package io.github.stosszahl.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The scenario files that come with the product, in the folder scenarios/ beside the folder of the jar. */
final class ShippedScenarios {
    private ShippedScenarios() {}

    /** @throws IOException if the folder is not where it belongs */
    static List<Path> list() throws IOException {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            throw new IOException("no scenarios at " + folder);
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static Path folder() throws IOException {
        try {
            Path code = Path.of(ShippedScenarios.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.resolve("../../scenarios").normalize();
        } catch (URISyntaxException e) {
            throw new IOException("cannot tell where the program is", e);
        }
    }
}
