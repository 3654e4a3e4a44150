package io.ringfence.api.listing;

import java.util.regex.Pattern;

/**
 * Keeps a spreadsheet from running what somebody wrote into a cell, whichever separator it takes the file to have: where
 * a list is separated by semicolons, a text with one of them is two cells, and quotes in the middle of what is a cell to
 * it keep nothing together.
 */
final class SpreadsheetCell {
    /** What a formula begins with; the full-width and small forms count, for some spreadsheets take them for the plain. */
    private static final String SIGN = "[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20\\uFE66\\uFE62\\uFE63\\uFE6B\\u2212]";

    /** What may stand before it: spreadsheets strip some of it, and our own apostrophe must be told from others'. */
    private static final String IGNORED = "[\\p{Z}\\p{C}\"']*+";

    /** After these a cell may begin: separators of fields and lines other than the comma, which the quotes are for. */
    private static final String SEPARATOR = "[;\\u061B\\t\\n\\u000B\\f\\r\\x85\\u2028\\u2029]";

    /** Where a cell may begin that a spreadsheet would run. A first tab or line break it may strip. */
    private static final Pattern FORMULA =
            Pattern.compile("(?:^|(?<=%2$s))(?=%3$s%1$s)|^(?='*[\\t\\n\\r])".formatted(SIGN, SEPARATOR, IGNORED));

    /** What the above has added. */
    private static final Pattern ADDED =
            Pattern.compile("(?:^|(?<=%2$s))'(?=%3$s%1$s)|^'(?='*[\\t\\n\\r])".formatted(SIGN, SEPARATOR, IGNORED));

    /** Begins like a formula, but is worth what it says: a phone number, for one. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");

    private SpreadsheetCell() {}

    /**
     * The text, with an apostrophe wherever a spreadsheet would take what follows for a formula. One apostrophe less in
     * each of these places is the text again.
     */
    static String neutralised(String text) {
        return NUMBER.matcher(text).matches() ? text : FORMULA.matcher(text).replaceAll("'");
    }

    /** The text that was neutralised, where it was. */
    static String plain(String cell) {
        return ADDED.matcher(cell).replaceAll("");
    }
}
