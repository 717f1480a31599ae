package dev.limosa.demo;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The shop's rows. A row depends on nothing but the seed, its table and its number, so the same seed makes the same
 * shop. Thread-safe.
 */
final class ShopRows {

    private static final long FIRST_SECOND = 1_700_000_000L;
    private static final String[] STATES = {"new", "paid", "packed", "sent", "returned", "已签收", "处理中"};

    private final Sentences sentences;
    private final long seed;

    ShopRows(Sentences sentences, long seed) {
        this.sentences = sentences;
        this.seed = seed;
    }

    Object[] customer(long id) {
        RandomGenerator random = random(1, id);
        String language = language(random);
        return new Object[] {
            id,
            sentences.dirty(sentences.person(language, random), random),
            email(id, random),
            sentences.city(language, random),
            sentences.dirty(sentences.text(language, 40 + random.nextInt(200), random), random),
            time(random)
        };
    }

    /** Mixed case, for the transform to lower, and still no two alike when lowered. */
    private String email(long id, RandomGenerator random) {
        return sentences.pick("en.given", random) + "." + sentences.pick("en.family", random) + "." + id
                + "@Example.org";
    }

    Object[] product(long id) {
        RandomGenerator random = random(2, id);
        String language = language(random);
        String word = sentences.pick(language + ".noun", random);
        return new Object[] {
            id,
            "SKU-" + id,
            sentences.dirty(
                    sentences.pick("en.adjective", random) + " " + sentences.pick("zh.noun", random) + " / " + word,
                    random),
            sentences.dirty(sentences.text(language, 150 + random.nextInt(300), random), random),
            price(random),
            "{" + sentences.pick("en.adjective", random) + ",\"" + word + "\",NULL}",
            attributes(random)
        };
    }

    String attributes(RandomGenerator random) {
        return "{\"weight\": " + random.nextInt(5000) / 100.0 + ", \"colour\": \""
                + sentences.pick("zh.adjective", random) + "\", \"spare\": [" + random.nextInt(9)
                + ", null, {\"made\": \"" + sentences.city("en", random) + "\"}]}";
    }

    static String price(RandomGenerator random) {
        return random.nextInt(1000) + "." + (10 + random.nextInt(90));
    }

    Object[] order(long id, long customer) {
        RandomGenerator random = random(3, id);
        return new Object[] {
            id,
            customer,
            status(random),
            random.nextInt(4) == 0 ? null : sentences.dirty(sentences.sentence(language(random), random), random),
            time(random),
            price(random) + random.nextInt(1000),
            "L" + Long.toString(id, 36)
        };
    }

    static String status(RandomGenerator random) {
        return STATES[random.nextInt(STATES.length)];
    }

    Object[] line(long order, int number, long product) {
        RandomGenerator random = random(4, order * 31 + number);
        return new Object[] {order, number, product, 1 + random.nextInt(9), random.nextInt(3) == 0 ? null : "t"};
    }

    Object[] review(long number) {
        RandomGenerator random = random(5, number);
        String language = language(random);
        return new Object[] {
            reviewId(number),
            sentences.dirty(sentences.person(language, random), random),
            language,
            reviewBody(language, random),
            1 + random.nextInt(5),
            random.nextInt(50) == 0 ? "NaN" : Double.toString(random.nextDouble())
        };
    }

    UUID reviewId(long number) {
        RandomGenerator random = random(6, number);
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & ~(3L << 62) | 1L << 63);
    }

    String reviewBody(String language, RandomGenerator random) {
        return sentences.dirty(sentences.text(language, 200 + random.nextInt(350), random), random);
    }

    static String language(RandomGenerator random) {
        return random.nextBoolean() ? "zh" : "en";
    }

    /** Any of the numbers from 1 to {@code count}, always the same one for the same row. */
    long oneOf(long count, int purpose, long row) {
        return 1 + random(purpose, row).nextLong(count);
    }

    private static Instant time(RandomGenerator random) {
        return Instant.ofEpochSecond(FIRST_SECOND + random.nextInt(80_000_000), random.nextInt(1_000_000) * 1000L);
    }

    private RandomGenerator random(int table, long row) {
        return new SplittableRandom((seed * 31 + table) * 0x9E3779B97F4A7C15L + row);
    }

    /** How many rows a table gets, and what its nth row (from 1) is. */
    interface Rows {
        Object[] row(long number) throws IOException;
    }

    static void copy(Connection connection, String table, long count, Rows rows) throws SQLException, IOException {
        try (CopyWriter out = new CopyWriter(connection, table)) {
            for (long number = 1; number <= count; number++) {
                out.row(rows.row(number));
            }
        }
    }
}
