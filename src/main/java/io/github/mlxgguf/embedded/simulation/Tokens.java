package io.github.mlxgguf.embedded.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * The simulated tokenizer.
 *
 * <p>A run of letters and digits is cut into tokens of {@value #LETTERS} characters, the last one shorter; every other character
 * that is not white space is a token, and so is each ideograph. White space belongs to the token that follows it; at the end of a
 * text, to the last one. Joined together the tokens are the text again, and no character is ever cut in two.
 */
final class Tokens {
    /** English has about 4.5 letters a token with the vocabularies of today; whole words are commonly one. */
    static final int LETTERS = 6;

    private Tokens() {}

    /** Cuts a text; a text of white space only is one token. */
    static List<String> split(String text) {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        int letters = 0; // in the token that ends here
        int end = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            boolean space = Character.isWhitespace(character);
            boolean letter = Character.isLetterOrDigit(character) && !Character.isIdeographic(character);
            boolean open = !isBlank(text, start, end);
            if (open && (space || !letter || letters == 0 || letters == LETTERS)) {
                tokens.add(text.substring(start, end));
                start = end;
                letters = 0;
            }
            end += Character.charCount(character);
            letters += letter ? 1 : 0;
        }
        if (start < end) {
            if (isBlank(text, start, end) && !tokens.isEmpty()) {
                tokens.set(tokens.size() - 1, tokens.get(tokens.size() - 1) + text.substring(start, end));
            } else {
                tokens.add(text.substring(start, end));
            }
        }
        return tokens;
    }

    private static boolean isBlank(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
