package io.ringfence.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * The main class of the registry's JVM: runs the main class of the jar that its first argument names, and ends the JVM
 * at the end of standard input. The parent holds the other end of that pipe, and the operating system closes it however
 * the parent ends; kill -9 runs no shutdown hook.
 *
 * <p>{@link RegistryLauncher} gives the child this one class file, so it must use nothing but the JDK and have no nested
 * class.
 */
final class RegistryProcess {

    private static final long ORDERLY_EXIT_SECONDS = 4;

    private RegistryProcess() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Thread watch = new Thread(() -> exitAtEndOf(System.in), "parent-watch");
        watch.setDaemon(true);
        watch.start();
        Class.forName(mainClassOf(args[0])).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    }

    private static void exitAtEndOf(InputStream input) {
        try {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            // Shutdown hooks can hang, and nobody is left who would see it.
            CompletableFuture.delayedExecutor(ORDERLY_EXIT_SECONDS, TimeUnit.SECONDS)
                    .execute(() -> Runtime.getRuntime().halt(1));
            System.exit(0);
        }
    }

    private static String mainClassOf(String jar) throws IOException {
        try (JarFile file = new JarFile(new File(jar))) {
            return file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        }
    }
}
