package io.github.mlxgguf.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The place for results, which need not exist yet.
 *
 * @param existing the folder itself, or the nearest one above it that exists
 * @param writable whether {@code existing} is a folder that takes new files
 * @param freeBytes room for this user, or null if the system does not tell
 */
public record ResultsPlace(
        Path existing, boolean writable, @Nullable Long freeBytes) {
    /** Looks at a place without making or writing anything. */
    public static ResultsPlace of(Path results) {
        Path place = results.toAbsolutePath().normalize();
        Path parent = place.getParent();
        while (parent != null && !Files.exists(place)) {
            place = parent;
            parent = place.getParent();
        }
        return new ResultsPlace(place, Files.isDirectory(place) && Files.isWritable(place), freeBytes(place));
    }

    private static @Nullable Long freeBytes(Path place) {
        try {
            return Files.getFileStore(place).getUsableSpace();
        } catch (IOException unreadable) {
            return null;
        }
    }
}
