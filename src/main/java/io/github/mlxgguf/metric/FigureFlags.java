package io.github.mlxgguf.metric;

/** Ids of the conditions that figures of a generation raise; their meaning and remedy stand in the record package's registry. */
public final class FigureFlags {
    /** More than {@link GenerationFigures#MAX_TOKENS_PER_DELTA} tokens per text event. */
    public static final String MULTI_TOKEN_DELTAS = "multi_token_deltas";
    /** More than {@link GenerationFigures#MAX_COALESCED_SHARE} of the text events came in the socket read of the one before. */
    public static final String COALESCED_STREAM = "coalesced_stream";
    /** The server's own TTFT or rate is far from ours. */
    public static final String SERVER_FIGURES_DISAGREE = "server_figures_disagree";
    /** A model load happened inside the request, which voids its times. */
    public static final String LOAD_EVENT_INSIDE_REQUEST = "load_event_inside_request";
    /** Too short for a decode rate. */
    public static final String SHORT_OUTPUT = "short_output";

    private FigureFlags() {}
}
