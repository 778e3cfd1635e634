import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a run on the embedded server against what llama.cpp itself printed: each generation's output tokens and server rate are
 * those of one of the engine's timing lines, its decode rate is within 5 % of that line, and the worker's anonymous memory after
 * each load lies between the file's size and file + KV cache of all slots + 96 MB.
 * Usage: java .ci/EngineLogCheck.java RESULTS-FOLDER
 */
class EngineLogCheck {
    private static final Pattern TIMING =
            Pattern.compile("\\n *eval time = *([\\d.]+) ms / *(\\d+) tokens");
    private static final double TOLERANCE = 0.05;
    /** As far as one number can differ from itself written in decimals. */
    private static final double SAME = 1e-9;
    /** 2 (K and V) · 2 bytes · layers · width of the KV heads, of the standard models in the embedded catalogue. */
    private static final long KV_BYTES_PER_TOKEN = 14_336;
    private static final long WORKER_ALLOWANCE = 96_000_000;

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<String> records = Files.readAllLines(folder.resolve("records.jsonl"));
        boolean good = rates(records, Files.readString(folder.resolve("engine.log"))) & memory(records);
        if (!good) {
            System.exit(1);
        }
    }

    /** The server passes the engine's rate on unchanged, so it tells the timing line, also of requests that ran at once. */
    private static boolean rates(List<String> records, String log) {
        List<Timing> engine = new ArrayList<>();
        Matcher line = TIMING.matcher(log);
        while (line.find()) {
            engine.add(new Timing(Long.parseLong(line.group(2)), Double.parseDouble(line.group(1))));
        }
        int lines = engine.size();
        int generations = 0;
        int unmatched = 0;
        double worst = 0;
        for (String generation : records) {
            if (generation.contains("\"kind\":\"generation\"")) {
                generations++;
                long tokens = integer(generation, "output_tokens");
                double server = decimal(generation, "tokens_per_second");
                Timing own = engine.stream()
                        .filter(each -> each.tokens == tokens && Math.abs(each.rate() / server - 1) < SAME)
                        .findFirst()
                        .orElse(null);
                if (own == null) {
                    unmatched++;
                } else {
                    engine.remove(own);
                    if (isTimedAlone(generation)) {
                        worst = Math.max(worst, Math.abs(decimal(generation, "decode_tokens_per_second") / own.rate() - 1));
                    }
                }
            }
        }
        boolean good = generations > 0 && unmatched == 0 && worst <= TOLERANCE;
        System.out.printf(
                "%s %d generations, %d without a timing line among %d, decode rate at most %.2f %% from the engine's%n",
                good ? "ok  " : "FAIL", generations, unmatched, lines, worst * 100);
        return good;
    }

    /** Short answers and consistency requests have no rate; requests at once share two cores with the client. */
    private static boolean isTimedAlone(String generation) {
        return !generation.contains("\"decode_tokens_per_second\":null") && !generation.contains("\"scenario\":\"concurrency\"");
    }

    private record Timing(long tokens, double milliseconds) {
        double rate() {
            return tokens * 1000 / milliseconds;
        }
    }

    private static boolean memory(List<String> records) {
        boolean good = true;
        for (String load : records) {
            if (load.contains("\"kind\":\"load\"")) {
                long file = integer(load, "size_bytes");
                String config = load.substring(load.indexOf("\"effective_config\""));
                long cells = integer(config, "context_length") * integer(config, "parallel");
                long most = file + KV_BYTES_PER_TOKEN * cells + WORKER_ALLOWANCE;
                String after = load.substring(load.indexOf("\"memory_after\""));
                long worker = integer(after.substring(after.indexOf("\"worker_anon_bytes\"")), "median_bytes");
                boolean inside = worker >= file && worker <= most;
                good &= inside;
                System.out.printf(
                        "%s worker holds %,d bytes after the load; file %,d, at most %,d%n",
                        inside ? "ok  " : "FAIL", worker, file, most);
            }
        }
        return good;
    }

    private static long integer(String json, String key) {
        return (long) decimal(json, key);
    }

    private static double decimal(String json, String key) {
        Matcher value = Pattern.compile("\"" + key + "\":(-?[\\d.E+-]+)").matcher(json);
        if (!value.find()) {
            throw new IllegalStateException("no number " + key + " in " + json);
        }
        return Double.parseDouble(value.group(1));
    }
}
