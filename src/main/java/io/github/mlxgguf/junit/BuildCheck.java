package io.github.mlxgguf.junit;

import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.plan.Quantization;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.server.LoadedBuild;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.Format;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The proof that the build in memory is the build of the plan. Where {@code lms ps} could be asked, its word counts: the server's list
 * may describe another build of the same model. Elsewhere the list is all there is.
 */
final class BuildCheck {
    private static final String BY_LIST = "rest";
    private static final String BY_TOOL = "cli";

    private BuildCheck() {}

    /**
     * Compares, and says by whom and by what the build was proved.
     *
     * @param listed the server's list after the load
     * @param address of the server, for messages
     * @throws ServerFailure.WrongModel if it is another build, or on another machine
     */
    static LoadBody.Identity verify(PlannedLoad planned, LoadedModel loaded, List<ModelEntry> listed, String address) {
        ModelEntry entry = listed.stream()
                .filter(model -> model.instances().stream()
                        .anyMatch(instance -> instance.id().equals(loaded.instanceId())))
                .findFirst()
                .orElse(null);
        LoadedBuild build = loaded.build();
        if (build != null) {
            return byTool(planned, loaded, build, entry);
        }
        if (entry == null) {
            throw new ServerFailure.WrongModel("Expected instance " + loaded.instanceId() + " in the model list of "
                    + address + " after its load, found none.");
        }
        if (!base(entry.key()).equalsIgnoreCase(base(loaded.modelKey()))) {
            throw new ServerFailure.WrongModel("Expected " + loaded.modelKey() + " as " + loaded.instanceId()
                    + ", found it under " + entry.key() + " in the model list of " + address
                    + ". Name that key in the config if it is the model you mean.");
        }
        compare(
                planned,
                loaded,
                entry.key(),
                entry.format(),
                entry.quantization(),
                "Name the build's own key in the config.");
        int sharing = entry.variants().size();
        return new LoadBody.Identity(
                BY_LIST,
                "the model list shows instance " + loaded.instanceId() + " under " + entry.key() + ", "
                        + words(entry.format(), entry.quantization())
                        + (sharing > 1
                                ? "; " + sharing + " builds share this entry, and the list alone cannot tell"
                                        + " which of them is loaded"
                                : ""));
    }

    private static LoadBody.Identity byTool(
            PlannedLoad planned, LoadedModel loaded, LoadedBuild build, @Nullable ModelEntry entry) {
        if (build.device() != null) {
            throw new ServerFailure.WrongModel("Expected " + loaded.modelKey() + " on this machine, found it on "
                    + build.device() + " in " + build.witness()
                    + ". Download it here, or turn LM Link off, and run again.");
        }
        if (!base(build.modelKey()).equalsIgnoreCase(base(loaded.modelKey()))) {
            throw new ServerFailure.WrongModel("Expected " + loaded.modelKey() + " as " + loaded.instanceId()
                    + ", found " + build.modelKey() + " in " + build.witness()
                    + (loaded.via().equals("cli")
                            ? ". Update the lms tool: it loaded a model whose name resembles the one asked for."
                            : ". Name that key in the config if it is the model you mean."));
        }
        compare(
                planned,
                loaded,
                build.modelKey(),
                build.format() == null && entry != null ? entry.format() : build.format(),
                quantization(build, entry),
                "Select that variant in LM Studio, or name it in the config as "
                        + base(loaded.modelKey()) + "@"
                        + planned.variant().quantization().toLowerCase(Locale.ROOT) + ".");
        return new LoadBody.Identity(BY_TOOL, evidence(loaded, build, entry));
    }

    /** What the tool says; where it is silent, the variant in its key, and then the list. */
    private static @Nullable String quantization(LoadedBuild build, @Nullable ModelEntry entry) {
        if (build.quantization() != null) {
            return build.quantization();
        }
        int variant = build.modelKey().indexOf('@');
        if (variant >= 0) {
            return build.modelKey().substring(variant + 1);
        }
        return entry == null ? null : entry.quantization();
    }

    private static String evidence(LoadedModel loaded, LoadedBuild build, @Nullable ModelEntry entry) {
        StringBuilder text = new StringBuilder(build.witness())
                .append(" shows instance ")
                .append(loaded.instanceId())
                .append(" as ")
                .append(build.modelKey())
                .append(", ")
                .append(words(build.format(), build.quantization()))
                .append(", on this machine, context ")
                .append(known(build.config().contextLength()))
                .append(", parallel ")
                .append(known(build.config().parallel()));
        if (entry == null) {
            text.append("; the model list does not show it");
        } else if (differs(entry.format(), build.format())
                || (entry.quantization() != null
                        && (build.quantization() == null
                                || !Quantization.same(entry.quantization(), build.quantization())))) {
            text.append("; the model list says ").append(words(entry.format(), entry.quantization()));
        }
        return text.toString();
    }

    private static void compare(
            PlannedLoad planned,
            LoadedModel loaded,
            String foundKey,
            @Nullable Format format,
            @Nullable String quantization,
            String cure) {
        Format wanted = planned.variant().format();
        boolean otherQuantization = quantization != null
                && !Quantization.same(quantization, planned.variant().quantization());
        if (differs(format, wanted) || otherQuantization) {
            throw new ServerFailure.WrongModel("Expected the build "
                    + planned.variant().quantization() + " in " + wanted.id() + " behind " + loaded.modelKey()
                    + ", found " + known(quantization) + " in " + (format == null ? "an unknown format" : format.id())
                    + (foundKey.equalsIgnoreCase(loaded.modelKey()) ? "" : " (" + foundKey + ")") + ". " + cure);
        }
    }

    private static boolean differs(@Nullable Format one, @Nullable Format other) {
        return one != null && other != null && one != other;
    }

    private static String words(@Nullable Format format, @Nullable String quantization) {
        return "format " + (format == null ? "unknown" : format.id()) + ", quantisation " + known(quantization);
    }

    private static String known(@Nullable Object value) {
        return value == null ? "unknown" : value.toString();
    }

    private static String base(String key) {
        int at = key.indexOf('@');
        return at < 0 ? key : key.substring(0, at);
    }
}
