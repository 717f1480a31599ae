package dev.limosa.demo;

import static dev.limosa.demo.Statements.number;
import static dev.limosa.demo.Statements.one;
import static dev.limosa.demo.Statements.update;

import dev.limosa.demo.Dataset.ChangeKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a shop: orders come in with their lines, prices change, an e-mail address passes from one customer to
 * another, a customer gets another number and the orders follow.
 */
final class ShopChanges implements Changes {

    private record Line(long order, int number) {}

    private final ShopRows rows;
    private final Sentences sentences;
    private final KeyPool<Long> customers = new KeyPool<>();
    private final KeyPool<Long> products = new KeyPool<>();
    private final KeyPool<Long> orders = new KeyPool<>();
    private final KeyPool<Line> lines = new KeyPool<>();
    private final KeyPool<UUID> reviews = new KeyPool<>();
    private final KeyPool<String> freeEmails = new KeyPool<>();
    private final AtomicLong nextNumber = new AtomicLong();

    ShopChanges(ShopRows rows, Sentences sentences) {
        this.rows = rows;
        this.sentences = sentences;
    }

    /** Learns which keys the load has made; new ones are numbered from far beyond them. */
    void know(long customerCount, long productCount, long orderCount, int linesPerOrder, long reviewCount) {
        numbered(customers, customerCount);
        numbered(products, productCount);
        numbered(orders, orderCount);
        for (long n = 1; n <= Math.min(orderCount, 20_000); n++) {
            lines.give(new Line(n, 1 + (int) (n % linesPerOrder)));
        }
        for (long n = 1; n <= Math.min(reviewCount, 20_000); n++) {
            reviews.give(rows.reviewId(n));
        }
        nextNumber.set(100 * (customerCount + productCount + orderCount + reviewCount));
    }

    private static void numbered(KeyPool<Long> pool, long count) {
        for (long n = 1; n <= Math.min(count, 20_000); n++) {
            pool.give(n);
        }
    }

    @Override
    public int make(ChangeKind kind, Connection connection, RandomGenerator random) throws SQLException {
        int die = random.nextInt(10);
        return switch (kind) {
            case INSERT -> die < 4 ? insertReview(connection) : insertTied(die, connection, random);
            case UPDATE -> die < 4 ? updateReview(connection, random) : updateTied(die, connection, random);
            case DELETE -> die < 5 ? deleteReview(connection, random) : deleteTied(die, connection, random);
            case KEY_CHANGE -> changeKey(die, connection, random);
        };
    }

    private int insertTied(int die, Connection connection, RandomGenerator random) throws SQLException {
        return switch (die) {
            case 4 -> insertCustomer(connection);
            case 5 -> insertProduct(connection);
            default -> insertOrder(connection, random);
        };
    }

    private int insertReview(Connection connection) throws SQLException {
        Object[] row = rows.review(nextNumber.incrementAndGet());
        int changed = update(connection, "INSERT INTO shop.reviews VALUES (?, ?, ?, ?, ?, ?)", row);
        connection.commit();
        reviews.give((UUID) row[0]);
        return changed;
    }

    private int insertCustomer(Connection connection) throws SQLException {
        long id = nextNumber.incrementAndGet();
        int changed = update(connection, "INSERT INTO shop.customers VALUES (?, ?, ?, ?, ?, ?)", rows.customer(id));
        connection.commit();
        customers.give(id);
        return changed;
    }

    private int insertProduct(Connection connection) throws SQLException {
        long id = nextNumber.incrementAndGet();
        int changed = update(connection, "INSERT INTO shop.products VALUES (?, ?, ?, ?, ?, ?, ?)", rows.product(id));
        connection.commit();
        products.give(id);
        return changed;
    }

