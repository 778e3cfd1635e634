package io.github.mlxgguf.cli;

import io.github.mlxgguf.analysis.RunFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Two small runs in a folder, to which the paths of a documented call are led. */
final class ResultsHere {
    private static final List<String> RUNS = List.of("run-1", "run-2");

    /** Options whose value is a place that a tool writes to. */
    private static final Set<String> WRITTEN_TO = Set.of("--out", "--markdown", "--results");

    private final Path work;

    ResultsHere(Path work) throws IOException {
        this.work = work;
        Files.createDirectories(work.resolve("target"));
        List<String> records = List.of(
                RunFixture.threeRounds().jsonl(),
                RunFixture.threeRounds().jsonl().replace("2026-11-21T", "2026-11-22T"));
        for (String id : RUNS) {
            Path folder = Files.createDirectories(results().resolve(id));
            Files.writeString(
                    folder.resolve("records.jsonl"),
                    records.get(RUNS.indexOf(id)).replace("\"run-1\"", '"' + id + '"'));
        }
        Files.writeString(results().resolve("latest"), RUNS.get(1) + "\n");
    }

    /** The run that a bundle is made of before one is verified; the bundle lies beside it. */
    Path bundled() {
        return results().resolve(RUNS.get(0));
    }

    /** The call with its paths in this folder; different runs of it are different runs here. */
    List<String> led(List<String> call) {
        List<String> seen = new ArrayList<>();
        List<String> led = new ArrayList<>();
        boolean written = false;
        for (String word : call) {
            led.add(written ? work.resolve(word).toString() : led(word, seen));
            written = WRITTEN_TO.contains(word);
        }
        return led;
    }

    private String led(String word, List<String> seen) {
        if (word.startsWith("-")) {
            return word;
        }
        if (word.endsWith(".zip")) {
            return bundled() + ".zip";
        }
        return switch (word) {
            case "results" -> results().toString();
            case "DIR", "OLD" -> bundled().toString();
            case "NEW" -> results().resolve(RUNS.get(1)).toString();
            case "FILE" -> bundled().resolve("records.jsonl").toString();
            default -> {
                if (word.startsWith("results/")) {
                    yield inARun(word, seen);
                }
                // A file that is written goes where the test can write.
                yield word.matches("[\\w.-]+\\.(?:md|html|json)")
                        ? work.resolve(word).toString()
                        : word;
            }
        };
    }

    private String inARun(String word, List<String> seen) {
        Path path = Path.of(word);
        String run = path.getName(1).toString();
        if (run.equals("latest")) {
            return work.resolve(path).toString();
        }
        if (!seen.contains(run)) {
            seen.add(run);
        }
        Path here = results().resolve(RUNS.get(seen.indexOf(run) % RUNS.size()));
        return (path.getNameCount() == 2 ? here : here.resolve(path.subpath(2, path.getNameCount()))).toString();
    }

    private Path results() {
        return work.resolve("results");
    }
}
