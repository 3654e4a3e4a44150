package io.ringfence.avro;

import org.apache.kafka.common.errors.AuthorizationException;

/**
 * The registry answers, but lets us not in. Says nothing about the record at hand, and another try would be answered
 * like this one: somebody has to change the credentials.
 */
public final class RegistryAccessException extends AuthorizationException {
    private static final long serialVersionUID = 1L;

    RegistryAccessException(String message) {
        super(message);
    }
}
