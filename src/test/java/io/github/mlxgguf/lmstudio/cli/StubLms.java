package io.github.mlxgguf.lmstudio.cli;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A stand-in for the {@code lms} tool: a shell script that plays fixed answers and keeps a log of how it was called. */
public final class StubLms {
    private final Path folder;
    private final Path script;
    private final Map<String, String> cases = new LinkedHashMap<>();
    private int answers;

    private StubLms(Path folder) {
        this.folder = folder;
        this.script = folder.resolve("lms");
    }

    /** A tool that knows nothing yet; every call ends as one of an unknown command does. */
    public static StubLms in(Path folder) {
        assumeFalse(File.separatorChar == '\\', "the stand-in for lms is a shell script");
        StubLms stub = new StubLms(folder);
        stub.write();
        return stub;
    }

    /** Where the script is. */
    public Path path() {
        return script;
    }

    /** The tool under test, on this script. */
    public LmCli cli() {
        return new LmCli(script);
    }

    /** Answers a call whose arguments match a shell pattern, for example {@code "load tiny *"}; the last one taught wins. */
    public StubLms on(String pattern, String stdout) {
        return on(pattern, stdout, "", 0, "");
    }

    /** The same with an error text, an exit code, and a line of shell that runs first. */
    public StubLms on(String pattern, String stdout, String stderr, int exit, String shell) {
        try {
            String name = "answer-" + ++answers;
            Files.writeString(folder.resolve(name + ".out"), stdout);
            Files.writeString(folder.resolve(name + ".err"), stderr);
            cases.remove(pattern);
            cases.put(
                    pattern,
                    shell + "\ncat \"$here/" + name + ".out\"\ncat \"$here/" + name + ".err\" >&2\nexit " + exit);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        write();
        return this;
    }

    /**
     * Loads what matches a pattern and shows it from then on.
     *
     * @param psRow what {@code ps --json} shows, with {@code IDENTIFIER} in place of the identifier
     */
    public StubLms loads(String pattern, String psRow) {
        on(
                pattern,
                "Model loaded successfully in 1.20s.\n",
                "",
                0,
                "for word; do [ \"$last\" = --identifier ] && echo \"$word\" > \"$here/loaded\"; last=$word; done");
        on("unload *", "Model unloaded.\n", "", 0, "rm -f \"$here/loaded\"");
        return on(
                "ps --json",
                "[]\n",
                "",
                0,
                "if [ -e \"$here/loaded\" ]; then cat <<EOF\n[" + psRow.replace("IDENTIFIER", "$(cat \"$here/loaded\")")
                        + "]\nEOF\nexit 0\nfi");
    }

    /** The arguments of every call so far, one text each. */
    public List<String> calls() {
        try {
            Path log = folder.resolve("calls");
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void write() {
        StringBuilder text = new StringBuilder(
                "#!/bin/sh\nhere=$(dirname \"$0\")\necho \"$*\" >> \"$here/calls\"\ncase \"$*\" in\n");
        List<Map.Entry<String, String>> lastFirst = new ArrayList<>(cases.entrySet());
        Collections.reverse(lastFirst);
        lastFirst.forEach(entry -> text.append(entry.getKey().replace(" ", "\\ "))
                .append(")\n")
                .append(entry.getValue())
                .append("\n;;\n"));
        text.append("esac\necho \"error: unknown command '$1'\" >&2\nexit 1\n");
        try {
            Files.writeString(script, text.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        if (!script.toFile().setExecutable(true)) {
            throw new IllegalStateException(script + " cannot be made executable");
        }
    }
}
