package io.github.mlxgguf.record;

import com.fasterxml.jackson.core.io.NumberInput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a line of JSON as our own writer spells it: no blanks, no escapes. Whatever it does not find as it expects it, it
 * says so and stays on, and the line is for a parser that knows all of JSON.
 */
final class PlainJson {
    /** So many digits are less than the greatest long. */
    private static final int DIGITS_OF_ANY_LONG = 18;
    /** More than the longest double that our writer spells. */
    private static final int LONGEST_NUMBER = 32;

    private final byte[] line;
    private final int end;
    private int at;

    PlainJson(byte[] text, int offset, int length) {
        line = text;
        at = offset;
        end = offset + length;
    }

    boolean isAtEnd() {
        return at == end;
    }

    /** Whether the next character is this one, which it leaves behind. */
    boolean skip(char character) {
        if (at < end && line[at] == character) {
            at++;
            return true;
        }
        return false;
    }

    /** Whether the next characters are these, which it leaves behind. */
    boolean skip(byte[] word) {
        int after = at + word.length;
        if (after <= end && Arrays.equals(line, at, after, word, 0, word.length)) {
            at = after;
            return true;
        }
        return false;
    }

    /** A whole number, up to where it is none any more; null if there is none or a long cannot hold it. */
    @Nullable
    Long whole() {
        int start = at;
        boolean negative = skip('-');
        int first = at;
        long value = 0;
        for (; at < end && isDigit(line[at]); at++) {
            value = 10 * value + (line[at] - '0');
        }
        int digits = at - first;
        if (digits == 0 || (digits > 1 && line[first] == '0')) {
            return null;
        }
        if (digits > DIGITS_OF_ANY_LONG) {
            return longOf(new String(line, start, at - start, StandardCharsets.ISO_8859_1));
        }
        return negative ? -value : value;
    }

    /** A number; null if there is none, or it is spelled in more digits than need be. */
    @Nullable
    Double real() {
        int start = at;
        Long whole = whole();
        if (whole == null) {
            return null;
        }
        int afterWhole = at;
        if (skip('.') && !skipDigits()) {
            return null;
        }
        if (skip('E') || skip('e')) {
            if (!skip('-')) {
                skip('+');
            }
            if (!skipDigits()) {
                return null;
            }
        }
        return at == afterWhole ? (Double) (double) whole : doubleAt(start);
    }

    /** A text; null if there is none, or it has more than plain ASCII in it. */
    @Nullable
    String text() {
        if (!skip('"')) {
            return null;
        }
        int start = at;
        while (at < end && line[at] >= ' ' && line[at] != '"' && line[at] != '\\') {
            at++;
        }
        int length = at - start;
        return skip('"') ? new String(line, start, length, StandardCharsets.ISO_8859_1) : null;
    }

    private boolean skipDigits() {
        int start = at;
        while (at < end && isDigit(line[at])) {
            at++;
        }
        return at > start;
    }

    private @Nullable Double doubleAt(int start) {
        int length = at - start;
        if (length > LONGEST_NUMBER) {
            return null;
        }
        char[] number = new char[length];
        for (int i = 0; i < length; i++) {
            number[i] = (char) line[start + i];
        }
        double value = NumberInput.parseDouble(number, 0, length, true);
        return Double.isFinite(value) ? (Double) value : null;
    }

    private static @Nullable Long longOf(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }
}
