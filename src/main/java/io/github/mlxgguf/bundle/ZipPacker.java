package io.github.mlxgguf.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs a folder so that the same files give the same bytes: sorted, without times, without anything of this machine. */
final class ZipPacker {
    /** A month after the first moment that a zip can name: that one itself, the JDK writes with the time zone. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private ZipPacker() {}

    /**
     * Packs it whole or not at all.
     *
     * @param folder what is packed, under its own name
     * @param zip replaced if it is there
     */
    static void pack(Path folder, Path zip) throws IOException {
        Path unfinished = zip.resolveSibling("." + zip.getFileName() + ".tmp");
        try {
            write(folder, unfinished);
            Files.move(unfinished, zip, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void write(Path folder, Path file) throws IOException {
        try (ZipOutputStream out =
                new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            out.setLevel(Deflater.BEST_COMPRESSION);
            for (String name : FileNames.in(folder)) {
                ZipEntry entry = new ZipEntry(folder.getFileName() + "/" + name);
                entry.setTimeLocal(NO_TIME);
                out.putNextEntry(entry);
                Files.copy(folder.resolve(name), out);
                out.closeEntry();
            }
        }
    }
}
