package io.github.mlxgguf.embedded;

import static io.github.mlxgguf.embedded.ScriptedServers.F16;
import static io.github.mlxgguf.embedded.ScriptedServers.first;
import static io.github.mlxgguf.embedded.ScriptedServers.load;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.embedded.ApiClient.Answer;
import io.github.mlxgguf.embedded.script.Fault;
import io.github.mlxgguf.embedded.script.Fault.Call;
import io.github.mlxgguf.embedded.script.FaultKind;
import io.github.mlxgguf.embedded.script.Quirk;
import io.github.mlxgguf.embedded.script.Script;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens before a route: tokens, routes that are not there, and faults that any call can have. */
@Timeout(60)
class GateTest {
    private static final String MISSING =
            "{\"error\":{\"message\":\"An LM Studio API token is required to make requests"
                    + " to this server, but none was provided using the Authorization header using the 'Bearer' scheme (i.e.,"
                    + " 'Authorization: Bearer $LM_API_TOKEN'). Learn more at:"
                    + " https://lmstudio.ai/docs/developer/core/authentication.\",\"type\":\"invalid_request\","
                    + "\"code\":\"invalid_api_key\"}}";

    private static ScriptedServers servers;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        servers = new ScriptedServers(directory);
    }

    @AfterEach
    void hangUp() {
        servers.hangUp();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/models",
        "POST,/api/v1/models/load",
        "POST,/api/v1/models/unload",
        "POST,/api/v1/chat",
        "GET,/api/v0/models",
        "POST,/api/v0/chat/completions",
        "GET,/api/v1/nothing"
    })
    void withoutItsTokenNoRouteAnswers(String method, String path) throws Exception {
        HttpResponse<String> answer = locked().client().send(method, path, "{}");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(MISSING);
    }

    @Test
    void aWrongTokenIsNamed() throws Exception {
        HttpResponse<String> answer = list(locked(), "Bearer sk-lm-wrong");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .isEqualTo("{\"error\":{\"message\":\"Invalid LM Studio API token provided: sk-lm-wrong\","
                        + "\"type\":\"invalid_request\",\"code\":\"invalid_api_key\"}}");
    }

    @Test
    void anotherSchemeIsNoToken() throws Exception {
        assertThat(list(locked(), "Basic c2stbG0tcmlnaHQ=").body()).isEqualTo(MISSING);
    }

    @Test
    void theTokenOpensAllAndTheGreetingNeedsNone() throws Exception {
        ScriptedServers.Server server = locked();

        assertThat(list(server, "Bearer sk-lm-right").statusCode()).isEqualTo(200);
        assertThat(server.client().get("/lmstudio-greeting").text()).isEqualTo("{\"lmstudio\":true}");
    }

    @Test
    void anOldServerHasNoNativeApi() throws Exception {
        ApiClient client = servers.with(Quirk.NO_V1).client();

        assertThat(client.get("/api/v1/models"))
                .isEqualTo(new Answer(200, "{\"error\":\"Unexpected endpoint or method. (GET /api/v1/models)\"}"));
        assertThat(client.post("/api/v1/models/load", load(F16, "")).text())
                .isEqualTo("{\"error\":\"Unexpected endpoint or method. (POST /api/v1/models/load)\"}");
        assertThat(client.get("/api/v0/models").json().get("data")).hasSize(4);
        assertThat(client.get("/lmstudio-greeting").status()).isEqualTo(200);
    }

    @Test
    void someVersionsAnswer404ToAnUnknownRoute() throws Exception {
        assertThat(servers.with(Quirk.UNKNOWN_ROUTE_404).client().post("/chat/completions", "{}"))
                .isEqualTo(new Answer(404, "{\"error\":\"Unexpected endpoint or method. (POST /chat/completions)\"}"));
    }

    @Test
    void aBusyServerSaysWhenToComeBack() throws Exception {
        HttpResponse<String> answer =
                servers.with(first(Call.LIST, FaultKind.BUSY)).client().send("GET", "/api/v1/models", "");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(answer.body()).isEqualTo("Service Unavailable");
    }

    @Test
    void aTokenCanBeAskedForOnce() throws Exception {
        ApiClient client =
                servers.with(first(Call.LIST, FaultKind.UNAUTHORISED)).client();

        assertThat(client.get("/api/v1/models")).isEqualTo(new Answer(401, MISSING));
        assertThat(client.get("/api/v1/models").status()).isEqualTo(200);
    }

    @Test
    void aServerErrorIsRawText() throws Exception {
        assertThat(servers.with(first(Call.LOAD, FaultKind.INTERNAL_ERROR))
                        .client()
                        .post("/api/v1/models/load", load(F16, "")))
                .isEqualTo(new Answer(500, "{\"error\":\"[Server Error] _0x48eeaf is not iterable\"}"));
    }

    @Test
    void garbageIsAnswered200() throws Exception {
        assertThat(servers.with(first(Call.LIST, FaultKind.GARBAGE)).client().get("/api/v1/models"))
                .isEqualTo(new Answer(200, "<!DOCTYPE html><html><body>It works!</body></html>"));
    }

    @Test
    void aResetComesBeforeAnyByte() throws Exception {
        ScriptedServers.Server server = servers.with(first(Call.UNLOAD, FaultKind.RESET));

        RawConnection.Received received = server.post("/api/v1/models/unload", "{\"instance_id\":\"x\"}");

        assertThat(received.end()).isEqualTo(RawConnection.End.RESET);
        assertThat(received.bytes()).isEmpty();
        assertThat(server.client()
                        .post("/api/v1/models/unload", "{\"instance_id\":\"x\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void onlyCallsAboutItsModelCount() throws Exception {
        ApiClient client = servers.with(new Fault(Call.UNLOAD, F16, 2, FaultKind.INTERNAL_ERROR, 0, 0))
                .client();
        String ours = "{\"instance_id\":\"" + F16 + "\"}";
        String other = "{\"instance_id\":\"" + ScriptedServers.Q8 + "\"}";

        assertThat(List.of(
                        client.post("/api/v1/models/unload", ours).status(),
                        client.post("/api/v1/models/unload", other).status(),
                        client.post("/api/v1/models/unload", ours).status(),
                        client.post("/api/v1/models/unload", ours).status()))
                .containsExactly(404, 404, 500, 404);
    }

    @Test
    void occurrenceZeroIsEveryCall() throws Exception {
        ApiClient client = servers.with(new Fault(Call.LIST, null, 0, FaultKind.BUSY, 0, 0))
                .client();

        assertThat(client.get("/api/v1/models").status()).isEqualTo(503);
        assertThat(client.get("/api/v1/models").status()).isEqualTo(503);
    }

    private static ScriptedServers.Server locked() throws Exception {
        return servers.with(new Script(0, "sk-lm-right", Set.of(), List.of(), List.of()));
    }

    private static HttpResponse<String> list(ScriptedServers.Server server, String authorization) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + server.api().port() + "/api/v1/models"))
                                .version(HttpClient.Version.HTTP_1_1)
                                .header("Authorization", authorization)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
