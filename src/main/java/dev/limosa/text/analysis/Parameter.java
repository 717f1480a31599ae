package dev.limosa.text.analysis;

import java.util.List;

/** A parameter of a component. */
public record Parameter(String name, Type type, boolean required) {

    public enum Type {
        BOOLEAN,
        INTEGER,
        NUMBER,
        CHARACTER,
        REGEX,
        TEXT;

        static Type of(List<String> methods) {
            for (String method : methods) {
                switch (method) {
                    case "getBoolean", "requireBoolean":
                        return BOOLEAN;
                    case "getInt", "requireInt":
                        return INTEGER;
                    case "getFloat", "requireFloat":
                        return NUMBER;
                    case "getChar", "requireChar":
                        return CHARACTER;
                    case "getPattern":
                        return REGEX;
                    default:
                        break;
                }
            }
            return TEXT;
        }
    }
}
