package io.github.mlxgguf.report.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Spells a time line for the page. Times and values are packed as {@link VarintText}: the start of each bucket as the difference
 * to the end of the one before, then its length; of each series the least values as differences, then how much greater the
 * greatest are, unless every bucket is one reading. {@code data.js} reads it.
 */
final class TimelineJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            // JDK 17 and 19 spell some doubles differently; this writer is the same on all.
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private static final long NS_PER_US = 1_000;

    private TimelineJson() {}

    static String of(TimelineData data) {
        ObjectNode root = MAPPER.valueToTree(data.head());
        BucketStore store = data.store();
        root.put("samples", store.samples());
        root.put("buckets", store.size());
        root.put("samples_per_bucket", store.samplesPerBucket());
        root.put("interval_ms", store.intervalNs() / 1e6);
        root.put("gap_ms", store.gapNs() / 1e6);
        times(root, store);
        ArrayNode series = root.putArray("series");
        for (int column = 0; column < TimelineSeries.ALL.size(); column++) {
            if (store.has(column)) {
                TimelineSeries kind = TimelineSeries.ALL.get(column);
                values(series.addObject().put("id", kind.id()).put("per", kind.quantaPerUnit()), store, column);
            }
        }
        root.setAll((ObjectNode) MAPPER.valueToTree(data.regions()));
        try {
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a time line is always writable", e);
        }
    }

    private static void times(ObjectNode root, BucketStore store) {
        VarintText steps = new VarintText();
        VarintText lengths = new VarintText();
        long beforeUs = 0;
        for (int bucket = 0; bucket < store.size(); bucket++) {
            long startUs = store.firstNs(bucket) / NS_PER_US;
            long endUs = store.lastNs(bucket) / NS_PER_US;
            steps.difference(startUs - beforeUs);
            lengths.difference(endUs - startUs);
            beforeUs = endUs;
        }
        root.put("steps_us", steps.toString());
        root.put("lengths_us", lengths.toString());
    }

    private static void values(ObjectNode node, BucketStore store, int series) {
        long divisor = commonDivisor(store, series);
        VarintText least = new VarintText();
        VarintText above = new VarintText();
        boolean flat = true;
        for (int bucket = 0; bucket < store.size(); bucket++) {
            long low = store.least(series, bucket);
            if (low == TimelineSeries.ABSENT) {
                least.differenceOrAbsent(low);
                continue;
            }
            long high = store.greatest(series, bucket);
            least.differenceOrAbsent(low / divisor);
            above.unsigned((high - low) / divisor);
            flat &= high == low;
        }
        node.put("times", divisor);
        node.put("least", least.toString());
        if (!flat) {
            node.put("above", above.toString());
        }
    }

    /** Memory comes in pages: what all values share need not be written with each. */
    private static long commonDivisor(BucketStore store, int series) {
        long divisor = 0;
        for (int bucket = 0; bucket < store.size() && divisor != 1; bucket++) {
            if (store.least(series, bucket) != TimelineSeries.ABSENT) {
                divisor = gcd(divisor, store.least(series, bucket));
                divisor = gcd(divisor, store.greatest(series, bucket));
            }
        }
        return Math.max(1, divisor);
    }

    private static long gcd(long one, long other) {
        long a = Math.abs(one);
        long b = Math.abs(other);
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }
}
