package io.github.mlxgguf.embedded.catalog;

import io.github.mlxgguf.embedded.gguf.LlamaShape;
import io.github.mlxgguf.embedded.gguf.TensorType;
import java.util.List;
import java.util.stream.Stream;

/**
 * A set of models that an embedded server can offer.
 *
 * @param id the name on a command line
 * @param models every build on offer, in the order of the list
 */
public record EmbeddedCatalog(String id, List<CatalogModel> models) {
    /** Any number would do; a fixed one makes all machines run the same network. */
    private static final long SEED = 42;

    private static final int EXPERTS = 8;
    private static final int EXPERTS_USED = 2;

    /**
     * Large enough to be seen in memory: about 97 MB and 51 MB dense, 122 MB and 65 MB with eight experts of which two work on a
     * token.
     */
    public static final EmbeddedCatalog STANDARD = of(
            "standard",
            bothEncodings("gibberish-50m", "Gibberish 50M", "50M", new LlamaShape(4096, 512, 1536, 14, 8, 4, 8192)),
            bothEncodings(
                    "gibberish-moe-60m",
                    "Gibberish MoE 60M",
                    "60M-A26M",
                    new LlamaShape(4096, 512, 256, 14, 8, 4, 8192).withExperts(EXPERTS, EXPERTS_USED)));

    /** For tests of the suite itself: one to two megabytes and half of it, made in a blink. */
    public static final EmbeddedCatalog TINY = of(
            "tiny",
            bothEncodings("gibberish-tiny", "Gibberish Tiny", "0.5M", new LlamaShape(768, 128, 256, 2, 4, 2, 2048)),
            bothEncodings(
                    "gibberish-moe-tiny",
                    "Gibberish MoE Tiny",
                    "1M-A0.5M",
                    new LlamaShape(768, 128, 128, 2, 4, 2, 2048).withExperts(EXPERTS, EXPERTS_USED)));

    /** Copies the list. */
    public EmbeddedCatalog {
        models = List.copyOf(models);
    }

    /** The same as a server's list. */
    public Offers offers() {
        return new Offers(models);
    }

    /**
     * The catalogue of that name.
     *
     * @throws IllegalArgumentException if there is no such catalogue
     */
    public static EmbeddedCatalog fromId(String id) {
        return Stream.of(STANDARD, TINY)
                .filter(catalog -> catalog.id.equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Expected standard or tiny as catalogue, found: " + id));
    }

    private static EmbeddedCatalog of(String id, List<CatalogModel> dense, List<CatalogModel> mixture) {
        return new EmbeddedCatalog(
                id, Stream.concat(dense.stream(), mixture.stream()).toList());
    }

    private static List<CatalogModel> bothEncodings(String name, String displayName, String params, LlamaShape shape) {
        return Stream.of(TensorType.F16, TensorType.Q8_0)
                .map(encoding -> new CatalogModel(name, displayName, params, shape, encoding, SEED))
                .toList();
    }
}
