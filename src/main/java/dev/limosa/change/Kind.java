package dev.limosa.change;

/**
 * What a record of a history or output topic does to its key. The codes of the first four are Debezium's {@code op}.
 */
public enum Kind {
    /** A row read by the snapshot (or read again on purpose). */
    READ('r'),
    CREATE('c'),
    UPDATE('u'),
    DELETE('d'),
    /** Output only: the event has no effect on the target, and keeps its place so that nothing seems lost. */
    SKIP('s'),
    /** A row that could not be carried further: its place is kept open until a later event of its key closes it. */
    OPEN('o');

    private static final Kind[] ALL = values();

    private final byte code;

    Kind(char code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    public static Kind of(byte code) {
        for (Kind kind : ALL) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "cannot read kind of event: expected one of r c u d s o, found code " + (code & 0xff));
    }
}
