package io.github.mlxgguf.embedded.gguf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An own vocabulary for the SentencePiece tokenizer of llama.cpp: three control tokens, 256 bytes, and pieces.
 *
 * <p>That tokenizer joins two neighbours only if both exist and their union exists too, the best score first. So with each
 * word all its beginnings are pieces, and they score better than pieces without a leading space mark: a word is read from its
 * start as far as it is known, and the rest falls into syllables, letters, and at last bytes.
 */
final class Vocabulary {
    static final int UNKNOWN = 0;
    static final int BEGIN = 1;
    static final int END = 2;
    /** First id that stands for text of its own; below are control tokens and bytes. */
    static final int FIRST_PIECE = 3 + 256;
    /** Letters, digits, signs, the space mark: without them nothing can be joined. */
    static final int MIN_SIZE = FIRST_PIECE + 95;

    private static final String SPACE = "\u2581";
    private static final List<String> CONSONANTS = List.of("bcdfghklmnprstvw".split(""));
    private static final List<String> VOWELS = List.of("aeiou".split(""));
    private static final int TYPE_NORMAL = 1;
    private static final int TYPE_UNKNOWN = 2;
    private static final int TYPE_CONTROL = 3;
    private static final int TYPE_BYTE = 6;

    private final List<String> tokens;

    private Vocabulary(List<String> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /**
     * A vocabulary of just so many tokens; a small one is the beginning of a large one.
     *
     * @throws IllegalArgumentException if {@code size} is below {@link #MIN_SIZE} or above what can be made
     */
    static Vocabulary ofSize(int size) {
        List<String> all = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
        for (int value = 0; value < 256; value++) {
            all.add(String.format("<0x%02X>", value));
        }
        all.addAll(pieces());
        if (size < MIN_SIZE || size > all.size()) {
            throw new IllegalArgumentException(
                    "A vocabulary has " + MIN_SIZE + " to " + all.size() + " tokens, not " + size);
        }
        return new Vocabulary(all.subList(0, size));
    }

    List<String> tokens() {
        return tokens;
    }

    /** Earlier pieces score better. */
    float[] scores() {
        float[] scores = new float[tokens.size()];
        for (int id = FIRST_PIECE; id < scores.length; id++) {
            scores[id] = FIRST_PIECE - id;
        }
        return scores;
    }

    int[] types() {
        int[] types = new int[tokens.size()];
        for (int id = 0; id < types.length; id++) {
            types[id] = id >= FIRST_PIECE ? TYPE_NORMAL : id > END ? TYPE_BYTE : TYPE_CONTROL;
        }
        types[UNKNOWN] = TYPE_UNKNOWN;
        return types;
    }

    private static Set<String> pieces() {
        Set<String> pieces = new LinkedHashSet<>();
        pieces.add(SPACE);
        for (char sign = '!'; sign <= '~'; sign++) {
            pieces.add(String.valueOf(sign));
        }
        List<String> words = words();
        words.stream().filter(word -> !word.startsWith("-")).forEach(word -> addBeginnings(pieces, SPACE + word, 2));
        for (char letter = 'A'; letter <= 'Z'; letter++) {
            pieces.add(SPACE + letter);
        }
        words.stream()
                .filter(word -> word.startsWith("-"))
                .forEach(ending -> addBeginnings(pieces, ending.substring(1), 2));
        addSyllables(pieces);
        return pieces;
    }

    private static void addBeginnings(Set<String> pieces, String word, int shortest) {
        for (int length = shortest; length <= word.length(); length++) {
            pieces.add(word.substring(0, length));
        }
    }

    /** Each list only after the shorter ones of which its members are joined. */
    private static void addSyllables(Set<String> pieces) {
        List<String> open = joined(CONSONANTS, VOWELS);
        pieces.addAll(open);
        pieces.addAll(joined(VOWELS, CONSONANTS));
        pieces.addAll(joined(open, CONSONANTS));
        pieces.addAll(joined(List.of(SPACE), CONSONANTS));
        pieces.addAll(joined(List.of(SPACE), open));
        pieces.addAll(joined(CONSONANTS, CONSONANTS));
        pieces.addAll(joined(List.of(SPACE), joined(open, CONSONANTS)));
    }

    private static List<String> joined(List<String> firsts, List<String> seconds) {
        return firsts.stream()
                .flatMap(first -> seconds.stream().map(second -> first + second))
                .toList();
    }

    private static List<String> words() {
        try (InputStream in = Vocabulary.class.getResourceAsStream("words.txt")) {
            if (in == null) {
                throw new IllegalStateException("The resource words.txt is missing beside " + Vocabulary.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> List.of(line.strip().split(" +")).stream())
                    .filter(word -> !word.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
