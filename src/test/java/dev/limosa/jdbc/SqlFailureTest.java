package dev.limosa.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.config.MigrationConfig.DatabaseConfig;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

class SqlFailureTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "53100|could not extend file \"base/5/16\": No space left on device|the database's disk is full|free space",
                "53200|out of memory|the database is out of memory|give it more",
                "53300|sorry, too many clients already|no connection free|raise max_connections",
                "42501|permission denied for table orders|the role lacks a privilege|grant it",
                "25006|cannot execute INSERT in a read-only transaction|is read-only|name the primary"
            })
    void tellsWhatItMeansWhatTheServerSaidAndWhatToDo(String state, String said, String means, String remedy) {
        String sentence = SqlFailure.sentence(error(state, said, ""));
        assertTrue(sentence.contains(means), sentence);
        assertTrue(sentence.contains(said), sentence);
        assertTrue(sentence.contains(state), sentence);
        assertTrue(sentence.contains(remedy), sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "08006, true",
        "40001, true",
        "53300, true",
        "57P01, true",
        "58030, true",
        "55P03, true",
        "25006, true",
        "23505, false",
        "42P01, false",
        "55006, false",
        "25001, false",
        ", false"
    })
    void anOutageMayPass(String state, boolean outage) {
        assertEquals(outage, SqlFailure.isOutage(new SQLException("x", state)));
    }

    @Test
    void aLockThatWasNotGivenInTimeIsToldFromAnObjectInUse() {
        assertTrue(SqlFailure.isLockTimeout(new SQLException("x", "55P03")));
        assertFalse(SqlFailure.isLockTimeout(new SQLException("x", "55006")));
        assertFalse(SqlFailure.isLockTimeout(new SQLException("x")));
    }

    @Test
    void aRefusedValueIsNotRepeated() {
        SQLException error = error(
                "23505",
                "duplicate key value violates unique constraint \"k\"",
                "Key (mail)=(ann@example.org) exists.");
        String sentence = SqlFailure.sentence(error);
        assertEquals(
                "a value was refused in table shop.people by constraint people_mail_key (SQLSTATE 23505)", sentence);
    }

    @Test
    void findsTheDatabasesWordUnderOthers() {
        Throwable wrapped = new IllegalStateException("cannot read chunks", error("53100", "disk", ""));
        assertTrue(SqlFailure.find(wrapped).startsWith("the database's disk is full"), SqlFailure.find(wrapped));
        assertEquals("java.lang.IllegalStateException: else", SqlFailure.find(new IllegalStateException("else")));
    }

    @Test
    void aPasswordInTheUrlIsNeverShown() {
        DatabaseConfig bad = new DatabaseConfig("jdbc:postgresql://db:99999999/shop?password=canary", "ann", "canary");
        SQLException driver = new SQLException("No suitable driver found for " + bad.url(), "08001");
        String told = SqlFailure.connecting(driver, "source", bad) + SqlFailure.connectingFix(driver, "source");
        assertFalse(told.contains("canary"), told);

        DatabaseConfig good = new DatabaseConfig("jdbc:postgresql://db:5433/shop?password=canary", "ann", "canary");
        String refused = SqlFailure.connecting(
                new PSQLException("The connection attempt failed.", PSQLState.CONNECTION_UNABLE_TO_CONNECT),
                "source",
                good);
        assertEquals("cannot reach the source at db:5433/shop: The connection attempt failed.", refused);
    }

    @Test
    void theServersAndTheNetworksWordIsFoundUnderWhateverWrapsIt() {
        DatabaseConfig database = new DatabaseConfig("jdbc:postgresql://db:5433/shop", "ann", "canary");
        SQLException refused = new SQLException(
                "cannot connect", "08001", new SQLException("x", new ConnectException("Connection refused")));
        assertEquals(
                "cannot reach the target at db:5433/shop: Connection refused",
                SqlFailure.connecting(refused, "target", database));
        SQLException full = error("53300", "sorry, too many clients already", "");
        assertEquals(
                "no connection is free at db:5433/shop: sorry, too many clients already",
                SqlFailure.connecting(new SQLException("cannot connect", "53300", full), "target", database));
    }

    private static SQLException error(String state, String message, String detail) {
        return new PSQLException(new ServerErrorMessage(
                "SERROR\0C" + state + "\0M" + message + "\0D" + detail + "\0sshop\0tpeople\0npeople_mail_key\0"));
    }
}
