package io.github.mlxgguf.prompt;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How many different things an answer lists; see {@link ListedItems} for what counts as one. */
final class ListItemCount implements AnswerCheck {
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
        items.forEach(item -> different.add(item.toLowerCase(Locale.ROOT)));
        int repeated = items.size() - different.size();
        String detail = "expected " + expected + " list items, found " + items.size()
                + (repeated == 0 ? "" : ", " + repeated + " of them repeated");
        return new Verdict(items.size() == expected && repeated == 0, detail);
    }
}
