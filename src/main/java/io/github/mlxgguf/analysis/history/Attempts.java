package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.text.Numbers;
import java.util.List;

/**
 * How many attempts ended well: a figure is made of those alone.
 *
 * @param succeeded ended well and count
 * @param attempted all of them
 */
public record Attempts(int succeeded, int attempted) {
    static Attempts of(List<Point> points) {
        return new Attempts(
                points.stream().mapToInt(Point::succeeded).sum(),
                points.stream().mapToInt(Point::attempted).sum());
    }

    /** Whether any failed. */
    public boolean hasFailures() {
        return succeeded < attempted;
    }

    /** For example {@code 3 of 9 requests succeeded}. */
    public String sentence() {
        return attempted == 0
                ? "nothing was attempted"
                : Numbers.count(succeeded) + " of " + Numbers.counted(attempted, "request") + " succeeded";
    }
}
