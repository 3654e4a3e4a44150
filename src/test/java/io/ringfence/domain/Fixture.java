package io.ringfence.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Numbers and requests that are right unless a test makes them wrong.
 *
 * <p>States are built here field by field, never by the methods of {@link PhoneNumber}: those are under test.
 */
final class Fixture {
    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    static final LocalDate TODAY = LocalDate.parse("2026-03-10");
    static final LocalDate YESTERDAY = TODAY.minusDays(1);
    static final LocalDate NEXT_WEEK = TODAY.plusDays(7);

    static final String NUMBER = "+442079460123";
    static final String SITE = "london-1";
    static final String OTHER_SITE = "paris-2";
    static final NumberDetails DETAILS = new NumberDetails(NumberKind.DIRECT, "0123", "Main block", "Other Telecom");

    /** Holds every number that is allocated. */
    static final Party HOLDER = new Party(PartyType.OCCUPIER, "acme", "Acme Ltd");
    /** Whom requests allocate to; not the holder, so that a party that is kept can be told from one that is set. */
    static final Party APPLICANT = new Party(PartyType.OPERATOR, "landlord", "Landlord plc");

    static final Rules RULES = new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 0, 30), Set.of());

    private Fixture() {}

    /** A number as a life of requests could have left it, at version 7. */
    static PhoneNumberBuilder number(Status status) {
        return PhoneNumberBuilder.builder()
                .phoneNumber(NUMBER)
                .siteId(SITE)
                .details(DETAILS)
                .status(status)
                .allocatedTo(status == Status.AVAILABLE || status == Status.COOLDOWN ? null : HOLDER)
                .assignedUser(status == Status.ASSIGNED ? "first.user" : null)
                .coolingOffDate(status == Status.COOLDOWN ? NEXT_WEEK : null)
                .version(7)
                .updatedAt(NOW.minusSeconds(3600));
    }

    static NumberDetails details(NumberKind kind) {
        return NumberDetailsBuilder.builder(DETAILS).kind(kind).build();
    }

    /** A well-formed request on the action's own channel, with the fields that the action needs and no other. */
    static RequestBuilder request(Action action) {
        return new RequestBuilder(action);
    }

    static NumberEntry entry(PhoneNumber number) {
        return NumberEntry.idle(number.version(), number);
    }

    /** What comes of the request where the claim that it may have to make first is granted. */
    static Outcome outcome(Rules rules, NumberEntry entry, Envelope request, Instant now) {
        return granted(rules.decide(entry, request, Limits.NONE, now), request, now);
    }

    static Outcome granted(Decision decision, Envelope request, Instant now) {
        return RULES.foreseen(decision.verdict(), request, any -> PartyAtSite.UNHEARD_OF, Limits.NONE, now);
    }

    static StateChange accepted(Verdict outcome) {
        assertThat(outcome).isInstanceOf(StateChange.class);
        return (StateChange) outcome;
    }

    /** Every rejection tells a person why, in a sentence: some words and a full stop. */
    static Rejection rejected(Verdict outcome) {
        assertThat(outcome).isInstanceOf(Rejection.class);
        Rejection rejection = (Rejection) outcome;
        assertThat(rejection.message()).matches("\\S+( \\S+){2,}\\.");
        return rejection;
    }

    static Rejection rejected(PhoneNumber number, Envelope request) {
        return rejected(outcome(RULES, entry(number), request, NOW));
    }

    static ChangeInProgress changeInProgress() {
        return new ChangeInProgress(
                UUID.fromString("00000000-0000-4000-8000-00000000000c"),
                Action.ALLOCATE,
                NOW.minusSeconds(1),
                Question.MAIN_NUMBER);
    }

    /** A request that can be made wrong in one place. */
    static final class RequestBuilder {
        private final ActionRequestBuilder request;
        private Channel channel;
        private String key = NUMBER;

        private RequestBuilder(Action action) {
            channel = action.channel();
            request = ActionRequestBuilder.builder()
                    .requestId(UUID.fromString("00000000-0000-4000-8000-000000000001"))
                    .phoneNumber(NUMBER)
                    .siteId(SITE)
                    .action(action)
                    .requestedBy("someone@example.com")
                    .allocateTo(action == Action.ALLOCATE ? APPLICANT : null)
                    .reason(action == Action.LOCK ? "Being ported" : null)
                    .userId(action == Action.ASSIGN_USER ? "second.user" : null)
                    .coolingOffDate(action == Action.START_COOLING_OFF ? NEXT_WEEK.plusDays(1) : null)
                    .details(action == Action.PROVISION ? DETAILS : null);
        }

        RequestBuilder channel(Channel value) {
            channel = value;
            return this;
        }

        RequestBuilder key(String value) {
            key = value;
            return this;
        }

        RequestBuilder requestId(UUID value) {
            request.requestId(value);
            return this;
        }

        /** The field alone; see {@link #keyAndPhoneNumber}. */
        RequestBuilder phoneNumber(String value) {
            request.phoneNumber(value);
            return this;
        }

        RequestBuilder keyAndPhoneNumber(String value) {
            return key(value).phoneNumber(value);
        }

        RequestBuilder siteId(String value) {
            request.siteId(value);
            return this;
        }

        RequestBuilder requestedBy(String value) {
            request.requestedBy(value);
            return this;
        }

        RequestBuilder allocateTo(Party value) {
            request.allocateTo(value);
            return this;
        }

        RequestBuilder userId(String value) {
            request.userId(value);
            return this;
        }

        RequestBuilder coolingOffDate(LocalDate value) {
            request.coolingOffDate(value);
            return this;
        }

        RequestBuilder reason(String value) {
            request.reason(value);
            return this;
        }

        RequestBuilder details(NumberDetails value) {
            request.details(value);
            return this;
        }

        RequestBuilder expectedVersion(long value) {
            request.expectedVersion(value);
            return this;
        }

        RequestBuilder with(UnaryOperator<RequestBuilder> edit) {
            return edit.apply(this);
        }

        Envelope build() {
            return new Envelope(channel, key, request.build());
        }
    }
}
