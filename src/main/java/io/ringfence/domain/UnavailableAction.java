package io.ringfence.domain;

/**
 * An action that would be refused now.
 *
 * @param code the first rule that fails
 * @param message a sentence for a person
 */
public record UnavailableAction(Action action, RejectionCode code, String message) {}
