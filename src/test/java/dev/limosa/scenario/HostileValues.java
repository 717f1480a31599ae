package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For every type the values that break migrations, as PostgreSQL reads them. {@code S.} stands for the scenario's
 * schema, where {@link #TYPES} are made.
 */
final class HostileValues {

    static final List<String> EXTENSIONS = List.of("hstore", "citext", "ltree", "isn", "cube", "seg");

    static final List<String> TYPES = List.of(
            "CREATE TYPE S.mood AS ENUM ('ok', 'it''s', 'a,b', '\"q\"', 'É漢😀', 'with space', '{}', 'NULL', '')",
            "CREATE TYPE S.\"Mood.2\" AS ENUM ('b', 'a')",
            "CREATE COLLATION S.\"Any Case\" (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
            "CREATE DOMAIN S.positive AS int DEFAULT 7 CONSTRAINT above_zero CHECK (VALUE > 0)",
            "CREATE DOMAIN S.small_positive AS S.positive CHECK (VALUE < 100)",
            "CREATE DOMAIN S.code AS varchar(5) COLLATE \"C\"",
            "CREATE DOMAIN S.any_case AS text COLLATE S.\"Any Case\"",
            "CREATE DOMAIN S.tags AS text[] CHECK (cardinality(VALUE) < 9)",
            "CREATE DOMAIN S.good_mood AS S.mood CHECK (VALUE <> 'a,b')",
            "CREATE DOMAIN S.price AS numeric(8, 3)",
            "CREATE TYPE S.inner AS (n S.small_positive, \"y \"\"q\" text COLLATE \"C\", m S.mood)",
            "CREATE TYPE S.outer AS (i S.inner, at timestamptz, list S.inner[], f double precision)",
            "CREATE DOMAIN S.known_inner AS S.inner CHECK ((VALUE).n IS DISTINCT FROM 98)",
            "CREATE TYPE S.floatrange AS RANGE (subtype = float8, subtype_diff = float8mi)",
            "CREATE TYPE S.textrange AS RANGE (subtype = text, collation = \"C\", multirange_type_name = S.\"Text Ranges\")",
            "CREATE DOMAIN S.days AS daterange");

    private static final String[] TEXTS = {
        "",
        " ",
        "NULL",
        "null",
        "\\N",
        "\\.",
        "\\\\",
        "\"quoted\" 'single' `tick`",
        "a\tb\nc\rd\be\ff\u000bg",
        "\u0001\u0002\u001b[31m\u001f\u007f\u0085",
        "e\u0301 é İıß ﬁ",
        "漢字\u2028\u2029😀👨‍👩‍👧🇳🇵",
        "\ufeffBOM\u202eRTL\u200b\uffff",
        "{a,b}",
        "__debezium_unavailable_value"
    };

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private HostileValues() {}

    /** Type → its values; each type once. */
    static Map<String, List<String>> byType() {
        HostileValues all = new HostileValues();
        all.numbers();
        all.texts();
        all.times();
        all.documents();
        all.networksAndShapes();
        all.systemTypes();
        all.ranges();
        all.arrays();
        all.ownTypes();
        all.extensions();
        return all.values;
    }

    static String inSchema(String schema, String sql) {
        return sql.replaceAll("\\bS\\.", schema + ".");
    }

    /**
     * What an older server does not know yet is left out: a scale below zero, an infinite interval.
     *
     * @param settings under which it reads them
     */
    static Map<String, List<String>> knownTo(Rig rig, String settings) throws SQLException {
        Map<String, List<String>> known = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        try (Connection source = rig.sourceConnection();
                Statement statement = source.createStatement()) {
            statement.execute(settings);
            byType().forEach((type, values) -> {
                for (String value : values) {
                    if (accepts(statement, inSchema(rig.schema(), type), value)) {
                        known.computeIfAbsent(type, t -> new ArrayList<>()).add(value);
                    } else {
                        unknown.add(type + " '" + value + "'");
                    }
                }
            });
            assertTrue(unknown.isEmpty() || source.getMetaData().getDatabaseMajorVersion() < 18, unknown::toString);
        }
        return known;
    }

    /** The row's value of a list, which begins anew where it is shorter, but for a null at its end. */
    static String literal(List<String> values, int row) {
        int at = row % (values.size() + 1);
        return at == values.size() ? "NULL" : Sql.literal(values.get(at));
    }

    private static boolean accepts(Statement statement, String type, String value) {
        try {
            statement.execute("CREATE TEMP TABLE tried (v " + type + ")");
            try {
                return statement.executeUpdate("INSERT INTO tried VALUES (" + Sql.literal(value) + ")") == 1;
            } finally {
                statement.execute("DROP TABLE tried");
            }
        } catch (SQLException e) {
            return false;
        }
    }

    private void type(String type, String... literals) {
        if (values.put(type, List.of(literals)) != null) {
            throw new IllegalArgumentException("BUG: type twice: " + type);
        }
    }

    private void numbers() {
        type("smallint", "-32768", "32767", "0");
        type("integer", "-2147483648", "2147483647");
        type("bigint", "-9223372036854775808", "9223372036854775807", "9007199254740993");
        type("real", "NaN", "Infinity", "-Infinity", "-0", "1e-45", "3.4028235e38", "0.1", "16777217", "1e10");
        type("float8", "NaN", "Infinity", "-Infinity", "-0", "5e-324", "1.7976931348623157e308", "0.1", "1e15", "1e16");
        type("numeric", "NaN", "Infinity", "-Infinity", "-0", "0.000", "1.10", "1e131071", "1e-16383", "-00012.500");
        type("numeric(5,-2)", "12345", "-49", "1234549");
        type("numeric(3,5)", "0.00999", "-0.00001", "0");
        type("numeric(40,20)", "12345678901234567890.12345678901234567890", "NaN", "0");
        type("money", "-92233720368547758.08", "92233720368547758.07", "0", "1234.5");
        type("boolean", "t", "f");
        type("oid", "0", "4294967295");
        type("xid8", "0", "18446744073709551615");
    }

    private void texts() {
        type("text", TEXTS);
        type("varchar", TEXTS);
        type("varchar(3)", "", "abc", "漢字😀", "a  ");
        type("char(5)", "", "a", " a ", "漢字", "12345");
        type("bpchar", "", "a  ", " ");
        type("char(1)", "", "x");
        type("\"char\"", "", "a", "\\377", "\\", "\"");
        type("name", "", "Name \"q\"", "x".repeat(63));
        type("bytea", "\\x", "\\x00", "\\x005c27220aff", "abc\\\\\\000");
        type("bit(1)", "0", "1");
        type("bit(8)", "00000000", "10101010");
        type("bit(9)", "000000001", "111111111");
        type("bit varying", "", "0", "1", "0000000000000000000000000000000001");
        type("varbit(5)", "", "10", "10101");
        type("uuid", "00000000-0000-0000-0000-000000000000", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11");
        type("refcursor", "a b", "");
    }

    private void times() {
        type(
                "date",
                "4713-01-01 BC",
                "0001-12-31 BC",
                "0001-01-01",
                "1582-10-10",
                "9999-12-31",
                "10000-01-01",
                "5874897-12-31",
                "infinity",
                "-infinity");
        type("time", "24:00:00", "00:00:00", "23:59:59.999999", "00:00:00.000001", "12:00:00.100", "23:59:60");
        type("time(3)", "12:34:56.7891", "24:00:00");
        type("timetz", "24:00:00+00", "12:34:56.789+05:45", "12:00:00-15:59:59", "23:59:60+02", "12:00-00:00:01");
        type(
                "timestamp",
                "4713-01-01 00:00:00 BC",
                "0044-03-15 12:00:00.5 BC",
                "294276-12-31 23:59:59.999999",
                "10000-01-01 00:00:00.1",
                "1900-01-01 00:00:00.000001",
                "2024-03-31 02:30:00",
                "infinity",
                "-infinity");
        type(
                "timestamptz",
                "4713-01-02 00:00:00+00 BC",
                "0044-03-15 12:00:00.5+05:45 BC",
                "294276-12-31 23:59:59.999999+00",
                "1883-11-18 12:03:57+00",
                "2024-03-31 02:30:00+02",
                "1969-12-31 23:59:59.999999-09",
                "infinity",
                "-infinity");
        type("timestamp(0)", "2024-01-01 00:00:00.5", "1999-12-31 23:59:59.499999");
        type(
                "interval",
                "1 year -2 mons +3 days -04:05:06.789",
                "-1 mons",
                "0",
                "00:00:00.000001",
                "-00:00:00.1",
                "178000000 years",
                "1 day -1 hour",
                "infinity",
                "-infinity");
        type("interval(2)", "1.239 seconds", "-00:00:00.01");
        type("interval year to month", "1 year 2 months", "-1 month");
    }

    private void documents() {
        type(
                "json",
                "{\"b\":1, \"a\" : 2,\"a\":3}",
                "  [1e400, 0.10, -0 ]",
                "\"\\u0000\"",
                "null",
                "{\"k\":\n\t\"\\ud83d\\ude00\\/\"}",
                "\"\\ud800\"");
        type("jsonb", "{\"b\":1, \"a\" : 2,\"a\":3}", "[1e400, 0.10, -0, 1.0]", "null", "{\"\":\"\\u2028\\\"\"}");
        type("jsonpath", "$.a ? (@ > 1)", "strict $.\"q\\\"\"[*]");
        // Not <?xml version="1.0"?>: PostgreSQL keeps it, and prints it by no means but a cast to text.
        type("xml", "<a/>", "text <b>&amp;</b>", " <a b='c'>\n漢</a>", "<!-- c -->", "<?xml version=\"1.1\"?><a/>");
        type("tsvector", "'a':1A,2 'it''s':3 'b c' '\\\\'", "", "'x':16383D");
        type("tsquery", "'fat' & ( 'rat' | 'it''s' ) & !'c':*AB", "'a' <-> 'b' <3> 'c'", "");
    }

    private void networksAndShapes() {
        type("inet", "192.168.0.1", "192.168.0.1/24", "::ffff:1.2.3.4", "2001:db8::1/64", "::/0");
        type("cidr", "10.0.0.0/8", "2001:db8::/32", "0.0.0.0/0", "192.168.0.1/32");
        type("macaddr", "08:00:2b:01:02:03", "ff-ff-ff-ff-ff-ff");
        type("macaddr8", "08:00:2b:01:02:03:04:05", "08:00:2b:01:02:03");
        type("point", "(1.5,-0)", "(NaN,Infinity)", "(1e-300,0.1)");
        type("line", "{1,2,3}", "{-0,1,0.1}");
        type("lseg", "[(0,0),(1,1e100)]");
        type("box", "(1,1),(0,0)", "(0.1,-0),(-1e-5,-3)");
        type("path", "((0,0),(1,1),(2,0))", "[(0,0),(1,1)]");
        type("polygon", "((0,0),(1,1),(2,0))");
        type("circle", "<(1,2),3>", "<(0.1,-0),0>");
    }

    private void systemTypes() {
        type("xid", "4294967295", "0");
        type("cid", "7");
        type("tid", "(0,1)", "(4294967295,65535)");
        type("pg_lsn", "0/0", "FFFFFFFF/FFFFFFFF");
        type("pg_snapshot", "10:20:10,14,15");
        type("txid_snapshot", "10:20:10,14,15");
        type("oidvector", "1 2 3", "");
        type("int2vector", "1 -2 3");
    }

    private void ranges() {
        type("int4range", "[1,5)", "(,)", "empty", "(1,5]", "[,3)");
        type("int8range", "[-9223372036854775808,9223372036854775806]");
        type("numrange", "[1.10,2.0)", "[-Infinity,NaN]", "(0.0,0.00]");
        type("tsrange", "[\"2024-01-01 00:00:00\",infinity)", "[-infinity,]");
        type("tstzrange", "[\"2024-01-01 00:00:00.5+05:45\",\"10000-01-01 00:00:00+00\")");
        type("daterange", "[2024-01-01,infinity]", "[\"0044-03-15 BC\",)", "empty");
        type("int4multirange", "{[1,3),[5,7)}", "{}", "{(,)}");
        type("nummultirange", "{[1.10,2.00],(3,4.0)}");
        type("datemultirange", "{[2024-01-01,2024-02-01),[2025-01-01,infinity)}");
        type("tstzmultirange", "{[\"2024-01-01 00:00:00+05:45\",)}");
        type("S.floatrange", "[-0,1.5e300)", "empty", "[0.1,Infinity]");
        type("S.floatmultirange", "{[-1,0.1],[5e-324,2)}");
        type("S.textrange", "[\"a,b\",\"c\\\"d\\\\\")", "[\"\",\"漢\"]");
        type("S.\"Text Ranges\"", "{[\"a,b\",\"c}\")}");
    }

    private void arrays() {
        type(
                "text[]",
                "{}",
                "{NULL,\"NULL\",\"\",a,\"a b\",\"{\",\"\\\\\",\"\\\"\",漢,\"\t\"}",
                "{{a,b},{c,NULL}}",
                "[2:3]={x,y}",
                "[-1:0][3:4]={{1,2},{3,4}}");
        type("integer[]", "{1,NULL,-2147483648}", "{{1},{2}}", "[0:0]={5}", "{}");
        type("smallint[]", "{-1,2}");
        type("bigint[]", "{9223372036854775807,NULL}");
        type("boolean[]", "{t,NULL,f}", "{}");
        type("real[]", "{NaN,-0,1e-45}");
        type("float8[]", "{NaN,-0,5e-324,-Infinity,0.1}");
        type("numeric[]", "{NaN,Infinity,1.10,NULL,0.000}");
        type("numeric(5,2)[]", "{1.1,NULL}");
        type("varchar(3)[]", "{abc,\"\"}");
        type("char(3)[]", "{a,NULL}");
        type("\"char\"[]", "{a,\"\"}");
        type("name[]", "{\"a b\",NULL}");
        type("bytea[]", "{\"\\\\x00\",\"\\\\x\",NULL}");
        type("bit(3)[]", "{101,000}");
        type("varbit[]", "{1,\"\"}");
        type("date[]", "{infinity,\"0044-03-15 BC\",10000-01-01}");
        type("time[]", "{24:00:00,00:00:00.000001}");
        type("timetz[]", "{12:00:00+05:45,NULL}");
        type("timestamp[]", "{infinity,\"0044-03-15 12:00:00 BC\"}");
        type("timestamptz[]", "{-infinity,\"2024-01-01 00:00:00.5+05:45\"}", "[0:0]={infinity}");
        type("interval[]", "{\"1 mon -1 days\",infinity,NULL}");
        type("uuid[]", "{00000000-0000-0000-0000-000000000000,NULL}");
        type("json[]", "{\"{\\\"b\\\": 1,\\\"a\\\":2}\",null}");
        type("jsonb[]", "{\"{\\\"b\\\": 1}\",NULL}");
        type("xml[]", "{<a/>,NULL}");
        type("money[]", "{1.5,NULL}");
        type("inet[]", "{10.0.0.1,::1/64}");
        type("tsvector[]", "{\"'a':1 'b c'\",\"\"}");
        type("int4range[]", "{\"[1,2)\",empty,NULL}");
        type("int4multirange[]", "{\"{[1,2)}\",\"{}\"}");
        type("box[]", "{(1,1),(0,0);(2,2),(1,1)}");
        type("point[]", "{\"(1,2)\",NULL}");
        type("oid[]", "{4294967295}");
        type("pg_lsn[]", "{0/1}");
    }

    private void ownTypes() {
        type("S.mood", "ok", "it's", "a,b", "\"q\"", "É漢😀", "with space", "{}", "NULL", "");
        type("S.\"Mood.2\"", "a", "b");
        type("S.mood[]", "{ok,\"a,b\",\"\\\"q\\\"\",NULL,\"NULL\",\"\"}");
        type("S.positive", "1", "2147483647");
        type("S.small_positive", "99");
        type("S.code", "", "12345", "漢字");
        type("S.any_case", "A", "a", "É");
        type("S.tags", "{}", "{NULL,\"a b\"}", "{{a},{b}}");
        type("S.good_mood", "ok", "");
        type("S.price", "1.1", "12345.678", "NaN");
        type("S.days", "[2024-01-01,2024-01-31]");
        type("S.positive[]", "{1,NULL,2}");
        type("S.tags[]", "{\"{a,\\\"b c\\\"}\",NULL}");
        type("S.inner", "(1,\"a \"\"q\"\", \\\\\",ok)", "(,,)", "(2,\"\",\"a,b\")");
        type("S.inner[]", "{\"(1,\\\"a b\\\",ok)\",NULL,\"(,,)\"}");
        type("S.known_inner", "(5,x,\"it's\")");
        type(
                "S.outer",
                "(\"(1,\"\"a,b\"\",ok)\",infinity,\"{\"\"(2,x,ok)\"\"}\",-0)",
                "(,\"2024-01-01 00:00:00+05:45\",{},NaN)",
                "(,,,)");
        type("S.floatrange[]", "{\"[0.1,2)\",empty}");
    }

    private void extensions() {
        type("public.hstore", "\"a\"=>\"b\", \"n\"=>NULL, \"\"=>\"\", \"q\\\"\\\\\"=>\"漢\"", "");
        type("public.hstore[]", "{\"\\\"a\\\"=>NULL\"}");
        type("public.citext", "Abc", "ABC", "");
        type("public.citext[]", "{A,a,NULL}");
        type("public.ltree", "Top.Science", "");
        type("public.ltree[]", "{a.b,c}");
        type("public.lquery", "*.a{1,2}.b|c*@");
        type("public.isbn", "978-0-393-04002-9");
        type("public.cube", "(1,2),(3,4)", "(0.1)");
        type("public.seg", "1.5 .. 2e3", "~1.0", "<5");
    }

    /** The longest list's length: as many rows hold every value of every type. */
    static int rows() {
        List<Integer> sizes = new ArrayList<>();
        byType().values().forEach(list -> sizes.add(list.size()));
        return sizes.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
