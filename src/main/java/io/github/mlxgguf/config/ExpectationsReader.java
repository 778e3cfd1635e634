package io.github.mlxgguf.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code expect}, of the file or of a pair: {@code metric: "operator bound"} or {@code metric@scenario: …}. */
final class ExpectationsReader {
    private static final String ALLOWED = ">=, <=, > or < and a number, such as \">= 2.0\"";
    private static final Pattern SHAPE = Pattern.compile("(?<sign>[<>=≥≤!~]+)\\s*(?<bound>\\S.*)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?");

    /** What people write who know the operator from elsewhere. */
    private static final Map<String, String> MEANT = Map.of("=>", ">=", "≥", ">=", "=<", "<=", "≤", "<=");

    private ExpectationsReader() {}

    /** All expectations that could be read; the others are reported. */
    static List<Expectation> read(YamlMap map) {
        List<Expectation> expectations = new ArrayList<>();
        for (String key : map.keys()) {
            expectation(key, map).ifPresent(expectation -> {
                if (expectations.stream().anyMatch(expectation::isAboutTheSameAs)) {
                    map.reportKey(
                            key,
                            "found a second time; " + expectation.metric().id() + " alone means "
                                    + expectation.metric().id() + "@" + expectation.scenario() + ".");
                }
                expectations.add(expectation);
            });
        }
        return expectations;
    }

    private static Optional<Expectation> expectation(String key, YamlMap map) {
        int at = key.indexOf('@');
        @Nullable ExpectationMetric metric = metric(at < 0 ? key : key.substring(0, at), key, map);
        if (metric == null) {
            return Optional.empty();
        }
        String scenario = at < 0 ? metric.defaultScenario() : key.substring(at + 1);
        checkScenario(metric, scenario, key, map);
        return read(map.value(key), metric, scenario);
    }

    private static @Nullable ExpectationMetric metric(String id, String key, YamlMap map) {
        ExpectationMetric metric = ExpectationMetric.fromId(id).orElse(null);
        if (metric == null) {
            List<String> known = Arrays.stream(ExpectationMetric.values())
                    .map(ExpectationMetric::id)
                    .toList();
            map.reportKey(
                    key, "unknown metric; allowed: " + String.join(", ", known) + "." + Suggestion.sentence(id, known));
        }
        return metric;
    }

    private static void checkScenario(ExpectationMetric metric, String scenario, String key, YamlMap map) {
        List<String> known = ScenarioId.BUILT_IN.stream().map(ScenarioId::id).toList();
        if (!metric.hasScenarioOfChoice() && !scenario.equals(metric.defaultScenario())) {
            map.reportKey(
                    key,
                    "found the scenario \"" + scenario + "\"; allowed: " + metric.id() + " alone, as it is measured in "
                            + metric.defaultScenario() + " only.");
        } else if (metric.hasScenarioOfChoice() && scenario.equals(ScenarioId.COLD_START.id())) {
            map.reportKey(
                    key,
                    "found the scenario \"" + scenario + "\", which measures "
                            + ExpectationMetric.LOAD_RATIO.id() + " only; allowed after the @: "
                            + String.join(
                                    ", ",
                                    known.stream()
                                            .filter(id -> !id.equals(scenario))
                                            .toList()) + ".");
        } else if (!known.contains(scenario)) {
            map.reportKey(
                    key,
                    "unknown scenario \"" + scenario + "\"; allowed after the @: " + String.join(", ", known) + "."
                            + Suggestion.sentence(scenario, known));
        }
    }

    private static Optional<Expectation> read(YamlValue value, ExpectationMetric metric, String scenario) {
        String text = value.requiredText(ALLOWED);
        if (text.isBlank()) {
            return Optional.empty();
        }
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            value.refuse("\"" + text + "\"", ALLOWED);
            return Optional.empty();
        }
        String sign = shape.group("sign");
        Expectation.Operator operator = Expectation.Operator.fromSign(sign).orElse(null);
        if (operator == null) {
            String meant = MEANT.get(sign);
            value.report("found the operator \"" + sign + "\"; allowed: " + ALLOWED + "."
                    + (meant == null ? "" : " Did you mean \"" + meant + "\"?"));
            return Optional.empty();
        }
        return bound(shape.group("bound"), value, metric, operator)
                .map(bound -> new Expectation(metric, scenario, operator, bound));
    }

    /**
     * A ratio of 0 or less does not exist, so a bound there would expect nothing or the impossible; nor does a build keep less
     * than no memory.
     */
    private static Optional<Double> bound(
            String text, YamlValue value, ExpectationMetric metric, Expectation.Operator operator) {
        boolean ratio = metric != ExpectationMetric.LEAK_MB_PER_REQUEST;
        if (NUMBER.matcher(text).matches()) {
            double bound = Double.parseDouble(text);
            if (bound == 0 && !ratio && operator == Expectation.Operator.BELOW) {
                value.refuse(
                        "\"" + operator.sign() + " " + text + "\", which nothing can meet",
                        "a bound above 0 MB per request, such as \"< 1\"");
                return Optional.empty();
            }
            if (Double.isFinite(bound) && (bound > 0 || !ratio)) {
                return Optional.of(bound);
            }
        }
        value.refuse(
                "the bound \"" + text + "\"",
                ratio ? "a ratio above 0, such as 2.0 for twice the baseline" : "MB per request, such as 1 or 0.5");
        return Optional.empty();
    }
}
