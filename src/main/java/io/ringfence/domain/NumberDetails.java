package io.ringfence.domain;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the provider knows of a number and no action changes.
 *
 * @param extension internal short number; may be null
 * @param rangeName the named block that the number belongs to; may be null
 * @param portedFrom the carrier that the number came from; null unless ported in
 */
@RecordBuilder
public record NumberDetails(NumberKind kind, String extension, String rangeName, String portedFrom) {
    /** Those that are texts, by name; any may be null. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("extension", extension);
        texts.put("rangeName", rangeName);
        texts.put("portedFrom", portedFrom);
        return texts;
    }
}
