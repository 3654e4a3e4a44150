/**
 * The directory: what operators' systems publish of their sites, whole in the memory of every instance. Names, and parties
 * to choose from; it decides nothing, and whatever becomes of it, everything else goes on.
 */
package io.ringfence.directory;
