package io.ringfence.page;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.annotation.Nullable;
import io.ringfence.api.problem.Refusals;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.ActionRequestBuilder;
import io.ringfence.domain.Party;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a form asks of a number.
 *
 * @param version of the number that was looked at
 * @param attempt the same when the same is sent again
 * @param party as of {@link PartyChoice#value}; that it is one of the occupiers, where {@code occupier} says which
 */
@Introspected
record RequestForm(
        @Nullable Action action,
        @Nullable Long version,
        @Nullable UUID attempt,
        @Nullable String party,
        @Nullable String occupier,
        @Nullable String partyName,
        @Nullable String userId,
        @Nullable RowView.Table table) {
    ActionRequest request(Place site, String phoneNumber, String requestedBy) {
        if (action == null || action == Action.UNKNOWN || version == null || attempt == null) {
            throw Refusals.unreadable("The form is not one of this page: open the page again.");
        }
        Needed needed = Needed.by(action);
        Party allocateTo = needed == Needed.PARTY ? chosen(site) : null;
        String user = needed == Needed.USER ? userId : null;
        return ActionRequestBuilder.builder()
                .requestId(id(phoneNumber, allocateTo, user, requestedBy))
                .phoneNumber(phoneNumber)
                .siteId(site.siteId())
                .action(action)
                .requestedBy(requestedBy)
                .allocateTo(allocateTo)
                .userId(user)
                .expectedVersion(version)
                .build();
    }

    private Party chosen(Place site) {
        return PartyChoice.of(site, PartyChoice.value(party, occupier), partyName);
    }

    /** The same for what is sent twice by mistake or for want of an answer, another for what is asked again on purpose. */
    private UUID id(String phoneNumber, Party allocateTo, String user, String requestedBy) {
        String content = Stream.of(attempt, phoneNumber, action, version, allocateTo, user, requestedBy)
                .map(String::valueOf)
                .collect(Collectors.joining("\0"));
        return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
    }
}
