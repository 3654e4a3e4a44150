package io.ringfence.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringfence.avro.FromAvro;
import io.ringfence.avro.Schemas;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is written in a shell is the record that was meant. */
class RecordFromFieldsTest {
    @Test
    void whatIsNotNamedTakesItsDefault() {
        assertThat(site(Map.of("siteId", "oslo"))).isEqualTo(new Site("oslo", null, null, List.of(), null, null));
    }

    @Test
    void partsAreNamedByTheirPath() {
        assertThat(site(Map.of(
                                "siteId",
                                "oslo",
                                "operator.type",
                                "OPERATOR",
                                "operator.id",
                                "op",
                                "operator.name",
                                "Op"))
                        .operator())
                .isEqualTo(new Party(PartyType.OPERATOR, "op", "Op"));
    }

    @Test
    void ofManyEachHasItsNumber() {
        Map<String, String> fields = new HashMap<>(Map.of("siteId", "oslo"));
        IntStream.of(10, 2, 0).forEach(number -> {
            fields.put("occupiers." + number + ".type", "OCCUPIER");
            fields.put("occupiers." + number + ".id", "id-" + number);
            fields.put("occupiers." + number + ".name", "Name " + number);
        });

        assertThat(site(fields).occupiers()).extracting(Party::id).containsExactly("id-0", "id-2", "id-10");
    }

    @Test
    void ofManyOneThatHasNoNumberIsRefused() {
        assertThatThrownBy(() -> site(Map.of("siteId", "oslo", "occupiers", "elm")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("occupiers.0");
        assertThatThrownBy(() -> site(Map.of("siteId", "oslo", "occupiers.id", "elm")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A typo must not fail what the platform has carried out. */
    @Test
    void flagIsTrueOrFalseAndNothingElse() {
        assertThat(succeeded("true")).isEqualTo(true);
        assertThat(succeeded("false")).isEqualTo(false);
        assertThatThrownBy(() -> succeeded("yes"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("succeeded is yes");
    }

    private static Object succeeded(String text) {
        return new RecordFromFields(Map.of("phoneNumber", "+442079460000", "requestId", "any", "succeeded", text))
                .of(Schemas.FULFILMENT_RESULT)
                .get("succeeded");
    }

    private static Site site(Map<String, String> fields) {
        return FromAvro.site(new RecordFromFields(fields).of(Schemas.SITE));
    }
}
