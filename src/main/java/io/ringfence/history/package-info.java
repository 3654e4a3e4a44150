/**
 * The past: every accepted change since the first, on every instance, read from the topic that it is kept on. Apart from the
 * worker's stream processing: no decision waits for it, and it moves with no partition.
 */
package io.ringfence.history;
