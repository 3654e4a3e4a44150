package io.ringfence.api.number;

import io.ringfence.api.history.Past;
import io.ringfence.api.problem.Refusals;
import io.ringfence.query.History;
import io.ringfence.query.NumberHistory;
import jakarta.inject.Singleton;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** All that ever happened to a number, page by page. */
@Singleton
public final class NumberHistories {
    private final Past past;
    private final NumberVersions versions;

    NumberHistories(Past past, NumberVersions versions) {
        this.past = past;
        this.versions = versions;
    }

    /**
     * A page, newest first; 404 where the number was never provisioned. It has all that its owner has told anybody.
     *
     * @param before a version; empty for the first page
     */
    public Mono<NumberHistory> of(String phoneNumber, OptionalLong before, int limit) {
        return versions.of(phoneNumber)
                .flatMap(version ->
                        past.ask(history -> latest(history, phoneNumber) >= version, history -> history.changes(
                                        phoneNumber, before, limit)
                                .orElseThrow(() ->
                                        Refusals.notFound("Phone number " + phoneNumber + " was never provisioned."))));
    }

    private static long latest(History history, String phoneNumber) {
        return history.changes(phoneNumber, OptionalLong.empty(), 1)
                .map(newest -> newest.changes().get(0).version())
                .orElse(0L);
    }
}
