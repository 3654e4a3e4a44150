package io.ringfence.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.topology.TopicSetting.Rule;
import io.ringfence.topology.TopicSetting.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of a setting that a topic has. */
class TopicSettingTest {
    @ParameterizedTest
    @CsvSource({
        "ALWAYS, delete, delete, FINE",
        "ALWAYS, delete, 'compact,delete', SPOILT",
        "EQUAL, uncompressed, uncompressed, FINE",
        "EQUAL, uncompressed, producer, WRONG",
        "AT_LEAST, 100, 100, FINE",
        "AT_LEAST, 100, 99, WRONG",
        "AT_LEAST, 100, -1, FINE",
        "AT_LEAST, -1, -1, FINE",
        "AT_LEAST, -1, 9000000000, WRONG",
        "AT_MOST, 100, 100, FINE",
        "AT_MOST, 100, 99, FINE",
        "AT_MOST, 100, 101, WRONG",
        "ADVISED_AT_LEAST, -1, -1, FINE",
        "ADVISED_AT_LEAST, -1, 9000000000, UNWISE",
        "AT_CREATION, 100, 99, FINE",
    })
    void judgesWhatATopicHas(Rule rule, String declared, String found, Verdict verdict) {
        assertThat(new TopicSetting("any", declared, rule).judge(found)).isEqualTo(verdict);
    }
}
