package io.github.mlxgguf.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Pattern;

/** What the JSON parser says of a text, without what only its own programmers know. */
final class ParserWords {
    private static final Pattern LIMIT = Pattern.compile(", from `[^`]*`");
    private static final Pattern FEATURE = Pattern.compile(": enable `[^`]*` to allow");
    private static final Pattern SOURCE = Pattern.compile("(?s)\\s*(?:\\((?:start marker )?)?(?:at )?\\[Source:.*");

    private ParserWords() {}

    static String of(JsonProcessingException e) {
        if (e instanceof JsonEOFException) {
            return "it ends in the middle";
        }
        String words = SOURCE.matcher(String.valueOf(e.getOriginalMessage())).replaceFirst("");
        return FEATURE.matcher(LIMIT.matcher(words).replaceAll("")).replaceAll(", which JSON does not have");
    }
}
