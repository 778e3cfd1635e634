package io.github.mlxgguf.junit;

import static io.github.mlxgguf.plan.MatrixFixtures.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.config.ServerConfig.Resident;
import io.github.mlxgguf.server.GenerationRequest;
import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ModelServer;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.GenerationTrace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentModelsTest {
    private final FakeServer server = new FakeServer();

    @Test
    void anEmptyServerIsTakenAsItIs() {
        server.loaded.clear();

        assertThat(ResidentModels.clear(server, Resident.REFUSE)).hasSize(1);
        assertThat(server.unloaded).isEmpty();
    }

    @Test
    void aModelInTheWayIsNamedWithTheCommandThatRemovesIt() {
        assertThatThrownBy(() -> ResidentModels.clear(server, Resident.REFUSE))
                .isInstanceOf(SetupException.class)
                .hasMessage(
                        "The benchmark cannot start: Expected no model in memory at http://x, found a, a:2. Unload with `lms unload a`,"
                                + " `lms unload a:2`, or let the suite do it with server.resident: unload.");
        assertThat(server.unloaded).isEmpty();
    }

    @Test
    void orItIsUnloadedByTheIdThatTheServerGaveIt() {
        assertThat(ResidentModels.clear(server, Resident.UNLOAD))
                .allMatch(entry -> entry.instances().isEmpty());
        assertThat(server.unloaded).containsExactly("a", "a:2");
    }

    private static final class FakeServer implements ModelServer {
        private final List<String> loaded = new ArrayList<>(List.of("a", "a:2"));
        private final List<String> unloaded = new ArrayList<>();

        @Override
        public String baseUrl() {
            return "http://x";
        }

        @Override
        public List<ModelEntry> models() {
            return List.of(model("a", Format.GGUF, "Q8_0", loaded.toArray(String[]::new)));
        }

        @Override
        public LoadedModel load(LoadRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void unload(String instanceId) {
            loaded.remove(instanceId);
            unloaded.add(instanceId);
        }

        @Override
        public GenerationTrace generate(LoadedModel model, GenerationRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void cancelAll() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
