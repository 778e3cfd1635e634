package io.github.mlxgguf.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/** What the documents, the help texts and the comments of the shipped configs tell people to type. */
final class Documents {
    private static final Pattern FENCE = Pattern.compile("^\\s*```(.*)$");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern OPTION = Pattern.compile("-Dbench\\.\\S+?='[^']*'|-Dbench\\.\\S+");

    /** A path, an option, or a placeholder such as DIR: what follows a subcommand, and no word of English. */
    private static final Pattern ARGUMENT = Pattern.compile("[-/.…]|^[A-Z|]+$");

    /** A word that begins a command, whatever follows it. */
    private static final Set<String> PROGRAMS = Set.of(
            "mvn", "./mvnw", "lms", "java", "export", "open", "git", "curl", "sed", "kill", "brew", "npm", "python3",
            "unzip", "shasum", "cd", "ls");

    private Documents() {}

    /** A line to type, and where it stands. */
    record Line(String where, String text) {
        @Override
        public String toString() {
            return where + ": " + text;
        }
    }

    /** A fenced block. */
    record Fence(String where, String language, List<String> lines) {
        String text() {
            return String.join("\n", lines) + "\n";
        }

        @Override
        public String toString() {
            return where + " (" + language + ")";
        }
    }

    static List<Path> markdown() {
        List<Path> files = new ArrayList<>(List.of(Path.of("README.md"), Path.of("TESTING.md")));
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    static List<Fence> fences() {
        return markdown().stream()
                .flatMap(file -> fences(file.toString(), lines(file)).stream())
                .toList();
    }

    static List<Fence> fences(String document, List<String> lines) {
        List<Fence> fences = new ArrayList<>();
        String language = null;
        List<String> inside = new ArrayList<>();
        int start = 0;
        for (int line = 0; line < lines.size(); line++) {
            Matcher fence = FENCE.matcher(lines.get(line));
            if (!fence.matches()) {
                inside.add(lines.get(line));
            } else if (language == null) {
                language = fence.group(1).strip();
                start = line + 1;
                inside = new ArrayList<>();
            } else {
                fences.add(new Fence(document + ":" + start, language, List.copyOf(inside)));
                language = null;
            }
        }
        if (language != null) {
            throw new IllegalStateException(document + ":" + start + ": a fenced block without an end");
        }
        return fences;
    }

    /** Commands in blocks of bash, in inline code, in help texts and in comments of the configs. */
    static List<Line> commands() {
        List<Line> commands = new ArrayList<>();
        for (Fence fence : fences()) {
            if (fence.language().equals("bash")) {
                fence.lines().stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(line -> commands.add(new Line(fence.where(), line)));
            }
        }
        markdown().forEach(file -> commands.addAll(inline(file.toString(), lines(file))));
        commands.addAll(helpTexts());
        for (String config : List.of("benchmark", "embedded", "simulated")) {
            Path file = Path.of("config", config + ".yaml");
            commands.addAll(inComments(file.toString(), lines(file)));
        }
        return commands;
    }

    /** Code spans that begin with a program, with one of our subcommands and an argument, or with an option of Maven. */
    static List<Line> inline(String document, List<String> lines) {
        List<Line> commands = new ArrayList<>();
        boolean fenced = false;
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (FENCE.matcher(line).matches()) {
                fenced = !fenced;
            } else if (!fenced) {
                String where = document + ":" + number;
                CODE.matcher(line)
                        .results()
                        .map(code -> code.group(1))
                        .filter(Documents::isCommand)
                        .forEach(code -> commands.add(new Line(where, code)));
            }
        }
        return commands;
    }

    private static boolean isCommand(String code) {
        List<String> words = List.of(code.split(" "));
        String first = words.get(0);
        if (code.startsWith("-D")) {
            return code.contains("=");
        }
        if (words.size() == 1) {
            // The name of a program, or a script of this repository.
            return first.startsWith(".ci/");
        }
        return PROGRAMS.contains(first)
                || first.startsWith(".ci/")
                || (subcommands().contains(first)
                        && ARGUMENT.matcher(words.get(1)).find());
    }

    static Set<String> subcommands() {
        return new CommandLine(new Main()).getSubcommands().keySet();
    }

    private static List<Line> helpTexts() {
        List<Line> commands = new ArrayList<>();
        new CommandLine(new Main()).getSubcommands().forEach((name, command) -> Stream.of(
                        command.getCommandSpec().usageMessage().footer())
                .map(line -> line.replaceFirst("^Examples?:", "").strip())
                .filter(line -> isCommand(line))
                .forEach(line -> commands.add(new Line("help of " + name, line))));
        return commands;
    }

    private static List<Line> inComments(String file, List<String> lines) {
        List<Line> commands = new ArrayList<>();
        for (int number = 1; number <= lines.size(); number++) {
            String where = file + ":" + number;
            String comment = comment(lines.get(number - 1));
            Stream.concat(
                            CODE.matcher(comment)
                                    .results()
                                    .map(code -> code.group(1))
                                    .filter(Documents::isCommand),
                            OPTION.matcher(comment.replace("`", " ")).results().map(option -> option.group()
                                    .replaceFirst("[).,;:]+$", "")))
                    .forEach(code -> commands.add(new Line(where, code)));
        }
        return commands;
    }

    /** What follows the {@code #} of a line; empty without one. */
    static String comment(String line) {
        int start = line.indexOf('#');
        return start < 0 ? "" : line.substring(start + 1);
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of a command line as a shell, and exec-maven-plugin, cut it; a comment is none of them. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean open = false;
        char quote = 0;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                open = true;
            } else if (c == '#' && !open) {
                break;
            } else if (c == ' ') {
                if (open) {
                    words.add(word.toString());
                    word.setLength(0);
                    open = false;
                }
            } else {
                word.append(c);
                open = true;
            }
        }
        if (quote != 0) {
            throw new IllegalStateException("a quotation mark without its partner: " + line);
        }
        if (open) {
            words.add(word.toString());
        }
        return words;
    }
}
