package io.github.mlxgguf.prompt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The prompts of the scenarios, except for the long document, see {@link Document}. */
public final class StandardPrompts {
    /** Plain prose of some hundred tokens. */
    public static final Prompt ENTANGLEMENT = Prompt.unchecked(
            "entanglement-200-words",
            "Explain quantum entanglement to a curious adult who knows no physics. Write about 200 words of plain prose,"
                    + " without headings or lists.");

    /** A calculation in two steps with one sensible answer. */
    public static final Prompt TRAIN_SPEED = new Prompt(
            "train-speed",
            "A train covers 120 km in one hour and thirty minutes. What is its average speed in km/h?"
                    + " Show the calculation in a few short steps, then state the answer in km/h in the last line.",
            List.of(AnswerChecks.number(
                    "80",
                    "km/h",
                    "km/hr",
                    "km/hrs",
                    "km/hour",
                    "km/hours",
                    "kms/h",
                    "kms/hr",
                    "kms/hour",
                    "kmh",
                    "kph",
                    "kmph",
                    "km per hour",
                    "km per hr",
                    "kms per hour",
                    "km h-1",
                    "km·h-1",
                    "kilometers per hour",
                    "kilometres per hour",
                    "kilometers/hour",
                    "kilometres/hour",
                    "kilometers an hour",
                    "kilometres an hour")));

    /** Three lines: too short for a decode rate, long enough for an answer. */
    public static final Prompt HAIKU = new Prompt(
            "haiku",
            "Write a haiku about the sea in autumn. Answer with its three lines and nothing else: no title, no"
                    + " explanation.",
            List.of(AnswerChecks.lines(3)));

    /** Code. */
    public static final Prompt FIBONACCI = Prompt.unchecked(
            "fibonacci",
            "Write a Python function fibonacci(n) that returns the n-th Fibonacci number, with fibonacci(0) = 0 and"
                    + " fibonacci(1) = 1. Use a loop, refuse a negative n, add a docstring and explain in two sentences how"
                    + " it works.");

    /** Arguments for two sides. */
    public static final Prompt REMOTE_WORK = Prompt.unchecked(
            "remote-work",
            "What are the advantages and disadvantages of remote work for employees and for companies? Give a balanced"
                    + " answer of about 200 words.");

    /** Facts in a strict form. */
    public static final Prompt FRUITS_BY_COLOUR = new Prompt(
            "fruits-by-colour",
            "List exactly twenty different fruits, grouped by colour. Write each colour as a heading and below it one"
                    + " fruit a line, each line starting with a hyphen. Write nothing else.",
            List.of(AnswerChecks.listItems(20)));

    /** Free writing that is long enough for a decode rate, which a haiku is not. */
    public static final Prompt SHORT_STORY = Prompt.unchecked(
            "short-story",
            "Write a short story of about 200 words about a lighthouse keeper who finds a letter in a bottle.");

    /** What warms an engine up: short to read, long enough to answer that decoding runs steadily. */
    public static final Prompt WARMUP =
            Prompt.unchecked("warmup", "Describe an ordinary morning at a railway station in about 100 words.");

    /** What is asked right before an unload, so that the freed memory comes back. */
    public static final Prompt FAREWELL = Prompt.unchecked("farewell", "Say goodbye.");

    private static final List<Prompt> VARIED =
            List.of(ENTANGLEMENT, TRAIN_SPEED, HAIKU, FIBONACCI, REMOTE_WORK, FRUITS_BY_COLOUR);

    private static final Map<String, Prompt> CATEGORIES = categoriesInOrder();

    private StandardPrompts() {}

    /** The six short prompts in a fixed order, for a scenario that goes round them. */
    public static List<Prompt> varied() {
        return VARIED;
    }

    /** One prompt for each kind of work that experts of a mixture may differ in, in a fixed order: maths, creative, code, facts. */
    public static Map<String, Prompt> categories() {
        return CATEGORIES;
    }

    private static Map<String, Prompt> categoriesInOrder() {
        Map<String, Prompt> categories = new LinkedHashMap<>();
        categories.put("maths", TRAIN_SPEED);
        categories.put("creative", SHORT_STORY);
        categories.put("code", FIBONACCI);
        categories.put("facts", FRUITS_BY_COLOUR);
        return Collections.unmodifiableMap(categories);
    }
}
