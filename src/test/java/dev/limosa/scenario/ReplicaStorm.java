package dev.limosa.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.demo.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Replicas of one migration that come and go: killed, put to sleep and woken, stopped and added, in an order that
 * follows from the seed alone. How long each state lasts does, too; what the replicas make of it does not.
 */
final class ReplicaStorm {

    enum Action {
        ADD,
        /** {@code kill -9}, awake or asleep. */
        KILL,
        /** SIGSTOP. */
        SLEEP,
        /** SIGCONT. */
        WAKE,
        /** SIGTERM. */
        STOP
    }

    static final int REPLICAS = 3;
    private static final int LONGEST_CALM_MS = 4_000;

    private final Rig rig;
    private final Random random;
    private final List<ServiceProcess> awake = new ArrayList<>();
    private final List<ServiceProcess> asleep = new ArrayList<>();
    private final Map<Action, Integer> done = new EnumMap<>(Action.class);

    ReplicaStorm(Rig rig, long seed) {
        this.rig = rig;
        this.random = new Random(seed);
        for (Action action : Action.values()) {
            done.put(action, 0);
        }
    }

    void fill() throws IOException {
        while (awake.size() + asleep.size() < REPLICAS) {
            awake.add(rig.service());
        }
    }

    /** One action after another for that long. */
    void rage(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Action action = next();
            act(action);
            done.merge(action, 1, Integer::sum);
            LockSupport.parkNanos(1_000_000L * random.nextInt(LONGEST_CALM_MS));
        }
    }

    private Action next() {
        List<Action> possible = new ArrayList<>();
        if (awake.size() + asleep.size() < REPLICAS) {
            // Twice, or mostly one replica would be left.
            possible.addAll(List.of(Action.ADD, Action.ADD));
        }
        if (!awake.isEmpty()) {
            possible.addAll(List.of(Action.KILL, Action.SLEEP, Action.STOP));
        }
        if (!asleep.isEmpty()) {
            possible.addAll(List.of(Action.WAKE, Action.KILL));
        }
        return possible.get(random.nextInt(possible.size()));
    }

    private void act(Action action) throws Exception {
        switch (action) {
            case ADD -> awake.add(rig.service());
            case KILL -> any(awake.isEmpty() || !asleep.isEmpty() && random.nextBoolean() ? asleep : awake)
                    .kill();
            case SLEEP -> move("STOP", awake, asleep);
            case WAKE -> move("CONT", asleep, awake);
            case STOP -> stop(any(awake));
        }
    }

    private ServiceProcess any(List<ServiceProcess> of) {
        return of.remove(random.nextInt(of.size()));
    }

    private void move(String signal, List<ServiceProcess> from, List<ServiceProcess> to) throws Exception {
        assertNoneHasFailed();
        ServiceProcess service = any(from);
        service.signal(signal);
        to.add(service);
    }

    private void stop(ServiceProcess service) throws Exception {
        // Told to stop before it has begun, a JVM ends without asking anybody.
        rig.await("replica running", () -> service.logContains("running migration="));
        assertEquals(0, service.stop(), service::log);
    }

    /** Wakes all who sleep, and makes sure that nobody ended who was not made to. */
    void calm() throws Exception {
        while (!asleep.isEmpty()) {
            move("CONT", asleep, awake);
        }
        fill();
        assertNoneHasFailed();
    }

    void assertNoneHasFailed() {
        awake.forEach(service -> assertTrue(service.isAlive(), service::log));
    }

    /** How often each was done. */
    Map<Action, Integer> done() {
        return done;
    }
}
