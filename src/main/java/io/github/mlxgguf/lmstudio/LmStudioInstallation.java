package io.github.mlxgguf.lmstudio;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * LM Studio on this machine, running or not.
 *
 * @param evidence what was found and where
 * @param lms the command-line tool, if it was found
 */
public record LmStudioInstallation(String evidence, Optional<Path> lms) {
    static final Path MAC_APP = Path.of("/Applications/LM Studio.app");

    /**
     * Looks for the {@code lms} tool on the PATH and in {@code ~/.lmstudio/bin}, and for the app on macOS.
     *
     * @param environment the environment, for {@code PATH}
     * @param home the user's home directory
     */
    public static Optional<LmStudioInstallation> find(Map<String, String> environment, Path home) {
        Optional<Path> lms = findLms(environment, home);
        if (lms.isPresent()) {
            return Optional.of(new LmStudioInstallation("the lms tool at " + lms.get(), lms));
        }
        if (Files.isDirectory(MAC_APP)) {
            return Optional.of(new LmStudioInstallation("the app at " + MAC_APP, Optional.empty()));
        }
        return Optional.empty();
    }

    private static Optional<Path> findLms(Map<String, String> environment, Path home) {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (!folder.isEmpty()) {
                Path candidate = Path.of(folder, "lms");
                if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        Path own = home.resolve(".lmstudio/bin/lms");
        return Files.isExecutable(own) ? Optional.of(own) : Optional.empty();
    }
}
