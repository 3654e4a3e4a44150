package io.ringfence.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
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
    static final NumberDetails DETAILS = new NumberDetails("0123", "Main block", NumberKind.DIRECT, "Other Telecom");

    /** Holds every number that is allocated. */
    static final Party HOLDER = new Party(PartyType.OCCUPIER, "acme", "Acme Ltd");
    /** Whom requests allocate to; not the holder, so that a party that is kept can be told from one that is set. */
    static final Party APPLICANT = new Party(PartyType.OPERATOR, "landlord", "Landlord plc");

    static final Rules RULES = new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 0, 30));

    private Fixture() {}

    static NumberBuilder number(Status status) {
        return new NumberBuilder(status);
    }

    /** A well-formed request on the action's own channel, with the fields that the action needs and no other. */
    static RequestBuilder request(Action action) {
        return new RequestBuilder(action);
    }

    static NumberEntry entry(PhoneNumber number) {
        return NumberEntry.idle(number.version(), number);
    }

    /** What comes of the request where the claim that it may have to make first is granted. */
    static Outcome outcome(Rules rules, NumberEntry entry, ActionRequest request, Instant now) {
        return granted(rules.decide(entry, request, now), request, now);
    }

    static Outcome granted(Decision decision, ActionRequest request, Instant now) {
        if (decision.verdict() instanceof MainNumberClaim claim) {
            return RULES.settle(entry(claim.number()).during(claim, request), Optional.empty(), now);
        }
        return (Outcome) decision.verdict();
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

    static Rejection rejected(PhoneNumber number, ActionRequest request) {
        return rejected(outcome(RULES, entry(number), request, NOW));
    }

    static ChangeInProgress changeInProgress() {
        return new ChangeInProgress(
                UUID.fromString("00000000-0000-4000-8000-00000000000c"), Action.ALLOCATE, NOW.minusSeconds(1));
    }

    /** A number as a life of requests could have left it, at version 7. */
    static final class NumberBuilder {
        private String siteId = SITE;
        private NumberDetails details = DETAILS;
        private Status status;
        private Party allocatedTo;
        private String assignedUser;
        private boolean mainNumber;
        private LocalDate coolingOffDate;
        private boolean locked;
        private ChangeInProgress changeInProgress;
        private long version = 7;
        private Instant updatedAt = NOW.minusSeconds(3600);

        private NumberBuilder(Status status) {
            this.status = status;
            allocatedTo = status == Status.AVAILABLE || status == Status.COOLDOWN ? null : HOLDER;
            assignedUser = status == Status.ASSIGNED ? "first.user" : null;
            coolingOffDate = status == Status.COOLDOWN ? NEXT_WEEK : null;
        }

        /** Everything as in the number, to be changed from there. */
        static NumberBuilder of(PhoneNumber number) {
            NumberBuilder copy = new NumberBuilder(number.status());
            copy.siteId = number.siteId();
            copy.details = number.details();
            copy.allocatedTo = number.allocatedTo();
            copy.assignedUser = number.assignedUser();
            copy.mainNumber = number.mainNumber();
            copy.coolingOffDate = number.coolingOffDate();
            copy.locked = number.locked();
            copy.changeInProgress = number.changeInProgress();
            copy.version = number.version();
            copy.updatedAt = number.updatedAt();
            return copy;
        }

        NumberBuilder siteId(String value) {
            siteId = value;
            return this;
        }

        NumberBuilder details(NumberDetails value) {
            details = value;
            return this;
        }

        NumberBuilder kind(NumberKind kind) {
            return details(new NumberDetails(DETAILS.extension(), DETAILS.rangeName(), kind, DETAILS.portedFrom()));
        }

        NumberBuilder status(Status value) {
            status = value;
            return this;
        }

        NumberBuilder allocatedTo(Party value) {
            allocatedTo = value;
            return this;
        }

        NumberBuilder assignedUser(String value) {
            assignedUser = value;
            return this;
        }

        NumberBuilder mainNumber(boolean value) {
            mainNumber = value;
            return this;
        }

        NumberBuilder coolingOffDate(LocalDate value) {
            coolingOffDate = value;
            return this;
        }

        NumberBuilder locked(boolean value) {
            locked = value;
            return this;
        }

        NumberBuilder inProgress() {
            changeInProgress = Fixture.changeInProgress();
            return this;
        }

        NumberBuilder changed(long toVersion, Instant when) {
            version = toVersion;
            updatedAt = when;
            return this;
        }

        PhoneNumber build() {
            return new PhoneNumber(
                    NUMBER,
                    siteId,
                    details,
                    status,
                    allocatedTo,
                    assignedUser,
                    mainNumber,
                    coolingOffDate,
                    locked,
                    changeInProgress,
                    version,
                    updatedAt);
        }
    }

    /** A request that can be made wrong in one place. */
    static final class RequestBuilder {
        private final Action action;
        private Channel channel;
        private String key = NUMBER;
        private UUID requestId = UUID.fromString("00000000-0000-4000-8000-000000000001");
        private String phoneNumber = NUMBER;
        private String siteId = SITE;
        private String requestedBy = "someone@example.com";
        private Party allocateTo;
        private String userId;
        private LocalDate coolingOffDate;
        private NumberDetails details;
        private Long expectedVersion;

        private RequestBuilder(Action action) {
            this.action = action;
            channel = action.channel();
            allocateTo = action == Action.ALLOCATE ? APPLICANT : null;
            userId = action == Action.ASSIGN_USER ? "second.user" : null;
            coolingOffDate = action == Action.START_COOLING_OFF ? NEXT_WEEK.plusDays(1) : null;
            details = action == Action.PROVISION ? DETAILS : null;
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
            requestId = value;
            return this;
        }

        /** The field alone; see {@link #keyAndPhoneNumber}. */
        RequestBuilder phoneNumber(String value) {
            phoneNumber = value;
            return this;
        }

        RequestBuilder keyAndPhoneNumber(String value) {
            return key(value).phoneNumber(value);
        }

        RequestBuilder siteId(String value) {
            siteId = value;
            return this;
        }

        RequestBuilder requestedBy(String value) {
            requestedBy = value;
            return this;
        }

        RequestBuilder allocateTo(Party value) {
            allocateTo = value;
            return this;
        }

        RequestBuilder userId(String value) {
            userId = value;
            return this;
        }

        RequestBuilder coolingOffDate(LocalDate value) {
            coolingOffDate = value;
            return this;
        }

        RequestBuilder details(NumberDetails value) {
            details = value;
            return this;
        }

        RequestBuilder expectedVersion(long value) {
            expectedVersion = value;
            return this;
        }

        RequestBuilder with(UnaryOperator<RequestBuilder> edit) {
            return edit.apply(this);
        }

        ActionRequest build() {
            return new ActionRequest(
                    channel,
                    key,
                    requestId,
                    phoneNumber,
                    siteId,
                    action,
                    requestedBy,
                    allocateTo,
                    userId,
                    coolingOffDate,
                    details,
                    expectedVersion);
        }
    }
}
