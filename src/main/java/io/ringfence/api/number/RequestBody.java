package io.ringfence.api.number;

import io.ringfence.api.parameter.JsonBody;
import io.ringfence.api.problem.Refusals;
import io.ringfence.domain.Action;
import io.ringfence.domain.ActionRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** A request as JSON. What is readable but breaks a rule is the rules' to refuse. */
final class RequestBody {
    /** What a record cannot be without, and the rules then find missing. */
    private static final Map<String, Object> DEFAULTS = Map.of(
            "action", Action.UNKNOWN,
            "siteId", "",
            "requestedBy", "",
            "allocateTo.type", "UNKNOWN",
            "allocateTo.id", "",
            "allocateTo.name", "",
            "details.kind", "UNKNOWN");

    private RequestBody() {}

    /** The request, with an id of its own where it has none. */
    static ActionRequest read(String phoneNumber, byte[] body) {
        ActionRequest request = JsonBody.read(body, ActionRequest.class, Map.of("phoneNumber", phoneNumber), DEFAULTS);
        if (request.action() == Action.UNKNOWN) {
            throw Refusals.unreadable("action is missing or unknown; allowed: " + known() + ".");
        }
        return request.withRequestId(Optional.ofNullable(request.requestId()).orElseGet(UUID::randomUUID));
    }

    private static String known() {
        return Arrays.stream(Action.values())
                .filter(action -> action != Action.UNKNOWN)
                .map(Action::name)
                .collect(Collectors.joining(", "));
    }
}
