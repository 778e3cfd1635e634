package io.github.mlxgguf.allure;

import io.github.mlxgguf.record.Flag;
import java.util.List;
import java.util.Set;

/** Flags as Allure shows them: a tag each, and what they mean and what to do in the description. */
final class FlagTexts {
    /** What the server is stands in its stamp already. */
    private static final Set<String> OF_THE_SERVER = Set.of(Flag.EMBEDDED_SERVER.id(), Flag.SIMULATED.id());

    private FlagTexts() {}

    /** Those that say something about the cell. */
    static List<String> ofTheCell(List<String> flags) {
        return flags.stream().filter(flag -> !OF_THE_SERVER.contains(flag)).toList();
    }

    static String line(String id) {
        return Flag.fromId(id)
                .map(flag -> id + ": " + flag.meaning() + " Raised when: " + flag.threshold() + ". " + flag.remedy())
                .orElse(id);
    }
}
