package io.github.stosszahl.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {
    @TempDir
    Path directory;

    private RunFolder folder() throws IOException {
        return RunFolder.create(directory.resolve("a/run"), false);
    }

    @Test
    void fileAppearsWhenItIsWhole() throws IOException {
        RunFolder folder = folder();
        Path target = folder.path().resolve("particles/gas-0.csv");
        folder.write("particles/gas-0.csv", out -> {
            out.write("x".repeat(1 << 18));
            out.flush();
            assertThat(target).doesNotExist();
        });
        assertThat(target).hasSize(1 << 18);
        assertThat(folder.files()).isEqualTo(List.of("particles/gas-0.csv"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failureMidwayLeavesNothing(boolean unchecked) throws IOException {
        RunFolder folder = folder();
        IOException cause = new IOException("the disk is full");
        assertThatIOException()
                .isThrownBy(() -> folder.write("density/gas-0.csv", out -> {
                    out.write("x".repeat(1 << 18));
                    if (unchecked) {
                        throw new UncheckedIOException(cause);
                    }
                    throw cause;
                }))
                .withMessage("cannot write %s: the disk is full", folder.path().resolve("density/gas-0.csv"));
        assertThat(folder.path().resolve("density")).isEmptyDirectory();
        assertThat(folder.files()).isEmpty();
    }

    @Test
    void failureMidwayKeepsAnEarlierVersion() throws IOException {
        RunFolder folder = folder();
        folder.write("run.json", out -> out.write("first"));
        assertThatIllegalStateException()
                .isThrownBy(() -> folder.write("run.json", out -> {
                    out.write("second");
                    throw new IllegalStateException("a fault of the program");
                }));
        assertThat(folder.path().resolve("run.json")).hasContent("first");
        assertThat(folder.path()).isDirectoryNotContaining("glob:**.partial");
    }

    /** /dev/full accepts no byte: text beyond the buffer fails while it is written, less when the file is closed. */
    @ParameterizedTest
    @ValueSource(ints = {10, 1 << 18})
    void fullDeviceLeavesNothing(int length) throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full: skipped");
        RunFolder folder = folder();
        Files.createSymbolicLink(folder.path().resolve("maps.csv.partial"), Path.of("/dev/full"));
        assertThatIOException()
                .isThrownBy(() -> folder.write("maps.csv", out -> out.write("x".repeat(length))))
                .withMessageContaining("cannot write " + folder.path().resolve("maps.csv") + ": ")
                .withMessageNotContaining("\n");
        assertThat(folder.path()).isEmptyDirectory();
    }

    @Test
    void folderInUseIsLeftAlone() throws IOException {
        Path used = Files.createDirectories(directory.resolve("used"));
        Files.writeString(used.resolve("timeseries.csv"), "older");
        assertThatIOException()
                .isThrownBy(() -> RunFolder.create(used, false))
                .withMessageContaining(used.toString())
                .withMessageContaining("--force");
        assertThat(used.resolve("timeseries.csv")).hasContent("older");
        Files.writeString(used.resolve("notes.txt"), "mine");
        RunFolder.create(used, true);
        assertThat(used).isDirectoryContaining("glob:**notes.txt").isDirectoryNotContaining("glob:**timeseries.csv");
    }

    @Test
    void emptyFolderNeedsNoForce() throws IOException {
        Path empty = Files.createDirectories(directory.resolve("empty"));
        assertThat(RunFolder.create(empty, false).path()).isEqualTo(empty);
        assertThat(empty).isEmptyDirectory();
    }
}
