package dev.limosa.demo;

import static java.util.Objects.requireNonNull;

import dev.limosa.change.TableId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sample tables: customers, products, orders and order lines tied by foreign keys, with secondary unique keys, and
 * reviews that stand alone. 10, 5, 20, 40 and 25 rows of each hundred.
 */
public final class Shop implements Dataset {

    public static final long SEED = 20261122;

    private static final int LINES_PER_ORDER = 2;

    private final ShopRows rows;
    private final Sentences sentences = new Sentences();
    private final long customers;
    private final long products;
    private final long orders;
    private final long lines;
    private final long reviews;

    /** @param total rows of all tables together, at least 20 */
    public Shop(long total, long seed) {
        if (total < 20) {
            throw new IllegalArgumentException("cannot fill the shop: expected at least 20 rows, found " + total);
        }
        rows = new ShopRows(sentences, seed);
        customers = total / 10;
        products = total / 20;
        orders = total / 5;
        lines = orders * LINES_PER_ORDER;
        reviews = total - customers - products - orders - lines;
    }

    @Override
    public List<TableId> tables() {
        return Stream.of("customers", "products", "orders", "order_lines", "reviews")
                .map(name -> new TableId("shop", name))
                .toList();
    }

    @Override
    public String yaml() {
        return resource("shop.yaml");
    }

    @Override
    public List<String> textExamples() {
        return Stream.of("zh", "en")
                .map(language -> "SELECT body_raw, array_to_string(tokens, ' '), array_to_string(keywords, ' ')"
                        + " FROM shop.reviews WHERE language = '" + language
                        + "' AND cardinality(keywords) = 3 ORDER BY length(body_raw), review_id LIMIT 1")
                .toList();
    }

    @Override
    public long load(Connection source) throws SQLException, IOException {
        try (Statement statement = source.createStatement()) {
            statement.execute(resource("shop.sql"));
            ShopRows.copy(source, "shop.customers", customers, rows::customer);
            ShopRows.copy(source, "shop.products", products, rows::product);
            ShopRows.copy(source, "shop.orders", orders, n -> rows.order(n, rows.oneOf(customers, 7, n)));
            ShopRows.copy(source, "shop.order_lines", lines, this::line);
            ShopRows.copy(source, "shop.reviews", reviews, rows::review);
            statement.execute("ANALYZE");
        }
        return customers + products + orders + lines + reviews;
    }

    private Object[] line(long number) {
        long order = (number - 1) / LINES_PER_ORDER + 1;
        return rows.line(order, (int) ((number - 1) % LINES_PER_ORDER) + 1, rows.oneOf(products, 8, number));
    }

    @Override
    public Changes changes() {
        ShopChanges changes = new ShopChanges(rows, sentences);
        changes.know(customers, products, orders, LINES_PER_ORDER, reviews);
        return changes;
    }

    private static String resource(String name) {
        try (InputStream in = requireNonNull(Shop.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
