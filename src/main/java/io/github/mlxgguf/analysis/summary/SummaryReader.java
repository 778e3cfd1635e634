package io.github.mlxgguf.analysis.summary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.mlxgguf.record.NullnessIntrospector;
import io.github.mlxgguf.record.RecordJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads {@code summary.json} back; whatever is not exactly the contract is refused, since anybody may have edited the file. */
public final class SummaryReader {
    /** A summary of twenty pairs has about 3 MB; what is larger than this was not written by a run. */
    private static final long MAX_BYTES = 64L << 20;

    private static final ObjectReader READER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .annotationIntrospector(
                    AnnotationIntrospector.pair(new NullnessIntrospector(), new JacksonAnnotationIntrospector()))
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(RunSummary.class);

    private SummaryReader() {}

    /**
     * The summary of a file.
     *
     * @throws UnreadableSummary if the file cannot be read, is no whole summary, or is one of another schema
     */
    public static RunSummary read(Path file) throws UnreadableSummary {
        try {
            long bytes = Files.size(file);
            if (bytes > MAX_BYTES) {
                throw new UnreadableSummary("it has " + bytes + " bytes, more than any summary");
            }
            try (InputStream in = Files.newInputStream(file)) {
                RunSummary summary = READER.readValue(in);
                if (!summary.schemaVersion().equals(RecordJson.SCHEMA_VERSION)) {
                    throw new UnreadableSummary(
                            "its schema is " + summary.schemaVersion() + ", expected " + RecordJson.SCHEMA_VERSION);
                }
                return summary;
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableSummary(e.getOriginalMessage());
        } catch (IOException e) {
            throw new UnreadableSummary(e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    /** A file that is no summary of this schema; the message says why. */
    public static final class UnreadableSummary extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableSummary(String reason) {
            super(reason);
        }
    }
}
