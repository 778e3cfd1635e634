package io.github.mlxgguf.calibration;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.monitor.MachineInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table of a calibration, for people and for programs. */
final class CalibrationReport {
    private final MachineInfo machine;
    private final int cores;
    private final List<CalibrationRow> rows;

    CalibrationReport(MachineInfo machine, int cores, List<CalibrationRow> rows) {
        this.machine = machine;
        this.cores = cores;
        this.rows = List.copyOf(rows);
    }

    /** Leaves {@code NAME.md} for people, which the method page of the documentation shows, and {@code NAME.json} for programs. */
    void write(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".md"), table());
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve(name + ".json").toFile(), json());
    }

    /** Markdown, with the machine named above it. */
    String table() {
        StringBuilder text = new StringBuilder(machineLine()).append("\n\n");
        text.append("| figure | played | n | median error | p99 of its size | worst | bound | held |\n");
        text.append("|---|---|--:|--:|--:|--:|--:|---|\n");
        for (CalibrationRow row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %s | %d | %s | %s | %s | %s | %s |%n",
                    row.figure(),
                    row.conditions(),
                    row.n(),
                    signed(row.median(), row.unit()),
                    plain(row.p99(), row.unit()),
                    signed(row.worst(), row.unit()),
                    row.bound() == null ? "reported only" : plain(row.bound(), row.unit()),
                    held(row.held())));
        }
        return text.toString().replace("\r\n", "\n");
    }

    private ObjectNode json() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.putObject("machine")
                .put("chip", machine.chip())
                .put("cores", cores)
                .put("os", machine.osName() + " " + machine.osVersion())
                .put("arch", machine.osArch())
                .put("jvm", System.getProperty("java.runtime.version"));
        ArrayNode list = root.putArray("rows");
        for (CalibrationRow row : rows) {
            list.addObject()
                    .put("figure", row.figure())
                    .put("conditions", row.conditions())
                    .put("unit", row.unit())
                    .put("n", row.n())
                    .put("median", row.median())
                    .put("p99", row.p99())
                    .put("worst", row.worst())
                    .put("bound", row.bound())
                    .put("held", row.held());
        }
        return root;
    }

    private String machineLine() {
        return "Machine: " + (machine.chip() == null ? "unknown chip" : machine.chip()) + ", " + cores + " cores, "
                + machine.osName() + " " + machine.osVersion() + ", Java " + System.getProperty("java.version") + ".";
    }

    private static String held(@Nullable Boolean held) {
        return held == null ? "–" : held ? "yes" : "**no**";
    }

    private static String signed(double value, String unit) {
        return String.format(Locale.ROOT, "%+.3f %s", value, unit);
    }

    private static String plain(double value, String unit) {
        return String.format(Locale.ROOT, "%.3f %s", value, unit);
    }
}
