package io.ringfence.domain;

import static io.ringfence.domain.Fixture.APPLICANT;
import static io.ringfence.domain.Fixture.NEXT_WEEK;
import static io.ringfence.domain.Fixture.NOW;
import static io.ringfence.domain.Fixture.OTHER_SITE;
import static io.ringfence.domain.Fixture.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Fixture.RequestBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lasts from one change to the next. */
class LifeOfANumberTest {
    private final Rules rules = new Rules(new CoolingOffPolicy(ZoneOffset.UTC, 1, 30), Set.of());
    private NumberEntry entry = NumberEntry.UNSEEN;
    private Instant now = NOW;

    @BeforeEach
    void provision() {
        accept(Fixture.request(Action.PROVISION));
    }

    @Test
    void beginsAtVersionOne() {
        assertThat(entry.version()).isEqualTo(1);
        assertThat(entry.number())
                .isEqualTo(Fixture.number(Status.AVAILABLE)
                        .version(1)
                        .updatedAt(now)
                        .build());
    }

    @Test
    void keepsTheNominationThroughAllocationDeallocationAndCoolingOff() {
        accept(Fixture.request(Action.NOMINATE_MAIN_NUMBER));

        for (Action action : new Action[] {Action.ALLOCATE, Action.ACTIVATE, Action.DEACTIVATE, Action.DEALLOCATE}) {
            accept(Fixture.request(action));
            assertThat(entry.number().mainNumber()).as("after %s", action).isTrue();
        }
        assertThat(entry.number().status()).isEqualTo(Status.COOLDOWN);

        // Two days later the day after the deallocation has passed: the system's change comes first.
        now = now.plus(Duration.ofDays(2));
        accept(Fixture.request(Action.ALLOCATE));
        assertThat(entry.number().status()).isEqualTo(Status.RESERVED);
        assertThat(entry.number().mainNumber()).isTrue();
        assertThat(entry.version()).isEqualTo(8);

        accept(Fixture.request(Action.START_COOLING_OFF).coolingOffDate(NEXT_WEEK));
        assertThat(entry.number().mainNumber()).isTrue();
        accept(Fixture.request(Action.END_COOLING_OFF));
        assertThat(entry.number().mainNumber()).isTrue();

        accept(Fixture.request(Action.REMOVE_MAIN_NUMBER));
        assertThat(entry.number().mainNumber()).isFalse();
    }

    @Test
    void keepsThePartyWhileInServiceAndTheUserWhileAssigned() {
        accept(Fixture.request(Action.ALLOCATE));
        accept(Fixture.request(Action.ACTIVATE));
        accept(Fixture.request(Action.ASSIGN_USER));
        assertThat(entry.number().assignedUser()).isEqualTo("second.user");

        for (Action action : new Action[] {Action.UNASSIGN_USER, Action.DEACTIVATE}) {
            assertThat(entry.number().allocatedTo()).as("before %s", action).isEqualTo(APPLICANT);
            accept(Fixture.request(action));
            assertThat(entry.number().assignedUser()).as("after %s", action).isNull();
        }
        assertThat(entry.number().allocatedTo()).isEqualTo(APPLICANT);

        accept(Fixture.request(Action.DEALLOCATE));
        assertThat(entry.number().allocatedTo()).isNull();
    }

    @Test
    void isUnknownOnceWithdrawn() {
        accept(Fixture.request(Action.WITHDRAW));

        assertThat(entry.number()).isNull();
        assertThat(Fixture.rejected(outcome(Fixture.request(Action.LOCK))).code())
                .isEqualTo(RejectionCode.UNKNOWN_NUMBER);
        assertThat(entry.version()).isEqualTo(2);
    }

    @Test
    void beginsAnewWhenProvisionedAgain() {
        accept(Fixture.request(Action.NOMINATE_MAIN_NUMBER));
        accept(Fixture.request(Action.LOCK));
        accept(Fixture.request(Action.WITHDRAW));

        accept(Fixture.request(Action.PROVISION));

        // Neither nominated nor locked, but no version is used twice.
        assertThat(entry.number())
                .isEqualTo(Fixture.number(Status.AVAILABLE)
                        .version(5)
                        .updatedAt(now)
                        .build());
    }

    @Test
    void mayBeProvisionedAgainAtAnotherSite() {
        accept(Fixture.request(Action.WITHDRAW));

        NumberDetails details = new NumberDetails(NumberKind.HUNT_GROUP, "77", "Annexe", null);
        accept(Fixture.request(Action.PROVISION).siteId(OTHER_SITE).details(details));

        assertThat(entry.number())
                .isEqualTo(Fixture.number(Status.AVAILABLE)
                        .siteId(OTHER_SITE)
                        .details(details)
                        .version(3)
                        .updatedAt(now)
                        .build());
        assertThat(Fixture.rejected(outcome(Fixture.request(Action.LOCK).siteId(SITE)))
                        .code())
                .isEqualTo(RejectionCode.WRONG_SITE);
    }

    @Test
    void changesNothingByARejection() {
        NumberEntry before = entry;

        assertThat(outcome(Fixture.request(Action.ACTIVATE))).isInstanceOf(Rejection.class);
        accept(Fixture.request(Action.ALLOCATE).expectedVersion(before.version()));
    }

    private Outcome outcome(RequestBuilder request) {
        return Fixture.outcome(rules, entry, request.build(), now);
    }

    /** A second later; the changes that come of it must follow on from the last without gap or repeat. */
    private void accept(RequestBuilder request) {
        now = now.plusSeconds(1);
        Envelope built = request.build();
        Decision decision = rules.decide(entry, built, Limits.NONE, now);
        decision.coolingOffEnded().ifPresent(this::follow);
        follow(Fixture.accepted(Fixture.granted(decision, built, now)));
    }

    private void follow(StateChange change) {
        assertThat(change.version()).isEqualTo(entry.version() + 1);
        assertThat(change.before()).isEqualTo(entry.number());
        entry = NumberEntry.after(change);
    }
}
