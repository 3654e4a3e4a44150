package io.ringfence.query;

import io.ringfence.domain.Outcome;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyAtSite;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a request would come to now, as far as its number can tell: the rest is for the site to say.
 *
 * @param claimant the party for which the site would be asked; empty when it would not be
 * @param outcome by what the site knows of the claimant; of no meaning without one
 */
public record DryRunResult(Optional<Party> claimant, Function<PartyAtSite, Outcome> outcome) {}
