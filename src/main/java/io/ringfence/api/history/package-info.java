/** The past. */
package io.ringfence.api.history;
