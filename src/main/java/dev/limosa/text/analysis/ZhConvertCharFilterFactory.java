package dev.limosa.text.analysis;

import dev.limosa.text.hanlp.ZhConversion;
import java.io.Reader;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.CharFilterFactory;

/**
 * {@code zhConvert}: from traditional to simplified Chinese ({@code to: simplified}), or back ({@code traditional}).
 */
public final class ZhConvertCharFilterFactory extends CharFilterFactory implements TextFilter {

    /** For Lucene's service loader. */
    public static final String NAME = "zhConvert";

    private final ZhConversion conversion;

    public ZhConvertCharFilterFactory(Map<String, String> args) {
        super(args);
        String to = require(args, "to", List.of("simplified", "traditional"));
        if (!args.isEmpty()) {
            throw new IllegalArgumentException("Unknown parameters: " + args);
        }
        conversion = to.equals("simplified") ? ZhConversion.toSimplified() : ZhConversion.toTraditional();
    }

    /** For Lucene's service loader only. */
    public ZhConvertCharFilterFactory() {
        throw defaultCtorException();
    }

    @Override
    public Reader create(Reader input) {
        return new ZhConvertCharFilter(input, conversion);
    }

    @Override
    public Reader normalize(Reader input) {
        return create(input);
    }

    @Override
    public String filter(String text) {
        return conversion.convert(text);
    }
}
