package io.ringfence.domain;

/** What reaches the owner of a site. */
public sealed interface SiteEvent permits NumberEvent, VoiceServiceOrder, EntitlementChange, LimitedParty {}
