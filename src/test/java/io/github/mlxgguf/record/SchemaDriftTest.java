package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.metric.MemoryField;
import io.github.mlxgguf.trace.Phase;
import io.github.mlxgguf.trace.Role;
import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Types and schemas are written apart; here each is held against the other, at every depth. */
class SchemaDriftTest {
    private static final JsonNode RECORD = schema("record");
    private static final JsonNode SAMPLE = schema("sample");
    private static final JsonNode SUMMARY = schema("summary");

    @Test
    void everyKindHasTheFieldsOfItsTypeAndNoOthers() {
        for (RecordKind kind : RecordKind.values()) {
            List<RecordComponent> components = new ArrayList<>(List.of(Envelope.class.getRecordComponents()));
            components.addAll(List.of(kind.bodyType().getRecordComponents()));

            assertSame(kind.id(), components, RECORD.at("/$defs/" + kind.id()), RECORD);
        }
        assertThat(strings(RECORD.at("/properties/kind/enum")))
                .containsExactlyElementsOf(
                        Arrays.stream(RecordKind.values()).map(RecordKind::id).toList());
    }

    @Test
    void aSampleHasTheFieldsOfItsTypeAndItsSession() {
        assertThat(SAMPLE.at("/properties/session").isObject()).isTrue();
        assertThat(strings(SAMPLE.at("/required"))).first().isEqualTo("session");

        ObjectNode values = withoutSession();
        List<String> required = strings(values.path("required"));
        assertThat(required).first().isEqualTo("t_ns");
        assertThat(required).last().isEqualTo("thermal");
        assertThat(keys(values.path("properties"))).startsWith(required.toArray(String[]::new));
        // a line leaves out the others where they were not read
        keys(values.path("properties")).stream()
                .filter(key -> !required.contains(key))
                .forEach(values.withArray("/required")::add);
        assertSame("sample", List.of(Sample.class.getRecordComponents()), values, SAMPLE);
    }

    @Test
    void closedListsAreThoseOfTheCode() {
        List<String> flags = Arrays.stream(Flag.values()).map(Flag::id).toList();
        List<String> phases = Arrays.stream(Phase.values()).map(Phase::id).toList();
        List<String> memory =
                Arrays.stream(MemoryField.values()).map(MemoryField::id).toList();

        assertThat(strings(RECORD.at("/$defs/flags/items/enum"))).isEqualTo(flags);
        assertThat(strings(SUMMARY.at("/$defs/flag/enum"))).isEqualTo(flags);
        assertThat(strings(RECORD.at("/$defs/phase_memory/properties/phase/enum")))
                .isEqualTo(phases);
        assertThat(strings(SUMMARY.at("/$defs/memory/properties/phase/enum"))).isEqualTo(phases);
        assertThat(keys(RECORD.at("/$defs/phase_memory/properties/metrics/properties")))
                .isEqualTo(memory);
        assertThat(strings(SUMMARY.at("/$defs/memory/properties/metric/enum"))).isEqualTo(memory);
        assertThat(strings(RECORD.at("/$defs/generation/properties/role/enum")))
                .isEqualTo(Arrays.stream(Role.values()).map(Role::id).toList());
    }

    @Test
    void allSchemasAreOfTheVersionThatIsWritten() {
        for (JsonNode kind : RECORD.at("/$defs")) {
            if (kind.at("/properties").has("schema_version")) {
                assertThat(kind.at("/properties/schema_version/const").asText()).isEqualTo(RecordJson.SCHEMA_VERSION);
            }
        }
        assertThat(SUMMARY.at("/properties/schema_version/const").asText()).isEqualTo(RecordJson.SCHEMA_VERSION);
        assertThat(List.of(RECORD, SAMPLE, SUMMARY))
                .allSatisfy(
                        schema -> assertThat(schema.path("$id").asText()).endsWith(":" + RecordJson.SCHEMA_VERSION));
    }

    private static void assertSame(String path, List<RecordComponent> components, JsonNode object, JsonNode root) {
        List<String> names = components.stream()
                .map(component -> ContractNames.inFile(component.getName()))
                .toList();
        assertThat(keys(object.path("properties"))).as(path).isEqualTo(names);
        assertThat(strings(object.path("required"))).as(path + " required").isEqualTo(names);
        assertThat(object.path("additionalProperties").asBoolean(true))
                .as(path + " additional")
                .isFalse();
        for (RecordComponent component : components) {
            String name = ContractNames.inFile(component.getName());
            JsonNode property = object.path("properties").path(name);
            String at = path + "." + name;
            assertThat(allowsNull(property, root))
                    .as(at + " nullable")
                    .isEqualTo(NullnessIntrospector.isNullable(component));
            assertSameType(at, component.getGenericType(), nonNull(property, root), root);
        }
    }

    private static void assertSameType(String at, Type type, JsonNode property, JsonNode root) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                assertThat(jsonType(property)).as(at).isEqualTo("array");
                assertSameType(at + "[]", arguments[0], nonNull(property.path("items"), root), root);
            } else {
                property.path("properties")
                        .forEach(value -> assertSameType(at + "{}", arguments[1], nonNull(value, root), root));
            }
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            assertSame(at, List.of(plain.getRecordComponents()), property, root);
        } else if (!property.has("enum") && !property.has("const")) {
            assertThat(jsonType(property)).as(at).isEqualTo(jsonTypeOf((Class<?>) type));
        } else {
            assertThat(type).as(at).isIn(String.class, Integer.class);
        }
    }

    private static String jsonTypeOf(Class<?> type) {
        if (type == String.class) {
            return "string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        return type == double.class || type == Double.class ? "number" : "integer";
    }

    private static String jsonType(JsonNode property) {
        JsonNode type = property.path("type");
        return type.isArray() ? type.path(0).asText() : type.asText();
    }

    private static boolean allowsNull(JsonNode property, JsonNode root) {
        JsonNode target = resolve(property, root);
        return strings(target.path("type")).contains("null")
                || StreamSupport.stream(target.path("enum").spliterator(), false)
                        .anyMatch(JsonNode::isNull)
                || StreamSupport.stream(target.path("anyOf").spliterator(), false)
                        .anyMatch(option -> option.path("type").asText().equals("null"));
    }

    private static JsonNode nonNull(JsonNode property, JsonNode root) {
        JsonNode target = resolve(property, root);
        return target.has("anyOf") ? resolve(target.path("anyOf").path(0), root) : target;
    }

    private static JsonNode resolve(JsonNode property, JsonNode root) {
        return property.has("$ref") ? root.at(property.path("$ref").asText().substring(1)) : property;
    }

    private static ObjectNode withoutSession() {
        ObjectNode copy = SAMPLE.deepCopy();
        copy.withObject("/properties").remove("session");
        copy.withArray("/required").remove(0);
        return copy;
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode schema(String name) {
        try (InputStream in =
                SchemaDriftTest.class.getResourceAsStream("/io/github/mlxgguf/schemas/" + name + ".schema.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
