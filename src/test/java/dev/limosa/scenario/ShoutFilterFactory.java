package dev.limosa.scenario;

import java.util.Map;
import org.apache.lucene.analysis.TokenFilterFactory;
import org.apache.lucene.analysis.TokenStream;

/** What a user's own jar may hold. */
public final class ShoutFilterFactory extends TokenFilterFactory {

    /** Lucene's name for it. */
    public static final String NAME = "shout";

    /** Called by Lucene. */
    public ShoutFilterFactory(Map<String, String> parameters) {
        super(parameters);
        getInt(parameters, "times", 1);
    }

    /** Lucene's service loader wants it. */
    public ShoutFilterFactory() {
        throw defaultCtorException();
    }

    @Override
    public TokenStream create(TokenStream input) {
        return input;
    }
}
