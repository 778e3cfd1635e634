package io.github.mlxgguf.embedded.http;

import io.github.mlxgguf.embedded.engine.EngineStamps;
import io.github.mlxgguf.embedded.engine.PieceStamp;
import io.github.mlxgguf.embedded.simulation.GenerationTruth;
import io.github.mlxgguf.embedded.simulation.TruthFile;
import io.github.mlxgguf.embedded.worker.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the truth file says about one answer, gathered while it is sent.
 *
 * <p>The stamps come from the thread that writes to the socket; they are read after the last of them, on the
 * thread of the truth file, so that no other stream waits.
 */
final class GenerationNotes implements AutoCloseable {
    private final Exchange exchange;
    private final @Nullable TruthFile truth;
    private final List<Long> sentNs = new ArrayList<>();
    private @Nullable Long endSentNs;
    private @Nullable String fault;

    /**
     * Notes on an answer.
     *
     * @param truth null to forget everything
     */
    GenerationNotes(Exchange exchange, @Nullable TruthFile truth) {
        this.exchange = exchange;
        this.truth = truth;
        if (truth != null) {
            truth.owe();
        }
    }

    /** Takes the moment at which a text event was handed to the socket. */
    LongConsumer textSent() {
        return sentNs::add;
    }

    /** Takes the moment at which the last event was handed to the socket. */
    LongConsumer endSent() {
        return moment -> endSentNs = moment;
    }

    /** Names the scripted fault that struck this answer; null for none. */
    void fault(@Nullable String name) {
        fault = name;
    }

    /** Nothing more will be written. */
    @Override
    public void close() {
        if (truth != null) {
            exchange.afterLastByte(truth::settle);
        }
    }

    /** Call it when everything was sent: writes the line once the last byte is handed over. */
    void write(Instance instance, AnswerReader reader, boolean streamed) {
        if (truth != null) {
            TruthFile file = truth;
            exchange.afterLastByte(() -> file.append(() -> line(instance, reader, streamed)));
        }
    }

    private GenerationTruth line(Instance instance, AnswerReader reader, boolean streamed) {
        EngineStamps stamps = reader.stamps();
        List<PieceStamp> pieces = reader.pieces();
        return new GenerationTruth(
                instance.id(),
                instance.model().key(),
                instance.worker().loadNumber(),
                stamps == null ? null : Integer.valueOf(stamps.number()),
                streamed,
                exchange.receivedNs(),
                stamps == null ? null : Long.valueOf(stamps.prefillStartNs()),
                stamps == null ? null : stamps.firstTokenNs(),
                stamps == null ? null : stamps.lastTokenNs(),
                pieces.stream().map(PieceStamp::lastTokenNs).toList(),
                sentNs,
                pieces.stream().map(PieceStamp::tokens).toList(),
                reader.reasoningPieces(),
                endSentNs,
                stamps == null ? null : Integer.valueOf(stamps.inputTokens()),
                stamps == null ? null : Integer.valueOf(stamps.cachedTokens()),
                stamps == null ? null : Integer.valueOf(stamps.outputTokens()),
                stamps == null ? null : Integer.valueOf(stamps.reasoningTokens()),
                stamps == null ? null : stamps.decodeTokensPerSecond(),
                reader.text().length(),
                stamps == null ? null : Long.valueOf(stamps.contextBytes()),
                stamps == null ? null : Long.valueOf(stamps.leakedBytes()),
                stamps != null && stamps.cancelled(),
                fault);
    }
}
