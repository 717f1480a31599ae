package dev.limosa.preview;

/** How long a row's texts are together, in code points. */
enum LengthClass {
    NONE(0, "0"),
    TENS(10, "1-10"),
    HUNDREDS(100, "11-100"),
    THOUSANDS(1_000, "101-1000"),
    TEN_THOUSANDS(10_000, "1001-10000"),
    MORE(Long.MAX_VALUE, "over 10000");

    private final long upTo;
    private final String words;

    LengthClass(long upTo, String words) {
        this.upTo = upTo;
        this.words = words;
    }

    static LengthClass of(long characters) {
        LengthClass found = NONE;
        while (characters > found.upTo) {
            found = values()[found.ordinal() + 1];
        }
        return found;
    }

    String words() {
        return words;
    }
}
