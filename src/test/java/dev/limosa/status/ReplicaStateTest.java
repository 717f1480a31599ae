package dev.limosa.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplicaStateTest {

    @Test
    void comesBackAsItWasTold() {
        ReplicaState told = Scene.replica("one", "waiting", "waiting", 2);
        assertEquals(told, ReplicaState.fromJson(told.toJson()));
    }

    @Test
    void aReplicaOfANewerVersionMaySayMore() {
        String json = new String(Scene.replica("one", "streaming", "running", 2).toJson(), StandardCharsets.UTF_8);
        String more = json.replaceFirst("\\{", "{\"mood\":\"fine\",");
        assertEquals(
                "one",
                ReplicaState.fromJson(more.getBytes(StandardCharsets.UTF_8)).replica());
    }

    @Test
    void whatIsNoStateIsPassedOver() {
        assertNull(ReplicaState.fromJson("hello".getBytes(StandardCharsets.UTF_8)));
    }
}
