package io.github.mlxgguf.bundle;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.record.FullSample;
import io.github.mlxgguf.record.RecordJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A results folder with everything in it, and bundles that somebody has been at. */
final class BundleFixture {
    static final String ROOT = "run-1/";
    static final Bundle.Options PLAIN = new Bundle.Options(false, false, false);
    static final String CONFIG = "# the config\r\npairs: []\n";
    private static final long MS = 1_000_000;

    private BundleFixture() {}

    /** A run of three rounds. */
    static Path run(Path root) throws IOException {
        return run(root, RunFixture.threeRounds());
    }

    static Path run(Path root, RunFixture fixture) throws IOException {
        Path folder = Files.createDirectories(root.resolve("run-1"));
        String digest = sha256(CONFIG.getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                folder.resolve("records.jsonl"),
                fixture.jsonl()
                        .replaceAll("\"config_digest\":\"[0-9a-f]{64}\"", "\"config_digest\":\"" + digest + "\""));
        Files.writeString(
                folder.resolve("samples.jsonl"),
                IntStream.range(0, 20)
                        .mapToObj(tick -> RecordJson.line(1, FullSample.at(tick * 100L * MS)) + "\n")
                        .collect(Collectors.joining()));
        Files.writeString(folder.resolve("config.yaml"), CONFIG);
        return folder;
    }

    /** A bundle of that run. */
    static Path bundle(Path root) throws IOException {
        return BundleWriter.write(run(root), null, PLAIN).zip();
    }

    /** What is in a zip, by name. */
    static Map<String, byte[]> read(Path zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(zip)))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    static Path write(Path zip, Map<String, byte[]> files) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        return zip;
    }

    /** The digests made anew, as somebody would who covers his tracks. */
    static Map<String, byte[]> refitted(Map<String, byte[]> files) {
        Map<String, byte[]> fitted = new TreeMap<>(files);
        fitted.remove(ROOT + "SHA256SUMS");
        String sums = fitted.entrySet().stream()
                .map(file -> sha256(file.getValue()) + "  " + file.getKey().substring(ROOT.length()) + "\n")
                .collect(Collectors.joining());
        fitted.put(ROOT + "SHA256SUMS", sums.getBytes(StandardCharsets.UTF_8));
        return fitted;
    }

    static String text(Map<String, byte[]> files, String name) {
        byte[] bytes = files.get(ROOT + name);
        if (bytes == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void put(Map<String, byte[]> files, String name, String text) {
        files.put(ROOT + name, text.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
