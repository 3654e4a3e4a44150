package io.ringfence.page;

import io.ringfence.api.listing.ImportAnswer;
import io.ringfence.api.listing.ImportRow;
import io.ringfence.api.number.RequestAnswer;
import java.util.List;
import java.util.Optional;

/**
 * The page of an import.
 *
 * @param content of the file, which a preview keeps for the import itself
 * @param answer to it; empty before
 */
record ImportView(Place site, String content, Optional<ImportAnswer> answer) {
    String address() {
        return site.address() + "/import";
    }

    static List<ImportRow> rejected(ImportAnswer answer) {
        return answer.rows().stream()
                .filter(row -> row.status() == RequestAnswer.Status.REJECTED)
                .toList();
    }

    boolean canBeImported() {
        return answer.filter(given -> given.dryRun() && given.accepted() > 0).isPresent();
    }
}
