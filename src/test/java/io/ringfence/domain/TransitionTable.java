package io.ringfence.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What {@code rules/transitions.txt} says; its notation is explained there. */
public final class TransitionTable {
    public static final TransitionTable TABLE = read("/rules/transitions.txt");

    private final Map<String, RejectionCode> codes = new HashMap<>();
    private final Map<Action, Channel> channels = new EnumMap<>(Action.class);
    private final Map<State, Map<Action, Cell>> rows = new LinkedHashMap<>();

    private TransitionTable() {}

    /** @param status null for a number that is not provisioned, and then the rest says nothing */
    public record State(Status status, boolean main, boolean locked, NumberKind kind) {
        public static final State UNKNOWN = new State(null, false, false, null);

        private static State parse(String text) {
            if (text.equals("unknown")) {
                return UNKNOWN;
            }
            String[] words = text.split(" +", -1);
            assertThat(words).as(text).hasSize(4);
            return new State(
                    Status.valueOf(words[0]),
                    oneOf(words[1], "main", "plain"),
                    oneOf(words[2], "locked", "open"),
                    NumberKind.valueOf(words[3]));
        }

        private static boolean oneOf(String word, String yes, String no) {
            assertThat(word).isIn(yes, no);
            return word.equals(yes);
        }

        public boolean isKnown() {
            return status != null;
        }

        /** At the site and of the details that all tests of the rules have. */
        public PhoneNumberBuilder number() {
            return Fixture.number(status)
                    .mainNumber(main)
                    .locked(locked)
                    .lockReason(locked ? "Under investigation" : null)
                    .details(Fixture.details(kind));
        }

        NumberEntry entry() {
            return isKnown() ? Fixture.entry(number().build()) : NumberEntry.UNSEEN;
        }

        @Override
        public String toString() {
            return isKnown()
                    ? "%s %s %s %s".formatted(status, main ? "main" : "plain", locked ? "locked" : "open", kind)
                    : "unknown";
        }
    }

    /** The expected result of one action in one state. */
    public record Cell(State state, Action action, String result) {
        public boolean isAccepted() {
            return !result.startsWith("!");
        }

        /** The code of the rejection. */
        public RejectionCode code() {
            return TABLE.codes.get(result);
        }

        /** Fails unless the outcome of the request is this cell's, in every field. */
        void check(Outcome outcome, NumberEntry entry, ActionRequest request, Instant now) {
            if (isAccepted()) {
                assertThat(outcome).isEqualTo(change(entry, request, now));
                return;
            }
            Rejection rejection = Fixture.rejected(outcome);
            assertThat(rejection)
                    .isEqualTo(new Rejection(
                            request.requestId(),
                            request.phoneNumber(),
                            request.siteId(),
                            action,
                            request.requestedBy(),
                            code(),
                            rejection.message(),
                            now,
                            entry.number(),
                            state.isKnown() ? TABLE.accepted(state, TABLE.channel(action)) : List.of(),
                            null));
        }

        private StateChange change(NumberEntry entry, ActionRequest request, Instant now) {
            long version = entry.version() + 1;
            return new StateChange(
                    request.requestId(),
                    request.phoneNumber(),
                    request.siteId(),
                    action,
                    request.requestedBy(),
                    version,
                    now,
                    entry.number(),
                    result.equals("gone")
                            ? null
                            : effect(entry.number(), request)
                                    .version(version)
                                    .updatedAt(now)
                                    .build());
        }

        private PhoneNumberBuilder effect(PhoneNumber before, ActionRequest request) {
            return switch (result) {
                case "+main" -> PhoneNumberBuilder.builder(before).mainNumber(true);
                case "-main" -> PhoneNumberBuilder.builder(before).mainNumber(false);
                case "+locked" ->
                    PhoneNumberBuilder.builder(before).locked(true).lockReason(request.reason());
                case "-locked" ->
                    PhoneNumberBuilder.builder(before).locked(false).lockReason(null);
                default ->
                    before == null
                            ? Fixture.number(Status.valueOf(result))
                                    .siteId(request.siteId())
                                    .details(request.details())
                            : moved(before, request, Status.valueOf(result));
            };
        }

