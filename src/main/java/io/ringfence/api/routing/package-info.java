/** Has a question answered by whoever can: this instance, the one that decides, or one that has a copy. */
package io.ringfence.api.routing;
