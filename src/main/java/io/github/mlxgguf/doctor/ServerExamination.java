package io.github.mlxgguf.doctor;

import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.lmstudio.Identification;
import io.github.mlxgguf.lmstudio.LmStudioInstallation;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.Format;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out which server a run would measure, by the rules under "Which server" in {@code TESTING.md}. */
final class ServerExamination {
    private static final String LM_STUDIO = "LM Studio";
    private static final String START =
            "Start it with `lms server start`, name its address with -Dbench.baseUrl=http://127.0.0.1:PORT, or measure"
                    + " without it: -Dbench.server=embedded.";
    private static final String INSTALL =
            "Install LM Studio (https://lmstudio.ai) and start its server with `lms server start`, name another address"
                    + " with -Dbench.baseUrl=http://HOST:PORT, or measure without it: -Dbench.server=embedded.";
    private static final String TOKEN =
            "Make a token in LM Studio (Developer, Server settings) and set LM_API_TOKEN to it.";

    private final ServerConfig config;
    private final Set<Format> formats;
    private final boolean byHand;
    private final String embeddedConfig;
    private final Sources sources;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param formats the formats of the matrix
     * @param byHand whether the server was named on the command line, so that nothing may stand in
     * @param embeddedConfig the config that goes with the embedded server
     */
    ServerExamination(ServerConfig config, Set<Format> formats, boolean byHand, Path embeddedConfig, Sources sources) {
        this.config = config;
        this.formats = formats;
        this.byHand = byHand;
        this.embeddedConfig = embeddedConfig.toString();
        this.sources = sources;
    }

    /**
     * What was found.
     *
     * @param measured the kind of server that a run would measure; null if it would stop
     * @param running whether it runs already, at the config's address
     */
    record Outcome(@Nullable ServerKind measured, boolean running, List<Finding> findings) {
        private static Outcome stops(List<Finding> findings) {
            return new Outcome(null, false, List.copyOf(findings));
        }
    }

    Outcome examine() {
        return switch (config.kind()) {
            case EMBEDDED -> own(ServerKind.EMBEDDED, "embedded");
            case SIMULATED -> own(ServerKind.SIMULATED, "simulated");
            case LMSTUDIO -> existing(true);
            case AUTO -> existing(byHand);
        };
    }

    private Outcome own(ServerKind kind, String name) {
        findings.add(Finding.ok("server", "a run measures our own " + name + " server; LM Studio is not looked at"));
        return new Outcome(kind, false, List.copyOf(findings));
    }

    private Outcome existing(boolean required) {
        Identification found = sources.identify().apply(config);
        if (found instanceof Identification.Unusable unusable) {
            return unusable(unusable.failure());
        }
        Optional<LmStudioInstallation> installation = sources.installation().get();
        if (found instanceof Identification.Found running) {
            return running(running.kind(), installation);
        }
        return installation.isPresent() ? silent(installation.get()) : absent(required);
    }

    private Outcome unusable(ServerFailure failure) {
        if (failure instanceof ServerFailure.Unauthorised) {
            findings.add(Finding.ok(LM_STUDIO, "answers at " + config.baseUrl()));
            findings.add(Finding.problem(
                    "token",
                    config.apiToken() == null
                            ? "the server wants one, and none is given"
                            : "the server refuses the one that is given",
                    TOKEN));
        } else {
            findings.add(Finding.problem(
                    LM_STUDIO,
                    String.valueOf(failure.getMessage()),
                    "Free the port, update LM Studio, or name its address with"
                            + " -Dbench.baseUrl=http://127.0.0.1:PORT."));
        }
        return Outcome.stops(findings);
    }

    private Outcome running(ServerKind kind, Optional<LmStudioInstallation> installation) {
        if (kind != ServerKind.LMSTUDIO) {
            findings.add(Finding.ok(
                    "server", "a run measures our own " + kind.id() + " server, which answers at " + config.baseUrl()));
            return new Outcome(kind, true, List.copyOf(findings));
        }
        boolean local = config.localPort() > 0;
        StudioFacts facts = local
                ? installation.map(sources.studio()).orElse(new StudioFacts(null, List.of(), null))
                : new StudioFacts(null, List.of(), null);
        findings.add(Finding.ok(
                LM_STUDIO,
                "answers at " + config.baseUrl() + ", version "
                        + (facts.version() == null ? "unknown" : facts.version())));
        findings.add(Finding.ok(
                "token",
                config.apiToken() == null ? "none given, none asked for" : "given, and the server lets us in"));
        if (local) {
            findings.add(StudioFindings.lms(installation, facts.toolProblem()));
            findings.addAll(StudioFindings.engines(facts.engines(), formats));
        }
        findings.add(Finding.ok("server", "a run measures LM Studio at " + config.baseUrl()));
        return new Outcome(kind, true, List.copyOf(findings));
    }

    private Outcome silent(LmStudioInstallation installed) {
        String found = "installed (" + installed.evidence() + "), but nothing answers at " + config.baseUrl();
        if (config.manage() && installed.lms().isPresent()) {
            findings.add(Finding.ok(LM_STUDIO, found + "; a run starts it (server.manage: true)"));
            return new Outcome(ServerKind.LMSTUDIO, false, List.copyOf(findings));
        }
        findings.add(Finding.problem(LM_STUDIO, found, START));
        return Outcome.stops(findings);
    }

    private Outcome absent(boolean required) {
        String found = "not found on this machine, and nothing answers at " + config.baseUrl();
        if (required) {
            findings.add(Finding.problem(LM_STUDIO, found, INSTALL));
            return Outcome.stops(findings);
        }
        findings.add(Finding.ok(LM_STUDIO, found));
        findings.add(Finding.warning(
                "server",
                "a run measures our own embedded server instead, with " + embeddedConfig
                        + ", which says nothing about your models",
                INSTALL));
        return new Outcome(ServerKind.EMBEDDED, false, List.copyOf(findings));
    }
}
