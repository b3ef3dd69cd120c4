package io.github.stosszahl.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What the build wrote down about itself.
 *
 * @param version version of the product
 * @param commit git commit, "unknown" outside a git checkout; with "-dirty" if the sources had changed since
 */
record BuildInfo(String version, String commit) {
    static BuildInfo load() {
        Properties properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream("/stosszahl-build.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String commit = properties.getProperty("commit", "unknown");
        boolean dirty = Boolean.parseBoolean(properties.getProperty("dirty", "false"));
        return new BuildInfo(properties.getProperty("version", "unknown"), dirty ? commit + "-dirty" : commit);
    }
}
