package io.ringfence.domain;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Whether a request or an order says all that it needs to, in a form that can be used. Asked of every request, and some of it
 * several times: patterns and streams would take longer than all rules together.
 */
public final class WellFormed {
    private static final int FEWEST_DIGITS = 7;
    private static final int MOST_DIGITS = 15;
    private static final int LONGEST_SITE_ID = 64;
    private static final int UUID_LENGTH = 36;

    private WellFormed() {}

    /** Whether the text is canonical E.164 with plus: no spaces, no leading zero, 7 to 15 digits. */
    public static boolean isPhoneNumber(String text) {
        if (text.length() <= FEWEST_DIGITS
                || text.length() > 1 + MOST_DIGITS
                || text.charAt(0) != '+'
                || text.charAt(1) == '0') {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /** Whether the text can be the id of a site. */
    public static boolean isSiteId(String text) {
        if (text.isEmpty() || text.length() > LONGEST_SITE_ID) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isOfSiteId(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfSiteId(char character) {
        return isDigit(character)
                || (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z')
                || character == '.'
                || character == '_'
                || character == '-';
    }

    /** The UUID that the text is; empty when it is none. */
    public static Optional<UUID> uuid(String text) {
        return isUuid(text) ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** {@link UUID#fromString} takes shorter groups too. */
    private static boolean isUuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? text.charAt(i) != '-' : !HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The first thing that is wrong with the order, as a sentence; empty when nothing is. */
    static Optional<String> complaint(String key, VoiceServiceOrder order) {
        if (order.type() == OrderType.UNKNOWN) {
            return Optional.of("type is neither ADD nor CEASE.");
        }
        if (order.orderId() == null) {
            return Optional.of("orderId is missing or is not a UUID.");
        }
        if (!key.equals(order.siteId())) {
            return Optional.of("siteId differs from the record's key.");
        }
        return siteId(order.siteId())
                .or(() -> party("party", order.party()))
                .or(() -> required("requestedBy", order.requestedBy()))
                .or(() -> numbers(order));
    }

    private static Optional<String> numbers(VoiceServiceOrder order) {
        if (order.type() == OrderType.CEASE) {
            // Whoever names numbers does not mean all that the party has.
            return order.isChosen() || order.mainNumber() != null
                    ? Optional.of("phoneNumbers and mainNumber are for ADD; CEASE ends all that the party has.")
                    : Optional.empty();
        }
        return order.isChosen() ? chosen(order) : quantity(order);
    }

    private static Optional<String> chosen(VoiceServiceOrder order) {
        Set<String> distinct = new HashSet<>();
        for (String number : order.phoneNumbers()) {
            if (!isPhoneNumber(number)) {
                return Optional.of("phoneNumbers holds what is not canonical E.164: " + abbreviated(number) + ".");
            }
            if (!distinct.add(number)) {
                return Optional.of("phoneNumbers holds " + number + " twice.");
            }
        }
        if (distinct.size() > VoiceServices.MAX_QUANTITY) {
            return Optional.of("phoneNumbers holds %d; an order takes 1 to %d numbers."
                    .formatted(distinct.size(), VoiceServices.MAX_QUANTITY));
        }
        return order.mainNumber() != null && !distinct.contains(order.mainNumber())
                ? Optional.of("mainNumber is not one of phoneNumbers.")
                : Optional.empty();
    }

    private static Optional<String> quantity(VoiceServiceOrder order) {
        if (order.mainNumber() != null) {
            return Optional.of("mainNumber needs phoneNumbers to be one of.");
        }
        boolean wrong = order.quantity() < 1 || order.quantity() > VoiceServices.MAX_QUANTITY;
        return wrong
                ? Optional.of("quantity is %d; an order takes 1 to %d numbers."
                        .formatted(order.quantity(), VoiceServices.MAX_QUANTITY))
                : Optional.empty();
    }

    private static Optional<String> siteId(String text) {
        if (isBlank(text)) {
            return Optional.of("siteId is missing.");
        }
        return isSiteId(text)
                ? Optional.empty()
                : Optional.of("siteId is not 1 to 64 of the characters A-Z, a-z, 0-9, dot, underscore and hyphen.");
    }

    /** The first thing that is wrong with what a party is entitled to, as a sentence; empty when nothing is. */
    public static Optional<String> complaint(String key, Entitlement entitlement) {
        return siteId(entitlement.siteId())
                .or(() -> party("party", entitlement.party()))
                .or(() -> key.equals(EntitlementKey.of(entitlement.siteId(), entitlement.party())
                                .text())
                        ? Optional.empty()
                        : Optional.of("siteId and party differ from the record's key."))
                .or(() -> entitlement.voiceServices() < 0
                        ? Optional.of("voiceServices is " + entitlement.voiceServices() + ", below 0.")
                        : Optional.empty());
    }

    /** What is wrong with an answer of the voice platform, as a sentence; empty when nothing is. */
    public static Optional<String> complaint(String key, Answer result) {
        return ofKey(key, result.phoneNumber());
    }

    private static Optional<String> ofKey(String key, String phoneNumber) {
        return key.equals(phoneNumber) ? Optional.empty() : Optional.of("phoneNumber differs from the record's key.");
    }

    /** The first thing that is wrong with the request, as a sentence; empty when nothing is. */
    static Optional<String> complaint(String key, ActionRequest request) {
        return common(key, request).or(() -> ofAction(request));
    }

    private static Optional<String> common(String key, ActionRequest request) {
        if (request.action() == Action.UNKNOWN) {
            return Optional.of("action is not one that this version knows.");
        }
        if (request.requestId() == null) {
            return Optional.of("requestId is missing or is not a UUID.");
        }
        return ofKey(key, request.phoneNumber())
                .or(() -> canonical(request.phoneNumber()))
                .or(() -> siteId(request.siteId()))
                .or(() -> required("requestedBy", request.requestedBy()));
    }

    private static Optional<String> canonical(String phoneNumber) {
        return isPhoneNumber(phoneNumber)
                ? Optional.empty()
                : Optional.of("phoneNumber is not canonical E.164, a plus and 7 to 15 digits without spaces.");
    }

    private static Optional<String> ofAction(ActionRequest request) {
        return switch (request.action()) {
            case ALLOCATE -> party("allocateTo", request.allocateTo());
            case ASSIGN_USER -> required("userId", request.userId());
            case START_COOLING_OFF ->
                request.coolingOffDate() == null ? Optional.of("coolingOffDate is missing.") : Optional.empty();
            case PROVISION -> details(request.details());
            case LOCK -> optional("reason", request.reason());
            case UNKNOWN,
                    WITHDRAW,
                    UNLOCK,
                    END_COOLING_OFF,
                    NOMINATE_MAIN_NUMBER,
                    REMOVE_MAIN_NUMBER,
                    DEALLOCATE,
                    ACTIVATE,
                    DEACTIVATE,
                    UNASSIGN_USER -> Optional.empty();
        };
    }

    private static Optional<String> party(String field, Party party) {
        if (party == null) {
            return Optional.of(field + " is missing.");
        }
        if (party.type() == PartyType.UNKNOWN) {
            return Optional.of(field + ".type is neither OPERATOR nor OCCUPIER.");
        }
        return required(field + ".id", party.id()).or(() -> optional(field + ".name", party.name()));
    }

    private static Optional<String> details(NumberDetails details) {
        if (details == null) {
            return Optional.of("details are missing.");
        }
        if (details.kind() == NumberKind.UNKNOWN) {
            return Optional.of("details.kind is missing, or not one that this version knows.");
        }
        return details.texts().entrySet().stream()
                .flatMap(text -> optional("details." + text.getKey(), text.getValue()).stream())
                .findFirst();
    }

    private static Optional<String> required(String field, String text) {
        return isBlank(text) ? Optional.of(field + " is missing.") : optional(field, text);
    }

    private static Optional<String> optional(String field, String text) {
        return text == null || isShort(text)
                ? Optional.empty()
                : Optional.of(field + " is longer than " + Rules.MAX_TEXT_LENGTH + " characters.");
    }

    /** A malformed text can be as long as a record may be; what answers it repeats enough to recognise it. */
    static String abbreviated(String text) {
        if (text == null) {
            return "";
        }
        return isShort(text) ? text : text.substring(0, text.offsetByCodePoints(0, Rules.MAX_TEXT_LENGTH));
    }

    private static boolean isShort(String text) {
        return text.length() <= Rules.MAX_TEXT_LENGTH || text.codePointCount(0, text.length()) <= Rules.MAX_TEXT_LENGTH;
    }

    /** The party with its texts cut likewise; null for null. */
    static Party abbreviated(Party party) {
        return party == null ? null : new Party(party.type(), abbreviated(party.id()), abbreviated(party.name()));
    }

    private static boolean isBlank(String text) {
        if (text == null) {
            return true;
        }
        // No blank takes two.
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i)) && !Character.isSpaceChar(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
