package io.github.mlxgguf.embedded.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private final Vocabulary vocabulary = Vocabulary.ofSize(4096);

    @Test
    void controlTokensAndBytesComeFirst() {
        assertThat(vocabulary.tokens()).startsWith("<unk>", "<s>", "</s>", "<0x00>", "<0x01>");
        assertThat(vocabulary.tokens().get(3 + 255)).isEqualTo("<0xFF>");
        assertThat(vocabulary.types()).hasSize(4096).startsWith(2, 3, 3, 6).endsWith(1);
        assertThat(vocabulary.scores()).hasSize(4096).endsWith(259 - 4095);
    }

    @Test
    void noTokenIsThereTwice() {
        assertThat(vocabulary.tokens()).doesNotHaveDuplicates();
    }

    /** The tokenizer joins two tokens at a time, so a piece that no earlier two make could never be used. */
    @Test
    void everyPieceIsJoinedFromTwoOthers() {
        List<String> pieces = vocabulary.tokens().subList(Vocabulary.FIRST_PIECE, 4096);
        Set<String> all = new HashSet<>(pieces);

        assertThat(pieces).filteredOn(piece -> piece.length() > 1).allMatch(piece -> canBeJoined(piece, all));
    }

    @Test
    void aSmallVocabularyIsTheBeginningOfALargeOne() {
        assertThat(vocabulary.tokens().subList(0, 500))
                .isEqualTo(Vocabulary.ofSize(500).tokens());
    }

    @Test
    void aSizeWithoutRoomForLettersIsRefused() {
        assertThatThrownBy(() -> Vocabulary.ofSize(300))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A vocabulary has 354 to ")
                .hasMessageEndingWith(" tokens, not 300");
    }

    private static boolean canBeJoined(String piece, Set<String> all) {
        for (int cut = 1; cut < piece.length(); cut++) {
            if (all.contains(piece.substring(0, cut)) && all.contains(piece.substring(cut))) {
                return true;
            }
        }
        return false;
    }
}
