/** One number, and what became of the requests for it. */
package io.ringfence.api.number;
