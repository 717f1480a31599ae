package dev.limosa.text.cleaning;

import dev.limosa.config.TextStep;
import dev.limosa.text.Resources;
import dev.limosa.text.hanlp.ZhConversion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Makes one function of steps.
 *
 * <p>Each step is pure, safe for any number of threads, linear in the length of the text, and throws on no string at
 * all, broken surrogates included; the only exception, {@link CleaningException}, is told of at {@link Replace}. A text
 * that stays as it is comes back as the same object: callers compare by identity to find out that they may keep the
 * bytes they have.
 */
public final class Cleaning {

    private Cleaning() {}

    /** @param problems takes, each with its place, what is wrong with the steps' parameters */
    public static UnaryOperator<String> of(List<TextStep> steps, Resources resources, List<String> problems) {
        List<UnaryOperator<String>> functions = new ArrayList<>();
        for (TextStep step : steps) {
            try {
                functions.add(function(step, resources));
            } catch (IllegalArgumentException e) {
                problems.add((step.place().isEmpty() ? "" : step.place() + ": ") + e.getMessage());
            }
        }
        return functions.size() == 1 ? functions.get(0) : new Sequence(List.copyOf(functions));
    }

    private record Sequence(List<UnaryOperator<String>> functions) implements UnaryOperator<String> {
        @Override
        public String apply(String text) {
            String cleaned = text;
            for (UnaryOperator<String> function : functions) {
                cleaned = function.apply(cleaned);
            }
            return cleaned;
        }
    }

    private static UnaryOperator<String> function(TextStep step, Resources resources) {
        return switch (step.function()) {
            case TRIM -> WhiteSpace::trim;
            case LOWER -> LowerCase::of;
            case NFC -> Normalization.NFC;
            case NFKC -> Normalization.NFKC;
            case STRIP_HTML -> HtmlStripper::strip;
            case COLLAPSE_SPACE -> WhiteSpace::collapse;
            case REMOVE_CONTROL -> RemoveControl.of(step);
            case HALF_WIDTH -> Width::half;
            case FULL_WIDTH -> Width::full;
            case SIMPLIFIED -> ZhConversion.toSimplified()::convert;
            case TRADITIONAL -> ZhConversion.toTraditional()::convert;
            case REPLACE -> Replace.of(step);
            case TRUNCATE -> Truncate.of(step);
            case MASK_WORDS -> MaskWords.of(step, resources);
            case MASK -> MaskPersonal.of(step);
            case HASH -> KeyedHash.of(step);
        };
    }
}
