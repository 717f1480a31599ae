package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.limosa.change.TableId;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A database nobody made for us: a domain, an enum, a tsvector kept by a trigger, text[], bytea, a ring of foreign
 * keys.
 */
class SakilaIT {

    private static final String DATA = System.getProperty("limosa.data", "");
    private static final List<String> TABLES = List.of(
            "actor",
            "address",
            "category",
            "city",
            "country",
            "customer",
            "film",
            "film_actor",
            "film_category",
            "inventory",
            "language",
            "payment",
            "rental",
            "staff",
            "store");

    @Test
    void everyTableWithAKeyArrivesWithItsTypesAndDefaults() throws Exception {
        assumeTrue(!DATA.isEmpty(), "needs the Sakila database: run with -Dlimosa.data=DIR, where DIR/sakila has it");
        try (Rig rig = Rig.start()) {
            load(rig);
            TABLES.forEach(table -> rig.migrate(new TableId("public", table)));
            rig.service();
            rig.awaitProven();
            rig.source(
                    "UPDATE public.film SET description = description || ' again', rating = 'NC-17',"
                            + " special_features = special_features || '{\"a, b\"}', release_year = 2155 WHERE film_id % 10 = 0");
            rig.source("UPDATE public.staff SET picture = picture || '\\x00ff'");
            rig.source("DELETE FROM public.film_actor WHERE film_id % 7 = 0");
            rig.awaitProven();
            rig.assertIdentical();
            String columns =
                    "SELECT string_agg(concat_ws(' ', table_name, column_name, domain_name, udt_name, column_default,"
                            + " is_nullable), E'\\n' ORDER BY table_name, column_name) FROM information_schema.columns"
                            + " WHERE table_schema = 'public' AND table_name = ANY ('{" + String.join(",", TABLES)
                            + "}')";
            assertEquals(rig.sourceText(columns), rig.targetText(columns));
        }
    }

    private static void load(Rig rig) throws Exception {
        try (Connection source = rig.sourceConnection()) {
            SqlFile.run(source, Path.of(DATA, "sakila", "postgres-sakila-schema.sql"));
            SqlFile.run(source, Path.of(DATA, "sakila", "postgres-sakila-insert-data-using-copy.sql"));
        }
        for (String table : TABLES) {
            rig.source("ALTER TABLE public." + table + " REPLICA IDENTITY FULL");
        }
    }
}
