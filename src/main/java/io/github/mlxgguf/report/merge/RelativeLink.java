package io.github.mlxgguf.report.merge;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Links from one folder to a file in another, whatever their names hold. */
public final class RelativeLink {
    private RelativeLink() {}

    /** The encoded address, relative so that both can move together; empty where there is no way, as between two drives. */
    public static Optional<String> between(Path folder, Path file) {
        try {
            Path way = folder.toAbsolutePath()
                    .normalize()
                    .relativize(file.toAbsolutePath().normalize());
            return Optional.of(StreamSupport.stream(way.spliterator(), false)
                    .map(part -> encoded(part.toString()))
                    .collect(Collectors.joining("/")));
        } catch (IllegalArgumentException noWay) {
            return Optional.empty();
        }
    }

    /** As in an address; round brackets would end a link in Markdown. */
    private static String encoded(String name) {
        try {
            return new URI(null, null, "/" + name, null)
                    .toASCIIString()
                    .substring(1)
                    .replace("(", "%28")
                    .replace(")", "%29");
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no address for " + name, e);
        }
    }
}
