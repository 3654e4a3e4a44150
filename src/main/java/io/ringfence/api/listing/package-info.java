/** Sites and their numbers, as JSON and as CSV. */
package io.ringfence.api.listing;
