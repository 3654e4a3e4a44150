package io.ringfence.query;

import io.ringfence.domain.Outcome;
import io.ringfence.domain.Party;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a request would come to now, as far as its number can tell: the main number of a party is known to the site.
 *
 * @param claimant the party that the request would give a main number; empty when none
 * @param outcome by the main number that the claimant has at the site; of no meaning without a claimant
 */
public record DryRunResult(Optional<Party> claimant, Function<Optional<String>, Outcome> outcome) {}
