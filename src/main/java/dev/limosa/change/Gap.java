package dev.limosa.change;

/** How what has come disagrees with what came before it. */
public record Gap(String expected, String found) {

    @Override
    public String toString() {
        return "expected " + expected + ", found " + found;
    }
}
