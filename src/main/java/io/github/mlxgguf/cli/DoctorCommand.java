package io.github.mlxgguf.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.config.RunOptions;
import io.github.mlxgguf.doctor.Doctor;
import io.github.mlxgguf.doctor.Finding;
import io.github.mlxgguf.doctor.Finding.Level;
import io.github.mlxgguf.doctor.FindingsText;
import io.github.mlxgguf.doctor.Sources;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at everything that a benchmark run needs. */
@Command(
        name = "doctor",
        description =
                "Look at everything that a benchmark run needs: machine, config, server, models, memory, power, disk."
                        + " Nothing is started, loaded or written.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: mvn -q compile exec:java -Dexec.args=\"doctor\"",
            "         mvn -q compile exec:java -Dexec.args=\"doctor --server lmstudio --json\"",
            "Exit codes: 0 all ok, 3 warnings, 1 problems that would stop a run or make it worthless, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DoctorCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "The config to look at, as -Dbench.config.")
    private @Nullable String config;

    @Option(
            names = "--server",
            paramLabel = "KIND",
            description = "auto, lmstudio, embedded or simulated, as -Dbench.server.")
    private @Nullable String server;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Address of a server, as -Dbench.baseUrl; for example http://127.0.0.1:1234.")
    private @Nullable String baseUrl;

    @Option(names = "--results", paramLabel = "DIR", description = "Where results would go, as -Dbench.results.")
    private @Nullable String results;

    @Option(names = "--json", description = "Print an array of {level, subject, found, remedy} instead, for programs.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Sources sources = Sources.ofThisMachine(System.getenv(), Path.of(System.getProperty("user.home")));
        List<Finding> findings = Doctor.examine(options(), sources);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(findings));
        } else {
            FindingsText.lines(findings).forEach(out::println);
        }
        return exitCode(findings);
    }

    /** The worst of all. */
    static int exitCode(List<Finding> findings) {
        if (findings.stream().anyMatch(finding -> finding.level() == Level.PROBLEM)) {
            return Main.PROBLEMS;
        }
        return findings.stream().anyMatch(finding -> finding.level() == Level.WARNING) ? Main.WARNINGS : Main.OK;
    }

    private RunOptions options() {
        Map<String, String> properties = new HashMap<>();
        put(properties, "bench.config", config);
        put(properties, "bench.server", server);
        put(properties, "bench.baseUrl", baseUrl);
        put(properties, "bench.results", results);
        try {
            return RunOptions.from(properties::get);
        } catch (ConfigException wrong) {
            String said = String.join(System.lineSeparator(), wrong.problems());
            throw new ParameterException(
                    spec.commandLine(),
                    said.replace("-Dbench.config", "--config")
                            .replace("-Dbench.server", "--server")
                            .replace("-Dbench.baseUrl", "--base-url")
                            .replace("-Dbench.results", "--results"));
        }
    }

    private static void put(Map<String, String> properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    private static String json(List<Finding> findings) throws JsonProcessingException {
        ArrayNode array = JSON.createArrayNode();
        for (Finding finding : findings) {
            array.addObject()
                    .put("level", finding.level().name().toLowerCase(Locale.ROOT))
                    .put("subject", finding.subject())
                    .put("found", finding.found())
                    .put("remedy", finding.remedy());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(array);
    }
}
