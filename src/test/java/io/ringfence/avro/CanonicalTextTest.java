package io.ringfence.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class CanonicalTextTest {
    static final List<String> NAMES = SchemaFiles.names();

    @ParameterizedTest
    @FieldSource("NAMES")
    void isTheSameForTheClassAndForTheFile(String name) {
        Schema file = SchemaFiles.current(name);

        assertThat(CanonicalText.of(SchemaFiles.generated(name)))
                .isEqualTo(CanonicalText.of(file))
                .doesNotContain("avro.java.string");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            in a field          | STRING                                                             | 'string'
            in a union          | ['null',STRING]                                                    | ['null','string']
            in an array         | {'type':'array','items':STRING}                                    | {'type':'array','items':'string'}
            in a map            | {'type':'map','values':STRING}                                     | {'type':'map','values':'string'}
            on a map            | {'type':'map','values':'long','avro.java.string':'String'}         | {'type':'map','values':'long'}
            in all of them      | ['null',{'type':'array','items':{'type':'map','values':['null',STRING]}}] | ['null',{'type':'array','items':{'type':'map','values':['null','string']}}]
            in a nested record  | {'type':'record','name':'In','fields':[{'name':'b','type':STRING}]} | {'type':'record','name':'In','fields':[{'name':'b','type':'string'}]}
            beside another hint | {'type':'string','avro.java.string':'String','logicalType':'uuid'} | {'type':'string','logicalType':'uuid'}
            """)
    void leavesOutTheHintToUseJavasStrings(String place, String type, String expected) {
        String hinted = type.replace("STRING", "{'type':'string','avro.java.string':'String'}");

        assertThat(CanonicalText.of(schema(hinted))).isEqualTo(record(expected));
    }

    @Test
    void keepsEverythingElse() {
        String schema = record("{'type':'string','custom':'kept'},'doc':'Says what it is.','default':'x'");

        assertThat(CanonicalText.of(new Schema.Parser().parse(schema))).isEqualTo(schema);
    }

    private static Schema schema(String type) {
        return new Schema.Parser().parse(record(type));
    }

    private static String record(String type) {
        return "{'type':'record','name':'R','fields':[{'name':'a','type':%s}]}"
                .formatted(type)
                .replace('\'', '"');
    }
}
