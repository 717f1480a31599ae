package dev.limosa.text.analysis;

import dev.limosa.text.Tokens;
import java.io.IOException;
import java.io.Reader;
import org.apache.lucene.analysis.CharFilterFactory;
import org.apache.lucene.analysis.TokenFilterFactory;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.jspecify.annotations.Nullable;

/** A chain in the hands of one thread. */
public final class ChainRun {

    private final String name;
    private final Chain.Parts parts;
    private final TextReader reader = new TextReader();
    private @Nullable Pipe pipe;

    /** Tokenizer and filters hold the state of one text after the other. */
    private record Pipe(Tokenizer tokenizer, TokenStream stream, CharTermAttribute term) {}

    ChainRun(String name, Chain.Parts parts) {
        this.name = name;
        this.parts = parts;
    }

    /**
     * @param out cleared, and filled with the text's tokens in their order; an empty one is none
     * @throws IllegalArgumentException if a component fails on this text; the run can be used on
     */
    public void analyze(String text, Tokens out) {
        out.clear();
        Pipe open = pipe == null ? build() : pipe;
        // One that has failed half-way is not used again.
        pipe = null;
        try {
            drain(open, text, out);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            out.clear();
            throw new IllegalArgumentException(
                    "cannot analyze " + text.length() + " characters with chain '" + name + "': " + e, e);
        }
        pipe = open;
    }

    private void drain(Pipe open, String text, Tokens out) throws IOException {
        TokenStream stream = open.stream();
        CharTermAttribute term = open.term();
        open.tokenizer().setReader(read(text));
        stream.reset();
        while (stream.incrementToken()) {
            if (term.length() > 0) {
                out.add(term.buffer(), 0, term.length());
            }
        }
        stream.end();
        stream.close();
    }

    private Reader read(String text) {
        String filtered = text;
        for (TextFilter filter : parts.textFilters()) {
            filtered = filter.filter(filtered);
        }
        reader.set(filtered);
        Reader read = reader;
        for (CharFilterFactory filter : parts.charFilters()) {
            read = filter.create(read);
        }
        return read;
    }

    private Pipe build() {
        Tokenizer tokenizer = parts.tokenizer().create();
        TokenStream stream = tokenizer;
        for (TokenFilterFactory filter : parts.filters()) {
            stream = filter.create(stream);
        }
        return new Pipe(tokenizer, stream, stream.addAttribute(CharTermAttribute.class));
    }
}