        private static PhoneNumberBuilder moved(PhoneNumber before, ActionRequest request, Status to) {
            Party party = before.allocatedTo() == null ? request.allocateTo() : before.allocatedTo();
            return PhoneNumberBuilder.builder(before)
                    .status(to)
                    .allocatedTo(to == Status.AVAILABLE || to == Status.COOLDOWN ? null : party)
                    .assignedUser(to == Status.ASSIGNED ? request.userId() : null)
                    .coolingOffDate(to == Status.COOLDOWN ? request.coolingOffDate() : null);
        }
    }

    /** Where the action is asked for. */
    public Channel channel(Action action) {
        return channels.get(action);
    }

    public Cell cell(State state, Action action) {
        return rows.get(state).get(action);
    }

    Map<State, Map<Action, Cell>> rows() {
        return rows;
    }

    Stream<State> knownStates() {
        return rows.keySet().stream().filter(State::isKnown);
    }

    public Stream<Cell> cells() {
        return rows.values().stream().flatMap(row -> row.values().stream());
    }

    /** The actions of the channel whose cells accept, in the order of {@link Action}. */
    List<Action> accepted(State state, Channel channel) {
        return rows.get(state).values().stream()
                .filter(Cell::isAccepted)
                .map(Cell::action)
                .filter(action -> channel(action) == channel)
                .sorted()
                .toList();
    }

    /** A state in which the action is accepted: what a test breaks on purpose is then all that is wrong. */
    State acceptingState(Action action) {
        return cells().filter(cell -> cell.action() == action && cell.isAccepted())
                .map(Cell::state)
                .findFirst()
                .orElseThrow();
    }

    private static TransitionTable read(String resource) {
        TransitionTable table = new TransitionTable();
        List<String> lines = lines(resource);
        lines.stream().filter(line -> line.startsWith("!")).forEach(table::addCode);

        List<String[]> grid = lines.stream()
                .filter(line -> line.contains("|"))
                .map(TransitionTable::split)
                .toList();
        // The names of the actions are spread over two lines, to keep the columns narrow.
        List<Action> columns = IntStream.range(1, grid.get(0).length)
                .mapToObj(column -> Action.valueOf(grid.get(0)[column] + grid.get(1)[column]))
                .toList();
        for (int column = 0; column < columns.size(); column++) {
            boolean provider = grid.get(2)[column + 1].equals("PROVIDER");
            table.channels.put(columns.get(column), provider ? Channel.PROVISIONING : Channel.ACTIONS);
        }
        grid.stream().skip(3).forEach(row -> table.addRow(row, columns));
        return table;
    }

    private void addCode(String line) {
        String[] words = line.split(" *= *", 2);
        assertThat(codes.put(words[0], RejectionCode.valueOf(words[1])))
                .as(line)
                .isNull();
    }

    private void addRow(String[] row, List<Action> columns) {
        assertThat(row).hasSize(columns.size() + 1);
        State state = State.parse(row[0]);
        assertThat(rows.put(state, new LinkedHashMap<>()))
                .as("another row of %s", state)
                .isNull();
        for (int column = 0; column < columns.size(); column++) {
            Cell cell = new Cell(state, columns.get(column), row[column + 1]);
            assertThat(cell.isAccepted() || codes.containsKey(cell.result()))
                    .as("the table explains %s", cell.result())
                    .isTrue();
            assertThat(rows.get(state).put(cell.action(), cell))
                    .as("another column of %s", cell.action())
                    .isNull();
        }
    }

    private static String[] split(String line) {
        return Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
    }

    private static List<String> lines(String resource) {
        try (InputStream in = TransitionTable.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