    /** The parent first, its children after it, in one transaction. */
    private int insertOrder(Connection connection, RandomGenerator random) throws SQLException {
        return with(
                customers,
                random,
                connection,
                customer -> with(products, random, connection, product -> {
                    long id = nextNumber.incrementAndGet();
                    int changed = update(
                            connection,
                            "INSERT INTO shop.orders VALUES (?, ?, ?, ?, ?, ?, ?)",
                            rows.order(id, customer));
                    int lineCount = 1 + random.nextInt(3);
                    for (int line = 1; line <= lineCount; line++) {
                        changed += update(
                                connection,
                                "INSERT INTO shop.order_lines VALUES (?, ?, ?, ?, ?)",
                                rows.line(id, line, product));
                    }
                    connection.commit();
                    orders.give(id);
                    lines.give(new Line(id, lineCount));
                    return changed;
                }));
    }

    private int updateReview(Connection connection, RandomGenerator random) throws SQLException {
        String language = ShopRows.language(random);
        return with(
                reviews,
                random,
                connection,
                id -> update(
                        connection,
                        "UPDATE shop.reviews SET body = ?, lang = ?, stars = ? WHERE id = ?",
                        rows.reviewBody(language, random),
                        language,
                        1 + random.nextInt(5),
                        id));
    }

    private int updateTied(int die, Connection connection, RandomGenerator random) throws SQLException {
        return switch (die) {
            case 4 -> handOver(connection, random);
            case 5 -> with(customers, random, connection, id -> {
                String bio = sentences.dirty(sentences.text(ShopRows.language(random), 80, random), random);
                return update(connection, "UPDATE shop.customers SET bio = ? WHERE id = ?", bio, id);
            });
            case 6 -> with(
                    products,
                    random,
                    connection,
                    id -> update(
                            connection,
                            "UPDATE shop.products SET price = ?, attributes = ? WHERE id = ?",
                            ShopRows.price(random),
                            rows.attributes(random),
                            id));
            case 7 -> with(
                    lines,
                    random,
                    connection,
                    line -> update(
                            connection,
                            "UPDATE shop.order_lines SET quantity = quantity + 1 WHERE order_id = ? AND line_no = ?",
                            line.order(),
                            line.number()));
            default -> with(
                    orders,
                    random,
                    connection,
                    id -> update(
                            connection,
                            "UPDATE shop.orders SET status = ?, note = ? WHERE id = ?",
                            ShopRows.status(random),
                            sentences.dirty(sentences.sentence("zh", random), random),
                            id));
        };
    }

    /** An address passes from one customer to another: in one transaction, or in two with others in between. */
    private int handOver(Connection connection, RandomGenerator random) throws SQLException {
        return switch (random.nextInt(4)) {
            case 0 -> with(customers, random, connection, giver -> giveUp(connection, giver));
            case 1 -> takeOver(connection, random);
            default -> with(
                    customers,
                    random,
                    connection,
                    giver -> with(customers, random, connection, taker -> {
                        String email = emailOf(connection, giver);
                        return update(connection, "UPDATE shop.customers SET email = NULL WHERE id = ?", giver)
                                + update(connection, "UPDATE shop.customers SET email = ? WHERE id = ?", email, taker);
                    }));
        };
    }

    private int giveUp(Connection connection, Long giver) throws SQLException {
        String email = emailOf(connection, giver);
        int changed = update(connection, "UPDATE shop.customers SET email = NULL WHERE id = ?", giver);
        connection.commit();
        giveIf(email != null, freeEmails, email);
        return changed;
    }

    private int takeOver(Connection connection, RandomGenerator random) throws SQLException {
        return remove(
                freeEmails,
                random,
                connection,
                email -> with(
                        customers,
                        random,
                        connection,
                        taker -> update(connection, "UPDATE shop.customers SET email = ? WHERE id = ?", email, taker)));
    }

    private static @Nullable String emailOf(Connection connection, Long customer) throws SQLException {
        return one(connection, "SELECT email FROM shop.customers WHERE id = ? FOR UPDATE", customer);
    }

    private int deleteReview(Connection connection, RandomGenerator random) throws SQLException {
        return remove(
                reviews, random, connection, id -> update(connection, "DELETE FROM shop.reviews WHERE id = ?", id));
    }

