package dev.limosa.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.TableId;
import dev.limosa.config.RefusedException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;

class TopicNamesTest {

    private final TopicNames names = new TopicNames("shop");

    @Test
    void plainNamesStayReadable() {
        assertEquals("shop.public.order_lines", names.history(new TableId("public", "order_lines")));
        assertEquals("shop.g2.public.order_lines", names.output(2, new TableId("public", "order_lines")));
    }

    @Test
    void tablesThatDifferOnlyInWhatKafkaTakesForOneNameKeepTwo() {
        List<TableId> tables = List.of(
                new TableId("a_b", "c"),
                new TableId("a", "b_c"),
                new TableId("a.b", "c"),
                new TableId("a", "b.c"),
                new TableId("a-b", "c"),
                new TableId("A_B", "c"),
                new TableId("g1", "a_b"),
                new TableId("a", "b"),
                new TableId("a", "😀"),
                new TableId("a", "\"quoted\""));
        Set<String> collapsed = new HashSet<>();
        for (TableId table : tables) {
            assertTrue(collapsed.add(names.history(table).replace('.', '_')), table.toString());
            assertTrue(collapsed.add(names.output(1, table).replace('.', '_')), table.toString());
            assertTrue(collapsed.add(names.orderedOutput(1, table).replace('.', '_')), table.toString());
        }
    }

    @Property
    void anyTwoTablesHaveTwoTopicsThatKafkaAccepts(@ForAll("tables") TableId one, @ForAll("tables") TableId other) {
        Topic.validate(names.history(one));
        Topic.validate(names.orderedOutput(1, one));
        assertEquals(one.equals(other), names.history(one).equals(names.history(other)));
        assertEquals(one.equals(other), Topic.hasCollision(names.history(one), names.history(other)));
    }

    @Test
    void aNameTooLongForKafkaIsRefusedWithItsLength() {
        TableId table = new TableId("s".repeat(63), "表".repeat(21));
        Exception e = assertThrows(RefusedException.class, () -> names.output(1, table));
        assertTrue(e.getMessage().contains("at most 249 characters"), e.getMessage());
    }

    @Provide
    Arbitrary<TableId> tables() {
        Arbitrary<String> name =
                Arbitraries.strings().withChars("ab_.-gG1é\"").ofMinLength(1).ofMaxLength(6);
        return Combinators.combine(name, name).as(TableId::new);
    }
}
