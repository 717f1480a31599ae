package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.limosa.change.TableId;
import org.junit.jupiter.api.Test;

/** The text engine's outputs, all the way into the target. */
class OutputsIT {

    private static final String OUTPUTS =
            """
            transforms: [{drop: raw}]
            outputs:
              clean: {emit: cleaned, from: [title, raw], steps: [strip-html, nfkc, collapse-space, trim], separator: ": "}
              tongue: {emit: language, from: clean, allowed: [zh, en], otherwise: zh}
              tokens: {emit: tokens, from: clean, chain: {by: tongue, zh: zh, otherwise: en}, format: array}
              pieces: {emit: tokens, from: raw, chain: zh-tokens, format: array}
              doc: {emit: tokens, from: raw, chain: zh-tokens, format: json}
              keys: {emit: keywords, from: tokens, top: 2}
              print: {emit: simhash, from: tokens, bands: 4}
              size: {emit: count, from: tokens, what: tokens}
            """;

    @Test
    void rowsOfTwoLanguagesArriveAsTheEngineMakesThemAndARowOverTheLimitClosesWhenItIsCorrected() throws Exception {
        both("");
    }

    @Test
    void likewiseInTheOrderOfTheSource() throws Exception {
        both("apply: ordered\n");
    }

    private static void both(String apply) throws Exception {
        try (Rig rig = Rig.start()) {
            rig.text("max-characters: 300");
            TableId docs = rig.table("docs", "id bigint PRIMARY KEY, title text, raw text", apply + OUTPUTS);
            rig.source("INSERT INTO " + docs + " VALUES (1, '手机', '<p>屏幕很大，<b>手机</b>很好</p>'),"
                    + " (2, 'Shoes', 'Running&nbsp;shoes are  good'), (3, NULL, NULL), (4, '', ''),"
                    + " (5, 'odd', E'a,b {c} \"d\" \\\\ NULL \\t é 😀 ''q')");
            rig.service();
            rig.awaitProven();
            assertEquals("手机: 屏幕很大,手机很好|zh", row(rig, docs, "concat_ws('|', clean, tongue)", 1));
            assertEquals("2", row(rig, docs, "cardinality(array_positions(tokens, '手机'))", 1));
            assertEquals("Shoes: Running shoes are good|en", row(rig, docs, "concat_ws('|', clean, tongue)", 2));
            assertEquals("{shoe,running,shoe,good}", row(rig, docs, "tokens::text", 2));
            assertEquals(
                    "true", row(rig, docs, "(num_nulls(clean, tongue, tokens, doc, keys, print, size) = 7)::text", 3));
            assertEquals(":|{}|[]|0", row(rig, docs, "concat_ws('|', clean, tokens, doc, print, size)", 4));
            assertEquals("true", row(rig, docs, "(to_jsonb(pieces) = doc AND '\\' = ANY (pieces))::text", 5));
            changes(rig, docs);
            overTheLimit(rig, docs);
        }
    }

    private static void changes(Rig rig, TableId docs) throws Exception {
        rig.source("UPDATE " + docs + " SET raw = '电池很好' WHERE id = 2");
        rig.source("DELETE FROM " + docs + " WHERE id = 1");
        rig.source("INSERT INTO " + docs + " SELECT g, 'title ' || g, repeat('电池 and battery ' || g, g % 7)"
                + " FROM generate_series(10, 400) g");
        rig.awaitProven();
        assertEquals("zh", row(rig, docs, "tongue", 2), "the title is shorter");
        assertEquals(395, rig.targetLong("SELECT count(*) FROM " + docs));
        assertEquals(
                4,
                rig.targetLong("SELECT count(*) FROM pg_indexes WHERE schemaname = '" + rig.schema()
                        + "' AND indexdef LIKE '%(print\\__)'"));
        assertEquals(
                0,
                rig.targetLong("SELECT count(*) FROM " + docs + " WHERE print_1 <> (print >> 48)::smallint"
                        + " OR (print & 65535) <> (print_4::int & 65535)"));
        assertEquals(395, verify(rig, docs, 0).path("compared").asLong());
    }

    private static void overTheLimit(Rig rig, TableId docs) throws Exception {
        rig.source("UPDATE " + docs + " SET raw = repeat('secret ', 100) WHERE id = 2");
        rig.awaitOpen(1);
        String error = rig.targetText("SELECT error FROM limosa.open_row WHERE migration = '" + rig.migration() + "'");
        assertTrue(error.contains("expected at most 300 characters in [title, raw], found 705"), error);
        assertTrue(!error.contains("secret"), error);
        assertEquals(1, verify(rig, docs, 3).path("different").asLong(), "the target has it as it was before");
        rig.source("UPDATE " + docs + " SET raw = 'short enough' WHERE id = 2");
        rig.awaitProven();
        assertEquals("{shoe,short,enough}", row(rig, docs, "tokens::text", 2));
        assertEquals(0, verify(rig, docs, 0).path("open").asLong());
    }

    private static String row(Rig rig, TableId docs, String expression, long id) throws Exception {
        return rig.targetText("SELECT " + expression + " FROM " + docs + " WHERE id = " + id);
    }

    private static JsonNode verify(Rig rig, TableId docs, int exitCode) throws Exception {
        Cli verify = Cli.run(rig, "verify", "run", "--table", docs.toString(), "-o", "json");
        assertEquals(exitCode, verify.exitCode(), verify.out() + verify.err());
        JsonNode table = verify.json().path("tables").path(0);
        assertEquals(exitCode == 0, table.path("different").asLong() == 0, verify.out());
        return table;
    }
}
