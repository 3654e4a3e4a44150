/**
 * What others may rely on, for programs to read: the API as OpenAPI, the topics as AsyncAPI. Made of what stands elsewhere, in
 * controllers, declarations and schemas.
 */
package io.ringfence.description;
