package io.github.mlxgguf.config;

import io.github.mlxgguf.trace.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads one build of a pair. */
final class VariantReader {
    private static final String ALLOWED_MODEL = "a model key or a list of them";

    private VariantReader() {}

    /** A build under {@code gguf:} or {@code mlx:}, where the key says the format and the label. */
    static VariantConfig read(YamlValue value, Format format) {
        if (value.isAbsent()) {
            value.report("missing; allowed: a map with model and quantization.");
            return placeholder();
        }
        YamlMap map = value.map();
        VariantConfig variant = new VariantConfig(format, format.label(), models(map), quantization(map));
        map.finish();
        return variant;
    }

    /** A build under {@code baseline:} or {@code candidate:}; its label is empty if none is written. */
    static VariantConfig read(YamlValue value) {
        if (value.isAbsent()) {
            value.report("missing; allowed: a map with format, label, model and quantization.");
            return placeholder();
        }
        int before = value.context().problems().count();
        YamlMap map = value.map();
        YamlValue format = map.value("format");
        YamlValue label = map.value("label");
        VariantConfig variant = new VariantConfig(
                format.requiredChoice(Choices.FORMATS, Format.GGUF), label.text(""), models(map), quantization(map));
        if (value.context().problems().count() == before) {
            checkLabel(label, variant);
        }
        map.finish();
        return variant;
    }

    static VariantConfig placeholder() {
        return new VariantConfig(Format.GGUF, "", List.of(), "");
    }

    /** What distinguishes the build from the other one serves as a label. */
    static VariantConfig withDefaultLabel(VariantConfig variant, Format other) {
        if (!variant.label().isEmpty()) {
            return variant;
        }
        String label = variant.format() == other
                ? variant.quantization()
                : variant.format().label();
        return new VariantConfig(variant.format(), label, variant.models(), variant.quantization());
    }

    /** Nothing is called MLX that is not, nor GGUF. */
    private static void checkLabel(YamlValue value, VariantConfig variant) {
        for (Format other : Format.values()) {
            if (other != variant.format()
                    && variant.label().toLowerCase(Locale.ROOT).contains(other.id())) {
                value.refuse(
                        "\"" + variant.label() + "\" on a " + variant.format().id() + " build",
                        "a label that does not say " + other.label());
            }
        }
    }

    private static String quantization(YamlMap map) {
        return map.value("quantization").requiredText();
    }

    private static List<String> models(YamlMap map) {
        YamlValue value = map.value("model");
        if (!value.isList()) {
            return List.of(value.requiredText(ALLOWED_MODEL));
        }
        List<YamlValue> elements = value.list(ALLOWED_MODEL);
        if (elements.isEmpty()) {
            value.refuse("an empty list", "at least one model key");
        }
        List<String> keys = new ArrayList<>();
        for (YamlValue element : elements) {
            keys.add(element.requiredText());
        }
        return keys;
    }
}
