package io.ringfence.api.number;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import io.ringfence.api.command.Outcomes;
import io.ringfence.api.command.Progress;
import io.ringfence.api.command.Submission;
import io.ringfence.api.command.Wait;
import io.ringfence.api.routing.Forwarded;
import io.ringfence.api.routing.Instances;
import io.ringfence.api.routing.Routing;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Envelope;
import io.ringfence.query.Content;
import io.ringfence.query.DryRunResult;
import io.ringfence.query.Instance;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import io.ringfence.query.RequestState;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Requests for numbers: asked for, or only tried in a dry run. */
@Singleton
public final class NumberRequests {
    private final Placement placement;
    private final Routing routing;
    private final Instances instances;
    private final Submission submission;
    private final Outcomes outcomes;
    private final MainNumberHolders holders;
    private final ObjectMapper json;

    NumberRequests(
            Placement placement,
            Routing routing,
            Instances instances,
            Submission submission,
            Outcomes outcomes,
            MainNumberHolders holders,
            ObjectMapper json) {
        this.placement = placement;
        this.routing = routing;
        this.instances = instances;
        this.submission = submission;
        this.outcomes = outcomes;
        this.holders = holders;
        this.json = json;
    }

    /** Publishes the request; 200 with its outcome, or 202 where that does not come in time. */
    public Mono<MutableHttpResponse<?>> ask(ActionRequest request, Wait wait) {
        return submission
                .publish("requestId", request.requestId(), intake -> intake.publish(request))
                .then(Mono.defer(() -> outcome(request, wait)));
    }

    private Mono<MutableHttpResponse<?>> outcome(ActionRequest request, Wait wait) {
        String phoneNumber = request.phoneNumber();
        UUID requestId = request.requestId();
        Content content = Content.of(request.on(request.action().channel()));
        return outcomes.of(
                location(phoneNumber).path(requestId.toString()).build(),
                content,
                () -> placement.ofNumber(phoneNumber),
                readModel -> state(readModel, phoneNumber, requestId, Optional.of(content)),
                RequestAnswer.of(new RequestState.InProgress(phoneNumber, requestId)),
                wait);
    }

    static Optional<Progress> state(
            ReadModel readModel, String phoneNumber, UUID requestId, Optional<Content> content) {
        return readModel.request(phoneNumber, requestId, content).map(RequestAnswer::of);
    }

    /** What would come of the request now, asked of the number's owner. */
    public Mono<MutableHttpResponse<?>> dryRun(ActionRequest request) {
        return routing.ask(() -> placement.ofNumber(request.phoneNumber()), new Routing.Question<>() {
            @Override
            public Mono<MutableHttpResponse<?>> here(ReadModel readModel) {
                return dryRun(readModel, request);
            }

            @Override
            public Mono<MutableHttpResponse<?>> at(Instance instance, Forwarded capacity) {
                URI dryRun = location(request.phoneNumber())
                        .queryParam("dryRun", true)
                        .build();
                return instances
                        .handOn(
                                HttpRequest.POST(dryRun, body(request)).contentType(MediaType.APPLICATION_JSON_TYPE),
                                instance,
                                capacity,
                                Duration.ZERO)
                        .map(answer -> HttpResponse.ok(tree((InputStream) answer.body())));
            }
        });
    }

    /** From what is here, and a claim from what the site knows. */
    Mono<MutableHttpResponse<?>> dryRun(ReadModel readModel, ActionRequest request) {
        Envelope asked = request.on(request.action().channel());
        DryRunResult dryRun = readModel.dryRun(asked);
        return holders.answer(
                request.siteId(),
                dryRun.claimant(),
                heldBy -> new RequestDryRun(
                        true, RequestAnswer.of(dryRun.outcome().apply(heldBy))));
    }

    private static UriBuilder location(String phoneNumber) {
        return UriBuilder.of(NumberController.PATH).path(phoneNumber).path("requests");
    }

    private byte[] body(ActionRequest request) {
        try {
            ObjectNode tree = json.valueToTree(request);
            return json.writeValueAsBytes(tree.without("phoneNumber"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode tree(InputStream body) {
        try (body) {
            return json.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
