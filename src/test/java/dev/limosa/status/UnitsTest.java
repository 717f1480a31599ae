package dev.limosa.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class UnitsTest {

    @Test
    void bytes() {
        assertEquals("0 B", Units.bytes(0));
        assertEquals("1,023 B", Units.bytes(1_023));
        assertEquals("1.5 MB", Units.bytes(3L << 19));
        assertEquals("212 MB", Units.bytes(212L << 20));
        assertEquals("10 GB", Units.bytes(10L << 30));
    }

    @Test
    void seconds() {
        assertEquals("0.8 s", Units.seconds(0.84));
        assertEquals("42 s", Units.seconds(41.6));
        assertEquals("3 min 05 s", Units.seconds(185));
        assertEquals("2 h 14 min", Units.seconds(8_040));
        assertEquals("3 d 4 h", Units.seconds(273_600));
    }
}
