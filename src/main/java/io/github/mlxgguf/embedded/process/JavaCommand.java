package io.github.mlxgguf.embedded.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command that starts one of our main classes on the Java and the class path of this process. */
public final class JavaCommand {
    private final List<String> jvmOptions = new ArrayList<>();
    private final Class<?> mainClass;

    public JavaCommand(Class<?> mainClass) {
        this.mainClass = mainClass;
    }

    public JavaCommand options(String... options) {
        jvmOptions.addAll(Arrays.asList(options));
        return this;
    }

    public List<String> with(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(classPath());
        command.add(mainClass.getName());
        command.addAll(arguments);
        return command;
    }

    /** Surefire's forks may run from a manifest jar and keep the real class path in a property. */
    private static String classPath() {
        String tested = System.getProperty("surefire.test.class.path");
        return tested != null ? tested : System.getProperty("java.class.path");
    }
}
