package io.github.mlxgguf.analysis.change;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Which of two times of records comes first: {@code 12:00:00Z} is before {@code 12:00:00.500Z}, though not as text. */
final class Moments {
    private Moments() {}

    /** Below 0 if the first is earlier; as text where one of them is no time. */
    static int compare(String one, String other) {
        try {
            return Instant.parse(one).compareTo(Instant.parse(other));
        } catch (DateTimeParseException noTime) {
            return one.compareTo(other);
        }
    }
}
