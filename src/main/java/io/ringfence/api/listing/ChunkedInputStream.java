package io.ringfence.api.listing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;

/**
 * What an iterator yields, one after the other; asked for the next only when the last was read. Unlike
 * {@link java.io.SequenceInputStream}, closing it early leaves the rest unasked for.
 */
final class ChunkedInputStream extends InputStream {
    private final Iterator<byte[]> chunks;
    private InputStream chunk = InputStream.nullInputStream();

    ChunkedInputStream(Iterator<byte[]> chunks) {
        this.chunks = chunks;
    }

    @Override
    public int read() throws IOException {
        return advance() ? chunk.read() : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        return advance() ? chunk.read(target, offset, length) : -1;
    }

    /** A failure must look like one to who reads, never like the end. */
    private boolean advance() throws IOException {
        try {
            while (chunk.available() == 0) {
                if (!chunks.hasNext()) {
                    return false;
                }
                chunk = new ByteArrayInputStream(chunks.next());
            }
            return true;
        } catch (RuntimeException e) {
            throw new IOException("The rest cannot be read", e);
        }
    }
}
