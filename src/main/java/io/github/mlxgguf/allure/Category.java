package io.github.mlxgguf.allure;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A group of tests that did not pass, as Allure's {@code categories.json} defines one. Both expressions must match the whole text,
 * line ends included; null matches anything.
 *
 * @param matchedStatuses {@code failed}, {@code broken} or {@code skipped}
 */
record Category(
        String name,
        List<String> matchedStatuses,
        @Nullable String messageRegex,
        @Nullable String traceRegex) {
    /** Copies the list. */
    Category {
        matchedStatuses = List.copyOf(matchedStatuses);
    }

    /** As Allure's generator decides it. */
    boolean matches(String status, @Nullable String message, @Nullable String trace) {
        return matchedStatuses.contains(status) && matches(messageRegex, message) && matches(traceRegex, trace);
    }

    private static boolean matches(@Nullable String regex, @Nullable String text) {
        return regex == null
                || (text != null
                        && Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches());
    }
}
