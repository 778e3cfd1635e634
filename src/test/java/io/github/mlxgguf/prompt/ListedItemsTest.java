package io.github.mlxgguf.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListedItemsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Red\n- Apple\n- Cherry\n\nYellow\n- Banana\n- Lemon",
                "# Red\n- Apple\n- Cherry\n# Yellow\n- Banana\n- Lemon",
                "**Red:**\r\n* Apple\r\n* Cherry\r\n\r\n**Yellow:**\r\n* Banana\r\n* Lemon",
                "**Red**\n-Apple\n-Cherry\n**Yellow**\n-Banana\n-Lemon\n",
                "Here are some fruits:\n\n### 🔴 Red Fruits (2)\n1. Apple\n2. Cherry\n### 🟡 Yellow Fruits (2)\n3. Banana\n4. Lemon"
                        + "\n\nLet me know if you need more!",
                "1. **Red Fruits**\n   - Apple\n   - Cherry\n2. **Yellow Fruits**\n   - Banana\n   - Lemon",
                "1. Warm and red\n- Apple\n- Cherry\n2. Yellow\n- Banana\n- Lemon",
                "- Red:\n\t- Apple\n\t- Cherry\n- Yellow:\n\t- Banana\n\t- Lemon",
                "- **Red:** Apple, Cherry\n- **Yellow:** Banana and Lemon",
                "Red: Apple, Cherry.\nYellow: Banana, Lemon.",
                "Red - Apple, and Cherry\nYellow - Banana & Lemon",
                "## Red\n- Apple, Cherry\n## Yellow\n- Banana, and Lemon",
                "Red\nApple\nCherry\n\nYellow\nBanana\nLemon",
                "• 🍎 Apple\n• 🍒 Cherry\n• 🍌 Banana\n• 🍋 Lemon",
                "● **Apple**\n● *Cherry*\n● __Banana__\n● `Lemon`",
                "(1) Apple\n(2) Cherry\n(3) Banana\n(4) Lemon",
                "**1.** Apple\n**2.** Cherry\n**3. Banana**\n- 4. Lemon",
                "- Apple (Gala, Fuji)\n- Cherry – small, sweet\n- Banana: long, soft\n- Lemon [sour, yellow].",
                "<think>- Pear\n- Fig</think>- Apple\n- Cherry\n- Banana\n- Lemon",
            })
    void itemsAreFoundInEveryForm(String answer) {
        assertThat(ListedItems.of(AnswerText.plain(answer))).containsExactly("Apple", "Cherry", "Banana", "Lemon");
    }

    @Test
    void orangeIsAColourAndAFruit() {
        String answer = "**Orange**\n- Orange\n- Mandarin\nRed and Orange:\n- Peach\n- Blood orange\nOrange: Papaya";

        assertThat(ListedItems.of(answer)).containsExactly("Orange", "Mandarin", "Peach", "Blood orange", "Papaya");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "**Warm**\n- **Apple**\n- **Orange**\n- **Plum**",
                "- Apple\n- Orange: juicy, sweet, round\n- Plum",
                "- Apple, red\n- Orange, orange\n- Plum, purple",
                "## Warm\n- Apple, crisp, sweet\n- Orange\n## Cold\n- Plum",
                "- Apple\n- Orange\n- Plum\n- Note that colours vary.",
                "- Apple\n- Orange\n- Plum\n- Note: colours vary.",
                "- Apple\n- Orange\n- Plum\n- Colours of these fruits vary with the sort.",
                "- **Red:** Apple\n- **Orange:** Orange\n- **Purple:** Plum",
                "- Apple, Orange and Plum.",
            })
    void anItemPerLineStaysOne(String answer) {
        assertThat(ListedItems.of(AnswerText.plain(answer))).containsExactly("Apple", "Orange", "Plum");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- Apple\n- Apples",
                "- Cherry\n- CHERRIES",
                "- Peaches\n- Peach",
                "- Mango\n- Mangoes",
                "- Mango\n- Mangos",
                "- Grape\n- Grapes",
            })
    void theSameInThePluralIsRepeated(String answer) {
        assertThat(AnswerChecks.listItems(2).check(answer))
                .isEqualTo(new AnswerCheck.Verdict(false, "expected 2 list items, found 2, 1 of them repeated"));
        assertThat(AnswerChecks.listItems(2).check("- Citrus\n- Figs\n").passed())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "-\n*\n1.\n",
                "- \n- **\n---",
                "I cannot list fruits.",
                "blorp flim zanga to mu ra; kel ve so",
                "| Red | Apple |\n|---|---|",
                "# Red\n# Green",
                "Red:\nGreen:",
            })
    void wheresNoListIsNoItem(String answer) {
        assertThat(ListedItems.of(AnswerText.plain(answer))).isEmpty();
    }

    @Test
    void twentyDifferentOnesPass() {
        AnswerCheck check = StandardPrompts.FRUITS_BY_COLOUR.checks().get(0);

        assertThat(check.id()).isEqualTo("list-items");
        assertThat(check.check("Red\n" + bullets(1, 10) + "Green\n" + bullets(11, 20)))
                .isEqualTo(new AnswerCheck.Verdict(true, "expected 20 list items, found 20"));
        assertThat(check.check("Red\n" + bullets(1, 17) + "- Fruit x, crisp, sweet"))
                .isEqualTo(new AnswerCheck.Verdict(false, "expected 20 list items, found 18"));
        assertThat(check.check("Red\n" + bullets(1, 19)))
                .isEqualTo(new AnswerCheck.Verdict(false, "expected 20 list items, found 19"));
        assertThat(check.check(bullets(1, 21)))
                .isEqualTo(new AnswerCheck.Verdict(false, "expected 20 list items, found 21"));
        assertThat(check.check(bullets(1, 18) + "- Fruit a\n- FRUIT B\n"))
                .isEqualTo(new AnswerCheck.Verdict(false, "expected 20 list items, found 20, 2 of them repeated"));
        assertThat(check.check("")).isEqualTo(new AnswerCheck.Verdict(false, "expected 20 list items, found 0"));
    }

    private static String bullets(int first, int last) {
        List<String> lines = java.util.stream.IntStream.rangeClosed(first, last)
                .mapToObj(number -> "- Fruit " + (char) ('a' + number - 1))
                .toList();
        return String.join("\n", lines) + "\n";
    }
}
