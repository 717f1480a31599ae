package dev.limosa.bench;

/**
 * One row of {@code documents} without its key. No value holds a backslash, tab or newline.
 *
 * @param updatedAt a timestamptz as PostgreSQL reads it, in UTC
 */
record Document(String title, String body, String lang, String author, String updatedAt) {

    String copyLine(long id) {
        return id + "\t" + title + "\t" + body + "\t" + lang + "\t" + author + "\t" + updatedAt + "\n";
    }

    String insert(long id) {
        return "INSERT INTO documents VALUES(" + id + "," + quoted(title) + "," + quoted(body) + "," + quoted(lang)
                + "," + quoted(author) + "," + quoted(updatedAt) + ");";
    }

    String update(long id) {
        return "UPDATE documents SET body=" + quoted(body) + ",title=" + quoted(title) + ",updated_at="
                + quoted(updatedAt) + " WHERE id=" + id + ";";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
