package io.github.mlxgguf.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.GenerationTrace;
import io.github.mlxgguf.trace.ServerStats;
import io.github.mlxgguf.trace.TextEvent;
import org.junit.jupiter.api.Test;

class ChatRecorderTest {
    private static final String END = """
            {"type":"chat.end","result":{"model_instance_id":"m","output":[],"stats":{"input_tokens":11,\
            "total_output_tokens":3,"reasoning_output_tokens":1,"tokens_per_second":20.5,\
            "time_to_first_token_seconds":0.25}}}""";

    private final ChatRecorder recorder = new ChatRecorder("Chat with m");

    @Test
    void aWholeStreamBecomesATrace() {
        recorder.accept("chat.start", "{\"type\":\"chat.start\",\"model_instance_id\":\"m\"}", 10, 1);
        recorder.accept("prompt_processing.start", "{}", 20, 2);
        recorder.accept("prompt_processing.progress", "{\"progress\":0.5}", 30, 3);
        recorder.accept("prompt_processing.end", "{}", 40, 4);
        recorder.accept("prompt_processing.end", "{}", 41, 5);
        recorder.accept("reasoning.delta", "{\"content\":\"hm\"}", 50, 6);
        recorder.accept("message.start", "{}", 55, 7);
        recorder.accept("message.delta", "{\"content\":\"\"}", 56, 7);
        recorder.accept("message.delta", "{\"content\":\"Good \"}", 60, 8);
        recorder.accept("message.delta", "{\"content\":\"day\"}", 70, 8);
        recorder.accept("message.end", "{}", 75, 9);
        recorder.accept("chat.end", END, 80, 10);

        GenerationTrace trace = recorder.finish(5);

        assertThat(trace.startNs()).isEqualTo(5);
        assertThat(trace.promptStartNs()).isEqualTo(20);
        assertThat(trace.promptEndNs()).as("the first of two").isEqualTo(40);
        assertThat(trace.text())
                .containsExactly(
                        new TextEvent(50, TextEvent.Kind.REASONING, 2, 6),
                        new TextEvent(60, TextEvent.Kind.ANSWER, 5, 8),
                        new TextEvent(70, TextEvent.Kind.ANSWER, 3, 8));
        assertThat(trace.endNs()).isEqualTo(80);
        assertThat(trace.stats()).isEqualTo(new ServerStats(11L, 3L, 1L, 20.5, 0.25, null));
        assertThat(trace.modelInstanceId()).isEqualTo("m");
        assertThat(trace.responseText()).isEqualTo("Good day");
        assertThat(trace.reasoningText()).isEqualTo("hm");
        assertThat(trace.loadedInside()).isFalse();
    }

    @Test
    void theKindOfAnEventMayStandInItsDataOnly() {
        recorder.accept(null, "{\"type\":\"message.delta\",\"content\":\"x\"}", 1, 1);
        recorder.accept(null, END, 2, 2);

        assertThat(recorder.finish(0).text()).hasSize(1);
    }

    @Test
    void anErrorIsAFailureEvenIfTheStreamThenEndsWell() {
        recorder.accept("message.delta", "{\"content\":\"x\"}", 1, 1);
        recorder.accept(
                "error", "{\"type\":\"error\",\"error\":{\"type\":\"internal_error\",\"message\":\"boom\"}}", 2, 2);
        recorder.accept("chat.end", END, 3, 3);

        assertThatThrownBy(() -> recorder.finish(0))
                .isInstanceOf(ServerFailure.StreamError.class)
                .hasMessage("The stream of Chat with m carried an error event: boom (internal_error)");
    }

    @Test
    void anErrorMayBePlainText() {
        recorder.accept("error", "{\"error\":\"n_keep: 9 >= n_ctx: 8\"}", 2, 2);

        assertThatThrownBy(() -> recorder.finish(0))
                .isInstanceOf(ServerFailure.ContextRefused.class)
                .hasMessage("The stream of Chat with m carried an error event: n_keep: 9 >= n_ctx: 8."
                        + " Raise load.context_length or shorten the prompt.");
    }

