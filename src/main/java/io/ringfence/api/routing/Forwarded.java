package io.ringfence.api.routing;

import io.micronaut.http.HttpRequest;
import java.util.Locale;

/** Whether another instance has handed a request on to this one, and in which capacity it is to answer. */
public enum Forwarded {
    /** None has. */
    NOT,
    /** As the one that decides; refused otherwise. */
    ACTIVE,
    /** As one that has a copy. */
    STANDBY;

    static final String HEADER = "Ringfence-Forwarded";

    /** Any value but a known one asks for no more than the instance that decides could say. */
    public static Forwarded of(HttpRequest<?> request) {
        String value = request.getHeaders().get(HEADER);
        if (value == null) {
            return NOT;
        }
        return value.equalsIgnoreCase(STANDBY.value()) ? STANDBY : ACTIVE;
    }

    String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
