/** The past: every accepted change since the first, on every instance, read from the topic that it is kept on. */
package io.ringfence.history;
