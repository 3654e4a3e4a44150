package io.ringfence.api.listing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.ringfence.api.command.Wait;
import io.ringfence.api.number.NumberRequests;
import io.ringfence.api.parameter.Flag;
import io.ringfence.api.parameter.SingleParameter;
import io.ringfence.api.parameter.UrlSite;
import io.ringfence.api.problem.RetryLater;
import io.ringfence.api.routing.Routing;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.RejectionCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code POST /api/sites/{siteId}/phone-numbers.csv}: provisions what a file lists, each row a request of its own. */
@Controller("/api/sites/{siteId}")
final class ImportController {
    /** Enough to keep the brokers busy, few enough to leave others room. */
    private static final int AT_ONCE = 64;

    private static final byte[] NOTHING = {};

    /** Each up to some tens of megabytes while it is read. */
    private static final int FILES_AT_ONCE = 8;

    private final NumberRequests requests;
    private final ObjectMapper json;
    private final Semaphore room = new Semaphore(FILES_AT_ONCE);

    ImportController(NumberRequests requests, ObjectMapper json) {
        this.requests = requests;
        this.json = json;
    }

    /** On a thread that may be kept: to read a large file takes a while. */
    @Post("/phone-numbers.csv")
    @Consumes(MediaType.TEXT_CSV)
    @ExecuteOn(TaskExecutors.BLOCKING)
    Mono<MutableHttpResponse<?>> upload(
            @PathVariable String siteId, @Body @Nullable byte[] body, HttpRequest<?> request) {
        UrlSite.require(siteId);
        Wait wait = Wait.forManyOutcomes(request.getParameters());
        String requestedBy =
                SingleParameter.of("requestedBy", request.getParameters()).orElse("import");
        boolean dryRun = Flag.of("dryRun", request.getParameters());
        if (!room.tryAcquire()) {
            throw new RetryLater(FILES_AT_ONCE + " other files are being imported.", Map.of(), Map.of());
        }
        return Mono.defer(() -> {
                    ImportFile file = ImportFile.read(
                            siteId,
                            requestedBy,
                            body == null ? NOTHING : body,
                            request.getContentType()
                                    .flatMap(MediaType::getCharset)
                                    .orElse(StandardCharsets.UTF_8));
                    return imported(file, wait, dryRun, request);
                })
                .doFinally(end -> room.release());
    }

    private Mono<MutableHttpResponse<?>> imported(ImportFile file, Wait wait, boolean dryRun, HttpRequest<?> request) {
        long deadline = wait.deadline();
        Function<ActionRequest, Mono<MutableHttpResponse<?>>> answer =
                dryRun ? requests::dryRun : asked -> requests.ask(asked, Wait.until(deadline));
        Mono<MutableHttpResponse<?>> done = Flux.fromIterable(file.rows())
                .flatMapSequential(row -> row(row, answer), AT_ONCE)
                .collectList()
                .map(rows -> HttpResponse.ok(ImportAnswer.of(dryRun, file.ignoredColumns(), rows)));
        return Routing.answerTo(request, done);
    }

    private Mono<ImportRow> row(ImportFile.Row row, Function<ActionRequest, Mono<MutableHttpResponse<?>>> answer) {
        return row.request()
                .map(asked -> answer.apply(asked).map(given -> row(row, asked, json.valueToTree(given.body()))))
                .orElseGet(() -> Mono.just(new ImportRow(
                        row.line(),
                        row.phoneNumber(),
                        null,
                        "REJECTED",
                        RejectionCode.INVALID_REQUEST.name(),
                        row.complaint())));
    }

    private static ImportRow row(ImportFile.Row row, ActionRequest asked, JsonNode answer) {
        return new ImportRow(
                row.line(),
                row.phoneNumber(),
                asked.requestId(),
                answer.path("status").asText(),
                answer.path("code").asText(null),
                answer.path("message").asText(null));
    }
}
