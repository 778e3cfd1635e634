package io.github.mlxgguf.embedded.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Starts one of our main classes on the Java and the class path of this process. */
public final class JavaCommand {
    private final List<String> jvmOptions = new ArrayList<>();
    private final Class<?> mainClass;

    public JavaCommand(Class<?> mainClass) {
        this.mainClass = mainClass;
    }

    /** Adds options of the Java virtual machine. */
    public JavaCommand options(String... options) {
        jvmOptions.addAll(Arrays.asList(options));
        return this;
    }

    /**
     * The process, not yet started.
     *
     * <p>The class path goes into the environment: on a command line it would push what tells our processes apart out of the
     * 4096 bytes that many tools read of it.
     */
    public ProcessBuilder with(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add(mainClass.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", classPath());
        // an option that somebody set for the suite would make our processes differ from machine to machine
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        return builder;
    }

    /** Surefire's forks may run from a manifest jar and keep the real class path in a property. */
    private static String classPath() {
        String tested = System.getProperty("surefire.test.class.path");
        return tested != null ? tested : System.getProperty("java.class.path");
    }
}
