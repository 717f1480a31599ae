package dev.limosa.text.analysis;

import dev.limosa.text.hanlp.Segmenter;
import dev.limosa.text.hanlp.Words;
import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.util.AttributeFactory;

/** Reads all of a text, cuts it piece by piece, and hands out the words without a copy in between. */
final class HanLpTokenizer extends Tokenizer {

    private static final int KEPT_CHARS = 1 << 16;

    private final Segmenter segmenter;
    private final boolean keepsPunctuation;
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
    private final Words words = new Words();

    private char[] text = new char[1024];
    private int length;
    /** How much of the text is cut into words. */
    private int cut;

    private int word;
    /** Where the next token may begin. */
    private int at;

    HanLpTokenizer(AttributeFactory factory, Segmenter segmenter, boolean keepsPunctuation) {
        super(factory);
        this.segmenter = segmenter;
        this.keepsPunctuation = keepsPunctuation;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        length = 0;
        if (text.length > KEPT_CHARS) {
            text = new char[1024];
        }
        readAll();
        cut = 0;
        at = 0;
        word = 0;
        words.clear();
    }

    private void readAll() throws IOException {
        if (input instanceof TextReader reader) {
            String whole = reader.text();
            length = whole.length();
            text = length <= text.length ? text : new char[length];
            whole.getChars(0, length, text, 0);
            return;
        }
        for (int n = read(); n >= 0; n = read()) {
            length += n;
        }
    }

    private int read() throws IOException {
        if (length == text.length) {
            text = Arrays.copyOf(text, 2 * length);
        }
        return input.read(text, length, text.length - length);
    }

    @Override
    public boolean incrementToken() {
        clearAttributes();
        while (word < words.size() || cutNextPiece()) {
            int wordEnd = words.end(word);
            int start = Marks.skipSpace(text, at, wordEnd);
            int end = Marks.tokenEnd(text, start, wordEnd);
            at = end;
            if (end == wordEnd) {
                word++;
            }
            if (end > start && (keepsPunctuation || Marks.hasContent(text, start, end))) {
                term.copyBuffer(text, start, end - start);
                offset.setOffset(correctOffset(start), correctOffset(end));
                return true;
            }
        }
        return false;
    }

    private boolean cutNextPiece() {
        if (cut == length) {
            return false;
        }
        int end = Marks.pieceEnd(text, cut, length, segmenter.longestPiece());
        words.clear();
        word = 0;
        segmenter.segment(text, cut, end, words);
        cut = end;
        return words.size() > 0;
    }

    @Override
    public void end() throws IOException {
        super.end();
        int last = correctOffset(length);
        offset.setOffset(last, last);
    }
}
