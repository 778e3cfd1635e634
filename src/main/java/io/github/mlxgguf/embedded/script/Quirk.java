package io.github.mlxgguf.embedded.script;

/** A habit that real LM Studio servers were seen to have; a simulated server has those that its script lists. */
public enum Quirk {
    /** An unknown route is answered with 404, as some versions do, instead of 200; the body is the same. */
    UNKNOWN_ROUTE_404,
    /** No native API: a server older than 0.4. Everything under {@code /api/v1} is an unknown route. */
    NO_V1,
    /** An instance's id is the model's key without what follows its {@code @}. */
    IDS_DROP_SUFFIX,
    /** A chat that names an unknown model is answered by the one that is loaded, if there is exactly one. */
    ANY_MODEL_ANSWERS,
    /** A load with {@code parallel} is refused as an unrecognised key. */
    PARALLEL_REFUSED,
    /** {@code message.start}, {@code message.end} and {@code prompt_processing.end} carry {@code {}} without a type. */
    BARE_EVENTS,
    /** {@code prompt_processing.end} comes twice. */
    DOUBLED_PROMPT_END,
    /** Events and fields that no documentation names, also in the model list. */
    UNKNOWN_EVENTS_AND_FIELDS,
    /** The list holds an embedding model, one without capabilities, and one without architecture and quantisation. */
    SPARSE_LIST,
    /** Characters of several bytes are cut in two, by chunks and by TCP segments. */
    SPLIT_UTF8,
    /** Text events leave in bunches, several in one segment. */
    COALESCED,
    /** A stream ends with {@code [DONE]} after its last event. */
    DONE_LINE,
    /** Comment lines keep the stream alive. */
    COMMENT_LINES
}
