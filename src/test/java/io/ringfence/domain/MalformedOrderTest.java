package io.ringfence.domain;

import static io.ringfence.domain.OrderFixture.at;
import static io.ringfence.domain.OrderFixture.chosen;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Choices of numbers that say too little or too much. */
class MalformedOrderTest {
    private static final String[] TOO_MANY =
            IntStream.range(0, 1_001).mapToObj(OrderFixture::at).toArray(String[]::new);

    static Stream<Arguments> badChoices() {
        return Stream.of(
                Arguments.of(chosen(null, at(1), at(1)), at(1) + " twice"),
                Arguments.of(chosen(null, "020 7946 0001"), "020 7946 0001"),
                Arguments.of(chosen(at(2), at(1)), "mainNumber is not one of phoneNumbers"),
                Arguments.of(chosen(at(2)), "mainNumber needs phoneNumbers"),
                Arguments.of(chosen(null, TOO_MANY), "1001"),
                Arguments.of(OrderFixture.ceaseOf(List.of(at(1)), null), "CEASE ends all"),
                Arguments.of(OrderFixture.ceaseOf(List.of(), at(1)), "CEASE ends all"));
    }

    @ParameterizedTest
    @MethodSource("badChoices")
    void isInvalidAndSaysWhy(VoiceServiceOrder order, String why) {
        assertThat(new VoiceServices(Fixture.RULES).refusal(order.siteId(), order, site -> true, Fixture.NOW))
                .get()
                .satisfies(outcome -> {
                    assertThat(outcome.code()).isEqualTo(OrderRejectionCode.INVALID_REQUEST);
                    assertThat(outcome.message()).contains(why).matches("\\S+( \\S+){2,}\\.");
                });
    }
}
