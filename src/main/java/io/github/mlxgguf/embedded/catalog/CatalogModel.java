package io.github.mlxgguf.embedded.catalog;

import io.github.mlxgguf.embedded.gguf.LlamaShape;
import io.github.mlxgguf.embedded.gguf.RandomModel;
import io.github.mlxgguf.embedded.gguf.TensorType;
import io.github.mlxgguf.trace.Format;
import java.util.Locale;

/**
 * One build that the embedded server offers.
 *
 * @param name of the network, without its quantisation
 * @param params number of parameters as a publisher would write it
 */
public record CatalogModel(
        String name, String displayName, String params, LlamaShape shape, TensorType encoding, long seed)
        implements OfferedModel {
    /** What stands before the slash of every key. */
    public static final String PUBLISHER = "embedded";

    /** What a load call takes, for example {@code embedded/gibberish-50m@f16}. */
    @Override
    public String key() {
        return PUBLISHER + "/" + name + "@" + encoding.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String publisher() {
        return PUBLISHER;
    }

    @Override
    public Format format() {
        return Format.GGUF;
    }

    @Override
    public String quantization() {
        return encoding.name();
    }

    @Override
    public double bitsPerWeight() {
        return encoding == TensorType.F16 ? 16 : 8;
    }

    @Override
    public String architecture() {
        return "llama";
    }

    @Override
    public int maxContextLength() {
        return shape.contextLength();
    }

    @Override
    public long sizeBytes() {
        return randomModel().fileBytes();
    }

    /** All that decides the bytes of the file is in its name, so a changed recipe never meets an old file. */
    String fileName() {
        return name + "-g" + RandomModel.GENERATOR_VERSION + "-s" + seed + "-v" + shape.vocabulary() + "-d"
                + shape.embedding() + "-f" + shape.feedForward() + "-l" + shape.layers() + "-h" + shape.heads() + "-k"
                + shape.keyValueHeads() + "-c" + shape.contextLength() + expertsInName() + "." + encoding + ".gguf";
    }

    private String expertsInName() {
        return shape.isMixture() ? "-e" + shape.experts() + "-u" + shape.expertsUsed() : "";
    }

    RandomModel randomModel() {
        return new RandomModel(name, shape, encoding, seed);
    }
}