    @Test
    void aStreamWithoutItsLastEventIsCut() {
        recorder.accept("message.delta", "{\"content\":\"x\"}", 1, 1);

        assertThatThrownBy(() -> recorder.finish(0))
                .isInstanceOf(ServerFailure.StreamCut.class)
                .hasMessageStartingWith(
                        "The stream of Chat with m ended before its chat.end event, after 1 text events.");
    }

    @Test
    void aLoadInsideTheRequestIsSeenByItsEvents() {
        recorder.accept("model_load.start", "{}", 1, 1);
        recorder.accept("message.delta", "{\"content\":\"x\"}", 1, 1);
        recorder.accept("chat.end", END, 2, 2);

        assertThat(recorder.finish(0).loadedInside()).isTrue();
    }

    @Test
    void aLoadInsideTheRequestIsSeenByItsTimeAndZeroMeansNone() {
        recorder.accept("chat.end", END.replace("0.25", "0.25,\"model_load_time_seconds\":0"), 2, 2);
        assertThat(recorder.finish(0).loadedInside()).isFalse();

        recorder.accept("chat.end", END.replace("0.25", "0.25,\"model_load_time_seconds\":7.1"), 2, 2);
        assertThat(recorder.finish(0).loadedInside()).isTrue();
    }

    @Test
    void unknownEventsAndADoneMarkerAreIgnored() {
        recorder.accept("brand.new", "{\"future\":true}", 1, 1);
        recorder.accept("chat.end", END, 2, 2);
        recorder.accept(null, "[DONE]", 3, 3);

        assertThat(recorder.finish(0).endNs()).isEqualTo(2);
    }

    @Test
    void garbageIsAProtocolFailure() {
        assertThatThrownBy(() -> recorder.accept("message.delta", "{\"content", 1, 1))
                .isInstanceOf(ServerFailure.Protocol.class)
                .hasMessage("Expected JSON in the message.delta event of Chat with m, found: {\"content");
    }

    @Test
    void missingStatsAreUnknownNotZero() {
        recorder.accept("message.delta", "{\"content\":\"x\"}", 1, 1);
        recorder.accept("chat.end", "{\"result\":{}}", 2, 2);

        assertThat(recorder.finish(0).stats()).isEqualTo(ServerStats.NONE);
    }

    @Test
    void anEndWithNeitherTextNorTokensIsNoAnswer() {
        recorder.accept("chat.end", "{\"result\":{\"stats\":{\"total_output_tokens\":0}}}", 2, 2);

        assertThatThrownBy(() -> recorder.finish(0))
                .isInstanceOf(ServerFailure.StreamError.class)
                .hasMessage("The stream of Chat with m ended with neither text nor tokens. Some engines end so when the"
                        + " prompt does not fit: compare its length with load.context_length.");
    }

    @Test
    void textThatOnlyTheEndKnowsWasLostOnTheWay() {
        recorder.accept("message.delta", "{\"content\":\"Good \"}", 1, 1);
        recorder.accept(
                "chat.end", "{\"result\":{\"output\":[{\"type\":\"message\",\"content\":\"Good day\"}]}}", 2, 2);

        assertThatThrownBy(() -> recorder.finish(0))
                .isInstanceOf(ServerFailure.Protocol.class)
                .hasMessage(
                        "Expected the whole answer in the text events of Chat with m, found that its chat.end event says"
                                + " otherwise: Good day. Events were lost or garbled on the way; look for a proxy in between.");
    }

    @Test
    void oneStreamHasOneInstance() {
        recorder.accept("chat.start", "{\"model_instance_id\":\"m:2\"}", 1, 1);
        recorder.accept("message.delta", "{\"content\":\"x\"}", 1, 1);
        recorder.accept("chat.end", END, 2, 2);

        assertThatThrownBy(() -> recorder.finish(0))
                .isInstanceOf(ServerFailure.WrongModel.class)
                .hasMessageStartingWith(
                        "Expected one instance in the stream of Chat with m, found m:2 at its start and m at its end.");
    }
}
