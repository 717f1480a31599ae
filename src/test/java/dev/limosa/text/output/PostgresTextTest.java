package dev.limosa.text.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.text.Tokens;
import org.junit.jupiter.api.Test;

/** Written out as {@code psql} prints them. */
class PostgresTextTest {

    private static Tokens tokens(String... all) {
        Tokens tokens = new Tokens();
        for (String token : all) {
            tokens.add(token.toCharArray(), 0, token.length());
        }
        return tokens;
    }

    private static String array(String... all) {
        return PostgresText.array(tokens(all), new StringBuilder());
    }

    private static String json(String... all) {
        return PostgresText.json(tokens(all), new StringBuilder());
    }

    @Test
    void anArrayQuotesWhatItMust() {
        assertEquals("{}", array());
        assertEquals("{a,分词,é,😀}", array("a", "分词", "é", "😀"));
        assertEquals("{\"\",\"null\",\"NuLL\",nulls}", array("", "null", "NuLL", "nulls"));
        assertEquals("{\"a,b\",\"{\",\"}\",\"a b\",\"\\\"\",\"\\\\\"}", array("a,b", "{", "}", "a b", "\"", "\\"));
        assertEquals("{\"\t\",\"\n\",\"\r\",\"\f\",\"\u000B\"}", array("\t", "\n", "\r", "\f", "\u000B"));
        assertEquals("{\u00a0,\u3000,',;}", array("\u00a0", "\u3000", "'", ";"));
    }

    @Test
    void jsonHasABlankBehindEachComma() {
        assertEquals("[]", json());
        assertEquals("[\"a\", \"分词\", \"\"]", json("a", "分词", ""));
        assertEquals("[\"\\\"\\\\/\", \"\\b\\f\\n\\r\\t\"]", json("\"\\/", "\b\f\n\r\t"));
        assertEquals("[\"\\u0001\\u001f\u007f\u2028\"]", json("\u0001\u001f\u007f\u2028"));
    }
}
