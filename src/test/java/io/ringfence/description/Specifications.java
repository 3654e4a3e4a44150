package io.ringfence.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What a description has to keep to, as those have it who made the form. */
final class Specifications {
    private Specifications() {}

    /** What of the document is not as it should be. */
    static List<Error> faults(String specification, SpecificationVersion version, JsonNode document) {
        try (InputStream schema = Specifications.class.getResourceAsStream("/description/" + specification)) {
            return SchemaRegistry.withDefaultDialect(version).getSchema(schema).validate(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
