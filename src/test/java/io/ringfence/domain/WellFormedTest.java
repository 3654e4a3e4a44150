package io.ringfence.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is checked character by character is what the patterns say that the design has. */
class WellFormedTest {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern SITE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    @Property
    void phoneNumberIsE164(@ForAll("phoneNumbers") String text) {
        assertThat(WellFormed.isPhoneNumber(text)).isEqualTo(E164.matcher(text).matches());
    }

    @Provide
    Arbitrary<String> phoneNumbers() {
        Arbitrary<String> almost =
                Arbitraries.strings().numeric().ofMaxLength(17).map(digits -> "+" + digits);
        return Arbitraries.oneOf(
                almost, withOneOther(almost), Arbitraries.strings().ofMaxLength(18));
    }

    @Property
    void siteIdIsOfItsCharacters(@ForAll("siteIds") String text) {
        assertThat(WellFormed.isSiteId(text)).isEqualTo(SITE_ID.matcher(text).matches());
    }

    @Provide
    Arbitrary<String> siteIds() {
        Arbitrary<String> almost =
                Arbitraries.strings().alpha().numeric().withChars("._-").ofMaxLength(66);
        return Arbitraries.oneOf(
                almost, withOneOther(almost), Arbitraries.strings().ofMaxLength(66));
    }

    @Property
    void uuidIsOneInItsUsualForm(@ForAll("uuids") String text) {
        assertThat(WellFormed.uuid(text).isPresent())
                .isEqualTo(UUID_TEXT.matcher(text).matches());
    }

    @Provide
    Arbitrary<String> uuids() {
        Arbitrary<String> right = Arbitraries.create(() -> UUID.randomUUID().toString());
        return Arbitraries.oneOf(
                right, right.map(String::toUpperCase), withOneOther(right), right.map(text -> text.substring(1)));
    }

    private static Arbitrary<String> withOneOther(Arbitrary<String> texts) {
        return texts.flatMap(
                text -> Arbitraries.integers().between(0, text.length()).flatMap(at -> Arbitraries.oneOf(
                                Arbitraries.of('+', '-', 'g', '\u0665', ' ', '.', '/', '\n'), Arbitraries.chars())
                        .map(other ->
                                text.substring(0, at) + other + text.substring(Math.min(text.length(), at + 1)))));
    }
}
