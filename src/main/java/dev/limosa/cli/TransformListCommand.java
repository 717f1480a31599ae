package dev.limosa.cli;

import dev.limosa.config.OutputConfig;
import dev.limosa.config.TextConfig;
import dev.limosa.config.TextParameter;
import dev.limosa.config.TextStep;
import dev.limosa.config.TransformStep.TextFunction;
import dev.limosa.text.Resources;
import dev.limosa.text.analysis.Catalogue;
import dev.limosa.text.analysis.Chains;
import dev.limosa.text.analysis.Parameter;
import java.io.PrintWriter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything a configuration can name. */
@Command(
        name = "list",
        description = {
            "List everything the transforms can be made of, one a line: kind, name, parameters.",
            "Parameters are followed by their type, such as a|b for one of two and [text] for a list; those that must be"
                    + " given by an exclamation mark."
        },
        mixinStandardHelpOptions = true)
final class TransformListCommand implements Runnable {

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private record Item(String kind, String name, List<Taken> parameters) {}

    /** A parameter. */
    private record Taken(String name, String type, boolean required) {

        static Taken of(Parameter parameter) {
            return new Taken(parameter.name(), label(parameter.type()), parameter.required());
        }

        static Taken of(TextParameter parameter) {
            String choices = String.join("|", parameter.choices());
            String type =
                    switch (parameter.kind()) {
                        case CHOICE -> choices;
                        case CHOICES -> "[" + choices + "]";
                        default -> label(parameter.kind());
                    };
            return new Taken(parameter.name(), type, parameter.isRequired());
        }

        /** An output's are what its record holds. */
        static Taken of(RecordComponent component) {
            Class<?> type = component.getType();
            String words = type.isEnum()
                    ? Arrays.stream(type.getEnumConstants())
                            .map(value -> label((Enum<?>) value))
                            .collect(Collectors.joining("|"))
                    : OUTPUT_TYPES.getOrDefault(component.getGenericType().getTypeName(), "text");
            return new Taken(component.getName(), words, false);
        }
    }

    private static final Map<String, String> OUTPUT_TYPES = Map.of(
            "int",
            "number",
            OutputConfig.ChainChoice.class.getTypeName(),
            "chain",
            "java.util.List<java.lang.String>",
            "[text]",
            "java.util.List<" + TextStep.class.getTypeName() + ">",
            "[function]");

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        List<Item> items = items();
        if (output.isJson()) {
            out.println(new JsonAnswer()
                    .put("items", items.stream().map(TransformListCommand::json).toList())
                    .text());
        } else {
            items.forEach(item -> out.println(line(item)));
        }
        out.flush();
    }

    private static List<Item> items() {
        List<Item> items = new ArrayList<>();
        for (TextFunction function : TextFunction.values()) {
            items.add(new Item(
                    "function",
                    label(function),
                    function.parameters().stream().map(Taken::of).toList()));
        }
        Catalogue.entries()
                .forEach(entry -> items.add(new Item(
                        entry.kind().key(),
                        entry.name(),
                        entry.parameters().stream().map(Taken::of).toList())));
        List<String> problems = new ArrayList<>();
        Resources resources = Resources.read(TextConfig.NONE, problems);
        Chains.compile(TextConfig.NONE, resources, problems)
                .names()
                .forEach(name -> items.add(new Item("chain", name, List.of())));
        resources.names().forEach(name -> items.add(new Item("resource", name, List.of())));
        Arrays.stream(OutputConfig.Emit.class.getPermittedSubclasses())
                .map(TransformListCommand::output)
                .sorted(Comparator.comparing(Item::name))
                .forEach(items::add);
        return items;
    }

    private static Item output(Class<?> emit) {
        List<Taken> parameters = new ArrayList<>(List.of(new Taken("from", "[text]", true)));
        Arrays.stream(emit.getRecordComponents()).map(Taken::of).forEach(parameters::add);
        parameters.add(new Taken("column", "boolean", false));
        return new Item("output", emit.getSimpleName().toLowerCase(Locale.ROOT), parameters);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String line(Item item) {
        return (item.kind() + " " + item.name() + " "
                        + item.parameters().stream()
                                .map(TransformListCommand::text)
                                .collect(Collectors.joining(" ")))
                .stripTrailing();
    }

    private static String text(Taken parameter) {
        return parameter.name() + ":" + parameter.type() + (parameter.required() ? "!" : "");
    }

    private static Map<String, Object> json(Item item) {
        return new JsonAnswer()
                .put("kind", item.kind())
                .put("name", item.name())
                .put(
                        "parameters",
                        item.parameters().stream()
                                .map(parameter -> new JsonAnswer()
                                        .put("name", parameter.name())
                                        .put("type", parameter.type())
                                        .put("required", parameter.required())
                                        .fields())
                                .toList())
                .fields();
    }
}
