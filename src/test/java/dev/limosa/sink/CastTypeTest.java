package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CastTypeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\'',
            value = {
                "bigint; bigint",
                "character varying(40); character varying",
                "character varying(40)[]; character varying[]",
                "character(5); pg_catalog.bpchar",
                "character(5)[]; pg_catalog.bpchar[]",
                "bit(3); pg_catalog.\"bit\"",
                "bit varying(3); bit varying",
                "numeric(10,2); numeric",
                "timestamp(3) without time zone; timestamp without time zone",
                "interval day to second(3); interval",
                "interval(3); interval",
                "public.geometry(Point,4326); public.geometry",
                "public.\"odd (type)\"; public.\"odd (type)\"",
                "text[]; text[]",
                "\"char\"; \"char\"",
            })
    void aTypeLosesItsModifierAndNothingElse(String formatted, String cast) {
        assertEquals(cast, CastType.of(formatted));
    }
}
