package io.ringfence.avro;

import org.apache.kafka.common.errors.RetriableException;

/**
 * The registry does not answer, or has lost what it knew. Says nothing about the record at hand, which can be read once
 * it is back.
 */
public final class RegistryUnavailableException extends RetriableException {
    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
