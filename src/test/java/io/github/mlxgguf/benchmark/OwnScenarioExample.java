package io.github.mlxgguf.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The three blocks of "A scenario of your own" in the handbook.
 *
 * @param source of the scenario class
 * @param line for {@code ModelBenchmark}
 * @param block for the config
 */
record OwnScenarioExample(String source, String line, String block) {
    private static final Path HANDBOOK = Path.of("TESTING.md");
    private static final Path SOURCES = Path.of("src/test/java/io/github/mlxgguf/benchmark");
    private static final String PACKAGE = "io.github.mlxgguf.benchmark.";
    private static final Pattern FENCED = Pattern.compile("```(java|yaml)\\R(.*?)```", Pattern.DOTALL);

    static OwnScenarioExample fromHandbook() {
        String handbook = read(HANDBOOK);
        int start = handbook.indexOf("### A scenario of your own");
        assertThat(start).as("the heading in %s", HANDBOOK).isNotNegative();
        Matcher blocks = FENCED.matcher(handbook).region(start, handbook.length());
        return new OwnScenarioExample(next(blocks, "java"), next(blocks, "java"), next(blocks, "yaml"));
    }

    private static String next(Matcher blocks, String language) {
        assertThat(blocks.find()).as("a block of %s", language).isTrue();
        assertThat(blocks.group(1)).isEqualTo(language);
        return blocks.group(2);
    }

    /**
     * Compiles the shipped scenarios, this one, and the shipped matrix with more lines in it, as strictly as the build does.
     *
     * @param folder for sources and classes
     * @return the matrix class, from a loader that prefers what was compiled
     */
    Class<?> compiled(Path folder, String lines) throws IOException, ClassNotFoundException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<Path> files = new ArrayList<>();
        try (Stream<Path> shipped = Files.list(SOURCES)) {
            shipped.filter(file -> file.toString().endsWith("Scenario.java")).forEach(files::add);
        }
        files.add(Files.writeString(sources.resolve("FirstWordsScenario.java"), source));
        String matrix = read(SOURCES.resolve("ModelBenchmark.java"));
        int end = matrix.lastIndexOf('}');
        files.add(Files.writeString(
                sources.resolve("ModelBenchmark.java"), matrix.substring(0, end) + lines + matrix.substring(end)));
        compile(files, classes);
        return new OwnClassesFirst(classes).loadClass(PACKAGE + "ModelBenchmark");
    }

    private static void compile(List<Path> files, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler).as("the compiler of a JDK").isNotNull();
        StringWriter said = new StringWriter();
        List<String> options = List.of(
                "--release",
                "17",
                "-proc:none",
                "-Xlint:all,-path,-classfile",
                "-Werror",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString());
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertThat(compiled).as("%s", said).isTrue();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The scenarios' package as it was compiled here, not as the tests of this build have it. */
    private static final class OwnClassesFirst extends URLClassLoader {
        OwnClassesFirst(Path classes) throws MalformedURLException {
            super(new URL[] {classes.toUri().toURL()}, OwnScenarioExample.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }
}
