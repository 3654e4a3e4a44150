/**
 * Avro on the wire: the Confluent wire format and registry protocol, and the mapping between records and the domain.
 * The classes of the schemas in {@code schemas/} are generated into this package.
 */
package io.ringfence.avro;
