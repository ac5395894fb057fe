package org.badgebridge.intake;

import org.badgebridge.domain.account.Source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The presets that come with the system: the files of the resource folder `presets`, in the order
/// of its `index`. A file is read when it is first asked for. Thread-safe.
public final class Presets {

    private static final String FOLDER = "/presets/";

    private final List<String> ids;
    private final Map<String, Preset> read = new ConcurrentHashMap<>();

    public Presets() {
        try (InputStream index = open("index")) {
            ids =
                    new String(index.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank())
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Preset> all() {
        return ids.stream().map(this::read).toList();
    }

    public Optional<Preset> find(String id) {
        return ids.contains(id) ? Optional.of(read(id)) : Optional.empty();
    }

    /// The source's preset with the source's own settings; empty when the preset is unknown here or
    /// the settings do not fit it.
    public Optional<Preset> of(Source source) {
        return find(source.preset())
                .map(preset -> SourceSettings.apply(preset, source.settings()))
                .filter(applied -> applied.problems().isEmpty())
                .map(SourceSettings.Applied::preset);
    }

    private Preset read(String id) {
        return read.computeIfAbsent(
                id,
                _ -> {
                    try (InputStream file = open(id + ".json")) {
                        return PresetFile.read(id, file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private static InputStream open(String name) throws IOException {
        InputStream stream = Presets.class.getResourceAsStream(FOLDER + name);
        if (stream == null) {
            throw new IOException("There is no " + FOLDER + name);
        }
        return stream;
    }
}
