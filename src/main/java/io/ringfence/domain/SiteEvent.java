package io.ringfence.domain;

/** What the owner of a site learns from the owners of its numbers. */
public sealed interface SiteEvent permits StateChange, MainNumberClaim, ChangeAbandoned {}
