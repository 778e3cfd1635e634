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

    /** Large enough to be seen in memory: about 97 MB and 51 MB. */
    public static final EmbeddedCatalog STANDARD = new EmbeddedCatalog(
            "standard",
            bothEncodings("gibberish-50m", "Gibberish 50M", "50M", new LlamaShape(4096, 512, 1536, 14, 8, 4, 8192)));

    /** For tests of the suite itself: about 1 MB and half of it, made in a blink. */
    public static final EmbeddedCatalog TINY = new EmbeddedCatalog(
            "tiny",
            bothEncodings("gibberish-tiny", "Gibberish Tiny", "0.5M", new LlamaShape(768, 128, 256, 2, 4, 2, 2048)));

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

    private static List<CatalogModel> bothEncodings(String name, String displayName, String params, LlamaShape shape) {
        return Stream.of(TensorType.F16, TensorType.Q8_0)
                .map(encoding -> new CatalogModel(name, displayName, params, shape, encoding, SEED))
                .toList();
    }
}
