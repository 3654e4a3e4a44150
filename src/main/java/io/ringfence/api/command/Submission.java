package io.ringfence.api.command;

import io.ringfence.api.problem.RetryLater;
import io.ringfence.intake.BoundedIntake;
import io.ringfence.intake.Intake;
import io.ringfence.intake.Published;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Has something published, the way everything else is. */
@Singleton
public final class Submission {
    private static final Logger LOG = LoggerFactory.getLogger(Submission.class);

    private final BoundedIntake intake;

    Submission(BoundedIntake intake) {
        this.intake = intake;
    }

    /**
     * Completes once the brokers have it safe. Where they do not take it in time it may still arrive: the problem has the
     * id, so that it can be asked again under that.
     *
     * @param idName what the id is called
     */
    public Mono<Void> publish(String idName, UUID id, Function<Intake, CompletableFuture<Published>> what) {
        return Mono.fromFuture(() -> intake.publish(what))
                .onErrorMap(cause -> notTaken(idName, id, cause))
                .then();
    }

    private static RetryLater notTaken(String idName, UUID id, Throwable cause) {
        LOG.warn("Not published, {} {}: {}", idName, id, cause.toString());
        return new RetryLater(
                "The brokers did not take it in time; it is safe to ask again with this " + idName + ".",
                Map.of(),
                Map.of(idName, id));
    }
}
