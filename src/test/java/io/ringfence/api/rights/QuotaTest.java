package io.ringfence.api.rights;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.api.problem.RetryLater;
import io.ringfence.query.SiteScope;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** So much for one, so much for all, and what is given back is there again. */
class QuotaTest {
    private final Quota quota = new Quota("things", 3, 2);

    @Test
    void oneHasNoMoreThanItsShare() {
        Quota.Hold first = quota.take(caller("a"));
        quota.take(caller("a"));

        assertThatThrownBy(() -> quota.take(caller("a")))
                .isInstanceOf(RetryLater.class)
                .hasMessage("You have 2 things already, as many as one may have.");
        assertThatCode(() -> quota.take(caller("b"))).doesNotThrowAnyException();

        first.giveBack();
        first.giveBack();
        quota.take(caller("a"));
        assertThatThrownBy(() -> quota.take(caller("a"))).hasMessageStartingWith("You have 2");
    }

    @Test
    void allHaveNoMoreThanThereIs() {
        Quota.Hold first = quota.take(caller("a"));
        quota.take(caller("b"));
        quota.take(caller("c"));

        assertThatThrownBy(() -> quota.take(caller("d")))
                .hasMessage("There are 3 things already, as many as there may be.");

        first.giveBack();
        assertThatCode(() -> quota.take(caller("d"))).doesNotThrowAnyException();
    }

    /** Who does not say who it is may be anybody. */
    @Test
    void whoIsNotKnownCountsForAllAlone() {
        for (int i = 0; i < 3; i++) {
            quota.take(Caller.ANYBODY);
        }
        assertThatThrownBy(() -> quota.take(Caller.ANYBODY)).hasMessageStartingWith("There are 3");
    }

    private static Caller caller(String name) {
        return new Caller(Optional.of(name), Optional.empty(), Set.of(Role.VIEWER), SiteScope.ALL);
    }
}
