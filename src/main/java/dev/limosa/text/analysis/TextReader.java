package dev.limosa.text.analysis;

import java.io.Reader;

/** A string as a reader, again and again. */
final class TextReader extends Reader {

    private String text = "";
    private int at;

    void set(String newText) {
        text = newText;
        at = 0;
    }

    /** All of it, for a tokenizer that would only put it together again. */
    String text() {
        return text;
    }

    @Override
    public int read() {
        return at < text.length() ? text.charAt(at++) : -1;
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
        int read = Math.min(length, text.length() - at);
        if (read <= 0) {
            return length == 0 ? 0 : -1;
        }
        text.getChars(at, at + read, buffer, offset);
        at += read;
        return read;
    }

    /** Lets go of the text. */
    @Override
    public void close() {
        set("");
    }
}
