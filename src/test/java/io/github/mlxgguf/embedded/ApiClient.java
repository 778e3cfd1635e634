package io.github.mlxgguf.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client of the tests' own, so that the server is not judged by the suite's client. */
final class ApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI baseUrl;

    ApiClient(URI baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** A status and a body. */
    record Answer(int status, String text) {
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new AssertionError("Not JSON: " + text, e);
            }
        }
    }

    /** A server-sent event. */
    record Event(String type, JsonNode data) {}

    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return http.send(request(method, path, body), HttpResponse.BodyHandlers.ofString());
    }

    Answer get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send("GET", path, "");
        return new Answer(response.statusCode(), response.body());
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send("POST", path, body);
        return new Answer(response.statusCode(), response.body());
    }

    List<Event> chat(String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send("POST", "/api/v1/chat", body);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        List<Event> events = new ArrayList<>();
        List<String> lines =
                response.body().lines().filter(line -> !line.isEmpty()).toList();
        for (int i = 0; i < lines.size(); i += 2) {
            events.add(new Event(
                    lines.get(i).substring("event: ".length()),
                    JSON.readTree(lines.get(i + 1).substring("data: ".length()))));
        }
        return events;
    }

    private HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(baseUrl.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
