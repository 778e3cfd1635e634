import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a run on the embedded server against what llama.cpp itself printed: output tokens and decode rate of every measured
 * generation within 5 % of the engine's timing lines, and the worker's anonymous memory after each load between the file's size and
 * file + KV cache + 96 MB. Usage: java .ci/EngineLogCheck.java RESULTS-FOLDER
 */
class EngineLogCheck {
    private static final Pattern TIMING =
            Pattern.compile("\\n *eval time = *([\\d.]+) ms / *(\\d+) tokens");
    private static final double TOLERANCE = 0.05;
    /** 2 (K and V) · 2 bytes · layers · width of the KV heads, of the models in the embedded catalogue. */
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

    private static boolean rates(List<String> records, String log) {
        long limit = integer(records.get(0), "max_output_tokens");
        List<Double> engine = new ArrayList<>();
        Matcher timing = TIMING.matcher(log);
        while (timing.find()) {
            // Shorter answers are the suite's own questions: engine version, farewell.
            if (Long.parseLong(timing.group(2)) == limit) {
                engine.add(limit * 1000 / Double.parseDouble(timing.group(1)));
            }
        }
        List<String> generations =
                records.stream().filter(line -> line.contains("\"kind\":\"generation\"")).toList();
        double worst = 0;
        boolean good = engine.size() == generations.size();
        for (int i = 0; i < Math.min(engine.size(), generations.size()); i++) {
            double ours = decimal(generations.get(i), "decode_tokens_per_second");
            worst = Math.max(worst, Math.abs(ours / engine.get(i) - 1));
            good &= integer(generations.get(i), "output_tokens") == limit;
        }
        good &= worst <= TOLERANCE;
        System.out.printf(
                "%s %d generations, %d timing lines of %d tokens, decode rate at most %.2f %% from the engine's%n",
                good ? "ok  " : "FAIL", generations.size(), engine.size(), limit, worst * 100);
        return good;
    }

    private static boolean memory(List<String> records) {
        boolean good = true;
        for (String load : records) {
            if (load.contains("\"kind\":\"load\"")) {
                long file = integer(load, "size_bytes");
                long most = file + KV_BYTES_PER_TOKEN * integer(load, "context_length") + WORKER_ALLOWANCE;
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
