package dev.limosa.text.cleaning;

import dev.limosa.config.TextStep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Covers numbers and addresses that lead to a person. A number whose check digit, date or issuer is wrong stays, and so
 * does one within a longer run of digits.
 */
final class MaskPersonal implements UnaryOperator<String> {

    /** A mask that is itself a number could go on for ever. */
    private static final int MOST_TIMES = 8;

    private final List<NumberKind> numbers;
    private final boolean emails;
    private final Mask mask;

    private interface NumberKind {
        /** @param start of a run of digits, {@code end} its end */
        @Nullable
        Span at(String text, int start, int end);
    }

    private MaskPersonal(List<NumberKind> numbers, boolean emails, Mask mask) {
        this.numbers = List.copyOf(numbers);
        this.emails = emails;
        this.mask = mask;
    }

    static MaskPersonal of(TextStep step) {
        List<NumberKind> numbers = new ArrayList<>();
        boolean emails = false;
        for (String kind : step.texts("kinds")) {
            switch (kind) {
                case "phone" -> numbers.add(PhoneNumber::at);
                case "cn-id" -> numbers.add(ChineseId::at);
                case "cn-id-15" -> numbers.add(ChineseId::old);
                case "bank-card" -> numbers.add(BankCard::at);
                case "email" -> emails = true;
                default -> throw new IllegalArgumentException("unknown kind '" + kind + "' of 'mask'");
            }
        }
        return new MaskPersonal(numbers, emails, new Mask(step.text("with")));
    }

    /** What stood right beside something that is covered now may only thereby be seen to be an address. */
    @Override
    public String apply(String text) {
        String masked = once(text);
        String before = text;
        for (int again = 0; again < MOST_TIMES && !masked.equals(before); again++) {
            before = masked;
            masked = once(before);
        }
        return masked;
    }

    private String once(String text) {
        Spans spans = new Spans();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Digits.is(c)) {
                int end = Digits.end(text, at);
                addNumbers(text, at, end, spans);
                at = end;
            } else {
                if (c == '@' && emails) {
                    add(EmailAddress.around(text, at), spans);
                }
                at++;
            }
        }
        return spans.masked(text, mask);
    }

    private void addNumbers(String text, int start, int end, Spans spans) {
        for (NumberKind kind : numbers) {
            Span span = kind.at(text, start, end);
            add(span != null && span.standsAlone(text) ? span : null, spans);
        }
    }

    private static void add(@Nullable Span span, Spans spans) {
        if (span != null) {
            spans.add(span.start(), span.end());
        }
    }
}
