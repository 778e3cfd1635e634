package io.github.mlxgguf.prompt;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** How many different things an answer lists; see {@link ListedItems} for what counts as one. */
final class ListItemCount implements AnswerCheck {
    private static final Pattern IES = Pattern.compile("(?<=\\p{L}{2})ies$");
    private static final Pattern ES = Pattern.compile("(?<=o|ch|sh|x|ss)es$");
    private static final Pattern S = Pattern.compile("(?<=\\p{L}{2}[^su])s$");

    private final int expected;

    ListItemCount(int expected) {
        this.expected = expected;
    }

    @Override
    public String id() {
        return "list-items";
    }

    @Override
    public Verdict check(String answer) {
        List<String> items = ListedItems.of(AnswerText.plain(answer));
        Set<String> different = new HashSet<>();
        items.forEach(item -> different.add(singular(item.toLowerCase(Locale.ROOT))));
        int repeated = items.size() - different.size();
        String detail = "expected " + expected + " list items, found " + items.size()
                + (repeated == 0 ? "" : ", " + repeated + " of them repeated");
        return new Verdict(items.size() == expected && repeated == 0, detail);
    }

    /** "Apples" and "apple" are the same thing; good enough to compare, not to show. */
    private static String singular(String item) {
        String berry = IES.matcher(item).replaceFirst("y");
        String peach = ES.matcher(berry).replaceFirst("");
        return peach.equals(item) ? S.matcher(item).replaceFirst("") : peach;
    }
}
