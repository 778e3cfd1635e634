package io.github.mlxgguf.prompt;

import io.github.mlxgguf.config.ConfigException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A long text to summarise, cut to size at a sentence end.
 *
 * <p>Tokens are estimated, never counted with a tokenizer of one build: both builds of a pair must get the same text. What
 * the server counted stands in each generation's record.
 */
public final class Document {
    /** Characters of one token: English prose with the tokenizers of current models, which have 100,000 entries and more. */
    public static final double CHARACTERS_PER_TOKEN = 4.5;

    /** The id of the check whether the fact planted at the start came back. */
    public static final String PLANTED_FACT = "planted-fact";

    private static final String SUBJECT = "The document to summarise";
    private static final Pattern LINE_END = Pattern.compile("\\R");
    private static final Pattern SENTENCE_END =
            Pattern.compile("[.!?][\"')\\]\\u2019\\u201D]*(?=\\s|\\z)|[\\u3002\\uFF01\\uFF1F]");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** A prime below the count of four-digit numbers, so that sizes under it have codes of their own. */
    private static final int CODES = 8_999;

    /** Spreads neighbouring and round sizes over the codes. */
    private static final int CODE_STEP = 3_571;

    private static final int FIRST_CODE = 1_000;

    private final Path file;
    private final String text;

    private Document(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * Reads a document.
     *
     * @throws ConfigException if the file is missing, is no UTF-8 text, cannot be read or has no text in it
     */
    public static Document read(Path file) {
        try {
            String text = LINE_END.matcher(Files.readString(file)).replaceAll("\n");
            text = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip();
            if (text.isEmpty()) {
                throw refused("expected a text, found an empty file at " + file + "; write prose into it");
            }
            return new Document(file, text);
        } catch (NoSuchFileException missing) {
            throw refused("expected a text file, found nothing at "
                    + file.toAbsolutePath().normalize()
                    + "; correct scenarios.context-stress.document, which is relative to the config file's folder,"
                    + " or set scenarios.context-stress.enabled: false");
        } catch (CharacterCodingException other) {
            throw refused("expected UTF-8 text, found other bytes in " + file + "; save it as UTF-8");
        } catch (IOException failed) {
            throw refused(
                    "expected a readable text file, found " + failed.getClass().getSimpleName() + " at " + file
                            + "; name a file that this user may read in scenarios.context-stress.document");
        }
    }

    /** The number of tokens that a text has by the estimate, rounded up; for whether a prompt fits a context. */
    public static int estimatedTokens(String text) {
        return (int) Math.ceil(text.length() / CHARACTERS_PER_TOKEN);
    }

    /** The largest size that {@link #summarise(int)} can cut, in estimated tokens. */
    public int largestTokens() {
        return (int) (text.length() / CHARACTERS_PER_TOKEN);
    }

    /**
     * Asks for a summary of the document's first part; a fact planted at its start must come back in the answer.
     *
     * @param tokens estimated size of the part, without the instruction around it
     * @throws ConfigException if the document is shorter, or has no sentence end to cut at
     */
    public Prompt summarise(int tokens) {
        String station = station(tokens);
        String asked = "Read the following report and then do the task that stands after it.\n\n"
                + "This report was filed under the code " + station + ".\n\n"
                + cut(tokens)
                + "\n\nTask: summarise the report above in about 150 words of plain prose. Begin your answer with the code under"
                + " which the report was filed.";
        return new Prompt(promptId(tokens), asked, List.of(AnswerChecks.contains(PLANTED_FACT, station)));
    }

    /** The id of the prompt that {@link #summarise(int)} makes. */
    public static String promptId(int tokens) {
        return "document-" + tokens;
    }

    /** The longest run of whole sentences from the start that the size allows. */
    String cut(int tokens) {
        if (tokens > largestTokens()) {
            throw refused(
                    "expected a text of at least " + tokens + " tokens, found about " + largestTokens() + " in " + file
                            + " (" + CHARACTERS_PER_TOKEN + " characters each); use a longer document or smaller"
                            + " scenarios.context-stress.sizes");
        }
        int most = (int) Math.round(tokens * CHARACTERS_PER_TOKEN);
        int end = 0;
        Matcher ends = SENTENCE_END.matcher(text);
        while (ends.find() && ends.end() <= most) {
            end = ends.end();
        }
        if (end * 2 < most) {
            throw refused("expected a sentence end between " + tokens / 2 + " and " + tokens + " tokens, found none in "
                    + file + "; use a document of prose, or larger scenarios.context-stress.sizes");
        }
        return text.substring(0, end);
    }

    /** An invented code that only the prompt of this size has. */
    static String station(int tokens) {
        return "TARVIK-" + (FIRST_CODE + (int) ((long) tokens * CODE_STEP % CODES));
    }

    private static ConfigException refused(String problem) {
        return new ConfigException(SUBJECT, List.of(problem));
    }
}
