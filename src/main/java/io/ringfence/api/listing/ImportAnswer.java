package io.ringfence.api.listing;

import java.util.List;

/**
 * What an import came to, or would come to.
 *
 * @param ignoredColumns headings of columns that a number's provisioning does not take
 * @param rows in the order of the file
 */
record ImportAnswer(
        boolean dryRun,
        long accepted,
        long rejected,
        long inProgress,
        List<String> ignoredColumns,
        List<ImportRow> rows) {
    static ImportAnswer of(boolean dryRun, List<String> ignoredColumns, List<ImportRow> rows) {
        return new ImportAnswer(
                dryRun,
                count(rows, "ACCEPTED"),
                count(rows, "REJECTED"),
                count(rows, "IN_PROGRESS"),
                ignoredColumns,
                rows);
    }

    private static long count(List<ImportRow> rows, String status) {
        return rows.stream().filter(row -> row.status().equals(status)).count();
    }
}
