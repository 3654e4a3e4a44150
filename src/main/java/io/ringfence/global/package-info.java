/**
 * Global stores: what every instance holds whole, read from a topic. Apart from the worker's stream processing: no decision
 * waits for one, and it moves with no partition.
 */
package io.ringfence.global;
