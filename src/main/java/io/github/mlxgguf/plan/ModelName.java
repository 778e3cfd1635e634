package io.github.mlxgguf.plan;

import io.github.mlxgguf.trace.Format;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A model's name without the spellings that do not distinguish models: case, publisher, format and quantisation at its end. Size,
 * version, {@code -instruct}, {@code -it}, {@code -qat}, {@code -vision} and whatever else is left are the model.
 *
 * @param base for example {@code llama-3.2-1b-instruct}
 * @param publishers those that the name tells; LM Studio's key may name none
 * @param joined publisher and base as one, for names that join them by an underscore
 * @param quantization as its end spells it, or null
 * @param format that its end tells, or null
 */
record ModelName(
        String base,
        Set<String> publishers,
        String joined,
        @Nullable String quantization,
        @Nullable Format format) {

    /**
     * Publishers who make models. Some uploaders put them before the model's name, joined by an underscore: {@code
     * meta-llama_llama-4-…}. Others stay part of the name, since an underscore alone proves no publisher.
     */
    private static final Set<String> MAKERS = Set.of(
            "allenai",
            "arcee-ai",
            "coherelabs",
            "deepseek-ai",
            "google",
            "huggingfacetb",
            "ibm-granite",
            "meta",
            "meta-llama",
            "microsoft",
            "mistralai",
            "moonshotai",
            "nousresearch",
            "nvidia",
            "openai",
            "qwen",
            "thudm",
            "tiiuae",
            "zai-org");

    /** Makers who publish under two names. */
    private static final Map<String, String> OTHER_NAMES = Map.of("meta-llama", "meta", "thudm", "zai-org");

    /** Words by which a name tells what its model was trained for. */
    private static final Pattern TRAINED =
            Pattern.compile("(?:^|-)(?:instruct|it|chat|base|pt|thinking|reasoning)(?:$|-)");

    private static final Pattern ENDING =
            Pattern.compile("(?<rest>.+)[-_.](?<word>gguf|mlx|safetensors|" + Quantization.NAME + ")");

    /** Copies the set. */
    ModelName {
        publishers = Set.copyOf(publishers);
    }

    /** Reads a key, a variant's key, a repository or a path. */
    static ModelName of(String key) {
        String lower = key.trim().toLowerCase(Locale.ROOT);
        int at = lower.indexOf('@');
        String quantization = at < 0 ? null : lower.substring(at + 1);
        List<String> parts = List.of((at < 0 ? lower : lower.substring(0, at)).split("/"));
        String last = parts.get(parts.size() - 1);
        Format format = null;
        for (Matcher ending = ENDING.matcher(last); ending.matches(); ending = ENDING.matcher(last)) {
            String word = ending.group("word");
            last = ending.group("rest");
            if (word.equals("gguf")) {
                format = Format.GGUF;
            } else if (word.equals("mlx") || word.equals("safetensors")) {
                format = Format.MLX;
            } else if (quantization == null) {
                quantization = word;
            }
        }
        Set<String> publishers = new LinkedHashSet<>();
        if (parts.size() > 1) {
            publishers.add(parts.get(0));
        }
        String joined = (parts.size() > 1 ? parts.get(0) + "_" : "") + last;
        int underscore = last.indexOf('_');
        if (underscore > 0 && MAKERS.contains(last.substring(0, underscore))) {
            publishers.add(last.substring(0, underscore));
            last = last.substring(underscore + 1);
        }
        if (format == null && quantization != null) {
            format = Quantization.format(quantization);
        }
        return new ModelName(last.replace('_', '-'), publishers, joined, quantization, format);
    }

    /**
     * Whether both may name one model: the same base, and no publisher told that contradicts. Who made a model and who uploaded a build
     * of it contradict each other nowhere.
     */
    boolean mayBe(ModelName other) {
        return joined.equals(other.joined)
                || (base.equals(other.base)
                        && agree(makers(), other.makers())
                        && agree(uploaders(), other.uploaders()));
    }

    private static boolean agree(Set<String> some, Set<String> others) {
        return some.isEmpty() || others.isEmpty() || some.stream().anyMatch(others::contains);
    }

    /** Whether it is a maker's name that does not tell a base model from a trained one, as the names of LM Studio's catalogue. */
    boolean isPlainNameOfMaker() {
        return !makers().isEmpty() && !TRAINED.matcher(base).find();
    }

    /** Whether no maker is told that contradicts. */
    boolean sameMaker(ModelName other) {
        return agree(makers(), other.makers());
    }

    /** Those of its publishers who make models, each under one name. */
    Set<String> makers() {
        return publishers.stream()
                .filter(MAKERS::contains)
                .map(maker -> OTHER_NAMES.getOrDefault(maker, maker))
                .collect(Collectors.toSet());
    }

    private Set<String> uploaders() {
        return publishers.stream().filter(name -> !MAKERS.contains(name)).collect(Collectors.toSet());
    }

    /** The same, published by one more, if one is told. */
    ModelName publishedBy(@Nullable String publisher) {
        if (publisher == null) {
            return this;
        }
        Set<String> all = new LinkedHashSet<>(publishers);
        all.add(publisher.toLowerCase(Locale.ROOT));
        return new ModelName(base, all, joined, quantization, format);
    }
}
