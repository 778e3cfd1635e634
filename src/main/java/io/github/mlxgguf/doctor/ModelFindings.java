package io.github.mlxgguf.doctor;

import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.config.VariantConfig;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.MissingPair;
import io.github.mlxgguf.plan.ModelResolver;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.server.ModelEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The builds of the matrix, and what else the server holds in memory. */
final class ModelFindings {

    private ModelFindings() {}

    /** One line for each build that is not there, with the command to get it. */
    static List<Finding> missing(MatrixPlan plan) {
        return plan.builds().stream().flatMap(build -> missing(build).stream()).toList();
    }

    /** One line for each pair that is there, one for each build that is not, and how many pairs are whole. */
    static List<Finding> all(MatrixPlan plan) {
        List<Finding> findings = new ArrayList<>();
        int complete = 0;
        Map<String, List<PlannedLoad>> pairs = plan.builds().stream()
                .collect(Collectors.groupingBy(load -> load.pair().name(), LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<String, List<PlannedLoad>> pair : pairs.entrySet()) {
            List<Finding> missing = pair.getValue().stream()
                    .flatMap(build -> missing(build).stream())
                    .toList();
            findings.addAll(missing);
            if (missing.isEmpty()) {
                complete++;
                findings.add(Finding.ok(
                        "model",
                        pair.getKey() + ": "
                                + pair.getValue().stream()
                                        .map(ModelFindings::withSize)
                                        .collect(Collectors.joining(" and "))));
            }
        }
        findings.add(pairs(
                complete,
                pairs.size(),
                plan.builds().stream().allMatch(load -> load.model() == null),
                MissingPair.cure(plan).orElse("")));
        return findings;
    }

    /** For people: what distinguishes a build within its pair. */
    static String build(VariantConfig variant) {
        return variant.label().equals(variant.quantization())
                ? variant.label()
                : variant.label() + " " + variant.quantization();
    }

    static Finding resident(List<ModelEntry> models, ServerConfig.Resident policy) {
        List<String> loaded = models.stream()
                .flatMap(model -> model.instances().stream())
                .map(ModelEntry.Instance::id)
                .toList();
        if (loaded.isEmpty()) {
            return Finding.ok("resident", "no model in memory");
        }
        String names = String.join(", ", loaded);
        if (policy == ServerConfig.Resident.UNLOAD) {
            return Finding.ok("resident", names + " in memory; a run unloads it first (server.resident: unload)");
        }
        String commands = loaded.stream().map(id -> "`lms unload " + id + "`").collect(Collectors.joining(", "));
        return Finding.problem(
                "resident",
                names + " in memory, and would be in every figure",
                "Unload with " + commands + ", or let the suite do it with server.resident: unload.");
    }

    private static List<Finding> missing(PlannedLoad build) {
        PlannedLoad.Missing missing = build.missing();
        if (missing == null) {
            return List.of();
        }
        VariantConfig variant = build.variant();
        String found = build.pair().name() + ": "
                + (ModelResolver.isAbsent(missing)
                        ? build(variant) + " is not there" + lookedFor(variant)
                        : missing.reason());
        return List.of(Finding.warning("model", found, missing.remedy()));
    }

    private static String lookedFor(VariantConfig variant) {
        int keys = variant.models().size();
        return keys == 1
                ? " as " + variant.models().get(0)
                : ", neither as " + variant.models().get(0) + " nor under the other "
                        + (keys - 1 == 1 ? "key" : keys - 1 + " keys") + " of the config";
    }

    private static String withSize(PlannedLoad build) {
        ModelEntry model = build.model();
        Long size = model == null ? null : model.sizeBytes();
        return build(build.variant()) + sizeText(size);
    }

    private static String sizeText(@Nullable Long bytes) {
        return bytes == null ? "" : " (" + Sizes.text(bytes) + ")";
    }

    private static Finding pairs(int complete, int pairs, boolean nothing, String cure) {
        String found = complete + " of " + pairs + (pairs == 1 ? " pair is" : " pairs are") + " complete";
        if (nothing) {
            return Finding.problem("pairs", found + ", and no build of any is there", cure);
        }
        return complete > 0
                ? Finding.ok("pairs", found)
                : Finding.warning("pairs", found + ", so nothing would be compared", cure);
    }
}
