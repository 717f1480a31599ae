package dev.limosa.text.analysis;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.AbstractAnalysisFactory;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a factory of Lucene's, which takes each out as it reads it. No factory says which there are, so
 * this writes down what is asked for: by which method (a number, yes or no, …) and whether it has to be there.
 */
final class Parameters extends HashMap<String, String> {

    private static final long serialVersionUID = 1L;
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final transient Map<String, Parameter> asked = new LinkedHashMap<>();
    private transient @Nullable Parameter last;

    Parameters(Map<String, String> values) {
        super(values);
    }

    @Override
    public @Nullable String get(Object name) {
        ask(name);
        return super.get(name);
    }

    @Override
    public @Nullable String remove(Object name) {
        ask(name);
        return super.remove(name);
    }

    @Override
    public boolean containsKey(Object name) {
        ask(name);
        return super.containsKey(name);
    }

    private void ask(Object name) {
        if (!Chains.RESERVED.contains(name) && !asked.containsKey(name)) {
            last = STACK.walk(frames -> parameter(
                    (String) name,
                    frames.filter(frame -> frame.getDeclaringClass() == AbstractAnalysisFactory.class)
                            .map(StackWalker.StackFrame::getMethodName)
                            .toList()));
            asked.put((String) name, last);
        }
    }

    /** @param methods of Lucene's through which it was asked for, the innermost first */
    private static Parameter parameter(String name, java.util.List<String> methods) {
        boolean required =
                methods.stream().anyMatch(method -> method.startsWith("require")) || methods.contains("getPattern");
        return new Parameter(name, Parameter.Type.of(methods), required);
    }

    /** In the order in which they were asked for. */
    Map<String, Parameter> asked() {
        return asked;
    }

    /** The one that was asked for last: if the factory fails on a value, that is the one. */
    @Nullable
    Parameter last() {
        return last;
    }
}
