package dev.limosa.cli;

import dev.limosa.config.OutputConfig;
import dev.limosa.config.TextConfig;
import dev.limosa.config.TransformStep.TextFunction;
import dev.limosa.text.Resources;
import dev.limosa.text.analysis.Catalogue;
import dev.limosa.text.analysis.Chains;
import dev.limosa.text.analysis.Parameter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
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
            "Parameters are followed by their type; those that must be given by an exclamation mark."
        },
        mixinStandardHelpOptions = true)
final class TransformListCommand implements Runnable {

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private record Item(String kind, String name, List<Parameter> parameters) {}

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
            items.add(new Item("function", label(function), List.of()));
        }
        Catalogue.entries().forEach(entry -> items.add(new Item(entry.kind().key(), entry.name(), entry.parameters())));
        List<String> problems = new ArrayList<>();
        Resources resources = Resources.read(TextConfig.NONE, problems);
        Chains.compile(TextConfig.NONE, resources, problems)
                .names()
                .forEach(name -> items.add(new Item("chain", name, List.of())));
        resources.names().forEach(name -> items.add(new Item("resource", name, List.of())));
        Arrays.stream(OutputConfig.Emit.class.getPermittedSubclasses())
                .map(emit -> emit.getSimpleName().toLowerCase(Locale.ROOT))
                .sorted()
                .forEach(emit -> items.add(new Item("output", emit, List.of())));
        return items;
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

    private static String text(Parameter parameter) {
        return parameter.name() + ":" + label(parameter.type()) + (parameter.required() ? "!" : "");
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
                                        .put("type", label(parameter.type()))
                                        .put("required", parameter.required())
                                        .fields())
                                .toList())
                .fields();
    }
}
