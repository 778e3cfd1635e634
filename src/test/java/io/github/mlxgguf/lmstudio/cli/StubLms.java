package io.github.mlxgguf.lmstudio.cli;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            cases.put(
                    pattern,
                    shell + "\ncat \"$here/" + name + ".out\"\ncat \"$here/" + name + ".err\" >&2\nexit " + exit);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        write();
        return this;
    }

    /** Answers {@code before} until another call has made the file {@code mark} in the script's folder, then {@code after}. */
    public StubLms onMark(String pattern, String mark, String before, String after) {
        on(pattern, after);
        String marked = cases.remove(pattern);
        on(pattern, before);
        String unmarked = cases.remove(pattern);
        cases.put(pattern, "if [ -e \"$here/" + mark + "\" ]; then\n" + marked + "\nfi\n" + unmarked);
        write();
        return this;
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
        cases.forEach((pattern, body) -> text.append(pattern.replace(" ", "\\ "))
                .append(")\n")
                .append(body)
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
