package io.ringfence.api;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.ringfence.domain.WellFormed;
import io.ringfence.query.NumberRow;
import io.ringfence.query.ReadModel;
import java.util.UUID;

/** {@code /api/phone-numbers/{phoneNumber}}: one number, and what became of the requests for it. */
@Controller("/api/phone-numbers")
@ExecuteOn(TaskExecutors.BLOCKING)
final class NumberController {
    /** Micronaut's own pattern for a variable ends at a plus. */
    private static final String NUMBER = "/{phoneNumber:[^/]+}";

    private final ReadModel readModel;

    NumberController(ReadModel readModel) {
        this.readModel = readModel;
    }

    @Get(NUMBER)
    NumberRow number(@PathVariable String phoneNumber) {
        String canonical = UrlNumber.canonical("phoneNumber", phoneNumber);
        return readModel
                .number(canonical)
                .orElseThrow(() -> Refusals.notFound("Phone number " + canonical + " is not provisioned."));
    }

    @Get(NUMBER + "/requests/{requestId:[^/]+}")
    RequestAnswer request(@PathVariable String phoneNumber, @PathVariable String requestId) {
        String canonical = UrlNumber.canonical("phoneNumber", phoneNumber);
        return readModel
                .request(canonical, uuid(requestId))
                .map(RequestAnswer::of)
                .orElseThrow(() -> Refusals.notFound("Request " + requestId + " for phone number " + canonical
                        + " was never seen, or so long ago that it is forgotten."));
    }

    private static UUID uuid(String requestId) {
        return WellFormed.uuid(requestId).orElseThrow(() -> Refusals.invalid("requestId", requestId, "a UUID"));
    }
}
