package dev.limosa.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.config.OutputConfig;
import dev.limosa.config.OutputConfig.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From the value of an output of tokens back to its tokens. */
final class TokenLists {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TokenLists() {}

    /** Whether an output's values are tokens. */
    static boolean has(OutputConfig output) {
        return output.emit() instanceof OutputConfig.Tokens || output.emit() instanceof OutputConfig.Keywords;
    }

    /** @param value as PostgreSQL prints it; null has none */
    static List<String> of(OutputConfig output, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return List.of();
        }
        if (!(output.emit() instanceof OutputConfig.Tokens tokens) || tokens.format() == Format.ARRAY) {
            return array(value);
        }
        return tokens.format() == Format.JSON ? json(value) : joined(value, tokens.separator());
    }

    /** A token that holds the separator comes apart; so it does for whoever reads that column. */
    private static List<String> joined(String value, String separator) {
        return separator.isEmpty() ? List.of(value) : List.of(value.split(Pattern.quote(separator), -1));
    }

    private static List<String> json(String value) {
        try {
            return List.of(JSON.readValue(value, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("BUG: an output of tokens is no JSON array of strings", e);
        }
    }

    /** {@code {a,"b c","d\"e"}}: of one dimension, without nulls. */
    static List<String> array(String value) {
        List<String> tokens = new ArrayList<>();
        int at = 1;
        while (at < value.length() - 1) {
            StringBuilder token = new StringBuilder();
            at = value.charAt(at) == '"' ? quoted(value, at + 1, token) : plain(value, at, token);
            tokens.add(token.toString());
            at++;
        }
        return tokens;
    }

    private static int quoted(String value, int from, StringBuilder token) {
        int at = from;
        while (value.charAt(at) != '"') {
            at += value.charAt(at) == '\\' ? 1 : 0;
            token.append(value.charAt(at++));
        }
        return at + 1;
    }

    private static int plain(String value, int from, StringBuilder token) {
        int at = from;
        while (value.charAt(at) != ',' && at < value.length() - 1) {
            token.append(value.charAt(at++));
        }
        return at;
    }
}
