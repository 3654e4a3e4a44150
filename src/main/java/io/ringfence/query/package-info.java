/** The read side: what the stores of the topology say, as the API shows it. Writes nothing. */
package io.ringfence.query;
