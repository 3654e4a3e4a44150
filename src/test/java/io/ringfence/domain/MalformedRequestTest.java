package io.ringfence.domain;

import static io.ringfence.domain.Fixture.DETAILS;
import static io.ringfence.domain.Fixture.NOW;
import static io.ringfence.domain.Fixture.RULES;
import static io.ringfence.domain.Fixture.YESTERDAY;
import static io.ringfence.domain.TransitionTable.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ringfence.domain.Fixture.RequestBuilder;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every request here would be accepted but for the one thing that is wrong with it. */
class MalformedRequestTest {
    private static final String LONGEST = "x".repeat(256);
    private static final String TOO_LONG = "x".repeat(257);

    /** Outside the Basic Multilingual Plane: one character, two chars. */
    private static final String TELEPHONE = "\uD83D\uDCDE";

    /** @param field what the message must name */
    private record Fault(String name, String field, UnaryOperator<RequestBuilder> edit) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"faultsOfEveryAction", "faultsOfOneAction"})
    void rejectsAndSaysWhat(Action action, Fault fault) {
        Rejection rejection = Fixture.rejected(outcome(Fixture.request(action).with(fault.edit())));

        assertThat(rejection.code()).isEqualTo(RejectionCode.INVALID_REQUEST);
        assertThat(rejection.message()).contains(fault.field());
    }

    static Stream<Arguments> faultsOfEveryAction() {
        List<Fault> faults = List.of(
                new Fault("no requestId", "requestId", request -> request.requestId(null)),
                new Fault("no requestedBy", "requestedBy", request -> request.requestedBy(null)),
                new Fault("empty requestedBy", "requestedBy", request -> request.requestedBy("")),
                new Fault("blank requestedBy", "requestedBy", request -> request.requestedBy(" \t\n")),
                new Fault("long requestedBy", "requestedBy", request -> request.requestedBy(TOO_LONG)),
                new Fault("no siteId", "siteId", request -> request.siteId(null)),
                new Fault("empty siteId", "siteId", request -> request.siteId("")),
                new Fault("blank siteId", "siteId", request -> request.siteId("  ")),
                new Fault("bad siteId", "siteId", request -> request.siteId("london/1")),
                new Fault("long siteId", "siteId", request -> request.siteId("x".repeat(65))),
                new Fault("no phoneNumber", "phoneNumber", request -> request.phoneNumber(null)),
                new Fault("empty phoneNumber", "phoneNumber", request -> request.keyAndPhoneNumber("")),
                new Fault("blank phoneNumber", "phoneNumber", request -> request.keyAndPhoneNumber(" ")),
                new Fault("spaces", "phoneNumber", request -> request.keyAndPhoneNumber("+44 20 7946 0000")),
                new Fault("another key", "key", request -> request.key("+442079460124")),
                new Fault("key with a space", "key", request -> request.key(Fixture.NUMBER + " ")),
                new Fault("empty key", "key", request -> request.key("")));
        return TABLE.rows().get(TransitionTable.State.UNKNOWN).keySet().stream()
                .flatMap(action -> faults.stream().map(fault -> arguments(action, fault)));
    }

    static Stream<Arguments> faultsOfOneAction() {
        return Stream.of(
                arguments(Action.ALLOCATE, new Fault("no party", "allocateTo", request -> request.allocateTo(null))),
                party("of unknown type", PartyType.UNKNOWN, "acme", "Acme"),
                party("without id", PartyType.OCCUPIER, null, "Acme"),
                party("with empty id", PartyType.OCCUPIER, "", "Acme"),
                party("with blank id", PartyType.OCCUPIER, " ", "Acme"),
                party("with long id", PartyType.OCCUPIER, TOO_LONG, "Acme"),
                party("with long name", PartyType.OPERATOR, "acme", TOO_LONG),
                arguments(Action.ASSIGN_USER, new Fault("no user", "userId", request -> request.userId(null))),
                arguments(Action.ASSIGN_USER, new Fault("empty user", "userId", request -> request.userId(""))),
                arguments(Action.ASSIGN_USER, new Fault("blank user", "userId", request -> request.userId(" "))),
                arguments(Action.ASSIGN_USER, new Fault("long user", "userId", request -> request.userId(TOO_LONG))),
                arguments(
                        Action.START_COOLING_OFF,
                        new Fault("no date", "coolingOffDate", request -> request.coolingOffDate(null))),
                arguments(Action.PROVISION, new Fault("no details", "details", request -> request.details(null))),
                arguments(Action.LOCK, new Fault("long reason", "reason", request -> request.reason(TOO_LONG))),
                details("unknown kind", "kind", new NumberDetails(NumberKind.UNKNOWN, null, null, null)),
                details("long extension", "extension", new NumberDetails(NumberKind.IVR, TOO_LONG, null, null)),
                details("long rangeName", "rangeName", new NumberDetails(NumberKind.IVR, null, TOO_LONG, null)),
                details("long portedFrom", "portedFrom", new NumberDetails(NumberKind.IVR, null, null, TOO_LONG)));
    }

    private static Arguments party(String name, PartyType type, String id, String partyName) {
        Party party = new Party(type, id, partyName);
        return arguments(
                Action.ALLOCATE, new Fault("party " + name, "allocateTo", request -> request.allocateTo(party)));
    }

    private static Arguments details(String name, String field, NumberDetails details) {
        return arguments(Action.PROVISION, new Fault(name, field, request -> request.details(details)));
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void rejectsAnActionOfANewerSchema(Channel channel) {
        Envelope request = Fixture.request(Action.UNKNOWN).channel(channel).build();

        for (NumberEntry entry : List.of(
                NumberEntry.UNSEEN,
                Fixture.entry(Fixture.number(Status.AVAILABLE).build()))) {
            Rejection rejection = Fixture.rejected(Fixture.outcome(RULES, entry, request, NOW));
            assertThat(rejection.code()).isEqualTo(RejectionCode.INVALID_REQUEST);
            assertThat(rejection.message()).contains("action");
            assertThat(rejection.action()).isEqualTo(Action.UNKNOWN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+44 20 7946 0000",
                "+44-20-7946-0000",
                "+44(0)2079460000",
                "+442079460000 ",
                " +442079460000",
                "+442079460000\n",
                "+0442079460000",
                "+0",
                "+",
                "442079460000",
                "00442079460000",
                "++442079460000",
                "+44207946000a",
                "tel:+442079460000",
                "+442079460000;ext=1",
                // Digits, but not 0 to 9.
                "+44\u0662\u0660\u0667\u0669\u0664\u0666\u0660\u0660\u0660\u0660",
                // A plus, but not U+002B.
                "\uFF0B442079460000",
                // Six and sixteen digits.
                "+123456",
                "+1234567890123456"
            })
    void rejectsANumberThatIsNotCanonical(String number) {
        Rejection rejection =
                Fixture.rejected(outcome(Fixture.request(Action.PROVISION).keyAndPhoneNumber(number)));

        assertThat(rejection.code()).isEqualTo(RejectionCode.INVALID_REQUEST);
        assertThat(rejection.message()).contains("phoneNumber");
        assertThat(rejection.phoneNumber()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1234567", "+123456789012345", "+442079460000", "+12125550100"})
    void acceptsACanonicalNumber(String number) {
        StateChange change =
                Fixture.accepted(outcome(Fixture.request(Action.PROVISION).keyAndPhoneNumber(number)));

        assertThat(change.phoneNumber()).isEqualTo(number);
        assertThat(change.after().phoneNumber()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "london 1",
                " london",
                "london\n",
                "london/1",
                "london:1",
                "l\u00F6ndon",
                "\uFF4C",
                "london#",
                "london\u0000",
                "%"
            })
    void rejectsASiteIdWithOtherCharacters(String siteId) {
        assertThat(Fixture.rejected(outcome(Fixture.request(Action.PROVISION).siteId(siteId)))
                        .code())
                .isEqualTo(RejectionCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "9",
                ".",
                "_",
                "-",
                "AZaz09._-",
                "1234567890123456789012345678901234567890123456789012345678901234"
            })
    void acceptsASiteIdOfTheCharactersNamed(String siteId) {
        assertThat(Fixture.accepted(outcome(Fixture.request(Action.PROVISION).siteId(siteId)))
                        .siteId())
                .isEqualTo(siteId);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void acceptsTextsOfTheGreatestLength(TextField field) {
        assertThat(outcome(field.holding(LONGEST))).isInstanceOf(StateChange.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void countsCharactersNotChars(TextField field) {
        assertThat(outcome(field.holding(TELEPHONE.repeat(256)))).isInstanceOf(StateChange.class);
        assertThat(Fixture.rejected(outcome(field.holding(TELEPHONE.repeat(257))))
                        .code())
                .isEqualTo(RejectionCode.INVALID_REQUEST);
    }

    private record TextField(String name, Action action, Setter setter) {
        private interface Setter {
            RequestBuilder set(RequestBuilder request, String text);
        }

        RequestBuilder holding(String text) {
            return setter.set(Fixture.request(action), text);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<TextField> texts() {
        return Stream.of(
                new TextField("requestedBy", Action.LOCK, RequestBuilder::requestedBy),
                new TextField("userId", Action.ASSIGN_USER, RequestBuilder::userId),
                new TextField("reason", Action.LOCK, RequestBuilder::reason),
                new TextField(
                        "party id",
                        Action.ALLOCATE,
                        (request, text) -> request.allocateTo(new Party(PartyType.OCCUPIER, text, "Acme"))),
                new TextField(
                        "party name",
                        Action.ALLOCATE,
                        (request, text) -> request.allocateTo(new Party(PartyType.OCCUPIER, "acme", text))),
                new TextField(
                        "extension",
                        Action.PROVISION,
                        (request, text) -> request.details(new NumberDetails(NumberKind.DIRECT, text, null, null))),
                new TextField(
                        "rangeName",
                        Action.PROVISION,
                        (request, text) -> request.details(new NumberDetails(NumberKind.DIRECT, null, text, null))),
                new TextField(
                        "portedFrom",
                        Action.PROVISION,
                        (request, text) -> request.details(new NumberDetails(NumberKind.DIRECT, null, null, text))));
    }

    @ParameterizedTest
    @EnumSource(value = NumberKind.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void acceptsDetailsThatNameTheKindAlone(NumberKind kind) {
        NumberDetails details = new NumberDetails(kind, null, null, null);

        assertThat(Fixture.accepted(outcome(Fixture.request(Action.PROVISION).details(details)))
                        .after()
                        .details())
                .isEqualTo(details);
    }

    @ParameterizedTest
    @EnumSource(value = Action.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void ignoresWhatTheActionDoesNotUse(Action action) {
        RequestBuilder request = Fixture.request(action);
        if (action != Action.ALLOCATE) {
            request.allocateTo(new Party(PartyType.UNKNOWN, null, TOO_LONG));
        }
        if (action != Action.ASSIGN_USER) {
            request.userId(TOO_LONG);
        }
        if (!EnumSet.of(Action.PROVISION, Action.START_COOLING_OFF).contains(action)) {
            request.coolingOffDate(YESTERDAY);
        }
        if (action != Action.LOCK) {
            request.reason(TOO_LONG);
        }
        if (action != Action.PROVISION) {
            request.details(new NumberDetails(NumberKind.UNKNOWN, TOO_LONG, " ", TOO_LONG));
        }

        assertThat(outcome(request)).isEqualTo(outcome(Fixture.request(action)));
        assertThat(outcome(request)).isInstanceOf(StateChange.class);
    }

    @Test
    void keepsTheDetailsAsGiven() {
        assertThat(Fixture.accepted(outcome(Fixture.request(Action.PROVISION)))
                        .after()
                        .details())
                .isEqualTo(DETAILS);
    }

    private static Outcome outcome(RequestBuilder builder) {
        Envelope request = builder.build();
        return Fixture.outcome(
                RULES, TABLE.acceptingState(request.request().action()).entry(), request, NOW);
    }
}
