package dev.limosa.cli;

import dev.limosa.change.TableId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code schema.table} on the command line. */
final class TableConverter implements ITypeConverter<TableId> {

    @Override
    public TableId convert(String text) {
        try {
            return TableId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
