package io.ringfence.support.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.NumberEvent;
import io.ringfence.domain.Rejection;

/** Messages are for people; that there is one is all that counts. */
public final class Messages {
    private Messages() {}

    public static NumberEvent without(NumberEvent event) {
        if (event instanceof Rejection rejection) {
            assertThat(rejection.message()).isNotBlank();
            return new Rejection(
                    rejection.requestId(),
                    rejection.phoneNumber(),
                    rejection.siteId(),
                    rejection.action(),
                    rejection.requestedBy(),
                    rejection.code(),
                    null,
                    rejection.rejectedAt(),
                    rejection.current(),
                    rejection.allowedActions(),
                    rejection.heldBy());
        }
        return event;
    }
}
