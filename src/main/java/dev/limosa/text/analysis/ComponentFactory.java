package dev.limosa.text.analysis;

import dev.limosa.config.Component;
import dev.limosa.config.Suggestion;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import org.apache.lucene.analysis.AbstractAnalysisFactory;
import org.apache.lucene.util.ResourceLoaderAware;

/** Makes Lucene's factories, and says of what they refuse what there is instead. */
final class ComponentFactory {

    private static final Set<String> BOOLEANS = Set.of("true", "false");

    private ComponentFactory() {}

    /** @throws IllegalArgumentException saying, without its place, what is wrong with the component */
    static AbstractAnalysisFactory create(Kind kind, Component component, DeclaredResources loader) {
        if (!kind.available().contains(component.type())) {
            throw new IllegalArgumentException(unknown(kind, component.type()));
        }
        Parameters parameters = new Parameters(component.parameters());
        AbstractAnalysisFactory factory = construct(kind, component, parameters);
        refuse(kind, component, reserved(component), parameters);
        checkBooleans(kind, component, parameters);
        if (factory instanceof ResourceLoaderAware aware) {
            inform(kind, component, aware, loader);
        }
        return factory;
    }

    private static String unknown(Kind kind, String type) {
        for (Kind other : Kind.values()) {
            if (other != kind && other.available().contains(type)) {
                return "'" + type + "' is a " + other + ", no " + kind + "; it goes under '" + other.key() + "'";
            }
        }
        return "unknown " + kind + " '" + type + "'; "
                + Suggestion.among(type, kind.available(), "'limosa transform list'");
    }

    private static AbstractAnalysisFactory construct(Kind kind, Component component, Parameters parameters) {
        try {
            return kind.create(component.type(), parameters);
        } catch (IllegalArgumentException e) {
            // What Lucene has not taken out when it has asked for everything is what it does not know.
            if (String.valueOf(e.getMessage()).startsWith("Unknown parameters")) {
                Set<String> unknown = reserved(component);
                unknown.addAll(parameters.keySet());
                refuse(kind, component, unknown, parameters);
            }
            throw new IllegalArgumentException(what(kind, component) + reason(component, parameters, e), e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(what(kind, component) + e, e);
        }
    }

    private static Set<String> reserved(Component component) {
        Set<String> reserved = new TreeSet<>(component.parameters().keySet());
        reserved.retainAll(Chains.RESERVED);
        return reserved;
    }

    private static void refuse(Kind kind, Component component, Set<String> unknown, Parameters parameters) {
        if (unknown.isEmpty()) {
            return;
        }
        Set<String> known = new TreeSet<>(parameters.asked().keySet());
        known.removeAll(unknown);
        String first = unknown.iterator().next();
        throw new IllegalArgumentException("unknown parameter '" + first + "' of " + kind + " '" + component.type()
                + "'; " + (known.isEmpty() ? "it takes none" : Suggestion.among(first, known)));
    }

    private static String what(Kind kind, Component component) {
        return "cannot use " + kind + " '" + component.type() + "': ";
    }

    private static String reason(Component component, Parameters parameters, IllegalArgumentException e) {
        Parameter last = parameters.last();
        String value = last == null ? null : component.parameters().get(last.name());
        if (last != null && value == null && last.required()) {
            return "expected parameter '" + last.name() + "', found none";
        } else if (last != null && e instanceof NumberFormatException) {
            return "expected a number under '" + last.name() + "', found '" + value + "'";
        } else if (last != null && e.getCause() instanceof PatternSyntaxException syntax) {
            return "expected a regular expression under '" + last.name() + "': " + syntax.getDescription()
                    + " at character " + (syntax.getIndex() + 1) + " of '" + value + "'";
        }
        String message = String.valueOf(e.getMessage()).replace("Configuration Error: ", "");
        return message + (value == null ? "" : ", found '" + value + "'");
    }

    /** Lucene takes whatever is not "true" for false, also "yes". */
    private static void checkBooleans(Kind kind, Component component, Parameters parameters) {
        for (Parameter parameter : parameters.asked().values()) {
            String value = component.parameters().get(parameter.name());
            if (value != null && parameter.type() == Parameter.Type.BOOLEAN && !BOOLEANS.contains(value)) {
                throw new IllegalArgumentException(what(kind, component) + "expected true or false under '"
                        + parameter.name() + "', found '" + value + "'");
            }
        }
    }

    private static void inform(Kind kind, Component component, ResourceLoaderAware factory, DeclaredResources loader) {
        try {
            factory.inform(loader);
        } catch (CharacterCodingException e) {
            loader.requireUtf8();
            throw new IllegalArgumentException(what(kind, component) + e, e);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(what(kind, component) + e.getMessage(), e);
        }
    }

    /** As one line, with every parameter that was set. */
    static String canonicalForm(Kind kind, Component component) {
        StringBuilder form = new StringBuilder(kind.key()).append(' ').append(component.type());
        component.parameters().forEach((name, value) -> form.append(' ')
                .append(name)
                .append("=\"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                .append('"'));
        return form.toString();
    }
}
