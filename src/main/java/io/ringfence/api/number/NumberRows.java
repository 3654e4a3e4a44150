package io.ringfence.api.number;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.command.Wait;
import io.ringfence.api.command.Waiting;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.problem.VersionNotReached;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.KnownNumber;
import io.ringfence.query.NumberRow;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import jakarta.inject.Singleton;
import java.net.URI;
import reactor.core.publisher.Mono;

/** The row of one number, with what is not offered and why: from its owner, who is ahead of the listing. */
@Singleton
public final class NumberRows {
    private final Placement placement;
    private final Routing routing;
    private final Instances instances;
    private final Waiting waiting;
    private final SiteParties parties;

    NumberRows(Placement placement, Routing routing, Instances instances, Waiting waiting, SiteParties parties) {
        this.placement = placement;
        this.routing = routing;
        this.instances = instances;
        this.waiting = waiting;
        this.parties = parties;
    }

    /** The row; 404 where the number is not provisioned. */
    public Mono<NumberRow> of(String phoneNumber) {
        URI path = UriBuilder.of(NumberController.PATH).path(phoneNumber).build();
        Routing.Question<MutableHttpResponse<NumberRow>> question = Routing.Question.of(
                readModel -> row(phoneNumber, readModel.number(phoneNumber)),
                (instance, capacity) -> instances.askFor(path, instance, capacity, NumberRow.class));
        return routing.ask(() -> placement.ofNumber(phoneNumber), question).map(MutableHttpResponse::body);
    }

    /** The same from the stores of this instance, once the number is what is waited for. */
    Mono<MutableHttpResponse<NumberRow>> from(ReadModel readModel, String phoneNumber, Wait wait, long deadline) {
        return waiting.until(number -> !wait.isFor(number.version()), () -> readModel.number(phoneNumber), deadline)
                .flatMap(number -> {
                    if (wait.isFor(number.version())) {
                        throw new VersionNotReached(
                                phoneNumber, number.version(), wait.minVersion().getAsLong());
                    }
                    return row(phoneNumber, number);
                });
    }

    private Mono<MutableHttpResponse<NumberRow>> row(String phoneNumber, KnownNumber number) {
        return number.offers()
                .map(offers -> parties.answer(offers.number().siteId(), offers.partyInQuestion(), offers::row))
                .orElseThrow(() -> Refusals.notFound("Phone number " + phoneNumber + " is not provisioned."));
    }
}