    private int deleteTied(int die, Connection connection, RandomGenerator random) throws SQLException {
        return switch (die) {
            case 5 -> remove(
                    customers,
                    random,
                    connection,
                    id -> update(
                            connection,
                            """
                    DELETE FROM shop.customers c WHERE id = ?
                    AND NOT EXISTS (SELECT FROM shop.orders WHERE customer_id = c.id)""",
                            id));
            case 6 -> remove(
                    lines,
                    random,
                    connection,
                    line -> update(
                            connection,
                            "DELETE FROM shop.order_lines WHERE order_id = ? AND line_no = ?",
                            line.order(),
                            line.number()));
            default -> remove(
                    orders,
                    random,
                    connection,
                    id -> update(connection, "DELETE FROM shop.order_lines WHERE order_id = ?", id)
                            + update(connection, "DELETE FROM shop.orders WHERE id = ?", id));
        };
    }

    private int changeKey(int die, Connection connection, RandomGenerator random) throws SQLException {
        return switch (die) {
            case 0, 1 -> remove(
                    customers,
                    random,
                    connection,
                    id -> renumber(connection, "shop.customers", "shop.orders", "customer_id", id, customers));
            case 2, 3 -> remove(
                    orders,
                    random,
                    connection,
                    id -> renumber(connection, "shop.orders", "shop.order_lines", "order_id", id, orders));
            case 4, 5 -> remove(
                    lines,
                    random,
                    connection,
                    line -> update(
                            connection,
                            "UPDATE shop.order_lines SET line_no = line_no + 1000 WHERE order_id = ? AND line_no = ?",
                            line.order(),
                            line.number()));
            default -> remove(reviews, random, connection, id -> {
                UUID other = rows.reviewId(nextNumber.incrementAndGet());
                int changed = update(connection, "UPDATE shop.reviews SET id = ? WHERE id = ?", other, id);
                giveIf(changed > 0, reviews, other);
                return changed;
            });
        };
    }

    /** Changes the row's number; the cascade takes its children along, which count as well. */
    private int renumber(
            Connection connection, String table, String children, String column, Long id, KeyPool<Long> pool)
            throws SQLException {
        // Locks the row against new children, so that those counted are those the cascade will change.
        if (one(connection, "SELECT id FROM " + table + " WHERE id = ? FOR UPDATE", id) == null) {
            return 0;
        }
        int followers = (int) number(connection, "SELECT count(*) FROM " + children + " WHERE " + column + " = ?", id);
        Long other = nextNumber.incrementAndGet();
        int changed = update(connection, "UPDATE " + table + " SET id = ? WHERE id = ?", other, id);
        giveIf(changed > 0, pool, other);
        return changed + followers;
    }

    /** Given before the commit: should that fail, whoever takes the key finds no row and drops it. */
    private static <K> void giveIf(boolean there, KeyPool<K> pool, K key) {
        if (there) {
            pool.give(key);
        }
    }

    private interface Work<K> {
        int on(K key) throws SQLException;
    }

    /** Works on a row of its own and commits; gives the key back unless no row was there. */
    private static <K> int with(KeyPool<K> pool, RandomGenerator random, Connection connection, Work<K> work)
            throws SQLException {
        @Nullable K key = pool.take(random);
        if (key == null) {
            return 0;
        }
        boolean there = true;
        try {
            int changed = work.on(key);
            connection.commit();
            there = changed > 0;
            return changed;
        } finally {
            giveIf(there, pool, key);
        }
    }

    /** The same for a key that is gone afterwards; one whose row had to stay is only not touched again. */
    private static <K> int remove(KeyPool<K> pool, RandomGenerator random, Connection connection, Work<K> work)
            throws SQLException {
        @Nullable K key = pool.take(random);
        if (key == null) {
            return 0;
        }
        int changed = work.on(key);
        connection.commit();
        return changed;
    }
}
