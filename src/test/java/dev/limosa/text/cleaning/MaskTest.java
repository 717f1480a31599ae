package dev.limosa.text.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.limosa.config.TransformStep.TextFunction;
import java.time.Duration;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

    private static final UnaryOperator<String> ALL =
            Steps.of(TextFunction.MASK, "kinds", "phone,email,cn-id,bank-card", "with", "<X>");

    @ParameterizedTest
    @CsvSource({
        "打13812345678找我,打<X>找我",
        "13812345678,<X>",
        "138-1234-5678,<X>",
        "138 1234 5678，谢谢,<X>，谢谢",
        "+8613812345678,<X>",
        "+86 138 1234 5678 转 20,<X> 转 20",
        "8613812345678,<X>",
        "008613812345678,<X>",
        "１３８１２３４５６７８,<X>",
        "tel13812345678,tel<X>",
        "+1 (555) 123-4567 20 Uhr,<X> 20 Uhr",
        "call +44 20 7946 0958!,call <X>!",
        "+442079460958,<X>",
        "13812345678 13987654321,<X> <X>"
    })
    void phones(String text, String masked) {
        assertEquals(masked, ALL.apply(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "113812345678",
                "138123456789",
                "12812345678",
                "1.13812345678",
                "13812345678.50",
                "f13812345678a",
                "138 1234-5678",
                "138-1234-56789",
                "5+1234567",
                "+1234567",
                "+1234567890123456",
                "2024-01-15 10:30",
                "550e8400-e29b-41d4-a716-446655440000"
            })
    void noPhones(String text) {
        assertSame(text, ALL.apply(text));
    }

    @ParameterizedTest
    @CsvSource({
        "11010519491231002X,<X>",
        "身份证11010519491231002x号,身份证<X>号",
        "110105 19491231 002X,<X>",
        "１１０１０５１９４９１２３１００２Ｘ,<X>"
    })
    void identityCards(String text, String masked) {
        assertEquals(masked, ALL.apply(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "110105194912310021", // the check character is wrong
                "11010519491231002XY",
                "99010519491231002X",
                "11010519491331002X",
                "11010519490230002X"
            })
    void noIdentityCards(String text) {
        assertSame(text, ALL.apply(text));
    }

    @Test
    void everyCheckCharacterIsWorkedOut() {
        int found = 0;
        for (int order = 0; order < 1000; order++) {
            for (String check : "0123456789X".split("")) {
                found += ALL.apply(String.format("11010520000229%03d%s", order, check))
                                .equals("<X>")
                        ? 1
                        : 0;
            }
        }
        assertEquals(1000, found, "one of eleven; and 2000 was a leap year");
        for (String check : "0123456789X".split("")) {
            String text = "11010519000229001" + check;
            assertSame(text, ALL.apply(text), "1900 was none");
        }
    }

    @Test
    void oldIdentityCardsAreOnlyFoundIfAskedFor() {
        assertEquals(
                "<X>",
                Steps.of(TextFunction.MASK, "kinds", "cn-id-15", "with", "<X>").apply("110105491231002"));
        String text = "110105491331002";
        assertSame(text, Steps.of(TextFunction.MASK, "kinds", "cn-id-15").apply(text));
        String asked = "110105491231002";
        assertSame(asked, Steps.of(TextFunction.MASK, "kinds", "cn-id").apply(asked));
    }

    @ParameterizedTest
    @CsvSource({
        "4111111111111111,<X>",
        "卡号4111 1111 1111 1111。,卡号<X>。",
        "4111-1111-1111-1111,<X>",
        "378282246310005,<X>",
        "3782 822463 10005,<X>",
        "5555555555554444,<X>",
        "6011111111111117,<X>",
        "3530111333300000,<X>"
    })
    void bankCards(String text, String masked) {
        assertEquals(masked, ALL.apply(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112",
                "41111111111111111",
                "1234567812345670", // Luhn's digit is right, but no issuer's numbers begin so
                "1700000000008",
                "4111 1111 1111 1112",
                "4111  1111 1111 1111"
            })
    void noBankCards(String text) {
        assertSame(text, ALL.apply(text));
    }

    @Test
    void unionPayCardsOfAnyLengthByLuhn() {
        Random random = new Random(7);
        for (int length = 16; length <= 19; length++) {
            String body = "622"
                    + random.ints(length - 4L, 0, 10).mapToObj(String::valueOf).reduce("", String::concat);
            int masked = 0;
            for (int check = 0; check < 10; check++) {
                masked += ALL.apply(body + check).equals("<X>") ? 1 : 0;
            }
            assertEquals(1, masked, body);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "邮箱foo@bar.com请联系,邮箱<X>请联系",
        "Write to o'neil+x@mail.example.co.uk.,Write to <X>.",
        "<a.b@c.io>,<<X>>",
        "x_1@a-b.xn--fiqs8s,<X>",
        "13812345678@qq.com,<X>",
        "a@b.com@c.com,<X>",
        "a@b.cn13812345678,<X><X>",
        "a@b.cn-1,<X>-1",
        "mailto:me@here.cn?subject=x,mailto:<X>?subject=x"
    })
    void emails(String text, String masked) {
        assertEquals(masked, ALL.apply(text));
    }

    /** It stood alone only once its neighbour was covered: a second pass found what the first had left. */
    @Test
    void aNumberBesideACoveredOneIsCoveredInTheSamePass() {
        assertEquals("<X><X>", ALL.apply("13812345678+13812345678138"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "a@",
                "@b.com",
                "a@b",
                "a@b.c",
                "a@b.1",
                "a@-b.com",
                "a @b.com",
                "a@ b.com",
                "@@@@",
                "...@b.com"
            })
    void noEmails(String text) {
        assertSame(text, ALL.apply(text));
    }

    @Test
    void oneCharacterIsRepeatedAndAnythingElseStandsOnce() {
        assertEquals(
                "***********!", Steps.of(TextFunction.MASK, "kinds", "phone").apply("13812345678!"));
        assertEquals(
                "!", Steps.of(TextFunction.MASK, "kinds", "phone", "with", "").apply("13812345678!"));
        assertEquals(
                "🙈".repeat(6),
                Steps.of(TextFunction.MASK, "kinds", "email", "with", "🙈").apply("a@b.cn"));
    }

    @Test
    void hostileTextsTakeNoLongerThanOthers() {
        for (String part : new String[] {"1", "1 ", "138-", "+1", "+1 ", "@", "a@", "a.", "a@b.", "4111 ", "-", "62"}) {
            String text = part.repeat(2_000_000 / part.length());
            assertTimeout(Duration.ofSeconds(20), () -> ALL.apply(text), part);
        }
    }
}
