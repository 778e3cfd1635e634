package io.github.mlxgguf.monitor.macos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.trace.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools are run in plain English, so no parser may look at the locale of the user. */
class MacLocaleTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    /** Commas, other digits, and an i without a dot. */
    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "ar-EG-u-nu-arab", "tr-TR"})
    void noParserLooksAtTheLocale(String tag) {
        Locale.setDefault(Locale.forLanguageTag(tag));

        assertThat(new VmStat(VmStatTexts.MACOS_27).committedBytes()).isEqualTo(VmStatTexts.COMMITTED);
        assertThat(MacmonReading.parse(MacmonReadingTest.OLD))
                .hasValue(new MacmonReading(17.0, 4.5, 12.25, 61.5, 58.25));
        assertThat(new Sysctl("vm.swapusage: total = 3.00M  used = 1.50M  free = 1.50M\n").swapUsedBytes())
                .isEqualTo(1_572_864);
        SampleBuilder builder = new SampleBuilder();
        new ConditionsProbe(MacLocaleTest::tool).read(builder);
        Sample sample = builder.build(0);
        assertThat(sample.powerSource()).isEqualTo("mains");
        assertThat(sample.thermal()).isEqualTo("serious");
        assertThat(sample.lowPowerMode()).isFalse();
    }

    private static Optional<String> tool(List<String> command) {
        if (command.equals(Pmset.BATTERY)) {
            return Optional.of("Now drawing from 'AC Power'\n");
        }
        return Optional.of(
                command.equals(Pmset.SETTINGS) ? " lowpowermode 0\n" : "com.apple.system.thermalpressurelevel 3\n");
    }
}
