package dev.limosa.text.analysis;

import dev.limosa.text.hanlp.ZhConversion;
import java.io.IOException;
import java.io.Reader;
import org.apache.lucene.analysis.charfilter.BaseCharFilter;

/** Reads all of its input with the first character: an entry of the table may begin anywhere. */
final class ZhConvertCharFilter extends BaseCharFilter implements ZhConversion.Found {

    private final ZhConversion conversion;
    private final StringBuilder source = new StringBuilder();
    private final TextReader converted = new TextReader();
    private final StringBuilder out = new StringBuilder();
    private boolean read;
    private int copied;

    ZhConvertCharFilter(Reader input, ZhConversion conversion) {
        super(input);
        this.conversion = conversion;
    }

    @Override
    public int read() throws IOException {
        convertOnce();
        return converted.read();
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        convertOnce();
        return converted.read(buffer, offset, length);
    }

    private void convertOnce() throws IOException {
        if (read) {
            return;
        }
        read = true;
        char[] buffer = new char[1024];
        for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
            source.append(buffer, 0, n);
        }
        conversion.find(source, this);
        converted.set(out.append(source, copied, source.length()).toString());
    }

    /**
     * What lies behind an entry that becomes longer or shorter is moved; all of what it becomes begins where it did.
     */
    @Override
    public void entry(int start, int end, String value) {
        out.append(source, copied, start).append(value);
        copied = end;
        int moved = end - out.length();
        if (moved != correctedBy()) {
            if (value.length() > end - start) {
                addMovesInside(start, end, value);
            } else {
                addOffCorrectMap(out.length(), moved);
            }
        }
    }

    private int correctedBy() {
        return correct(out.length()) - out.length();
    }

    /** No place in the longer value lies behind the end of what it stands for. */
    private void addMovesInside(int start, int end, String value) {
        int valueStart = out.length() - value.length();
        for (int place = valueStart + end - start + 1; place <= out.length(); place++) {
            addOffCorrectMap(place, end - place);
        }
    }
}
