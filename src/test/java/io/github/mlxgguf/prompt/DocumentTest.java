package io.github.mlxgguf.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
    private static final String REFUSED =
            "The document to summarise cannot be used (1 problem); nothing was started:\n  ";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("report.md");
    }

    /** Sentences of 9 characters, two tokens each, and the blanks between them. */
    private Document sentences(int count) throws IOException {
        Files.writeString(file, sentence(count));
        return Document.read(file);
    }

    private static String sentence(int count) {
        return "Fish eat. ".repeat(count).strip();
    }

    @ParameterizedTest
    @CsvSource({"2, 9", "3, 9", "4, 9", "5, 19", "6, 19", "7, 29", "20, 89", "42, 189", "44, 189"})
    void aCutEndsAtTheLastSentenceEndWithinTheSize(int tokens, int characters) throws IOException {
        assertThat(sentences(20).cut(tokens)).isEqualTo(sentence(20).substring(0, characters));
    }

    @Test
    void theLargestSizeIsTheWholeText() throws IOException {
        Document document = sentences(20);

        assertThat(document.largestTokens()).isEqualTo(44); // 199 characters by 4.5
        assertThat(Document.estimatedTokens(sentence(20))).isEqualTo(45);
        assertThat(Document.estimatedTokens("")).isZero();
    }

    @Test
    void aSizeThatTheDocumentDoesNotHoldIsRefused() throws IOException {
        Document document = sentences(20);

        assertThatThrownBy(() -> document.summarise(45))
                .isInstanceOf(ConfigException.class)
                .hasMessage(REFUSED + "expected a text of at least 45 tokens, found about 44 in " + file
                        + " (4.5 characters each); use a longer document or smaller scenarios.context-stress.sizes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"It is 1.5 degrees warm and", "no end of it at all,", "fish."})
    void withoutASentenceEndInTheSecondHalfNothingIsCut(String start) throws IOException {
        Files.writeString(file, start + " and so on".repeat(50) + ".");
        Document document = Document.read(file);

        assertThatThrownBy(() -> document.summarise(50))
                .isInstanceOf(ConfigException.class)
                .hasMessage(REFUSED + "expected a sentence end between 25 and 50 tokens, found none in " + file
                        + "; use a document of prose, or larger scenarios.context-stress.sizes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Who ate it?", "Run away!", "He said \"no.\"", "It is so (or not).", "It is 1.5."})
    void aSentenceMayEndInSeveralWays(String sentence) throws IOException {
        Files.writeString(file, sentence + "\nand more words that have no end before the size is reached");

        assertThat(Document.read(file).cut(4)).isEqualTo(sentence);
    }

    @Test
    void lineEndsAndAByteOrderMarkChangeNothing() throws IOException {
        Files.writeString(file, "One. Two.\n\nThree. Four.\n");
        String plain = Document.read(file).summarise(4).text();
        Files.writeString(file, "\uFEFF\r\nOne. Two.\r\n\r\nThree. Four.\r\n\r\n");

        assertThat(Document.read(file).summarise(4).text()).isEqualTo(plain).doesNotContain("\r", "\uFEFF");
    }

    @Test
    void theFactStandsBeforeTheDocumentAndTheTaskAfterIt() throws IOException {
        Prompt prompt = sentences(20).summarise(6);

        assertThat(prompt.id()).isEqualTo("document-6");
        assertThat(prompt.text())
                .isEqualTo("Read the following report and then do the task that stands after it.\n\n"
                        + "This report was filed under the code TARVIK-4428.\n\n"
                        + "Fish eat. Fish eat.\n\n"
                        + "Task: summarise the report above in about 150 words of plain prose. Begin your answer with the"
                        + " code under which the report was filed.");
        AnswerCheck check = prompt.checks().get(0);
        assertThat(prompt.checks()).hasSize(1);
        assertThat(check.id()).isEqualTo(Document.PLANTED_FACT).isEqualTo("planted-fact");
        assertThat(check.check("TARVIK-4428: fish eat.").passed()).isTrue();
        assertThat(check.check("Fish eat."))
                .isEqualTo(new AnswerCheck.Verdict(false, "expected 'TARVIK-4428', found an answer without it"));
    }

    @Test
    void everySizeHasAFactOfItsOwn() {
        List<String> facts =
                IntStream.rangeClosed(1, 8_998).mapToObj(Document::station).toList();

        assertThat(facts).doesNotHaveDuplicates().allMatch(fact -> fact.matches("TARVIK-[1-9][0-9]{3}"));
        assertThat(Document.station(Integer.MAX_VALUE)).matches("TARVIK-[1-9][0-9]{3}");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Document.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(REFUSED + "expected a text file, found nothing at " + file.toAbsolutePath()
                        + "; correct scenarios.context-stress.document, which is relative to the config file's folder,"
                        + " or set scenarios.context-stress.enabled: false");
    }

    @Test
    void aFileThatIsNoTextIsNamed() throws IOException {
        Files.write(file, new byte[] {'a', (byte) 0xC3, '('});
        assertThatThrownBy(() -> Document.read(file))
                .hasMessage(REFUSED + "expected UTF-8 text, found other bytes in " + file + "; save it as UTF-8");

        Files.writeString(file, "\uFEFF \r\n");
        assertThatThrownBy(() -> Document.read(file))
                .hasMessage(REFUSED + "expected a text, found an empty file at " + file + "; write prose into it");

        assertThatThrownBy(() -> Document.read(folder))
                .hasMessage(REFUSED + "expected a readable text file, found IOException at " + folder
                        + "; name a file that this user may read in scenarios.context-stress.document");
    }
}
