package dev.limosa.text.analysis;

import com.ibm.icu.text.FilteredNormalizer2;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import dev.limosa.config.Component;

/** What Lucene's char filter {@code icuNormalizer2} does, to whole texts: most are in their normal form already. */
final class IcuTextFilter implements TextFilter {

    static final String NAME = "icuNormalizer2";

    private final Normalizer2 normalizer;

    private IcuTextFilter(Normalizer2 normalizer) {
        this.normalizer = normalizer;
    }

    /** @param component whose parameters Lucene has found to be right */
    static IcuTextFilter of(Component component) {
        boolean decompose = "decompose".equals(component.parameters().get("mode"));
        Normalizer2 normalizer = Normalizer2.getInstance(
                null,
                component.parameters().getOrDefault("form", "nfkc_cf"),
                decompose ? Normalizer2.Mode.DECOMPOSE : Normalizer2.Mode.COMPOSE);
        UnicodeSet only = new UnicodeSet(component.parameters().getOrDefault("filter", "[]"));
        return new IcuTextFilter(only.isEmpty() ? normalizer : new FilteredNormalizer2(normalizer, only.freeze()));
    }

    @Override
    public String filter(String text) {
        return normalizer.normalize(text);
    }
}
