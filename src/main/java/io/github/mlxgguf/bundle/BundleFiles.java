package io.github.mlxgguf.bundle;

import io.github.mlxgguf.record.ResultsFolder;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What stands in a bundle, by name; everything under one folder that is named after the run. */
final class BundleFiles {
    /** Digest of every other file, as {@code sha256sum} writes and checks it. */
    static final String SUMS = "SHA256SUMS";
    /** What this is and how to check it. */
    static final String README = "README.txt";
    /** On what and with what the run was made, from its records. */
    static final String ENVIRONMENT = "environment.json";
    /** Folder of the schemas that the files follow. */
    static final String SCHEMAS = "schemas";

    static final List<String> SCHEMA_FILES = List.of("record.schema.json", "sample.schema.json", "summary.schema.json");

    /** Logs tell paths and names of their owner's machine; {@code truth.jsonl} is what a simulated engine did. */
    static final List<String> LOGS = List.of(ResultsFolder.LOG, "engine.log", "truth.jsonl");

    /** What cannot be made again. */
    static final Set<String> EVIDENCE =
            Set.of(ResultsFolder.RECORDS, ResultsFolder.SAMPLES, ResultsFolder.CONFIG, BundleFiles.SUMS);

    /** A name that is safe on every system: nothing hidden, nothing that leads out of its folder. */
    static final Pattern SAFE_SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,119}");

    /** A run of 24 hours has some 60 files and half a gigabyte of samples. */
    static final int MAX_FILES = 10_000;

    /** All files together, unpacked; under what the plain zip format can hold. */
    static final long MAX_BYTES = 4_000_000_000L;

    /** Samples of an idle machine shrink to a 40th; deflate's own limit is a 1032nd. */
    static final int MAX_RATIO = 200;

    /** Small files may be as even as they like. */
    static final long RATIO_COUNTS_FROM_BYTES = 1 << 20;

    private BundleFiles() {}
}
