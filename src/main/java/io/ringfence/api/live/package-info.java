/** What is changing now. */
package io.ringfence.api.live;
