package io.ringfence.api.listing;

import io.ringfence.api.command.Wait;
import io.ringfence.api.number.NumberRequests;
import io.ringfence.api.number.RequestAnswer;
import io.ringfence.api.problem.RetryLater;
import io.ringfence.api.rights.Caller;
import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.Channel;
import io.ringfence.domain.RejectionCode;
import io.ringfence.trace.Trace;
import jakarta.inject.Singleton;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Provisions what a file lists, each row a request of its own. */
@Singleton
public final class Imports {
    /** Enough to keep the brokers busy, few enough to leave others room. */
    private static final int AT_ONCE = 64;

    /** Each up to some tens of megabytes while it is read. */
    private static final int FILES_AT_ONCE = 8;

    private final NumberRequests requests;
    private final Semaphore room = new Semaphore(FILES_AT_ONCE);

    Imports(NumberRequests requests) {
        this.requests = requests;
    }

    /** A file, by whom and where its numbers are to be provisioned. */
    public record File(String siteId, String requestedBy, byte[] content, Charset encoding) {}

    /** Asks for each row, and waits for what comes of it. Reads the file on the thread that subscribes, for a while. */
    public Mono<ImportAnswer> ask(File file, Trace trace, Wait wait) {
        return answer(file, false, () -> {
            // From when the file is read: that takes a while.
            long deadline = wait.deadline();
            return request -> requests.ask(request, trace, Wait.until(deadline));
        });
    }

    /** What would come of each row now. */
    public Mono<ImportAnswer> dryRun(File file) {
        return answer(file, true, () -> requests::dryRun);
    }

    private Mono<ImportAnswer> answer(
            File file, boolean dryRun, Supplier<Function<ActionRequest, Mono<RequestAnswer>>> answers) {
        return Mono.deferContextual(context -> {
            Caller.of(context).require(Channel.PROVISIONING, file.siteId());
            if (!room.tryAcquire()) {
                throw new RetryLater(FILES_AT_ONCE + " other files are being imported.", Map.of(), Map.of());
            }
            return Mono.fromSupplier(() -> ImportFile.read(file))
                    .flatMap(read -> {
                        Function<ActionRequest, Mono<RequestAnswer>> answer = answers.get();
                        return Flux.fromIterable(read.rows())
                                .flatMapSequential(row -> row(row, answer), AT_ONCE)
                                .collectList()
                                .map(rows -> ImportAnswer.of(dryRun, read.ignoredColumns(), rows));
                    })
                    .doFinally(end -> room.release());
        });
    }

    private static Mono<ImportRow> row(ImportFile.Row row, Function<ActionRequest, Mono<RequestAnswer>> answer) {
        return row.request()
                .map(asked -> answer.apply(asked).map(given -> row(row, asked, given)))
                .orElseGet(() -> Mono.just(new ImportRow(
                        row.line(),
                        row.phoneNumber(),
                        null,
                        RequestAnswer.Status.REJECTED,
                        RejectionCode.INVALID_REQUEST,
                        row.complaint())));
    }

    private static ImportRow row(ImportFile.Row row, ActionRequest asked, RequestAnswer answer) {
        Optional<RequestAnswer.Rejected> rejection =
                answer instanceof RequestAnswer.Rejected rejected ? Optional.of(rejected) : Optional.empty();
        return new ImportRow(
                row.line(),
                row.phoneNumber(),
                asked.requestId(),
                answer.status(),
                rejection.map(RequestAnswer.Rejected::code).orElse(null),
                rejection.map(RequestAnswer.Rejected::message).orElse(null));
    }
}
