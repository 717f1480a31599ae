package dev.limosa.text.fingerprint;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.config.Component;
import dev.limosa.config.OutputConfig;
import dev.limosa.config.TextConfig;
import dev.limosa.config.TextStep;
import dev.limosa.config.TransformStep;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** JSON that is the same text for the same configuration, whatever the order of its maps and of the records' fields. */
final class Canonical {

    private static final String PLACE = "place";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addMixIn(TransformStep.class, Step.class)
            .addMixIn(OutputConfig.Emit.class, Emit.class)
            .build();

    /** What was not written, the place in a file that is long gone, is read as nothing. */
    private static final JsonMapper READER = JSON.rebuild()
            .addMixIn(TextStep.class, Placed.class)
            .addMixIn(Component.class, Placed.class)
            .addMixIn(TextConfig.Chain.class, Placed.class)
            .addMixIn(OutputConfig.class, Placed.class)
            .injectableValues(new InjectableValues.Std().addValue(PLACE, ""))
            .build();

    private Canonical() {}

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "BUG: cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return READER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "cannot read what makes a table's rows: expected JSON of a fingerprint, found " + json.length()
                            + " characters that are none; was it written by another version?",
                    e);
        }
    }

    static byte[] sha256(String text) {
        return digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("BUG: every JVM has SHA-256", e);
        }
    }

    /** Two kinds may have the same fields: the kind's name tells them apart. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TransformStep.Text.class, name = "text"),
        @JsonSubTypes.Type(value = TransformStep.Rename.class, name = "rename"),
        @JsonSubTypes.Type(value = TransformStep.Drop.class, name = "drop"),
        @JsonSubTypes.Type(value = TransformStep.Copy.class, name = "copy")
    })
    private interface Step {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = OutputConfig.Cleaned.class, name = "cleaned"),
        @JsonSubTypes.Type(value = OutputConfig.Tokens.class, name = "tokens"),
        @JsonSubTypes.Type(value = OutputConfig.Keywords.class, name = "keywords"),
        @JsonSubTypes.Type(value = OutputConfig.Language.class, name = "language"),
        @JsonSubTypes.Type(value = OutputConfig.Simhash.class, name = "simhash"),
        @JsonSubTypes.Type(value = OutputConfig.Count.class, name = "count")
    })
    private interface Emit {}

    private interface Placed {
        @JsonIgnore(false)
        @JsonProperty
        @JacksonInject(value = PLACE, useInput = OptBoolean.FALSE)
        String place();
    }
}
