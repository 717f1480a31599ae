package dev.limosa.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * The SQL of changes to {@code documents}, 60/30/10 update, insert, delete, on keys that exist. Remembers which do:
 * what it has made is to be carried out wholly and in order.
 */
final class Changes {

    static final int PER_TRANSACTION = 50;

    private final Documents documents;
    private final Random random = new Random(7);
    private long[] alive;
    private int size;
    private long nextId;

    /** @param rows those with the keys 1 to {@code rows} exist */
    Changes(Documents documents, int rows) {
        this.documents = documents;
        size = rows;
        nextId = rows + 1L;
        alive = new long[rows + rows / 2];
        Arrays.setAll(alive, i -> i + 1L);
    }

    /** A file with one transaction a line: made before it is measured, since making it takes a core as well. */
    void write(Path file, int count) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int left = count; left > 0; left -= PER_TRANSACTION) {
                lines.append(transaction(Math.min(left, PER_TRANSACTION), "")).append('\n');
            }
        }
    }

    /** @param last a statement that ends the transaction, or nothing */
    String transaction(int count, String last) {
        StringBuilder sql = new StringBuilder("BEGIN;");
        for (int i = 0; i < count; i++) {
            sql.append(change());
        }
        return sql.append(last).append("COMMIT;").toString();
    }

    private String change() {
        int dice = random.nextInt(10);
        if (dice < 6) {
            return documents.next().update(alive[random.nextInt(size)]);
        }
        return dice < 9 ? insert() : delete();
    }

    private String insert() {
        if (size == alive.length) {
            alive = Arrays.copyOf(alive, size * 2);
        }
        alive[size++] = nextId;
        return documents.next().insert(nextId++);
    }

    private String delete() {
        int place = random.nextInt(size);
        long id = alive[place];
        alive[place] = alive[--size];
        return "DELETE FROM documents WHERE id=" + id + ";";
    }
}
