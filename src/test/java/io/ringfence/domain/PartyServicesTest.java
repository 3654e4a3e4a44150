package io.ringfence.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** When what a party is entitled to is in force. */
class PartyServicesTest {
    private static final int PARTITIONS = 3;

    private final PartyServices told = PartyServices.none("london-1", new Party(PartyType.OCCUPIER, "elm", "Elm"))
            .withVoiceServices(OptionalInt.of(2));

    @Test
    void onceTheOwnersOfAllNumbersHaveTakenNote() {
        PartyServices notAll = told.acknowledgedBy(0, PARTITIONS).acknowledgedBy(2, PARTITIONS);

        assertThat(told.limit()).as("told to nobody").isEmpty();
        assertThat(notAll.limit()).as("noted by two of three").isEmpty();
        assertThat(notAll.acknowledgedBy(1, PARTITIONS).limit()).hasValue(2);
    }

    @Test
    void oneThatSaysSoTwiceIsOne() {
        PartyServices twice =
                told.acknowledgedBy(0, PARTITIONS).acknowledgedBy(1, PARTITIONS).acknowledgedBy(0, PARTITIONS);

        assertThat(twice.limit()).isEmpty();
    }

    /** They ask already. */
    @Test
    void whatIsSaidLaterIsInForceAtOnce() {
        PartyServices inForce = told.acknowledgedBy(0, 1);

        assertThat(inForce.withVoiceServices(OptionalInt.of(5)).limit()).hasValue(5);
        assertThat(inForce.withVoiceServices(OptionalInt.empty()).limit()).isEmpty();
    }
}
