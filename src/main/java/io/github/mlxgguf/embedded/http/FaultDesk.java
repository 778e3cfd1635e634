package io.github.mlxgguf.embedded.http;

import io.github.mlxgguf.embedded.script.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts calls and tells which of them a fault strikes; plays the faults that need no route. */
final class FaultDesk {
    private final Map<Fault, AtomicInteger> calls = new LinkedHashMap<>();
    private final ModelResolver models;

    FaultDesk(List<Fault> faults, ModelResolver models) {
        faults.forEach(fault -> calls.put(fault, new AtomicInteger()));
        this.models = models;
    }

    /** A route that plays the faults of its own kind. */
    @FunctionalInterface
    interface FaultyRoute {
        void handle(Exchange exchange, @Nullable Fault fault) throws ApiException, InterruptedException;
    }

    /** The route behind this desk. */
    Route guard(Fault.Call call, FaultyRoute route) {
        return exchange -> {
            Fault fault = draw(call, exchange);
            if (fault == null || !played(fault, exchange)) {
                route.handle(exchange, fault);
            }
        };
    }

    /** The fault that strikes this call, if any. Each fault counts the calls it is about, struck or not. */
    private @Nullable Fault draw(Fault.Call call, Exchange exchange) {
        String name = calls.isEmpty() ? null : Body.nameOfModel(exchange);
        Fault struck = null;
        for (Map.Entry<Fault, AtomicInteger> entry : calls.entrySet()) {
            Fault fault = entry.getKey();
            if (fault.on() == call && (fault.model() == null || models.means(name, fault.model()))) {
                int occurrence = entry.getValue().incrementAndGet();
                if (struck == null && (fault.occurrence() == 0 || fault.occurrence() == occurrence)) {
                    struck = fault;
                }
            }
        }
        return struck;
    }

    /** Whether the fault is one that any call can have; then it is answered. */
    private static boolean played(Fault fault, Exchange exchange) throws ApiException {
        switch (fault.kind()) {
            case UNAUTHORISED -> throw Gate.missingToken();
            case INTERNAL_ERROR -> throw ApiException.plain(500, "[Server Error] _0x48eeaf is not iterable");
            case BUSY ->
                exchange.text(503, "text/html; charset=utf-8", "Service Unavailable", Map.of("Retry-After", "1"));
            case GARBAGE ->
                exchange.text(
                        200,
                        "text/html; charset=utf-8",
                        "<!DOCTYPE html><html><body>It works!</body></html>",
                        Map.of());
            case RESET -> exchange.reset();
            default -> {
                return false;
            }
        }
        return true;
    }
}
