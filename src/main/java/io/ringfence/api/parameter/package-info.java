/** What stands in a URL, read and refused by name. */
package io.ringfence.api.parameter;
