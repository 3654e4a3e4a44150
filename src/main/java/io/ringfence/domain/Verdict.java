package io.ringfence.domain;

/** What the owner of a number makes of a request: an outcome, or a claim that another has to answer first. */
public sealed interface Verdict permits Outcome, MainNumberClaim {}
