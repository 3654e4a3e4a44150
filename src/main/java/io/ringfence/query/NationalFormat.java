package io.ringfence.query;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How a number is written in its country. */
public final class NationalFormat {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /** To format a number takes longer than all else that a row of a listing needs. */
    private static final int REMEMBERED = 20_000;

    private static final Map<String, String> NATIONAL = remembered();
    private static final Map<String, String> INTERNATIONAL = remembered();

    private NationalFormat() {}

    private static Map<String, String> remembered() {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > REMEMBERED;
            }
        });
    }

    /**
     * Its format; the number as it is where its country is not known. A number need not be in use to have one.
     *
     * @param phoneNumber canonical E.164
     */
    static String of(String phoneNumber) {
        return NATIONAL.computeIfAbsent(phoneNumber, NationalFormat::national);
    }

    /**
     * Its format for who is in some country: with the code of its own where that is another.
     *
     * @param region two letters of ISO 3166; empty where that is not known
     */
    public static String of(String phoneNumber, Optional<String> region) {
        return region.filter(here -> isElsewhere(phoneNumber, here))
                .map(here -> INTERNATIONAL.computeIfAbsent(phoneNumber, NationalFormat::international))
                .orElseGet(() -> of(phoneNumber));
    }

    private static boolean isElsewhere(String phoneNumber, String region) {
        int code = NUMBERS.getCountryCodeForRegion(region);
        return code > 0 && !phoneNumber.startsWith("+" + code);
    }

    private static String international(String phoneNumber) {
        return format(phoneNumber, PhoneNumberFormat.INTERNATIONAL);
    }

    private static String national(String phoneNumber) {
        return format(phoneNumber, PhoneNumberFormat.NATIONAL);
    }

    private static String format(String phoneNumber, PhoneNumberFormat format) {
        try {
            return NUMBERS.format(NUMBERS.parse(phoneNumber, null), format);
        } catch (NumberParseException e) {
            return phoneNumber;
        }
    }
}
