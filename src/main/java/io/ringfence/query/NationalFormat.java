package io.ringfence.query;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a number is written in its country. */
final class NationalFormat {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /** To format a number takes longer than all else that a row of a listing needs. */
    private static final int REMEMBERED = 20_000;

    private static final Map<String, String> FORMATS =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > REMEMBERED;
                }
            });

    private NationalFormat() {}

    /**
     * Its format; the number as it is where its country is not known. A number need not be in use to have one.
     *
     * @param phoneNumber canonical E.164
     */
    static String of(String phoneNumber) {
        return FORMATS.computeIfAbsent(phoneNumber, NationalFormat::format);
    }

    private static String format(String phoneNumber) {
        try {
            return NUMBERS.format(NUMBERS.parse(phoneNumber, null), PhoneNumberFormat.NATIONAL);
        } catch (NumberParseException e) {
            return phoneNumber;
        }
    }
}
