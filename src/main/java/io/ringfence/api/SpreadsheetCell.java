package io.ringfence.api;

import java.util.regex.Pattern;

/** Keeps a spreadsheet from running what somebody wrote into a cell. */
final class SpreadsheetCell {
    /** The full-width forms count: some spreadsheets take them for the plain ones. */
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20]");

    /** Begins like a formula, but is worth what it says: a phone number, for one. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");

    private SpreadsheetCell() {}

    /** The text, behind an apostrophe where a spreadsheet would take it for a formula. */
    static String neutralised(String text) {
        return FORMULA.matcher(text).lookingAt() && !NUMBER.matcher(text).matches() ? "'" + text : text;
    }
}
