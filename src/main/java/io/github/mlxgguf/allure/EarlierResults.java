package io.github.mlxgguf.allure;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Moves what an earlier run left in Allure's results folder out of the way: Allure would show both runs as one. */
final class EarlierResults {
    /** The files that Allure and we write for one run. Others (history, executor.json, .gitkeep) belong to somebody else. */
    private static final Pattern OURS =
            Pattern.compile(".+-(result|container)\\.json|.+-attachment(\\..*)?|" + EnvironmentFile.NAME);

    private EarlierResults() {}

    /**
     * Moves them into a new folder; does nothing if there are none.
     *
     * @param allureResults Allure's results folder, which need not exist
     * @param target the folder to make; if it exists, a number is added
     * @param before what was written at or after this moment is of this run and stays
     * @return how many files were moved
     * @throws IOException if one cannot be moved; nothing is overwritten or lost
     */
    static int moveAway(Path allureResults, Path target, Instant before) throws IOException {
        List<Path> earlier = Files.isDirectory(allureResults) ? find(allureResults, before) : List.of();
        if (earlier.isEmpty()) {
            return 0;
        }
        Path folder = makeNew(target);
        for (Path file : earlier) {
            Files.move(file, folder.resolve(file.getFileName()));
        }
        return earlier.size();
    }

    private static List<Path> find(Path allureResults, Instant before) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(allureResults)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (OURS.matcher(file.getFileName().toString()).matches()
                        && Files.isRegularFile(file)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static Path makeNew(Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        for (int number = 1; ; number++) {
            Path candidate = number == 1 ? target : target.resolveSibling(target.getFileName() + "-" + number);
            try {
                return Files.createDirectory(candidate);
            } catch (FileAlreadyExistsException e) {
                // Taken by a run of the same second.
            }
        }
    }
}
