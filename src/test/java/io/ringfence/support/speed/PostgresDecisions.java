package io.ringfence.support.speed;

import io.ringfence.avro.AvroSerde;
import io.ringfence.avro.AvroType;
import io.ringfence.avro.ToAvro;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.CoolingOffPolicy;
import io.ringfence.domain.Limits;
import io.ringfence.domain.NumberEntry;
import io.ringfence.domain.Objection;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.PendingChange;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rules;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.Verdict;
import io.ringfence.support.requests.Requests;
import io.ringfence.topology.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;

/**
 * The same decisions by the same rules, kept in a relational database: numbers with what a listing needs, outcomes under the
 * ids of their requests, main numbers of parties. Within the transactions of whoever calls.
 */
final class PostgresDecisions implements AutoCloseable {
    private static final String SCHEMA = """
            create table numbers (
                phone_number text primary key, site_id text not null, status text not null, entry bytea not null);
            create index on numbers (site_id, phone_number);
            create table outcomes (
                request_id uuid primary key, phone_number text not null, decided_at timestamptz not null,
                accepted boolean not null, outcome bytea not null);
            create index on outcomes (phone_number, decided_at);
            create table main_numbers (
                site_id text, party text, phone_number text not null unique, primary key (site_id, party));
            """;

    private final Rules rules = new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 0, 30), Set.of());
    private final Connection connection;
    private final AvroSerde avro;
    private final Serde<NumberEntry> entries;
    private final PreparedStatement find;
    private final PreparedStatement keep;
    private final PreparedStatement log;
    private final PreparedStatement claim;
    private final PreparedStatement release;

    PostgresDecisions(Connection connection, AvroSerde avro) throws SQLException {
        this.connection = connection;
        this.avro = avro;
        entries = AvroType.NUMBER_ENTRY.serde(avro);
        find = connection.prepareStatement("select entry from numbers where phone_number = ? for update");
        keep = connection.prepareStatement("insert into numbers values (?, ?, ?, ?) on conflict (phone_number)"
                + " do update set site_id = excluded.site_id, status = excluded.status, entry = excluded.entry");
        log = connection.prepareStatement(
                "insert into outcomes values (?, ?, ?, ?, ?) on conflict (request_id) do nothing");
        claim = connection.prepareStatement("insert into main_numbers values (?, ?, ?) on conflict do nothing");
        release = connection.prepareStatement("delete from main_numbers where phone_number = ?");
    }

    static void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SCHEMA);
        }
    }

    /**
     * @param outcome as it is to be told
     */
    record Decided(boolean accepted, byte[] outcome) {}

    Decided decide(ActionRequest request, Instant now) throws SQLException {
        NumberEntry entry = entry(request.phoneNumber());
        Verdict verdict = rules.decide(entry, Requests.onItsTopic(request), Limits.NONE, now)
                .verdict();
        if (verdict instanceof PendingChange change) {
            NumberEntry waiting = NumberEntry.idle(change.number().version(), change.number())
                    .during(change, Requests.onItsTopic(request));
            verdict = rules.settle(waiting, claim(change), Limits.NONE, now);
        }
        Outcome outcome = (Outcome) verdict;
        byte[] encoded = avro.serializer().serialize(topic(outcome), ToAvro.outcome(outcome));
        if (outcome instanceof StateChange change) {
            keep(change);
        }
        log(request, outcome, encoded, now);
        return new Decided(outcome instanceof StateChange, encoded);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    private static String topic(Outcome outcome) {
        return (outcome instanceof StateChange ? Topics.STATE_CHANGES : Topics.REJECTIONS).name();
    }

    private NumberEntry entry(String number) throws SQLException {
        find.setString(1, number);
        try (ResultSet found = find.executeQuery()) {
            return found.next() ? entries.deserializer().deserialize(null, found.getBytes(1)) : NumberEntry.UNSEEN;
        }
    }

    private Optional<Objection> claim(PendingChange change) throws SQLException {
        claim.setString(1, change.number().siteId());
        claim.setString(2, change.party().id());
        claim.setString(3, change.phoneNumber());
        return claim.executeUpdate() == 1 ? Optional.empty() : Optional.of(new Objection.MainNumberHeld(""));
    }

    private void keep(StateChange change) throws SQLException {
        PhoneNumber after = change.after();
        if (change.action() == Action.REMOVE_MAIN_NUMBER) {
            release.setString(1, change.phoneNumber());
            release.executeUpdate();
        }
        keep.setString(1, change.phoneNumber());
        keep.setString(2, change.siteId());
        keep.setString(3, after.status().name());
        keep.setBytes(4, entries.serializer().serialize("numbers", NumberEntry.after(change)));
        keep.executeUpdate();
    }

    private void log(ActionRequest request, Outcome outcome, byte[] encoded, Instant now) throws SQLException {
        log.setObject(1, request.requestId());
        log.setString(2, request.phoneNumber());
        log.setObject(3, now.atOffset(ZoneOffset.UTC));
        log.setBoolean(4, outcome instanceof StateChange);
        log.setBytes(5, encoded);
        if (log.executeUpdate() != 1) {
            throw new IllegalStateException("Decided before: " + request.requestId());
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
