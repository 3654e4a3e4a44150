package io.ringfence.readme;

import static io.ringfence.domain.TransitionTable.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.Channel;
import io.ringfence.domain.RejectionCode;
import io.ringfence.domain.Status;
import io.ringfence.domain.TransitionTable.Cell;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The README tells of numbers what the table says that the rules are held against. */
class RulesOnPageTest {
    private static final Pattern ARROW = Pattern.compile("(\\S+) --> (\\S+): (\\w+)");
    private static final Pattern CODE = Pattern.compile("`([A-Z_]+)`");
    private static final Set<Status> STATUSES = EnumSet.complementOf(EnumSet.of(Status.UNKNOWN));

    /** What the table leaves to others: the site's, and those that hold whatever the status. */
    private static final Set<RejectionCode> IN_NO_CELL = EnumSet.of(
            RejectionCode.PARTY_HAS_MAIN_NUMBER, RejectionCode.NO_VOICE_SERVICE, RejectionCode.INVALID_REQUEST);

    private static final Set<RejectionCode> OF_ANY_ACTION = EnumSet.of(
            RejectionCode.INVALID_STATUS,
            RejectionCode.LOCKED,
            RejectionCode.ALREADY_PROVISIONED,
            RejectionCode.UNKNOWN_NUMBER);

    private record Row(String topic, String from, String rules) {}

    private final Page readme = Page.readme();
    private final Map<Action, Row> rows = rows();

    @Test
    void drawsEveryMoveFromOneStatusToAnother() {
        String diagram = readme.blocks("mermaid")
                .filter(block -> block.startsWith("stateDiagram"))
                .findFirst()
                .orElseThrow();
        Set<String> moves = TABLE.cells()
                .filter(Cell::isAccepted)
                .filter(cell -> !cell.result().matches("[+-].*"))
                .map(RulesOnPageTest::move)
                .collect(Collectors.toCollection(TreeSet::new));
        moves.add(move("[*]", Status.COOLDOWN.name(), Action.PROVISION));

        assertThat(ARROW.matcher(diagram).results().map(arrow -> arrow.group()))
                .containsExactlyInAnyOrderElementsOf(moves);
    }

    private static String move(Cell cell) {
        String from = cell.state().isKnown() ? cell.state().status().name() : "[*]";
        return move(from, cell.result().equals("gone") ? "[*]" : cell.result(), cell.action());
    }

    private static String move(String from, String to, Action action) {
        return from + " --> " + to + ": " + action;
    }

    @ParameterizedTest
    @EnumSource(value = Action.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void namesTheTopicAndTheStatusesOfTheAction(Action action) {
        Set<Status> from = TABLE.cells()
                .filter(cell -> cell.action() == action
                        && cell.isAccepted()
                        && cell.state().isKnown())
                .map(cell -> cell.state().status())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Status.class)));

        assertThat(rows.get(action).topic())
                .isEqualTo(TABLE.channel(action) == Channel.ACTIONS ? "actions" : "provisioning");
        assertThat(statuses(rows.get(action).from())).isEqualTo(from);
    }

    private static Set<Status> statuses(String text) {
        if (text.equals("not provisioned")) {
            return Set.of();
        }
        boolean allBut = text.startsWith("any but ");
        Set<Status> named = Arrays.stream(text.replace("any but ", "").split(", "))
                .map(Status::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Status.class)));
        return allBut
                ? STATUSES.stream().filter(status -> !named.contains(status)).collect(Collectors.toSet())
                : named;
    }

    /** Of rows that two actions share, both. */
    @Test
    void namesEveryFurtherCode() {
        Map<Row, Set<RejectionCode>> codes = new java.util.HashMap<>();
        TABLE.cells()
                .filter(cell -> !cell.isAccepted() && !OF_ANY_ACTION.contains(cell.code()))
                .forEach(cell -> codes.computeIfAbsent(rows.get(cell.action()), row -> new TreeSet<>())
                        .add(cell.code()));

        assertThat(rows.values()).allSatisfy(row -> assertThat(codes(row.rules()))
                .containsExactlyInAnyOrderElementsOf(codes.getOrDefault(row, Set.of())));
    }

    private static List<RejectionCode> codes(String rules) {
        return CODE.matcher(rules)
                .results()
                .map(code -> RejectionCode.valueOf(code.group(1)))
                .filter(code -> !IN_NO_CELL.contains(code))
                .toList();
    }

    private Map<Action, Row> rows() {
        Map<Action, Row> found = new TreeMap<>();
        readme.table("action").forEach(cells -> Stream.of(cells.get(0).split(", "))
                .map(Action::valueOf)
                .forEach(action -> found.put(action, new Row(cells.get(1), cells.get(2), cells.get(3)))));
        return found;
    }
}
