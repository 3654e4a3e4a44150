package io.ringfence.support.streams;

import io.ringfence.domain.Answer;
import io.ringfence.domain.Envelope;
import io.ringfence.domain.Outcome;
import io.ringfence.domain.SiteEvent;
import io.ringfence.domain.VoiceServiceOutcome;

/** Says what a record on its way is about; which it is, its topic says. */
public interface WireReader {
    Envelope request(Wire wire);

    SiteEvent siteEvent(Wire wire);

    /** What the owner of a site, or the voice platform, says. */
    Answer answer(Wire wire);

    Outcome outcome(Wire wire);

    VoiceServiceOutcome orderOutcome(Wire wire);
}
