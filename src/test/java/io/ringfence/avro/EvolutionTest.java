package io.ringfence.avro;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check that stands guard over {@code schemas/} finds what it should, at any depth. */
class EvolutionTest {
    private static final String SCHEMA = """
            {'type':'record','name':'Outer','fields':[
              {'name':'id','type':'string'},
              {'name':'note','type':['null','string'],'default':null},
              {'name':'count','type':'long','default':1},
              {'name':'inner','type':['null',{'type':'record','name':'Inner','fields':[
                {'name':'at','type':MILLIS},
                {'name':'colour','type':
                  {'type':'enum','name':'Colour','symbols':['UNKNOWN','RED'],'default':'UNKNOWN'}},
                {'name':'times','type':{'type':'array','items':MILLIS}},
                {'name':'marks','type':{'type':'map','values':['null',MILLIS]}},
                {'name':'next','type':['null','Inner'],'default':null}
              ]}],'default':null}
            ]}""";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            field without default added       | {'name':'id','type':'string'},   | {'name':'id','type':'string'},{'name':'x','type':'string'}, | x
            field without default removed     | {'name':'id','type':'string'},   | ``                                                          | id
            field renamed                     | 'name':'at'                      | 'name':'since'                                              | /fields/3
            type changed                      | {'name':'id','type':'string'}    | {'name':'id','type':'long'}                                 | Outer.id
            type changed that both can read   | {'name':'id','type':'string'}    | {'name':'id','type':'bytes'}                                | Outer.id
            type made optional                | {'name':'id','type':'string'}    | {'name':'id','type':['null','string']}                      | Outer.id
            branch added to a union           | 'type':['null','string']         | 'type':['null','string','long']                             | /fields/1
            branch removed from a union       | 'type':['null','string']         | 'type':['null']                                             | /fields/1
            enum symbol removed               | 'UNKNOWN','RED'                  | 'UNKNOWN'                                                   | RED
            enum symbol renamed               | 'RED'                            | 'CRIMSON'                                                   | RED
            enum default removed              | ,'default':'UNKNOWN'             | ``                                                          | Outer.inner.colour
            enum renamed                      | 'Colour'                         | 'Hue'                                                       | /fields/3
            logical type removed              | 'at','type':MILLIS               | 'at','type':'long'                                          | Outer.inner.at
            logical type added                | 'id','type':'string'             | 'id','type':{'type':'string','logicalType':'uuid'}          | Outer.id
            millis to micros                  | 'at','type':MILLIS               | 'at','type':MICROS                                          | Outer.inner.at
            millis to micros in an array      | 'items':MILLIS                   | 'items':MICROS                                              | Outer.inner.times[]
            millis to micros in a map's union | 'values':['null',MILLIS]         | 'values':['null',MICROS]                                    | Outer.inner.marks{}
            field default removed             | ['null','string'],'default':null | ['null','string']                                           | Outer.note
            field default changed             | 'long','default':1               | 'long','default':2                                          | Outer.count
            """)
    void isRefused(String step, String what, String by, String place) {
        assertThat(Evolution.faults(schema(SCHEMA), changed(what, by)))
                .isNotEmpty()
                .anySatisfy(fault -> assertThat(fault).contains(place));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            field with default added   | {'name':'id','type':'string'},              | {'name':'id','type':'string'},{'name':'x','type':['null','string'],'default':null},
            field with default removed | {'name':'count','type':'long','default':1}, | ``
            field default added        | {'name':'id','type':'string'}               | {'name':'id','type':'string','default':''}
            enum symbol added          | 'RED'                                       | 'RED','GREEN'
            documentation changed      | {'name':'id',                               | {'name':'id','doc':'Unique.',
            """)
    void passes(String step, String what, String by) {
        assertThat(Evolution.faults(schema(SCHEMA), changed(what, by))).isEmpty();
    }

    @Test
    void noChangePasses() {
        assertThat(Evolution.faults(schema(SCHEMA), schema(SCHEMA))).isEmpty();
    }

    private static Schema changed(String what, String by) {
        assertThat(SCHEMA).contains(what);
        return schema(SCHEMA.replace(what, by));
    }

    private static Schema schema(String text) {
        return new Schema.Parser()
                .parse(text.replace("MILLIS", "{'type':'long','logicalType':'timestamp-millis'}")
                        .replace("MICROS", "{'type':'long','logicalType':'timestamp-micros'}")
                        .replace('\'', '"'));
    }
}
